import 'server-only'
import { once } from 'node:events'
import { createInterface } from 'node:readline'
import { parseStorable } from '@/lib/format/storable'
import type { RunningTool } from './start-tool'

/** Answers to a request as JSON, or why there is none. */
export type ToolAnswer = { ok: true; value: unknown } | { ok: false; why: string }

export interface KeptTool {
  /** One request after the other, in the order they were made. A request that is not answered in time ends the process. */
  ask(request: unknown, deadlineMs: number, signal?: AbortSignal): Promise<ToolAnswer>
  stop(): void
}

interface Keeping {
  /** unused for so long, it is let go */
  idleMs: number
  /** what the first answer may take longer than others */
  startMs: number
  /** how long its process lives whatever it does; absent: as long as it is kept */
  lifeMs?: number
}

type Live = { tool: RunningTool; next: AsyncIterator<string>; startedAt: number }

/**
 * A tool that is kept warm: started with the first request, again after it ended, and let go when nothing was asked for a
 * while. It reads a request as a line of JSON and answers with a line: `{value}`, or `{error}` and its end.
 */
export function keepTool(
  startTool: () => RunningTool,
  { idleMs, startMs, lifeMs = Number.POSITIVE_INFINITY }: Keeping,
): KeptTool {
  let live: Live | null = null
  let idle: NodeJS.Timeout | undefined
  let turn: Promise<unknown> = Promise.resolve()

  const stop = () => {
    live?.tool.stop()
    live = null
  }
  const askNow = async (request: unknown, deadlineMs: number, signal?: AbortSignal): Promise<ToolAnswer> => {
    if (signal?.aborted) return { ok: false, why: 'was cancelled' }
    clearTimeout(idle)
    const allowedMs = live === null ? deadlineMs + startMs : deadlineMs
    live ??= readLines(startTool())
    const { startedAt } = live
    live.tool.stdin.write(`${JSON.stringify(request)}\n`)
    const line = await within(live.next.next(), allowedMs, signal)
    idle = setTimeout(stop, idleMs)
    idle.unref()
    if (line === 'late') {
      stop()
      return { ok: false, why: signal?.aborted ? 'was cancelled' : `took longer than ${allowedMs / 1000} s` }
    }
    if (line.done === true && performance.now() - startedAt >= lifeMs) {
      // It ended of its age and not of this request, which a fresh process therefore gets.
      stop()
      return askNow(request, deadlineMs, signal)
    }
    const answer = line.done === true ? { error: 'ended without an answer' } : parse(line.value)
    if ('error' in answer) {
      stop()
      return { ok: false, why: String(answer.error) }
    }
    return { ok: true, value: answer.value }
  }
  return {
    ask(request, deadlineMs, signal) {
      const answer = turn.then(() => askNow(request, deadlineMs, signal))
      turn = answer.catch(() => {})
      return answer
    },
    stop,
  }
}

function readLines(tool: RunningTool): Live {
  const startedAt = performance.now()
  const lines = createInterface({ input: tool.stdout, crlfDelay: Number.POSITIVE_INFINITY })
  return { tool, next: lines[Symbol.asyncIterator](), startedAt }
}

/** The timer also keeps this process alive until there is an answer: the tool itself does not. */
async function within<T>(answer: Promise<T>, deadlineMs: number, signal?: AbortSignal): Promise<T | 'late'> {
  const late = new AbortController()
  const timer = setTimeout(() => late.abort(), deadlineMs)
  const abort = () => late.abort()
  signal?.addEventListener('abort', abort)
  try {
    return await Promise.race([answer, once(late.signal, 'abort').then(() => 'late' as const)])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}

function parse(line: string): { value: unknown } | { error: unknown } {
  try {
    const answer = parseStorable(line)
    if (typeof answer === 'object' && answer !== null) {
      if ('value' in answer) return { value: answer.value }
      if ('error' in answer) return { error: answer.error }
    }
  } catch {
    // Said below.
  }
  return { error: 'answered with what is no answer' }
}
