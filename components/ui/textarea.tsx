import type { ComponentProps } from 'react'
import { cn } from './cn'
import { inputStyle } from './input'

/** Several lines of text. */
export function Textarea({ className, ...props }: ComponentProps<'textarea'>) {
  return <textarea className={cn(inputStyle, 'min-h-20 py-1.5', className)} {...props} />
}
