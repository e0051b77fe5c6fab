/** The closed set of expected failures of verbs. Anything else is a bug: logged with a request id, shown as such. */
export type ErrorCode =
  | 'invalid-input'
  | 'not-signed-in'
  | 'forbidden'
  | 'not-found'
  | 'conflict'
  | 'too-large'
  | 'unavailable'

const HTTP_STATUS = {
  'invalid-input': 400,
  'not-signed-in': 401,
  forbidden: 403,
  'not-found': 404,
  conflict: 409,
  'too-large': 413,
  unavailable: 503,
} satisfies Record<ErrorCode, number>

/** An expected failure. `userText` is shown as it is and says what to do; `message` is for the log. */
export class AssayError extends Error {
  readonly code: ErrorCode
  readonly userText: string
  /** Texts by form field, for forms that show them beside the input. */
  readonly fields: Record<string, string>

  constructor(
    code: ErrorCode,
    userText: string,
    options: { cause?: unknown; detail?: string; fields?: Record<string, string> } = {},
  ) {
    super(options.detail ?? userText, { cause: options.cause })
    this.name = 'AssayError'
    this.code = code
    this.userText = userText
    this.fields = options.fields ?? {}
  }

  /** HTTP status for API routes. */
  get httpStatus(): number {
    return HTTP_STATUS[this.code]
  }
}
