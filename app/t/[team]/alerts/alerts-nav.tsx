import Link from 'next/link'
import { cn } from '@/components/ui/cn'

export type AlertsPage = 'alerts' | 'rules' | 'channels' | 'deliveries'

const PAGES: { page: AlertsPage; label: string; path: string }[] = [
  { page: 'alerts', label: 'Alerts', path: '' },
  { page: 'rules', label: 'Rules', path: '/rules' },
  { page: 'channels', label: 'Channels', path: '/channels' },
  { page: 'deliveries', label: 'Deliveries', path: '/deliveries' },
]

/** The pages of alerts as a line of links. */
export function AlertsNav({ team, current }: { team: string; current: AlertsPage }) {
  return (
    <nav
      aria-label="Alerts"
      className="scroll-edges relative mb-4 flex gap-0.5 overflow-x-auto border-b [--edge-ground:var(--bg)]"
    >
      {PAGES.map(({ page, label, path }) => (
        <Link
          key={page}
          href={`/t/${team}/alerts${path}`}
          aria-current={page === current ? 'page' : undefined}
          className={cn(
            '-mb-px flex items-center border-transparent border-b-2 px-2.5 py-2 whitespace-nowrap text-dim hover:text-ink focus-visible:outline-offset-[-2px]',
            page === current && 'border-ink font-medium text-ink',
          )}
        >
          {label}
        </Link>
      ))}
    </nav>
  )
}
