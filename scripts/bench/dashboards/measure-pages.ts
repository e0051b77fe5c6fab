import { db } from '@/lib/db/db'
import { RunList } from '@/lib/domain/run-list'
import { LOAD_TEAM } from '../../load/load-world'
import { lastWorkday } from './last-workday'
import { type Asked, viewAtOnce } from './view-at-once'

interface Given {
  baseUrl: string
  cookies: readonly string[]
  rounds: number
}

const SAMPLES = 200
/** Whole pages are opened and read: a second is quick for that. */
const READ_MS = 1_000

/** Rows of a page of runs. */
const ROWS = 50
const RUN_ID = new RegExp(`/t/${LOAD_TEAM}/runs/([0-9a-f-]{36})`, 'g')

/** The runs page as opened from the rail, HTML. */
export function measureRunsPage(given: Given): Promise<Asked[]> {
  return viewAtOnce({
    ...given,
    pauseMs: READ_MS,
    things: [{ name: 'runs page', path: () => `/t/${LOAD_TEAM}/runs` }],
    check: checkRows,
  })
}

function checkRows(name: string, body: string): void {
  const ids = new Set([...body.matchAll(RUN_ID)].map(([, id]) => id))
  if (ids.size < ROWS) throw new Error(`${name} shows ${ids.size} runs, not ${ROWS}`)
}

/** The runs page as people narrow it, HTML: by cost, of one member, with a text, and behind a dashboard's point. */
export async function measureNarrowedRuns(given: Given): Promise<Asked[]> {
  const { id: teamId, members } = await db().team.findUniqueOrThrow({
    where: { slug: LOAD_TEAM },
    include: { members: { orderBy: { id: 'asc' }, take: 1 } },
  })
  // Of a load that is kept the clock's yesterday may lie after its end.
  const last = await db().run.findFirstOrThrow({
    where: { teamId, endedAt: { not: null } },
    orderBy: { endedAt: 'desc' },
  })
  const { from, until } = lastWorkday(last.endedAt ?? last.createdAt)
  const point = { time: 'ended', counted: 'fallback', from: from.toISOString(), until: until.toISOString() }
  const asked: Record<string, Record<string, string>> = {
    'by cost': { sort: 'cost' },
    'of one member': { member: members[0]?.userId ?? '' },
    'with a text': { q: 'module_11' },
    'behind a point': point,
  }
  return viewAtOnce({
    ...given,
    pauseMs: READ_MS,
    things: Object.entries(asked).map(([name, query]) => ({
      name: `runs page ${name}`,
      path: () => `/t/${LOAD_TEAM}/runs?${new URLSearchParams(query)}`,
    })),
    check: checkRows,
  })
}

const DEEP = 50

/** What a list asks for when somebody has scrolled through 49 pages of 50 runs: the next one, JSON. */
export async function measureDeepPage(given: Given): Promise<Asked[]> {
  const [cookie = ''] = given.cookies
  const pathOf = (cursor: string | null) =>
    `/api/t/${LOAD_TEAM}/runs${cursor === null ? '' : `?cursor=${cursor}`}`
  let cursor: string | null = null
  for (let page = 1; page < DEEP; page += 1) {
    const answer: Response = await fetch(`${given.baseUrl}${pathOf(cursor)}`, { headers: { cookie } })
    cursor = RunList.parse(await answer.json()).nextCursor
    // From no cursor the list begins anew.
    if (cursor === null) throw new Error(`There are only ${page} pages of runs, not ${DEEP}.`)
  }
  return viewAtOnce({
    ...given,
    pauseMs: READ_MS,
    things: [{ name: `page ${DEEP} of runs`, path: () => pathOf(cursor) }],
    check: (name, body) => {
      const { rows } = RunList.parse(JSON.parse(body))
      if (rows.length < ROWS) throw new Error(`${name} has ${rows.length} runs, not ${ROWS}`)
    },
  })
}

/** Longer than an answer is kept (lib/metrics/answer-once). */
const FORGOTTEN_MS = 1_100

/** The overview with its criteria, HTML, by one viewer who looks again when nothing of it is kept any more. */
export function measureOverviewPage({ cookies, ...given }: Given): Promise<Asked[]> {
  return viewAtOnce({
    ...given,
    cookies: cookies.slice(0, 1),
    pauseMs: FORGOTTEN_MS,
    things: [{ name: 'overview page', path: () => `/t/${LOAD_TEAM}` }],
    check: (name, body) => {
      if (!body.includes('Success criteria')) throw new Error(`${name} shows no criteria`)
    },
  })
}

/** Pages of runs with steps, attempts, checks and outputs, each time another one, HTML. */
export async function measureRunPage(given: Given): Promise<Asked[]> {
  const { id: teamId } = await db().team.findUniqueOrThrow({ where: { slug: LOAD_TEAM } })
  const samples = await db().artifact.findMany({
    where: { teamId },
    orderBy: { runId: 'desc' },
    take: SAMPLES,
    select: { runId: true },
  })
  if (samples.length === 0) throw new Error('no run has an output')
  return viewAtOnce({
    ...given,
    pauseMs: READ_MS,
    things: [
      {
        name: 'run page',
        path: (time) => `/t/${LOAD_TEAM}/runs/${samples[time % samples.length]?.runId}`,
      },
    ],
    check: (name, body) => {
      if (!body.includes('test_module.py')) throw new Error(`${name} shows no output`)
    },
  })
}
