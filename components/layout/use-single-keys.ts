'use client'

import { useSyncExternalStore } from 'react'

const STORAGE_KEY = 'assay-single-keys'
const listeners = new Set<() => void>()

function subscribe(listener: () => void): () => void {
  listeners.add(listener)
  window.addEventListener('storage', listener)
  return () => {
    listeners.delete(listener)
    window.removeEventListener('storage', listener)
  }
}

const isOn = () => window.localStorage.getItem(STORAGE_KEY) !== 'off'

function turn(on: boolean): void {
  window.localStorage.setItem(STORAGE_KEY, on ? 'on' : 'off')
  for (const listener of listeners) listener()
}

/** Whether keys without ⌘ or Ctrl act; people who speak their input need to switch them off (WCAG 2.1.4). */
export function useSingleKeys(): readonly [boolean, (on: boolean) => void] {
  const on = useSyncExternalStore(subscribe, isOn, () => true)
  return [on, turn]
}
