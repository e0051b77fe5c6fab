import { setTimeout as pause } from 'node:timers/promises'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { launchRuns } from '@/lib/runs/launch-runs'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { BenchNote } from './bench-workflow'

/** What a run of the bench came to. */
export interface BenchRun {
  stageMs: number
  callMs: number
  source: string
  enqueueToStartMs: number
  /** of its model call; null: it made none */
  requestId: string | null
}

const ENDED = { in: ['done', 'failed', 'cancelled'] }

/** A project of `count` small modules; returns what launches need. */
export async function seedModules(owner: TeamContext, slug: string, count: number) {
  const names = Array.from({ length: count }, (_, n) => `m${n}.py`)
  const body = (n: number) => `# ${slug}\n${`def f${n}(x):\n    return x + ${n}\n`.repeat(20)}`
  const files = Object.fromEntries(names.map((name, n) => [name, body(n)]))
  const { projectId } = await seedSources(owner, { slug, files })
  return { projectId, modulePaths: names }
}

/** Launches and waits for the end of all its runs; `wallMs` is from the click to the last end, by the database's clock. */
export async function runLaunch(
  owner: TeamContext,
  target: { projectId: string; modulePaths: string[] },
  lookEveryMs: number,
): Promise<{ runs: BenchRun[]; wallMs: number }> {
  const options = LaunchOptions.parse({})
  const { launchId } = await launchRuns(owner, { ...target, workflow: 'test-generation', options })
  const where = { launchId }
  while ((await db().run.count({ where: { ...where, status: ENDED } })) < target.modulePaths.length)
    await pause(lookEveryMs)
  const rows = await db().run.findMany({
    where,
    include: { artifacts: true, attempts: { select: { requestId: true, source: true } } },
  })
  const launch = await db().launch.findUniqueOrThrow({ where: { id: launchId } })
  const ends = rows.map((row) => row.endedAt?.getTime() ?? 0)
  const runs = rows.map((row): BenchRun => {
    const [artifact] = row.artifacts
    if (row.status !== 'done' || row.startedAt === null || artifact === undefined)
      throw new Error(`A run of the bench ended as ${row.status}: ${row.errorText ?? 'no reason'}`)
    return {
      ...BenchNote.parse(JSON.parse(artifact.content)),
      enqueueToStartMs: row.startedAt.getTime() - row.createdAt.getTime(),
      requestId: row.attempts.find(({ source }) => source === 'model')?.requestId ?? null,
    }
  })
  return { runs, wallMs: Math.max(...ends) - launch.createdAt.getTime() }
}
