import type { TeamWorld } from '../seed/world'

/** How a place is asked: the values of its URL's parameters, its query, and what it is posted. */
export interface PlaceRequest {
  params?: Record<string, string>
  query?: Record<string, string>
  body?: unknown
}

export interface PlaceInput {
  /** as a member of the team would ask for the team's own things */
  own: (team: TeamWorld) => PlaceRequest
  /** with one's own team in the URL, but the other team's things; none: the place takes no ids */
  foreign?: ((mine: TeamWorld, theirs: TeamWorld) => PlaceRequest)[]
  /** `empty`: a list that foreign ids leave empty rather than refuse */
  answers?: 'not-found' | 'empty'
}

const run = (team: TeamWorld) => team.runs.model

const estimate = (team: TeamWorld, theirs = team) => ({
  projectId: theirs.project.id,
  snapshotId: team.project.snapshotId,
  workflow: 'test-generation',
  modulePaths: [team.project.path],
  options: {},
})

const changes = (team: TeamWorld, theirs = team) => ({
  projectId: theirs.project.id,
  snapshotId: team.project.snapshotId,
  changes: { kind: 'diff', text: '--- /dev/null\n+++ b/added_here.py\n@@ -0,0 +1 @@\n+x = 1\n' },
})

const byRun = (name: 'id' | 'run'): PlaceInput => ({
  own: (team) => ({ params: { [name]: run(team) } }),
  foreign: [(_mine, theirs) => ({ params: { [name]: run(theirs) } })],
})

const byId = (idOf: (team: TeamWorld) => string): PlaceInput => ({
  own: (team) => ({ params: { id: idOf(team) } }),
  foreign: [(_mine, theirs) => ({ params: { id: idOf(theirs) } })],
})

const findingById = byId((team) => team.findingId)

const findings = (query: Record<string, string> = {}): PlaceInput => ({
  own: () => ({ query: { view: 'all', ...query } }),
  foreign: [
    (_mine, theirs) => ({ query: { view: 'all', project: theirs.sample.slug, ...query } }),
    (_mine, theirs) => ({ query: { view: 'all', run: theirs.runs.model, ...query } }),
    (_mine, theirs) => ({ query: { view: 'all', q: theirs.mark, ...query } }),
  ],
  answers: 'empty',
})

const launchById = byId((team) => team.launchId)

const alertById = byId((team) => team.alertId)

const alertRuleById = byId((team) => team.alertRuleId)

const alertDeliveries: PlaceInput = {
  own: () => ({}),
  foreign: [(_mine, theirs) => ({ query: { channel: theirs.alertChannelId } })],
  answers: 'empty',
}

const plain: PlaceInput = { own: () => ({}) }

/** Every place below a team, by URL pattern. A place that is not here fails the walk. */
export const TEAM_PLACES: Record<string, PlaceInput> = {
  '/api/t/[team]/alerts': plain,
  '/api/t/[team]/alerts/[id]': alertById,
  '/api/t/[team]/alerts/channels': plain,
  '/api/t/[team]/alerts/deliveries': alertDeliveries,
  '/api/t/[team]/alerts/rules': plain,
  '/api/t/[team]/alerts/rules/[id]': alertRuleById,
  '/api/t/[team]/attempts/[id]': {
    own: (team) => ({ params: { id: team.attemptId } }),
    foreign: [(_mine, theirs) => ({ params: { id: theirs.attemptId } })],
  },
  '/api/t/[team]/archive': plain,
  '/api/t/[team]/audit': plain,
  '/api/t/[team]/audit/export': {
    own: () => ({}),
    foreign: [
      (_mine, theirs) => ({ query: { subject: theirs.invitation.id } }),
      (_mine, theirs) => ({ query: { who: theirs.personId } }),
    ],
    answers: 'empty',
  },
  '/api/t/[team]/budget-warnings': plain,
  '/api/t/[team]/budgets': plain,
  '/api/t/[team]/budgets/history': plain,
  '/api/t/[team]/changes': {
    own: (team) => ({ body: changes(team) }),
    foreign: [
      (mine, theirs) => ({ body: changes(mine, theirs) }),
      (mine, theirs) => ({ body: { ...changes(mine), snapshotId: theirs.project.snapshotId } }),
      (mine, theirs) => ({
        body: { ...changes(mine), changes: { kind: 'snapshots', from: theirs.project.snapshotId } },
      }),
    ],
  },
  '/api/t/[team]/estimate': {
    own: (team) => ({ body: estimate(team) }),
    foreign: [
      (mine, theirs) => ({ body: estimate(mine, theirs) }),
      (mine, theirs) => ({ body: { ...estimate(mine), snapshotId: theirs.project.snapshotId } }),
    ],
  },
  '/api/t/[team]/events': plain,
  '/api/t/[team]/filter-choices': plain,
  '/api/t/[team]/findings': findings(),
  '/api/t/[team]/findings/[id]': findingById,
  '/api/t/[team]/findings/[id]/patch': findingById,
  '/api/t/[team]/findings/export': findings({ format: 'csv' }),
  '/api/t/[team]/launches/[id]': launchById,
  '/api/t/[team]/parts': {
    own: () => ({ query: { part: 'cost:member,annotations,breakers,criteria,overview,workflow-costs' } }),
    foreign: [
      (_mine, theirs) => ({ query: { part: 'cost:project,workflow-costs', project: theirs.sample.slug } }),
    ],
    answers: 'empty',
  },
  '/api/t/[team]/projects': plain,
  '/api/t/[team]/projects/[slug]': {
    own: (team) => ({ params: { slug: team.project.slug } }),
    foreign: [(_mine, theirs) => ({ params: { slug: theirs.project.slug } })],
  },
  '/api/t/[team]/projects/[slug]/modules': {
    own: (team) => ({ params: { slug: team.project.slug } }),
    foreign: [
      (_mine, theirs) => ({ params: { slug: theirs.project.slug } }),
      (mine, theirs) => ({
        params: { slug: mine.project.slug },
        query: { snapshotId: theirs.project.snapshotId },
      }),
    ],
  },
  '/api/t/[team]/projects/[slug]/changed': {
    own: (team) => ({ params: { slug: team.project.slug }, query: { since: team.project.snapshotId } }),
    foreign: [
      (_mine, theirs) => ({
        params: { slug: theirs.project.slug },
        query: { since: theirs.project.snapshotId },
      }),
      (mine, theirs) => ({
        params: { slug: mine.project.slug },
        query: { since: theirs.project.snapshotId },
      }),
    ],
  },
  '/api/t/[team]/projects/[slug]/refs': {
    own: (team) => ({ params: { slug: team.project.slug } }),
    foreign: [(_mine, theirs) => ({ params: { slug: theirs.project.slug } })],
  },
  '/api/t/[team]/projects/[slug]/finding-counts': {
    own: (team) => ({ params: { slug: team.project.slug } }),
    foreign: [(_mine, theirs) => ({ params: { slug: theirs.project.slug } })],
  },
  '/api/t/[team]/projects/[slug]/snapshots': {
    own: (team) => ({ params: { slug: team.project.slug } }),
    foreign: [(_mine, theirs) => ({ params: { slug: theirs.project.slug } })],
  },
  '/api/t/[team]/projects/[slug]/source': {
    own: (team) => ({ params: { slug: team.project.slug }, query: { path: team.project.path } }),
    foreign: [
      (_mine, theirs) => ({ params: { slug: theirs.project.slug }, query: { path: theirs.project.path } }),
      (mine, theirs) => ({
        params: { slug: mine.project.slug },
        query: { path: theirs.project.path, snapshotId: theirs.project.snapshotId },
      }),
    ],
  },
  '/api/t/[team]/projects/[slug]/symbols': {
    own: (team) => ({ params: { slug: team.project.slug }, query: { path: team.project.path } }),
    foreign: [
      (_mine, theirs) => ({ params: { slug: theirs.project.slug }, query: { path: theirs.project.path } }),
      (mine, theirs) => ({
        params: { slug: mine.project.slug },
        query: { path: theirs.project.path, snapshotId: theirs.project.snapshotId },
      }),
    ],
  },
  '/api/t/[team]/runs': {
    own: () => ({}),
    foreign: [
      (_mine, theirs) => ({ query: { launch: theirs.launchId } }),
      (_mine, theirs) => ({ query: { project: theirs.sample.slug } }),
    ],
    answers: 'empty',
  },
  '/api/t/[team]/runs/[id]': byRun('id'),
  '/api/t/[team]/runs/[id]/diff': byRun('id'),
  '/api/t/[team]/runs/[id]/findings': byRun('id'),
  '/api/t/[team]/runs/[id]/download': {
    own: (team) => ({ params: { id: run(team) }, query: { artifact: team.artifactId } }),
    foreign: [
      (_mine, theirs) => ({ params: { id: run(theirs) } }),
      (mine, theirs) => ({ params: { id: run(mine) }, query: { artifact: theirs.artifactId } }),
    ],
  },
  '/api/t/[team]/search': {
    own: () => ({ query: { q: 'vault' } }),
    foreign: [
      (_mine, theirs) => ({ query: { q: theirs.mark } }),
      (_mine, theirs) => ({ query: { q: theirs.sample.slug } }),
    ],
    answers: 'empty',
  },
  '/t/[team]': plain,
  '/t/[team]/alerts': plain,
  '/t/[team]/alerts/[id]': alertById,
  '/t/[team]/alerts/channels': plain,
  '/t/[team]/alerts/deliveries': alertDeliveries,
  '/t/[team]/alerts/rules': plain,
  '/t/[team]/alerts/rules/[id]': alertRuleById,
  '/t/[team]/alerts/rules/new': plain,
  '/t/[team]/budgets': plain,
  '/t/[team]/dashboards/cache': plain,
  '/t/[team]/dashboards/cost': plain,
  '/t/[team]/dashboards/quality': plain,
  '/t/[team]/dashboards/reliability': plain,
  '/t/[team]/findings': {
    own: () => ({}),
    foreign: [(_mine, theirs) => ({ query: { project: theirs.sample.slug, run: theirs.runs.model } })],
    answers: 'empty',
  },
  '/t/[team]/findings/learning': {
    own: () => ({}),
    foreign: [(_mine, theirs) => ({ query: { project: theirs.sample.slug } })],
    answers: 'empty',
  },
  '/t/[team]/findings/rules': plain,
  '/t/[team]/findings/rules/[...rule]': {
    own: () => ({ params: { '...rule': 'mutable-default' } }),
    foreign: [() => ({ params: { '...rule': 'no-such-rule' } })],
  },
  '/t/[team]/launch': {
    own: (team) => ({ query: { project: team.project.slug } }),
    foreign: [(_mine, theirs) => ({ query: { project: theirs.project.slug, path: theirs.project.path } })],
    answers: 'empty',
  },
  '/t/[team]/launches/[id]': launchById,
  '/t/[team]/projects': plain,
  '/t/[team]/projects/[slug]': {
    own: (team) => ({ params: { slug: team.project.slug } }),
    foreign: [(_mine, theirs) => ({ params: { slug: theirs.project.slug } })],
  },
  '/t/[team]/projects/new': plain,
  '/t/[team]/runs': {
    own: () => ({}),
    foreign: [(_mine, theirs) => ({ query: { project: theirs.sample.slug, launch: theirs.launchId } })],
    answers: 'empty',
  },
  '/t/[team]/runs/[run]': byRun('run'),
  '/t/[team]/settings': plain,
  '/t/[team]/settings/audit': plain,
  '/t/[team]/settings/cache': plain,
  '/t/[team]/settings/data': plain,
  '/t/[team]/settings/general': plain,
  '/t/[team]/settings/members': plain,
  '/t/[team]/settings/prices': plain,
  '/t/[team]/settings/provider': plain,
  '/t/[team]/settings/routing': plain,
  '/t/[team]/settings/runtime': plain,
  '/t/[team]/settings/sessions': plain,
}

/**
 * Every place outside the teams. None says anything of a team to a stranger, but for the page of an invitation link:
 * who has the link sees the team's name and who invited them; it is asked with a link that does not exist.
 */
export const OTHER_PLACES: Record<string, Record<string, string>> = {
  '/': {},
  '/api/auth/[...all]': { '...all': 'get-session' },
  '/api/health': {},
  '/invite/[token]': { token: 'no-such-invitation-link' },
  '/new-team': {},
  '/sign-in': {},
  '/sign-up': {},
}

/** The URL of a pattern: `/t/[team]/runs/[run]` with its parameters and query. */
export function fillUrl(pattern: string, team: string, request: PlaceRequest): string {
  const params: Record<string, string> = { team, ...request.params }
  const path = pattern.replaceAll(/\[([^\]]+)\]/g, (_whole, name: string) => {
    const value = params[name]
    if (value === undefined) throw new Error(`no value for [${name}] of ${pattern}`)
    return encodeURIComponent(value)
  })
  const query = new URLSearchParams(request.query).toString()
  return query === '' ? path : `${path}?${query}`
}
