/**
 * How many one-line bugs does the evidence see without a model? Over QuixBugs (`python_programs` and their
 * `correct_python_programs`, drivers and the node class left out). A bug counts as detected when a finding that is shown by
 * default stands in the program and not in its correct twin, on a line that the twin has otherwise or on the head of the
 * statement around it; every finding that is shown in a correct twin is a false alarm. `quixbugsOnLine` leaves the heads out,
 * `quixbugsElsewhere` are findings of wrong programs at other places. `quixbugsProven`: how many of the detected bugs the
 * prediction's own way of turning triggers into tests shows by a test that fails twice for the stated reason.
 */
import { existsSync, readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { isShownByDefault } from '@/lib/analysis/default-rules'
import { gatherFindings } from '@/lib/analysis/gather-findings'
import type { Detection } from '@/lib/domain/finding'
import type { SourceFile } from '@/lib/python/read-modules'
import { type FaultPlace, findFaults } from './changed-lines'
import { countProven } from './prove-hits'
import type { Figure } from './summarise'

const NO_PROGRAMS = /_test\.py$|^(node|__init__)\.py$/

/** All counts; each program's findings go to `say`. */
export async function measureQuixBugs(
  folder: string,
  say: (line: string) => void,
): Promise<Record<string, Figure>> {
  const names = readdirSync(path.join(folder, 'correct_python_programs'))
    .filter((name) => name.endsWith('.py') && !NO_PROGRAMS.test(name))
    .filter((name) => existsSync(path.join(folder, 'python_programs', name)))
    .sort()
  const programs = readPrograms(path.join(folder, 'python_programs'), names)
  const twins = readPrograms(path.join(folder, 'correct_python_programs'), names)
  const [wrong, right, faults] = [
    await shownIn(programs),
    await shownIn(twins),
    await findFaults(programs, twins),
  ]
  const counts = { detected: 0, onLine: 0, elsewhere: 0, falseAlarms: 0, withTrigger: 0, proven: 0 }
  for (const [index, { path: name }] of programs.entries()) {
    const alarms = right.filter((one) => one.path === name)
    const found = wrong.filter((one) => one.path === name && !alarms.some((other) => isSame(one, other)))
    const fault = faults[index] ?? { lines: new Set(), heads: new Set() }
    const hits = found.filter((one) => isAt(one, fault.lines) || fault.heads.has(one.range.startLine))
    const proven = await countProven(path.join(folder, 'python_programs'), programs[index], hits)
    counts.detected += Number(hits.length > 0)
    counts.onLine += Number(hits.some((one) => isAt(one, fault.lines)))
    counts.withTrigger += Number(hits.some(({ trigger }) => trigger !== null))
    counts.proven += Number(proven > 0)
    counts.elsewhere += found.length - hits.length
    counts.falseAlarms += alarms.length
    const where = (one: Detection) => (hits.includes(one) ? '' : ' (elsewhere)')
    const told = found.map((one) => `${tell(one)}${where(one)}`).join('; ') || '–'
    say(
      `${name.padEnd(34)} ${told}${proven > 0 ? '; PROVEN' : ''}${alarms.map((one) => `; FALSE ${tell(one)}`).join('')}`,
    )
  }
  const programsOf = (value: number): Figure => ({ value, unit: 'programs', n: names.length })
  const findingsOf = (value: number): Figure => ({ value, unit: 'findings', n: names.length })
  return {
    quixbugsDetected: programsOf(counts.detected),
    quixbugsOnLine: programsOf(counts.onLine),
    quixbugsWithTrigger: programsOf(counts.withTrigger),
    quixbugsProven: programsOf(counts.proven),
    quixbugsElsewhere: findingsOf(counts.elsewhere),
    quixbugsFalseAlarms: findingsOf(counts.falseAlarms),
  }
}

const readPrograms = (folder: string, names: string[]): SourceFile[] =>
  names.map((name) => ({ path: name, source: readFileSync(path.join(folder, name), 'utf8') }))

async function shownIn(modules: SourceFile[]): Promise<Detection[]> {
  const { detections } = await gatherFindings({ modules })
  return detections.filter(isShownByDefault)
}

const isAt = ({ range }: Detection, lines: FaultPlace['lines']) =>
  [...lines].some((line) => range.startLine <= line && line <= range.endLine)

function isSame(one: Detection, other: Detection): boolean {
  return one.rule === other.rule && one.quote === other.quote && one.qualifiedName === other.qualifiedName
}

function tell({ rule, range, quote }: Detection): string {
  return `${rule} in line ${range.startLine}: ${quote.split('\n')[0]?.slice(0, 50) ?? ''}`
}
