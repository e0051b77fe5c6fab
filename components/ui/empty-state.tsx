import type { LucideIcon } from 'lucide-react'
import type { ReactNode } from 'react'
import { cn } from './cn'

type EmptyStateProps = {
  icon?: LucideIcon
  title: string
  /** says what to do next */
  children?: ReactNode
  /** the button that does it */
  action?: ReactNode
  className?: string
}

/** Nothing here yet: what it is, and what to do next. */
export function EmptyState({ icon: Icon, title, children, action, className }: EmptyStateProps) {
  return (
    <div className={cn('grid justify-items-center gap-1.5 px-6 py-10 text-center', className)}>
      {Icon ? <Icon className="mb-1 size-5 text-faint" aria-hidden /> : null}
      <p className="font-medium">{title}</p>
      {children ? <div className="max-w-md text-dim text-balance">{children}</div> : null}
      {action ? <div className="mt-2.5 flex flex-wrap justify-center gap-2">{action}</div> : null}
    </div>
  )
}
