import 'server-only'

/** Aborts its signal when nobody calls `restart` for `maxSilenceMs`. */
export class SilenceTimer {
  private readonly controller = new AbortController()
  private timer: NodeJS.Timeout

  constructor(readonly maxSilenceMs: number) {
    this.timer = this.start()
  }

  get signal(): AbortSignal {
    return this.controller.signal
  }

  restart(): void {
    this.timer.refresh()
  }

  stop(): void {
    clearTimeout(this.timer)
  }

  private start(): NodeJS.Timeout {
    return setTimeout(() => this.controller.abort(), this.maxSilenceMs)
  }
}
