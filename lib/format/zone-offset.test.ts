import { expect, test } from 'vitest'
import { zonedDay, zonedDayStart } from './zone-offset'

test.each([
  ['UTC', '2026-11-23', '2026-11-23T00:00:00.000Z', '2026-11-24T00:00:00.000Z'],
  // 25 and 23 hours long
  ['Europe/Berlin', '2026-10-25', '2026-10-24T22:00:00.000Z', '2026-10-25T23:00:00.000Z'],
  ['America/New_York', '2026-03-08', '2026-03-08T05:00:00.000Z', '2026-03-09T04:00:00.000Z'],
  ['Asia/Kolkata', '2026-11-23', '2026-11-22T18:30:00.000Z', '2026-11-23T18:30:00.000Z'],
  // its clocks change by half an hour
  ['Australia/Lord_Howe', '2026-04-05', '2026-04-04T13:00:00.000Z', '2026-04-05T13:30:00.000Z'],
  ['Pacific/Kiritimati', '2026-11-23', '2026-11-22T10:00:00.000Z', '2026-11-23T10:00:00.000Z'],
])('in %s the day %s goes from %s to %s', (zone, day, start, end) => {
  expect(zonedDayStart(day, zone)).toBe(start)
  expect(zonedDayStart(day, zone, 1)).toBe(end)
  expect(zonedDay(start, zone)).toBe(day)
  expect(zonedDay(new Date(Date.parse(end) - 1).toISOString(), zone)).toBe(day)
})
