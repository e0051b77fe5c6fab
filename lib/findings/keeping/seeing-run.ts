import 'server-only'

/** The run that saw findings. */
export interface SeeingRun {
  id: string
  teamId: string
  projectId: string
  snapshotId: string
  workflow: string
  tryNumber: number
  /** of a run on changes, by path the sha256 of each text that it saw; absent: it saw the snapshot's */
  changed?: ReadonlyMap<string, string>
}

/** How many of the run's findings were new, seen before, moved here, back after a fix; and how many are fixed now. */
export interface SavedFindings {
  new: number
  again: number
  moved: number
  back: number
  fixed: number
}
