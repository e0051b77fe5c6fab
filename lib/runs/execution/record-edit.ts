import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import type { EditOutcome } from '@/lib/domain/run'

/** Notes a person's new version in its run's row, where lists, facets and counts find what a reader would download. */
export async function beginEdit(tx: Db | Transaction, runId: string, edit: EditOutcome): Promise<void> {
  await tx.$executeRaw`
    UPDATE run SET figures = figures || jsonb_build_object('edit', ${JSON.stringify(edit)}::jsonb)
    WHERE id = ${runId}`
}

/** Notes what a version's check came to; one that a newer version or another try has replaced changes nothing. */
export async function settleEdit(
  tx: Db | Transaction,
  runId: string,
  edit: Pick<EditOutcome, 'artifactId' | 'verdict' | 'verdictText' | 'figures'>,
): Promise<void> {
  const settled = JSON.stringify({ ...edit, isBeingChecked: false })
  await tx.$executeRaw`
    UPDATE run SET figures = jsonb_set(figures, '{edit}', figures -> 'edit' || ${settled}::jsonb)
    WHERE id = ${runId} AND figures #>> '{edit,artifactId}' = ${edit.artifactId}`
}
