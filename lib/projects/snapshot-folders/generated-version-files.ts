import 'server-only'
import path from 'node:path'

/** A file of a project's build configuration. */
export interface BuildFile {
  path: string
  text: string
}

export const BUILD_FILES = ['pyproject.toml', 'setup.cfg', 'setup.py'] as const

/**
 * By section, the keys under which a build tool is told where to write the version: setuptools-scm (and its name up to
 * 7, `write_to`), hatch-vcs, PDM and versioningit, as their manuals have them. Versioneer's file is part of the source.
 */
const DECLARED_BY: Record<string, readonly string[]> = {
  'tool.setuptools_scm': ['version_file', 'write_to'],
  setuptools_scm: ['version_file', 'write_to'],
  'tool.hatch.build.hooks.vcs': ['version-file'],
  'tool.pdm.version': ['write_to'],
  'tool.versioningit.write': ['file'],
}

/** `version_file = "src/pkg/_version.py"  # why` → key and value. */
const SETTING = /^\s*["']?([\w-]+)["']?\s*=\s*["']?([^"'#\s]+)["']?\s*(?:#.*)?$/

function declaredInSections(text: string): string[] {
  let keys: readonly string[] = []
  return text.split('\n').flatMap((line) => {
    const section = /^\s*\[+\s*([^\]]+?)\s*\]+/.exec(line)?.[1]
    if (section !== undefined) keys = DECLARED_BY[section.replaceAll(/["'\s]/g, '')] ?? []
    const [, key = '', value = ''] = SETTING.exec(line) ?? []
    return keys.includes(key) ? [value] : []
  })
}

/** `use_scm_version={"write_to": "pkg/_version.py"}` of a setup.py. */
function declaredInSetup(text: string): string[] {
  if (!text.includes('use_scm_version')) return []
  const written = text.matchAll(/["']?(?:write_to|version_file)["']?\s*[:=]\s*["']([^"']+)["']/g)
  return [...written].map(([, file = '']) => file)
}

function declaredIn({ path: file, text }: BuildFile): string[] {
  const folder = path.posix.dirname(file)
  const declared = path.posix.basename(file) === 'setup.py' ? declaredInSetup(text) : declaredInSections(text)
  return declared.map((written) => path.posix.normalize(path.posix.join(folder, written)))
}

/**
 * The `_version.py` files that the project's build would write and that are not in its source: without them the
 * package cannot be imported from a checkout. Only such as lie in a folder of the project that holds files already.
 */
export function generatedVersionFiles(paths: readonly string[], buildFiles: BuildFile[]): string[] {
  const present = new Set(paths)
  const folders = new Set(paths.map((file) => path.posix.dirname(file)))
  const missing = buildFiles
    .flatMap(declaredIn)
    .filter((file) => /(^|\/)_?version\.py$/.test(file) && !present.has(file))
  return [...new Set(missing)].filter((file) => folders.has(path.posix.dirname(file))).sort()
}

/** What is put in the place of such a file: the names that setuptools-scm and hatch-vcs write. */
export const VERSION_STAND_IN = `# Stands in for the file that this project's build writes: there was no build.
__version__ = version = "0.0.0+unknown"
__version_tuple__ = version_tuple = (0, 0, 0, "unknown")
__commit_id__ = commit_id = None
`
