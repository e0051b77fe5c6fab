import type { RunReason, RunSource, RunStatus, Verdict } from '@/lib/domain/words'

/** The states a seeded run can be in. */
export type SeedRunState =
  | 'queued'
  | 'running'
  | 'template'
  | 'model'
  | 'cache'
  | 'unverified'
  | 'rejected'
  | 'failed'
  | 'cancelled'

export interface RunState {
  status: RunStatus
  source: RunSource | null
  verdict: Verdict | null
  verdictText: string | null
  reason: RunReason | null
  reasonText: string | null
  errorText: string | null
  /** null: has not begun, or goes on */
  durationMs: number | null
}

const open: RunState = {
  status: 'queued',
  source: null,
  verdict: null,
  verdictText: null,
  reason: null,
  reasonText: null,
  errorText: null,
  durationMs: null,
}
const verified = {
  ...open,
  status: 'done',
  verdict: 'verified',
  verdictText: '11 tests pass twice, 20 of 21 lines covered',
} as const

/** The columns of a run in each state, as the engine leaves them. */
export const RUN_STATES = {
  queued: open,
  running: { ...open, status: 'running' },
  template: {
    ...verified,
    source: 'template',
    reason: 'no-provider',
    reasonText: 'No model is connected.',
    durationMs: 2600,
  },
  model: { ...verified, source: 'model', durationMs: 9400 },
  cache: { ...verified, source: 'cache', durationMs: 700 },
  unverified: {
    ...open,
    status: 'done',
    verdict: 'unverified',
    verdictText: 'It needs the package numpy, which is not installed here.',
    reason: 'missing-dependency',
    reasonText: 'It needs the package numpy, which is not installed here.',
    durationMs: 500,
  },
  rejected: {
    ...open,
    status: 'done',
    source: 'model',
    verdict: 'rejected',
    verdictText: 'No test was left that passes twice.',
    reason: 'no-valid-tests',
    reasonText: 'No test was left that passes twice.',
    durationMs: 21_000,
  },
  failed: {
    ...open,
    status: 'failed',
    errorText: 'Something went wrong on our side (id seed).',
    durationMs: 1200,
  },
  cancelled: { ...open, status: 'cancelled', durationMs: 3100 },
} as const satisfies Record<SeedRunState, RunState>
