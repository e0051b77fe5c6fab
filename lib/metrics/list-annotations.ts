import 'server-only'
import { nameScopes } from '@/lib/budgets/name-scopes'
import { db } from '@/lib/db/db'
import { maySeeAlert } from '@/lib/domain/alert'
import { AUDIT_WORDS, type AuditAction } from '@/lib/domain/audit'
import type { ChartAnnotation, ChartQuery } from '@/lib/domain/chart'
import type { MetricWindow } from '@/lib/domain/metric'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { findUserNames } from '@/lib/runs/rows/to-run-row'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { findTimeZone } from './charts/chart-scope'
import { readAttempts } from './rollups/read-attempts'
import { windowOf } from './rollups/window-of'

/** Of each kind no more than these, the newest: a chart with more lines is a hatching. */
const MOST_OF_A_KIND = 30
/** Among so many alerts those are sought that may be seen. */
const MOST_READ = 500

/** Acts that can change what charts show. */
const ACTS: AuditAction[] = [
  'price.reprice',
  'provider.create',
  'provider.update',
  'provider.remove',
  'provider.enable',
  'provider.disable',
  'provider.order',
  'budget.create',
  'budget.update',
  'budget.delete',
]
const PAGE_OF = { price: 'settings/prices', provider: 'settings/provider', budget: 'budgets' } as const

interface Asked {
  ctx: TeamContext
  window: MetricWindow
  during: { gte: Date; lt: Date }
}

/**
 * What happened to a team in the range of its charts, oldest first: prompts, prices, alerts, budgets, providers. No sums of
 * money; and for who sees no costs nothing of budgets and of alerts of money.
 */
export async function listAnnotations(
  ctx: TeamContext,
  query: Pick<ChartQuery, 'range' | 'from' | 'until'>,
): Promise<ChartAnnotation[]> {
  assertCan(ctx, 'view')
  const window = windowOf(query, await findTimeZone(ctx.teamId))
  const asked = { ctx, window, during: { gte: new Date(window.from), lt: new Date(window.until) } }
  const kinds = await Promise.all([prompts, prices, alerts, budgets, acts].map((list) => list(asked)))
  return kinds.flat().sort((a, b) => (a.at < b.at ? -1 : 1))
}

/** Versions of prompts that replaced an earlier one; those that came together, together. */
async function prompts({ during }: Asked): Promise<ChartAnnotation[]> {
  const versions = await db().promptVersion.findMany({
    select: { id: true, workflow: true, stage: true, createdAt: true },
    orderBy: { createdAt: 'asc' },
  })
  const known = new Map<string, Date>()
  const newer = versions.filter(({ workflow, stage, createdAt }) => {
    const first = known.get(`${workflow}/${stage}`)
    known.set(`${workflow}/${stage}`, first ?? createdAt)
    return first !== undefined && first < createdAt && createdAt >= during.gte && createdAt < during.lt
  })
  const moments = [...new Set(newer.map(({ createdAt }) => createdAt.toISOString()))].slice(-MOST_OF_A_KIND)
  const cameAt = (at: string) => newer.filter(({ createdAt }) => createdAt.toISOString() === at)
  return moments
    .map((at) => ({ at, all: cameAt(at) }))
    .map(({ at, all }) => ({
      id: `prompt ${at}`,
      at,
      kind: 'prompt',
      text: `New ${all.length === 1 ? 'prompt' : 'prompts'}: ${all.map(({ id }) => id).join(', ')}`,
      href: null,
    }))
}

/** Days from which a model that was called costs something else. */
async function prices({ ctx, window, during }: Asked): Promise<ChartAnnotation[]> {
  const { teamId, teamSlug } = ctx
  const used = await readAttempts(teamId, { window, by: ['model'], total: true })
  const models = used.flatMap(({ keys }) => keys.model ?? [])
  const rows = await db().price.findMany({
    where: { teamId: { in: ['', teamId] }, model: { in: models }, effectiveFrom: during },
    distinct: ['model', 'effectiveFrom'],
    orderBy: { effectiveFrom: 'desc' },
    take: MOST_OF_A_KIND,
  })
  return rows.map(({ id, model, effectiveFrom }) => ({
    id: `price ${id}`,
    at: effectiveFrom.toISOString(),
    kind: 'price',
    text: `Price of ${model} from here on`,
    href: `/t/${teamSlug}/settings/prices`,
  }))
}

async function alerts({ ctx, during }: Asked): Promise<ChartAnnotation[]> {
  const { teamId, teamSlug } = ctx
  const fired = await db().alert.findMany({
    where: { teamId, firedAt: during },
    orderBy: { firedAt: 'desc' },
    take: MOST_READ,
  })
  const seen = fired.filter(({ condition }) => maySeeAlert(ctx, condition)).slice(0, MOST_OF_A_KIND)
  return seen.map(({ id, ruleName, subjectName, firedAt, startedAt }) => ({
    id: `alert ${id}`,
    at: (firedAt ?? startedAt).toISOString(),
    kind: 'alert',
    text: `Alert: ${ruleName}${subjectName === null ? '' : ` (${subjectName})`}`,
    href: `/t/${teamSlug}/alerts/${id}`,
  }))
}

/** Marks that budgets passed; those of single launches are seen on the launch. */
async function budgets({ ctx, during }: Asked): Promise<ChartAnnotation[]> {
  const { teamId, teamSlug, seesCosts } = ctx
  if (!seesCosts) return []
  const passed = await db().budgetWarning.findMany({
    where: { createdAt: during, budget: { teamId, scope: { not: 'launch' } } },
    include: { budget: true },
    orderBy: { createdAt: 'desc' },
    take: MOST_OF_A_KIND,
  })
  if (passed.length === 0) return []
  const { nameOf } = await nameScopes(teamId)
  return passed.map(({ budget, percent, createdAt }) => ({
    id: `budget ${budget.id} ${percent} ${createdAt.toISOString()}`,
    at: createdAt.toISOString(),
    kind: 'budget',
    text: `Budget of ${nameOf(budget)}: ${percent} % spent`,
    href: `/t/${teamSlug}/budgets`,
  }))
}

/** What people did that can change figures. */
async function acts({ ctx, during }: Asked): Promise<ChartAnnotation[]> {
  const { teamId, teamSlug, seesCosts } = ctx
  const told = ACTS.filter((action) => seesCosts || !action.startsWith('budget.'))
  const done = await db().auditEntry.findMany({
    where: { teamId, createdAt: during, action: { in: told } },
    select: { id: true, action: true, userId: true, createdAt: true },
    orderBy: { createdAt: 'desc' },
    take: MOST_OF_A_KIND,
  })
  const names = await findUserNames(done.map(({ userId }) => userId))
  return done.map(({ id, action, userId, createdAt }) => {
    const kind = action.startsWith('price.') ? 'price' : action.startsWith('budget.') ? 'budget' : 'provider'
    const who = userId === null ? 'Assay' : (names.get(userId) ?? FORMER_MEMBER)
    return {
      id: `act ${id}`,
      at: createdAt.toISOString(),
      kind,
      text: `${who} ${AUDIT_WORDS[action as AuditAction]}`,
      href: `/t/${teamSlug}/${PAGE_OF[kind]}`,
    }
  })
}
