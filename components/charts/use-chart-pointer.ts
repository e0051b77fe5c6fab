'use client'

import { type PointerEvent, useRef } from 'react'
import type { ChartPlace } from './walk-points'

/** Less is a trembling hand, not a stretch. */
const DRAG_PX = 6

/** A stretch of points that is being chosen, in the order it was drawn. */
export interface Stretch {
  first: number
  last: number
}

interface PointerActs {
  points: number
  /** the place below a pointer: its point, and the series at its height (0 at the bottom, 1 at the top) */
  aim: (index: number, height: number) => ChartPlace
  place: ChartPlace | null
  onPlace: (place: ChartPlace | null) => void
  stretch: Stretch | null
  onStretch: (stretch: Stretch | null) => void
  /** a stretch was drawn to its end */
  onZoom: (stretch: Stretch) => void
  onOpen: (place: ChartPlace, newTab: boolean) => void
}

/** Pointer handlers of a plot: hovering aims, dragging chooses a stretch, a click opens; on touch the second tap does. */
export function useChartPointer(acts: PointerActs) {
  const downAt = useRef<{ x: number; index: number } | null>(null)

  const aimAt = (event: PointerEvent<HTMLElement>): ChartPlace => {
    const box = event.currentTarget.getBoundingClientRect()
    const index = Math.floor(((event.clientX - box.left) / box.width) * acts.points)
    return acts.aim(
      Math.min(acts.points - 1, Math.max(0, index)),
      1 - (event.clientY - box.top) / Math.max(1, box.height),
    )
  }
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>) => {
      if (event.button !== 0) return
      downAt.current = { x: event.clientX, index: aimAt(event).index }
      event.currentTarget.setPointerCapture(event.pointerId)
    },
    onPointerMove: (event: PointerEvent<HTMLElement>) => {
      const down = downAt.current
      // A finger that moves without drawing scrolls.
      if (event.pointerType === 'touch' && down === null) return
      const place = aimAt(event)
      acts.onPlace(place)
      if (down !== null && (acts.stretch !== null || Math.abs(event.clientX - down.x) > DRAG_PX))
        acts.onStretch({ first: down.index, last: place.index })
    },
    onPointerUp: (event: PointerEvent<HTMLElement>) => {
      const down = downAt.current
      downAt.current = null
      if (down === null) return
      if (acts.stretch !== null) {
        acts.onZoom(acts.stretch)
        return
      }
      const place = aimAt(event)
      const isShown = acts.place?.index === place.index
      acts.onPlace(place)
      if (event.pointerType !== 'touch' || isShown) acts.onOpen(place, event.metaKey || event.ctrlKey)
    },
    onPointerCancel: () => {
      downAt.current = null
      acts.onStretch(null)
    },
    onPointerLeave: (event: PointerEvent<HTMLElement>) => {
      if (event.pointerType !== 'touch' && downAt.current === null) acts.onPlace(null)
    },
  }
}
