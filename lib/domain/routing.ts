import { z } from 'zod'
import { Tier, WorkflowName } from './words'

/** What starts at one tier have shown: passages are ways of a stage through the engine that asked a model. */
export const TierEvidence = z.object({
  /** passages that started here and were judged: faults of providers are no evidence */
  n: z.number().int(),
  /** of these, passed all checks at this tier, repairs included, without climbing */
  passed: z.number().int(),
  /** passed ÷ n with its 95 % bounds; null when n = 0 */
  success: z.object({ share: z.number(), low: z.number(), high: z.number() }).nullable(),
  /** nano-USD at this tier alone, repairs and failures included; null when n = 0 */
  meanCostNanoUsd: z.number().nullable(),
})
export type TierEvidence = z.infer<typeof TierEvidence>

/** What decided where a stage starts. */
export const StartKind = z.enum(['launch', 'pinned', 'target', 'trial', 'learned', 'size'])
export type StartKind = z.infer<typeof StartKind>

/** Targets of one size in one stage: where they start now, why, and what is known of each tier. */
export const RoutingClass = z.object({
  /** the tier that the size of these targets leads to */
  bySize: Tier,
  /** which sizes these are, in words */
  sizes: z.string(),
  start: Tier,
  kind: z.enum(['pinned', 'learned', 'size']),
  why: z.string(),
  /** tiers that are tried now and then instead of `start`, and how often; null: none */
  trial: z.object({ tier: Tier, share: z.number() }).nullable(),
  evidence: z.record(Tier, TierEvidence),
  /** that the evidence is about: those that serve a tier now, in the order of the providers; empty: none is connected */
  models: z.record(Tier, z.array(z.string())),
  /** judged starts that are no evidence any more, as their tier has other models now */
  setAside: z.array(z.object({ tier: Tier, model: z.string(), n: z.number().int() })),
})
export type RoutingClass = z.infer<typeof RoutingClass>

/** A stage that asks models, with what a person has said of its start. Times ISO 8601 UTC. */
export const RoutingStage = z.object({
  workflow: WorkflowName,
  stage: z.string(),
  pin: z
    .object({ tier: Tier, note: z.string().nullable(), by: z.string().nullable(), at: z.string() })
    .nullable(),
  classes: z.array(RoutingClass),
})
export type RoutingStage = z.infer<typeof RoutingStage>

const StagePlace = z.object({ workflow: WorkflowName, stage: z.string().min(1).max(80) })

/** What the form sends to make a stage start at one tier, whatever was learned. */
export const StartTierPin = StagePlace.extend({
  tier: Tier,
  note: z.string().trim().max(200, 'At most 200 characters.').default(''),
})
export type StartTierPin = z.infer<typeof StartTierPin>

/** Names the stage whose pin is taken back. */
export const StartTierReset = StagePlace
export type StartTierReset = z.infer<typeof StartTierReset>
