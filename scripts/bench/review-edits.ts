import { gatherFindings } from '@/lib/analysis/gather-findings'
import { loadRules } from '@/lib/analysis/load-rules'
import { linesOf } from '@/lib/analysis/patches/apply-edits'
import { checkFixes } from '@/lib/analysis/patches/check-fix'
import { closeDb } from '@/lib/db/db'
import type { CodeRange } from '@/lib/domain/finding'
import { forgetEnv } from '@/lib/env'
import type { SourceFile } from '@/lib/python/read-modules'
import { makeEdits } from '@/lib/testing/harmless-edits/make-edits'
import { type DismissalFigures, measureDismissals } from '@/lib/testing/harmless-edits/measure-dismissals'
import { type Holding, measureHolding } from '@/lib/testing/harmless-edits/measure-holding'
import { benchEnvironment } from './bench-environment'
import { countLines, libraryModules } from './library-modules'
import { startBenchDatabase } from './spawn-bench'
import type { Figure } from './summarise'

const WANTED_EDITS = 1_500
const MODULES = 150
const MOST_LINES = 1_500

/** Real modules that are not too long to be read ten times each. */
async function realModules(): Promise<SourceFile[]> {
  const modules = (await libraryModules()).filter((module) => countLines(module) <= MOST_LINES)
  const step = Math.max(1, Math.floor(modules.length / MODULES))
  return modules.filter((_, index) => index % step === 0)
}

/**
 * Seeded harmless edits of real modules: do dismissals hold, is everything else shown, are second instances reported? Measured
 * through the database, as the product judges and saves (measure-dismissals.ts); `namesHeldShare` is about fingerprints alone.
 */
export async function measureEdits(
  say: (line: string) => void,
  databaseFolder: string,
): Promise<Record<string, Figure>> {
  const edits = await makeEdits(await realModules(), WANTED_EDITS, 4)
  const holding = measureHolding(edits)
  for (const line of holding.lost.slice(0, 20)) say(`  name lost: ${line}`)
  const database = await startBenchDatabase(databaseFolder)
  try {
    Object.assign(process.env, benchEnvironment(database.url, ''))
    forgetEnv()
    return figuresOf(await measureDismissals(edits), holding, say)
  } finally {
    await closeDb()
    await database.stop()
  }
}

function figuresOf(
  dismissals: DismissalFigures,
  holding: Holding,
  say: (line: string) => void,
): Record<string, Figure> {
  for (const line of dismissals.lost.slice(0, 20)) say(`  lost: ${line}`)
  const { edits, held, twins, twinsReported, newlyHidden, others } = dismissals
  return {
    harmlessEdits: { value: edits, unit: 'edits', n: edits },
    dismissalsHeldShare: { value: held / edits, unit: 'share', n: edits },
    twinsReportedShare: { value: twinsReported / twins, unit: 'share', n: twins },
    newlyHidden: { value: newlyHidden, unit: 'findings', n: others },
    namesHeldShare: { value: holding.held / holding.wanted, unit: 'share', n: holding.wanted },
  }
}

/** The bad examples of all our rules: real modules hold few faults that a fix is offered for. */
async function examplesOfRules(): Promise<SourceFile[]> {
  return [...(await loadRules()).values()].flatMap(({ id, bad }) =>
    bad.map((source, index) => ({ path: `rules/${id}-${index}.py`, source })),
  )
}

/** Over real modules and examples: every finding quotes the text at its range, and every offered fix applies, parses and removes its finding. */
export async function measurePatches(say: (line: string) => void): Promise<Record<string, Figure>> {
  const modules = [...(await realModules()), ...(await examplesOfRules())]
  const { detections } = await gatherFindings({ modules })
  const sources = new Map(modules.map(({ path, source }) => [path, source]))
  let quoted = 0
  let fixes = 0
  let mended = 0
  for (const [path, source] of sources) {
    const here = detections.filter((detection) => detection.path === path)
    quoted += here.filter(({ quote, range }) => quote !== '' && quote === textAt(source, range)).length
    const fixable = here.filter(({ fix }) => fix !== null)
    const checks = fixable.length === 0 ? [] : await checkFixes({ path, source, detections: fixable })
    for (const [index, { applies, parses, removesFinding, addsNone }] of checks.entries()) {
      fixes += 1
      if (applies && parses && removesFinding && addsNone) mended += 1
      else say(`  not mended: ${path}:${fixable[index]?.range.startLine} ${fixable[index]?.rule}`)
    }
  }
  return {
    quotedShare: { value: quoted / detections.length, unit: 'share', n: detections.length },
    // Without a fix nothing was tried, and nothing is claimed.
    ...(fixes > 0 && { fixesMendedShare: { value: mended / fixes, unit: 'share', n: fixes } }),
  }
}

function textAt(source: string, { startLine, startColumn, endLine, endColumn }: CodeRange): string {
  const lines = linesOf(source.replace(/^\ufeff/, '')).slice(startLine - 1, endLine)
  const characters = (text = '') => Array.from(text)
  lines[lines.length - 1] = characters(lines.at(-1)).slice(0, endColumn).join('')
  lines[0] = characters(lines[0]).slice(startColumn).join('')
  return lines.join('')
}
