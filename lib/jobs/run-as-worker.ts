import 'server-only'
import { log } from '@/lib/log/log'
import type { BatchPace } from '@/lib/runs/batches/batch-pace'
import type { RunTools } from '@/lib/runs/execution/execute-run'
import { startWorker } from './start-worker'

/** Life of a worker process: ready, until SIGTERM, SIGINT or the end of its parent. */
export async function runAsWorker(tools: RunTools, batchPace?: BatchPace): Promise<void> {
  // The engine queries one pg client twice at a time, of which pg 8 warns at every start; pg is pinned for it.
  process.noDeprecation = true
  let ending = false
  const started = startWorker(tools, batchPace)
  const end = (why: string) => {
    if (ending) return
    ending = true
    log.info({ why }, 'worker stops')
    started
      .then((worker) => worker.stop())
      .then(
        () => process.exit(0),
        (error: unknown) => {
          log.error({ err: error }, 'worker did not stop cleanly')
          process.exit(1)
        },
      )
  }
  process.once('SIGTERM', () => end('SIGTERM'))
  process.once('SIGINT', () => end('SIGINT'))
  process.once('disconnect', () => end('parent gone'))
  await started
  process.send?.('ready')
}
