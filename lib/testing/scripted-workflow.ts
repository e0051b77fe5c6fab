import type { RunTools } from '@/lib/runs/execution/execute-run'
import { defineWorkflow } from '@/lib/workflows/define-workflow'

/** Where a call that was broken off is noted. */
const brokenOffUrl = (url: string) => new URL(`/broken-off${new URL(url).pathname}`, url)

/**
 * A workflow whose module is its script, one step a line: `call <url>` fetches once and keeps the answer, `sleep <ms>`
 * waits durably, `fail <text>` throws. For tests of the machinery around workflows.
 */
export const scriptedWorkflow = defineWorkflow({
  name: 'test-generation',
  title: 'Scripted',
  summary: 'Does what its module says.',
  async run(ports, input) {
    const answers: string[] = []
    for (const [index, line] of input.source.trim().split('\n').entries()) {
      const [verb, argument = ''] = line.split(/ (.*)/)
      if (verb === 'sleep') await ports.sleep(`line ${index}`, Number(argument))
      if (verb === 'fail') throw new Error(argument)
      if (verb === 'call') {
        const answer = await ports.step(`line ${index}`, async () => {
          try {
            const response = await fetch(argument, { signal: ports.signal })
            return await response.text()
          } catch (error) {
            // Stands for recording what a broken-off call cost.
            if (ports.signal.aborted) await fetch(brokenOffUrl(argument))
            throw error
          }
        })
        answers.push(answer)
      }
    }
    return {
      source: 'template',
      verdict: 'verified',
      verdictText: 'The script came to its end.',
      reason: 'opted-out',
      reasonText: null,
      artifacts: [
        {
          kind: 'tests',
          path: 'test_script.py',
          language: 'python',
          content: `${answers.join('\n')}\n`,
          origin: 'template',
        },
      ],
      figures: { testsPassed: answers.length },
      promptVersion: null,
    }
  },
})

const unused = () => Promise.reject(new Error('a scripted run uses no such port'))

/** What a worker of scripted runs executes them with: the engine's own ports are real, nothing else is there. */
export const scriptedTools: RunTools = {
  findWorkflow: () => scriptedWorkflow,
  makePython: unused,
  makePorts: async (_run, { step, sleep, signal }) => ({
    step,
    sleep,
    signal,
    policy: { decide: unused },
    cache: { lookup: unused, peek: unused, store: unused, abandon: unused, park: unused, refuse: unused },
    prompts: { load: unused },
    model: { call: unused, withdraw: unused },
    record: {
      startSpan: unused,
      endSpan: unused,
      check: unused,
      attempt: unused,
      attemptOutcome: unused,
    },
    python: {
      outline: unused,
      tryImport: unused,
      observe: unused,
      runTests: unused,
      plantMistakes: unused,
      listTests: unused,
      dropTests: unused,
      mergeTests: unused,
    },
    analysis: { gather: unused, kinds: unused, locate: unused, checkFixes: unused },
    findings: { judge: unused },
  }),
}
