import 'server-only'
import { DBOS } from '@dbos-inc/dbos-sdk'
import { flushHits } from '@/lib/cache/count-hits'
import { closeDb, db } from '@/lib/db/db'
import { env } from '@/lib/env'
import { IMPORT_QUEUE } from '@/lib/imports/import-flow'
import { log } from '@/lib/log/log'
import { syncPrices } from '@/lib/prices/sync-prices'
import { syncPrompts } from '@/lib/prompts/sync-prompts'
import type { BatchPace } from '@/lib/runs/batches/batch-pace'
import { allTold } from '@/lib/runs/calls/tell-afterwards'
import { ENGINE_APPLICATION, ENGINE_VERSION, RECHECK_QUEUE, RUN_QUEUE } from '@/lib/runs/durable/engine-names'
import type { RunTools } from '@/lib/runs/execution/execute-run'
import { closeAnswerFile } from '@/lib/runs/kept-answers/keep-answer'
import { recordKeptAnswers } from '@/lib/runs/kept-answers/record-kept-answers'
import { cpuSlots, flowsPerPartition } from '@/lib/runs/slots/worker-slots'
import { startAlertWatch } from './alert-watch'
import { startBatchCollector } from './batch-collector'
import { abortOpenFlows, listenForCancels } from './cancel-signals'
import { makeCheckpointPool } from './checkpoint-pool'
import { engineLogger } from './engine-logger'
import { flowSerializer } from './flow-serializer'
import { registerFlows } from './flows'
import { givePartitions } from './give-partitions'
import { startHeartbeat } from './heartbeat'
import { makeCheckpointsQuick } from './quick-checkpoints'
import { makeDequeueQuick } from './quick-dequeue'
import { startReaper } from './reaper'
import { reportSandbox } from './report-sandbox'
import { startSchedule } from './schedule'
import { newWorkerIdentity } from './worker-identity'

/** Rests of a full queue are taken up as places get free, not in bursts: see `makeDequeueQuick`. */
const POLL_RUNS_MS = 20
/** All queues are looked at with one statement, ten times a second. */
const POLL_RECHECKS_MS = 100
const POLL_IMPORTS_MS = 100
/** Of one team, so that none keeps the others waiting; and of all, for each may hold 128 MiB. */
const IMPORTS_PER_TEAM = 2
const IMPORTS_AT_ONCE = 8
/** What still runs after this is left to the next worker, which resumes it at its last checkpoint. */
const DRAIN_MS = 4000
/** Then what is in flight is broken off, and has so long to record what it cost. */
const RECORD_MS = 1000

/**
 * Makes this process a worker. Throws when it cannot be one, also for a prompt file that was changed under its version.
 * `stop` lets running flows end for a while, then gives the rest back.
 */
export async function startWorker(
  tools: RunTools,
  batchPace?: BatchPace,
): Promise<{ stop: () => Promise<void> }> {
  const worker = newWorkerIdentity()
  await syncPrices(db())
  await syncPrompts(db())
  registerFlows(tools)
  makeCheckpointsQuick()
  makeDequeueQuick()
  const checkpoints = makeCheckpointPool()
  DBOS.setConfig({
    name: ENGINE_APPLICATION,
    systemDatabaseUrl: env().DATABASE_URL,
    systemDatabasePool: checkpoints,
    applicationVersion: ENGINE_VERSION,
    executorID: worker.id,
    serializer: flowSerializer,
    listenQueues: [RUN_QUEUE, RECHECK_QUEUE, IMPORT_QUEUE],
    logger: engineLogger,
  })
  // Before the launch, or another worker's reaper could take this one for dead.
  const heartbeat = await startHeartbeat(worker)
  await listenForCancels()
  await givePartitions()
  await recordKeptAnswers()
  await DBOS.launch()
  await DBOS.registerQueue(RUN_QUEUE, {
    partitionWorkerConcurrency: flowsPerPartition(),
    minPollingIntervalMs: POLL_RUNS_MS,
    onConflict: 'always_update',
  })
  await DBOS.registerQueue(RECHECK_QUEUE, {
    partitionWorkerConcurrency: cpuSlots().limit,
    minPollingIntervalMs: POLL_RECHECKS_MS,
    onConflict: 'always_update',
  })
  await DBOS.registerQueue(IMPORT_QUEUE, {
    partitionWorkerConcurrency: IMPORTS_PER_TEAM,
    workerConcurrency: IMPORTS_AT_ONCE,
    minPollingIntervalMs: POLL_IMPORTS_MS,
    onConflict: 'always_update',
  })
  const reaper = startReaper(worker.id)
  const schedule = startSchedule()
  const alerts = startAlertWatch()
  const batches = startBatchCollector(batchPace)
  reportSandbox(worker.id).catch((error: unknown) => log.warn({ err: error }, 'sandbox not reported'))
  log.info({ worker: worker.id, concurrency: env().ASSAY_WORKER_CONCURRENCY }, 'worker ready')
  return {
    async stop() {
      await Promise.all([reaper.stop(), schedule.stop(), alerts.stop(), batches.stop()])
      await DBOS.shutdown({ workflowCompletionTimeoutMS: DRAIN_MS })
      await checkpoints.end()
      // Before the heartbeat ends: with it the next worker may take these runs up.
      await abortOpenFlows(RECORD_MS)
      await heartbeat.stop()
      await allTold()
      closeAnswerFile()
      await flushHits().catch((error: unknown) => log.warn({ err: error }, 'cache hits not counted'))
      await closeDb({ forGood: true })
      log.info({ worker: worker.id }, 'worker stopped')
    },
  }
}
