import { readFileSync } from 'node:fs'
import { LaunchOptions } from '@/lib/domain/launch'
import { parsePrompt } from '@/lib/prompts/parse-prompt'
import type { RunInput, RunOutcome, Workflow } from '@/lib/workflows/define-workflow'
import type { ModelCall, PromptPort } from '@/lib/workflows/ports'
import { type FakeAnalysisOptions, fakeAnalysis } from './fake-analysis'
import { type FakeAnswer, type FakeOptions, type FakeWorld, fakePorts } from './fake-ports'
import { type FakePythonOptions, fakePython } from './fake-python'

/** The real files: what stages give and what prompts ask for must agree. */
const prompts: PromptPort = {
  async load(id) {
    const file = parsePrompt(id, readFileSync(`prompts/${id}.md`, 'utf8'))
    return { ...file, ...file.meta }
  },
}

/** What the model of a played run answers, by stage; a stage without an answer must not be asked. */
export type Script = Record<string, unknown | ((call: ModelCall) => unknown)>

export const noProvider = { allowed: false, reason: 'no-provider', text: 'No model is connected.' } as const

/** A run of a workflow on one module (or a change) whose model, analysers and Python are scripted. */
export async function playFindings(
  workflow: Workflow,
  given: {
    source?: string
    input?: Partial<RunInput>
    /** absent: no model is connected */
    script?: Script
    engine?: FakeOptions
    analysis?: FakeAnalysisOptions
    python?: FakePythonOptions
  },
): Promise<{
  outcome: RunOutcome
  world: FakeWorld
  stages: string[]
  report: { findings: Record<string, unknown>[]; dropped: { stage: string; why: string; rule: string }[] }
  markdown: string
  fixesTried: number
}> {
  const { script } = given
  const answers = (call: ModelCall): FakeAnswer => {
    const answer = script?.[call.stage]
    if (answer === undefined) throw new Error(`stage ${call.stage} was not to be asked`)
    return { json: typeof answer === 'function' ? answer(call) : answer }
  }
  const permission = script === undefined ? { permission: noProvider } : { answers }
  const { ports, world } = fakePorts({ ...permission, ...given.engine })
  const { analysis, findings, asked } = fakeAnalysis(given.analysis)
  const input: RunInput = {
    runId: 'run',
    tryNumber: 1,
    projectId: 'project',
    options: LaunchOptions.parse({}),
    modulePath: 'pkg/mod.py',
    moduleName: 'pkg.mod',
    sourceRoot: '',
    source: given.source ?? '',
    ...given.input,
  }
  const python = fakePython(given.python)
  const outcome = await workflow.run({ ...ports, prompts, python, analysis, findings }, input)
  const content = (end: string) => outcome.artifacts.find(({ path }) => path.endsWith(end))?.content ?? ''
  return {
    outcome,
    world,
    stages: world.calls.map(({ stage }) => stage),
    report: content('.json') === '' ? { findings: [], dropped: [] } : JSON.parse(content('.json')),
    markdown: content('.md'),
    fixesTried: asked.fixes.length,
  }
}
