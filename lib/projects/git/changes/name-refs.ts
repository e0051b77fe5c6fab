import 'server-only'
import { pullRequestNumber, type RefRow } from '@/lib/domain/git-refs'

/** Full names of refs with their commits (or tag objects). */
export type Refs = ReadonlyMap<string, string>

const MAX_OF_A_KIND = 200

const PLACES = ['', 'refs/heads/', 'refs/tags/', 'refs/remotes/', 'refs/remotes/origin/'] as const

/** The full name of what a person calls a branch, a tag or a pull request (`#7`); null: there is none of that name. */
export function findRef(refs: Refs, name: string): string | null {
  const number = pullRequestNumber(name)
  const candidates = PLACES.map((place) => `${place}${name}`)
  if (number !== null) candidates.push(`refs/pull/${number}/head`, `refs/merge-requests/${number}/head`)
  return candidates.find((candidate) => refs.has(candidate)) ?? null
}

/** A full name in the words of people; null for what nobody chooses, such as notes and stashes. */
function toRow(name: string, commit: string): RefRow | null {
  const [, kind, rest] = /^refs\/(heads|tags|remotes|pull|merge-requests)\/(.+)$/.exec(name) ?? []
  if (kind === undefined || rest === undefined || rest === 'origin/HEAD') return null
  if (kind === 'heads' || kind === 'remotes') return { kind: 'branch', name: rest, commit }
  if (kind === 'tags') return { kind: 'tag', name: rest, commit }
  const number = rest.endsWith('/head') ? pullRequestNumber(rest) : null
  return number === null ? null : { kind: 'pull-request', name: `#${number}`, commit }
}

/** A list to choose from: branches by name, tags and pull requests with the highest first; the rest can be typed. */
export function listRefRows(refs: Refs): { rows: RefRow[]; isCapped: boolean } {
  const rows = [...refs].flatMap(([name, commit]) => toRow(name, commit) ?? [])
  const upwards = (a: RefRow, b: RefRow) => a.name.localeCompare(b.name, 'en', { numeric: true })
  const kinds = [
    rows.filter(({ kind }) => kind === 'branch').sort(upwards),
    rows.filter(({ kind }) => kind === 'tag').sort((a, b) => upwards(b, a)),
    rows.filter(({ kind }) => kind === 'pull-request').sort((a, b) => upwards(b, a)),
  ]
  return {
    rows: kinds.flatMap((kind) => kind.slice(0, MAX_OF_A_KIND)),
    isCapped: kinds.some((kind) => kind.length > MAX_OF_A_KIND),
  }
}
