import { describe, expect, it } from 'vitest'
import type { Role } from '@/lib/domain/words'
import { isCurrent, navItems } from './nav-items'

const currentLabels = (pathname: string) =>
  navItems({ role: 'owner', seesCosts: true })
    .filter((item) => isCurrent(item, 'acme', pathname))
    .map((item) => item.label)

describe('isCurrent', () => {
  it.each([
    ['/t/acme', 'Overview'],
    ['/t/acme/runs', 'Runs'],
    ['/t/acme/runs/0198', 'Runs'],
    ['/t/acme/findings/rules/ruff/B006', 'Findings'],
    ['/t/acme/dashboards/cost', 'Dashboards'],
    ['/t/acme/launch', 'Launch'],
    ['/t/acme/launches/0198', 'Launch'],
    ['/t/acme/projects/new', 'Projects'],
    ['/t/acme/alerts/rules/new', 'Alerts'],
    ['/t/acme/settings/members', 'Settings'],
  ])('%s is in %s alone', (pathname, label) => {
    expect(currentLabels(pathname)).toEqual([label])
  })
})

describe('navItems', () => {
  it('hides what the role may not do', () => {
    const labels = (role: Role) => navItems({ role, seesCosts: true }).map((item) => item.label)
    expect(labels('viewer')).not.toContain('Launch')
    expect(labels('member')).toContain('Launch')
  })

  it('leads who is shown no costs past the pages that are about money', () => {
    const paths = navItems({ role: 'viewer', seesCosts: false }).map((item) => item.path)
    expect(paths).toContain('/dashboards/quality')
    for (const path of ['/dashboards/cost', '/budgets']) expect(paths).not.toContain(path)
  })
})
