import 'server-only'
import { db } from '@/lib/db/db'
import { DEFAULT_RULES } from './default-rules'

/** Gives a team the rules every team begins with, those that it lacks; what it changed stays as it is. */
export async function ensureDefaultRules(teamId: string): Promise<void> {
  const present = await db().alertRule.count({ where: { teamId, builtIn: { not: null } } })
  if (present >= DEFAULT_RULES.length) return
  await db().alertRule.createMany({
    data: DEFAULT_RULES.map((rule) => ({
      ...rule,
      teamId,
      kind: rule.condition.kind,
      scope: 'team',
      scopeId: teamId,
    })),
    skipDuplicates: true,
  })
}
