import 'server-only'
import { WHOLE } from './attempt-groups'
import { type ChartGroup, type ChartLoader, measured } from './chart-plan'
import { loadSums } from './load-sums'
import { readVerdicts, type VerdictDimension } from './read-verdicts'
import { BY_RUN } from './run-groups'

const { workflow, project } = BY_RUN

/** Runs are not found by what their findings are. */
const ofFinding = (
  value: VerdictDimension,
  label: string,
  colors?: ChartGroup['colors'],
): ChartGroup<VerdictDimension> => ({ value, label, by: [value], runs: () => null, colors })

/** Which share of the findings that people judged they accepted. */
export const loadFindingPrecision: ChartLoader = async (ctx, query) =>
  loadSums(ctx, query, {
    id: 'finding-precision',
    title: 'How many findings are right?',
    unit: 'share',
    form: 'lines',
    noun: 'judged finding',
    says: 'of judged findings accepted',
    groups: [
      { ...workflow, by: ['workflow'] },
      { ...project, by: ['project'] },
      ofFinding('rule', 'Rule'),
      ofFinding('version', 'Version of the rule'),
      ofFinding('tool', 'Found by'),
      ofFinding('severity', 'Severity'),
      WHOLE,
    ],
    ignores: ['member', 'model', 'tier', 'prompt'],
    runs: { time: 'judged' },
    emptyText: 'Accept or dismiss findings: their precision is the share that was accepted.',
    whole: 'All findings',
    read: readVerdicts,
    part: ({ figures }) => figures,
    measure: ({ judged, accepted }) => measured(accepted / Math.max(1, judged), judged),
  })
