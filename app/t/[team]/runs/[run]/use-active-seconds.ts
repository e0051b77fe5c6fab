'use client'

import { useEffect, useRef } from 'react'

/** Without a key, click or scroll for this long a person is elsewhere. */
const IDLE_MS = 30_000

/** Seconds a person was active on this page; the returned function reads them. */
export function useActiveSeconds(): () => number {
  const seconds = useRef(0)
  useEffect(() => {
    let lastActAt = Date.now()
    const act = () => {
      lastActAt = Date.now()
    }
    const events = ['keydown', 'pointerdown', 'pointermove', 'wheel'] as const
    for (const event of events) window.addEventListener(event, act, { passive: true })
    const timer = setInterval(() => {
      if (!document.hidden && Date.now() - lastActAt < IDLE_MS) seconds.current += 1
    }, 1000)
    return () => {
      clearInterval(timer)
      for (const event of events) window.removeEventListener(event, act)
    }
  }, [])
  return () => seconds.current
}
