'use client'

import type { ComponentProps } from 'react'
import { CoveredSource } from '@/components/runs/covered-source'
import { DiffFiles } from './diff-files'
import { useRunPage } from './run-context'

type RunSourceProps = Omit<ComponentProps<typeof CoveredSource>, 'path' | 'source'>

/** What the run is about, as it was when it was launched: the module, or the changed files. */
export function RunSource(props: RunSourceProps) {
  const { team, detail } = useRunPage()
  if (detail.run.targetKind === 'diff') return <DiffFiles team={team} runId={detail.run.id} />
  return <CoveredSource path={detail.run.targetPath} source={detail.source} {...props} />
}
