import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, describe, expect, it } from 'vitest'
import { observeModule } from './observe-module'

const made: string[] = []
afterEach(async () => {
  for (const dir of made.splice(0)) await rm(dir, { recursive: true, force: true })
})

async function observe(
  source: string,
  options: { budgetMs?: number; extraInputs?: Record<string, string[]> } = {},
) {
  const projectDir = await mkdtemp(path.join(tmpdir(), 'observe-'))
  made.push(projectDir)
  await writeFile(path.join(projectDir, 'sample.py'), source)
  return observeModule({
    projectDir,
    sourceRoot: '',
    moduleName: 'sample',
    modulePath: 'sample.py',
    budgetMs: options.budgetMs ?? 8_000,
    seed: 1,
    extraInputs: options.extraInputs,
  })
}

describe('observeModule', () => {
  it('writes literal expectations for a plain function', async () => {
    const { testSource, reason, functions } = await observe('def double(n: int) -> int:\n    return n * 2\n')
    expect(reason).toBeNull()
    expect(testSource).toContain('assert sample.double(')
    expect(functions).toMatchObject([{ qualifiedName: 'double', lines: 1, coveredLines: 1 }])
  })
})
