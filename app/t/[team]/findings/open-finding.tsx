'use client'

import { useKeys } from '@/components/layout/use-keys'
import { useFinding } from '@/components/queries/use-findings'
import { FindingPanel } from './finding-panel'
import { FixButtons } from './fix-buttons'
import { lastActOn } from './last-act'
import { standingFix } from './standing-fix'
import type { FindingActs } from './use-finding-acts'
import { VerdictButtons } from './verdict-buttons'

type OpenFindingProps = {
  team: string
  id: string
  acts: FindingActs
  mayReview: boolean
  mayCommit: boolean
  onOpen: (id: string | null) => void
}

/** The open finding with what this person may do about it. */
export function OpenFinding({ team, id, acts, mayReview, mayCommit, onOpen }: OpenFindingProps) {
  const { fixes } = acts
  const { data, isPlaceholderData } = useFinding(team, id)
  const apply = () => {
    const isOffered = data !== undefined && !isPlaceholderData && data.patch !== null
    if (isOffered && standingFix(data) === undefined) void acts.applyFix(id)
  }
  const standing = data === undefined || isPlaceholderData ? null : lastActOn(data)
  useKeys(
    mayReview
      ? [
          { key: 'f', label: 'Apply the fix', run: apply },
          { key: 'u', label: 'Take back the fix or the verdict', run: () => acts.takeBack(standing) },
        ]
      : [],
  )
  return (
    <FindingPanel
      team={team}
      id={id}
      onClose={() => onOpen(null)}
      onOpen={onOpen}
      actions={(detail) =>
        mayReview ? (
          <VerdictButtons
            state={detail.finding.state}
            // What is drawn is still the one before.
            pending={acts.pending || isPlaceholderData}
            onAccept={() => acts.acceptOne(id)}
            onDismiss={() => acts.askWhyOne(id)}
            onUndo={standing === null ? null : () => void acts.undo(standing)}
          />
        ) : null
      }
      fixActions={(detail) => (
        <FixButtons team={team} detail={detail} fixes={fixes} mayReview={mayReview} mayCommit={mayCommit} />
      )}
    />
  )
}
