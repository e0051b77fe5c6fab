import { cn } from '@/components/ui/cn'

/** The product's sign, as in the browser's tab. */
export function AssayMark({ className }: { className?: string }) {
  return (
    <svg viewBox="0 0 32 32" aria-hidden className={cn('size-7 shrink-0', className)}>
      <rect width="32" height="32" rx="8" className="fill-ink" />
      <path
        d="M8.5 23.5 16 8l7.5 15.5"
        className="fill-none stroke-bg"
        strokeWidth="3"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
      <path
        d="m12.4 19.6 2.6 2.7 5-5.6"
        className="fill-none stroke-verified"
        strokeWidth="2.8"
        strokeLinecap="round"
        strokeLinejoin="round"
      />
    </svg>
  )
}
