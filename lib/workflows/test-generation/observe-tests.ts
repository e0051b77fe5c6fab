import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { CacheKeyParts } from '@/lib/domain/cache'
import { UnverifiedReason } from '@/lib/domain/words'
import { formatPlural } from '@/lib/format/format-count'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import type { ModuleOutline, ObservedTests } from '../python-port'

/** The search ends by itself after two to four CPU seconds; this bounds what never does. */
const BUDGET_MS = 30_000
const SEED = 1
/** Raise when the observer changes what it writes: earlier results are then not served. */
const OBSERVER_VERSION = 9

/** The template path's output: a whole test file made by observation, or why there is none. */
export const Observed = z.object({
  testSource: z.string().nullable(),
  reason: UnverifiedReason.nullable(),
  reasonText: z.string().nullable(),
  tests: z.number().int(),
  functions: z.array(
    z.object({ qualifiedName: z.string(), lines: z.number().int(), coveredLines: z.number().int() }),
  ),
  /** which functions were given up and why */
  notes: z.array(z.string()),
})
export type Observed = z.infer<typeof Observed>

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** Examples in docstrings are inputs of the search, though docstrings are not in the canonical hash. */
const exampleLines = (source: string) => source.split('\n').filter((line) => /^\s*(>>>|\.\.\.)/.test(line))

function keyParts(input: RunInput, outline: ModuleOutline): CacheKeyParts {
  const context = [outline.canonicalHash, outline.dependenciesHash, ...exampleLines(input.source)]
  return {
    workflow: 'test-generation',
    stage: 'observe',
    engineVersion: OBSERVER_VERSION,
    targetKey: `${input.projectId}:${input.modulePath}`,
    // What a call returns depends on everything the module imports from the project.
    contextHash: sha256(context.join('\n')),
    promptHash: '',
    model: '',
    parametersHash: sha256(JSON.stringify([BUDGET_MS, SEED, outline.pythonVersion, input.moduleName])),
  }
}

/** Stands for a secret of the module: what holds it cannot pass, and must not be kept. */
const SECRET = /<secret-[0-9a-f]{8}>/

/**
 * Leaves out tests that assert nothing, as the module under observation runs in the process that writes the file, and those
 * that hold a secret of it.
 */
async function onlyAsserting(ports: WorkflowPorts, made: ObservedTests): Promise<Observed> {
  const { testSource, reason, reasonText, tests, functions, notes } = made
  if (testSource === null) return { testSource, reason, reasonText, tests: 0, functions, notes }
  const listed = await ports.python.listTests(testSource)
  const lines = testSource.split('\n')
  const isNone = (test: (typeof listed.tests)[number]) =>
    !test.hasAssertion || SECRET.test(lines.slice(test.startLine - 1, test.endLine).join('\n'))
  const silent = listed.tests.filter(isNone).map((test) => test.id)
  if (listed.syntaxError !== null || silent.length === listed.tests.length) {
    const text = 'What observation wrote holds no test that asserts something.'
    return { testSource: null, reason: 'observation-failed', reasonText: text, tests: 0, functions, notes }
  }
  const kept = silent.length === 0 ? testSource : await ports.python.dropTests(testSource, silent)
  return { testSource: kept, reason, reasonText, tests: tests - silent.length, functions, notes }
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
  const parts = keyParts(input, outline)
  return ports.step(id, async () => {
    try {
      const lookup = input.options.useCache ? await ports.cache.lookup(parts) : null
      const cached = lookup?.hit === true ? Observed.safeParse(lookup.value) : null
      const isCached = cached?.success === true
      await ports.record.startSpan({
        id,
        stage: 'observe',
        kind: isCached ? 'cache' : 'template',
        label: 'Observe behaviour',
      })
      const observed = isCached ? cached.data : await observeAndStore(ports, parts)
      const words = `${formatPlural(observed.tests, 'test')}${isCached ? ' from the cache: same code as before' : ''}`
      await ports.record.endSpan(id, {
        status: observed.testSource === null ? 'skipped' : 'ok',
        detail: observed.testSource === null ? observed.reasonText : words,
      })
      return observed
    } finally {
      await ports.cache.abandon(parts)
    }
  })
}

/** The person must know that the file is not all that observation can find. */
const describeCut = (durationMs: number) =>
  `Observation was stopped after ${Math.round(durationMs / 1000)} s, before its search had ended: running it again may find more tests.`

async function observeAndStore(ports: WorkflowPorts, parts: CacheKeyParts): Promise<Observed> {
  const made = await ports.python.observe({ budgetMs: BUDGET_MS, seed: SEED })
  const cut = made.isComplete ? [] : [describeCut(made.durationMs)]
  const observed = await onlyAsserting(ports, { ...made, notes: [...cut, ...made.notes] })
  // A search that time cut short would be served for ever though the next one may find more.
  if (observed.testSource !== null && made.isComplete) {
    await ports.cache.store(parts, observed, {
      costNanoUsd: 0,
      durationMs: made.durationMs,
      promptVersion: '',
    })
  }
  return observed
}
