import { createHash } from 'node:crypto'
import { db } from '@/lib/db/db'
import type { Tier } from '@/lib/domain/words'
import { seedId } from '@/lib/testing/seed/seed-id'
import { seedPerson } from '@/lib/testing/seed/seed-person'
import { seedSources } from '@/lib/testing/seed/seed-sources'

/** The team of a load: its address is /t/load. */
export const LOAD_TEAM = 'load'
const MEMBERS = 40
/** Hashing a password takes a tenth of a second: only so many can sign in. */
const SIGN_INS = 8
const PROJECTS = 20
const MODULES = 150

/** USD per million tokens of input, output and cache reads, from a share of the time on. */
interface PricedModel {
  model: string
  from: number
  rates: [input: number, output: number, read: number]
  usualMs: number
  usualTokens: number
}

/** What each tier asks over the time: models are replaced and prices fall. */
const MODELS: Record<Tier, PricedModel[]> = {
  cheap: [
    { model: 'claude-haiku-4-5', from: 0, rates: [1, 5, 0.1], usualMs: 2400, usualTokens: 2600 },
    { model: 'claude-haiku-5-5', from: 0.62, rates: [0.1, 0.5, 0.01], usualMs: 1700, usualTokens: 2600 },
  ],
  capable: [
    { model: 'claude-sonnet-4-6', from: 0, rates: [3, 15, 0.3], usualMs: 7200, usualTokens: 4200 },
    { model: 'claude-sonnet-5-5', from: 0.45, rates: [3, 15, 0.15], usualMs: 5600, usualTokens: 4200 },
    { model: 'claude-sonnet-5-5', from: 0.8, rates: [2, 10, 0.1], usualMs: 5600, usualTokens: 4200 },
  ],
  premium: [{ model: 'claude-opus-5-5', from: 0, rates: [4, 20, 0.2], usualMs: 14_000, usualTokens: 6500 }],
}
/** Another version of the prompts from these shares of the time on; the second was a bad one. */
const PROMPTS = [0, 0.67, 0.7]

const nanoUsd = (usd: number) => BigInt(Math.round(usd * 1e9))

/** The version of all prompts on a day, as ids of prompt versions end. */
export function promptsOn(day: number, days: number): string {
  return `.v${PROMPTS.filter((from) => day >= from * days).length}`
}

/** By tier: the model of a day, its price row and what its calls are like; what `DAY_ATTEMPTS` takes. */
export function modelsOn(day: number, days: number): object[] {
  return Object.entries(MODELS).flatMap(([tier, models]) => {
    const used = models.findLast(({ from }) => day >= Math.floor(from * days))
    if (used === undefined) return []
    const [input, output, read] = used.rates.map((usd) => Number(nanoUsd(usd)))
    const { model, usualMs: usual_ms, usualTokens: usual_tokens } = used
    return [{ tier, model, price_id: priceId(used), input, output, read, usual_ms, usual_tokens }]
  })
}

const priceId = ({ model, from }: PricedModel) => `load:${model}@${from}`

async function addPrices(teamId: string, fromMs: number, days: number): Promise<void> {
  const models = Object.values(MODELS).flat()
  await db().price.createMany({
    data: models.map((one) => {
      const [input = 0, output = 0, read = 0] = one.rates
      const effectiveFrom = new Date(fromMs + Math.floor(one.from * days) * 86_400_000)
      return {
        id: priceId(one),
        teamId,
        model: one.model,
        effectiveFrom,
        inputNanoUsdPerMTok: nanoUsd(input),
        outputNanoUsdPerMTok: nanoUsd(output),
        cacheReadNanoUsdPerMTok: nanoUsd(read),
        cacheWrite5mNanoUsdPerMTok: nanoUsd(input * 1.25),
        cacheWrite1hNanoUsdPerMTok: nanoUsd(input * 2),
        source: 'seed:load',
        sourceDate: effectiveFrom,
      }
    }),
  })
}

export interface LoadWorld {
  teamId: string
  /** in the order of how much they launch */
  members: string[]
  projects: { projectId: string; snapshotId: string }[]
  targets: { project: number; place: number; path: string; hash: string }[]
}

const sourceOf = (project: number, place: number) =>
  `"""Part ${place} of project ${project}."""\n\n\ndef scale(value: float) -> float:\n    return value * ${place + 1}\n`
const pathOf = (place: number) => `package_${place % 12}/module_${place}.py`

/** Makes the team with its people, projects and prices. `name` says which load it is. */
export async function makeLoadWorld(name: string, fromMs: number, days: number): Promise<LoadWorld> {
  const teamId = seedId('team', LOAD_TEAM)
  await db().team.create({ data: { id: teamId, slug: LOAD_TEAM, name } })
  const members: string[] = []
  for (let index = 0; index < MEMBERS; index += 1) {
    const email = `person-${index}@${LOAD_TEAM}.test`
    const person = await seedPerson({ name: `Person ${index}`, email, canSignIn: index < SIGN_INS })
    const role = index < SIGN_INS ? 'owner' : 'member'
    await db().member.create({
      data: { id: seedId('member', email), teamId, userId: person.userId, role },
    })
    members.push(person.userId)
  }
  await addPrices(teamId, fromMs, days)
  const ctx = {
    teamId,
    teamSlug: LOAD_TEAM,
    teamName: name,
    role: 'owner' as const,
    seesCosts: true,
    userId: members[0] ?? '',
    userName: 'Person 0',
    requestId: 'seed',
  }
  const projects: LoadWorld['projects'] = []
  const targets: LoadWorld['targets'] = []
  for (let project = 0; project < PROJECTS; project += 1) {
    const places = Array.from({ length: MODULES }, (_, place) => place)
    const files = Object.fromEntries(places.map((place) => [pathOf(place), sourceOf(project, place)]))
    projects.push(await seedSources(ctx, { slug: `project-${project}`, files }))
    for (const place of places) {
      const hash = createHash('sha256').update(sourceOf(project, place)).digest('hex')
      targets.push({ project, place, path: pathOf(place), hash })
    }
  }
  return { teamId, members, projects, targets }
}

/** Email of a member who can sign in with SEED_PASSWORD. */
export const signInOf = (viewer: number) => `person-${viewer % SIGN_INS}@${LOAD_TEAM}.test`
