import { readFileSync } from 'node:fs'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import type { StandIn } from '@/e2e/stand-in/start-stand-in'
import type { InProcessRule } from '@/e2e/stand-in/types'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { prepareResolver } from '@/lib/python/resolve-module'
import { launchRuns } from '@/lib/runs/launch-runs'
import type { TeamContext } from '@/lib/teams/team-context'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { listModules } from './list-modules'

export interface Rerun {
  modules: number
  /** what the second launch asked of models or the cache, and how much of it the cache served */
  asked: number
  hits: number
  /** calls that reached the model server in each launch */
  calls: [number, number]
  /** second launch: results of observation that were served from the cache, and all of them */
  observed: { asked: number; hits: number }
}

/** A model that answers for every module with a test that passes. */
const passingAnswer = (moduleName: string): InProcessRule => ({
  match: { contains: `Module: \`${moduleName}\`` },
  reply: {
    json: {
      imports: ['import importlib'],
      helpers: '',
      tests: [
        {
          name: 'test_is_imported_under_its_name',
          purpose: 'the module is there',
          code: `def test_is_imported_under_its_name():\n    assert importlib.import_module("${moduleName}").__name__ == "${moduleName}"`,
        },
      ],
    },
  },
})

/** Launches test generation on all modules of a folder twice, with a real worker and the stand-in model server. */
export async function measureIdenticalRerun(given: {
  owner: TeamContext
  standIn: StandIn
  folder: string
  maxModules: number
  progress: (line: string) => void
}): Promise<Rerun> {
  const { owner, standIn, folder, progress } = given
  const { paths, modules } = listModules(folder)
  const modulePaths = modules.slice(0, given.maxModules)
  const files = Object.fromEntries(paths.map((file) => [file, readFileSync(path.join(folder, file), 'utf8')]))
  const { projectId, snapshotId } = await seedSources(owner, { slug: 'bench-cache-rerun', files })
  const resolve = prepareResolver(paths)
  const names = new Map(modulePaths.map((file) => [file, resolve(file)]))
  for (const [file, { moduleName, sourceRoot }] of names) {
    await db().module.update({
      where: { snapshotId_path: { snapshotId, path: file } },
      data: { name: moduleName, sourceRoot },
    })
  }
  standIn.script({ rules: [...names.values()].map(({ moduleName }) => passingAnswer(moduleName)) })

  async function launchAll(name: string): Promise<{ runIds: string[]; calls: number }> {
    const callsBefore = standIn.log.length
    const { runIds } = await launchRuns(owner, {
      projectId,
      workflow: 'test-generation',
      modulePaths,
      options: LaunchOptions.parse({}),
    })
    for (;;) {
      const open = await db().run.count({
        where: { id: { in: runIds }, status: { notIn: ['done', 'failed', 'cancelled'] } },
      })
      progress(`${name}: ${runIds.length - open} of ${runIds.length} runs`)
      if (open === 0) break
      await pause(2000)
    }
    const failed = await db().run.count({ where: { id: { in: runIds }, status: { not: 'done' } } })
    if (failed > 0) throw new Error(`${failed} runs of the ${name} launch did not end as done`)
    return { runIds, calls: standIn.log.length - callsBefore }
  }

  const first = await launchAll('first')
  const second = await launchAll('second')
  const asked = { runId: { in: second.runIds }, source: { in: ['model', 'cache'] } }
  const observing = { runId: { in: second.runIds }, stage: 'observe', kind: { in: ['cache', 'template'] } }
  return {
    modules: modulePaths.length,
    asked: await db().attempt.count({ where: asked }),
    hits: await db().attempt.count({ where: { ...asked, cacheHit: true } }),
    calls: [first.calls, second.calls],
    observed: {
      asked: await db().runSpan.count({ where: observing }),
      hits: await db().runSpan.count({ where: { ...observing, kind: 'cache' } }),
    },
  }
}
