import 'server-only'

/**
 * Holds a request that is being made ready until it is known whether it may be sent. Whoever makes one opens or refuses it;
 * the first of both counts.
 */
export class SendGate {
  readonly opened: Promise<void>
  private letThrough: () => void = () => {}
  private sendAway: (why: Error) => void = () => {}

  constructor() {
    this.opened = new Promise<void>((resolve, reject) => {
      this.letThrough = resolve
      this.sendAway = reject
    })
    // A request that is not ready yet does not wait here, and need not hear of it.
    this.opened.catch(() => {})
  }

  open(): void {
    this.letThrough()
  }

  /** What waits fails, and nothing of it was sent. */
  refuse(): void {
    this.sendAway(new Error('the call was not let'))
  }
}
