'use client'

import { useCallback, useSyncExternalStore } from 'react'

/** The time in epoch milliseconds, moving in steps; `stepMs` null stands still (nothing is running). */
export function useNow(stepMs: number | null): number {
  const step = stepMs ?? 60_000
  const subscribe = useCallback(
    (onChange: () => void) => {
      if (stepMs === null) return () => undefined
      const timer = setInterval(onChange, stepMs)
      return () => clearInterval(timer)
    },
    [stepMs],
  )
  // A snapshot must not change between two reads of one render: hence the steps.
  const snapshot = () => Math.floor(Date.now() / step) * step
  return useSyncExternalStore(subscribe, snapshot, snapshot)
}
