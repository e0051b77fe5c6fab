import { z } from 'zod'
import {
  ATTEMPT_OUTCOMES,
  MISS_REASONS,
  RUN_SOURCES,
  TEMPLATE_REASONS,
  TIERS,
  UNVERIFIED_REASONS,
  VERDICTS,
  WORKFLOW_NAMES,
} from './word-lists'

/** The product's closed word lists: one schema and one type of the same name for each. */

export const WorkflowName = z.enum(WORKFLOW_NAMES)
export type WorkflowName = z.infer<typeof WorkflowName>

/** What a run is about: one module, or changes of several files. */
export const TargetKind = z.enum(['module', 'diff'])
export type TargetKind = z.infer<typeof TargetKind>

export const RunStatus = z.enum(['queued', 'running', 'awaiting-approval', 'done', 'failed', 'cancelled'])
export type RunStatus = z.infer<typeof RunStatus>

export const RunSource = z.enum(RUN_SOURCES)
export type RunSource = z.infer<typeof RunSource>

/** `verified`: all required checks passed. `unverified`: something could not be executed here. `rejected`: nothing valid remained. */
export const Verdict = z.enum(VERDICTS)
export type Verdict = z.infer<typeof Verdict>

/** Why an output came from the template and not from a model. */
export const TemplateReason = z.enum(TEMPLATE_REASONS)
export type TemplateReason = z.infer<typeof TemplateReason>

/** Why an output could not be executed, or why nothing valid remained. */
export const UnverifiedReason = z.enum(UNVERIFIED_REASONS)
export type UnverifiedReason = z.infer<typeof UnverifiedReason>

export const RunReason = z.union([TemplateReason, UnverifiedReason])
export type RunReason = z.infer<typeof RunReason>

export const Tier = z.enum(TIERS)
export type Tier = z.infer<typeof Tier>

export const Role = z.enum(['owner', 'admin', 'member', 'viewer'])
export type Role = z.infer<typeof Role>

export const DataPolicy = z.enum(['external', 'local-only', 'no-model'])
export type DataPolicy = z.infer<typeof DataPolicy>

export const ProjectSourceKind = z.enum(['git', 'path', 'upload', 'paste', 'sample'])
export type ProjectSourceKind = z.infer<typeof ProjectSourceKind>

export const ArtifactOrigin = z.enum(['model', 'cache', 'template', 'person'])
export type ArtifactOrigin = z.infer<typeof ArtifactOrigin>

export const ReviewVerdict = z.enum(['accepted', 'rejected', 'edited'])
export type ReviewVerdict = z.infer<typeof ReviewVerdict>

export const CheckOutcome = z.enum(['passed', 'failed', 'not-executed'])
export type CheckOutcome = z.infer<typeof CheckOutcome>

export const SpanKind = z.enum([
  'analyse',
  'policy',
  'cache',
  'wait',
  'model',
  'check',
  'repair',
  'template',
  'merge',
  'save',
])
export type SpanKind = z.infer<typeof SpanKind>

export const SpanStatus = z.enum(['running', 'ok', 'failed', 'skipped'])
export type SpanStatus = z.infer<typeof SpanStatus>

/** How a model call ended. Everything but `ok` and `invalid-output` is classified at the edge of lib/llm. */
export const AttemptOutcome = z.enum(ATTEMPT_OUTCOMES)
export type AttemptOutcome = z.infer<typeof AttemptOutcome>

export const CacheMissReason = z.enum(MISS_REASONS)
export type CacheMissReason = z.infer<typeof CacheMissReason>

/** Misses that no cache could have spared: the code was never asked about, or is another one. */
export const NEW_WORK: CacheMissReason[] = ['first-time', 'source-changed']
