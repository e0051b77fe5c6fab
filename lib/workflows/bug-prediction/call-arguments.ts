import type { FileSymbol } from '../analysis-port'

/** Realistic values first: what fails for `[]` alone says less than what fails for three numbers. */
const VALUES: [RegExp, string[]][] = [
  [/^(int|Integral)$/, ['3', '1', '0', '-1']],
  [/^(float|complex|Decimal|Number)$/, ['2.5', '1.0', '0.0']],
  [/^str$/, ["'abc'", "'a'", "''"]],
  [/^bytes$/, ["b'abc'", "b''"]],
  [/^bool$/, ['True', 'False']],
  [/^(list|List|Sequence|Iterable|Collection|Iterator)\b.*str/, ["['b', 'a']", "['a']", '[]']],
  [/^(list|List|Sequence|Iterable|Collection|Iterator)\b/, ['[3, 1, 2]', '[1]', '[]']],
  [/^(tuple|Tuple)\b/, ['(3, 1, 2)', '(1,)', '()']],
  [/^(set|Set|frozenset)\b/, ['{1, 2}', 'set()']],
  [/^(dict|Dict|Mapping)\b/, ["{'a': 1, 'b': 2}", '{}']],
]
const UNANNOTATED = ['[3, 1, 2]', '[1]', '3', "'abc'", '[]', '0', "''", "{'a': 1}"]
const MOST_CALLS = 48
const MOST_REQUIRED = 3

/** The parts of a list of parameters, parted at commas that stand in no bracket. */
function splitParameters(text: string): string[] {
  const parts: string[] = ['']
  let depth = 0
  for (const sign of text) {
    if ('([{'.includes(sign)) depth += 1
    if (')]}'.includes(sign)) depth -= 1
    if (sign === ',' && depth === 0) parts.push('')
    else parts[parts.length - 1] += sign
  }
  return parts.map((part) => part.trim()).filter((part) => part !== '')
}

/** `def f(a: int, b=1)` → `a: int, b=1`; null: its brackets do not close. */
function parametersIn(signature: string): string | null {
  const start = signature.indexOf('(')
  let depth = 0
  for (let at = start; at >= 0 && at < signature.length; at++) {
    if (signature[at] === '(') depth += 1
    if (signature[at] === ')') depth -= 1
    if (depth === 0) return signature.slice(start + 1, at)
  }
  return null
}

/** Annotations of the parameters that a call must give ('' where there is none); null: it cannot be called by position. */
export function requiredParameters(signature: string): string[] | null {
  const text = parametersIn(signature)
  if (text === null) return null
  const required: string[] = []
  for (const part of splitParameters(text)) {
    if (part === '/' || part.startsWith('**')) continue
    if (part.startsWith('*')) break
    const [name = '', annotation = ''] = part.split(/:(.*)/s)
    if (/=/.test(annotation === '' ? name : annotation)) continue
    required.push(annotation.trim())
  }
  return required
}

function valuesFor(annotation: string): string[] {
  if (annotation === '') return UNANNOTATED
  return VALUES.find(([pattern]) => pattern.test(annotation))?.[1] ?? []
}

/**
 * Argument lists to try a function with, realistic ones first: by its annotations, else by the usual kinds of values. Empty
 * when it needs what cannot be made up: objects of the project, more than three arguments.
 */
export function callArguments({ signature }: Pick<FileSymbol, 'signature'>, isMethod: boolean): string[] {
  const all = requiredParameters(signature)
  const required = isMethod ? all?.slice(1) : all
  if (required == null || required.length > MOST_REQUIRED) return []
  const choices = required.map(valuesFor)
  const product = choices.reduce<string[][]>(
    (lists, values) => lists.flatMap((list) => values.map((value) => [...list, value])),
    [[]],
  )
  // Sums of places put combinations of realistic values first, whichever argument they are for.
  const rank = (list: string[]) =>
    list.reduce((sum, value, index) => sum + (choices[index]?.indexOf(value) ?? 0), 0)
  return product
    .toSorted((a, b) => rank(a) - rank(b))
    .slice(0, MOST_CALLS)
    .map((list) => list.join(', '))
}
