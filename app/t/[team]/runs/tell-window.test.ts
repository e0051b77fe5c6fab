import { expect, it } from 'vitest'
import { tellWindow } from './tell-window'

it('says what of the runs lies between which times', () => {
  const [from, until] = ['2026-11-23T10:00:00Z', '2026-11-23T11:00:00.000Z']
  expect(tellWindow({ time: 'ended', from, until })).toBe('Ended 2026-11-23 10:00 – 2026-11-23 11:00 UTC')
  expect(tellWindow({ time: 'launched', from, until: null })).toBe('Launched since 2026-11-23 10:00 UTC')
  expect(tellWindow({ time: 'attempted', from: null, until })).toBe(
    'With a call or hit before 2026-11-23 11:00 UTC',
  )
})
