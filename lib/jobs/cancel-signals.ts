import 'server-only'
import { setTimeout } from 'node:timers/promises'
import { listenToChannel } from '@/lib/db/listen-to-channel'
import { CANCEL_CHANNEL } from '@/lib/runs/durable/engine-names'

const open = new Map<string, AbortController>()
const underWay = new Set<Promise<unknown>>()

/** Notes work of a flow, so that a worker that stops can wait until it has recorded what it did. */
export function trackWork<T>(work: Promise<T>): Promise<T> {
  const settled: Promise<unknown> = work.then(
    () => underWay.delete(settled),
    () => underWay.delete(settled),
  )
  underWay.add(settled)
  return work
}

/**
 * Breaks off all flows of this process and waits until their work has ended, at most `patienceMs`. A paid call that is
 * broken off so is recorded with what it cost. Only after the engine's shutdown: before, it would record the flows as failed.
 */
export async function abortOpenFlows(patienceMs: number): Promise<void> {
  for (const controller of open.values()) controller.abort(new WorkerStoppedError())
  const patience = new AbortController()
  const late = setTimeout(patienceMs, undefined, { signal: patience.signal }).catch(() => undefined)
  await Promise.race([Promise.all(underWay), late])
  patience.abort()
}

/** The signal of one flow of this process; fires within milliseconds of a cancel. Call `release` when the flow ends. */
export function openCancelSignal(flowId: string): { controller: AbortController; release: () => void } {
  const controller = new AbortController()
  open.set(flowId, controller)
  return {
    controller,
    release: () => {
      if (open.get(flowId) === controller) open.delete(flowId)
    },
  }
}

/**
 * Listens for cancelled flows from now on. While a lost connection is made again the engine's own polling (1 s, see
 * `makeFlowPorts`) still sees the cancel.
 */
export async function listenForCancels(): Promise<void> {
  await listenToChannel(
    CANCEL_CHANNEL,
    (flowId) => open.get(flowId)?.abort(new CancelledError()),
    () => {},
  )
}

/** Why work in flight was stopped. */
export class CancelledError extends Error {
  constructor() {
    super('the run was cancelled')
    this.name = 'AbortError'
  }
}

/** Why work in flight was broken off: the run itself goes on, in another worker. */
export class WorkerStoppedError extends Error {
  constructor() {
    super('the worker was stopped')
    this.name = 'AbortError'
  }
}
