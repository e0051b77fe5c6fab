import 'server-only'

/** How the rows of one table get into a team's archive. */
export interface ExportedTable {
  /** SQL condition on `t` with $1 for the team's id; absent: by the table's own "teamId" */
  where?: string
  /** columns that never leave: keys, hashes of links, machinery */
  leaveOut?: readonly string[]
  /** holds times, ids and figures alone: everywhere else secrets are looked for, in whatever column, and masked */
  isPlain?: boolean
}

const ofSnapshots = '(SELECT id FROM snapshot WHERE "teamId" = $1)'
const ofDiffs = '(SELECT "launchId" FROM diff WHERE "teamId" = $1)'
const ofRules = '(SELECT id FROM alert_rule WHERE "teamId" = $1)'
const ofBudgets = '(SELECT id FROM budget WHERE "teamId" = $1)'
const plain = { isPlain: true }

/** Everything that is the team's, in the order of the archive. A table that is in neither list fails a test. */
export const EXPORTED_TABLES: Record<string, ExportedTable> = {
  team: { where: 't.id = $1' },
  user: {
    where: 't.id IN (SELECT "userId" FROM member WHERE "teamId" = $1)',
    leaveOut: ['image', 'emailVerified', 'createdAt', 'updatedAt'],
  },
  member: plain,
  invitation: { leaveOut: ['tokenHash'] },
  project: {},
  snapshot: {},
  snapshot_file: { where: `t."snapshotId" IN ${ofSnapshots}` },
  module: {},
  launch: {},
  diff: {},
  diff_file: { where: `t."launchId" IN ${ofDiffs}` },
  run: {},
  run_span: {},
  attempt: {},
  attempt_payload: {},
  check: {},
  artifact: {},
  review: {},
  finding: {},
  finding_sighting: {},
  finding_verdict: {},
  finding_fix: {},
  cache_entry: {},
  model_batch: {},
  batch_item: {},
  provider: { leaveOut: ['keyEncrypted'] },
  price: {},
  reprice: {},
  routing_override: {},
  budget: {},
  budget_reservation: { where: `t."budgetId" IN ${ofBudgets}`, ...plain },
  budget_warning: { where: `t."budgetId" IN ${ofBudgets}`, ...plain },
  alert_rule: {},
  alert_sample: { where: `t."ruleId" IN ${ofRules}`, ...plain },
  alert_sight: { where: `t."ruleId" IN ${ofRules}` },
  alert: {},
  alert_event: {},
  alert_channel: { leaveOut: ['urlSealed', 'secretSealed'] },
  alert_delivery: {},
  attempt_key: plain,
  attempt_rollup: { where: 't."keyId" IN (SELECT id FROM attempt_key WHERE "teamId" = $1)', ...plain },
  attempt_delta: plain,
  run_key: plain,
  run_rollup: { where: 't."keyId" IN (SELECT id FROM run_key WHERE "teamId" = $1)', ...plain },
  run_delta: plain,
  timed_key: plain,
  timed_rollup: { where: 't."keyId" IN (SELECT id FROM timed_key WHERE "teamId" = $1)', ...plain },
  saved_view: {},
  team_target: {},
  audit_entry: {},
  deletion: {},
}

/** Machinery of the moment: gone in seconds, and about nothing. */
export const LEFT_OUT_TABLES: readonly string[] = ['cache_flight', 'rate_take']

/** Contents of files that snapshots and changes of the team hold. */
export const CONTENTS_SQL = `
  SELECT jsonb_build_object('hash', hash, 'bytes', bytes, 'base64', encode(content, 'base64'))::text AS row FROM blob
  WHERE hash IN (
    SELECT "blobHash" FROM snapshot_file WHERE "snapshotId" IN ${ofSnapshots}
    UNION SELECT "oldHash" FROM diff_file WHERE "launchId" IN ${ofDiffs}
    UNION SELECT "newHash" FROM diff_file WHERE "launchId" IN ${ofDiffs})`

/** The statement whose rows, as JSON texts, are a table's file. */
export function rowsSql(table: string): string {
  const { where = 't."teamId" = $1', leaveOut = [] } = EXPORTED_TABLES[table] ?? {}
  const columns = leaveOut.map((column) => `'${column}'`).join(', ')
  return `SELECT (to_jsonb(t) - ARRAY[${columns}]::text[])::text AS row FROM "${table}" AS t WHERE ${where}`
}
