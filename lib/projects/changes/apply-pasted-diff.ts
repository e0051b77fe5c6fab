import 'server-only'
import { applyPatch, parsePatch, type StructuredPatch } from 'diff'
import { AssayError } from '@/lib/domain/assay-error'
import { tooManyFiles } from '../git/changes/read-git-changes'
import { DIFF_LIMITS } from './diff-limits'

/** A file that a pasted diff changes; null texts: it was not there before, or is not there afterwards. */
export interface PatchedFile {
  path: string
  oldPath: string | null
  before: string | null
  after: string | null
  /** why there are no texts of it: the diff only says that it changed */
  leftOut: string | null
}

/** The text of a file of the snapshot by its path; null: there is none. */
export type ReadText = (path: string) => string | null

function refuse(text: string): AssayError {
  return new AssayError('invalid-input', text, { fields: { 'changes.text': text } })
}

/** What a pasted diff may still cost; a unit is the comparison of a line. */
export interface PatchWork {
  left: number
}

/** A diff that fits costs a unit a line, and a line where its lines moved: nothing real comes near, the server is held < 1 s. */
export const MOST_PATCH_WORK = 1_500_000
/** Taking a text apart and putting it together again costs a unit for so many characters, whatever is changed in it. */
const CHARACTERS_A_UNIT = 32

function spend(work: PatchWork, units: number): void {
  work.left -= units
  if (work.left >= 0) return
  throw refuse(
    'This diff takes too long to be applied: its hunks stand far from where it says. Refresh the project, or paste a diff against its files.',
  )
}

/** The text with these hunks applied; null: one of them has no place in it. Throws `invalid-input` when no work is left. */
function applyWithin(work: PatchWork, text: string, patch: StructuredPatch): string | null {
  spend(work, text.length / CHARACTERS_A_UNIT)
  // Lines are only inserted where the text reaches: the library would fill what lies between.
  const inserts = patch.hunks.filter(({ oldLines }) => oldLines === 0)
  const lineCount = inserts.length === 0 ? 0 : text.split('\n').length
  if (inserts.some(({ oldStart }) => oldStart > lineCount + 1)) return null
  const compareLine = (_number: number, line: string, _operation: string, expected: string) => {
    spend(work, 1)
    return line === expected
  }
  const result = applyPatch(text, patch, { compareLine })
  return result === false ? null : result
}

/** What mail programs add below a patch; its dashes would be read as a removed line. */
const MAIL_SIGNATURE = /^-- \n\d+\.\d+[^\n]*\n*/gm

function parse(text: string): StructuredPatch[] {
  const plain = `${text.replace(/\r\n(?=(diff --git|---|\+\+\+|@@|index) )/g, '\n')}\n`.replace(
    MAIL_SIGNATURE,
    '',
  )
  let patches: StructuredPatch[]
  try {
    patches = parsePatch(plain)
  } catch (error) {
    const detail = error instanceof Error ? error.message : ''
    throw refuse(
      `This diff is not complete: ${detail.replace(/\.$/, '')}. Paste all of it, as git diff wrote it.`,
    )
  }
  const known = patches.filter((patch) => patch.hunks.length > 0 || patch.isGit === true)
  if (known.length === 0) {
    throw refuse('This is not a unified diff. Paste what “git diff” or “diff -u” writes.')
  }
  if (known.some(({ oldFileName, newFileName }) => `${oldFileName}${newFileName}`.includes('\0'))) {
    throw refuse('The diff names a file with a NUL character in its path, which none has.')
  }
  return known
}

/** Every path that a header of the diff could mean: what has to be read before it can be applied. */
export function pathsInDiff(text: string): string[] {
  const names = parse(text).flatMap(({ oldFileName, newFileName }) => [
    oldFileName?.trim() ?? [],
    newFileName?.trim() ?? [],
  ])
  const paths = names.flat().flatMap((name) => [name, name.replace(/^[ab]\//, '')])
  if (paths.length > 4 * DIFF_LIMITS.files) throw tooManyFiles()
  return [...new Set(paths)]
}

/** The path that a header means: as it stands, or without git's `a/` and `b/`, whichever is a file. */
function pathOf(header: string | undefined, isThere: (path: string) => boolean): string | null {
  if (header === undefined || header === '/dev/null') return null
  const name = header.trim()
  const stripped = /^[ab]\//.test(name) ? name.slice(2) : name
  const path = isThere(stripped) || !isThere(name) ? stripped : name
  if (path === '' || path.startsWith('/') || path.split('/').some((part) => part === '..' || part === '.')) {
    throw refuse(
      `The diff names the file ${JSON.stringify(name.slice(0, 100))}, which leads out of the project.`,
    )
  }
  return path
}

/** As the diff has it: the parser counts a side without lines from the line after. */
const headOf = ({ oldStart, oldLines, newStart, newLines }: StructuredPatch['hunks'][number]) =>
  `@@ -${oldStart - Number(oldLines === 0)},${oldLines} +${newStart - Number(newLines === 0)},${newLines} @@`

/** The first hunk that has no place in the text, and what it expects there. */
function whyNot(work: PatchWork, text: string, patch: StructuredPatch, path: string): AssayError {
  const { hunks } = patch
  const fits = (count: number) => applyWithin(work, text, { ...patch, hunks: hunks.slice(0, count) }) !== null
  // The first `at` hunks fit, and once one does not, no longer beginning does: found by halving.
  let [at, end] = [0, hunks.length]
  while (at + 1 < end) {
    const middle = Math.floor((at + end) / 2)
    if (fits(middle)) at = middle
    else end = middle
  }
  const hunk = hunks[at]
  const expected = hunk?.lines
    .find((line) => line.startsWith('-') || line.startsWith(' '))
    ?.slice(1)
    .trim()
  const place = `Hunk ${at + 1} of ${hunks.length} in ${path} (${hunk === undefined ? '' : headOf(hunk)})`
  const missing = expected ? `, which begins with “${expected.slice(0, 80)}”` : ''
  return refuse(
    `${place} does not fit: its lines${missing}, are not in the project’s files as they are here. Refresh the project, or paste a diff against them.`,
  )
}

function patched(work: PatchWork, text: string, patch: StructuredPatch, path: string): string {
  const result = applyWithin(work, text, patch)
  if (result === null) throw whyNot(work, text, patch, path)
  return result
}

/**
 * Applies a unified diff (also a series of patches) in memory. Context and removed lines must stand in the file exactly as
 * the diff has them, though maybe at another line. Throws `invalid-input` that names the hunk that does not fit, or when
 * `work` runs out.
 */
export function applyPastedDiff(
  text: string,
  readText: ReadText,
  work: PatchWork = { left: MOST_PATCH_WORK },
): PatchedFile[] {
  const now = new Map<string, { text: string | null; from: string | null; leftOut: string | null }>()
  const textOf = (path: string) => (now.has(path) ? (now.get(path)?.text ?? null) : readText(path))
  const originOf = (path: string) => now.get(path)?.from ?? path

  for (const patch of parse(text)) {
    const from = pathOf(patch.isCreate ? undefined : patch.oldFileName, (path) => textOf(path) !== null)
    const to = pathOf(
      patch.isDelete ? undefined : patch.newFileName,
      (path) => textOf(path) !== null || path === from,
    )
    const path = to ?? from
    if (path === null)
      throw refuse('The diff has a part that names no file. Paste it with its --- and +++ lines.')
    const before = from === null ? null : textOf(from)
    const saysNothing = patch.hunks.length === 0 && from !== null && before === null
    if (patch.isBinary || saysNothing) {
      now.set(path, { text: before, from: null, leftOut: 'binary: the diff only says that it changed' })
      continue
    }
    if (from !== null && before === null) {
      throw refuse(
        `${from} is not a file of this project as it is here. Refresh the project, or paste a diff against it.`,
      )
    }
    if (from === null && to !== null && textOf(to) !== null) {
      throw refuse(`The diff adds ${to}, which is there already. Paste a diff against the project’s files.`)
    }
    const after = to === null ? null : patched(work, before ?? '', patch, path)
    if (to === null && before !== null) patched(work, before, patch, path)
    if (from !== null && from !== to && !patch.isCopy)
      now.set(from, { text: null, from: null, leftOut: null })
    if (to !== null)
      now.set(to, {
        text: after,
        from: from !== null && from !== to ? originOf(from) : originOf(to),
        leftOut: null,
      })
  }
  return results(now, readText)
}

function results(
  now: ReadonlyMap<string, { text: string | null; from: string | null; leftOut: string | null }>,
  readText: ReadText,
): PatchedFile[] {
  const origins = new Set(
    [...now].flatMap(([path, { text, from }]) => (text !== null && from && from !== path ? from : [])),
  )
  const files = [...now].flatMap(([path, { text: after, from, leftOut }]): PatchedFile[] => {
    if (leftOut !== null) return [{ path, oldPath: null, before: null, after: null, leftOut }]
    // What was moved away is told by the file that it became.
    if (after === null && origins.has(path)) return []
    const oldPath = from !== null && from !== path && readText(from) !== null ? from : null
    const before = readText(oldPath ?? path)
    if (before === after && oldPath === null) return []
    return [{ path, oldPath, before, after, leftOut: null }]
  })
  return files.sort((a, b) => (a.path < b.path ? -1 : 1))
}
