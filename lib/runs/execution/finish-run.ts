import 'server-only'
import { createHash } from 'node:crypto'
import { commitWithoutDisk } from '@/lib/db/commit-without-disk'
import { db, type Transaction } from '@/lib/db/db'
import { queryOften } from '@/lib/db/query-often'
import { type Sql, sql } from '@/lib/db/sql'
import { rejudgeLate } from '@/lib/findings/learning/rejudge-late'
import { saveFindings } from '@/lib/findings/save-findings'
import { storable, storableJson } from '@/lib/format/storable'
import type { RunOutcome } from '@/lib/workflows/define-workflow'
import { durationSql } from './duration-sql'
import { hashNewTexts } from './hash-new-texts'
import type { LoadedRun } from './load-run-input'
import { maskedKindsSql } from './masked-kinds-sql'
import { tellOfRun } from './notify-run'
import { paidSql } from './refresh-run-cost'

/** What ends the flow of a run in the statement that ends the run: one commit instead of two. */
export interface FlowEnding {
  /** SQL: CTEs, of which `flow` has a row if the flow has ended, which it does `when` the run does; null: it ends by itself */
  ctes: (when: Sql) => Sql | null
  /** the statement was carried out, and the flow has ended in it */
  note: () => void
}

/**
 * Saves what a try came to: verdict, figures, cost, artifacts and the end itself, in one statement, with its findings in one
 * transaction. Idempotent: the first end wins. What a failing machine forgets of it is worked out again from the checkpoints,
 * which it forgets no sooner.
 */
export async function finishRun(run: LoadedRun, outcome: RunOutcome, ending?: FlowEnding): Promise<void> {
  const statement = endStatement(run, outcome, ending)
  const { findings } = outcome
  const [row] =
    findings === undefined
      ? await queryOften(statement)
      : await saveWithFindings(run, outcome, findings, statement)
  if (row?.isFlowEnded === true) ending?.note()
}

/** What `statement` gives; nothing when the try has ended already. */
function saveWithFindings(
  run: LoadedRun,
  outcome: RunOutcome,
  findings: NonNullable<RunOutcome['findings']>,
  statement: Sql,
): Promise<Record<string, unknown>[]> {
  return db().$transaction(async (tx) => {
    if (!(await isStillRunning(tx, run))) return []
    const { snapshotId, teamId, projectId, workflow, input } = run
    const { runId: id, tryNumber, diff } = input
    // A review of changes saw parts of its files only: what it did not find may still be there.
    const changed = hashNewTexts(diff)
    const seeing = { id, teamId, projectId, snapshotId, workflow, tryNumber, changed }
    await saveFindings(tx, seeing, findings, changed === undefined ? (outcome.looked ?? []) : [])
    await rejudgeLate(tx, seeing, findings)
    return tx.$queryRaw(statement)
  })
}

/** Keeps others from ending the try meanwhile; false: they already have. */
async function isStillRunning(tx: Transaction, { input }: LoadedRun): Promise<boolean> {
  const rows = await tx.$queryRaw<unknown[]>`
    SELECT id FROM run WHERE id = ${input.runId} AND "tryNumber" = ${input.tryNumber}::int AND status = 'running'
    FOR UPDATE`
  return rows.length > 0
}

/** SQL: the end of the try; it does nothing when the try has ended already. */
function endStatement(run: LoadedRun, outcome: RunOutcome, ending?: FlowEnding): Sql {
  const { runId, tryNumber } = run.input
  const { source, verdict, verdictText, reason, reasonText, promptVersion } = outcome
  const flow = ending?.ctes(sql`EXISTS (SELECT 1 FROM ended)`) ?? null
  return sql`
    WITH paid AS (${paidSql(sql`"runId" = ${runId}`)}),
    ended AS (
      UPDATE run SET status = 'done', "errorText" = NULL, source = ${source}, verdict = ${verdict},
        "verdictText" = ${storable(verdictText)}, reason = ${reason}, "reasonText" = ${reasonText === null ? null : storable(reasonText)},
        "promptVersion" = ${promptVersion},
        figures = ${storableJson(outcome.figures)}::jsonb
          || jsonb_build_object('maskedKinds', ${maskedKindsSql(runId, tryNumber)},
            'answerUses', ${storableJson(outcome.answerUses ?? {})}::jsonb),
        "costNanoUsd" = coalesce((SELECT cost FROM paid), "costNanoUsd"),
        "modelCalls" = coalesce((SELECT calls FROM paid), "modelCalls"),
        "endedAt" = now() AT TIME ZONE 'UTC',
        "durationMs" = ${durationSql}
      WHERE id = ${runId} AND "tryNumber" = ${tryNumber}::int AND status = 'running'
      RETURNING *
    ), ended_spans AS (
      UPDATE run_span SET status = 'ok', "endedAt" = now() AT TIME ZONE 'UTC'
      FROM ended WHERE run_span."runId" = ${runId} AND run_span."endedAt" IS NULL
    ), ${insertedArtifacts(run, outcome)}${flow === null ? sql`` : sql`, ${flow}`}
    SELECT ${commitWithoutDisk}, ${tellOfRun}::text${flow === null ? sql`` : sql`, EXISTS (SELECT 1 FROM flow) AS "isFlowEnded"`}
    FROM ended`
}

/** SQL: the CTE that adds the artifacts of the try in `ended`, each the next version of its path. */
function insertedArtifacts(run: LoadedRun, { artifacts, verdict, verdictText }: RunOutcome): Sql {
  const { runId, tryNumber } = run.input
  const drafts = artifacts.map(({ kind, path, language, content: given, origin }, index) => {
    const content = storable(given)
    const contentHash = createHash('sha256').update(content).digest('hex')
    return { kind, path, language, content, origin, index, id: `${runId}:${tryNumber}:${index}`, contentHash }
  })
  return sql`inserted AS (
    INSERT INTO artifact (id, "teamId", "runId", version, origin, kind, path, language, content, "contentHash",
      verdict, "verdictText", "createdAt")
    SELECT draft.id, ended."teamId", ended.id,
      (SELECT coalesce(max(version), 0) FROM artifact WHERE "runId" = ended.id AND path = draft.path)
        + row_number() OVER (PARTITION BY draft.path ORDER BY draft.index),
      draft.origin, draft.kind, draft.path, draft.language, draft.content, draft."contentHash",
      ${verdict}, ${storable(verdictText)}, now() AT TIME ZONE 'UTC'
    FROM ended, json_to_recordset(${JSON.stringify(drafts)}::json) AS draft(id text, index int, kind text, path text,
      language text, content text, origin text, "contentHash" text)
  )`
}
