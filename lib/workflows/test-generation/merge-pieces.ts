import type { RunInput, WorkflowPorts } from '../define-workflow'
import type { StageResult } from '../ports'
import { inSpan } from '../run-check'
import { assembleTests, type GeneratedTests } from './output'

/** What came of one piece of the module, and what its tests are called in the merged file. */
export interface MergedPiece {
  result: StageResult<GeneratedTests>
  testNames: string[]
}

interface MergedFiles {
  source: string
  /** by position of the file: new names of its parts by old ones */
  renamed: Record<string, string>[]
}

/** One file out of several; what a later one calls like an earlier one but means otherwise is renamed. */
export async function mergeFiles(python: WorkflowPorts['python'], files: string[]): Promise<MergedFiles> {
  const [first = '', ...others] = files
  const merged: MergedFiles = { source: first, renamed: [{}] }
  for (const next of others) {
    const { source, renamed } = await python.mergeTests(merged.source, next)
    merged.source = source
    merged.renamed.push(renamed)
  }
  return merged
}

/** What the merged file says of itself. Observed tests that stand alone have a line of their own. */
function docstringOf(moduleName: string, hasObserved: boolean): string {
  const also = hasObserved ? ' and from its observed behaviour' : ''
  return `"""Tests of ${moduleName}, written by a model${also}."""`
}

/** Joins the model's tests of all pieces and the observed ones (null: none) into one file; null when there is no test at all. */
export async function mergePieces(
  ports: WorkflowPorts,
  input: RunInput,
  results: StageResult<GeneratedTests>[],
  observed: string | null,
): Promise<{ source: string | null; pieces: MergedPiece[] }> {
  const withTests = results.filter(({ output }) => output !== null && output.tests.length > 0)
  const parts = withTests.flatMap(({ output }) => (output === null ? [] : [assembleTests(output)]))
  const head = `${docstringOf(input.moduleName, observed !== null)}\n\n`
  const generated = parts.map((part, index) => (index === 0 ? `${head}${part}` : part))
  const files = observed === null ? generated : [...generated, observed]
  const merge = () => mergeFiles(ports.python, files)
  const id = `${input.runId}.${input.tryNumber}.merge`
  const span = { id, stage: 'merge', kind: 'merge', label: 'Merge with observed tests' } as const
  const { source, renamed } =
    files.length < 2 ? await merge() : await inSpan(ports, span, merge, () => ({ ok: true, detail: null }))
  const renamedOf = new Map(withTests.map((result, index) => [result, renamed[index] ?? {}]))
  const pieces = results.map((result) => ({
    result,
    testNames: (result.output?.tests ?? []).map(({ name }) => renamedOf.get(result)?.[name] ?? name),
  }))
  return { source: files.length === 0 ? null : source, pieces }
}
