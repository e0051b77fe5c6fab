import type { ReactNode } from 'react'
import type { ExternalToast } from 'sonner'

type Kind = 'success' | 'info' | 'warning' | 'error'
export interface Toast {
  kind: Kind
  text: ReactNode
  options: ExternalToast | undefined
}

/** Not drawn yet: what draws toasts comes with the first one. */
let waiting: readonly Toast[] = []
let show: ((toast: Toast) => void) | null = null
const listeners = new Set<() => void>()

const tell = (kind: Kind) => (text: ReactNode, options?: ExternalToast) => {
  if (show !== null) return show({ kind, text, options })
  setWaiting([...waiting, { kind, text, options }])
}

function setWaiting(next: readonly Toast[]): void {
  waiting = next
  for (const listener of listeners) listener()
}

/** Says in a corner what was done or went wrong, for some seconds. One with the `id` of another takes its place. */
export const toast = {
  success: tell('success'),
  info: tell('info'),
  warning: tell('warning'),
  error: tell('error'),
}

/** What was said and is not drawn yet. */
export const waitingToasts = {
  all: () => waiting,
  subscribe: (listener: () => void) => {
    listeners.add(listener)
    return () => {
      listeners.delete(listener)
    }
  },
  forget: () => setWaiting([]),
}

/** From now on all toasts go there, those that wait first. */
export function takeToasts(taker: (toast: Toast) => void): () => void {
  show = taker
  for (const each of waiting) taker(each)
  setWaiting([])
  return () => {
    show = null
  }
}
