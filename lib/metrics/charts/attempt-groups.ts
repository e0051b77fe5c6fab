import 'server-only'
import type { AttemptDimension } from '@/lib/domain/metric'
import { type ChartGroup, JOINT } from './chart-plan'

/** No split: one series, over everything. */
export const WHOLE = {
  value: 'none',
  label: 'Nothing',
  by: [],
  runs: () => ({}),
} satisfies ChartGroup<never>

const group = (
  value: AttemptDimension,
  label: string,
  parameter: string,
  more: Pick<ChartGroup, 'words' | 'colors'> = {},
): ChartGroup<AttemptDimension> => ({
  value,
  label,
  by: [value],
  runs: (keys) => ({ [parameter]: keys }),
  ...more,
})

/** Ways to split charts of attempts. */
export const BY_ATTEMPT = {
  project: group('project', 'Project', 'project'),
  workflow: group('workflow', 'Workflow', 'workflow'),
  stage: group('stage', 'Stage', 'stage'),
  member: group('member', 'Member', 'member'),
  provider: group('provider', 'Provider', 'provider'),
  model: group('model', 'Model', 'model'),
  tier: group('tier', 'Tier', 'tier'),
  prompt: group('prompt', 'Prompt version', 'prompt'),
  outcome: group('outcome', 'Kind of failure', 'failure'),
  missReason: group('missReason', 'Reason', 'missReason', {
    words: {
      'failed-recheck': 'Stored result failed its re-check',
      expired: 'Stored result expired',
      invalidated: 'Stored result was invalidated',
    },
  }),
} as const

/** Stages by the tier of the model that was asked: a cheap model's times and a premium one's are not one distribution. */
export const STAGE_AND_TIER = {
  value: 'stage-tier',
  label: 'Stage and tier',
  by: ['stage', 'tier'],
  isJoined: true,
  runs: (keys) => {
    const [stage = '', tier = ''] = keys.split(JOINT)
    return { stage, tier }
  },
} as const satisfies ChartGroup<AttemptDimension>
