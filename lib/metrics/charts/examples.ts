import 'server-only'
import { runsWith } from '../rollups/read-runs'
import { WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'
import { BY_RUN } from './run-groups'

const { project, member, source, prompt } = BY_RUN
const read = runsWith('examplesRun', 'examplesPassed')

/** Which share of the examples in generated documentation runs as it stands there. */
export const loadExamples: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    id: 'examples',
    title: 'How many examples in documentation run?',
    unit: 'share',
    form: 'lines',
    noun: 'example',
    says: 'of examples run',
    groups: [project, source, member, prompt, WHOLE],
    ignores: ['model', 'tier'],
    runs: { time: 'ended', counted: 'examples' },
    emptyText: 'No workflow writes documentation yet. When one does, the examples in it are run and counted.',
    isBeforeItsTime: true,
    whole: 'All examples',
    read,
    part: ({ figures: { examplesRun, examplesPassed } }) => ({ examplesRun, examplesPassed }),
    measure: ({ examplesRun, examplesPassed }) =>
      measured(examplesPassed / Math.max(1, examplesRun), examplesRun),
  })
