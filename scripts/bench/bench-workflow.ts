import { createHash } from 'node:crypto'
import { z } from 'zod'
import { defineStage } from '@/lib/workflows/define-stage'
import { defineWorkflow, type RunInput } from '@/lib/workflows/define-workflow'
import { generateStage } from '@/lib/workflows/generate-stage'

export const BenchAnswer = z.object({ tests: z.array(z.string()) })

/** What one run of the bench notes, in milliseconds seen from the workflow. */
export const BenchNote = z.object({
  /** the whole stage: policy, cache, call, check, storing */
  stageMs: z.number(),
  /** from the decision to call until the answer is on record and the durable step is done; 0: no call was made */
  callMs: z.number(),
  source: z.enum(['model', 'cache', 'template']),
})

const stage = defineStage<RunInput, z.infer<typeof BenchAnswer>>({
  workflow: 'test-generation',
  name: 'bench',
  engineVersion: 1,
  promptId: 'test-generation/generate.v1',
  output: BenchAnswer,
  maxRepairRounds: 0,
  startTier: () => ({ tier: 'cheap', reason: 'bench' }),
  targetKey: (input) => input.modulePath,
  contextHash: (input) => createHash('sha256').update(input.source).digest('hex'),
  parameters: () => ({}),
  variables: (input) => ({
    module_name: input.moduleName,
    module_path: input.modulePath,
    python_version: '3.11',
    source: input.source,
    focus: 'the whole module',
    observed: '',
  }),
  // What a check costs is not the engine's overhead: it passes at once.
  check: async (_ports, _input, output) => ({
    passed: true,
    kept: output,
    checks: [],
    feedback: '',
    notes: [],
  }),
  template: async () => ({ output: null, checks: [], notes: [] }),
})

/** One stage with a check that costs nothing, on all the real ports, and a note of how long it took. */
export const benchWorkflow = defineWorkflow({
  name: 'test-generation',
  title: 'Bench',
  summary: 'Measures the engine around one model call.',
  async run(ports, input) {
    let callMs = 0
    const step: typeof ports.step = async (name, work, options) => {
      const began = performance.now()
      const value = await ports.step(name, work, options)
      if (name.endsWith('-model')) callMs += performance.now() - began
      return value
    }
    const began = performance.now()
    const { source, reason, reasonText } = await generateStage({ ...ports, step }, stage, input)
    const note: z.infer<typeof BenchNote> = { stageMs: performance.now() - began, callMs, source }
    return {
      source,
      verdict: 'verified',
      verdictText: 'bench',
      reason,
      reasonText,
      artifacts: [
        { kind: 'bench', path: 'note.json', language: 'json', content: JSON.stringify(note), origin: source },
      ],
      figures: {},
      promptVersion: null,
    }
  },
})
