/**
 * How well are security holes told from code that only looks like one? Over the OWASP benchmark for Python
 * (`testcode`, `helpers`, `expectedresults-*.csv`): for each category the share of real holes found minus the share of
 * harmless look-alikes reported (Youden's J), then the mean over the categories. Rules were developed on the tests with even
 * numbers only. A test counts as reported when a finding that is shown by default has the category's CWE.
 */
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { type AnalysisRequest, analyseSources } from '@/lib/analysis/analyse-sources'
import { isShownByDefault } from '@/lib/analysis/default-rules'
import type { Figure } from './summarise'

/** Weaknesses that are the same thing to the benchmark: eval injection is code injection. */
const SAME = new Map([[95, 94]])

interface Expectation {
  name: string
  category: string
  isReal: boolean
  cwe: number
}

interface Tally {
  found: number
  real: number
  falseAlarms: number
  harmless: number
}

type Figures = Record<'owaspEvenYouden' | 'owaspOddYouden', Figure>

/** Both halves' means; the table by category goes to `say`. */
export async function measureOwasp(folder: string, say: (line: string) => void): Promise<Figures> {
  const expected = readExpectations(folder)
  const context = readHelpers(folder)
  const requests = expected.map(
    ({ name }): AnalysisRequest => ({
      path: `testcode/${name}.py`,
      source: readFileSync(path.join(folder, 'testcode', `${name}.py`), 'utf8'),
      context,
    }),
  )
  const analyses = await analyseSources(requests)
  const reported = analyses.map(
    ({ detections }) =>
      new Set(detections.filter(isShownByDefault).map(({ cwe }) => SAME.get(cwe ?? 0) ?? cwe)),
  )
  const unread = analyses.filter(({ syntaxError }) => syntaxError !== null).length
  say(`OWASP benchmark: ${expected.length} tests, ${unread} could not be read`)
  const halves = [0, 1].map((parity) =>
    tallyUp(expected, (one) => Number(/\d+$/.exec(one.name)?.[0]) % 2 === parity, reported),
  )
  return { owaspEvenYouden: tell('even', halves[0], say), owaspOddYouden: tell('odd', halves[1], say) }
}

function readExpectations(folder: string): Expectation[] {
  const file = readdirSync(folder).find((name) => /^expectedresults.*\.csv$/.test(name))
  if (file === undefined) throw new Error(`${folder} has no expectedresults-*.csv`)
  return readFileSync(path.join(folder, file), 'utf8')
    .split('\n')
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => {
      const [name = '', category = '', real = '', cwe = ''] = line.split(',')
      return { name, category, isReal: real === 'true', cwe: Number(cwe) }
    })
}

/** The benchmark's own modules that its tests import, by dotted name. */
function readHelpers(folder: string): Record<string, string> {
  const names = readdirSync(path.join(folder, 'helpers')).filter((name) => name.endsWith('.py'))
  return Object.fromEntries(
    names.map((name) => [
      `helpers.${path.basename(name, '.py')}`,
      readFileSync(path.join(folder, 'helpers', name), 'utf8'),
    ]),
  )
}

function tallyUp(
  expected: Expectation[],
  belongs: (one: Expectation) => boolean,
  reported: Set<number | null>[],
): Map<string, Tally> {
  const tallies = new Map<string, Tally>()
  for (const [index, one] of expected.entries()) {
    if (!belongs(one)) continue
    const tally = tallies.get(one.category) ?? { found: 0, real: 0, falseAlarms: 0, harmless: 0 }
    const isReported = reported[index]?.has(one.cwe) ?? false
    if (one.isReal) {
      tally.real += 1
      tally.found += isReported ? 1 : 0
    } else {
      tally.harmless += 1
      tally.falseAlarms += isReported ? 1 : 0
    }
    tallies.set(one.category, tally)
  }
  return tallies
}

function tell(half: string, tallies: Map<string, Tally> | undefined, say: (line: string) => void): Figure {
  const rows = [...(tallies ?? [])].toSorted(([one], [other]) => one.localeCompare(other))
  const youdens = rows.map(([category, { found, real, falseAlarms, harmless }]) => {
    const youden = found / Math.max(1, real) - falseAlarms / Math.max(1, harmless)
    say(
      `${half.padEnd(5)}${category.padEnd(17)}found ${found}/${real}`.padEnd(38) +
        `false alarms ${falseAlarms}/${harmless}`.padEnd(24) +
        youden.toFixed(3),
    )
    return youden
  })
  const value = youdens.reduce((sum, youden) => sum + youden, 0) / Math.max(1, youdens.length)
  const n = rows.reduce((sum, [, { real, harmless }]) => sum + real + harmless, 0)
  say(`${half.padEnd(5)}${'mean'.padEnd(57)}${value.toFixed(3)}`)
  return { value, unit: 'youden', n }
}
