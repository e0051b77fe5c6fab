'use client'

import { useEffect, useRef, useState } from 'react'

/** A part of pages that comes when it is first wanted, and not with the page. */
export interface OnDemand<Part> {
  /** begins to load it; does no harm when it is there */
  prepare: () => void
  load: () => Promise<Part>
  loaded: () => Part | undefined
}

/** Loads once for all who want it; after a failure the next one who wants it tries again. */
export function onDemand<Part>(get: () => Promise<Part>): OnDemand<Part> {
  let part: Part | undefined
  let loading: Promise<Part> | undefined
  const load = () => {
    loading ??= get().then(
      (loaded) => {
        part = loaded
        return loaded
      },
      (error: unknown) => {
        loading = undefined
        throw error
      },
    )
    return loading
  }
  return { load, prepare: () => void load().catch(() => undefined), loaded: () => part }
}

/** The part as soon as it is wanted and there, else null. `giveUp`: it could not be loaded. */
export function useOnDemand<Part>(source: OnDemand<Part>, wanted: boolean, giveUp?: () => void): Part | null {
  const [part, setPart] = useState<{ is: Part } | null>(null)
  const fail = useRef(giveUp)
  fail.current = giveUp
  const there = wanted && part === null ? source.loaded() : undefined
  // Kept from now on: what it does at once may end the want.
  if (there !== undefined) setPart({ is: there })
  useEffect(() => {
    if (!wanted || part !== null) return
    let isCurrent = true
    source.load().then(
      (is) => {
        if (isCurrent) setPart({ is })
      },
      () => {
        if (isCurrent) fail.current?.()
      },
    )
    return () => {
      isCurrent = false
    }
  }, [source, wanted, part])
  return part?.is ?? null
}
