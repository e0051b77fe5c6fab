import { RunPill } from '@/components/ui/status-pill'
import { REASON_WORDS } from '@/lib/domain/reason-words'
import type { RunRow } from '@/lib/domain/run'

/** Verdict of the newest version (or how far the run is) with the reason in a few words. */
export function OutcomeCell({ run }: { run: RunRow }) {
  // A reason beside "verified" says why it is a template: the source column has that.
  const reason = run.status === 'done' && run.own.verdict !== 'verified' ? run.reason : null
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-0.5">
      <RunPill status={run.status} verdict={run.verdict} />
      {run.edit !== null ? (
        <span className="text-dim text-xs">{run.edit.isBeingChecked ? 'edit being checked' : 'edited'}</span>
      ) : reason === null ? null : (
        <span className="text-dim text-xs">{REASON_WORDS[reason]}</span>
      )}
    </span>
  )
}
