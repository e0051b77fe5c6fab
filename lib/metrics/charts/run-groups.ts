import 'server-only'
import type { RunDimension } from '@/lib/domain/metric'
import type { ChartGroup } from './chart-plan'

const group = (
  value: RunDimension,
  label: string,
  more: Pick<ChartGroup, 'words' | 'colors'> = {},
): ChartGroup<RunDimension> => ({ value, label, by: [value], runs: (keys) => ({ [value]: keys }), ...more })

/** Ways to split charts of ended runs. */
export const BY_RUN = {
  project: group('project', 'Project'),
  workflow: group('workflow', 'Workflow'),
  member: group('member', 'Member'),
  source: group('source', 'Source', {
    colors: { model: '--model', cache: '--cache', template: '--template' },
  }),
  outcome: group('outcome', 'Outcome', {
    colors: {
      verified: '--verified',
      unverified: '--warn',
      rejected: '--bad',
      failed: '--bad',
      cancelled: '--template',
    },
  }),
  reason: group('reason', 'Reason'),
  prompt: group('prompt', 'Prompt version'),
} as const
