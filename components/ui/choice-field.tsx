import type { ComponentProps } from 'react'
import { cn } from './cn'
import { Segmented } from './segmented'

type ChoiceFieldProps<Value extends string> = ComponentProps<typeof Segmented<Value>> & {
  /** a line below the choices */
  hint?: string
}

/** One of a few choices in a form, with its label above as all fields have it. */
export function ChoiceField<Value extends string>({ hint, className, ...choice }: ChoiceFieldProps<Value>) {
  return (
    <div className={cn('grid gap-1.5', className)}>
      {/* The group is named by its label already. */}
      <span aria-hidden className="font-medium text-sm">
        {choice.label}
      </span>
      <Segmented {...choice} className="max-w-full overflow-x-auto" />
      {hint === undefined ? null : <p className="text-dim text-xs">{hint}</p>}
    </div>
  )
}
