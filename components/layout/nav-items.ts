import {
  Bell,
  ChartColumn,
  CircleDollarSign,
  FolderGit2,
  LayoutDashboard,
  ListChecks,
  type LucideIcon,
  Play,
  ScanSearch,
  Settings,
} from 'lucide-react'
import { can, type Permission } from '@/lib/domain/roles'
import type { Role } from '@/lib/domain/words'

export interface NavItem {
  label: string
  icon: LucideIcon
  /** below /t/[team] */
  path: string
  /** pressed after g */
  key: string
  permission: Permission
}

const NAV_ITEMS: readonly NavItem[] = [
  { label: 'Overview', icon: LayoutDashboard, path: '', key: 'o', permission: 'view' },
  { label: 'Launch', icon: Play, path: '/launch', key: 'l', permission: 'launch' },
  { label: 'Runs', icon: ListChecks, path: '/runs', key: 'r', permission: 'view' },
  { label: 'Findings', icon: ScanSearch, path: '/findings', key: 'f', permission: 'view' },
  { label: 'Dashboards', icon: ChartColumn, path: '/dashboards/cost', key: 'd', permission: 'view' },
  { label: 'Projects', icon: FolderGit2, path: '/projects', key: 'p', permission: 'view' },
  { label: 'Budgets', icon: CircleDollarSign, path: '/budgets', key: 'b', permission: 'view' },
  { label: 'Alerts', icon: Bell, path: '/alerts', key: 'a', permission: 'view' },
  { label: 'Settings', icon: Settings, path: '/settings/general', key: 's', permission: 'view' },
]

/** The entries of the rail that the role may open. */
export function navItems(role: Role): readonly NavItem[] {
  return NAV_ITEMS.filter((item) => can(role, item.permission))
}

/** Whether the page at `pathname` lies under the entry: a launch belongs to Launch, any settings page to Settings. */
export function isCurrent(item: NavItem, teamSlug: string, pathname: string): boolean {
  const below = pathname.slice(`/t/${teamSlug}`.length)
  if (item.path === '') return below === '' || below === '/'
  const section = item.path.split('/')[1] ?? ''
  return (
    below === `/${section}` ||
    below.startsWith(`/${section}/`) ||
    (section === 'launch' && below.startsWith('/launches/'))
  )
}
