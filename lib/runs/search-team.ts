import 'server-only'
import type { SearchQuery, SearchResult } from '@/lib/domain/search'
import { searchFindings } from '@/lib/findings/search-findings'
import { searchModules } from '@/lib/projects/search-modules'
import { searchProjects } from '@/lib/projects/search-projects'
import type { TeamContext } from '@/lib/teams/team-context'
import { searchLaunches } from './search-launches'
import { searchRuns } from './search-runs'

const MODULES = 8
const OTHERS = 5

/** What the palette finds in a team, a few of each kind. Without a text: what was done last. */
export async function searchTeam(ctx: TeamContext, { q }: SearchQuery): Promise<SearchResult> {
  const [projects, modules, findings, runs, launches] = await Promise.all([
    q === '' ? [] : searchProjects(ctx, q, OTHERS),
    q === '' ? [] : searchModules(ctx, q, MODULES),
    q === '' ? [] : searchFindings(ctx, q, OTHERS),
    searchRuns(ctx, q, OTHERS),
    searchLaunches(ctx, q, q === '' ? 2 : OTHERS),
  ])
  return { projects, modules, findings, runs, launches }
}
