import type { Stage } from '../define-stage'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import { generateStage } from '../generate-stage'
import type { Candidate, ReviewFile, Unit } from './candidate'
import { candidateId } from './describe-candidates'
import type { JudgeInput } from './judge-stage'
import { type ModelUse, promptHashOf } from './model-use'

/** Candidates of one question: more than this and answers get shallow. */
const MOST_CANDIDATES = 10

/** One unit with what was found in it. */
export interface Question {
  file: ReviewFile
  unit: Unit
  candidates: Candidate[]
  known?: string[]
}

/** An answer and the prompt that it was given to. */
export interface Told<Answer> {
  answer: Answer
  promptHash: string | null
}

function chunks(question: Question): Question[] {
  const { candidates, known } = question
  return Array.from({ length: Math.ceil(candidates.length / MOST_CANDIDATES) }, (_, index) => {
    const [from, to] = [index * MOST_CANDIDATES, (index + 1) * MOST_CANDIDATES]
    return { ...question, candidates: candidates.slice(from, to), known: known?.slice(from, to) }
  })
}

/** Asks a stage about candidates, unit by unit, until nothing is left or models fall away. What is missing has no answer. */
export async function askAbout<Output extends { answers: { id: string }[] }>(
  ports: WorkflowPorts,
  { input, use }: { input: RunInput; use: ModelUse },
  stage: Stage<JudgeInput, Output>,
  questions: Question[],
): Promise<Map<Candidate, Told<Output['answers'][number]>>> {
  const { runId, tryNumber, options } = input
  const answers = new Map<Candidate, Told<Output['answers'][number]>>()
  for (const question of questions) {
    for (const [index, { file, unit, candidates, known }] of chunks(question).entries()) {
      if (!use.mayAsk) return answers
      const part = `${unit.path}:${unit.name}${index === 0 ? '' : `:${index + 1}`}`
      const asked = { runId, tryNumber, options, part, run: input, file, unit, candidates, known }
      const result = await generateStage(ports, stage, asked)
      use.count(result)
      const promptHash = promptHashOf(result)
      for (const [place, candidate] of candidates.entries()) {
        const answer = result.output?.answers.find(({ id }) => id === candidateId(place))
        if (answer !== undefined && result.source !== 'template')
          answers.set(candidate, { answer, promptHash })
      }
    }
  }
  return answers
}
