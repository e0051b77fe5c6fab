import { describe, expect, it } from 'vitest'
import { isCurrent, navItems } from './nav-items'

const currentLabels = (pathname: string) =>
  navItems('owner')
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
    expect(navItems('viewer').map((item) => item.label)).not.toContain('Launch')
    expect(navItems('member').map((item) => item.label)).toContain('Launch')
  })
})
