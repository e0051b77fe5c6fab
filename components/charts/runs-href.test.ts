import { expect, it } from 'vitest'
import { runsHref } from './runs-href'

const series = (runs: Record<string, string> | null) => ({ key: 'a', label: 'a', color: null, runs })
const window = { from: '2026-11-22T00:00:00.000Z', until: '2026-11-23T00:00:00.000Z' }

it('asks for what the series names, within the point', () => {
  const href = runsHref('acme', series({ tier: 'cheap', project: 'shop,till' }), window)
  const [path, query] = href?.split('?') ?? []
  expect(path).toBe('/t/acme/runs')
  expect(Object.fromEntries(new URLSearchParams(query))).toEqual({
    project: 'shop,till',
    tier: 'cheap',
    ...window,
  })
})

it('leads nowhere where no runs are behind', () => {
  expect(runsHref('acme', series(null), window)).toBeNull()
  expect(runsHref('acme', undefined, window)).toBeNull()
})
