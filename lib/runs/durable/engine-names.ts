import 'server-only'

/** Names under which the web enqueues and the worker registers: the durable engine finds flows by name. */
export const ENGINE_APPLICATION = 'assay'

/**
 * Version of the flows' step order. Raise it when a running flow could no longer be replayed by the new code:
 * runs that had begun under another version are then ended with a clear text and can be retried.
 */
export const ENGINE_VERSION = '5'

export const EXECUTE_RUN_FLOW = 'execute-run'
export const RECHECK_ARTIFACT_FLOW = 'recheck-artifact'

export const RUN_QUEUE = 'runs'
/** A queue of its own: a person who saved an edit does not wait behind a launch of 500. */
export const RECHECK_QUEUE = 'rechecks'

/** Postgres channel on which the workers hear which runs were cancelled; payload: flow id. */
export const CANCEL_CHANNEL = 'assay_cancel'

/** Whose turn a run waits for. */
export interface RunPlace {
  teamId: string
  launchId: string
}

/**
 * What a run's flow is given, so that it can wait for its turn before it asks the database for anything. `userId`: who
 * started this try, when that was not who launched the run.
 */
export interface RunFlowArgument extends RunPlace {
  runId: string
  tryNumber: number
  userId?: string
}

/** The durable engine's id of one try of a run. */
export function runFlowId(runId: string, tryNumber: number): string {
  return `${runId}:${tryNumber}`
}
