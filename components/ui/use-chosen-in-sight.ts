'use client'

import { type RefObject, useEffect, useRef } from 'react'

/** For a line of tabs or links that scrolls sideways: the chosen one is brought into sight, now and when it changes. */
export function useChosenInSight<Line extends HTMLElement>(chosen?: string): RefObject<Line | null> {
  const line = useRef<Line>(null)
  // biome-ignore lint/correctness/useExhaustiveDependencies: another choice is another place
  useEffect(() => showChosen(line.current), [chosen])
  return line
}

/** Scrolls the line alone: the page stays where it is. */
function showChosen(line: HTMLElement | null): void {
  const chosen = line?.querySelector<HTMLElement>('[data-state=active], [aria-current=page]')
  if (line && chosen) line.scrollLeft = chosen.offsetLeft - (line.clientWidth - chosen.offsetWidth) / 2
}
