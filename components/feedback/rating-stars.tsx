'use client'

import { Star } from 'lucide-react'
import { RadioGroup } from 'radix-ui'
import { cn } from '@/components/ui/cn'

type RatingStarsProps = {
  value: number | null
  onRate: (rating: number) => void
  disabled?: boolean
  label: string
}

export const RATING_WORD: Record<number, string> = {
  1: 'useless',
  2: 'needs a rewrite',
  3: 'needs edits',
  4: 'small nits',
  5: 'merge as it is',
}

/** One to five stars as a radio group. */
export function RatingStars({ value, onRate, disabled, label }: RatingStarsProps) {
  return (
    <RadioGroup.Root
      aria-label={label}
      value={value === null ? '' : String(value)}
      onValueChange={(next) => onRate(Number(next))}
      disabled={disabled}
      orientation="horizontal"
      className="flex gap-0.5"
    >
      {[1, 2, 3, 4, 5].map((rating) => (
        <RadioGroup.Item
          key={rating}
          value={String(rating)}
          aria-label={`${rating} of 5: ${RATING_WORD[rating]}`}
          title={`${rating}: ${RATING_WORD[rating]}`}
          className="rounded-sm p-0.5 text-control hover:text-warn disabled:opacity-50"
        >
          <Star
            className={cn('size-5', value !== null && rating <= value && 'fill-warn text-warn')}
            aria-hidden
          />
        </RadioGroup.Item>
      ))}
    </RadioGroup.Root>
  )
}
