import type { ChartData } from '@/lib/domain/chart'

/** A chart of three days with two series, for tests of what draws it; give what matters to the test. */
export function exampleChart(parts: Partial<ChartData> = {}): ChartData {
  const day = (date: string, cheap: number | null, capable: number | null) => ({
    at: `2026-11-${date}T00:00:00Z`,
    values: { cheap, capable },
    n: { cheap: cheap === null ? 0 : 4, capable: capable === null ? 0 : 2 },
  })
  return {
    id: 'cost',
    title: 'Cost',
    answer: '$0.0060 in 3 days, n = 12 calls',
    unit: 'money',
    form: 'stacked-bars',
    noun: 'call',
    bucket: 'day',
    timeZone: 'UTC',
    from: '2026-11-20T00:00:00Z',
    until: '2026-11-23T00:00:00Z',
    series: [
      { key: 'cheap', label: 'cheap', color: null, runs: { tier: 'cheap' } },
      { key: 'capable', label: 'capable', color: null, runs: { tier: 'capable' } },
    ],
    points: [day('20', 1_000_000, 2_000_000), day('21', null, null), day('22', 3_000_000, null)],
    total: { value: 6_000_000, n: 12 },
    previous: null,
    target: null,
    group: 'tier',
    groups: [{ value: 'tier', label: 'tier' }],
    ignored: [],
    hasLooked: true,
    emptyText: 'Nothing was spent.',
    ...parts,
  }
}
