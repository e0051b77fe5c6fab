import { applyStep, checkOutPython, listSteps } from './git-history'
import { listModules } from './list-modules'
import type { UnitKey } from './unit-keys'

interface Count {
  units: number
  hits: number
}

export interface Replay {
  commits: number
  /** commits that changed a module */
  changingCommits: number
  /** what stages ask about the changed modules, piece by piece, and how much of it was there before */
  changed: Count
  /** the same by stage */
  byStage: Record<string, Count>
  /** the same over all modules of each such commit's tree */
  tree: Count
}

/**
 * Goes through the newest commits of a repository as a team that asks about each changed module after each commit: a unit
 * whose key was asked for before is a hit. The tree before the first commit is asked for
 * once and not counted.
 * @param unitKeys the cache keys of a module's units; [] for one that cannot be read
 */
export async function replayHistory(given: {
  repo: string
  commits: number
  folder: string
  unitKeys: (folder: string, paths: string[], module: string) => Promise<UnitKey[]>
  onStep?: (done: number, of: number) => void
}): Promise<Replay> {
  const { repo, folder, unitKeys } = given
  const { start, steps } = await listSteps(repo, given.commits)
  await checkOutPython(repo, start, folder)
  const seen = new Set<string>()
  const unitsOf = new Map<string, number>()

  async function ask(modules: string[], byStage: Record<string, Count> = {}): Promise<Count> {
    const { paths } = listModules(folder)
    const counted = { units: 0, hits: 0 }
    for (const module of modules) {
      const keys = await unitKeys(folder, paths, module)
      unitsOf.set(module, keys.length)
      for (const { stage, key } of keys) {
        byStage[stage] ??= { units: 0, hits: 0 }
        for (const count of [counted, byStage[stage]]) {
          count.units += 1
          if (seen.has(key)) count.hits += 1
        }
        seen.add(key)
      }
    }
    return counted
  }

  await ask(listModules(folder).modules)
  const replay: Replay = {
    commits: steps.length,
    changingCommits: 0,
    changed: { units: 0, hits: 0 },
    byStage: {},
    tree: { units: 0, hits: 0 },
  }
  for (const [index, step] of steps.entries()) {
    given.onStep?.(index, steps.length)
    await applyStep(repo, step, folder)
    for (const file of step.removed) unitsOf.delete(file)
    const { modules } = listModules(folder)
    const changed = modules.filter((module) => step.changed.includes(module))
    if (changed.length === 0) continue
    const { units, hits } = await ask(changed, replay.byStage)
    const all = [...unitsOf.values()].reduce((sum, count) => sum + count, 0)
    replay.changingCommits += 1
    replay.changed = { units: replay.changed.units + units, hits: replay.changed.hits + hits }
    replay.tree = { units: replay.tree.units + all, hits: replay.tree.hits + all - (units - hits) }
  }
  return replay
}
