/**
 * The 1-based line of a file at which a test failed, as its message says it, or at which the test begins; null: the test
 * is not in this file. `id` is pytest's, e.g. `TestCart::test_add[1-2]`.
 */
export function findTestLine(
  code: string,
  fileName: string,
  id: string,
  message: string | null,
): number | null {
  const said = (message ?? '').split('\n').findLast((line) => line.includes(`${fileName}:`))
  const number = Number(/:(\d+)(?!.*:\d)/.exec(said ?? '')?.[1] ?? Number.NaN)
  const lines = code.split('\n')
  if (number >= 1 && number <= lines.length) return number
  const name = id.replace(/\[.*$/s, '').split('::').at(-1) ?? id
  const index = lines.findIndex((line) => {
    const [, defined] = /^\s*(?:async\s+)?def\s+(\w+)/.exec(line) ?? []
    return defined === name
  })
  return index === -1 ? null : index + 1
}
