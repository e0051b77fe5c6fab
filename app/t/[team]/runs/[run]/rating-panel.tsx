'use client'

import { useId, useState } from 'react'
import { RATING_WORD, RatingStars } from '@/components/feedback/rating-stars'
import { useKeys } from '@/components/layout/use-keys'
import { Button } from '@/components/ui/button'
import { Kbd } from '@/components/ui/kbd'
import { Panel } from '@/components/ui/panel'
import { Textarea } from '@/components/ui/textarea'
import { useRunPage } from './run-context'
import { useReview } from './use-review'

/** One to five by a click or a key, saved at once; a comment goes with it or follows. */
export function RatingPanel() {
  const { detail, artifact, mayReview } = useRunPage()
  const { review, pending } = useReview()
  const [comment, setComment] = useState('')
  const commentId = useId()
  const { run } = detail
  const text = comment.trim()
  const rate = async (rating: number) => {
    const saved = await review(
      { rating, ...(text === '' ? {} : { comment: text }) },
      `Rated ${rating} of 5: ${RATING_WORD[rating]}.`,
    )
    if (saved) setComment('')
  }
  const send = async () => {
    if (await review({ comment: text }, 'Comment saved.')) setComment('')
  }
  const reviewable = run.status === 'done' && artifact !== null && mayReview
  useKeys(
    reviewable
      ? [1, 2, 3, 4, 5].map((rating) => ({
          key: String(rating),
          label: `Rate ${rating}: ${RATING_WORD[rating]}`,
          group: 'Review',
          run: () => (pending ? undefined : void rate(rating)),
        }))
      : [],
  )
  if (!reviewable) return null
  return (
    <Panel title="How good is it?" note="Would you merge it as it is?">
      <div className="grid gap-2.5 px-3.5 py-3">
        <div className="flex flex-wrap items-center gap-x-3 gap-y-1">
          <RatingStars
            value={run.rating}
            onRate={(rating) => void rate(rating)}
            disabled={pending}
            label="Rating"
          />
          <span className="text-dim text-sm">
            {run.rating === null ? (
              <>
                <Kbd>1</Kbd> … <Kbd>5</Kbd>
              </>
            ) : (
              `${run.rating} of 5: ${RATING_WORD[run.rating]}`
            )}
          </span>
        </div>
        <label htmlFor={commentId} className="sr-only">
          Comment
        </label>
        <Textarea
          id={commentId}
          value={comment}
          onChange={(event) => setComment(event.target.value)}
          onKeyDown={(event) => {
            if (event.key === 'Enter' && (event.metaKey || event.ctrlKey) && text !== '') void send()
          }}
          maxLength={4000}
          placeholder="What should be better? (optional)"
          className="min-h-14"
        />
        {text === '' ? null : (
          <Button size="sm" className="justify-self-start" loading={pending} onClick={() => void send()}>
            Save the comment <Kbd>⌘↵</Kbd>
          </Button>
        )}
      </div>
    </Panel>
  )
}
