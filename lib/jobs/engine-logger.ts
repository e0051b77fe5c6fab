import 'server-only'
import type { DLogger } from '@dbos-inc/dbos-sdk'
import { log } from '@/lib/log/log'

const engineLog = log.child({ part: 'durable engine' })
const text = (entry: unknown) => (entry instanceof Error ? entry.message : String(entry))

/** The durable engine's log in ours; its news about itself is of interest only when something is looked for. */
export const engineLogger: DLogger = {
  info: (entry) => engineLog.debug(text(entry)),
  debug: (entry) => engineLog.debug(text(entry)),
  warn: (entry) => engineLog.warn(text(entry)),
  error: (entry, metadata) => engineLog.error({ stack: metadata?.stack }, text(entry)),
}
