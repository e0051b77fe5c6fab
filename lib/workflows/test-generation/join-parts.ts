import type { WorkflowPorts } from '../define-workflow'
import { mergeFiles } from './merge-pieces'
import { assembleTests, type GeneratedTests } from './output'

/**
 * Joins what was made for several parts of one target. Parts know nothing of each other: what two of them call alike
 * but mean otherwise, tests and helpers, is renamed in the later one. (A repair is the other case: there the same name
 * means the same test, see `combineTests`.)
 */
export async function joinParts(
  python: WorkflowPorts['python'],
  outputs: GeneratedTests[],
): Promise<GeneratedTests> {
  const { source, renamed } = await mergeFiles(python, outputs.map(assembleTests))
  const { tests } = await python.listTests(source)
  const lines = source.split('\n')
  const purposes = new Map(
    outputs.flatMap((output, index) =>
      output.tests.map(({ name, purpose }) => [renamed[index]?.[name] ?? name, purpose] as const),
    ),
  )
  const own = tests.filter((test) => purposes.has(test.id))
  const isTest = (line: number) => own.some((test) => line >= test.startLine && line <= test.endLine)
  return {
    // The merged file's imports stand above its helpers already.
    imports: [],
    helpers: lines
      .filter((_, index) => !isTest(index + 1))
      .join('\n')
      .replace(/\n{4,}/g, '\n\n\n')
      .trim(),
    tests: own.map(({ id, startLine, endLine }) => ({
      name: id,
      purpose: purposes.get(id) ?? '',
      code: lines.slice(startLine - 1, endLine).join('\n'),
    })),
  }
}
