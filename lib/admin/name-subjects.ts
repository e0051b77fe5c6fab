import 'server-only'
import { db } from '@/lib/db/db'
import { describeBudget } from '@/lib/domain/describe-budget'
import { TARGETS } from '@/lib/domain/targets'
import { titleOfWorkflow } from '@/lib/domain/workflow-title'

interface Entry {
  id: string
  subjectType: string
  subjectId: string | null
}
interface Named {
  subject: string | null
  /** below /t/[team] */
  path: string | null
}
type NamesById = Map<string, Named>

/** How to name things of each kind, and where they are shown; of the team only. */
const FIND: Record<string, (teamId: string, ids: string[]) => Promise<NamesById>> = {
  project: async (teamId, ids) =>
    byId(await db().project.findMany({ where: { teamId, id: { in: ids } } }), ({ name, slug }) => ({
      subject: name,
      path: `/projects/${slug}`,
    })),
  run: async (teamId, ids) =>
    byId(await db().run.findMany({ where: { teamId, id: { in: ids } } }), ({ id, targetPath }) => ({
      subject: targetPath,
      path: `/runs/${id}`,
    })),
  launch: async (teamId, ids) =>
    byId(await db().launch.findMany({ where: { teamId, id: { in: ids } } }), ({ id, workflow }) => ({
      subject: titleOfWorkflow(workflow),
      path: `/launches/${id}`,
    })),
  finding: async (teamId, ids) =>
    byId(await db().finding.findMany({ where: { teamId, id: { in: ids } } }), ({ id, rule, path }) => ({
      subject: `${rule} in ${path}`,
      path: `/findings?view=all&finding=${id}`,
    })),
  provider: async (teamId, ids) =>
    byId(await db().provider.findMany({ where: { teamId, id: { in: ids } } }), ({ name }) => ({
      subject: name,
      path: '/settings/provider',
    })),
  member: async (teamId, ids) =>
    byId(
      await db().member.findMany({ where: { teamId, id: { in: ids } }, include: { user: true } }),
      ({ user }) => ({ subject: user.name, path: '/settings/members' }),
    ),
  person: async (teamId, ids) =>
    byId(
      (await db().member.findMany({ where: { teamId, userId: { in: ids } }, include: { user: true } })).map(
        ({ user }) => user,
      ),
      ({ name }) => ({ subject: name, path: '/settings/members' }),
    ),
  price: async (teamId, ids) =>
    byId(await db().price.findMany({ where: { teamId, id: { in: ids } } }), ({ model }) => ({
      subject: model,
      path: '/settings/prices',
    })),
  budget: async (teamId, ids) =>
    byId(await db().budget.findMany({ where: { teamId, id: { in: ids } } }), ({ scope, period }) => ({
      subject: describeBudget({ scope, period }),
      path: '/budgets',
    })),
  alert: async (teamId, ids) =>
    byId(await db().alert.findMany({ where: { teamId, id: { in: ids } } }), ({ id, ruleName }) => ({
      subject: ruleName,
      path: `/alerts/${id}`,
    })),
  'alert-rule': async (teamId, ids) =>
    byId(await db().alertRule.findMany({ where: { teamId, id: { in: ids } } }), ({ id, name }) => ({
      subject: name,
      path: `/alerts/rules/${id}`,
    })),
  'alert-channel': async (teamId, ids) =>
    byId(await db().alertChannel.findMany({ where: { teamId, id: { in: ids } } }), ({ name }) => ({
      subject: name,
      path: '/alerts/channels',
    })),
  stage: async (_teamId, ids) =>
    new Map(ids.map((id) => [id, { subject: id, path: '/settings/routing' }] as const)),
  target: async (_teamId, ids) =>
    new Map(
      Object.entries(TARGETS).flatMap(([id, { label }]) =>
        ids.includes(id) ? [[id, { subject: label, path: '' }] as const] : [],
      ),
    ),
}

function byId<Row extends { id: string }>(rows: Row[], name: (row: Row) => Named): NamesById {
  return new Map(rows.map((row) => [row.id, name(row)]))
}

/** What the acts were done to, by the id of the act; what is gone has neither name nor page. */
export async function nameSubjects(teamId: string, entries: Entry[]): Promise<Map<string, Named>> {
  const types = [...new Set(entries.map(({ subjectType }) => subjectType))]
  const found = await Promise.all(
    types.map(async (type): Promise<[string, NamesById]> => {
      const ids = entries.flatMap((entry) => (entry.subjectType === type ? (entry.subjectId ?? []) : []))
      return [type, (await FIND[type]?.(teamId, [...new Set(ids)])) ?? new Map()]
    }),
  )
  const names = new Map(found)
  return new Map(
    entries.flatMap(({ id, subjectType, subjectId }) => {
      const named = names.get(subjectType)?.get(subjectId ?? '')
      return named === undefined ? [] : [[id, named] as const]
    }),
  )
}
