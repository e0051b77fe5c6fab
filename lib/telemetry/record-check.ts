import 'server-only'
import type { Db, Transaction } from '@/lib/db/db'
import type { CheckRecord } from '@/lib/domain/check'
import { storableValue } from '@/lib/format/storable'
import { notifyOfRun } from './notify-of-run'
import type { RunScope } from './run-scope'

/** Appends a check; idempotent by id. */
export async function recordCheck(tx: Db | Transaction, scope: RunScope, check: CheckRecord): Promise<void> {
  const { teamId, runId, tryNumber } = scope
  // Foreign code prints what it likes, and no column takes all of it.
  const row = { ...storableValue(check), teamId, runId, tryNumber, durationMs: Math.round(check.durationMs) }
  await tx.check.createMany({ data: [row], skipDuplicates: true })
  await notifyOfRun(tx, scope)
}
