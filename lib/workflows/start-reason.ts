import type { StartKind } from '@/lib/domain/routing'

/** Each reason for a start begins with its own words, by which earlier attempts are told apart again. */
const OPENERS = {
  launch: 'chosen at launch',
  pinned: 'pinned in Settings → Routing',
  target: 'this target:',
  trial: 'trial:',
  learned: 'learned:',
} satisfies Record<Exclude<StartKind, 'size'>, string>

const LOWERED = "lowered to the launch's ceiling"

/** The reason of a start as it stands on the attempt. */
export function startReason(kind: keyof typeof OPENERS, words = ''): string {
  return words === '' ? OPENERS[kind] : `${OPENERS[kind]} ${words}`
}

/** A start above the ceiling of its launch is told so. */
export function loweredReason(reason: string): string {
  return `${reason}; ${LOWERED}`
}

/** What decided a start, read from its attempt; `lowered`: the ceiling of the launch did. */
export function kindOfReason(reason: string): StartKind | 'lowered' {
  if (reason.includes(LOWERED)) return 'lowered'
  const found = Object.entries(OPENERS).find(([, opener]) => reason.startsWith(opener))
  return found === undefined ? 'size' : (found[0] as keyof typeof OPENERS)
}
