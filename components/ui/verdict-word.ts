import type { Verdict } from '@/lib/domain/words'

/** What the checks say, as people read it; "rejected" is kept for what a person says. */
export const VERDICT_WORD = {
  verified: 'verified',
  unverified: 'unverified',
  rejected: 'fails checks',
} satisfies Record<Verdict, string>
