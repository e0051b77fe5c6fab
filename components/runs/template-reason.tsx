import { REASON_WORDS } from '@/lib/domain/reason-words'
import type { RunRow } from '@/lib/domain/run'

type ToldRun = Pick<RunRow, 'source' | 'reason' | 'reasonText'> & { own: Pick<RunRow['own'], 'verdict'> }

/** Why a verified run came from the template; beside another verdict its outcome says so. */
export function TemplateReason({ run }: { run: ToldRun }) {
  if (run.source !== 'template' || run.reason === null || run.own.verdict !== 'verified') return null
  return (
    <span className="text-dim text-xs" title={run.reasonText ?? undefined}>
      {REASON_WORDS[run.reason]}
    </span>
  )
}
