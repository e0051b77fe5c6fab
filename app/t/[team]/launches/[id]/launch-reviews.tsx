import Link from 'next/link'
import { REVIEW_VERDICT_WORD } from '@/components/findings/finding-words'
import { severityCounts } from '@/components/findings/severity-counts'
import type { LaunchDetail } from '@/lib/domain/run-list'
import { formatPlural } from '@/lib/format/format-count'
import { sumReviews, verdictsText } from './sum-reviews'

/** What the launch's reviews found, and the way to it; nothing for other workflows. */
export function LaunchReviews({ team, detail: { launch, rows } }: { team: string; detail: LaunchDetail }) {
  const sum = sumReviews(rows)
  if (sum === null) return null
  const parts = [
    verdictsText(sum, REVIEW_VERDICT_WORD),
    sum.shown === 0 ? 'nothing found' : severityCounts(sum.bySeverity),
    sum.proven === 0 ? '' : `${sum.proven} proven by a failing test`,
  ]
  return (
    <section
      aria-label="What was found"
      className="mb-3 flex flex-wrap items-baseline gap-x-5 gap-y-1 rounded-lg border bg-panel px-3.5 py-2.5 shadow-panel"
    >
      <p className="min-w-0 flex-1 basis-64">{parts.filter((part) => part !== '').join(' · ')}</p>
      {sum.shown === 0 ? null : (
        <Link
          href={`/t/${team}/findings?launch=${launch.id}`}
          className="py-1 text-accent text-sm underline-offset-4 hover:underline"
        >
          See {formatPlural(sum.shown, 'finding')}
        </Link>
      )}
    </section>
  )
}
