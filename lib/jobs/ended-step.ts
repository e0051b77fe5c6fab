import 'server-only'
import { type Sql, sql } from '@/lib/db/sql'
import { always } from '@/lib/db/step-debt'

/** A step that has ended, as the engine hands it over. */
export interface EndedStep {
  flowId: string
  step: number
  name: string
  owner: string
  startMs: number
  endMs: number
  output: string | null
  error: string | null
  childWorkflowID: string | null
  serialization: string | null
  application: string | null
}

function valuesOf({
  step,
  output,
  error,
  name,
  childWorkflowID,
  startMs,
  endMs,
  serialization,
}: EndedStep): Sql {
  return sql`(${step}::int, ${output}::text, ${error}::text, ${name}::text, ${childWorkflowID}::text,
    ${startMs}::bigint, ${endMs}::bigint, ${serialization}::text)`
}

/**
 * SQL: CTEs `owned` and `ended`, which store a step, and those before it that are not yet, if the flow is still the owner's;
 * `when`: what is to be worked off before, so that all take their locks in one order.
 */
export function endedStep(given: EndedStep, late: EndedStep[], when: Sql = always): Sql {
  const { flowId, owner, application } = given
  const rows = late.map(valuesOf).reduce((all, row) => sql`${all}, ${row}`, valuesOf(given))
  return sql`owned AS (
    SELECT status FROM dbos.workflow_status WHERE workflow_uuid = ${flowId} AND owner_xid = ${owner} AND ${when}
    FOR NO KEY UPDATE
  ), ended AS (
    INSERT INTO dbos.operation_outputs AS step (workflow_uuid, application_name, retention_timestamp, function_id, output,
      error, function_name, child_workflow_id, started_at_epoch_ms, completed_at_epoch_ms, serialization)
    SELECT ${flowId}, ${application}, (extract(epoch FROM now()) * 1000)::bigint, row.*
    FROM owned, (VALUES ${rows}) AS row
    ON CONFLICT (workflow_uuid, function_id) DO UPDATE SET completed_at_epoch_ms = step.completed_at_epoch_ms
    RETURNING step.function_id, step.completed_at_epoch_ms
  )`
}

/** SQL: the row of a step that was stored, with what the begin of the next step would ask for; none: the flow is another's. */
export function storedStep({ flowId, step }: EndedStep): Sql {
  return sql`SELECT ended.completed_at_epoch_ms::float8 AS "endMs", owned.status, step.function_id IS NOT NULL AS "isDone",
      step.output, step.error, step.child_workflow_id AS "childWorkflowID", step.function_name AS "functionName",
      step.serialization
    FROM ended, owned
    LEFT JOIN dbos.operation_outputs AS step ON step.workflow_uuid = ${flowId} AND step.function_id = ${step}::int + 1
    WHERE ended.function_id = ${step}::int`
}
