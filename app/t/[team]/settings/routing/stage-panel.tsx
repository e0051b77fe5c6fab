import { Pin } from 'lucide-react'
import { TIER_WORD } from '@/components/runs/run-words'
import { Panel } from '@/components/ui/panel'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import type { RoutingStage } from '@/lib/domain/routing'
import { WORKFLOW_TITLE } from '@/lib/domain/workflow-title'
import { PinDialog } from './pin-dialog'
import { ResetPin } from './reset-pin'
import { SizeEvidence } from './size-evidence'

type StagePanelProps = { teamSlug: string; stage: RoutingStage; editable: boolean }

/** One stage: its pin when it has one, and its starts by size with their evidence. */
export function StagePanel({ teamSlug, stage, editable }: StagePanelProps) {
  const { workflow, stage: name, pin, classes } = stage
  const place = { team: teamSlug, workflow, stage: name }
  return (
    <Panel
      // Several stages have the same buttons.
      aria-label={`${WORKFLOW_TITLE[workflow]}: ${name}`}
      title={WORKFLOW_TITLE[workflow]}
      note={`stage ${name}`}
      actions={
        editable ? (
          <>
            {pin === null ? null : <ResetPin place={place} />}
            <PinDialog place={place} pin={pin} />
          </>
        ) : undefined
      }
    >
      {pin === null ? null : (
        <p className="flex flex-wrap items-center gap-x-2 gap-y-1 border-line-soft border-b px-3.5 py-2.5 text-sm">
          <Pill tone="warn">
            <Pin aria-hidden /> Pinned: {TIER_WORD[pin.tier]}
          </Pill>
          <span className="text-dim">
            by {pin.by}, <RelativeTime time={pin.at} />
          </span>
          {pin.note === null ? null : <span>“{pin.note}”</span>}
        </p>
      )}
      {classes.map((sizeClass) => (
        <SizeEvidence key={sizeClass.bySize} sizeClass={sizeClass} />
      ))}
      {editable ? null : (
        <p className="px-3.5 py-2.5 text-dim text-sm">Only an owner or admin of the team can pin a start.</p>
      )}
    </Panel>
  )
}
