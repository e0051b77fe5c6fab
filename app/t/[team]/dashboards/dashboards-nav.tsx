'use client'

import Link from 'next/link'
import { useSearchParams } from 'next/navigation'
import { cn } from '@/components/ui/cn'
import { useChosenInSight } from '@/components/ui/use-chosen-in-sight'
import { DASHBOARDS, type DashboardName, dashboardsFor } from './dashboard-pages'

type DashboardsNavProps = { team: string; current: DashboardName; seesCosts: boolean }

/** The dashboards as a line of links; range and filters go along, each chart's split stays behind. */
export function DashboardsNav({ team, current, seesCosts }: DashboardsNavProps) {
  const line = useChosenInSight<HTMLElement>()
  const given = new URLSearchParams(useSearchParams())
  given.delete('by')
  const query = given.size === 0 ? '' : `?${given}`
  return (
    <nav
      ref={line}
      aria-label="Dashboards"
      className="scroll-edges relative mb-4 flex gap-0.5 overflow-x-auto border-b [--edge-ground:var(--bg)]"
    >
      {dashboardsFor(seesCosts).map((name) => (
        <Link
          key={name}
          href={`/t/${team}/dashboards/${name}${query}`}
          aria-current={name === current ? 'page' : undefined}
          className={cn(
            '-mb-px border-transparent border-b-2 px-2.5 py-2 whitespace-nowrap text-dim hover:text-ink focus-visible:outline-offset-[-2px]',
            name === current && 'border-ink font-medium text-ink',
          )}
        >
          {DASHBOARDS[name].label}
        </Link>
      ))}
    </nav>
  )
}
