/**
 * Is the right weakness named? Over SecurityEval (`dataset.jsonl`: 121 short programs, each with the CWE that is wrong with
 * it): the share of programs for which one of our findings has that CWE, or a CWE that RELATED says is the same weakness seen
 * from another side. Weak evidence counts: the set asks what is seen, not what is shown. The table names what was missed.
 */
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { z } from 'zod'
import { analyseSources } from '@/lib/analysis/analyse-sources'
import type { Figure } from './summarise'

const Row = z.object({ ID: z.string(), Insecure_code: z.string() })

/** Asked for → what says the same: parents and children in the CWE list's research view (1000). */
const RELATED: Record<number, number[]> = {
  /** basic XSS is a child of 79 */
  80: [79],
  /** eval injection is a child of code injection, as are templates */
  94: [95, 1336],
  95: [94],
  /** a password in the source is a kind of credential in the source; so is a key */
  259: [798],
  321: [798],
  /** a cookie without “secure” is a kind of clear-text transmission */
  319: [614],
  /** a predictable vector is a kind of weak vector */
  1204: [329],
  /** small spaces of seeds, too few random bits and predictable numbers are kinds of 330 */
  331: [330],
  339: [330, 335],
  /** a broken hash is a kind of broken algorithm */
  327: [328],
  /** a temporary file in a shared folder is a kind of insecure temporary file */
  379: [377],
  /** the category “denial of service”: slow patterns */
  730: [400, 1333],
}

/** The share with the mapping above; without it, and what was missed, go to `say`. */
export async function measureSecurityEval(
  folder: string,
  say: (line: string) => void,
): Promise<Record<'securityEvalCweShare', Figure>> {
  const rows = readFileSync(path.join(folder, 'dataset.jsonl'), 'utf8')
    .split('\n')
    .filter((line) => line.trim() !== '')
    .map((line) => Row.parse(JSON.parse(line)))
  const analyses = await analyseSources(
    rows.map(({ ID, Insecure_code }) => ({ path: ID, source: Insecure_code })),
  )
  const outcomes = rows.map(({ ID }, index) => {
    const wanted = Number(/^CWE-(\d+)/.exec(ID)?.[1])
    const seen = new Set(analyses[index]?.detections.map(({ cwe }) => cwe) ?? [])
    const isExact = seen.has(wanted)
    const isRelated = isExact || (RELATED[wanted] ?? []).some((cwe) => seen.has(cwe))
    return { ID, isExact, isRelated, seen: [...seen].join(' ') }
  })
  const exact = outcomes.filter(({ isExact }) => isExact).length
  const related = outcomes.filter(({ isRelated }) => isRelated).length
  for (const { ID, seen } of outcomes.filter(({ isRelated }) => !isRelated)) {
    say(`missed ${ID.padEnd(26)} said: ${seen === '' ? 'nothing' : seen}`)
  }
  const n = rows.length
  say(`SecurityEval: ${exact} of ${n} with exactly the CWE, ${related} with it or a parent or child of it`)
  return { securityEvalCweShare: { value: related / n, unit: 'share', n } }
}
