import Link from 'next/link'
import type { ReactNode } from 'react'

export type Crumb = { label: string; href: string }

type PageHeaderProps = {
  title: ReactNode
  crumbs?: readonly Crumb[]
  /** pills beside the title */
  badges?: ReactNode
  /** one quiet line below the title */
  note?: ReactNode
  /** buttons; the primary one last */
  actions?: ReactNode
}

/** Top of every page: where we are, what it is, and the one thing to do here. */
export function PageHeader({ title, crumbs = [], badges, note, actions }: PageHeaderProps) {
  return (
    <header className="mb-4 flex flex-wrap items-start gap-x-4 gap-y-3">
      <div className="min-w-0 flex-1 basis-72">
        <div className="flex min-h-8 flex-wrap items-center gap-x-2.5 gap-y-1">
          {crumbs.length > 0 ? (
            <nav aria-label="Breadcrumbs" className="flex items-center gap-1.5 text-dim">
              {crumbs.map((crumb) => (
                <span key={crumb.href} className="flex items-center gap-1.5">
                  <Link
                    href={crumb.href}
                    className="py-0.5 underline-offset-4 hover:text-ink hover:underline"
                  >
                    {crumb.label}
                  </Link>
                  <span aria-hidden>/</span>
                </span>
              ))}
            </nav>
          ) : null}
          <h1 className="min-w-0 font-semibold text-xl tracking-tight wrap-anywhere">{title}</h1>
          {badges}
        </div>
        {note ? <div className="mt-0.5 text-dim">{note}</div> : null}
      </div>
      {actions ? <div className="flex flex-wrap items-center gap-2">{actions}</div> : null}
    </header>
  )
}
