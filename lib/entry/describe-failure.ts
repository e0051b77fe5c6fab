import 'server-only'
import type { ZodError } from 'zod'
import type { ActionFailure } from '@/lib/domain/action-result'
import { AssayError } from '@/lib/domain/assay-error'
import { log } from '@/lib/log/log'

function fieldTexts(error: ZodError): Record<string, string> {
  const fields: Record<string, string> = {}
  for (const issue of error.issues) fields[issue.path.join('.')] ??= issue.message
  return fields
}

/** Input that does not fit its schema, as an expected error with a text per field. */
export function invalidInput(error: ZodError): AssayError {
  const fields = fieldTexts(error)
  const first = Object.entries(fields)[0]
  const text = first === undefined ? 'Check the form.' : first[1]
  return new AssayError('invalid-input', text, { cause: error, fields })
}

/** Turns any error into what the caller may know; what was not expected is logged under the request id. */
export function describeFailure(error: unknown, entry: { name: string; requestId: string }): ActionFailure {
  const { name, requestId } = entry
  if (error instanceof AssayError) {
    log.debug({ entry: name, requestId, code: error.code, detail: error.message }, 'refused')
    return { ok: false, code: error.code, text: error.userText, fields: error.fields, requestId }
  }
  log.error({ err: error, entry: name, requestId }, 'unexpected error')
  const text = `Something went wrong on our side (id ${requestId}). Try again; if it happens again, send this id to whoever runs this server.`
  return { ok: false, code: 'unexpected', text, fields: {}, requestId }
}
