'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { SETTINGS_PAGES } from '@/components/layout/settings-pages'
import { cn } from '@/components/ui/cn'
import { useChosenInSight } from '@/components/ui/use-chosen-in-sight'

/** The pages of the settings, as a line of links. */
export function SettingsNav({ teamSlug }: { teamSlug: string }) {
  const pathname = usePathname()
  const line = useChosenInSight<HTMLElement>(pathname)
  return (
    <nav
      ref={line}
      aria-label="Settings"
      className="scroll-edges relative mb-4 flex gap-0.5 overflow-x-auto border-b [--edge-ground:var(--bg)]"
    >
      {SETTINGS_PAGES.map(({ path, label }) => {
        const href = `/t/${teamSlug}/settings/${path}`
        const current = pathname === href
        return (
          <Link
            key={path}
            href={href}
            aria-current={current ? 'page' : undefined}
            className={cn(
              '-mb-px whitespace-nowrap border-transparent border-b-2 px-2.5 py-2 text-dim hover:text-ink focus-visible:outline-offset-[-2px]',
              current && 'border-ink font-medium text-ink',
            )}
          >
            {label}
          </Link>
        )
      })}
    </nav>
  )
}
