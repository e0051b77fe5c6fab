import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import type { CacheKeyParts } from '../ports'
import type { ModuleOutline } from '../python-port'

/** The search ends by itself after two to four CPU seconds; this only bounds it on a machine that is busy. */
const BUDGET_MS = 30_000
const SEED = 1
/** Raise when the observer changes what it writes: earlier results are then not served. */
const OBSERVER_VERSION = 4

/** The template path's output: a whole test file made by observation, or why there is none. */
export const Observed = z.object({
  testSource: z.string().nullable(),
  reasonText: z.string().nullable(),
  tests: z.number().int(),
  functions: z.array(
    z.object({ qualifiedName: z.string(), lines: z.number().int(), coveredLines: z.number().int() }),
  ),
})
export type Observed = z.infer<typeof Observed>

function keyParts(input: RunInput, outline: ModuleOutline): CacheKeyParts {
  const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')
  return {
    workflow: 'test-generation',
    stage: 'observe',
    engineVersion: OBSERVER_VERSION,
    targetKey: `${input.projectId}:${input.modulePath}`,
    // What a call returns depends on everything the module imports from the project.
    contextHash: sha256(`${outline.canonicalHash}\n${outline.dependenciesHash}`),
    promptHash: '',
    model: '',
    parametersHash: sha256(JSON.stringify([BUDGET_MS, SEED, outline.pythonVersion, input.moduleName])),
  }
}

async function observeAndStore(ports: WorkflowPorts, parts: CacheKeyParts): Promise<Observed> {
  try {
    const { testSource, reasonText, tests, functions, durationMs } = await ports.python.observe({
      budgetMs: BUDGET_MS,
      seed: SEED,
    })
    const observed = { testSource, reasonText, tests, functions }
    if (testSource !== null) {
      await ports.cache.store(parts, observed, { costNanoUsd: 0, durationMs, promptVersion: '' })
    }
    return observed
  } finally {
    await ports.cache.abandon(parts)
  }
}

/**
 * Tests by observation, without a model: deterministic for a module and seed, so the result is content-addressed.
 * What comes from the cache is run again by the verification like everything else.
 */
export function observeTests(
  ports: WorkflowPorts,
  input: RunInput,
  outline: ModuleOutline,
): Promise<Observed> {
  const id = `${input.runId}.${input.tryNumber}.observe`
  return ports.step(id, async () => {
    const parts = keyParts(input, outline)
    const lookup = input.options.useCache ? await ports.cache.lookup(parts) : null
    const cached = lookup?.hit === true ? Observed.safeParse(lookup.value) : null
    await ports.record.startSpan({
      id,
      stage: 'observe',
      kind: cached?.success === true ? 'cache' : 'template',
      label: 'Observe behaviour',
    })
    if (cached?.success === true) {
      await ports.record.endSpan(id, {
        status: 'ok',
        detail: `same code as before: ${cached.data.tests} tests from the cache`,
      })
      return cached.data
    }
    const observed = await observeAndStore(ports, parts)
    const { testSource, reasonText, tests } = observed
    await ports.record.endSpan(id, {
      status: testSource === null ? 'skipped' : 'ok',
      detail: testSource === null ? reasonText : `${tests} tests`,
    })
    return observed
  })
}
