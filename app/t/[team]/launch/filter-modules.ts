import { isRunnable, type ModuleRow } from '@/lib/domain/module'

export const MODULE_FILTERS = ['all', 'never-run', 'failed', 'no-tests', 'low-coverage'] as const
export type ModuleFilter = (typeof MODULE_FILTERS)[number]

/** Tests that reach less of a module than this leave room for better ones. */
export const LOW_COVERAGE = 0.8

/** Tests of the project's own are no targets. */
export function targetsOf(modules: readonly ModuleRow[]): ModuleRow[] {
  return modules.filter((module) => !module.isTest)
}

/** Whether the module's last run ended without a verified output. */
function failedLastTime({ lastRun }: ModuleRow): boolean {
  if (lastRun === null) return false
  return lastRun.status === 'failed' || (lastRun.status === 'done' && lastRun.verdict !== 'verified')
}

/** Modules of a quick filter whose path or dotted name contains every word of the search. */
export function filterModules(
  modules: readonly ModuleRow[],
  filter: ModuleFilter,
  search: string,
): ModuleRow[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return modules.filter((module) => {
    if (filter === 'never-run' && (module.lastRun !== null || !isRunnable(module))) return false
    if (filter === 'failed' && !failedLastTime(module)) return false
    if (filter === 'no-tests' && (module.tests !== null || !isRunnable(module))) return false
    if (filter === 'low-coverage' && (module.tests?.coveredShare ?? 1) >= LOW_COVERAGE) return false
    const text = `${module.path} ${module.name}`.toLowerCase()
    return words.every((word) => text.includes(word))
  })
}

/** Up to this many never-run modules are chosen to begin with. */
export const CHOSEN_AT_FIRST = 20

/** What is chosen when the page opens: the modules of the link, or all that were never run and can be, if few. */
export function firstSelection(targets: readonly ModuleRow[], linked: readonly string[]): string[] {
  if (linked.length > 0) {
    const known = new Set(targets.map((module) => module.path))
    return linked.filter((path) => known.has(path))
  }
  const neverRun = targets.filter((module) => module.lastRun === null && isRunnable(module))
  return neverRun.length > CHOSEN_AT_FIRST ? [] : neverRun.map(({ path }) => path)
}
