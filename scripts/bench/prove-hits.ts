import type { Detection } from '@/lib/domain/finding'
import { LaunchOptions } from '@/lib/domain/launch'
import { readModules, type SourceFile } from '@/lib/python/read-modules'
import { runTests } from '@/lib/python/run-tests'
import { tryImport } from '@/lib/python/try-import'
import { toTestExecution } from '@/lib/runs/ports/to-test-execution'
import { fakeAnalysis } from '@/lib/testing/fake-analysis'
import { fakePorts } from '@/lib/testing/fake-ports'
import { fakePython } from '@/lib/testing/fake-python'
import { proveSuspects } from '@/lib/workflows/bug-prediction/prove'

/**
 * How many of these findings of a module a test proves, by bug prediction's own way: triggers become calls, which must fail
 * twice for the stated reason in the sandbox. No model; only what is recorded on the way is left out.
 */
export async function countProven(
  projectDir: string,
  program: SourceFile | undefined,
  hits: Detection[],
): Promise<number> {
  if (program === undefined || hits.length === 0) return 0
  const [facts] = await readModules([program])
  const modulePath = program.path
  const moduleName = modulePath.replace(/\.py$/, '')
  const module = { projectDir, sourceRoot: '', moduleName, modulePath }
  const { ports } = fakePorts()
  const python = {
    ...fakePython(),
    tryImport: async () => {
      const imported = await tryImport(module)
      return imported.ok ? { ok: true as const, note: null } : imported
    },
    runTests: async (testSource: string, { hashSeed }: { hashSeed: number }) =>
      toTestExecution(await runTests({ ...module, testSource, hashSeed })),
  }
  const input = {
    ...{ runId: modulePath, tryNumber: 1, projectId: 'bench', options: LaunchOptions.parse({}) },
    ...{ modulePath, moduleName, sourceRoot: '', source: program.source },
  }
  const suspects = hits.map((detection) => ({
    candidate: { detection, kind: 'strong' as const, promptHash: null },
    proposed: null,
  }))
  const { analysis, findings } = fakeAnalysis()
  const { proofs } = await proveSuspects({ ...ports, python, analysis, findings }, input, suspects, {
    symbols: facts?.symbols ?? [],
    part: 'prove',
  })
  return Object.keys(proofs).length
}
