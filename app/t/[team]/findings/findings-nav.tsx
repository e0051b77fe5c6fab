import Link from 'next/link'
import { cn } from '@/components/ui/cn'
import { formatCount } from '@/lib/format/format-count'

export type FindingsPage = 'shown' | 'suppressed' | 'rules' | 'learning'

type FindingsNavProps = {
  team: string
  current: FindingsPage
  /** how many the two lists hold; on the other pages nobody counts */
  counts?: { shown: number; suppressed: number }
  /** filters that both lists keep, as a query string */
  query?: string
  /** slug of the one project that the lists are about */
  project?: string | undefined
}

/** The four pages of findings as a line of links. */
export function FindingsNav({ team, current, counts, query = '', project }: FindingsNavProps) {
  const home = `/t/${team}/findings`
  const and = query === '' ? '' : `&${query}`
  const pages: { page: FindingsPage; label: string; href: string; count?: number | undefined }[] = [
    {
      page: 'shown',
      label: 'Findings',
      href: query === '' ? home : `${home}?${query}`,
      count: counts?.shown,
    },
    {
      page: 'suppressed',
      label: 'Suppressed',
      href: `${home}?view=suppressed${and}`,
      count: counts?.suppressed,
    },
    { page: 'rules', label: 'Rules', href: `${home}/rules` },
    {
      page: 'learning',
      label: 'Learning',
      href: `${home}/learning${project === undefined ? '' : `?${new URLSearchParams({ project })}`}`,
    },
  ]
  return (
    <nav
      aria-label="Findings"
      className="scroll-edges relative mb-4 flex gap-0.5 overflow-x-auto border-b [--edge-ground:var(--bg)]"
    >
      {pages.map(({ page, label, href, count }) => (
        <Link
          key={page}
          href={href}
          aria-current={page === current ? 'page' : undefined}
          className={cn(
            '-mb-px flex items-center gap-1.5 border-transparent border-b-2 px-2.5 py-2 whitespace-nowrap text-dim hover:text-ink focus-visible:outline-offset-[-2px]',
            page === current && 'border-ink font-medium text-ink',
          )}
        >
          {label}
          {count === undefined ? null : <span className="text-dim text-xs">{formatCount(count)}</span>}
        </Link>
      ))}
    </nav>
  )
}
