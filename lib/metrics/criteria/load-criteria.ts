import 'server-only'
import { type CriteriaBoard, type Criterion, CriterionId } from '@/lib/domain/criterion'
import type { MetricWindow } from '@/lib/domain/metric'
import { tellDifference } from '../charts/answer-chart'
import { findTimeZone } from '../charts/chart-scope'
import { previousWindow, windowOf } from '../rollups/window-of'
import { CRITERION_PLANS, type CriterionPlan } from './criterion-plans'
import { findTargets, type Targets } from './find-targets'
import { type FactsOfSpan, readFacts } from './read-facts'
import { stateOf } from './state-of'

const RANGE = '30d'

/** The success criteria of a team over its last 30 days, and over the 30 before; whoever asks. */
export async function loadCriteria(teamId: string, now: Date): Promise<CriteriaBoard> {
  const [timeZone, targets] = await Promise.all([findTimeZone(teamId), findTargets(teamId)])
  const window = windowOf({ range: RANGE }, timeZone, now)
  const facts = await readFacts(teamId, window, previousWindow(window))
  return {
    criteria: CriterionId.options.map((id) =>
      id === 'experiments' ? EXPERIMENTS : measureOne(id, CRITERION_PLANS[id], { facts, targets, window }),
    ),
    coverageTarget: targets.coverage,
  }
}

function measureOne(
  id: CriterionId,
  plan: CriterionPlan,
  { facts, targets, window }: { facts: FactsOfSpan; targets: Targets; window: MetricWindow },
): Criterion {
  const { label, about, noun, neededN, page, kind, targetName, measure, runs } = plan
  const { unit, side, planned } = kind
  const target = targetName === null ? planned : targets[targetName]
  const total = measure(facts.now, facts.now)
  const previous = measure(facts.before, facts.before)
  const { from, until } = window
  return {
    ...{ id, label, about, noun, neededN, page, unit, side, target, planned },
    isEditable: targetName !== null,
    ...total,
    state: stateOf(total, { side, target, neededN }),
    trend: facts.days.map((day) => measure(day, facts.now).value),
    previous,
    change: tellDifference(unit, total, previous),
    runs: runs === null || total.n === 0 ? null : { ...runs(facts.now), from, until },
  }
}

/** Nothing in the product compares variants yet, so there is nothing that could be ready. */
const EXPERIMENTS: Criterion = {
  id: 'experiments',
  label: 'A/B testing ready',
  about: 'Experiments that compare prompts or models on real runs are not built yet.',
  ...{ unit: 'share', side: 'at-least', target: null, planned: null, isEditable: false },
  ...{ value: null, n: 0, noun: 'experiment', neededN: 1, state: 'not-built', trend: [] },
  ...{ previous: { value: null, n: 0 }, change: '', runs: null, page: null },
}
