import 'server-only'
import { wasStopped } from '@/lib/db/patience'
import type { ActionFailure } from '@/lib/domain/action-result'
import { AssayError } from '@/lib/domain/assay-error'
import { log } from '@/lib/log/log'
import type { Entry } from './log-entry'

/** Turns any error into what the caller may know; what was not expected is logged under the request id that they are told. */
export function describeFailure(error: unknown, entry: Entry): ActionFailure {
  const { name, requestId } = entry
  if (error instanceof AssayError) {
    log.debug({ entry: name, requestId, code: error.code, detail: error.message }, 'refused')
    return { ok: false, code: error.code, text: error.userText, fields: error.fields, requestId }
  }
  if (wasStopped(error)) {
    log.warn({ entry: name, requestId }, 'a statement took too long and was stopped')
    const text = `This took too long and was stopped. Choose a shorter time or fewer filters, then try again (id ${requestId}).`
    return { ok: false, code: 'unavailable', text, fields: {}, requestId }
  }
  log.error({ err: error, entry: name, requestId }, 'unexpected error')
  const text = `Something went wrong on our side (id ${requestId}). Try again; if it happens again, send this id to whoever runs this server.`
  return { ok: false, code: 'unexpected', text, fields: {}, requestId }
}
