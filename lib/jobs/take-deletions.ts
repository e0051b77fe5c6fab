import 'server-only'
import { DBOS } from '@dbos-inc/dbos-sdk'
import { runDeletions } from '@/lib/admin/run-deletions'
import { standForLeader } from './leader-lock'

/** Does the deletions that people asked for, in one worker of all: of two that delete the same, one would wait for the other. */
export function takeDeletions(): { run: () => Promise<void>; stop: () => Promise<void> } {
  const leader = standForLeader('deletions')
  return {
    async run() {
      if (await leader.isLeader()) await runDeletions((flowIds) => DBOS.deleteWorkflows(flowIds))
    },
    stop: () => leader.stop(),
  }
}
