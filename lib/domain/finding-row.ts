import { z } from 'zod'
import { Detection } from './finding'
import { WorkflowName } from './words'

/** What becomes of a detection once it is kept: judged by earlier verdicts, stored, decided upon. */

/** `fixed`: a later run over changed code no longer found it; it opens again when it comes back. */
export const FindingState = z.enum(['open', 'accepted', 'dismissed', 'fixed'])
export type FindingState = z.infer<typeof FindingState>

/** `wrong`: not true. `wont-fix`: true, but not worth it here. `noise`: nobody wants to read it. */
export const DismissReason = z.enum(['wrong', 'wont-fix', 'noise'])
export type DismissReason = z.infer<typeof DismissReason>

/** Calibrated P(accepted), 0 to 1; `n`: the team's standing verdicts on the rule, as it is now, that it rests on. */
export const Confidence = z.object({ value: z.number().min(0).max(1), n: z.number().int().min(0) })
export type Confidence = z.infer<typeof Confidence>

/** Why something is kept back or put last, in a sentence, and how many verdicts say so. */
export const Held = z.object({ why: z.string(), verdicts: z.number().int() })
export type Held = z.infer<typeof Held>

/** A test that fails because of the finding, as it was run in the sandbox. */
export const FindingProof = z.object({
  kind: z.literal('failing-test'),
  testSource: z.string(),
  testId: z.string(),
  output: z.string(),
  command: z.string(),
  exitCode: z.number().int(),
})
export type FindingProof = z.infer<typeof FindingProof>

/** What came of the fix in a scratch copy. It is offered only when the first four hold and tests are not red. */
export const FixCheck = z.object({
  applies: z.boolean(),
  parses: z.boolean(),
  removesFinding: z.boolean(),
  /** only a model had found it, so that `removesFinding` means that the code it quotes is another one now */
  isByText: z.boolean().optional(),
  addsNone: z.boolean(),
  tests: z.enum(['green', 'red', 'not-run']),
})
export type FixCheck = z.infer<typeof FixCheck>

/** True when "apply" may be offered. */
export function isFixOffered(finding: { fix: unknown; fixCheck: FixCheck | null }): boolean {
  const { fix, fixCheck } = finding
  if (fix === null || fixCheck === null) return false
  const { applies, parses, removesFinding, addsNone, tests } = fixCheck
  return applies && parses && removesFinding && addsNone && tests !== 'red'
}

/** A detection with what the workflow found out about it, before verdicts of people are taken into account. */
export const CheckedDetection = Detection.extend({
  proof: FindingProof.nullable().default(null),
  fixCheck: FixCheck.nullable().default(null),
  /** hash of the prompt that made it; null: no model did. Another prompt begins to learn anew */
  promptHash: z.string().nullable().default(null),
  /** what was said against it that could not drop it, or why it was not judged; null: nothing */
  doubt: z.string().nullable().default(null),
  /** how its kind is kept out, in a model's words; null: its rule's page says it */
  prevention: z.string().nullable().default(null),
})
export type CheckedDetection = z.infer<typeof CheckedDetection>
/** What a workflow may leave out. */
export type CheckedDetectionInput = z.input<typeof CheckedDetection>

export const JudgedFinding = CheckedDetection.extend({
  confidence: Confidence,
  /** kept back: dismissed before, or its kind was; null: it is shown */
  hidden: Held.nullable(),
  /** shown last: its kind was dismissed, but critical security is never hidden; null: it is not */
  demoted: Held.nullable(),
  /** version of the rule or prompt that its verdicts count for */
  ruleVersion: z.string(),
})
export type JudgedFinding = z.infer<typeof JudgedFinding>

/** A finding of a project as its newest run saw it. Times are ISO 8601 UTC. */
export const FindingRow = JudgedFinding.extend({
  id: z.string(),
  projectId: z.string(),
  projectSlug: z.string(),
  projectName: z.string(),
  /** the one that saw it last */
  workflow: WorkflowName,
  ruleTitle: z.string(),
  /** true: only a change that was reviewed holds it, not the project's own text */
  inChange: z.boolean().optional(),
  state: FindingState,
  dismissReason: DismissReason.nullable(),
  firstRunId: z.string(),
  lastRunId: z.string(),
  /** where `range` and `quote` stand */
  snapshotId: z.string(),
  firstSeenAt: z.string(),
  lastSeenAt: z.string(),
  fixedAt: z.string().nullable(),
})
export type FindingRow = z.infer<typeof FindingRow>

/** What a review comes to; worked out from its findings, never read from anybody's words. */
export const ReviewVerdictWord = z.enum(['approve', 'approve-with-suggestions', 'request-changes'])
export type ReviewVerdictWord = z.infer<typeof ReviewVerdictWord>
