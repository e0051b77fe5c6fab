import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'

const listener = new AsyncLocalStorage<(bytes: number) => void>()

/** Runs `work`; whatever comes in from a provider meanwhile, for it, is told to `onBytes`. A client serves many calls at once. */
export function hearBytes<T>(onBytes: (bytes: number) => void, work: () => T): T {
  return listener.run(onBytes, work)
}

/** Whom to tell of what comes in for the present call. */
export function bytesListener(): (bytes: number) => void {
  return listener.getStore() ?? (() => {})
}
