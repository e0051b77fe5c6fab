import type { TestResult } from '@/lib/domain/check'

/** What a test has to show to prove something. */
export interface Stated {
  /** exceptions one of which must end it; empty: its assertion must fail */
  exceptions: string[]
  /** file that the exception must pass through, as its path in the project */
  modulePath: string
  /** lines of that file one of which must be on its way; those that the finding quotes first */
  lines: { start: number; end: number }[]
  /** inputs were made up: what is no value at all must be None, as anything else may just be of the wrong kind */
  isMadeUp?: boolean
  /** the code itself states what the call gives: to raise in these lines breaks it as well as to give something else */
  isExample?: boolean | undefined
}

/** What the runner ends a test with that does not end by itself. */
export const TOO_LONG = 'TestTookTooLong'
/** What any function raises for values of a kind that it was not made for. */
const OF_WRONG_KIND = new Set(['AttributeError', 'TypeError'])

/** What the sandbox, or what is not installed there, is to blame for. */
const OF_SURROUNDINGS = new Set([
  ...[
    'OSError',
    'PermissionError',
    'FileNotFoundError',
    'ConnectionError',
    'BlockingIOError',
    'TimeoutError',
  ],
  ...['ImportError', 'ModuleNotFoundError', 'MemoryError', 'NotImplementedError', TOO_LONG],
])

/** Frames as pytest writes them in short, and as Python itself does. */
const FRAMES = [/^(\S[^\n]*?):(\d+): in /gm, /^\s*File "([^"]+)", line (\d+), in /gm]
/** The line that names what ended the test: `E   IndexError: …`, or without pytest `IndexError: …`. */
const ENDS = [/^E\s+([A-Za-z_][\w.]*)(?::|$)/gm, /^([A-Za-z_][\w.]*(?:Error|Exception|Iteration))(?::|$)/gm]

const lastName = (dotted: string) => dotted.split('.').at(-1) ?? dotted

function endedBy(message: string): string | null {
  for (const pattern of ENDS) {
    const names = [...message.matchAll(pattern)].map((match) => lastName(match[1] ?? ''))
    const found = names.findLast((name) => /(Error|Exception|Iteration|Exit|Interrupt|TooLong)$/.test(name))
    if (found !== undefined) return found
  }
  // pytest leaves the name out where it rewrites an assertion.
  return /^E\s+assert /m.test(message) ? 'AssertionError' : null
}

/** True when the exception went through one of the lines that the finding is about. */
function passesThrough(message: string, { modulePath, lines }: Stated): boolean {
  const base = modulePath.split('/').at(-1) ?? modulePath
  return FRAMES.some((pattern) =>
    [...message.matchAll(pattern)].some(([, path = '', line = '']) => {
      const isFile = path === base || path.endsWith(`/${base}`)
      return isFile && lines.some(({ start, end }) => Number(line) >= start && Number(line) <= end)
    }),
  )
}

/**
 * True when a test failed for the stated reason and no other: the named exception on its way through the lines in question, or
 * its own assertion. A test that cannot be set up, or fails otherwise, proves nothing.
 */
export function failsAsStated(result: Pick<TestResult, 'outcome' | 'message'>, stated: Stated): boolean {
  const { outcome, message } = result
  if (outcome !== 'failed' || message === null) return false
  const ended = endedBy(message)
  if (ended === null) return false
  if (stated.isExample === true && ended !== 'AssertionError')
    return !OF_SURROUNDINGS.has(ended) && passesThrough(message, stated)
  if (stated.exceptions.length === 0) return ended === 'AssertionError'
  if (stated.isMadeUp === true && OF_WRONG_KIND.has(ended) && !/^(E\s+)?\w+: .*'NoneType'/m.test(message))
    return false
  return stated.exceptions.includes(ended) && passesThrough(message, stated)
}
