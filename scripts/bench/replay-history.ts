import { applyStep, checkOutPython, listSteps } from './git-history'
import { listModules } from './list-modules'

export interface Replay {
  commits: number
  /** commits that changed a module */
  changingCommits: number
  /** functions and classes of the changed modules, and how many of them were there before */
  changed: { units: number; hits: number }
  /** the same over all modules of each such commit's tree */
  tree: { units: number; hits: number }
}

/**
 * Goes through the newest commits of a repository as a team that asks about each changed module after each commit: a unit
 * (a top-level function or class) whose key was asked for before is a hit. The tree before the first commit is asked for
 * once and not counted.
 * @param unitKeys the cache keys of a module's units; [] for one that cannot be read
 */
export async function replayHistory(given: {
  repo: string
  commits: number
  folder: string
  unitKeys: (folder: string, paths: string[], module: string) => Promise<string[]>
  onStep?: (done: number, of: number) => void
}): Promise<Replay> {
  const { repo, folder, unitKeys } = given
  const { start, steps } = await listSteps(repo, given.commits)
  await checkOutPython(repo, start, folder)
  const seen = new Set<string>()
  const unitsOf = new Map<string, number>()

  async function ask(modules: string[]): Promise<{ units: number; hits: number }> {
    const { paths } = listModules(folder)
    const counted = { units: 0, hits: 0 }
    for (const module of modules) {
      const keys = await unitKeys(folder, paths, module)
      unitsOf.set(module, keys.length)
      counted.units += keys.length
      for (const key of keys) {
        if (seen.has(key)) counted.hits += 1
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
    tree: { units: 0, hits: 0 },
  }
  for (const [index, step] of steps.entries()) {
    given.onStep?.(index, steps.length)
    await applyStep(repo, step, folder)
    for (const file of step.removed) unitsOf.delete(file)
    const { modules } = listModules(folder)
    const changed = modules.filter((module) => step.changed.includes(module))
    if (changed.length === 0) continue
    const { units, hits } = await ask(changed)
    const all = [...unitsOf.values()].reduce((sum, count) => sum + count, 0)
    replay.changingCommits += 1
    replay.changed = { units: replay.changed.units + units, hits: replay.changed.hits + hits }
    replay.tree = { units: replay.tree.units + all, hits: replay.tree.hits + all - (units - hits) }
  }
  return replay
}
