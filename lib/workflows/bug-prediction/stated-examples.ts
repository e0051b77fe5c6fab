import { areLiteralArguments, isLiteral } from './python-literal'

/** A call whose result the module's own text states, as a session with Python shows it. */
export interface StatedExample {
  /** the call, with what makes its result comparable around it: `list(walk([1]))` */
  call: string
  /** a literal */
  result: string
}

const PROMPT = /^[ \t]*>>> ?(.*)$/
const GOES_ON = /^[ \t]*\.\.\. ?(.*)$/
const QUOTES = /("""|''')\s*$/
const COMPARABLE = 'list|tuple|set|sorted|dict'
/** Written out, a fraction is rounded. */
const FRACTION = /^[-+]?\d*\.\d*$/

interface Shown {
  typed: string
  answer: string
}

/** What is typed after each prompt of a text, and what is shown below it. */
function sessionOf(source: string): Shown[] {
  const shown: (Shown & { hasEnded: boolean })[] = []
  for (const line of source.split(/\r\n|\r|\n/)) {
    const last = shown.at(-1)
    const typed = PROMPT.exec(line)?.[1]
    const more = GOES_ON.exec(line)?.[1]
    if (typed !== undefined) shown.push({ typed, answer: '', hasEnded: false })
    else if (last === undefined || last.hasEnded) continue
    else if (more !== undefined && last.answer === '') last.typed += `\n${more}`
    else if (line.trim() === '') last.hasEnded = true
    else {
      last.answer += `${line.replace(QUOTES, '').trim()}\n`
      last.hasEnded = QUOTES.test(line)
    }
  }
  return shown
}

/**
 * Examples in the module's text that call the function with literals and show a literal: what its author says that it gives.
 * Left out is what is a prompt for something else, rounded within a list, or marked for the tool that checks such texts.
 */
export function statedExamples(source: string, name: string): StatedExample[] {
  const called = new RegExp(`^(?:${name}\\(([^]*)\\)|(?:${COMPARABLE})\\(${name}\\(([^]*)\\)\\))$`)
  return sessionOf(source).flatMap(({ typed, answer }) => {
    const call = typed.trim()
    const result = answer.trim()
    const match = called.exec(call)
    const given = match?.[1] ?? match?.[2]
    if (given === undefined || !areLiteralArguments(given) || !isLiteral(result)) return []
    const isRounded = !FRACTION.test(result) && /\d\.\d|\d\.(?!\d)|\d[eE][-+]?\d/.test(result)
    return isRounded
      ? []
      : [{ call: call.replace(/\s*\n\s*/g, ' '), result: result.replace(/\s*\n\s*/g, ' ') }]
  })
}

/** An assertion that the example holds: the same value, or one that is written the same way. */
export function assertExample({ call, result }: StatedExample): string {
  if (FRACTION.test(result)) return `    assert abs(${call} - ${result}) <= 0.01 * abs(${result}) + 0.005`
  const quoted = JSON.stringify(result)
  return `    result = ${call}\n    assert result == ${result} or repr(result) == ${quoted}`
}
