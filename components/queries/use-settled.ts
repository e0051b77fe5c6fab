'use client'

import { useEffect, useState } from 'react'

/** The value once it has not changed for a while; compared as JSON, since forms make new objects at every render. */
export function useSettled<T>(value: T, pauseMs: number): T {
  const [settled, setSettled] = useState(value)
  const text = JSON.stringify(value)
  // biome-ignore lint/correctness/useExhaustiveDependencies: the text stands for the value
  useEffect(() => {
    const timer = setTimeout(() => setSettled(value), pauseMs)
    return () => clearTimeout(timer)
  }, [text, pauseMs])
  return settled
}
