import type { AlertRow } from './alert'

/** Whether an alert waits for somebody: it fires, and nobody looks after it or keeps it quiet for a while. */
export function waitsForSomebody(
  alert: Pick<AlertRow, 'state' | 'acknowledgedAt' | 'snoozedUntil'>,
): boolean {
  return alert.state === 'firing' && alert.acknowledgedAt === null && alert.snoozedUntil === null
}
