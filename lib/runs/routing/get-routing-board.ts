import 'server-only'
import { db } from '@/lib/db/db'
import type { RoutingClass, RoutingStage } from '@/lib/domain/routing'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { Tier } from '@/lib/domain/words'
import { loadProviders } from '@/lib/llm/load-providers'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findSetAside, gatherEvidence, type Passage } from '@/lib/workflows/gather-evidence'
import { learnStartTier, MIN_EVIDENCE } from '@/lib/workflows/learn-start-tier'
import { modelStages } from '@/lib/workflows/model-stages'
import { planTrial } from '@/lib/workflows/plan-trial'
import { describeSizes, TIERS_BY_SIZE } from '@/lib/workflows/start-tier'
import { findUserNames } from '../rows/to-run-row'
import { modelsByTier } from './models-by-tier'
import { readPassages } from './read-passages'

type Models = Record<Tier, string[]> | null
const NO_MODELS = { cheap: [], capable: [], premium: [] }

/**
 * Where each stage starts by rule, why, and the evidence of each tier: what a project whose code may go to all of the
 * team's providers gets now. Starts chosen at launch and those of targets with a past of their own differ.
 */
export async function getRoutingBoard(ctx: TeamContext): Promise<RoutingStage[]> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  const [pins, providers] = await Promise.all([
    db().routingOverride.findMany({ where: { teamId } }),
    loadProviders(teamId),
  ])
  const names = await findUserNames(pins.map(({ createdBy }) => createdBy))
  const choicesOf = (tier: Tier) =>
    providers.map(({ id, name, models }) => ({ providerId: id, providerName: name, model: models[tier] }))
  const models =
    providers.length === 0
      ? null
      : modelsByTier({
          cheap: choicesOf('cheap'),
          capable: choicesOf('capable'),
          premium: choicesOf('premium'),
        })
  return Promise.all(
    modelStages.map(async ({ workflow, stage }) => {
      const found = pins.find((row) => row.workflow === workflow && row.stage === stage)
      const pin =
        found === undefined
          ? null
          : {
              tier: Tier.parse(found.startTier),
              note: found.note,
              by: names.get(found.createdBy) ?? FORMER_MEMBER,
              at: found.createdAt.toISOString(),
            }
      const passages = await readPassages(teamId, { workflow, stage })
      const classes = TIERS_BY_SIZE.map((bySize) => toClass(bySize, passages, models, pin?.tier ?? null))
      return { workflow, stage, pin, classes }
    }),
  )
}

/** Why nothing was learned: too little is known, or what is known shows nothing better. */
function describeStay(start: Tier, evidence: RoutingClass['evidence']): string {
  const isKnown = (tier: Tier) => evidence[tier].n >= MIN_EVIDENCE
  if (!isKnown(start))
    return `By size: ${start} has ${evidence[start].n} of the ${MIN_EVIDENCE} results from which a tier counts.`
  if (!Tier.options.some((tier) => tier !== start && isKnown(tier)))
    return `By size: no other tier has ${MIN_EVIDENCE} results yet to compare with.`
  return 'By size: the evidence shows no better start.'
}

function toClass(bySize: Tier, passages: Passage[], models: Models, pinned: Tier | null): RoutingClass {
  const { evidence, present } = gatherEvidence(passages, bySize, models)
  const sizes = describeSizes(bySize)
  const setAside = findSetAside(passages, bySize, models)
  const base = { bySize, sizes, evidence, models: models ?? NO_MODELS, setAside }
  if (pinned !== null) {
    const why = 'Pinned: all start here, whatever was learned, and no trials are made.'
    return { ...base, start: pinned, kind: 'pinned', why, trial: null }
  }
  const modelOf = (tier: Tier) => models?.[tier][0] ?? null
  const learned = learnStartTier({ bySize, present: present ?? bySize, evidence, modelOf })
  const trial = planTrial(learned.tier, evidence, modelOf)
  const kind = learned.tier === bySize ? 'size' : 'learned'
  const why = learned.words ?? describeStay(learned.tier, evidence)
  return { ...base, start: learned.tier, kind, why, trial }
}
