import type { ReactNode } from 'react'
import { cn } from '@/components/ui/cn'

type FindingSectionProps = {
  title: ReactNode
  /** buttons at the right end of the title */
  actions?: ReactNode
  children: ReactNode
  className?: string
}

/** One part of what is known about a finding. */
export function FindingSection({ title, actions, children, className }: FindingSectionProps) {
  return (
    <section className={cn('border-line-soft border-t px-3.5 py-2.5', className)}>
      <header className="mb-1 flex min-h-7 flex-wrap items-center gap-2">
        <h3 className="min-w-0 flex-1 font-semibold text-sm">{title}</h3>
        {actions}
      </header>
      {children}
    </section>
  )
}

/** Code or a diff within a section. */
export function CodeBox({ children }: { children: ReactNode }) {
  return <div className="overflow-hidden rounded-md border">{children}</div>
}
