'use client'

import { MessagesSquare, Star, Undo2 } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { EmptyState } from '@/components/ui/empty-state'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ReviewRow } from '@/lib/domain/run'
import { useRunPage } from './run-context'
import { useReview } from './use-review'

/** Who said what about this output, newest first; a word can be taken back. */
export function FeedbackTab() {
  const { detail, mayReview } = useRunPage()
  const { undo } = useReview()
  if (detail.reviews.length === 0) {
    return (
      <EmptyState icon={MessagesSquare} title="Nobody has said anything yet">
        {mayReview && detail.run.status === 'done'
          ? 'Accept, reject, edit or rate the output: it counts on the overview and for later runs.'
          : 'Reviews appear here once the run is done.'}
      </EmptyState>
    )
  }
  return (
    <ul className="divide-y divide-line-soft">
      {detail.reviews.map((review) => (
        <li key={review.id} className="flex flex-wrap items-start gap-x-3 gap-y-1 px-3.5 py-2.5">
          <div className={cn('min-w-0 flex-1 basis-64', review.undone && 'text-dim line-through')}>
            <p className="flex flex-wrap items-center gap-2">
              <span className="font-medium">{review.userName}</span>
              <ReviewWords review={review} versionOf={(id) => versionOf(detail.artifacts, id)} />
            </p>
            {review.comment === null || review.comment === '' ? null : (
              <p className="mt-0.5 whitespace-pre-wrap wrap-anywhere">{review.comment}</p>
            )}
          </div>
          <span className="flex items-center gap-2 text-dim text-sm">
            {review.undone ? 'taken back' : null}
            <RelativeTime time={review.createdAt} />
            {review.undone || !mayReview || review.verdict === 'edited' ? null : (
              <Button variant="ghost" size="sm" onClick={() => void undo(review.id)}>
                <Undo2 aria-hidden /> Take back
              </Button>
            )}
          </span>
        </li>
      ))}
    </ul>
  )
}

function versionOf(artifacts: readonly { id: string; version: number }[], id: string | null): number | null {
  return artifacts.find((artifact) => artifact.id === id)?.version ?? null
}

type ReviewWordsProps = { review: ReviewRow; versionOf: (artifactId: string | null) => number | null }

function ReviewWords({ review, versionOf }: ReviewWordsProps) {
  const version = versionOf(review.artifactId)
  return (
    <>
      {review.verdict === null ? null : <Pill>{review.verdict}</Pill>}
      {review.rating === null ? null : (
        <Pill tone="warn">
          <Star className="fill-current" aria-hidden /> {review.rating} of 5
        </Pill>
      )}
      {version === null ? null : <span className="text-dim text-sm">version {version}</span>}
    </>
  )
}
