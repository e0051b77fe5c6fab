import type { ComponentProps } from 'react'
import { cn } from './cn'

/** Names a control; give `htmlFor` or wrap the control. */
export function Label({ className, ...props }: ComponentProps<'label'>) {
  // biome-ignore lint/a11y/noLabelWithoutControl: the caller binds it by htmlFor or by nesting
  return <label className={cn('font-medium text-ink text-sm select-none', className)} {...props} />
}
