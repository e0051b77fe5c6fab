import { RelativeTime } from '@/components/ui/relative-time'
import type { RetentionKind, RetentionShare } from '@/lib/domain/retention'
import { formatBytes } from '@/lib/format/format-bytes'
import { formatPlural } from '@/lib/format/format-count'
import { RETENTION_WORDS } from './retention-words'

type ShareTextProps = { share: RetentionShare | undefined; kind: RetentionKind }

/** What a dry run found of one kind. */
export function ShareText({ share, kind }: ShareTextProps) {
  if (share === undefined) return 'kept for ever'
  if (share.oldestAt === null) return 'nothing is that old'
  const count = `${share.capped ? 'more than ' : ''}${formatPlural(share.rows, RETENTION_WORDS[kind].noun)}`
  return (
    <>
      <span className="font-medium text-warn">{count} would go</span>
      <span className="block">
        {/* What goes with a run is not added up: that would take minutes. */}
        {kind === 'runs' ? 'more than ' : ''}
        {formatBytes(share.bytes)}, oldest <RelativeTime time={share.oldestAt} />
      </span>
    </>
  )
}
