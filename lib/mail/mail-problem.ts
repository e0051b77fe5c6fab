import 'server-only'

/** Why a letter reached nobody, in words for people. `isFinal`: trying again would not help. */
export class MailProblem extends Error {
  readonly isFinal: boolean

  constructor(text: string, { isFinal = false, cause }: { isFinal?: boolean; cause?: unknown } = {}) {
    super(text, { cause })
    this.name = 'MailProblem'
    this.isFinal = isFinal
  }
}
