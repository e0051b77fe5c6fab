import { type ChangesTarget, MAX_DIFF_TEXT } from '@/lib/domain/code-diff'
import type { What } from './launch-url'

/** What is typed so far; a pasted text is kept apart, as it has no place in an address. */
export interface ChangesFields {
  what: What
  from: string
  to: string
  ref: string
  into: string
  text: string
}

/** The changes that the fields name, or null while something is missing. */
export function nameChanges({ what, from, to, ref, into, text }: ChangesFields): ChangesTarget | null {
  const [start, end, branch, goal] = [from.trim(), to.trim(), ref.trim(), into.trim()]
  if (what === 'range') return start === '' || end === '' ? null : { kind: 'range', from: start, to: end }
  if (what === 'pull-request') {
    return branch === ''
      ? null
      : { kind: 'pull-request', ref: branch, ...(goal === '' ? {} : { into: goal }) }
  }
  if (what === 'snapshots') {
    return start === '' ? null : { kind: 'snapshots', from: start, ...(end === '' ? {} : { to: end }) }
  }
  if (what === 'diff')
    return text.trim() === '' || text.length > MAX_DIFF_TEXT ? null : { kind: 'diff', text }
  return null
}

/** The same changes, tied to the commits that the preview showed. */
export function withSeen(changes: ChangesTarget, seen: { base: string; head: string }): ChangesTarget {
  const { base, head } = seen
  return changes.kind === 'range' || changes.kind === 'pull-request'
    ? { ...changes, seen: { base, head } }
    : changes
}
