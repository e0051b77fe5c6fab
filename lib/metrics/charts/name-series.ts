import 'server-only'
import type { ChartSeries } from '@/lib/domain/chart'
import { formatPlural } from '@/lib/format/format-count'
import { type ChartGroup, JOINT, type RunsSearch } from './chart-plan'
import { type KeyName, nameKeys } from './name-keys'
import { OTHERS } from './top-groups'

/** Key of what has no value in the dimension a chart is split by. */
export const NO_KEY = 'no-value'
/** Key of the one series of a chart that is not split. */
export const ALL = 'all'
/** A list in a query string holds no more. */
const MOST_FILTERS = 50

const isWithout = (key: string) => key.split(JOINT).includes(NO_KEY)

/** Names of keys of several dimensions: `Generate · Cheap`. */
async function nameJoined(
  teamId: string,
  { by }: ChartGroup,
  keys: readonly string[],
): Promise<Map<string, KeyName>> {
  const partsOf = (place: number) => [...new Set(keys.map((key) => key.split(JOINT)[place] ?? ''))]
  const names = await Promise.all(by.map((dimension, place) => nameKeys(teamId, dimension, partsOf(place))))
  const nameOf = (part: string, place: number) =>
    part === NO_KEY ? `No ${by[place]}` : (names[place]?.get(part)?.label ?? part)
  return new Map(keys.map((key) => [key, { label: key.split(JOINT).map(nameOf).join(' · '), filter: key }]))
}

/** The series of a chart with what they are called and the runs behind them; those beyond the top as one. */
export async function nameSeries(
  teamId: string,
  group: ChartGroup,
  { top, others }: { top: readonly string[]; others: readonly string[] },
  runs: RunsSearch | null,
  whole: string,
): Promise<ChartSeries[]> {
  const keys = [...top, ...others]
  const names =
    group.isJoined === true
      ? await nameJoined(teamId, group, keys)
      : await nameKeys(teamId, group.by[0] ?? group.value, keys)
  const nameOf = (key: string): KeyName => names.get(key) ?? { label: key, filter: key }
  const behind = (keys: readonly string[]): RunsSearch | null => {
    if (runs === null || keys.some(isWithout) || keys.length > MOST_FILTERS) return null
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
  const label = formatPlural(others.length, 'other')
  return [...series, { key: OTHERS, label, color: null, runs: behind(others) }]
}
