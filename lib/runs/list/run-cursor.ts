import 'server-only'
import { z } from 'zod'
import { AssayError } from '@/lib/domain/assay-error'
import { type RunQuery, RunSort } from '@/lib/domain/run-query'

/** Column and direction of each order; ties are broken by id, so that every order is total. */
const ORDER = {
  newest: { column: 'createdAt', direction: 'desc' },
  oldest: { column: 'createdAt', direction: 'asc' },
  'ended-last': { column: 'endedAt', direction: 'desc' },
  'ended-first': { column: 'endedAt', direction: 'asc' },
  cost: { column: 'costNanoUsd', direction: 'desc' },
  duration: { column: 'durationMs', direction: 'desc' },
} as const satisfies Record<RunOrder, { column: string; direction: 'asc' | 'desc' }>

const RunOrder = z.enum([...RunSort.options, 'ended-last', 'ended-first'])
/** A sort as it is meant by the time that is asked for. */
export type RunOrder = z.infer<typeof RunOrder>

/**
 * Runs that are asked for by their end are the newest by it, too. By their launch each month would have to be read to its end
 * to find that none of its runs ended in the window.
 */
export function orderOf({ sort, time }: Pick<RunQuery, 'sort' | 'time'>): RunOrder {
  if (time !== 'ended') return sort
  return sort === 'newest' ? 'ended-last' : sort === 'oldest' ? 'ended-first' : sort
}

const Cursor = z.tuple([
  RunOrder,
  z.string().nullable(),
  z.string().regex(/^[^\0]*$/),
  // From when on runs are sorted: the same for all pages, whatever arrives meanwhile.
  z.iso.datetime().nullable().optional(),
])

interface SortedRun {
  id: string
  createdAt: Date
  endedAt: Date | null
  costNanoUsd: bigint
  durationMs: number | null
}

/** Where the next page begins: after this run in this order, of the runs `since` then (null: of all). Opaque to callers. */
export function encodeCursor(sort: RunOrder, run: SortedRun, since: Date | null = null): string {
  const value = run[ORDER[sort].column]
  const text = value instanceof Date ? value.toISOString() : (value?.toString() ?? null)
  return Buffer.from(JSON.stringify([sort, text, run.id, since?.toISOString() ?? null])).toString('base64url')
}

/** `orderBy` of a sort. Runs that have not ended have no duration and come last. */
export function runOrder(sort: RunOrder) {
  const { column, direction } = ORDER[sort]
  const first =
    column === 'durationMs'
      ? { durationMs: { sort: direction, nulls: 'last' as const } }
      : { [column]: direction }
  return [first, { id: direction }]
}

/** `where` of everything after the cursor in its order. Throws `invalid-input` for a cursor of another order. */
export function afterCursor(sort: RunOrder, cursor: string) {
  const { value: typed, id } = decodeCursor(sort, cursor)
  const { column, direction } = ORDER[sort]
  const beyond = direction === 'desc' ? 'lt' : 'gt'
  const tie = { id: { [beyond]: id } }
  if (typed === null) return { [column]: null, ...tie }
  const further = [{ [column]: { [beyond]: typed } }, { [column]: typed, ...tie }]
  return { OR: column === 'durationMs' ? [...further, { durationMs: null }] : further }
}

const Instant = z.iso.datetime().transform((text) => new Date(text))

/** What the columns can hold: anything else was not made by `encodeCursor`, and the database would refuse it. */
const CursorValue = {
  createdAt: Instant,
  endedAt: Instant,
  costNanoUsd: z
    .string()
    .regex(/^\d{1,18}$/)
    .transform(BigInt),
  durationMs: z
    .string()
    .regex(/^\d{1,9}$/)
    .transform(Number)
    .nullable(),
}

/** From when on the runs of the page before were sorted; null: all were. Throws `invalid-input` like `afterCursor`. */
export function sortedSinceOf(sort: RunOrder, cursor: string): Date | null {
  return decodeCursor(sort, cursor).since
}

interface Place {
  value: Date | bigint | number | null
  id: string
  since: Date | null
}

function decodeCursor(sort: RunOrder, cursor: string): Place {
  try {
    const [cursorSort, value, id, since] = Cursor.parse(
      JSON.parse(Buffer.from(cursor, 'base64url').toString()),
    )
    if (cursorSort === sort) {
      return {
        value: CursorValue[ORDER[sort].column].parse(value),
        id,
        since: typeof since === 'string' ? new Date(since) : null,
      }
    }
  } catch {
    // Falls through: whatever is wrong with it, the answer is the same.
  }
  throw new AssayError('invalid-input', 'This page of runs is no longer valid. Reload the list.')
}
