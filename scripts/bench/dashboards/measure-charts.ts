import { DASHBOARDS } from '@/app/t/[team]/dashboards/dashboard-pages'
import { ChartData } from '@/lib/domain/chart'
import { LOAD_TEAM } from '../../load/load-world'
import { partsPath, readParts } from '../parts'
import { type Asked, viewAtOnce } from './view-at-once'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30

/**
 * Every chart of every dashboard as its page asks for it at first: the last 30 days, its own split. As the server keeps an answer for
 * a second, each request has an end of its own, some milliseconds before the end of the present day: the same days are read, and
 * nothing was kept.
 */
export function measureCharts(given: {
  baseUrl: string
  cookies: readonly string[]
  rounds: number
}): Promise<Asked[]> {
  const tomorrowMs = (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS
  const from = new Date(tomorrowMs - DEFAULT_DAYS * DAY_MS).toISOString()
  const charts = Object.values(DASHBOARDS).flatMap(({ charts: ids }) => [...ids])
  return viewAtOnce({
    ...given,
    things: charts.map((name) => ({
      name,
      path: (time) => {
        const until = new Date(tomorrowMs - time).toISOString()
        return partsPath(LOAD_TEAM, [name], { range: 'custom', from, until })
      },
    })),
    check: (name, body) => {
      const { total, points, id } = ChartData.parse(readParts(body).get(name))
      const isWhole = id === 'cache-age' || points.length === DEFAULT_DAYS
      if (total.n === 0 || !isWhole)
        throw new Error(`${name} shows n = ${total.n} in ${points.length} points`)
    },
  })
}
