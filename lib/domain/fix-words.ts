import type { FixCheck } from './finding-row'

/** What came of a fix that may be offered: "it parses, removes the finding and adds none; tests were not run". */
export function describeTrial({ isByText, tests }: FixCheck): string {
  const removes = isByText === true ? 'changes the code in question' : 'removes the finding'
  const ran = tests === 'green' ? 'the tests are green with it' : 'tests were not run'
  return `it parses, ${removes} and adds none; ${ran}`
}
