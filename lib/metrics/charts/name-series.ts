import 'server-only'
import type { ChartSeries } from '@/lib/domain/chart'
import type { ChartGroup, RunsSearch } from './chart-plan'
import { type KeyName, nameKeys } from './name-keys'
import { OTHERS } from './top-groups'

/** Key of what has no value in the dimension a chart is split by. */
export const NO_KEY = 'no-value'
/** Key of the one series of a chart that is not split. */
export const ALL = 'all'
/** A list in a query string holds no more. */
const MOST_FILTERS = 50

/** The series of a chart with what they are called and the runs behind them; those beyond the top as one. */
export async function nameSeries(
  teamId: string,
  group: ChartGroup,
  { top, others }: { top: readonly string[]; others: readonly string[] },
  runs: RunsSearch | null,
  whole: string,
): Promise<ChartSeries[]> {
  const names = await nameKeys(teamId, group.by[0] ?? group.value, [...top, ...others])
  const nameOf = (key: string): KeyName => names.get(key) ?? { label: key, filter: key }
  const behind = (keys: readonly string[]): RunsSearch | null => {
    if (runs === null || keys.includes(NO_KEY) || keys.length > MOST_FILTERS) return null
    const narrowed = group.runs(keys.map((key) => nameOf(key).filter).join(','))
    return narrowed === null ? null : { ...runs, ...narrowed }
  }
  const labelOf = (key: string) => {
    if (key === ALL) return whole
    if (key === NO_KEY) return `No ${group.label.toLowerCase()}`
    return group.words?.[key] ?? nameOf(key).label
  }
  const series = top.map((key) => ({
    key,
    label: labelOf(key),
    color: group.colors?.[key] ?? null,
    runs: behind([key]),
  }))
  if (others.length === 0) return series
  const label = `${others.length} others`
  return [...series, { key: OTHERS, label, color: null, runs: behind(others) }]
}
