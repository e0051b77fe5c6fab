import 'server-only'
import { queryPrepared } from '@/lib/db/query-prepared'
import type { SpanKind, SpanStatus } from '@/lib/domain/words'
import { log } from '@/lib/log/log'
import { runEventText } from './notify-of-run'
import type { RunScope } from './run-scope'
import { WRITE_SPANS } from './write-spans-sql'

export interface SpanStart {
  id: string
  stage: string
  kind: SpanKind
  label: string
  parentId?: string | null
}

export interface SpanEnding {
  status: Exclude<SpanStatus, 'running'>
  detail?: string | null
  attemptId?: string | null
  checkId?: string | null
  costNanoUsd?: number | null
}

type Change = { id: string; atMs: number; start?: SpanStart; end?: SpanEnding }

/** A bar that begins is shown after this at the latest; one that also ends until then costs one statement. */
const SHOW_WITHIN_MS = 30

/** Writers with something that may not be written yet. */
const open = new Map<string, SpanWriter>()
const keyOf = ({ runId, tryNumber }: { runId: string; tryNumber: number }) => `${runId}:${tryNumber}`

/** The writer of one try's bars in this process. */
export function spanWriterOf(scope: RunScope): SpanWriter {
  return open.get(keyOf(scope)) ?? new SpanWriter(scope)
}

/** Resolves once all bars of a try that were begun or ended here are written. Call it before the try ends. */
export async function spansWritten(run: { runId: string; tryNumber: number }): Promise<void> {
  const writer = open.get(keyOf(run))
  open.delete(keyOf(run))
  await writer?.settle()
}

/**
 * Writes the bars of a try's waterfall behind the work that they tell of: nobody waits for them but the end of the run.
 * Changes go in order, as many in one statement as have come up meanwhile. A crash loses at most the last milliseconds.
 */
class SpanWriter {
  private waiting: Change[] = []
  private writing: Promise<void> = Promise.resolve()
  private timer: NodeJS.Timeout | undefined

  constructor(private readonly scope: RunScope) {}

  start(start: SpanStart): void {
    this.note({ id: start.id, atMs: performance.now(), start })
    this.timer ??= setTimeout(() => this.write(), SHOW_WITHIN_MS)
  }

  end(id: string, end: SpanEnding): void {
    this.note({ id, atMs: performance.now(), end })
    this.write()
  }

  private note(change: Change): void {
    this.waiting.push(change)
    open.set(keyOf(this.scope), this)
  }

  /** Throws when what is waiting cannot be written. */
  async settle(): Promise<void> {
    this.write()
    await this.writing
    if (this.waiting.length > 0) await this.writeAll()
  }

  private write(): void {
    clearTimeout(this.timer)
    this.timer = undefined
    this.writing = this.writing
      .then(() => this.writeAll())
      .catch((error: unknown) => log.warn({ err: error, runId: this.scope.runId }, 'spans not written yet'))
  }

  private async writeAll(): Promise<void> {
    if (this.waiting.length === 0) return
    const changes = this.waiting
    this.waiting = []
    const { teamId, runId, tryNumber } = this.scope
    const now = performance.now()
    const starts = changes.flatMap(({ start, atMs }) => (start ? [{ ...start, agoMs: now - atMs }] : []))
    const ends = changes.flatMap(({ id, end, atMs }) => (end ? [{ id, ...end, agoMs: now - atMs }] : []))
    try {
      await queryPrepared({
        name: 'write-spans',
        text: WRITE_SPANS,
        values: [
          teamId,
          runId,
          tryNumber,
          JSON.stringify(starts),
          JSON.stringify(ends),
          runEventText(this.scope),
        ],
      })
    } catch (error) {
      this.waiting = [...changes, ...this.waiting]
      throw error
    }
  }
}
