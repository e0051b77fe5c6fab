/**
 * How much noise does a review make in code that is known to work? Over the standard library of this machine's Python without
 * its tests: findings of all rules and tools that are shown by default, for each thousand lines.
 */
import { isShownByDefault } from '@/lib/analysis/default-rules'
import { gatherFindings } from '@/lib/analysis/gather-findings'
import type { Detection } from '@/lib/domain/finding'
import { countLines, libraryModules } from './library-modules'
import type { Figure } from './summarise'

/** As many as a person can go through. */
const SAMPLE = 40

/** Findings per thousand lines, and modules that our own engine failed on; counts by rule and an evenly spaced sample go to `say`. */
export async function measureStdlib(
  say: (line: string) => void,
): Promise<Record<'stdlibFindingsPerKloc' | 'stdlibFailures', Figure>> {
  const modules = await libraryModules()
  const lines = modules.reduce((sum, module) => sum + countLines(module), 0)
  const { detections, notes } = await gatherFindings({ modules })
  const shown = detections.filter(isShownByDefault)
  say(
    `standard library: ${modules.length} modules, ${lines} lines, ${shown.length} findings, ${notes.length} notes`,
  )
  for (const { path, text } of notes) say(`  not looked at: ${path ?? 'all'}: ${text}`)
  const counts = new Map<string, number>()
  for (const { rule } of shown) counts.set(rule, (counts.get(rule) ?? 0) + 1)
  const byRule = [...counts].toSorted(([a, one], [b, other]) => other - one || a.localeCompare(b))
  say(byRule.map(([rule, count]) => `${rule} ${count}`).join(', '))
  const step = Math.max(1, shown.length / SAMPLE)
  for (let place = 0; place < shown.length; place += step) sayOne(shown[Math.floor(place)], say)
  const failures = notes.filter(({ text }) => text.includes('could not be analysed')).length
  return {
    stdlibFindingsPerKloc: { value: (1000 * shown.length) / lines, unit: 'per kloc', n: lines },
    stdlibFailures: { value: failures, unit: 'modules', n: modules.length },
  }
}

function sayOne(one: Detection | undefined, say: (line: string) => void): void {
  if (one === undefined) return
  const quote = one.quote.replaceAll(/\s+/g, ' ').slice(0, 70)
  say(`  ${one.path}:${one.range.startLine} ${one.rule}: ${quote}`)
}
