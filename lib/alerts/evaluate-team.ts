import 'server-only'
import { db } from '@/lib/db/db'
import type { AlertReading } from '@/lib/domain/alert'
import { log } from '@/lib/log/log'
import { applyReadings } from './incidents/apply-readings'
import { makeReadContext, type ReadContext, ScopeGone } from './readings/read-context'
import { readRule } from './readings/read-rule'
import { ensureDefaultRules } from './rules/ensure-default-rules'
import { parseRule } from './rules/parse-rule'
import { saveSamples } from './rules/save-samples'
import { teamTimeZone } from './rules/team-time-zone'

const NOT_READ = 'It could not be read; it is tried again within a minute.'

type Rule = ReturnType<typeof parseRule<Awaited<ReturnType<typeof listRules>>[number]>>

const listRules = (teamId: string) => db().alertRule.findMany({ where: { teamId, enabled: true } })

async function evaluateRule(context: ReadContext, rule: Rule): Promise<void> {
  const { now } = context
  let readings: AlertReading[] = []
  let problem: string | null = null
  try {
    readings = await readRule(context, rule)
  } catch (error) {
    problem = error instanceof ScopeGone ? error.message : NOT_READ
    if (!(error instanceof ScopeGone)) log.warn({ err: error, rule: rule.id }, 'an alert rule was not read')
  }
  // A rule that cannot be read changes nothing, but for one whose subject is gone: that ends what was open.
  const news = problem === NOT_READ ? [] : await applyReadings(rule, readings, now)
  await saveSamples(rule, readings, { news, now })
  const sight = { seenAt: now, problem }
  await db().alertSight.upsert({
    where: { ruleId: rule.id },
    create: { ...sight, ruleId: rule.id, readings },
    update: { ...sight, ...(problem === null ? { readings } : {}) },
  })
}

/** Looks at every rule of a team that is on, and tells what is new. A rule that fails keeps no other from being read. */
export async function evaluateTeam(teamId: string, now = new Date()): Promise<void> {
  await ensureDefaultRules(teamId)
  const context = makeReadContext(teamId, await teamTimeZone(teamId), now)
  for (const row of await listRules(teamId)) {
    await evaluateRule(context, parseRule(row)).catch((error: unknown) =>
      log.warn({ err: error, rule: row.id }, 'an alert rule was not evaluated'),
    )
  }
}
