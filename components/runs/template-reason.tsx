import type { RunRow } from '@/lib/domain/run'
import { REASON_WORDS } from './run-words'

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
