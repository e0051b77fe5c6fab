import 'server-only'
import { endLostImports } from './end-lost-imports'
import { endLostRuns } from './end-lost-runs'
import { repeatEvery } from './repeat-every'
import { resumeOrphans } from './resume-orphans'

const RESUME_EVERY_MS = 2000
const LOST_EVERY_MS = 15_000

/** Watches over other workers' runs: those of the dead are resumed within about 9 s of their last heartbeat, or of this one's start. */
export function startReaper(ownId: string): { stop: () => Promise<void> } {
  const tasks = [
    repeatEvery(RESUME_EVERY_MS, 'resume orphans', () => resumeOrphans(ownId)),
    repeatEvery(LOST_EVERY_MS, 'end lost runs', () => endLostRuns()),
    repeatEvery(LOST_EVERY_MS, 'end lost imports', () => endLostImports()),
  ]
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.stop()))
    },
  }
}
