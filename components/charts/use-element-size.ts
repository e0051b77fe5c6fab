'use client'

import { type RefObject, useEffect, useRef, useState } from 'react'

export interface ElementSize {
  widthPx: number
  heightPx: number
}

/** The inner size of an element, kept up to date; null until it is on screen. */
export function useElementSize<T extends Element>(): [RefObject<T | null>, ElementSize | null] {
  const ref = useRef<T>(null)
  const [size, setSize] = useState<ElementSize | null>(null)
  useEffect(() => {
    const element = ref.current
    if (element === null) return
    const observer = new ResizeObserver(([entry]) => {
      if (entry === undefined) return
      const { width, height } = entry.contentRect
      setSize({ widthPx: Math.round(width), heightPx: Math.round(height) })
    })
    observer.observe(element)
    return () => observer.disconnect()
  }, [])
  return [ref, size]
}
