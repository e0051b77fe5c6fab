import type {
  AttemptOutcome,
  RunReason,
  RunSource,
  RunStatus,
  Tier,
  Verdict,
  WorkflowName,
} from '@/lib/domain/words'
import type { Regime } from './load-plan'

/** One attempt of a run that goes this way. */
export interface ScriptStep {
  stage: string
  source: RunSource
  tier: Tier | null
  outcome: AttemptOutcome
  repairRound: number
  /** it asked the cache for its key first */
  isLookup: boolean
}

/** One way a run can go, from its first attempt to its end. */
export interface RunScript {
  workflow: WorkflowName
  /** how many of a workflow's runs in each regime go this way, relative to the others */
  weights: Partial<Record<Regime, number>>
  status: RunStatus
  source: RunSource | null
  verdict: Verdict | null
  reason: RunReason | null
  steps: ScriptStep[]
}

const call = (stage: string, tier: Tier, outcome: AttemptOutcome = 'ok', repairRound = 0): ScriptStep => ({
  stage,
  source: 'model',
  tier,
  outcome,
  repairRound,
  isLookup: repairRound === 0,
})
/** The same question once more, to another model: the cache has been asked. */
const again = (step: ScriptStep): ScriptStep => ({ ...step, isLookup: false })
const hit = (stage: string): ScriptStep => ({
  stage,
  source: 'cache',
  tier: null,
  outcome: 'ok',
  repairRound: 0,
  isLookup: true,
})
const template = (stage: string): ScriptStep => ({ ...hit(stage), source: 'template', isLookup: false })

const done = (source: RunSource, verdict: Verdict, reason: RunReason | null = null) => ({
  status: 'done' as const,
  source,
  verdict,
  reason,
})
const verified = done('model', 'verified')
const down = done('template', 'verified', 'provider-down')
const broken = { status: 'failed' as const, source: null, verdict: null, reason: null }
const stopped = { ...broken, status: 'cancelled' as const }
const at = (usual: number, providerDown = 0, badPrompt = usual) => ({
  usual,
  'provider-down': providerDown,
  'bad-prompt': badPrompt,
})

const GENERATE: Omit<RunScript, 'workflow'>[] = [
  { weights: at(300, 300, 120), ...done('cache', 'verified'), steps: [hit('generate')] },
  { weights: at(300, 20, 150), ...verified, steps: [call('generate', 'capable')] },
  { weights: at(60, 4, 20), ...verified, steps: [call('generate', 'cheap')] },
  {
    weights: at(120, 8, 250),
    ...verified,
    steps: [call('generate', 'capable', 'invalid-output'), call('generate', 'capable', 'ok', 1)],
  },
  {
    weights: at(40, 2, 90),
    ...verified,
    steps: [
      call('generate', 'cheap', 'invalid-output'),
      call('generate', 'cheap', 'invalid-output', 1),
      again(call('generate', 'capable')),
    ],
  },
  {
    weights: at(12, 1, 80),
    ...done('model', 'rejected', 'no-valid-tests'),
    steps: [
      call('generate', 'capable', 'invalid-output'),
      call('generate', 'capable', 'invalid-output', 1),
      again(call('generate', 'premium', 'invalid-output')),
    ],
  },
  {
    weights: at(14, 0, 120),
    ...done('template', 'verified', 'invalid-output'),
    steps: [
      call('generate', 'capable', 'schema-mismatch'),
      call('generate', 'capable', 'invalid-output', 1),
      template('generate'),
    ],
  },
  {
    weights: at(25),
    ...verified,
    steps: [call('generate', 'capable', 'rate-limited'), again(call('generate', 'capable'))],
  },
  {
    weights: at(6, 500),
    ...down,
    steps: [
      call('generate', 'capable', 'overloaded'),
      again(call('generate', 'capable', 'timeout')),
      template('generate'),
    ],
  },
  {
    weights: at(30),
    ...done('model', 'unverified', 'missing-dependency'),
    steps: [call('generate', 'capable')],
  },
  { weights: at(30, 30), ...done('template', 'verified', 'policy'), steps: [template('generate')] },
  { weights: at(10, 10), ...done('template', 'verified', 'budget'), steps: [template('generate')] },
  { weights: at(6, 10), ...broken, steps: [call('generate', 'capable', 'server-error')] },
  { weights: at(10, 20), ...stopped, steps: [call('generate', 'capable', 'cancelled')] },
]

const REVIEW: Omit<RunScript, 'workflow'>[] = [
  { weights: at(350, 350), ...done('cache', 'verified'), steps: [hit('triage'), hit('verify')] },
  { weights: at(280, 20), ...verified, steps: [call('triage', 'cheap')] },
  { weights: at(60, 10), ...verified, steps: [hit('triage'), call('verify', 'capable')] },
  { weights: at(160, 10), ...verified, steps: [call('triage', 'cheap'), call('verify', 'capable')] },
  {
    weights: at(60, 4),
    ...verified,
    steps: [call('triage', 'cheap'), call('verify', 'capable'), call('refute', 'capable')],
  },
  {
    weights: at(15, 1),
    ...verified,
    steps: [call('triage', 'cheap'), call('verify', 'capable', 'empty'), again(call('premium', 'premium'))],
  },
  {
    weights: at(12, 500),
    ...down,
    steps: [call('triage', 'cheap', 'overloaded'), template('triage')],
  },
  { weights: at(20, 20), ...done('template', 'unverified', 'opted-out'), steps: [template('triage')] },
  { weights: at(8, 10), ...broken, steps: [call('triage', 'cheap', 'connection')] },
]

const PREDICT: Omit<RunScript, 'workflow'>[] = [
  { weights: at(300, 300), ...done('cache', 'verified'), steps: [hit('predict')] },
  { weights: at(350, 20), ...verified, steps: [call('predict', 'cheap')] },
  { weights: at(150, 10), ...verified, steps: [call('predict', 'cheap'), call('weigh', 'capable')] },
  {
    weights: at(20, 1, 100),
    ...verified,
    steps: [call('predict', 'cheap', 'max-tokens'), again(call('predict', 'capable'))],
  },
  { weights: at(10, 500), ...down, steps: [call('predict', 'cheap', 'timeout'), template('predict')] },
  {
    weights: at(100),
    ...done('model', 'unverified', 'not-analysed'),
    steps: [call('predict', 'cheap')],
  },
  { weights: at(8, 8), ...stopped, steps: [call('predict', 'cheap', 'cancelled')] },
]

const of = (workflow: WorkflowName, scripts: Omit<RunScript, 'workflow'>[]): RunScript[] =>
  scripts.map((script) => ({ ...script, workflow }))

/** The ways runs go, of the workflows there are. */
export const RUN_SCRIPTS: RunScript[] = [
  ...of('test-generation', GENERATE),
  ...of('code-review', REVIEW),
  ...of('bug-prediction', PREDICT),
]

/** Of a thousand launches, how many start each workflow. */
export const WORKFLOW_SHARE: [WorkflowName, permille: number][] = [
  ['test-generation', 450],
  ['code-review', 350],
  ['bug-prediction', 200],
]

export const SLOTS = 1000

/** For each workflow and regime the script (its place in `RUN_SCRIPTS`) of each of `SLOTS` equally likely slots. */
export function slotsOf(workflow: WorkflowName, regime: Regime): number[] {
  const ways = RUN_SCRIPTS.flatMap((script, place) => {
    const weight = script.workflow === workflow ? (script.weights[regime] ?? 0) : 0
    return weight === 0 ? [] : [{ place, weight }]
  })
  const whole = ways.reduce((sum, { weight }) => sum + weight, 0)
  let seen = 0
  return ways.flatMap(({ place, weight }) => {
    const from = Math.round((SLOTS * seen) / whole)
    seen += weight
    return Array<number>(Math.round((SLOTS * seen) / whole) - from).fill(place)
  })
}
