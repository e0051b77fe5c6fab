import 'server-only'
import type { WorkflowName } from '@/lib/domain/words'

/** To whom and what telemetry belongs: every row carries its team. */
export interface RunScope {
  teamId: string
  projectId: string
  launchId: string
  runId: string
  userId: string
  workflow: WorkflowName
  tryNumber: number
}
