import 'server-only'
import { type BatchPace, USUAL_PACE } from '@/lib/runs/batches/batch-pace'
import { dropUnwanted } from '@/lib/runs/batches/drop-unwanted'
import { eachApart } from '@/lib/runs/batches/each-apart'
import { pollBatches } from '@/lib/runs/batches/poll-batches'
import { recoverBatches } from '@/lib/runs/batches/recover-batches'
import { releaseFollowers } from '@/lib/runs/batches/release-followers'
import { submitWaiting } from '@/lib/runs/batches/submit-waiting'
import { standForLeader } from './leader-lock'
import { repeatEvery } from './repeat-every'
import { resumeParkedRuns } from './resume-parked-runs'

const EVERY_MS = 2000

const TASKS = [dropUnwanted, submitWaiting, recoverBatches, pollBatches, releaseFollowers]

/** Carries calls to the providers' batch APIs and their answers back to the runs. One worker at a time does it. */
export function startBatchCollector(pace: BatchPace = USUAL_PACE): { stop: () => Promise<void> } {
  const leader = standForLeader('batches')
  const nameOf = (task: { name: string }) => task.name
  const round = async () => {
    if (!(await leader.isLeader())) return
    await eachApart(TASKS, nameOf, (task) => task(pace))
  }
  const tasks = [
    repeatEvery(Math.min(EVERY_MS, pace.pollMs), 'collect batches', round),
    // Apart from the other, so that runs go on while a large batch is still being read.
    repeatEvery(Math.min(EVERY_MS, pace.pollMs), 'resume parked runs', async () => {
      if (await leader.isLeader()) await resumeParkedRuns()
    }),
  ]
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.stop()))
      await leader.stop()
    },
  }
}
