import type { ComponentProps } from 'react'
import { cn } from './cn'

/** A key, as it is printed on the keyboard. */
export function Kbd({ className, ...props }: ComponentProps<'kbd'>) {
  return (
    <kbd
      className={cn(
        'inline-grid h-4.5 min-w-4.5 place-items-center rounded-sm border border-b-2 px-1 font-mono text-2xs text-current opacity-90',
        className,
      )}
      {...props}
    />
  )
}
