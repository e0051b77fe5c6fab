import { ChartData } from '../lib/domain/chart'
import type { PartLine } from '../lib/domain/parts-query'
import { WorkflowCosts } from '../lib/domain/workflow-cost'
import { expect, test } from './fixtures'
import type { Caller } from './isolation/ask'
import { callOwnAction } from './isolation/call-own-action'
import { OTHER_PLACES, TEAM_PLACES } from './isolation/place-inputs'
import { listPlaces } from './isolation/surface'
import { leadsToSignIn, leaksOf, saysNotFound, visit } from './isolation/visit'
import type { World } from './seed/world'
import { cookieOf } from './sessions'

test.setTimeout(240_000)

const places = listPlaces()
const teamPlaces = places.filter(({ pattern }) => pattern.includes('[team]'))

/** The owner of the other team: as much as anyone may be, but not here. */
const signInStranger = (world: World) => cookieOf(world, world.birch.people.owner)

test('the table knows every page and route there is', () => {
  const known = Object.keys({ ...TEAM_PLACES, ...OTHER_PLACES })
  expect(places.map(({ pattern }) => pattern).sort()).toEqual(known.sort())
  expect(places.filter(({ methods }) => methods.length === 0)).toEqual([])
  expect(teamPlaces.map(({ pattern }) => pattern).sort()).toEqual(Object.keys(TEAM_PLACES).sort())
})

test('a member is shown every page and route, with the marks that must not reach others', async ({
  world,
}) => {
  const { amber } = world
  const caller = await cookieOf(world, amber.people.owner)
  const showing = new Set<string>()
  for (const place of teamPlaces) {
    const request = TEAM_PLACES[place.pattern]?.own(amber) ?? {}
    for (const answer of await visit(world.baseUrl, place, { team: amber.slug, caller, request })) {
      const { status, location, body } = answer
      const where = `${place.pattern}: ${status} ${location ?? ''}`
      // /settings leads on to its first page.
      if (location === null) expect(status, where).toBe(200)
      else expect(location, where).toBe(`/t/${amber.slug}/settings/general`)
      expect(saysNotFound(answer), where).toBe(false)
      if (leaksOf(amber, body).length > 0) showing.add(place.pattern)
    }
  }
  const silent = teamPlaces.filter(({ pattern }) => !showing.has(pattern)).map(({ pattern }) => pattern)
  expect(silent, 'these name nothing that is the team’s own').toEqual([
    // Zipped: what is in it, a test beside it says.
    '/api/t/[team]/archive',
    '/api/t/[team]/changes',
    '/api/t/[team]/estimate',
    '/api/t/[team]/events',
    '/api/t/[team]/projects/[slug]/changed',
    '/api/t/[team]/projects/[slug]/finding-counts',
    '/api/t/[team]/projects/[slug]/modules',
    '/api/t/[team]/projects/[slug]/refs',
    '/api/t/[team]/projects/[slug]/snapshots',
    '/api/t/[team]/projects/[slug]/symbols',
    '/api/t/[team]/runs/[id]/diff',
  ])
})

for (const who of ['signed out', 'of another team'] as const) {
  test(`someone who is ${who} reaches no page and no route of a team`, async ({ world }) => {
    const { amber } = world
    const caller: Caller = who === 'signed out' ? null : await signInStranger(world)
    for (const place of teamPlaces) {
      const request = TEAM_PLACES[place.pattern]?.own(amber) ?? {}
      for (const answer of await visit(world.baseUrl, place, { team: amber.slug, caller, request })) {
        const where = `${place.pattern}: ${answer.status}`
        expect(leaksOf(amber, answer.body), where).toEqual([])
        if (place.kind === 'route') expect(answer.status, where).toBe(caller === null ? 401 : 404)
        else expect(caller === null ? leadsToSignIn(answer) : saysNotFound(answer), where).toBe(true)
      }
    }
  })
}

test('in one’s own team the ids of another team lead nowhere', async ({ world }) => {
  const { amber, birch } = world
  const caller = await signInStranger(world)
  for (const place of teamPlaces) {
    const { foreign = [], answers = 'not-found' } = TEAM_PLACES[place.pattern] ?? {}
    expect(foreign.length > 0, place.pattern).toBe(
      /\[(?!team)|changes|deliveries|estimate|export|findings$|launch|learning|parts|runs$|search/.test(
        place.pattern,
      ),
    )
    for (const request of foreign.map((make) => make(birch, amber))) {
      for (const answer of await visit(world.baseUrl, place, { team: birch.slug, caller, request })) {
        const where = `${place.pattern} ${JSON.stringify(request)}: ${answer.status}`
        expect(leaksOf(amber, answer.body), where).toEqual([])
        if (answers === 'not-found') expect(saysNotFound(answer), where).toBe(true)
        else expect(answer.status, where).toBe(200)
        if (/^\/api\/.*\/(runs|deliveries)$/.test(place.pattern)) {
          expect(JSON.parse(answer.body).rows, where).toEqual([])
        }
        if (place.pattern === '/api/t/[team]/parts') {
          const lines: PartLine[] = answer.body
            .trim()
            .split('\n')
            .map((line) => JSON.parse(line))
          expect(lines.map(({ part, status }) => [part, status]).sort(), where).toEqual([
            ['cost:project', 200],
            ['workflow-costs', 200],
          ])
          const bodies = Object.fromEntries(lines.map(({ part, body }) => [part, body]))
          expect(ChartData.parse(bodies['cost:project']).total, where).toEqual({ value: null, n: 0 })
          const { rows } = WorkflowCosts.parse(bodies['workflow-costs'])
          expect(
            rows.map(({ runs, modelRuns }) => runs + modelRuns),
            where,
          ).toEqual([0, 0, 0, 0, 0])
        }
        if (place.pattern === '/api/t/[team]/audit/export') {
          expect(answer.body, where).toMatch(/^at,who,[a-z_,]+\r\n$/)
        }
        if (place.pattern === '/api/t/[team]/search') {
          expect(Object.values(JSON.parse(answer.body)).flat(), where).toEqual([])
        }
      }
    }
  }
})

test('the places outside the teams say nothing of any', async ({ world }) => {
  const stranger = await signInStranger(world)
  for (const place of places.filter(({ pattern }) => pattern in OTHER_PLACES)) {
    for (const caller of [null, stranger]) {
      const request = { params: OTHER_PLACES[place.pattern] }
      for (const { body } of await visit(world.baseUrl, place, { team: '', caller, request })) {
        expect(leaksOf(world.amber, body), place.pattern).toEqual([])
      }
    }
  }
})

test('the live stream of a team is silent about others', async ({ world }) => {
  const { amber, birch } = world
  const owner = await cookieOf(world, amber.people.owner)
  const stranger = await signInStranger(world)
  const left = new AbortController()
  const { body } = await fetch(`${world.baseUrl}/api/t/${birch.slug}/events`, {
    headers: { cookie: stranger },
    signal: left.signal,
  })
  const reader = body?.pipeThrough(new TextDecoderStream()).getReader()
  // The other team's event first: once the own one is heard, it would have been.
  for (const [caller, team] of [
    [owner, amber],
    [stranger, birch],
  ] as const) {
    const rename = { action: 'renameTeamAction', input: { name: `Team ${team.mark}` } }
    const { outcome } = await callOwnAction(world.baseUrl, { caller, team, ...rename })
    expect(outcome?.ok).toBe(true)
  }
  let heard = ''
  while (!heard.includes(birch.id)) heard += (await reader?.read())?.value ?? ''
  left.abort()
  expect(heard).not.toContain(amber.id)
})
