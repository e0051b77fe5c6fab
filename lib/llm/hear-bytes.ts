import 'server-only'
import { AsyncLocalStorage } from 'node:async_hooks'

/** Who is told what goes on between a call and its provider. */
export interface ByteListener {
  /** something came in */
  onBytes: (bytes: number) => void
  /** the connection is there, and later once more: the request has left this process */
  onSent?: () => void
  /** nothing is sent before it resolves, and nothing at all when it rejects */
  mayBeSent?: Promise<void>
}

const listener = new AsyncLocalStorage<ByteListener>()

/** Runs `work`; whatever goes to a provider or comes from it meanwhile, for it, is told to `to`. A client serves many calls at once. */
export function hearBytes<T>(to: ByteListener, work: () => T): T {
  return listener.run(to, work)
}

/** Whom to tell of what comes and goes for the present call. */
export function bytesListener(): ByteListener {
  return listener.getStore() ?? { onBytes: () => {} }
}
