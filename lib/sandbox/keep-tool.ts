import 'server-only'
import { createInterface } from 'node:readline'
import { type RunningTool, startTool, type ToolCommand } from './start-tool'

/** Answers to a request as JSON, or why there is none. */
export type ToolAnswer = { ok: true; value: unknown } | { ok: false; why: string }

export interface KeptTool {
  /** One request after the other, in the order they were made. A request that is not answered in time ends the process. */
  ask(request: unknown, deadlineMs: number, signal?: AbortSignal): Promise<ToolAnswer>
  stop(): void
}

type Live = { tool: RunningTool; next: AsyncIterator<string> }

/**
 * A tool that is kept warm: started with the first request, again after it ended, and let go when nothing was asked for a
 * while. It reads a request as a line of JSON and answers with a line: `{value}`, or `{error}` and its end.
 */
export function keepTool(command: ToolCommand, idleMs: number): KeptTool {
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
    live ??= start(command)
    const current = live
    current.tool.hold()
    const given = AbortSignal.any([
      AbortSignal.timeout(deadlineMs),
      ...(signal === undefined ? [] : [signal]),
    ])
    current.tool.stdin.write(`${JSON.stringify(request)}\n`)
    const line = await Promise.race([current.next.next(), aborted(given)])
    current.tool.release()
    idle = setTimeout(stop, idleMs)
    idle.unref()
    if (line === 'aborted') {
      stop()
      return { ok: false, why: signal?.aborted ? 'was cancelled' : `took longer than ${deadlineMs / 1000} s` }
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
      turn = answer
      return answer
    },
    stop,
  }
}

function start(command: ToolCommand): Live {
  const tool = startTool(command)
  const lines = createInterface({ input: tool.stdout, crlfDelay: Number.POSITIVE_INFINITY })
  return { tool, next: lines[Symbol.asyncIterator]() }
}

function aborted(signal: AbortSignal): Promise<'aborted'> {
  return new Promise((resolve) => {
    if (signal.aborted) resolve('aborted')
    else signal.addEventListener('abort', () => resolve('aborted'), { once: true })
  })
}

function parse(line: string): { value: unknown } | { error: unknown } {
  try {
    const answer: unknown = JSON.parse(line)
    if (typeof answer === 'object' && answer !== null) {
      if ('value' in answer) return { value: answer.value }
      if ('error' in answer) return { error: answer.error }
    }
  } catch {
    // Said below.
  }
  return { error: 'answered with what is no answer' }
}
