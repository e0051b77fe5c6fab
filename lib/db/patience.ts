import 'server-only'

/** A page's statement that takes longer helps nobody any more, and keeps others waiting. */
const LONGEST_MS = 15_000

const globalForPatience = globalThis as typeof globalThis & { assayStatementMs?: number }

/** From now on statements over new connections of this process are stopped after a while; for the web server, at its start. */
export function limitStatements(longestMs = LONGEST_MS): void {
  globalForPatience.assayStatementMs = longestMs
}

/** What a connection must be told so that its statements are stopped in time; empty where they may take as long as they need. */
export function patienceOptions(): string {
  const longestMs = globalForPatience.assayStatementMs
  return longestMs === undefined ? '' : `-c statement_timeout=${longestMs}`
}

/** Of Postgres: a statement was stopped from outside. */
const STOPPED = '57014'

/** True for the error of a statement that took too long, through whichever client. */
export function wasStopped(error: unknown): boolean {
  if (typeof error !== 'object' || error === null) return false
  if ('code' in error && error.code === STOPPED) return true
  if (error instanceof Error && error.message.includes('canceling statement due to statement timeout'))
    return true
  return 'cause' in error && wasStopped(error.cause)
}
