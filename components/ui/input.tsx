import type { ComponentProps } from 'react'
import { cn } from './cn'

export const inputStyle = cn(
  'w-full min-w-0 rounded-md border border-line bg-panel px-2.5 text-ink shadow-panel transition-colors',
  'hover:border-control focus-visible:outline-offset-0 disabled:cursor-not-allowed disabled:opacity-50',
  'aria-invalid:border-bad',
)

/** One line of text. */
export function Input({ className, type = 'text', ...props }: ComponentProps<'input'>) {
  return <input type={type} className={cn(inputStyle, 'h-8', className)} {...props} />
}
