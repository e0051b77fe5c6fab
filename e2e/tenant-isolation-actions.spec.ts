import { can } from '../lib/domain/roles'
import { expect, test } from './fixtures'
import { OTHER_ACTIONS, TEAM_ACTIONS, type TeamActionInput } from './isolation/action-inputs'
import type { Caller } from './isolation/ask'
import { type ActionOutcome, callAction } from './isolation/call-action'
import { callOwnAction } from './isolation/call-own-action'
import { fingerprintTeam } from './isolation/fingerprint-team'
import { listBuiltActions } from './isolation/list-built-actions'
import { listActionNames } from './isolation/surface'
import { leaksOf } from './isolation/visit'
import type { TeamWorld, World } from './seed/world'
import { cookieOf, signInByHand } from './sessions'

test.setTimeout(240_000)

/** "ok" or why not. */
function codeOf(outcome: ActionOutcome | null): string {
  if (outcome === null) return 'no answer'
  return outcome.ok ? 'ok' : outcome.code
}

interface Attempt {
  caller: Caller
  /** a refusal may name the team to its own people only */
  isMember?: boolean
  /** whose page and slug are used, with what input; none: the action is not tried */
  inputs: (action: TeamActionInput) => { team: TeamWorld; input: object }[]
}

/** Tries every action of a team; gives what each answered. Anything of the team in an answer is a failure. */
async function tryAll(baseUrl: string, { amber }: World, { caller, isMember = false, inputs }: Attempt) {
  const tried: { name: string; outcome: ActionOutcome | null; action: TeamActionInput }[] = []
  for (const [name, action] of Object.entries(TEAM_ACTIONS)) {
    for (const { team, input } of inputs(action)) {
      const answer = await callOwnAction(baseUrl, { caller, team, action: name, input: { ...input } })
      if (!isMember) expect(leaksOf(amber, answer.body), name).toEqual([])
      tried.push({ name, outcome: answer.outcome, action })
    }
  }
  return tried
}

const fingerprints = ({ amber, birch, databaseUrl }: World) =>
  Promise.all([amber, birch].map((team) => fingerprintTeam(databaseUrl, team.id)))

test('the table knows every action there is, in the sources and in the build', () => {
  const known = Object.keys({ ...TEAM_ACTIONS, ...OTHER_ACTIONS }).sort()
  expect(listActionNames()).toEqual(known)
  expect(
    listBuiltActions()
      .map(({ name }) => name)
      .sort(),
  ).toEqual(known)
})

test('an action does its work when it is called like this by a member', async ({ world }) => {
  const { amber } = world
  const caller = await cookieOf(world, amber.people.owner)
  const before = await fingerprints(world)
  const rename = { action: 'renameTeamAction', input: { name: `Team ${amber.mark}` } }
  const { outcome } = await callOwnAction(world.baseUrl, { caller, team: amber, ...rename })
  expect(codeOf(outcome)).toBe('ok')
  const archive = {
    action: 'addProjectFromArchiveAction',
    input: TEAM_ACTIONS.addProjectFromArchiveAction?.own(amber) ?? {},
  }
  const refused = await callOwnAction(world.baseUrl, { caller, team: amber, ...archive })
  expect(refused.outcome, 'files arrive').toMatchObject({
    code: 'invalid-input',
    text: expect.stringContaining('This is not a zip or tar.gz archive.'),
  })
  expect(await fingerprints(world), 'an act leaves its trace').not.toEqual(before)
})

for (const [who, code] of [
  ['signed out', 'not-signed-in'],
  ['of another team', 'not-found'],
] as const) {
  test(`someone who is ${who} can call no action of a team`, async ({ world }) => {
    const { amber, birch } = world
    const caller = who === 'signed out' ? null : await cookieOf(world, birch.people.owner)
    const before = await fingerprints(world)
    const inputs = (action: TeamActionInput) => [{ team: amber, input: action.own(amber) }]
    for (const { name, outcome } of await tryAll(world.baseUrl, world, { caller, inputs })) {
      expect(codeOf(outcome), name).toBe(code)
    }
    expect(await fingerprints(world), 'nothing was written').toEqual(before)
  })
}

test('in one’s own team an action with the ids of another team does nothing', async ({ world }) => {
  const { amber, birch } = world
  const caller = await cookieOf(world, birch.people.owner)
  const before = await fingerprints(world)
  const inputs = ({ foreign = [] }: TeamActionInput) =>
    foreign.map((make) => ({ team: birch, input: make(birch, amber) }))
  const text = 'There is no such run in this team.'
  const refused = [amber.runs.model, amber.runs.failed].map((runId) => ({ runId, text }))
  for (const { name, outcome, action } of await tryAll(world.baseUrl, world, { caller, inputs })) {
    if (action.answers === 'none-done')
      expect(outcome, name).toEqual({ ok: true, data: { done: 0, refused } })
    else expect(codeOf(outcome), name).toBe('not-found')
  }
  expect(await fingerprints(world), 'nothing was written').toEqual(before)
})

for (const role of ['viewer', 'member', 'admin'] as const) {
  test(`someone who is ${role} is refused what the role may not do`, async ({ world }) => {
    const { amber } = world
    const caller = await cookieOf(world, amber.people[role])
    const before = await fingerprints(world)
    const inputs = (action: TeamActionInput) =>
      can(role, action.permission) ? [] : [{ team: amber, input: action.own(amber) }]
    const tried = await tryAll(world.baseUrl, world, { caller, isMember: true, inputs })
    for (const { name, outcome } of tried) expect(codeOf(outcome), name).toBe('forbidden')
    // Every action writes: a viewer may call none of them.
    if (role === 'viewer') expect(tried.map(({ name }) => name)).toEqual(Object.keys(TEAM_ACTIONS))
    expect(await fingerprints(world), 'nothing was written').toEqual(before)
  })
}

test('the actions outside the teams let nobody in', async ({ world }) => {
  const { amber, birch, baseUrl, password } = world
  // A session of its own: signing out is among them.
  const stranger = await signInByHand(baseUrl, birch.people.viewer, password)
  const before = await fingerprints(world)
  for (const [name, { input, ...expected }] of Object.entries(OTHER_ACTIONS)) {
    const built = listBuiltActions().find((action) => action.name === name)
    for (const [who, caller] of [
      ['signedOut', null],
      ['signedIn', stranger],
    ] as const) {
      const { body, outcome } = await callAction(`${world.baseUrl}/sign-in`, caller, built?.id ?? '', input)
      expect(codeOf(outcome), `${name}, ${who}`).toBe(expected[who])
      expect(leaksOf(amber, body), name).toEqual([])
    }
  }
  expect(await fingerprints(world), 'nothing was written').toEqual(before)
})
