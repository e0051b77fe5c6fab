import { CircleAlert, LoaderCircle } from 'lucide-react'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ProjectRow } from '@/lib/domain/project-row'
import { importProgress } from './import-words'

/** When a project's files were imported; or that they are on their way, or that they did not come. */
export function ImportCell({ project }: { project: ProjectRow }) {
  const { importState, snapshot } = project
  if (importState?.status === 'running') {
    return (
      <Pill>
        <LoaderCircle className="animate-spin" aria-hidden /> {importProgress(importState)}
      </Pill>
    )
  }
  if (importState?.status === 'failed') {
    return (
      <Pill tone="bad" title={importState.errorText ?? undefined}>
        <CircleAlert aria-hidden /> import failed
      </Pill>
    )
  }
  if (snapshot === null) return <Pill>import cancelled</Pill>
  return <RelativeTime time={snapshot.createdAt} className="text-dim" />
}
