import { z } from 'zod'
import { ChartQuery } from './chart'
import { queryList } from './query-list'

/** What a page asks for in one request: which of its parts, and the range and filters that all of them share. */
export const PartsQuery = ChartQuery.omit({ group: true }).extend({
  /** a chart as `cost`, or `cost:model` when it is split another way; else the name of another part */
  part: queryList(z.string().max(64)),
})
export type PartsQuery = z.infer<typeof PartsQuery>

/** One line of the answer: a part, and what a route of its own would answer. */
export interface PartLine {
  part: string
  status: number
  body: unknown
}
