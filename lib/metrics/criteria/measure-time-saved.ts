import 'server-only'
import type { ChartTotal } from '@/lib/domain/chart'
import type { WorkflowName } from '@/lib/domain/words'
import { measured } from '../charts/chart-plan'
import type { RunFacts } from './read-facts'

/** Fewer reviews of one kind in a workflow say nothing of what such a review takes. */
const LEAST_OF_A_KIND = 5

interface Reviews {
  count: number
  seconds: number
}

function reviewsOf(runs: readonly RunFacts[], workflow: string, source: string): Reviews {
  const meant = runs.filter(({ keys }) => keys.workflow === workflow && keys.source === source)
  return meant.reduce(
    ({ count, seconds }, { figures }) => ({
      count: count + figures.reviewTimed,
      seconds: seconds + figures.reviewSeconds,
    }),
    { count: 0, seconds: 0 },
  )
}

/** Workflows of whose outputs people timed enough reviews of both kinds: what a model made, and what the template did. */
export function comparedWorkflows(whole: readonly RunFacts[]): WorkflowName[] {
  const workflows = new Set(whole.flatMap(({ keys }) => (keys.workflow ?? []) as WorkflowName[]))
  return [...workflows].filter((workflow) =>
    ['model', 'template'].every((source) => reviewsOf(whole, workflow, source).count >= LEAST_OF_A_KIND),
  )
}

/**
 * Time of people saved by what a model makes, against the template: 1 − active seconds of reviews of a model's outputs ÷ what
 * as many reviews of the template's took in the same workflows (means over `whole`; direct standardisation), so that another
 * mix of workflows does not look like time saved. n: the model's outputs that were reviewed.
 */
export function measureTimeSaved(runs: readonly RunFacts[], whole: readonly RunFacts[]): ChartTotal {
  let [spent, expected, n] = [0, 0, 0]
  for (const workflow of comparedWorkflows(whole)) {
    const model = reviewsOf(runs, workflow, 'model')
    const template = reviewsOf(whole, workflow, 'template')
    spent += model.seconds
    expected += model.count * (template.seconds / template.count)
    n += model.count
  }
  return measured(1 - spent / Math.max(1, expected), expected === 0 ? 0 : n)
}
