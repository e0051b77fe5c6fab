import { DASHBOARDS, type DashboardName } from '@/app/t/[team]/dashboards/dashboard-pages'
import { db } from '@/lib/db/db'
import { ChartData } from '@/lib/domain/chart'
import { LOAD_TEAM } from '../../load/load-world'
import { partsOf, partsPath, readParts } from '../parts'
import { checkChart } from './check-chart'
import { type Asked, viewAtOnce } from './view-at-once'

const DAY_MS = 86_400_000
const DEFAULT_DAYS = 30
/** A whole dashboard is opened and read: a second is quick for that. */
const READ_MS = 1_000

interface Given {
  baseUrl: string
  cookies: readonly string[]
  rounds: number
}

const CHARTS = Object.values(DASHBOARDS).flatMap(({ charts }) => [...charts])
const NAMES = Object.keys(DASHBOARDS) as DashboardName[]

const tomorrowMs = () => (Math.floor(Date.now() / DAY_MS) + 1) * DAY_MS

/**
 * The last days of the team. As the server keeps an answer for a second, each request has an end of its own, some milliseconds
 * before the end of the present day: the same days are read, and nothing was kept.
 */
function lastDays(days: number, time: number): Record<string, string> {
  const endMs = tomorrowMs()
  const from = new Date(endMs - days * DAY_MS).toISOString()
  return { range: 'custom', from, until: new Date(endMs - time).toISOString() }
}

/** Loads of before mistakes were planted hold none. */
async function whatLoadHolds(): Promise<{ hasMistakes: boolean }> {
  const { id: teamId } = await db().team.findUniqueOrThrow({ where: { slug: LOAD_TEAM } })
  const [planted] = await db().$queryRaw<unknown[]>`
    SELECT 1 FROM run WHERE "teamId" = ${teamId} AND (figures->>'mutantsRun')::int > 0 LIMIT 1`
  return { hasMistakes: planted !== undefined }
}

/** Every chart of every dashboard as its page asks for it at first: the last 30 days, its own split; without a pause. */
export async function measureCharts(given: Given): Promise<Asked[]> {
  const load = await whatLoadHolds()
  return viewAtOnce({
    ...given,
    things: CHARTS.map((name) => ({
      name,
      path: (time) => partsPath(LOAD_TEAM, [name], lastDays(DEFAULT_DAYS, time)),
    })),
    check: (name, body) => checkChart(readParts(body).get(name), { points: DEFAULT_DAYS, ...load }),
  })
}

/** The same with the 30 days before drawn beside them. */
export async function measureComparedCharts(given: Given): Promise<Asked[]> {
  const load = await whatLoadHolds()
  return viewAtOnce({
    ...given,
    things: CHARTS.map((name) => ({
      name: `${name}, compared`,
      path: (time) => partsPath(LOAD_TEAM, [name], { ...lastDays(DEFAULT_DAYS, time), compare: 'true' }),
    })),
    check: (_name, body) => {
      for (const chart of readParts(body).values()) checkChart(chart, { points: DEFAULT_DAYS, ...load })
    },
  })
}

/** The project with most runs of a day that a model was asked for. */
async function findBusiest(dayMs: number): Promise<{ slug: string }> {
  const { id: teamId } = await db().team.findUniqueOrThrow({ where: { slug: LOAD_TEAM } })
  const [busiest] = await db().run.groupBy({
    by: ['projectId'],
    where: {
      teamId,
      modelCalls: { gt: 0 },
      createdAt: { gte: new Date(dayMs), lt: new Date(dayMs + DAY_MS) },
    },
    orderBy: { _count: { id: 'desc' } },
    take: 1,
  })
  return db().project.findUniqueOrThrow({ where: { id: busiest?.projectId ?? '' }, select: { slug: true } })
}

/** Every chart by the hour, of one project alone and of the last day that has all its hours. */
export async function measureFilteredCharts(given: Given): Promise<Asked[]> {
  const dayMs = tomorrowMs() - 2 * DAY_MS
  const project = await findBusiest(dayMs)
  const from = new Date(dayMs).toISOString()
  return viewAtOnce({
    ...given,
    things: CHARTS.map((name) => ({
      name: `${name}, filtered`,
      path: (time) => {
        const until = new Date(dayMs + DAY_MS - time).toISOString()
        return partsPath(LOAD_TEAM, [name], { range: 'custom', from, until, project: project.slug })
      },
    })),
    check: (name, body) => {
      for (const chart of readParts(body).values()) {
        const { points, id, total } = ChartData.parse(chart)
        const isWhole = id === 'cache-age' || points.length === 24
        // A small load has hours in which nobody judges anything.
        if (!isWhole || (id === 'cost' && total.n === 0))
          throw new Error(`${name} shows n = ${total.n} in ${points.length} points`)
      }
    },
  })
}

/** Whole dashboards as a page asks for them: in one request, with their marks and what stands below; until all of it is there. */
export async function measureDashboards(given: Given): Promise<Asked[]> {
  const load = await whatLoadHolds()
  return viewAtOnce({
    ...given,
    pauseMs: READ_MS,
    things: NAMES.map((name) => ({
      name: `${name} dashboard`,
      path: (time) => partsPath(LOAD_TEAM, [...partsOf(name), 'annotations'], lastDays(DEFAULT_DAYS, time)),
    })),
    check: (_name, body) => {
      const parts = readParts(body)
      for (const id of CHARTS) if (parts.has(id)) checkChart(parts.get(id), { points: DEFAULT_DAYS, ...load })
    },
  })
}
