import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import type { RunsBehind } from '@/lib/domain/run-list'
import type { AttemptKind } from '@/lib/domain/run-query'
import { BehindLine } from './behind-line'

const tell = (behind: RunsBehind | null, kind: AttemptKind | null = null) =>
  renderToStaticMarkup(<BehindLine behind={behind} kind={kind} />).replaceAll(/<[^>]+>/g, '')
const sonnet = { n: 23, costNanoUsd: 346_100_000, savedNanoUsd: 0 }

test('the part that a bar shows stands beside all that its runs cost', () => {
  expect(tell({ runs: 15, costNanoUsd: 380_000_000, attempts: sonnet }, 'calls')).toBe(
    '23 model calls, $0.3461 in 15 runs, which cost $0.3800 with all their calls.',
  )
  const hits = { n: 1, costNanoUsd: 0, savedNanoUsd: 20_000_000 }
  expect(tell({ runs: 1, costNanoUsd: 0, attempts: hits }, 'hits')).toBe(
    '1 cache hit, $0, $0.0200 saved by hits in 1 run, which cost $0 with all its calls.',
  )
  expect(tell({ runs: 2, costNanoUsd: 10_000_000, attempts: null })).toBe('2 runs, $0.0100 together.')
})

test('who sees no costs is told how many there are; a list of no figure says nothing', () => {
  const attempts = { n: 3, costNanoUsd: null, savedNanoUsd: null }
  expect(tell({ runs: 2, costNanoUsd: null, attempts }, 'failed-calls')).toBe(
    '3 calls without an answer in 2 runs.',
  )
  expect(tell({ runs: 2, costNanoUsd: null, attempts: null })).toBe('2 runs.')
  expect(tell(null)).toBe('')
})
