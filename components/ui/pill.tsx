import { cva, type VariantProps } from 'class-variance-authority'
import type { ComponentProps } from 'react'
import { cn } from './cn'

const pillStyle = cva(
  'inline-flex w-fit shrink-0 align-middle items-center gap-1 rounded-full px-2 py-px font-medium text-xs whitespace-nowrap [&_svg]:size-3 [&_svg]:shrink-0',
  {
    variants: {
      tone: {
        verified: 'bg-verified-soft text-verified',
        warn: 'bg-warn-soft text-warn',
        bad: 'bg-bad-soft text-bad',
        run: 'bg-run-soft text-run',
        template: 'bg-template-soft text-template',
        cache: 'bg-cache-soft text-cache',
        model: 'bg-model-soft text-model',
        neutral: 'bg-line-soft text-dim',
      },
    },
    defaultVariants: { tone: 'neutral' },
  },
)

export type PillTone = NonNullable<VariantProps<typeof pillStyle>['tone']>

/** A short word on a soft ground. Give it an icon too: colour is never alone. */
export function Pill({ tone, className, ...props }: ComponentProps<'span'> & { tone?: PillTone }) {
  return <span className={cn(pillStyle({ tone }), className)} {...props} />
}
