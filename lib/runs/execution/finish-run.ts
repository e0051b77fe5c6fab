import 'server-only'
import { createHash } from 'node:crypto'
import { db, type Transaction } from '@/lib/db/db'
import type { ArtifactDraft, RunOutcome } from '@/lib/workflows/define-workflow'
import { endRun } from './end-run'
import type { LoadedRun } from './load-run-input'
import { readMaskedKinds } from './read-masked-kinds'

/** Saves what a try came to: artifacts, verdict, figures and the end itself, in one transaction. Idempotent by try. */
export async function finishRun(run: LoadedRun, outcome: RunOutcome): Promise<void> {
  const { runId, tryNumber } = run.input
  const maskedKinds = await readMaskedKinds(runId, tryNumber)
  await db().$transaction(async (tx) => {
    await tx.run.updateMany({
      where: { id: runId, tryNumber, status: 'running' },
      data: {
        source: outcome.source,
        verdict: outcome.verdict,
        verdictText: outcome.verdictText,
        reason: outcome.reason,
        reasonText: outcome.reasonText,
        figures: { ...outcome.figures, maskedKinds },
        promptVersion: outcome.promptVersion,
      },
    })
    const ended = await endRun({ runId, tryNumber, status: 'done' }, tx)
    if (!ended) return
    for (const [index, draft] of outcome.artifacts.entries()) {
      await insertArtifact(tx, run, { id: `${runId}:${tryNumber}:${index}`, draft, outcome })
    }
  })
}

async function insertArtifact(
  tx: Transaction,
  run: LoadedRun,
  { id, draft, outcome }: { id: string; draft: ArtifactDraft; outcome: RunOutcome },
): Promise<void> {
  const { runId } = run.input
  const newest = await tx.artifact.aggregate({ where: { runId, path: draft.path }, _max: { version: true } })
  await tx.artifact.create({
    data: {
      id,
      teamId: run.teamId,
      runId,
      version: (newest._max.version ?? 0) + 1,
      ...draft,
      contentHash: createHash('sha256').update(draft.content).digest('hex'),
      verdict: outcome.verdict,
      verdictText: outcome.verdictText,
    },
  })
}
