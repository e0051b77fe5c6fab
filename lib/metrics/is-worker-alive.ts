import 'server-only'
import { countLiveWorkers } from '@/lib/runs/count-live-workers'

/** True when at least one worker said lately, by the database's clock, that it lives. */
export async function isWorkerAlive(): Promise<boolean> {
  return (await countLiveWorkers()) > 0
}
