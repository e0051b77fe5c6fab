'use client'

import { z } from 'zod'
import { DENSITIES, makeStoredLook } from '@/components/ui/make-stored-look'
import type { RuleStats } from '@/lib/domain/finding-verdict'

/** What is counted of a rule, beside its precision. */
export const RULE_COUNTS = [
  { id: 'accepted', title: 'Accepted' },
  { id: 'wrong', title: 'Wrong' },
  { id: 'noise', title: 'Noise' },
  { id: 'wontFix', title: 'Won’t fix' },
  { id: 'open', title: 'Open' },
  { id: 'hidden', title: 'Suppressed' },
  { id: 'fixed', title: 'Fixed' },
] as const satisfies readonly { id: keyof RuleStats; title: string }[]

const RuleCountId = z.enum(['accepted', 'wrong', 'noise', 'wontFix', 'open', 'hidden', 'fixed'])
const RuleLook = z.object({ columns: z.array(RuleCountId), density: z.enum(DENSITIES) })
export type RuleLook = z.infer<typeof RuleLook>

/** Columns and density of the rules table, remembered in this browser. */
export const useRuleLook = makeStoredLook<RuleLook>('assay-rules-table', RuleLook, {
  columns: RULE_COUNTS.map(({ id }) => id),
  density: 'comfortable',
})
