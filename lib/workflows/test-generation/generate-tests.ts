import { defineStage, type StageInput } from '../define-stage'
import type { RunInput } from '../define-workflow'
import { hashSymbolContext } from '../hash-symbol-context'
import type { ModuleOutline } from '../python-port'
import { startReason } from '../start-reason'
import { startTierBySize } from '../start-tier'
import { checkGenerated } from './check-generated'
import { divideTests, uniteAlike } from './divide-tests'
import { joinParts } from './join-parts'
import type { Observed } from './observe-tests'
import { GeneratedTests } from './output'
import { halvePart, type ModulePart, PART_CHARACTERS, partOf } from './plan-parts'

/** One piece of a module, with what observation already covers. */
export interface GenerateInput extends StageInput {
  run: RunInput
  outline: ModuleOutline
  piece: ModulePart
  observed: Observed
}

const isPublic = (qualifiedName: string) => !qualifiedName.split('.').some((name) => name.startsWith('_'))

/** The same question about some of the module's functions and classes only. */
function narrowed(input: GenerateInput, names: readonly string[]): GenerateInput {
  const piece = partOf(names, input.run.source, input.outline.symbols)
  return { ...input, part: piece.name, piece }
}

/** What the model is told of the tests that exist: where their inputs did not get to. */
function describeObserved({ testSource, functions }: Observed, piece: ModulePart): string {
  if (testSource === null) return 'No tests exist for this module yet.'
  const gaps = functions
    .filter(({ lines, coveredLines }) => coveredLines < lines)
    .filter(
      ({ qualifiedName }) => piece.name === '' || piece.symbols.includes(qualifiedName.split('.')[0] ?? ''),
    )
  if (gaps.length === 0) {
    return 'Tests made by observation already reach every line: add behaviours, boundaries and sequences of calls.'
  }
  const list = gaps.map(
    ({ qualifiedName, lines, coveredLines }) => `- ${qualifiedName}: ${coveredLines} of ${lines} lines`,
  )
  return `Tests made by observation exist already. Begin with what they do not reach:\n${list.join('\n')}`
}

/**
 * The model path of test generation: structured tests for a module or a piece of it, run in the sandbox,
 * failing ones repaired with their real output, then dropped. Its template adds nothing: the tests by
 * observation are joined by the workflow whatever the model did.
 */
export const generateTests = defineStage<GenerateInput, GeneratedTests>({
  workflow: 'test-generation',
  name: 'generate',
  engineVersion: 2,
  promptId: 'test-generation/generate.v1',
  output: GeneratedTests,
  maxRepairRounds: 2,
  startTier({ outline }, options) {
    if (options.startTier !== 'auto') return { tier: options.startTier, reason: startReason('launch') }
    const { codeLines, branches, symbols } = outline
    const names = symbols.filter(({ qualifiedName }) => isPublic(qualifiedName)).length
    return startTierBySize({ codeLines, branches, publicSymbols: 1 + names })
  },
  targetKey: (input) => [input.run.projectId, input.run.modulePath, input.piece.name].join(':'),
  contextHash(input) {
    if (input.piece.name === '') return input.outline.canonicalHash
    return hashSymbolContext(input.outline, input.piece.symbols)
  },
  parameters: (input) => ({ python: input.outline.pythonVersion, module: input.run.moduleName }),
  variables: (input) => ({
    module_name: input.run.moduleName,
    module_path: input.run.modulePath,
    python_version: input.outline.pythonVersion,
    source: input.piece.source,
    focus:
      input.piece.name === ''
        ? 'the whole module'
        : `these parts of the module: ${input.piece.symbols.join(', ')}`,
    observed: describeObserved(input.observed, input.piece),
  }),
  check: checkGenerated,
  parts: ({ tests }) => tests.map(({ name, code }) => ({ name, text: code })),
  async template() {
    return { output: { imports: [], helpers: '', tests: [] }, checks: [], notes: [] }
  },
  split: {
    isTooLarge: (input) => input.piece.source.length > 2 * PART_CHARACTERS && input.piece.symbols.length > 1,
    parts(input) {
      const halves = halvePart(input.piece, input.run.source, input.outline.symbols)
      return (halves ?? []).map((piece) => ({ ...input, part: piece.name, piece }))
    },
    join: (ports, _input, outputs) => joinParts(ports.python, outputs),
  },
  pieces: {
    of: ({ piece, ...input }) => {
      const names = [...new Set(piece.symbols)]
      return names.length < 2 ? [] : names.map((name) => narrowed({ piece, ...input }, [name]))
    },
    together: (input, pieces) =>
      narrowed(
        input,
        pieces.flatMap(({ piece }) => piece.symbols),
      ),
    divide: (output, pieces) =>
      divideTests(
        output,
        pieces.map(({ piece }) => piece.symbols),
      ),
    hasContent: ({ tests }) => tests.length > 0,
    join: (ports, _input, made) => {
      const alike = uniteAlike(made.map(({ output }) => output))
      return alike.length === 1 && alike[0] !== undefined
        ? Promise.resolve(alike[0])
        : joinParts(ports.python, alike)
    },
  },
})
