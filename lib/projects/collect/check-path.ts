import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { INTAKE_LIMITS, SNAPSHOT_LIMITS } from './limits'

const IGNORED_FOLDERS = new Set([
  '.git',
  '.hg',
  '.svn',
  '.venv',
  'venv',
  'virtualenv',
  'node_modules',
  '__pycache__',
  '__MACOSX',
  '.tox',
  '.nox',
  '.eggs',
  '.mypy_cache',
  '.pytest_cache',
  '.ruff_cache',
  '.hypothesis',
  '.ipynb_checkpoints',
  '.idea',
  '.vscode',
  'site-packages',
])

/** True for folders that hold tools, environments or caches and never a project's own source. */
export function isIgnoredFolder(name: string): boolean {
  return IGNORED_FOLDERS.has(name) || name.endsWith('.egg-info')
}

/** True for sources and stubs: what a snapshot is for. */
export function isPython(path: string): boolean {
  return path.endsWith('.py') || path.endsWith('.pyi')
}

/** True when the file lies in an ignored folder, or is a shadow file of macOS. */
export function isIgnoredPath(path: string): boolean {
  const segments = path.split('/')
  const name = segments.pop() ?? ''
  return name.startsWith('._') || name === '.DS_Store' || segments.some(isIgnoredFolder)
}

/** The refusal of an archive that was made to attack: none of it is taken. */
export function leadsOutside(shown: string, cause?: unknown): AssayError {
  const text = `The archive holds a path that leads outside of it (${shown.slice(0, 120)}). Nothing was imported; pack the folder again without it.`
  return new AssayError('invalid-input', text, { cause })
}

/** The refusal of an archive with more entries than anyone should unpack. */
export function tooManyEntries(): AssayError {
  const text = `The archive holds more than ${INTAKE_LIMITS.entries} entries. Upload the part you need.`
  return new AssayError('too-large', text)
}

/** The path of an archive entry, made plain. Throws when it leads outside. */
export function plainEntryPath(raw: string): string {
  const path = raw.replaceAll('\\', '/')
  const segments = path.split('/')
  if (path.startsWith('/') || /^[A-Za-z]:/.test(path) || segments.includes('..') || path.includes('\0')) {
    throw leadsOutside(JSON.stringify(raw))
  }
  return segments.filter((segment) => segment !== '' && segment !== '.').join('/')
}

/** Why a path cannot be kept, or null. */
export function pathProblem(path: string): string | null {
  if (path.length > SNAPSHOT_LIMITS.pathLength) return 'path too long'
  if (path.split('/').length > SNAPSHOT_LIMITS.pathDepth) return 'nested too deeply'
  // Control characters, half surrogates, and U+FFFD: a name that was not UTF-8 and could not be opened again.
  if (/[\p{Cc}\p{Cs}\ufffd]/u.test(path)) return 'unreadable name'
  return null
}
