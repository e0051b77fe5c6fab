import { db } from '@/lib/db/db'
import { LOAD_TEAM } from '../../load/load-world'
import { type Asked, viewAtOnce } from './view-at-once'

interface Given {
  baseUrl: string
  cookies: readonly string[]
  rounds: number
}

const SAMPLES = 200
/** Whole pages are opened and read: a second is quick for that. */
const READ_MS = 1_000

/** The runs page as opened from the rail, HTML. */
export function measureRunsPage(given: Given): Promise<Asked[]> {
  return viewAtOnce({
    ...given,
    pauseMs: READ_MS,
    things: [{ name: 'runs page', path: () => `/t/${LOAD_TEAM}/runs` }],
    check: (name, body) => {
      if (!body.includes('module_')) throw new Error(`${name} shows no run`)
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
