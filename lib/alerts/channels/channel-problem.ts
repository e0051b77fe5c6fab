import 'server-only'

/** Why a message did not arrive, in words for the delivery log. `isFinal`: trying again would not help. */
export class ChannelProblem extends Error {
  readonly isFinal: boolean

  constructor(text: string, { isFinal = false, cause }: { isFinal?: boolean; cause?: unknown } = {}) {
    super(text, { cause })
    this.name = 'ChannelProblem'
    this.isFinal = isFinal
  }
}
