import { parseAsStringLiteral } from 'nuqs'
import { isRunnable, type ModuleRow } from '@/lib/domain/module'

const SHOWS = ['all', 'never-run', 'errors'] as const
export type ModuleShow = (typeof SHOWS)[number]

/** `?show=` of the module browser. */
export const parseShow = parseAsStringLiteral(SHOWS).withDefault('all')

const MATCHES = {
  all: () => true,
  'never-run': (module) => module.lastRun === null && isRunnable(module) && !module.isTest,
  errors: (module) => module.syntaxError !== null || !module.wasRead,
} satisfies Record<ModuleShow, (module: ModuleRow) => boolean>

/** The modules of a choice whose path or dotted name contains the search; case does not matter. */
export function filterModules(modules: readonly ModuleRow[], show: ModuleShow, search: string): ModuleRow[] {
  const needle = search.trim().toLowerCase()
  return modules.filter(
    (module) =>
      MATCHES[show](module) &&
      (module.path.toLowerCase().includes(needle) || module.name.toLowerCase().includes(needle)),
  )
}
