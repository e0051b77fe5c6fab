/**
 * How many one-line bugs does the evidence see without a model? Over QuixBugs (`python_programs` and their
 * `correct_python_programs`, drivers and the node class left out). A bug counts as detected when a finding that is shown by
 * default stands in the program and not in its correct twin; every finding that is shown in a correct twin is a false alarm.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isShownByDefault } from '@/lib/analysis/default-rules'
import { gatherFindings } from '@/lib/analysis/gather-findings'
import type { Detection } from '@/lib/domain/finding'
import type { Figure } from './summarise'

const NO_PROGRAMS = /_test\.py$|^(node|__init__)\.py$/

type Figures = Record<'quixbugsDetected' | 'quixbugsFalseAlarms', Figure>

/** Both counts; each program's findings go to `say`. */
export async function measureQuixBugs(folder: string, say: (line: string) => void): Promise<Figures> {
  const names = readdirSync(path.join(folder, 'correct_python_programs'))
    .filter((name) => name.endsWith('.py') && !NO_PROGRAMS.test(name))
    .filter((name) => existsSync(path.join(folder, 'python_programs', name)))
    .sort()
  const wrong = await shownIn(path.join(folder, 'python_programs'), names)
  const right = await shownIn(path.join(folder, 'correct_python_programs'), names)
  let detected = 0
  let falseAlarms = 0
  for (const name of names) {
    const alarms = right.filter((one) => one.path === name)
    const hits = wrong
      .filter((one) => one.path === name)
      .filter((one) => !alarms.some((other) => isSame(one, other)))
    detected += hits.length > 0 ? 1 : 0
    falseAlarms += alarms.length
    say(
      `${name.padEnd(34)} ${hits.map(tell).join('; ') || '–'}${alarms.map((one) => `; FALSE ${tell(one)}`).join('')}`,
    )
  }
  const n = names.length
  return {
    quixbugsDetected: { value: detected, unit: 'programs', n },
    quixbugsFalseAlarms: { value: falseAlarms, unit: 'findings', n },
  }
}

async function shownIn(folder: string, names: string[]): Promise<Detection[]> {
  const modules = names.map((name) => ({ path: name, source: readFileSync(path.join(folder, name), 'utf8') }))
  const { detections } = await gatherFindings({ modules })
  return detections.filter(isShownByDefault)
}

function isSame(one: Detection, other: Detection): boolean {
  return one.rule === other.rule && one.quote === other.quote && one.qualifiedName === other.qualifiedName
}

function tell({ rule, range, quote }: Detection): string {
  return `${rule} in line ${range.startLine}: ${quote.split('\n')[0]?.slice(0, 50) ?? ''}`
}
