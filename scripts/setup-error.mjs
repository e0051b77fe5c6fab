/**
 * Something the commands need cannot be had. The message says which thing and why; `hint` says what to do.
 * Printed without a stack trace.
 */
export class SetupError extends Error {
  /**
   * @param {string} message which thing, and why it failed
   * @param {string} hint what the person at the terminal can do about it
   */
  constructor(message, hint) {
    super(message)
    this.name = 'SetupError'
    this.hint = hint
  }
}

/**
 * @param {unknown} error
 * @returns {string} text for the terminal: bugs keep their stack, expected failures do not
 */
export function describeError(error) {
  if (error instanceof SetupError) return `${error.message}\n  What to do: ${error.hint}`
  return error instanceof Error ? (error.stack ?? error.message) : String(error)
}
