import { z } from 'zod'
import { DismissReason, FindingRow } from './finding-row'

export const FindingVerdictWord = z.enum(['accepted', 'dismissed'])
export type FindingVerdictWord = z.infer<typeof FindingVerdictWord>

/** What a person says about one finding or many. A dismissal has a reason. */
export const VerdictRequest = z
  .object({
    findingIds: z.array(z.string().min(1).max(64)).min(1, 'Choose a finding.').max(500),
    verdict: FindingVerdictWord,
    reason: DismissReason.optional(),
    comment: z.string().trim().max(4000).optional(),
  })
  .refine(({ verdict, reason }) => (verdict === 'dismissed') === (reason !== undefined), {
    message: 'Say why it is dismissed: wrong, won’t fix or noise.',
    path: ['reason'],
  })
export type VerdictRequest = z.input<typeof VerdictRequest>

/** A person's word on a finding. Times are ISO 8601 UTC. */
export const FindingVerdictRow = z.object({
  id: z.string(),
  findingId: z.string(),
  userName: z.string(),
  verdict: FindingVerdictWord,
  reason: DismissReason.nullable(),
  comment: z.string().nullable(),
  /** confidence as it was shown then */
  shownConfidence: z.number(),
  createdAt: z.string(),
  undoneAt: z.string().nullable(),
})
export type FindingVerdictRow = z.infer<typeof FindingVerdictRow>

/** Kind of the artifact that holds a module with applied fixes: beside what the run made, never instead of it. */
export const FIXED_MODULE = 'fixed-module'

/** A fix that was applied: a version of the run's output, and perhaps a commit. */
export const FindingFixRow = z.object({
  id: z.string(),
  runId: z.string(),
  artifactId: z.string(),
  /** unified diff for `git apply` */
  patch: z.string(),
  /** branch of the project's own repository; null: none */
  branch: z.string().nullable(),
  commit: z.string().nullable(),
  userName: z.string(),
  createdAt: z.string(),
  undoneAt: z.string().nullable(),
})
export type FindingFixRow = z.infer<typeof FindingFixRow>

/** How often people agreed with a rule, as it is now. */
export const RuleStats = z.object({
  rule: z.string(),
  title: z.string(),
  accepted: z.number().int(),
  wrong: z.number().int(),
  noise: z.number().int(),
  wontFix: z.number().int(),
  /** verdicts that say something about truth: all but “won’t fix” */
  n: z.number().int(),
  /** accepted ÷ n, with 95 % bounds (Wilson); null: n = 0 */
  precision: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** verdicts on earlier versions of the rule, which no longer count */
  outdated: z.number().int(),
  open: z.number().int(),
  hidden: z.number().int(),
  fixed: z.number().int(),
})
export type RuleStats = z.infer<typeof RuleStats>

/** A finding of the same rule that somebody judged. */
export const SimilarFinding = z.object({
  finding: FindingRow.pick({
    id: true,
    path: true,
    range: true,
    qualifiedName: true,
    message: true,
    state: true,
  }),
  verdict: FindingVerdictRow,
})
export type SimilarFinding = z.infer<typeof SimilarFinding>

/** All that a finding's page shows. */
export const FindingDetail = z.object({
  finding: FindingRow,
  /** the code around it; null: the module could not be read again */
  excerpt: z.object({ startLine: z.number().int(), lines: z.array(z.string()) }).nullable(),
  /** the fix as a unified diff, only where it is offered; null: none is */
  patch: z.string().nullable(),
  /** why a fix that passed its checks cannot be applied here; null: it can, or there is none */
  fixRefusal: z.string().nullable(),
  /** why the applied fix cannot be committed to a branch; null: it can, or there is nothing to commit */
  commitRefusal: z.string().nullable(),
  /** newest first, those taken back included */
  verdicts: z.array(FindingVerdictRow),
  fixes: z.array(FindingFixRow),
  similar: z.array(SimilarFinding),
  /** the runs that saw it, newest first */
  sightings: z.array(
    z.object({ runId: z.string(), at: z.string(), news: z.enum(['new', 'back']).nullable() }),
  ),
  stats: RuleStats,
  /** page of its rule, Markdown; null: a model's, or one that is not shown unasked */
  help: z
    .object({ why: z.string(), bad: z.array(z.string()), good: z.array(z.string()), fix: z.string() })
    .nullable(),
})
export type FindingDetail = z.infer<typeof FindingDetail>

/** One day (UTC, `2026-11-23`): how many were first seen, judged or fixed on it. */
export const TrendPoint = z.object({
  day: z.string(),
  found: z.number().int(),
  accepted: z.number().int(),
  dismissed: z.number().int(),
  fixed: z.number().int(),
})
export type TrendPoint = z.infer<typeof TrendPoint>

/** How well confidence foretold what people then said: on what was shown when they judged. */
export const ReliabilityReport = z.object({
  n: z.number().int(),
  /** null: n = 0 */
  brier: z.number().nullable(),
  calibrationError: z.number().nullable(),
  bins: z.array(
    z.object({
      from: z.number(),
      to: z.number(),
      n: z.number().int(),
      /** mean confidence and share accepted; null: n = 0 */
      said: z.number().nullable(),
      right: z.number().nullable(),
    }),
  ),
})
export type ReliabilityReport = z.infer<typeof ReliabilityReport>
