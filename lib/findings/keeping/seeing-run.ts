import 'server-only'

/** The run that saw findings. */
export interface SeeingRun {
  id: string
  teamId: string
  projectId: string
  snapshotId: string
  workflow: string
  tryNumber: number
}
