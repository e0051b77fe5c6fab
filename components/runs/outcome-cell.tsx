import { RunPill } from '@/components/ui/status-pill'
import type { RunRow } from '@/lib/domain/run'
import { REASON_WORDS } from './run-words'

/** Verdict (or how far it is) with the reason in a few words. */
export function OutcomeCell({ run }: { run: RunRow }) {
  // A reason beside "verified" says why it is a template: the source column has that.
  const reason = run.status === 'done' && run.verdict !== 'verified' ? run.reason : null
  return (
    <span className="flex items-center gap-2">
      <RunPill status={run.status} verdict={run.verdict} />
      {reason === null ? null : <span className="text-dim text-xs">{REASON_WORDS[reason]}</span>}
    </span>
  )
}
