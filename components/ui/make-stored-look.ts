'use client'

import { useSyncExternalStore } from 'react'
import type { ZodType } from 'zod'

/** How close the rows of a table are. */
export const DENSITIES = ['comfortable', 'compact'] as const
export type Density = (typeof DENSITIES)[number]

/**
 * A hook for what a person chose of a table, remembered in this browser under `key`. What was stored and does not fit counts as
 * nothing.
 */
export function makeStoredLook<Look>(
  key: string,
  schema: ZodType<Look>,
  fallback: Look,
): () => readonly [Look, (look: Look) => void] {
  const listeners = new Set<() => void>()
  let cached: { text: string | null; look: Look } = { text: null, look: fallback }

  function subscribe(listener: () => void): () => void {
    listeners.add(listener)
    window.addEventListener('storage', listener)
    return () => {
      listeners.delete(listener)
      window.removeEventListener('storage', listener)
    }
  }
  function parse(text: string | null): Look {
    try {
      const parsed = schema.safeParse(JSON.parse(text ?? 'null'))
      return parsed.success ? parsed.data : fallback
    } catch {
      return fallback
    }
  }
  /** The same object as long as the stored text is the same, as useSyncExternalStore wants it. */
  function read(): Look {
    const text = window.localStorage.getItem(key)
    if (text !== cached.text) cached = { text, look: parse(text) }
    return cached.look
  }
  function write(look: Look): void {
    window.localStorage.setItem(key, JSON.stringify(look))
    for (const listener of listeners) listener()
  }
  return () => [useSyncExternalStore(subscribe, read, () => fallback), write] as const
}
