import { expect, it } from 'vitest'
import { chartsOf, DASHBOARDS, dashboardsFor } from './dashboard-pages'

it('who is shown no costs is asked no question about money, and led to no dashboard of it', () => {
  expect(dashboardsFor(true)).toEqual(Object.keys(DASHBOARDS))
  expect(dashboardsFor(false)).toEqual(['quality', 'reliability', 'cache'])
  expect(chartsOf('cache', true)).toContain('cache-saved')
  expect(chartsOf('cache', false)).not.toContain('cache-saved')
  expect(chartsOf('cache', false)).toContain('cache-time-saved')
})
