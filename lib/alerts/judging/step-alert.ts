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
  lastToldAt: Date | null
  isAcknowledged: boolean
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
}

const since = (moment: Date, now: Date) => now.getTime() - moment.getTime()

function fire(alert: OpenAlert, now: Date): AlertStep {
  return { next: { ...alert, state: 'firing', firedAt: now, lastToldAt: now }, event: 'fired' }
}

function stepPending(alert: OpenAlert, standing: Standing, now: Date, pace: AlertPace): AlertStep {
  if (standing !== 'beyond') return { next: null, event: 'dropped' }
  return since(alert.startedAt, now) >= pace.pendingSeconds * SECOND_MS
    ? fire(alert, now)
    : { next: alert, event: null }
}

/** Whether a firing alert is told once more: its snooze is over, or nobody has acknowledged it for long enough. */
function isToldAgain(alert: OpenAlert, now: Date, { renotifyMinutes }: AlertPace): boolean {
  const { snoozedUntil, lastToldAt, isAcknowledged } = alert
  if (snoozedUntil !== null) return snoozedUntil <= now && !isAcknowledged
  if (renotifyMinutes === null || isAcknowledged || lastToldAt === null) return false
  return since(lastToldAt, now) >= renotifyMinutes * MINUTE_MS
}

function stepFiring(alert: OpenAlert, standing: Standing, now: Date, pace: AlertPace): AlertStep {
  const isOver = alert.snoozedUntil !== null && alert.snoozedUntil <= now
  const snoozedUntil = isOver ? null : alert.snoozedUntil
  if (standing === 'within') {
    const clearSince = alert.clearSince ?? now
    return since(clearSince, now) >= pace.recoverSeconds * SECOND_MS
      ? { next: null, event: 'resolved' }
      : { next: { ...alert, clearSince, snoozedUntil }, event: null }
  }
  const still = { ...alert, clearSince: null, snoozedUntil }
  return standing === 'beyond' && isToldAgain(alert, now, pace)
    ? { next: { ...still, lastToldAt: now }, event: 'told-again' }
    : { next: still, event: null }
}

/**
 * One step of the life of an alert: ok → pending → firing → resolved. It fires once it has stood beyond its line for
 * `pendingSeconds` without a break, and is over once it has stood within for `recoverSeconds` without one: one incident
 * is told once, and again only after `renotifyMinutes` without an acknowledgement. Pure: the clock is given.
 */
export function stepAlert(open: OpenAlert | null, standing: Standing, now: Date, pace: AlertPace): AlertStep {
  if (open?.state === 'pending') return stepPending(open, standing, now, pace)
  if (open?.state === 'firing') return stepFiring(open, standing, now, pace)
  if (standing !== 'beyond') return { next: null, event: null }
  const begun: OpenAlert = {
    state: 'pending',
    startedAt: now,
    firedAt: null,
    clearSince: null,
    lastToldAt: null,
    isAcknowledged: false,
    snoozedUntil: null,
  }
  return pace.pendingSeconds === 0 ? fire(begun, now) : { next: begun, event: 'pending' }
}
