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
import { commitWithoutDisk } from '@/lib/db/commit-without-disk'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import type { StepDebt } from '@/lib/db/step-debt'
import { toDisk } from '@/lib/db/to-disk'
import { log } from '@/lib/log/log'
import { type EndedStep, endedStep, storedStep } from './ended-step'
import { endedFlow, NO_OUTPUT, takeEnded } from './flow-ends'
import { takeFresh } from './fresh-flows'
import { dropLate, keepBack, lateSteps } from './late-steps'
import { takeDebt } from './step-debts'

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

const StoredStep = Begun.extend({ endMs: z.number() }).nullable()

/** $1 flow, $2 step */
const BEGIN_STEP = `
  SELECT flow.status, step.function_id IS NOT NULL AS "isDone", step.output, step.error,
    step.child_workflow_id AS "childWorkflowID", step.function_name AS "functionName", step.serialization
  FROM (SELECT 1) AS one
  LEFT JOIN dbos.workflow_status AS flow ON flow.workflow_uuid = $1
  LEFT JOIN dbos.operation_outputs AS step ON step.workflow_uuid = $1 AND step.function_id = $2`

/** A step that follows another so soon begins with what the other's end has read; a cancel meanwhile is heard by its signal. */
const AT_ONCE_MS = 100

type Ahead = { step: number; stored: Stored; isAsked: boolean; readAtMs: number }

/** What was read of a flow's next step before it is asked for: by the step before, or by its own check for a cancel. */
const readAhead = new WeakMap<DBOSLocalCtx, Ahead>()

function storedOf(flowId: string, row: unknown): Stored {
  const { status, isDone, functionName, ...stored } = Begun.parse(row)
  if (status === 'CANCELLED') throw new EngineError.DBOSWorkflowCancelledError(flowId)
  return isDone ? { ...stored, functionName: functionName ?? undefined } : undefined
}

async function beginStep(engine: SystemDatabase, flowId: string, step: number): Promise<Stored> {
  const { rows } = await withDbRetry(() => engine.pool.query(BEGIN_STEP, [flowId, step]))
  return storedOf(flowId, rows[0])
}

/** Null: the flow is another worker's by now. */
async function storeStep(
  engine: SystemDatabase,
  ended: EndedStep,
  late: EndedStep[],
  debt: StepDebt | undefined,
): Promise<z.infer<typeof StoredStep>> {
  if (debt !== undefined) {
    const columns = sql`(SELECT row_to_json(stored) FROM (${storedStep(ended)}) AS stored) AS stored, ${commitWithoutDisk}`
    try {
      // On a connection of our own: whatever becomes of the step, what it owes is owed.
      const [row] = await queryOften(
        debt.statement({ ctes: endedStep(ended, late, debt.when), last: sql`ended`, columns }),
      )
      if (row?.isPaid === true) {
        // The disk works while the run goes on, whose end waits for it.
        if (debt.mustLast)
          toDisk().catch((err: unknown) =>
            log.warn({ err, flowId: ended.flowId }, 'a payment is on its way to the disk'),
          )
        debt.tell()
        return StoredStep.parse(row.stored)
      }
    } catch (error) {
      log.warn(
        { err: error, flowId: ended.flowId },
        'what a step owes and its record are written one after the other',
      )
    }
    await debt.pay()
  }
  const { text, values } = sql`WITH ${endedStep(ended, late)} ${storedStep(ended)}`
  const { rows } = await withDbRetry(() => engine.pool.query(text, values))
  return StoredStep.parse(rows[0] ?? null)
}

function noteAhead(context: DBOSLocalCtx | undefined, ahead: Omit<Ahead, 'readAtMs'>): void {
  if (context !== undefined) readAhead.set(context, { ...ahead, readAtMs: performance.now() })
}

/** The step that the flow has just begun; undefined outside of flows. */
function stepBegunIn(context: DBOSLocalCtx | undefined, flowId: string): number | undefined {
  if (context?.workflowId !== flowId || context.curWFFunctionId === undefined) return undefined
  return context.curWFFunctionId - 1
}

/**
 * Makes the engine ask once where it asks several times: of a step's seven statements (cancelled? cancelled? stored? begin,
 * still ours? store, commit) one is left at its begin and one at its end, of a flow's end one of four, or none where its run's
 * end has written it; the first step of a flow that was claimed without any asks nothing. They mean the same. For this version of the
 * engine, which is pinned; `quick-checkpoints.db.test.ts` compares. Call it before the engine launches.
 */
export function makeCheckpointsQuick(): void {
  const engine = SystemDatabase.prototype
  const { checkIfCanceled, recordOperationResult, recordWorkflowOutput } = engine

  engine.checkIfCanceled = async function (flowId) {
    const context = getCurrentContextStore()
    const step = stepBegunIn(context, flowId)
    if (context === undefined || step === undefined) return checkIfCanceled.call(this, flowId)
    const ahead = readAhead.get(context)
    const isYoung = ahead?.step === step && !ahead.isAsked && performance.now() - ahead.readAtMs < AT_ONCE_MS
    const isFirst = step === 0 && takeFresh(flowId)
    const stored = isYoung ? ahead.stored : isFirst ? undefined : await beginStep(this, flowId, step)
    noteAhead(context, { step, stored, isAsked: true })
  }

  engine.getOperationResultAndThrowIfCancelled = async function (flowId, step) {
    const context = getCurrentContextStore()
    const ahead = context?.workflowId === flowId ? readAhead.get(context) : undefined
    if (context === undefined || ahead?.step !== step || !ahead.isAsked) return beginStep(this, flowId, step)
    readAhead.delete(context)
    return ahead.stored
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
    const application = this.appName ?? null
    const result = { output, error, childWorkflowID, serialization }
    const ended = { flowId, step, name, owner, startMs, endMs, application, ...result }
    const context = getCurrentContextStore()
    const debt = takeDebt(flowId, step)
    if (keepBack(context, ended, debt)) {
      noteAhead(context, { step: step + 1, stored: undefined, isAsked: false })
      return
    }
    const late = lateSteps(context)
    const stored = await storeStep(this, ended, late, debt)
    dropLate(context, late)
    // Another worker has taken the flow over.
    if (stored === null) throw new EngineError.DBOSWorkflowConflictError(flowId)
    if (checkConflict && stored.endMs !== endMs) {
      throw new EngineError.DBOSStepNondeterminismError(flowId, step)
    }
    if (stored.status !== 'CANCELLED') {
      noteAhead(context, { step: step + 1, stored: storedOf(flowId, stored), isAsked: false })
    }
  }

  engine.recordWorkflowOutput = async function (flowId, status, ownerXid) {
    const owner = ownerXid ?? currentOwnerXid(flowId)
    if (owner === undefined) return recordWorkflowOutput.call(this, flowId, status, ownerXid)
    takeFresh(flowId)
    const output = status.output ?? null
    // It ended together with its run.
    if (takeEnded(flowId) && output === NO_OUTPUT) return true
    const { text, values } = sql`WITH ${endedFlow({ flowId, owner, output })} SELECT workflow_uuid FROM flow`
    const { rowCount } = await withDbRetry(() => this.pool.query(text, values))
    return rowCount === 1
  }
}
