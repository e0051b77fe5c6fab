import type { ErrorCode } from './assay-error'

/** An expected failure, or `unexpected`: a bug that was logged under the request id. */
export interface ActionFailure {
  ok: false
  code: ErrorCode | 'unexpected'
  /** shown to the person as it is */
  text: string
  /** texts by form field (dotted path) */
  fields: Record<string, string>
  requestId: string
}

/** What every server action hands back to its form; actions never throw for what can be expected. */
export type ActionResult<T> = { ok: true; data: T } | ActionFailure
