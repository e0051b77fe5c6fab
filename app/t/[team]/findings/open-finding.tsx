'use client'

import type { FindingDetail } from '@/lib/domain/finding-verdict'
import { FindingPanel } from './finding-panel'
import type { FindingActs } from './use-finding-acts'
import { VerdictButtons } from './verdict-buttons'

type OpenFindingProps = {
  team: string
  id: string
  acts: FindingActs
  mayReview: boolean
  onOpen: (id: string | null) => void
}

/** The open finding with what this person may do about it. */
export function OpenFinding({ team, id, acts, mayReview, onOpen }: OpenFindingProps) {
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
            pending={acts.pending}
            onAccept={() => acts.acceptOne(id)}
            onDismiss={() => acts.askWhyOne(id)}
            onUndo={undoOf(detail, acts)}
          />
        ) : null
      }
      fixActions={() => null}
    />
  )
}

/** Takes back the newest word that still counts. */
function undoOf({ verdicts }: FindingDetail, acts: FindingActs): (() => void) | null {
  const standing = verdicts.find(({ undoneAt }) => undoneAt === null)
  return standing === undefined ? null : () => void acts.undo({ verdictId: standing.id })
}
