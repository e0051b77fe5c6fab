'use client'

import Link from 'next/link'
import { usePathname } from 'next/navigation'
import { cn } from '@/components/ui/cn'
import { Tooltip } from '@/components/ui/tooltip'
import { isCurrent, type NavItem, type NavViewer, navItems } from './nav-items'
import { useGo } from './use-go'
import { useKeys } from './use-keys'

type RailNavProps = NavViewer & {
  teamSlug: string
  /** icons alone, words in tooltips */
  collapsed?: boolean
  /** called when an entry was chosen: the sheet of small screens closes */
  onNavigate?: () => void
}

/** The entries of the rail. */
export function RailNav({ teamSlug, collapsed = false, onNavigate, ...viewer }: RailNavProps) {
  const pathname = usePathname()
  return (
    <nav aria-label="Main" className="grid gap-0.5">
      {navItems(viewer).map((item) => (
        <RailLink
          key={item.path}
          item={item}
          href={`/t/${teamSlug}${item.path}`}
          current={isCurrent(item, teamSlug, pathname)}
          collapsed={collapsed}
          onNavigate={onNavigate}
        />
      ))}
    </nav>
  )
}

type RailLinkProps = {
  item: NavItem
  href: string
  current: boolean
  collapsed: boolean
  onNavigate: (() => void) | undefined
}

function RailLink({ item, href, current, collapsed, onNavigate }: RailLinkProps) {
  const Icon = item.icon
  const link = (
    <Link
      href={href}
      aria-current={current ? 'page' : undefined}
      onClick={onNavigate}
      className={cn(
        'flex h-8 items-center gap-2.5 rounded-md px-2 text-dim transition-colors hover:bg-line-soft hover:text-ink',
        current && 'bg-line-soft font-medium text-ink',
        collapsed && 'justify-center px-0',
      )}
    >
      <Icon className="size-4 shrink-0" aria-hidden />
      <span className={cn(collapsed && 'sr-only')}>{item.label}</span>
    </Link>
  )
  if (!collapsed) return link
  return (
    <Tooltip content={item.label} side="right">
      {link}
    </Tooltip>
  )
}

/** "g" and then a letter goes to an entry. Once per page, apart from the rail, which is drawn twice. */
export function NavKeys({ teamSlug, ...viewer }: NavViewer & { teamSlug: string }) {
  const go = useGo()
  useKeys(
    navItems(viewer).map((item) => ({
      key: `g ${item.key}`,
      label: `Go to ${item.label.toLowerCase()}`,
      group: 'Everywhere',
      run: () => go(`/t/${teamSlug}${item.path}`),
    })),
  )
  return null
}
