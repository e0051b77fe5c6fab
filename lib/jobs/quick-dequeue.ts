import 'server-only'
import { SystemDatabase } from '@dbos-inc/dbos-sdk/internal/system_database'
import { pool } from '@/lib/db/db'
import { ENGINE_APPLICATION } from '@/lib/runs/durable/engine-names'
import { recordKeptAnswers } from '@/lib/runs/kept-answers/record-kept-answers'
import { isAsleep } from './asleep-flows'
import { noteClaimed } from './fresh-flows'

/** A queue is looked at so often even if there is no reason to. */
const LOOK_MS = 100
/** Flows of a partition that sleep and leave their places to others: so many are some dozens of megabytes. */
const MOST_ASLEEP = 500

/**
 * $1 queues, $2 application. As the engine's own, but of several queues, and with the status within the text: the index holds
 * only these, so that a statement with a parameter in its place is planned anew each time, which takes longer than to work it off.
 */
const PARTITIONS = `
  WITH RECURSIVE partitions AS (
    SELECT queue, (SELECT min(queue_partition_key) FROM dbos.workflow_status
                   WHERE queue_name = queue AND status = 'ENQUEUED' AND queue_partition_key IS NOT NULL
                     AND (application_name = $2 OR application_name IS NULL)) AS pk
    FROM unnest($1::text[]) AS queue
    UNION ALL
    SELECT queue, (SELECT min(queue_partition_key) FROM dbos.workflow_status
                   WHERE queue_name = queue AND status = 'ENQUEUED' AND queue_partition_key > partitions.pk
                     AND (application_name = $2 OR application_name IS NULL))
    FROM partitions WHERE partitions.pk IS NOT NULL
  )
  SELECT queue, pk FROM partitions WHERE pk IS NOT NULL`

/**
 * $1 queue, $2 partition, $3 worker, $4 version, $5 application, $6 owner, $7 most. As the engine's own claim, where no
 * limit is shared with other workers: five statements in one. The commit need not wait for the disk: what a failing machine
 * forgets of it is claimed again.
 */
const CLAIM = `
  WITH next AS (
    SELECT workflow_uuid FROM dbos.workflow_status
    WHERE status = 'ENQUEUED' AND queue_name = $1 AND queue_partition_key = $2 AND application_version = $4
      AND (application_name = $5 OR application_name IS NULL)
    ORDER BY priority, created_at LIMIT $7 FOR UPDATE SKIP LOCKED
  ), claimed AS (
    UPDATE dbos.workflow_status AS flow SET status = 'PENDING', owner_xid = $6, executor_id = $3,
      started_at_epoch_ms = (extract(epoch FROM now()) * 1000)::bigint, rate_limited = false,
      application_name = coalesce(application_name, $5), recovery_attempts = recovery_attempts + 1,
      updated_at = (extract(epoch FROM now()) * 1000)::bigint,
      workflow_deadline_epoch_ms = CASE WHEN workflow_timeout_ms IS NOT NULL AND workflow_deadline_epoch_ms IS NULL
        THEN (extract(epoch FROM now()) * 1000)::bigint + workflow_timeout_ms ELSE workflow_deadline_epoch_ms END
    FROM next WHERE flow.workflow_uuid = next.workflow_uuid
    RETURNING flow.workflow_uuid AS id, flow.priority, flow.created_at, flow.recovery_attempts
  )
  SELECT id, set_config('synchronous_commit', 'off', true),
    NOT EXISTS (SELECT FROM dbos.operation_outputs WHERE workflow_uuid = id) AS "isFresh",
    recovery_attempts > 1 AS "wasBegun"
  FROM claimed ORDER BY priority, created_at`

/** What the last look at a queue found, and how many of a partition this worker takes at once. */
interface Look {
  atMs: number
  partitions: string[]
  mostOfEach: number
}

/** Of how many places this claim may fill; 0 where a limit is shared: that needs more than one statement. */
function placesIn(given: Parameters<SystemDatabase['findAndMarkStartableWorkflows']>): number {
  const [queue, , , partition, running = 0, partitionRunning = 0] = given
  const { concurrency, rateLimit, partitionConcurrency, partitionRateLimit } = queue
  const isShared = concurrency ?? rateLimit ?? partitionConcurrency ?? partitionRateLimit
  const most = Math.min(
    (queue.workerConcurrency ?? Infinity) - running,
    (queue.partitionWorkerConcurrency ?? Infinity) - partitionRunning,
  )
  return isShared === undefined && partition !== undefined && Number.isFinite(most) ? Math.max(0, most) : 0
}

async function claimQuickly(
  given: Parameters<SystemDatabase['findAndMarkStartableWorkflows']>,
  places: number,
): Promise<string[]> {
  if (places === 0) return []
  const [{ name }, worker, version, partition, , , owner = null] = given
  const values = [name, partition, worker, version, ENGINE_APPLICATION, owner, places]
  // On a connection that plans once: the engine's own plan it anew each time, which takes longer than to work it off.
  const { rows } = await pool().query<{ id: string; isFresh: boolean; wasBegun: boolean }>({
    name: 'claim-flows',
    text: CLAIM,
    values,
  })
  for (const { id, isFresh } of rows) noteClaimed(id, isFresh)
  // Who put it back into the queue may be of another machine. That nothing is stored of it says little: steps come late.
  if (rows.some(({ wasBegun }) => wasBegun)) await recordKeptAnswers()
  return rows.map(({ id }) => id)
}

/**
 * Flows of this process that take a place of their partition. Whoever only waits, for a provider's rate or for another run's
 * result, keeps nobody from beginning.
 */
function placesTaken(engine: SystemDatabase, queue: string): Map<string, number> {
  const [taken, asleep] = [new Map<string, number>(), new Map<string, number>()]
  for (const [flowId, entries] of engine.runningWorkflowMap) {
    const isResting = isAsleep(flowId)
    for (const { queueName, queuePartitionKey: key = '' } of entries) {
      if (queueName !== queue) continue
      const sleepers = asleep.get(key) ?? 0
      if (isResting) asleep.set(key, sleepers + 1)
      if (!isResting || sleepers >= MOST_ASLEEP) taken.set(key, (taken.get(key) ?? 0) + 1)
    }
  }
  return taken
}

/**
 * Lets queues be polled often without asking the database for nothing: the rest of a full queue begins as places get free
 * and not in bursts. What waits is looked up ten times a second; in between a partition in which more was waiting than was
 * taken is claimed from as soon as it has room. For this version of the engine, which is pinned. Call it before the engine
 * launches.
 */
export function makeDequeueQuick(): void {
  const engine = SystemDatabase.prototype
  const { findAndMarkStartableWorkflows } = engine
  const looks = new Map<string, Look>()

  engine.countRunningWorkflowsForPartition = function (queueName, key = '') {
    return placesTaken(this, queueName).get(key) ?? 0
  }

  engine.getQueuePartitions = async function (queueName) {
    const atMs = performance.now()
    const last = looks.get(queueName) ?? { atMs: -LOOK_MS, partitions: [], mostOfEach: Infinity }
    looks.set(queueName, last)
    if (atMs - last.atMs < LOOK_MS) {
      if (last.partitions.length === 0) return []
      const taken = placesTaken(this, queueName)
      return last.partitions.filter((key) => (taken.get(key) ?? 0) < last.mostOfEach)
    }
    // One look is for all queues.
    const values = [[...looks.keys()], ENGINE_APPLICATION]
    // Planned once, as the claims are.
    const look = { name: 'look-at-queues', text: PARTITIONS, values }
    const { rows } = await pool().query<{ queue: string; pk: string }>(look)
    for (const [name, { mostOfEach }] of looks) {
      const partitions = rows.flatMap(({ queue, pk }) => (queue === name ? [pk] : []))
      looks.set(name, { atMs, partitions, mostOfEach })
    }
    return looks.get(queueName)?.partitions ?? []
  }

  engine.findAndMarkStartableWorkflows = async function (...given) {
    const [{ name, partitionWorkerConcurrency: mostOfEach = Infinity }, , , partition, , running = 0] = given
    const look = looks.get(name)
    if (look !== undefined) look.mostOfEach = mostOfEach
    if (running >= mostOfEach) return []
    const places = placesIn(given)
    const quick = await claimQuickly(given, places)
    // What it does not find may be of another kind: the engine knows them all.
    const claimed = quick.length > 0 ? quick : await findAndMarkStartableWorkflows.apply(this, given)
    if (quick.length === 0 && claimed.length > 0) {
      for (const id of claimed) noteClaimed(id, false)
      await recordKeptAnswers()
    }
    // Nothing is left there, or it is for another worker or another version of Assay: the next look is soon enough.
    if (claimed.length < Math.max(1, places) && look !== undefined)
      look.partitions = look.partitions.filter((key) => key !== partition)
    return claimed
  }
}
