import 'server-only'

const TEST_FOLDERS = new Set(['test', 'tests', 'testing'])

/** True for files that pytest or unittest would take for tests, and for what lies beside them in a test folder. */
export function isTestPath(path: string): boolean {
  const segments = path.split('/')
  const name = segments.pop() ?? ''
  return (
    /^(test_.*|.*_test|conftest)\.py$/.test(name) || segments.some((segment) => TEST_FOLDERS.has(segment))
  )
}
