import type { GeneratedTest, GeneratedTests } from './output'

const NO_TESTS: GeneratedTests = { imports: [], helpers: '', tests: [] }

/** How often a test speaks of any of the names. */
function mentions({ code }: GeneratedTest, names: readonly string[]): number {
  return names.reduce((sum, name) => sum + [...code.matchAll(new RegExp(`\\b${name}\\b`, 'g'))].length, 0)
}

/**
 * The tests of each group of functions and classes: a test belongs to the one that it speaks of most, the first of equals;
 * one that speaks of none belongs nowhere. Imports and helpers go with each, as nobody knows who needs them.
 */
export function divideTests(
  output: GeneratedTests,
  groups: readonly (readonly string[])[],
): GeneratedTests[] {
  const owners = output.tests.map((test) => {
    const counts = groups.map((names) => mentions(test, names))
    const most = Math.max(0, ...counts)
    return most === 0 ? null : counts.indexOf(most)
  })
  return groups.map((_, group) => {
    const tests = output.tests.filter((_test, index) => owners[index] === group)
    return tests.length === 0 ? NO_TESTS : { ...output, tests }
  })
}

/** Puts together what has the same imports and helpers, as the pieces of one answer have; what holds no test is left out. */
export function uniteAlike(outputs: readonly GeneratedTests[]): GeneratedTests[] {
  const united = new Map<string, GeneratedTests>()
  for (const output of outputs.filter(({ tests }) => tests.length > 0)) {
    const { imports, helpers, tests } = output
    const head = JSON.stringify([imports, helpers])
    united.set(head, { ...output, tests: [...(united.get(head)?.tests ?? []), ...tests] })
  }
  return united.size === 0 ? [NO_TESTS] : [...united.values()]
}
