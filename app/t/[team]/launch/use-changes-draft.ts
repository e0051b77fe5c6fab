'use client'

import { useQueryStates } from 'nuqs'
import { useState } from 'react'
import { useChangesPreview } from '@/components/queries/use-changes'
import { countDiff } from '@/lib/domain/code-diff'
import type { ProjectRow } from '@/lib/domain/project-row'
import { launchUrlParsers, type What } from './launch-url'
import { type ChangesFields, nameChanges, withSeen } from './name-changes'

/** The way to name changes that this project offers first. */
function firstWay(project: ProjectRow | undefined): What {
  return project?.sourceKind === 'git' || project?.sourceKind === 'path' ? 'range' : 'diff'
}

/** Which changes are named, all but a pasted text in the URL, and what they are about by now. */
export function useChangesDraft(team: string, project: ProjectRow | undefined) {
  const [url, setUrl] = useQueryStates(launchUrlParsers, { history: 'replace' })
  // Kept while another way is looked at, and when it is refused: nobody pastes twice.
  const [text, setText] = useState('')
  const fields: ChangesFields = { ...url, text }
  const named = nameChanges(fields)
  const preview = useChangesPreview(
    team,
    project === undefined || named === null
      ? null
      : { projectId: project.id, snapshotId: project.snapshot?.id, changes: named },
  )
  const seen = named !== null && preview.isSettled && preview.error === null ? preview.data : undefined
  return {
    what: url.what,
    isOnChanges: url.what !== 'modules',
    showModules: () => void setUrl({ what: null }),
    showChanges: () => void setUrl({ what: firstWay(project) }),
    /** Names of one way mean nothing in another. */
    chooseWay: (what: What) => void setUrl({ what, from: null, to: null, ref: null, into: null }),
    fields,
    set: (more: Partial<Pick<ChangesFields, 'from' | 'to' | 'ref' | 'into'>>) => void setUrl(more),
    setText,
    isNamed: named !== null,
    preview,
    /** what would be launched, and what it is about; null: not named, or not looked up yet */
    ready:
      named === null || seen === undefined
        ? null
        : { changes: withSeen(named, seen), summary: seen, pythonFiles: countDiff(seen.files).pythonFiles },
  }
}

export type ChangesDraft = ReturnType<typeof useChangesDraft>
