'use client'

import { createContext, type ReactNode, useContext } from 'react'
import type { ArtifactRow, RunDetail } from '@/lib/domain/run'

export interface RunPage {
  team: string
  detail: RunDetail
  /** the version that is looked at: the newest unless another was chosen; null while there is no output */
  artifact: ArtifactRow | null
  /** the try whose waterfall, evidence and prompts are shown: the newest unless another was chosen */
  shownTry: number
  mayLaunch: boolean
  mayReview: boolean
}

const RunContext = createContext<RunPage | null>(null)

/** What every part of the run page reads: one place, so that parts need not hand it down. */
export function RunProvider({ value, children }: { value: RunPage; children: ReactNode }) {
  return <RunContext value={value}>{children}</RunContext>
}

export function useRunPage(): RunPage {
  const page = useContext(RunContext)
  if (page === null) throw new Error('useRunPage needs a RunProvider above it')
  return page
}
