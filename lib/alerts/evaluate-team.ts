import 'server-only'
import { db } from '@/lib/db/db'
import { AlertCondition } from '@/lib/domain/alert-condition'
import { log } from '@/lib/log/log'
import { takeRound } from './incidents/take-round'
import { makeReadContext, type ReadContext, ScopeGone } from './readings/read-context'
import { readRule } from './readings/read-rule'
import { ensureDefaultRules } from './rules/ensure-default-rules'
import { parseRule } from './rules/parse-rule'
import { teamTimeZone } from './rules/team-time-zone'

const NOT_READ = 'It could not be read; it is tried again within a minute.'
const NOT_UNDERSTOOD =
  'It was stored by another version and cannot be read. Enter anew what it looks at, or remove it.'

/** The rules that are on; of those about budgets the one with the highest share first, as it takes the place of the lower. */
async function rulesOf(teamId: string) {
  const rules = await db().alertRule.findMany({ where: { teamId, enabled: true } })
  const percentOf = ({ condition }: (typeof rules)[number]) => {
    const parsed = AlertCondition.safeParse(condition).data
    return parsed?.kind === 'budget' ? parsed.percent : 0
  }
  return rules.toSorted((a, b) => percentOf(b) - percentOf(a))
}

type RuleOfDb = Awaited<ReturnType<typeof rulesOf>>[number]

async function evaluateRule(context: ReadContext, row: RuleOfDb): Promise<void> {
  const rule = parseRule(row)
  const { now } = context
  try {
    await takeRound(rule, await readRule(context, rule), { now })
  } catch (error) {
    if (!(error instanceof ScopeGone)) throw error
    await takeRound(rule, [], { now, gone: error.message })
  }
}

/** A rule that cannot be read changes nothing: it keeps what it saw and says so. */
async function noteProblem({ id, condition }: RuleOfDb, now: Date): Promise<void> {
  const isUnderstood = AlertCondition.safeParse(condition).success
  const sight = { seenAt: now, problem: isUnderstood ? NOT_READ : NOT_UNDERSTOOD }
  await db().alertSight.upsert({
    where: { ruleId: id },
    create: { ...sight, ruleId: id, readings: [] },
    update: sight,
  })
}

/** Looks at every rule of a team that is on, and tells what is new. A rule that fails keeps no other from being read. */
export async function evaluateTeam(teamId: string, now = new Date()): Promise<void> {
  await ensureDefaultRules(teamId)
  const context = makeReadContext(teamId, await teamTimeZone(teamId), now)
  for (const row of await rulesOf(teamId)) {
    await evaluateRule(context, row)
      .catch((error: unknown) => {
        log.warn({ err: error, rule: row.id }, 'an alert rule was not read')
        return noteProblem(row, now)
      })
      .catch((error: unknown) => log.warn({ err: error, rule: row.id }, 'a rule’s problem was not noted'))
  }
}
