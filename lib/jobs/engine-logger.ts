import 'server-only'
import type { DLogger } from '@dbos-inc/dbos-sdk'
import { log } from '@/lib/log/log'

const engineLog = log.child({ part: 'durable engine' })
const NO_NEWS = /^Workflow \S+ is no longer owned by this execution/
const text = (entry: unknown) => (entry instanceof Error ? entry.message : String(entry))

/** The durable engine's log in ours; its news about itself is of interest only when something is looked for. */
export const engineLogger: DLogger = {
  info: (entry) => engineLog.debug(text(entry)),
  debug: (entry) => engineLog.debug(text(entry)),
  // Of a run that was cancelled, or taken over, somebody has been told already.
  warn: (entry) => (NO_NEWS.test(text(entry)) ? engineLog.debug(text(entry)) : engineLog.warn(text(entry))),
  error: (entry, metadata) => engineLog.error({ stack: metadata?.stack }, text(entry)),
}
