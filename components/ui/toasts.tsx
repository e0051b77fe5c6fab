'use client'

import { useEffect, useState, useSyncExternalStore } from 'react'
import { onDemand, useOnDemand } from './on-demand'
import { type Toast, waitingToasts } from './toast'

/** Stacks, swipes and undo buttons: not on any page until somebody does something that may be answered. */
const parts = onDemand(() => import('./toaster'))

const PLAIN_MS = 6000
const NONE: readonly Toast[] = []

/** Where toasts appear. What draws them is prepared by the first move of a person, and loaded with the first toast. */
export function Toasts() {
  const waiting = useSyncExternalStore(waitingToasts.subscribe, waitingToasts.all, () => NONE)
  const isWanted = waiting.length > 0
  const [isPlain, setPlain] = useState(false)
  const loaded = useOnDemand(parts, isWanted, () => setPlain(true))
  useEffect(() => {
    const once = { once: true, passive: true }
    for (const event of MOVES) window.addEventListener(event, parts.prepare, once)
    return () => {
      for (const event of MOVES) window.removeEventListener(event, parts.prepare)
    }
  }, [])
  useEffect(() => {
    if (!isPlain) return
    const timer = setTimeout(() => {
      setPlain(false)
      waitingToasts.forget()
    }, PLAIN_MS)
    return () => clearTimeout(timer)
  }, [isPlain])
  if (loaded !== null) return <loaded.Toaster />
  // Without network it may be just what says so that cannot be loaded.
  if (!isPlain) return null
  return (
    <div
      role="status"
      className="fixed right-4 bottom-4 z-50 grid max-w-88 gap-2 rounded-lg border bg-panel px-4 py-3 text-sm shadow-float"
    >
      {[...new Set(waiting.map(({ text }) => text))].map((text, place) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: texts may be of any form, and never change places
        <p key={place}>{text}</p>
      ))}
    </div>
  )
}

const MOVES = ['pointermove', 'pointerdown', 'keydown'] as const
