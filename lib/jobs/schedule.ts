import 'server-only'
import { applyRetention } from '@/lib/admin/apply-retention'
import { sweepReservations } from '@/lib/budgets/sweep-reservations'
import { pruneCache } from '@/lib/cache/prune-cache'
import { sweepBlobs } from '@/lib/imports/sweep-blobs'
import { dropPastPartitions } from '@/lib/metrics/rollups/drop-past-partitions'
import { ensurePartitions } from '@/lib/metrics/rollups/ensure-partitions'
import { foldRollups } from '@/lib/metrics/rollups/fold-rollups'
import { renewRollups } from '@/lib/metrics/rollups/renew-rollups'
import { pruneSnapshotFolders } from '@/lib/projects/snapshot-folders/prune-snapshot-folders'
import { deleteOldFlows } from './delete-old-flows'
import { repeatEvery } from './repeat-every'
import { takeDeletions } from './take-deletions'

const RETENTION_EVERY_MS = 3_600_000
const SWEEP_EVERY_MS = 60_000
const FOLD_EVERY_MS = 2_000
/** Folding few costs nearly as much as folding many, and a reader hardly notices them. */
const MANY_DELTAS = 500
const FOLD_FEW_EVERY_MS = 20_000

/** Housekeeping that any worker may do, any number of times. */
export function startSchedule(): { stop: () => Promise<void> } {
  const deletions = takeDeletions()
  const tasks = [
    repeatEvery(RETENTION_EVERY_MS, 'delete old flows', () => deleteOldFlows()),
    repeatEvery(SWEEP_EVERY_MS, 'sweep reservations', () => sweepReservations()),
    repeatEvery(RETENTION_EVERY_MS, 'prune snapshot folders', () => pruneSnapshotFolders()),
    repeatEvery(RETENTION_EVERY_MS, 'prune the cache', () => pruneCache()),
    repeatEvery(RETENTION_EVERY_MS, 'sweep blobs', () => sweepBlobs()),
    repeatEvery(RETENTION_EVERY_MS, 'make partitions of months to come', () => ensurePartitions()),
    repeatEvery(RETENTION_EVERY_MS, 'drop months that are empty', () => dropPastPartitions()),
    repeatEvery(FOLD_EVERY_MS, 'fold many deltas', () => foldRollups({ atLeast: MANY_DELTAS })),
    repeatEvery(FOLD_FEW_EVERY_MS, 'fold few deltas', () => foldRollups()),
    repeatEvery(FOLD_EVERY_MS, 'sum up figures anew', () => renewRollups()),
    repeatEvery(RETENTION_EVERY_MS, 'apply retention', () => applyRetention()),
    repeatEvery(SWEEP_EVERY_MS, 'deletions', () => deletions.run()),
  ]
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.stop()))
      await deletions.stop()
    },
  }
}
