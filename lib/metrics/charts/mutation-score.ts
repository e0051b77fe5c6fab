import 'server-only'
import { runsWith } from '../rollups/read-runs'
import { WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'
import { BY_RUN } from './run-groups'

const { project, member, source, prompt } = BY_RUN
const read = runsWith('mutantsRun', 'mutantsKilled', 'measuredRuns')

/** Which share of the mistakes that were planted in code its generated tests caught: their mutation score. */
export const loadMutationScore: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    id: 'mutation-score',
    title: 'How many planted mistakes do the tests catch?',
    unit: 'share',
    form: 'lines',
    noun: 'planted mistake',
    says: 'of planted mistakes caught',
    groups: [project, source, member, prompt, WHOLE],
    ignores: ['model', 'tier'],
    runs: { time: 'ended', counted: 'planted' },
    emptyText: 'Generate tests for a module: mistakes are planted in the lines that they run.',
    noneText:
      'Tests were generated and no mistake was planted. The page of each run says why, under Evidence.',
    whole: 'All tests',
    read,
    part: ({ figures: { mutantsRun, mutantsKilled } }) => ({ mutantsRun, mutantsKilled }),
    measure: ({ mutantsRun, mutantsKilled }) => measured(mutantsKilled / Math.max(1, mutantsRun), mutantsRun),
    lookedAt: ({ figures: { measuredRuns } }) => measuredRuns,
  })
