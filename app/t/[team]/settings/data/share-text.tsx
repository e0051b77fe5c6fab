import { RelativeTime } from '@/components/ui/relative-time'
import type { RetentionShare } from '@/lib/domain/retention'
import { formatBytes } from '@/lib/format/format-bytes'
import { formatPlural } from '@/lib/format/format-count'

type ShareTextProps = { share: RetentionShare | undefined; noun: string }

/** What a dry run found of one kind. */
export function ShareText({ share, noun }: ShareTextProps) {
  if (share === undefined) return 'kept for ever'
  if (share.oldestAt === null) return 'nothing is that old'
  const count = `${share.capped ? 'more than ' : ''}${formatPlural(share.rows, noun)}`
  return (
    <>
      <span className="font-medium text-warn">{count} would go</span>
      <span className="block">
        {formatBytes(share.bytes)}, oldest <RelativeTime time={share.oldestAt} />
      </span>
    </>
  )
}
