import { readFileSync } from 'node:fs'
import { z } from 'zod'
import type { Figure } from '../summarise'

const MILLION = 1_000_000

/** A figure with what it was measured of and when: a file holds those of several sizes and days. */
export interface ToldFigure extends Figure {
  date: string
  commit: string
  /** in the load */
  runs: number
}

/** What a figure of charts promises at this size: up to a million runs what it promises of a million, else of ten. */
export const promiseAt = (base: string, runs: number) => `${base}${runs <= MILLION ? '1M' : '10M'}`

/** Figures of which a size is promised. */
const SIZED = /^(?<base>(?:charts|filteredCharts|comparedCharts|dashboard)P95Ms)(?:1|10)M$/
const PAGES = ['overviewPageP95Ms', 'runsPageP95Ms', 'deepPageP95Ms', 'narrowedRunsP95Ms', 'runPageP95Ms']

function sizeText(runs: number): string {
  if (runs % MILLION === 0) return `${runs / MILLION}M`
  return runs % 1000 === 0 ? `${runs / 1000}k` : String(runs)
}

/** The name under which a figure is told: one of another size than was promised never takes the place of that. */
export function toldName(promise: string, runs: number): string {
  const base = SIZED.exec(promise)?.groups?.base
  if (base !== undefined) return `${base}${sizeText(runs)}`
  return PAGES.includes(promise) && runs !== MILLION ? `${promise}${sizeText(runs)}` : promise
}

const Kept = z.object({
  figures: z.record(
    z.string(),
    z.object({
      value: z.number(),
      unit: z.string(),
      n: z.number(),
      date: z.string(),
      commit: z.string(),
      runs: z.number(),
    }),
  ),
})

/** Figures that an earlier bench left in a file; those that do not say of when and what they are, are left behind. */
export function keptFigures(file: string): Record<string, ToldFigure> {
  try {
    return Kept.parse(JSON.parse(readFileSync(file, 'utf8'))).figures
  } catch {
    return {}
  }
}
