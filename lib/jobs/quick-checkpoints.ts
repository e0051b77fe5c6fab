import 'server-only'
import { Error as EngineError } from '@dbos-inc/dbos-sdk'
import {
  currentOwnerXid,
  type DBOSLocalCtx,
  getCurrentContextStore,
} from '@dbos-inc/dbos-sdk/internal/context'
import {
  SystemDatabase,
  type SystemDatabaseStoredResult,
  withDbRetry,
} from '@dbos-inc/dbos-sdk/internal/system_database'
import { z } from 'zod'

/** What the engine has stored of one step; undefined: nothing, the step is yet to be done. */
type Stored = SystemDatabaseStoredResult | undefined

const Begun = z.object({
  status: z.string().nullable(),
  isDone: z.boolean(),
  output: z.string().nullable(),
  error: z.string().nullable(),
  childWorkflowID: z.string().nullable(),
  functionName: z.string().nullable(),
  serialization: z.string().nullable(),
})

/** $1 flow, $2 step */
const BEGIN_STEP = `
  SELECT flow.status, step.function_id IS NOT NULL AS "isDone", step.output, step.error,
    step.child_workflow_id AS "childWorkflowID", step.function_name AS "functionName", step.serialization
  FROM (SELECT 1) AS one
  LEFT JOIN dbos.workflow_status AS flow ON flow.workflow_uuid = $1
  LEFT JOIN dbos.operation_outputs AS step ON step.workflow_uuid = $1 AND step.function_id = $2`

/** $1 flow, $2 step, $3 output, $4 error, $5 name, $6 child, $7 start, $8 end, $9 serialization, $10 application, $11 owner */
const END_STEP = `
  WITH owned AS (
    SELECT 1 FROM dbos.workflow_status WHERE workflow_uuid = $1 AND owner_xid = $11 FOR NO KEY UPDATE
  )
  INSERT INTO dbos.operation_outputs AS step (workflow_uuid, function_id, output, error, function_name,
    child_workflow_id, started_at_epoch_ms, completed_at_epoch_ms, serialization, application_name, retention_timestamp)
  SELECT $1, $2::int, $3, $4, $5, $6, $7::bigint, $8::bigint, $9, $10, (extract(epoch FROM now()) * 1000)::bigint
  FROM owned
  ON CONFLICT (workflow_uuid, function_id) DO UPDATE SET completed_at_epoch_ms = step.completed_at_epoch_ms
  RETURNING step.completed_at_epoch_ms AS "endMs"`

/** $1 flow, $2 output, $3 owner */
const END_FLOW = `
  WITH ended AS (
    UPDATE dbos.workflow_status SET status = 'SUCCESS', updated_at = (extract(epoch FROM now()) * 1000)::bigint,
      deduplication_id = NULL, completed_at = (extract(epoch FROM now()) * 1000)::bigint, owner_xid = NULL
    WHERE workflow_uuid = $1 AND status = 'PENDING' AND owner_xid = $3
    RETURNING workflow_uuid
  )
  INSERT INTO dbos.workflow_output (workflow_uuid, output, error) SELECT workflow_uuid, $2, NULL FROM ended
  ON CONFLICT (workflow_uuid) DO UPDATE SET output = excluded.output, error = excluded.error`

/** Steps whose check for a cancel has just read what is stored of them, too: it is asked for next. */
const readAhead = new WeakMap<DBOSLocalCtx, Map<number, Stored>>()

async function beginStep(engine: SystemDatabase, flowId: string, step: number): Promise<Stored> {
  const { rows } = await withDbRetry(() => engine.pool.query(BEGIN_STEP, [flowId, step]))
  const { status, isDone, functionName, ...stored } = Begun.parse(rows[0])
  if (status === 'CANCELLED') throw new EngineError.DBOSWorkflowCancelledError(flowId)
  return isDone ? { ...stored, functionName: functionName ?? undefined } : undefined
}

/** The step that the flow has just begun; undefined outside of flows. */
function stepBegunIn(context: DBOSLocalCtx | undefined, flowId: string): number | undefined {
  if (context?.workflowId !== flowId || context.curWFFunctionId === undefined) return undefined
  return context.curWFFunctionId - 1
}

/**
 * Makes the engine ask once where it asks several times: of a step's seven statements (cancelled? cancelled? stored? begin,
 * still ours? store, commit) one is left at its begin and one at its end, of a flow's end one of four. They mean the same. For this version of the
 * engine, which is pinned; `quick-checkpoints.db.test.ts` compares. Call it before the engine launches.
 */
export function makeCheckpointsQuick(): void {
  const engine = SystemDatabase.prototype
  const { checkIfCanceled, recordOperationResult, recordWorkflowOutput } = engine

  engine.checkIfCanceled = async function (flowId) {
    const context = getCurrentContextStore()
    const step = stepBegunIn(context, flowId)
    if (context === undefined || step === undefined) return checkIfCanceled.call(this, flowId)
    const stored = await beginStep(this, flowId, step)
    const ahead = readAhead.get(context) ?? new Map<number, Stored>()
    readAhead.set(context, ahead.set(step, stored))
  }

  engine.getOperationResultAndThrowIfCancelled = async function (flowId, step) {
    const context = getCurrentContextStore()
    const ahead = context?.workflowId === flowId ? readAhead.get(context) : undefined
    if (ahead?.has(step) !== true) return beginStep(this, flowId, step)
    const stored = ahead.get(step)
    ahead.delete(step)
    return stored
  }

  engine.recordOperationResult = async function (
    flowId,
    step,
    name,
    checkConflict,
    startMs,
    endMs,
    options = {},
  ) {
    const owner = currentOwnerXid(flowId)
    if (owner === undefined)
      return recordOperationResult.call(this, flowId, step, name, checkConflict, startMs, endMs, options)
    const { output = null, error = null, childWorkflowID = null, serialization = null } = options
    const values = [flowId, step, output, error, name, childWorkflowID, startMs, endMs, serialization]
    const { rows } = await withDbRetry(() =>
      this.pool.query<{ endMs: string }>(END_STEP, [...values, this.appName ?? null, owner]),
    )
    const [stored] = rows
    // Another worker has taken the flow over.
    if (stored === undefined) throw new EngineError.DBOSWorkflowConflictError(flowId)
    if (checkConflict && Number(stored.endMs) !== endMs) {
      throw new EngineError.DBOSStepNondeterminismError(flowId, step)
    }
  }

  engine.recordWorkflowOutput = async function (flowId, status, ownerXid) {
    const owner = ownerXid ?? currentOwnerXid(flowId)
    if (owner === undefined) return recordWorkflowOutput.call(this, flowId, status, ownerXid)
    const values = [flowId, status.output ?? null, owner]
    const { rowCount } = await withDbRetry(() => this.pool.query(END_FLOW, values))
    return rowCount === 1
  }
}
