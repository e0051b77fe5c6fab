import { z } from 'zod'

/** One test function as the model wrote it: a whole `def test_…` with its decorators. */
export const GeneratedTest = z.object({
  name: z.string().describe('name of the test function, begins with test_'),
  purpose: z.string().describe('one sentence: which behaviour this pins down'),
  code: z.string().describe('the whole function, decorators included, at column 0'),
})
export type GeneratedTest = z.infer<typeof GeneratedTest>

/** What the model answers: parts, so that one bad test never costs the good ones. */
export const GeneratedTests = z.object({
  imports: z.array(z.string()).describe('import statements, one each'),
  helpers: z
    .string()
    .describe('fixtures and helper functions or classes at column 0; empty when none are needed'),
  tests: z.array(GeneratedTest),
})
export type GeneratedTests = z.infer<typeof GeneratedTests>

/** One Python file out of the parts, in the order imports, helpers, tests. */
export function assembleTests(output: GeneratedTests): string {
  const imports = [...new Set(output.imports.map((line) => line.trim()).filter((line) => line !== ''))]
  const blocks = [output.helpers.trim(), ...output.tests.map((test) => test.code.trim())].filter(
    (block) => block !== '',
  )
  return `${[imports.join('\n'), ...blocks].filter((block) => block !== '').join('\n\n\n')}\n`
}

/** The file's line range of each test in `assembleTests(output)`, 1-based and inclusive. */
export function locateTests(output: GeneratedTests): { name: string; startLine: number; endLine: number }[] {
  const lineCount = (text: string) => text.split('\n').length
  const head = assembleTests({ ...output, tests: [] }).trimEnd()
  let line = head === '' ? 0 : lineCount(head)
  return output.tests.map((test) => {
    // Blocks are parted by two blank lines; nothing stands before the first block of a file.
    const startLine = line === 0 ? 1 : line + 3
    line = startLine + lineCount(test.code.trim()) - 1
    return { name: test.name, startLine, endLine: line }
  })
}

/** The same output without the named tests. */
export function withoutTests(output: GeneratedTests, names: ReadonlySet<string>): GeneratedTests {
  return { ...output, tests: output.tests.filter((test) => !names.has(test.name)) }
}

/** Repaired tests take the place of those with the same name; new ones are added, imports and helpers united. */
export function combineTests(kept: GeneratedTests, repaired: GeneratedTests): GeneratedTests {
  const replaced = new Map(repaired.tests.map((test) => [test.name, test]))
  const names = new Set(kept.tests.map((test) => test.name))
  const helpers = [kept.helpers.trim()]
  if (repaired.helpers.trim() !== '' && repaired.helpers.trim() !== kept.helpers.trim())
    helpers.push(repaired.helpers.trim())
  return {
    imports: [...new Set([...kept.imports, ...repaired.imports])],
    helpers: helpers.filter((text) => text !== '').join('\n\n\n'),
    tests: [
      ...kept.tests.map((test) => replaced.get(test.name) ?? test),
      ...repaired.tests.filter((test) => !names.has(test.name)),
    ],
  }
}
