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
  /** where it leads who is shown no costs; null: nowhere */
  pathWithoutCosts?: string | null
}

/** Who looks at the rail. */
export interface NavViewer {
  role: Role
  /** false: a viewer of a team that shows viewers no money */
  seesCosts: boolean
}

const NAV_ITEMS: readonly NavItem[] = [
  { label: 'Overview', icon: LayoutDashboard, path: '', key: 'o', permission: 'view' },
  { label: 'Launch', icon: Play, path: '/launch', key: 'l', permission: 'launch' },
  { label: 'Runs', icon: ListChecks, path: '/runs', key: 'r', permission: 'view' },
  { label: 'Findings', icon: ScanSearch, path: '/findings', key: 'f', permission: 'view' },
  {
    ...{ label: 'Dashboards', icon: ChartColumn, path: '/dashboards/cost', key: 'd', permission: 'view' },
    pathWithoutCosts: '/dashboards/quality',
  },
  { label: 'Projects', icon: FolderGit2, path: '/projects', key: 'p', permission: 'view' },
  {
    ...{ label: 'Budgets', icon: CircleDollarSign, path: '/budgets', key: 'b', permission: 'view' },
    pathWithoutCosts: null,
  },
  { label: 'Alerts', icon: Bell, path: '/alerts', key: 'a', permission: 'view' },
  { label: 'Settings', icon: Settings, path: '/settings/general', key: 's', permission: 'view' },
]

/** The entries of the rail that one may open, each leading to a page with something for them. */
export function navItems({ role, seesCosts }: NavViewer): readonly NavItem[] {
  return NAV_ITEMS.flatMap((item) => {
    const path = seesCosts
      ? item.path
      : item.pathWithoutCosts === undefined
        ? item.path
        : item.pathWithoutCosts
    return path === null || !can(role, item.permission) ? [] : [{ ...item, path }]
  })
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
