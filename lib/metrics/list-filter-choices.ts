import 'server-only'
import { db } from '@/lib/db/db'
import type { FilterChoices } from '@/lib/domain/filter-choices'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { readAttempts } from './rollups/read-attempts'
import { windowOf } from './rollups/window-of'

/** What a team's charts can be filtered by: projects and people of today, models and prompts of the last 90 days. */
export async function listFilterChoices(ctx: TeamContext, now = new Date()): Promise<FilterChoices> {
  assertCan(ctx, 'view')
  const { teamId } = ctx
  const window = windowOf({ range: '90d' }, 'UTC', now)
  const [projects, members, used] = await Promise.all([
    db().project.findMany({
      where: { teamId },
      select: { slug: true, name: true },
      orderBy: { name: 'asc' },
    }),
    db().member.findMany({
      where: { teamId },
      select: { userId: true, user: { select: { name: true } } },
      orderBy: { user: { name: 'asc' } },
    }),
    readAttempts(teamId, { window, by: ['model', 'prompt'], total: true }),
  ])
  const usedValues = (key: 'model' | 'prompt') =>
    [...new Set(used.flatMap(({ keys }) => keys[key] ?? []))]
      .toSorted()
      .map((value) => ({ value, label: value }))
  return {
    project: projects.map(({ slug, name }) => ({ value: slug, label: name })),
    member: members.map(({ userId, user }) => ({ value: userId, label: user.name })),
    model: usedValues('model'),
    prompt: usedValues('prompt'),
  }
}
