import type { ZodType } from 'zod'
import type { Tier, WorkflowName } from '@/lib/domain/words'
import { formatPlural } from '@/lib/format/format-count'
import { type CheckReport, defineStage, type Stage, type StageInput } from '../define-stage'
import type { RunInput } from '../define-workflow'
import { startReason } from '../start-reason'
import type { Candidate, ReviewFile, Unit } from './candidate'
import { candidateId, describeCallees, describeCandidates, hashQuestion } from './describe-candidates'
import { showUnit } from './plan-units'

/** Candidates of one unit, about which a model is asked. */
export interface JudgeInput extends StageInput {
  run: RunInput
  file: ReviewFile
  unit: Unit
  candidates: Candidate[]
  /** what was said or seen of each so far, by candidate; absent: nothing */
  known?: string[]
}

/** An answer is about one candidate, by the name that the question gave it. */
type Answered = { answers: { id: string }[] }

/** Each candidate once, by the first answer that names it; names that were never given are left out. */
function checkAnswers<Output extends Answered>(
  { candidates }: JudgeInput,
  output: Output,
  { id, stage, keptBefore }: { id: string; stage: string; keptBefore: Output | null },
): CheckReport<Output> {
  const asked = candidates.map((_, index) => candidateId(index))
  const given = [...output.answers, ...(keptBefore?.answers ?? [])]
  const first = new Map(given.toReversed().map((answer) => [answer.id, answer]))
  const missing = asked.filter((name) => !first.has(name))
  const answers = asked.flatMap((name) => first.get(name) ?? [])
  return {
    passed: missing.length === 0,
    kept: answers.length === 0 ? null : { ...output, answers },
    checks: [
      {
        id,
        stage,
        kind: 'answers-complete',
        outcome: missing.length === 0 ? 'passed' : 'failed',
        required: false,
        summary: `${answers.length} of ${formatPlural(asked.length, 'question')} answered`,
        command: null,
        exitCode: null,
        durationMs: 0,
        sandbox: null,
        figures: {},
        log: null,
      },
    ],
    feedback: `These are not answered: ${missing.join(', ')}. Answer each of ${asked.join(', ')} exactly once.`,
    notes: [],
  }
}

/**
 * A stage in which a model judges candidates of one unit, and sees no more of the file than that unit and the signatures of
 * what it calls. Without a model it answers nothing.
 */
export function judgeStage<Output extends Answered>(given: {
  workflow: WorkflowName
  name: string
  promptId: string
  output: ZodType<Output>
  tier: Tier
  why: string
  /** the tier is what the stage is about: neither size nor learning nor the launch moves it */
  always?: boolean
}): Stage<JudgeInput, Output> {
  const { workflow, name, promptId, output, tier, why, always = false } = given
  return defineStage<JudgeInput, Output>({
    workflow,
    name,
    engineVersion: 1,
    promptId,
    output,
    startIsFixed: true,
    maxRepairRounds: 1,
    startTier: (_input, options) =>
      always || options.startTier === 'auto'
        ? { tier, reason: why }
        : { tier: options.startTier, reason: startReason('launch') },
    targetKey: ({ run, unit }) => [run.projectId, unit.path, unit.name].join(':'),
    contextHash: ({ unit, file, candidates, known }) => hashQuestion(unit, file, candidates, known),
    parameters: ({ run, file }) => ({ isChange: file.changed !== null, module: run.moduleName }),
    variables: ({ run, unit, file, candidates, known = [] }) => ({
      path: unit.path,
      name: run.moduleName === '' ? unit.name : `${unit.name} of module ${run.moduleName}`,
      source: showUnit(unit, file),
      callees: describeCallees(unit),
      candidates: [
        describeCandidates(unit, candidates),
        ...known.map((text, index) => `${candidateId(index)}, known so far: ${text}`),
      ].join('\n\n'),
    }),
    check: async (_ports, input, answer, { idPrefix, keptBefore }) =>
      checkAnswers(input, answer, { id: `${idPrefix}.answers`, stage: name, keptBefore }),
    parts: ({ answers }) => answers.map((answer) => ({ name: answer.id, text: JSON.stringify(answer) })),
    template: async () => ({ output: output.parse({ answers: [] }), checks: [], notes: [] }),
  })
}
