import type { ComponentProps, ReactNode } from 'react'
import { cn } from './cn'

type PanelProps = Omit<ComponentProps<'section'>, 'title'> & {
  title?: ReactNode
  /** one quiet line beside the title: the answer, n, the range */
  note?: ReactNode
  /** buttons at the right end of the title line */
  actions?: ReactNode
}

/** A box with an optional title line; its content brings its own padding. */
export function Panel({ title, note, actions, className, children, ...props }: PanelProps) {
  return (
    <section className={cn('min-w-0 rounded-lg border bg-panel shadow-panel', className)} {...props}>
      {title ? (
        <header className="flex min-h-10.5 items-center gap-2 border-line-soft border-b px-3.5 py-1.5">
          <div className="flex min-w-0 flex-1 flex-wrap items-center gap-x-2">
            <h2 className="font-semibold text-sm">{title}</h2>
            {note ? <div className="text-dim text-sm">{note}</div> : null}
          </div>
          {actions ? <div className="flex shrink-0 items-center gap-1.5">{actions}</div> : null}
        </header>
      ) : null}
      {children}
    </section>
  )
}
