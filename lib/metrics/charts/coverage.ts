import 'server-only'
import { findTarget } from '../criteria/find-targets'
import { runsWith } from '../rollups/read-runs'
import { WHOLE } from './attempt-groups'
import { type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'
import { BY_RUN } from './run-groups'

const { project, member, source, outcome, prompt } = BY_RUN
const read = runsWith('statements', 'coveredStatements', 'measuredRuns')

/** Which share of the lines of their targets generated tests run; a large module counts for more than a small one. */
export const loadCoverage: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    id: 'coverage',
    title: 'How much of the code do generated tests run?',
    unit: 'share',
    form: 'lines',
    noun: 'measured run',
    says: 'of lines covered',
    groups: [project, source, member, prompt, outcome, WHOLE],
    ignores: ['model', 'tier'],
    runs: { time: 'ended', counted: 'measured' },
    emptyText: 'Generate tests for a module: the lines they run are counted when they are executed.',
    target: await findTarget(ctx.teamId, 'coverage'),
    whole: 'All tests',
    read,
    part: ({ figures: { statements, coveredStatements, measuredRuns } }) => ({
      statements,
      coveredStatements,
      // Where there is no line there is nothing to cover.
      runs: statements === 0 ? 0 : measuredRuns,
    }),
    measure: ({ statements, coveredStatements, runs }) =>
      measured(coveredStatements / Math.max(1, statements), runs),
  })
