'use client'

import { useKeys } from '@/components/layout/use-keys'
import { useFinding } from '@/components/queries/use-findings'
import type { FindingDetail } from '@/lib/domain/finding-verdict'
import { FindingPanel } from './finding-panel'
import { FixButtons } from './fix-buttons'
import { standingFix } from './standing-fix'
import type { FindingActs } from './use-finding-acts'
import { useFixes } from './use-fixes'
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
  const fixes = useFixes(team)
  const { data, isPlaceholderData } = useFinding(team, id)
  const apply = () => {
    const isOffered = data !== undefined && !isPlaceholderData && data.patch !== null
    if (isOffered && standingFix(data) === undefined && !fixes.pending && !acts.pending) void fixes.apply(id)
  }
  const standing = data === undefined || isPlaceholderData ? null : standingVerdict(data)
  useKeys(
    mayReview
      ? [
          { key: 'f', label: 'Apply the fix', run: apply },
          { key: 'u', label: 'Take back the verdict', run: () => acts.takeBack(standing) },
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
            onUndo={undoOf(detail, acts)}
          />
        ) : null
      }
      fixActions={(detail) => (
        <FixButtons team={team} detail={detail} fixes={fixes} mayReview={mayReview} mayCommit={mayCommit} />
      )}
    />
  )
}

/** The newest word that still counts. */
function standingVerdict({ verdicts }: FindingDetail): { verdictId: string } | null {
  const standing = verdicts.find(({ undoneAt }) => undoneAt === null)
  return standing === undefined ? null : { verdictId: standing.id }
}

function undoOf(detail: FindingDetail, acts: FindingActs): (() => void) | null {
  const standing = standingVerdict(detail)
  return standing === null ? null : () => void acts.undo(standing)
}
