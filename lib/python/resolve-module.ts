import 'server-only'
import path from 'node:path'
import type { ModuleImport } from '@/lib/python/module-facts'

export type ResolvedModule = {
  /** Folder that imports start from, relative to the project; '' is the project itself. */
  sourceRoot: string
  /** Dotted name for `import`. */
  moduleName: string
  /** Packages that are imported on the way, outermost first, as folders relative to the project. */
  packagePaths: string[]
}

/** Folders that hold code but are never packages by themselves. */
const SOURCE_FOLDERS = new Set(['src', 'lib', 'python'])
const IDENTIFIER = /^[\p{L}_][\p{L}\p{N}_]*$/u

/**
 * How a file of a project is imported. Packages with `__init__.py` are followed upwards to the first
 * folder without one. Folders without it are namespace packages when they lie below a source folder or
 * inside a package, or when the file's own imports say so (`from . import x`, `from acme.tools import y`).
 * A name that no `import` statement can hold (`my-script.py`) can only be loaded through importlib.
 *
 * @param paths all files of the project, relative, with forward slashes
 * @param modulePath one of them
 * @param imports the imports of that file, when they are known
 */
export function resolveModule(
  paths: readonly string[],
  modulePath: string,
  imports: readonly Pick<ModuleImport, 'module' | 'level'>[] = [],
): ResolvedModule {
  const initFolders = new Set(
    paths.filter((file) => path.posix.basename(file) === '__init__.py').map((file) => folderOf(file)),
  )
  const folder = folderOf(modulePath)
  const sourceRoot = importsSiblings(paths, folder, initFolders, imports)
    ? folder
    : [findSourceRoot(folder, initFolders), ...rootsByImports(paths, folder, imports)].reduce(shorter)
  const inside = path.posix.relative(sourceRoot, folder)
  const packageNames = inside === '' ? [] : inside.split('/')
  const stem = path.posix.basename(modulePath).replace(/\.pyi?$/, '')
  const names = stem === '__init__' && packageNames.length > 0 ? packageNames : [...packageNames, stem]
  return {
    sourceRoot,
    moduleName: names.join('.'),
    packagePaths: packageNames.map((_, index) =>
      path.posix.join(sourceRoot, ...packageNames.slice(0, index + 1)),
    ),
  }
}

function findSourceRoot(folder: string, initFolders: ReadonlySet<string>): string {
  let root = folder
  while (root !== '' && isPackage(root, initFolders)) root = folderOf(root)
  return root
}

/** Roots that the imports ask for: so many folders up as there are dots, or above a folder of that name. */
function rootsByImports(
  paths: readonly string[],
  folder: string,
  imports: readonly Pick<ModuleImport, 'module' | 'level'>[],
): string[] {
  const ancestors = ancestorsOf(folder).filter((each) => IDENTIFIER.test(path.posix.basename(each)))
  return imports.flatMap(({ module, level }) => {
    if (level > 0) {
      const outermost = ancestors[level - 1]
      return outermost === undefined ? [] : [folderOf(outermost)]
    }
    const [top = '', ...rest] = module.split('.')
    const named = ancestors.find((each) => path.posix.basename(each) === top)
    if (named === undefined || rest.length === 0) return []
    const target = path.posix.join(named, ...rest)
    return paths.some((file) => file === `${target}.py` || file.startsWith(`${target}/`))
      ? [folderOf(named)]
      : []
  })
}

/** The folder itself and all above it, innermost first, without the project. */
function ancestorsOf(folder: string): string[] {
  return folder === '' ? [] : [folder, ...ancestorsOf(folderOf(folder))]
}

/** A regular package, or a namespace package: a folder between a source root and regular packages. */
function isPackage(folder: string, initFolders: ReadonlySet<string>): boolean {
  const name = path.posix.basename(folder)
  if (!IDENTIFIER.test(name)) return false
  if (initFolders.has(folder)) return true
  const above = ancestorsOf(folderOf(folder))
  if (above.some((each) => initFolders.has(each))) return true
  return !SOURCE_FOLDERS.has(name) && above.some((each) => SOURCE_FOLDERS.has(path.posix.basename(each)))
}

/** Scripts in one folder that import each other by bare name need that folder itself on the path. */
function importsSiblings(
  paths: readonly string[],
  folder: string,
  initFolders: ReadonlySet<string>,
  imports: readonly Pick<ModuleImport, 'module' | 'level'>[],
): boolean {
  if (initFolders.has(folder)) return false
  const siblings = new Set(
    paths.filter((file) => folderOf(file) === folder).map((file) => path.posix.basename(file, '.py')),
  )
  return imports.some(({ module, level }) => level === 0 && siblings.has(module.split('.')[0] ?? ''))
}

const shorter = (first: string, second: string) => (second.length < first.length ? second : first)

function folderOf(file: string): string {
  const folder = path.posix.dirname(file)
  return folder === '.' ? '' : folder
}
