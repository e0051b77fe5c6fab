import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import type { SkippedFile } from '@/lib/domain/module'

const SHOWN_SKIPPED = 3
const isModule = ({ path }: { path: string }) => path.endsWith('.py')

/** Refuses a source that gives no module: says what was found, and why it is not taken. */
export function assertPython(files: { path: string }[], skipped: SkippedFile[]): void {
  if (files.some(isModule)) return
  const left = skipped.filter(isModule)
  if (left.length === 0)
    throw new AssayError('invalid-input', 'There is no Python file in it. Assay works on .py files.')
  const shown = left.slice(0, SHOWN_SKIPPED).map(({ path, reason }) => `${path}: ${reason}`)
  const more = left.length > shown.length ? `; and ${left.length - shown.length} more` : ''
  const text = `None of its Python files can be taken (${shown.join('; ')}${more}). Add the files themselves.`
  throw new AssayError('invalid-input', text)
}
