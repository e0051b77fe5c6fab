import { expect, test, vi } from 'vitest'
import type { RunList } from '@/lib/domain/run-list'
import { type RunCounts, RunFacet } from '@/lib/domain/run-query'
import { measureDeepPage } from './measure-pages'

const COUNTS = Object.fromEntries(RunFacet.options.map((facet) => [facet, {}])) as RunCounts

test('a list that ends before its fiftieth page is not measured from its beginning', async () => {
  const asked: string[] = []
  vi.stubGlobal('fetch', async (url: string) => {
    asked.push(url)
    const page: RunList = {
      ...{
        rows: [],
        sortedSince: null,
        projectNames: {},
        memberNames: {},
        countsCapped: false,
        behind: null,
      },
      counts: COUNTS,
      nextCursor: asked.length === 3 ? null : `c${asked.length}`,
    }
    return Response.json(page)
  })
  await expect(measureDeepPage({ baseUrl: '', cookies: ['c'], rounds: 1 })).rejects.toThrow('only 3 pages')
  vi.unstubAllGlobals()
  expect(asked.map((url) => url.split('?')[1])).toEqual([undefined, 'cursor=c1', 'cursor=c2'])
})
