import 'server-only'

/** What a call may take before it is broken off. */
export interface CallLimits {
  /** the provider may be silent so long */
  maxSilenceMs: number
  maxCallMs: number
  maxBytes: number
}

/** `cancelled`: by whoever asked for the call; else the limit that it went beyond. */
export type StopCause = 'cancelled' | 'too-silent' | 'too-long' | 'too-much'

/**
 * All that may break a call off, as one signal with timers that end with the call: signals of their own would live on until
 * they fire. Call `begin` when it may be sent, and `end` when it is over.
 */
export class CallStop {
  private readonly controller = new AbortController()
  private silence: NodeJS.Timeout | undefined
  private whole: NodeJS.Timeout | undefined
  private bytesLeft: number
  private first: StopCause | null = null

  constructor(
    private readonly cancel: AbortSignal,
    private readonly limits: CallLimits,
  ) {
    this.bytesLeft = limits.maxBytes
    cancel.addEventListener('abort', this.onCancel, { once: true })
    if (cancel.aborted) this.onCancel()
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  /** Why the call was broken off; a cancel counts also where a limit came first. Null: it was not. */
  get cause(): StopCause | null {
    return this.cancel.aborted ? 'cancelled' : this.first
  }

  /** From now on time counts. */
  begin(): void {
    this.silence = setTimeout(() => this.stop('too-silent'), this.limits.maxSilenceMs)
    this.whole = setTimeout(() => this.stop('too-long'), this.limits.maxCallMs)
  }

  /** Something came in. */
  heard(bytes: number): void {
    this.silence?.refresh()
    this.bytesLeft -= bytes
    if (this.bytesLeft < 0) this.stop('too-much')
  }

  /** The call is over. An answer that nobody has read to its end holds its connection no longer. */
  end(): void {
    clearTimeout(this.silence)
    clearTimeout(this.whole)
    this.cancel.removeEventListener('abort', this.onCancel)
    this.controller.abort()
  }

  private readonly onCancel = () => this.stop('cancelled')

  private stop(cause: StopCause): void {
    this.first ??= cause
    this.controller.abort()
  }
}
