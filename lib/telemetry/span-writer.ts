import 'server-only'
import { queryPrepared } from '@/lib/db/query-prepared'
import { throughOutages } from '@/lib/db/through-outages'
import type { SpanKind, SpanStatus } from '@/lib/domain/words'
import { storableJson } from '@/lib/format/storable'
import { log } from '@/lib/log/log'
import { runEventText } from './notify-of-run'
import type { RunScope } from './run-scope'
import { WRITE_SPANS_OF_RUN, WRITE_SPANS_OF_RUNS } from './write-spans-sql'

export interface SpanStart {
  id: string
  stage: string
  kind: SpanKind
  label: string
  /** while it runs */
  detail?: string | null
  parentId?: string | null
}

export interface SpanEnding {
  status: Exclude<SpanStatus, 'running'>
  detail?: string | null
  attemptId?: string | null
  checkId?: string | null
  costNanoUsd?: number | null
}

type Change = { scope: RunScope; id: string; atMs: number; start?: SpanStart; end?: SpanEnding }
type Try = { runId: string; tryNumber: number }

/** A change is shown after this at the latest; all that come up meanwhile, of whatever runs, cost one statement. */
const SHOW_WITHIN_MS = 30

const isOf =
  ({ runId, tryNumber }: Try) =>
  ({ scope }: Change) =>
    scope.runId === runId && scope.tryNumber === tryNumber

/** No bar: something else of the run is told along with them. */
const isNews = ({ start, end }: Change) => start === undefined && end === undefined

/** In the order in which they came up. */
let waiting: Change[] = []
/** What the statement that is under way writes. */
let writingNow: Change[] = []
/** Changes that could not be written at their first time. */
const failed = new WeakSet<Change>()
/** The write that is about to be made or is under way, and all before it. Never rejects. */
let writing: Promise<void> | undefined

/**
 * The bars of one try's waterfall. They are written behind the work that they tell of: nobody waits for them but the end
 * of the run. A crash loses at most the last milliseconds.
 */
export function spanWriterOf(scope: RunScope): {
  /** `sinceMs`: when it began, by `performance.now()`; by default now */
  start: (start: SpanStart, sinceMs?: number) => void
  end: (id: string, end: SpanEnding) => void
  /** tells open pages that the run has something new, together with its next bars: a commit of its own is not needed */
  tell: () => void
} {
  const note = (change: Pick<Change, 'id' | 'start' | 'end'>, atMs = performance.now()) => {
    waiting.push({ scope, atMs, ...change })
    writing ??= writeSoon()
  }
  return {
    start: (start, sinceMs) => note({ id: start.id, start }, sinceMs),
    end: (id, end) => note({ id, end }),
    tell: () => note({ id: '' }),
  }
}

/**
 * Resolves once all bars of a try that were begun or ended here are written; throws when they cannot be, and gives them up.
 * Call it before the try ends.
 */
export async function spansWritten(run: Try): Promise<void> {
  const isOwn = isOf(run)
  const isNew = (change: Change) => isOwn(change) && !failed.has(change)
  while (writing !== undefined && (writingNow.some(isOwn) || waiting.some(isNew))) await writing
  const left = waiting.filter(isOwn)
  if (left.length === 0) return
  waiting = waiting.filter((change) => !left.includes(change))
  await throughOutages(() => write(left, WRITE_SPANS_OF_RUN))
}

async function writeSoon(): Promise<void> {
  await new Promise((resolve) => setTimeout(resolve, SHOW_WITHIN_MS))
  writingNow = waiting
  waiting = []
  try {
    await writeTogether(writingNow)
  } finally {
    writingNow = []
    // What could not be written waits for the next change, or for the end of its run.
    const hasNews = waiting.some((change) => !failed.has(change))
    writing = hasNews ? writeSoon() : undefined
  }
}

async function writeTogether(changes: Change[]): Promise<void> {
  const runs = new Map(changes.map(({ scope }) => [`${scope.runId}:${scope.tryNumber}`, scope]))
  if (runs.size > 1) {
    try {
      return await write(changes, WRITE_SPANS_OF_RUNS)
    } catch (error) {
      log.debug({ err: error }, 'spans are written run by run')
    }
  }
  // One run's bars that cannot be written keep no other's from being seen.
  for (const scope of runs.values()) {
    const own = changes.filter(isOf(scope))
    try {
      await write(own, WRITE_SPANS_OF_RUN)
    } catch (error) {
      log.warn({ err: error, runId: scope.runId }, 'spans not written yet')
      for (const change of own) failed.add(change)
      waiting = [...own, ...waiting]
    }
  }
}

async function write(changes: Change[], statement: { name: string; text: string }): Promise<void> {
  const now = performance.now()
  const placed = changes.map(({ scope: { teamId, runId, tryNumber }, id, atMs, ...change }) => ({
    place: { id, teamId, runId, tryNumber, agoMs: now - atMs },
    ...change,
  }))
  const starts = placed.flatMap(({ place, start }) => (start ? [{ ...start, ...place }] : []))
  const ends = placed.flatMap(({ place, end }) => (end ? [{ ...end, ...place }] : []))
  const news = new Set(changes.filter(isNews).map(({ scope }) => scope.runId))
  const events = [
    ...new Set(changes.map(({ scope }) => runEventText(scope, { barsOnly: !news.has(scope.runId) }))),
  ]
  await queryPrepared({ ...statement, values: [starts, ends, events].map((rows) => storableJson(rows)) })
}
