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

type Imports = readonly Pick<ModuleImport, 'module' | 'level'>[]

/** What is asked of a project's paths again and again, for each of its modules. */
interface PathIndex {
  files: ReadonlySet<string>
  /** every folder on the way to a file */
  folders: ReadonlySet<string>
  initFolders: ReadonlySet<string>
  /** by folder: names of its files without `.py` */
  stems: ReadonlyMap<string, ReadonlySet<string>>
}

/** A module of the prepared project by its path, and by its imports when they are known. */
export type ModuleResolver = (modulePath: string, imports?: Imports) => ResolvedModule

/**
 * How the files of a project are imported. Packages with `__init__.py` are followed upwards to the first
 * folder without one. Folders without it are namespace packages when they lie below a source folder or
 * inside a package, or when the file's own imports say so (`from . import x`, `from acme.tools import y`).
 * A name that no `import` statement can hold (`my-script.py`) can only be loaded through importlib.
 *
 * @param paths all files of the project, relative, with forward slashes
 */
export function prepareResolver(paths: readonly string[]): ModuleResolver {
  const index = indexPaths(paths)
  return (modulePath, imports = []) => resolve(index, modulePath, imports)
}

function indexPaths(paths: readonly string[]): PathIndex {
  const folders = new Set<string>()
  const initFolders = new Set<string>()
  const stems = new Map<string, Set<string>>()
  for (const file of paths) {
    const folder = folderOf(file)
    const stem = path.posix.basename(file, '.py')
    if (stem === '__init__' && file.endsWith('.py')) initFolders.add(folder)
    const known = stems.get(folder)
    if (known === undefined) stems.set(folder, new Set([stem]))
    else known.add(stem)
    for (let each = folder; each !== '' && !folders.has(each); each = folderOf(each)) folders.add(each)
  }
  return { files: new Set(paths), folders, initFolders, stems }
}

function resolve(index: PathIndex, modulePath: string, imports: Imports): ResolvedModule {
  const folder = folderOf(modulePath)
  const sourceRoot = importsSiblings(index, folder, imports)
    ? folder
    : [findSourceRoot(folder, index.initFolders), ...rootsByImports(index, folder, imports)].reduce(shorter)
  const inside = path.posix.relative(sourceRoot, folder)
  const packageNames = inside === '' ? [] : inside.split('/')
  const stem = path.posix.basename(modulePath).replace(/\.pyi?$/, '')
  const names = stem === '__init__' && packageNames.length > 0 ? packageNames : [...packageNames, stem]
  return {
    sourceRoot,
    moduleName: names.join('.'),
    packagePaths: packageNames.map((_, depth) =>
      path.posix.join(sourceRoot, ...packageNames.slice(0, depth + 1)),
    ),
  }
}

function findSourceRoot(folder: string, initFolders: ReadonlySet<string>): string {
  let root = folder
  while (root !== '' && isPackage(root, initFolders)) root = folderOf(root)
  return root
}

/** Roots that the imports ask for: so many folders up as there are dots, or above a folder of that name. */
function rootsByImports(index: PathIndex, folder: string, imports: Imports): string[] {
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
    return index.files.has(`${target}.py`) || index.folders.has(target) ? [folderOf(named)] : []
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
function importsSiblings({ initFolders, stems }: PathIndex, folder: string, imports: Imports): boolean {
  const siblings = stems.get(folder)
  if (siblings === undefined || initFolders.has(folder)) return false
  return imports.some(({ module, level }) => level === 0 && siblings.has(module.split('.')[0] ?? ''))
}

const shorter = (first: string, second: string) => (second.length < first.length ? second : first)

function folderOf(file: string): string {
  const folder = path.posix.dirname(file)
  return folder === '.' ? '' : folder
}
