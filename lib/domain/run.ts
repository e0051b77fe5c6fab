import { z } from 'zod'
import { AnswerUse } from './answer-use'
import { AttemptRecord } from './attempt'
import { CheckRecord } from './check'
import { DiffSummary } from './code-diff'
import { ReviewVerdictWord } from './finding-row'
import { LaunchOptions } from './launch'
import { MaskedKinds } from './masked-kind'
import { ShownMoney } from './money'
import { RunCharge } from './run-charge'
import {
  ArtifactOrigin,
  ReviewVerdict,
  RunReason,
  RunSource,
  RunStatus,
  SpanKind,
  SpanStatus,
  TargetKind,
  Verdict,
  WorkflowName,
} from './words'

/** What code review or bug prediction came to, worked out from its findings. */
export const ReviewFigures = z.object({
  /** null: a prediction, which judges no change */
  verdict: ReviewVerdictWord.nullable(),
  shown: z.number().int(),
  hidden: z.number().int(),
  /** shown, and with a test that fails because of it */
  proven: z.number().int(),
  /** those that are shown */
  bySeverity: z.object({
    critical: z.number().int(),
    high: z.number().int(),
    medium: z.number().int(),
    low: z.number().int(),
  }),
  /** what earlier verdicts changed, in sentences */
  learned: z.array(z.string()),
})
export type ReviewFigures = z.infer<typeof ReviewFigures>

/** Figures of an output that lists show; a missing key means "not measured", never 0. */
export const OutputFigures = z.object({
  testsPassed: z.number().int().optional(),
  testsDropped: z.number().int().optional(),
  statements: z.number().int().optional(),
  coveredStatements: z.number().int().optional(),
  branches: z.number().int().optional(),
  coveredBranches: z.number().int().optional(),
  /** mistakes planted in the target, one at a time, and those that its tests noticed */
  mutantsRun: z.number().int().optional(),
  mutantsKilled: z.number().int().optional(),
  /** runnable examples in documentation, and those that ran without an error */
  examplesRun: z.number().int().optional(),
  examplesPassed: z.number().int().optional(),
  secretsMasked: z.number().int().optional(),
  review: ReviewFigures.optional(),
  /** what was replaced in its prompts, different values by kind */
  maskedKinds: MaskedKinds.optional(),
  /** what was done on the way to it and what was given up, in sentences */
  notes: z.array(z.string()).optional(),
})
export type OutputFigures = z.infer<typeof OutputFigures>

/** What a person's newest version of the output came to. */
export const EditOutcome = z.object({
  artifactId: z.string(),
  version: z.number().int(),
  verdict: Verdict,
  verdictText: z.string(),
  isBeingChecked: z.boolean(),
  figures: OutputFigures,
})
export type EditOutcome = z.infer<typeof EditOutcome>

/** Figures of a run: of what it made itself and, when a person edited that, of the newest version. */
export const RunFigures = OutputFigures.extend({ edit: EditOutcome.optional() })
export type RunFigures = z.infer<typeof RunFigures>

/** One row of the runs table. Verdict and figures are those of the newest version. Times are ISO 8601 UTC. */
export const RunRow = z.object({
  id: z.string(),
  launchId: z.string(),
  projectId: z.string(),
  projectName: z.string(),
  projectSlug: z.string(),
  workflow: WorkflowName,
  targetKind: TargetKind,
  /** path of the module; of changes, their title */
  targetPath: z.string(),
  /** of changes: how much they change, like `3 files +12 −4` */
  targetName: z.string().nullable(),
  status: RunStatus,
  source: RunSource.nullable(),
  verdict: Verdict.nullable(),
  verdictText: z.string().nullable(),
  reason: RunReason.nullable(),
  reasonText: z.string().nullable(),
  errorText: z.string().nullable(),
  figures: OutputFigures,
  /** the person's version that verdict and figures are about; null: they are of what the run made */
  edit: EditOutcome.pick({ version: true, isBeingChecked: true }).nullable(),
  /** verdict of what the run itself made, whatever a person made of it */
  own: z.object({ verdict: Verdict.nullable(), verdictText: z.string().nullable() }),
  costNanoUsd: ShownMoney,
  modelCalls: z.number().int(),
  promptVersion: z.string().nullable(),
  tryNumber: z.number().int(),
  reviewVerdict: ReviewVerdict.nullable(),
  rating: z.number().int().nullable(),
  createdByName: z.string(),
  createdAt: z.string(),
  startedAt: z.string().nullable(),
  endedAt: z.string().nullable(),
  durationMs: z.number().nullable(),
})
export type RunRow = z.infer<typeof RunRow>

/** One bar of the waterfall. */
export const RunSpanRow = z.object({
  id: z.string(),
  tryNumber: z.number().int(),
  sequence: z.number().int(),
  parentId: z.string().nullable(),
  stage: z.string(),
  kind: SpanKind,
  label: z.string(),
  status: SpanStatus,
  detail: z.string().nullable(),
  attemptId: z.string().nullable(),
  checkId: z.string().nullable(),
  costNanoUsd: z.number().int().nullable(),
  startedAt: z.string(),
  endedAt: z.string().nullable(),
})
export type RunSpanRow = z.infer<typeof RunSpanRow>

export const ArtifactRow = z.object({
  id: z.string(),
  version: z.number().int(),
  origin: ArtifactOrigin,
  kind: z.string(),
  path: z.string(),
  language: z.string(),
  content: z.string(),
  contentHash: z.string(),
  verdict: Verdict,
  verdictText: z.string(),
  /** a person's edit whose check has not ended; its verdict is `unverified` until then */
  isBeingChecked: z.boolean(),
  createdByName: z.string().nullable(),
  createdAt: z.string(),
})
export type ArtifactRow = z.infer<typeof ArtifactRow>

export const ReviewRow = z.object({
  id: z.string(),
  artifactId: z.string().nullable(),
  userName: z.string(),
  verdict: ReviewVerdict.nullable(),
  rating: z.number().int().nullable(),
  comment: z.string().nullable(),
  tags: z.array(z.string()),
  createdAt: z.string(),
  undone: z.boolean(),
})
export type ReviewRow = z.infer<typeof ReviewRow>

/** All that the run page shows, but for prompts and answers (fetched by attempt on demand). */
export const RunDetail = z.object({
  run: RunRow,
  options: LaunchOptions,
  /** empty for a run on changes */
  moduleName: z.string(),
  source: z.string(),
  /** null: it is about a module */
  diff: DiffSummary.nullable(),
  spans: z.array(RunSpanRow),
  attempts: z.array(
    AttemptRecord.extend({
      tryNumber: z.number().int(),
      createdAt: z.string(),
      hasPayload: z.boolean(),
      /** what of the answer the output is made of; null: the try came to no end that tells, or the attempt is no answer of it */
      use: AnswerUse.nullable(),
      costNanoUsd: ShownMoney,
      /** what it cost before it was priced again; null: it never was */
      firstCostNanoUsd: z.number().int().nullable(),
      /** made by the provider's batch API, at its lower price */
      isBatch: z.boolean(),
    }),
  ),
  checks: z.array(
    CheckRecord.extend({
      tryNumber: z.number().int(),
      artifactId: z.string().nullable(),
      createdAt: z.string(),
    }),
  ),
  /** newest version first */
  artifacts: z.array(ArtifactRow),
  reviews: z.array(ReviewRow),
  /** who cancelled the newest try, by itself or with its launch; null: nobody did */
  cancelledBy: z.object({ name: z.string(), at: z.string() }).nullable(),
  /** hashes and versions for the receipt tab */
  receipt: z.record(z.string(), z.union([z.string(), z.number(), z.boolean(), z.null()])),
  /** what each call was charged, for the same tab */
  charges: z.array(RunCharge),
})
export type RunDetail = z.infer<typeof RunDetail>
