import { DASHBOARDS, type DashboardName } from '@/app/t/[team]/dashboards/dashboard-pages'
import type { PartLine } from '@/lib/domain/parts-query'

/** What stands below the charts of a dashboard and is asked for with them. */
const BELOW: Partial<Record<DashboardName, string>> = { cost: 'workflow-costs', reliability: 'breakers' }

/** What an ended run makes a dashboard ask for (components/queries/stale-keys); at first it asks for annotations as well. */
export function partsOf(name: DashboardName): string[] {
  return [...DASHBOARDS[name].charts, ...[BELOW[name] ?? []].flat()]
}

/** Where parts of a page are asked for, as a page asks (components/queries/fetch-part). */
export function partsPath(
  team: string,
  parts: readonly string[],
  shared: Record<string, string> = {},
): string {
  const query = new URLSearchParams(shared)
  for (const part of parts) query.append('part', part)
  return `/api/t/${team}/parts?${query}`
}

/** The answers in such a body by their parts. Throws when one could not be given. */
export function readParts(body: string): Map<string, unknown> {
  const lines = body
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as PartLine)
  const refused = lines.find(({ status }) => status !== 200)
  if (refused !== undefined) throw new Error(`${refused.part} answered ${JSON.stringify(refused)}`)
  return new Map(lines.map(({ part, body: answer }) => [part, answer]))
}
