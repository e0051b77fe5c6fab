import 'server-only'
import type { AlertEventKind, Standing } from '@/lib/domain/alert'

const SECOND_MS = 1000
const MINUTE_MS = 60_000

/** What is open of one rule and subject; null beside it: all is well. */
export interface OpenAlert {
  state: 'pending' | 'firing'
  startedAt: Date
  firedAt: Date | null
  /** since when it stands within the line again */
  clearSince: Date | null
  /** when channels were last told of it; null: they were not */
  lastToldAt: Date | null
  isAcknowledged: boolean
  /** in the past: the snooze is over, and it was not beyond its line since */
  snoozedUntil: Date | null
}

export interface AlertPace {
  pendingSeconds: number
  recoverSeconds: number
  renotifyMinutes: number | null
}

export interface AlertStep {
  /** null: nothing is open any more */
  next: OpenAlert | null
  /** what is new; `dropped`: a pending one that came to nothing; null: nothing */
  event: Extract<AlertEventKind, 'pending' | 'fired' | 'told-again' | 'resolved'> | 'dropped' | null
  /** whether channels hear of it: what nobody was told of ends without a word as well */
  isTold: boolean
}

const since = (moment: Date, now: Date) => now.getTime() - moment.getTime()

function fire(alert: OpenAlert, now: Date): AlertStep {
  const isSnoozed = alert.snoozedUntil !== null && alert.snoozedUntil > now
  const isTold = !isSnoozed && !alert.isAcknowledged
  const { lastToldAt, snoozedUntil } = alert
  return {
    next: {
      ...alert,
      state: 'firing',
      firedAt: now,
      lastToldAt: isTold ? now : lastToldAt,
      snoozedUntil: isSnoozed ? snoozedUntil : null,
    },
    event: 'fired',
    isTold,
  }
}

function stepPending(alert: OpenAlert, standing: Standing, now: Date, pace: AlertPace): AlertStep {
  if (standing !== 'beyond') return { next: null, event: 'dropped', isTold: false }
  return since(alert.startedAt, now) >= pace.pendingSeconds * SECOND_MS
    ? fire(alert, now)
    : { next: alert, event: null, isTold: false }
}

/**
 * Whether an alert that stands beyond its line is told (once more): its snooze is over, it was never told, or nobody has
 * acknowledged it for long enough.
 */
function isToldAgain(alert: OpenAlert, now: Date, { renotifyMinutes }: AlertPace): boolean {
  const { snoozedUntil, lastToldAt, isAcknowledged } = alert
  if (isAcknowledged) return false
  if (snoozedUntil !== null) return snoozedUntil <= now
  if (lastToldAt === null) return true
  return renotifyMinutes !== null && since(lastToldAt, now) >= renotifyMinutes * MINUTE_MS
}

function stepFiring(alert: OpenAlert, standing: Standing, now: Date, pace: AlertPace): AlertStep {
  if (standing === 'within') {
    const clearSince = alert.clearSince ?? now
    return since(clearSince, now) >= pace.recoverSeconds * SECOND_MS
      ? { next: null, event: 'resolved', isTold: alert.lastToldAt !== null }
      : { next: { ...alert, clearSince }, event: null, isTold: false }
  }
  const still = { ...alert, clearSince: null }
  if (standing === 'between') return { next: still, event: null, isTold: false }
  // A snooze that has ended is remembered until the figure is beyond its line, as only then there is something to tell.
  const isOver = alert.snoozedUntil !== null && alert.snoozedUntil <= now
  const seen = { ...still, snoozedUntil: isOver ? null : alert.snoozedUntil }
  return isToldAgain(alert, now, pace)
    ? { next: { ...seen, lastToldAt: now }, event: 'told-again', isTold: true }
    : { next: seen, event: null, isTold: false }
}

/**
 * One step of the life of an alert: ok → pending → firing → resolved. It fires once it has stood beyond its line for
 * `pendingSeconds` without a break, and is over once it has stood within for `recoverSeconds` without one: one incident
 * is told once, and again only after `renotifyMinutes` without an acknowledgement. What is snoozed or acknowledged fires
 * silently, also when that was done while it was pending. Pure: the clock is given.
 */
export function stepAlert(open: OpenAlert | null, standing: Standing, now: Date, pace: AlertPace): AlertStep {
  if (open?.state === 'pending') return stepPending(open, standing, now, pace)
  if (open?.state === 'firing') return stepFiring(open, standing, now, pace)
  if (standing !== 'beyond') return { next: null, event: null, isTold: false }
  const begun: OpenAlert = {
    state: 'pending',
    startedAt: now,
    firedAt: null,
    clearSince: null,
    lastToldAt: null,
    isAcknowledged: false,
    snoozedUntil: null,
  }
  return pace.pendingSeconds === 0 ? fire(begun, now) : { next: begun, event: 'pending', isTold: false }
}
