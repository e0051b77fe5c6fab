import 'server-only'

/** Whom a slot is for. */
export interface SlotHolder {
  teamId: string
  /** ids grow with time: of one team the older run goes first, so that what was begun gets done */
  runId: string
  /** somebody waits for the result: goes before large launches */
  isInteractive: boolean
}

interface Waiter {
  holder: SlotHolder
  grant: () => void
}

/** After so many interactive ones in a row a large launch gets its turn: small ones may not starve it. */
const INTERACTIVE_IN_A_ROW = 3

/**
 * A bounded number of places in this process, given out fairly: interactive work before large launches, then the team
 * that holds least, in turns. Nobody gets the last place while another team waits for it. Where it `leavesRoom`, large
 * launches leave two of 4 and more places to interactive work; else none stays empty while anybody waits.
 */
export class FairSlots {
  /** most places that large launches get */
  readonly bulkLimit: number
  private readonly held: SlotHolder[] = []
  private readonly waiting: Waiter[] = []
  /** when a team was served last, counted in grants */
  private readonly lastGrant = new Map<string, number>()
  private grants = 0
  private interactiveInARow = 0

  constructor(
    readonly limit: number,
    { leavesRoom = true }: { leavesRoom?: boolean } = {},
  ) {
    this.bulkLimit = leavesRoom && limit >= 4 ? limit - 2 : limit
  }

  /**
   * Runs `work` once there is a place, and gives the place back when it ends. `onWait` is told when there is none at once.
   * Throws the signal's reason while it waits.
   */
  async use<T>(
    holder: SlotHolder,
    signal: AbortSignal,
    work: () => Promise<T>,
    onWait?: () => void,
  ): Promise<T> {
    await this.take(holder, signal, onWait)
    try {
      return await work()
    } finally {
      this.held.splice(this.held.indexOf(holder), 1)
      this.giveOut()
    }
  }

  private async take(holder: SlotHolder, signal: AbortSignal, onWait?: () => void): Promise<void> {
    signal.throwIfAborted()
    await new Promise<void>((resolve, reject) => {
      const abandon = () => {
        this.waiting.splice(this.waiting.indexOf(waiter), 1)
        reject(signal.reason)
      }
      const grant = () => {
        signal.removeEventListener('abort', abandon)
        resolve()
      }
      const waiter = { holder, grant }
      signal.addEventListener('abort', abandon, { once: true })
      this.waiting.push(waiter)
      this.giveOut()
      if (this.waiting.includes(waiter)) onWait?.()
    })
  }

  private giveOut(): void {
    for (;;) {
      const next = this.chooseNext()
      if (next === undefined) break
      const { teamId, isInteractive } = next.holder
      this.waiting.splice(this.waiting.indexOf(next), 1)
      this.held.push(next.holder)
      this.grants += 1
      this.lastGrant.set(teamId, this.grants)
      this.interactiveInARow = isInteractive ? this.interactiveInARow + 1 : 0
      next.grant()
    }
    if (this.held.length === 0 && this.waiting.length === 0) this.lastGrant.clear()
  }

  private chooseNext(): Waiter | undefined {
    if (this.held.length >= this.limit || this.waiting.length === 0) return undefined
    const heldBy = new Map<string, number>()
    for (const { teamId } of this.held) heldBy.set(teamId, (heldBy.get(teamId) ?? 0) + 1)
    const heldOf = ({ holder }: Waiter) => heldBy.get(holder.teamId) ?? 0
    const hasBulkRoom = this.held.filter((holder) => !holder.isInteractive).length < this.bulkLimit
    const fitting = this.waiting.filter(({ holder }) => holder.isInteractive || hasBulkRoom)
    const teams = new Set(fitting.map(({ holder }) => holder.teamId))
    // Interactive work goes first, but not so far that one team holds all.
    const isLast = (waiter: Waiter) => teams.size > 1 && heldOf(waiter) >= Math.max(1, this.limit - 1)
    const bulkFirst = this.interactiveInARow >= INTERACTIVE_IN_A_ROW
    const rank = ({ holder }: Waiter) => (holder.isInteractive === bulkFirst ? 1 : 0)
    const servedAt = ({ holder }: Waiter) => this.lastGrant.get(holder.teamId) ?? 0
    const isBefore = (a: Waiter, b: Waiter) =>
      Number(isLast(a)) - Number(isLast(b)) ||
      rank(a) - rank(b) ||
      heldOf(a) - heldOf(b) ||
      servedAt(a) - servedAt(b) ||
      a.holder.runId.localeCompare(b.holder.runId)
    return fitting.reduce<Waiter | undefined>(
      (best, waiter) => (best === undefined || isBefore(waiter, best) < 0 ? waiter : best),
      undefined,
    )
  }
}
