import type { Detection } from '@/lib/domain/finding'
import { nameStatedTest } from '@/lib/domain/stated-test'
import type { FileSymbol } from '../analysis-port'
import { callArguments, requiredParameters } from './call-arguments'
import { TOO_LONG } from './fails-as-stated'
import { linkedArguments } from './linked-arguments'
import { areLiteralArguments } from './python-literal'
import { assertExample, type StatedExample, statedExamples } from './stated-examples'

/** A test that fails when the detection is right, and how it has to fail to count. */
export interface Probe {
  name: string
  /** what it needs of the module */
  imports: string
  /** the test function, at column 0 */
  code: string
  /** exceptions one of which must end it; empty: its assertion must fail */
  exceptions: string[]
  /** lines that the exception may pass through; absent: those of the detection */
  lines?: { start: number; end: number }
  /** it is an example of the module's own text, and may be broken in any way that the lines in question have part in */
  isExample?: boolean
}

/** Exceptions that a property breaks with are none of these: they say that the test is wrong. */
const NAMED = /\b([A-Z]\w*Error|StopIteration)\b/g
const MUTABLE_DEFAULT = 'mutable-default'
const ENDLESS_LOOP = 'endless-loop'
const UNEVEN_ADVANCE = 'uneven-advance'
/** Names are too general to be the reason that a rule states. */
const TOO_GENERAL = new Set(['SyntaxError', 'AssertionError', 'ImportError', 'ModuleNotFoundError'])

/** Exceptions that the detection itself says its trigger raises. */
export function statedExceptions({ trigger, message }: Pick<Detection, 'trigger' | 'message'>): string[] {
  const names = [...`${trigger ?? ''} ${message}`.matchAll(NAMED)].map((match) => match[1] ?? '')
  return [...new Set(names)].filter((name) => !TOO_GENERAL.has(name))
}

/** The function of that name, or the one that it is defined in: what stands in another's body is reached through it alone. */
function callableAround(name: string, symbols: FileSymbol[]): FileSymbol | undefined {
  const functions = symbols.filter(({ kind }) => kind === 'function')
  const around = functions.filter(({ qualifiedName }) => name.startsWith(`${qualifiedName}.`))
  const outermost = around.toSorted((a, b) => a.qualifiedName.length - b.qualifiedName.length)[0]
  return outermost ?? functions.find(({ qualifiedName }) => qualifiedName === name)
}

/** How a test calls the function, without its arguments; null: not by itself. */
function calleeOf({ qualifiedName, signature }: FileSymbol, symbols: FileSymbol[]): string | null {
  if (signature.startsWith('async ')) return null
  const parts = qualifiedName.split('.')
  const [head = '', ...rest] = parts
  if (rest.length === 0) return head
  const owner = symbols.find((symbol) => symbol.qualifiedName === head && symbol.kind === 'class')
  const start = symbols.find((symbol) => symbol.qualifiedName === `${head}.__init__`)
  const needsNothing = start === undefined || callArguments(start, true).includes('')
  return owner !== undefined && rest.length === 1 && needsNothing ? `${head}().${rest[0]}` : null
}

/** Arguments of a call that the trigger spells out in literals: `average([])`, `Call share with total=1, people=0.` */
function toldArguments(trigger: string | null, name: string): string[] {
  const inBrackets = new RegExp(`\\b${name}\\(([^()…]*)\\)`).exec(trigger ?? '')?.[1]
  const byName = new RegExp(`\\b${name} with (\\w+=.+?)(?:\\.(?:\\s|$)|: )`).exec(trigger ?? '')?.[1]
  return [inBrackets, byName].flatMap((given) =>
    given !== undefined && areLiteralArguments(given) ? [given.trim()] : [],
  )
}

/** More say no more. */
const MOST_EXAMPLES = 5

const toExample = (imports: string, name: string, example: StatedExample): Probe => ({
  ...{ name, imports, exceptions: [], isExample: true },
  code: `def ${name}():\n${assertExample(example)}\n`,
})

/**
 * Tests that could prove a detection without a model: calls that should raise what it says, two equal calls of a function
 * whose default is shared, or examples whose result the module's own text states. Empty when its function cannot run alone or
 * nothing is stated that a test could show.
 */
export function planProbes(
  detection: Detection,
  symbols: FileSymbol[],
  { prefix, source }: { prefix: string; source: string },
): Probe[] {
  const symbol = callableAround(detection.qualifiedName, symbols)
  const callee = symbol === undefined ? null : calleeOf(symbol, symbols)
  if (symbol === undefined || callee === null) return []
  const isMethod = symbol.qualifiedName.includes('.') && !/\bstaticmethod\b/.test(symbol.signature)
  const own = symbol.qualifiedName.split('.').at(-1) ?? ''
  const told = toldArguments(detection.trigger, own)
  const linked = linkedArguments(detection, symbol, source)
  const calls = [...new Set([...told, ...linked, ...callArguments(symbol, isMethod)])]
  const name = (index: number) => `test_${prefix}_${index + 1}`
  const imports = symbol.qualifiedName.split('.')[0] ?? ''
  if (detection.rule === MUTABLE_DEFAULT) {
    // A function within another is made anew, and its defaults with it.
    if (symbol.qualifiedName !== detection.qualifiedName) return []
    return calls.map((given, index) => ({
      ...{ name: name(index), imports },
      exceptions: [],
      code: [
        `def ${name(index)}():`,
        `    first = copy.deepcopy(${callee}(${given}))`,
        `    second = ${callee}(${given})`,
        `    assert second == first, "a second call like the first one sees what that one left"`,
        '',
      ].join('\n'),
    }))
  }
  const call = (given: string, index: number) => ({
    ...{ name: name(index), imports },
    code: `def ${name(index)}():\n    ${callee}(${given})\n`,
  })
  if (detection.rule === ENDLESS_LOOP) {
    // Each takes as long as a test may, so nothing is tried that nobody spelt out.
    const lines = { start: symbol.startLine, end: symbol.endLine }
    return told.slice(0, 1).map((given, index) => ({ ...call(given, index), exceptions: [TOO_LONG], lines }))
  }
  const examples = symbol.qualifiedName === own ? statedExamples(source, own).slice(0, MOST_EXAMPLES) : []
  const stated = examples.map((one, index) => toExample(imports, nameStatedTest(prefix, index + 1), one))
  if (detection.rule === UNEVEN_ADVANCE && requiredParameters(symbol.signature)?.length === 2) {
    // What is matched is used up on both sides, so neither side may matter more; what is counted twice shows in one order.
    const code = `def ${name(0)}():\n    assert ${callee}('aa', 'a') == ${callee}('a', 'aa')\n`
    return [{ name: name(0), imports, exceptions: [], code }, ...stated]
  }
  const exceptions = statedExceptions(detection)
  const raising =
    exceptions.length === 0 ? [] : calls.map((given, index) => ({ ...call(given, index), exceptions }))
  // What is spelt out comes first, what is made up last.
  return [...raising.slice(0, told.length), ...stated, ...raising.slice(told.length)]
}

/** The probes as one test file. */
export function writeProbes(moduleName: string, probes: Probe[]): string {
  const names = [...new Set(probes.map(({ imports }) => imports))].sort()
  const needed = ['copy', 'types'].filter((module) =>
    probes.some(({ code }) => new RegExp(`[= (]${module}\\.`).test(code)),
  )
  const head = [
    ...needed.map((module) => `import ${module}`),
    ...(needed.length === 0 ? [] : ['']),
    `from ${moduleName} import ${names.join(', ')}`,
  ]
  return `${head.join('\n')}\n\n\n${probes.map(({ code }) => code).join('\n\n')}`
}
