import 'server-only'
import type { Transaction } from '@/lib/db/db'
import { type Sql, sql } from '@/lib/db/sql'
import { FORMER_MEMBER } from '@/lib/domain/team'

interface Mentioned {
  teamId: string
  userId: string
  nobody: string
  /** null: it went before */
  account: { email: string; name: string } | null
}

/** Ids, names and addresses within details of acts, texts of alerts and their messages, and on links made for a person. */
export async function dropMentions(tx: Transaction, mentioned: Mentioned): Promise<void> {
  const { teamId, userId, nobody, account } = mentioned
  await replaceInActs(tx, teamId, userId, nobody)
  await tx.$executeRaw`
    UPDATE alert_channel SET "userIds" = array_remove("userIds", ${userId}) WHERE "teamId" = ${teamId}`
  await renameInAlerts(tx, mentioned)
  if (account === null) return
  const { email, name } = account
  await replaceInActs(tx, teamId, email, 'removed')
  await tx.$executeRaw`
    UPDATE invitation SET email = NULL WHERE "teamId" = ${teamId} AND lower(email) = lower(${email})`
  await tx.$executeRaw`
    UPDATE alert_delivery SET problem = regexp_replace(problem, ${literally(email)}, 'removed', 'gi')
    WHERE "teamId" = ${teamId} AND position(lower(${email}) IN lower(problem)) > 0`
  await tx.$executeRaw`
    UPDATE alert_delivery SET message = replace(message::text, ${`"${inJson(name)} tested`}, ${`"${FORMER_MEMBER} tested`})::jsonb
    WHERE "teamId" = ${teamId} AND "eventId" IS NULL`
}

async function replaceInActs(tx: Transaction, teamId: string, from: string, to: string): Promise<void> {
  await tx.$executeRaw`
    UPDATE audit_entry SET detail = replace(detail::text, ${from}, ${to})::jsonb
    WHERE "teamId" = ${teamId} AND position(${from} IN detail::text) > 0`
}

const BUDGET_OF = 'member budget of '

/** Alerts about budgets of a member name whose they are, by the name of then. */
async function renameInAlerts(tx: Transaction, { teamId, nobody, account }: Mentioned): Promise<void> {
  const told = await tx.$queryRaw<{ name: string | null }[]>`
    SELECT DISTINCT substring("subjectName" FROM ${`^${BUDGET_OF}(.*?)( for this [a-z]+)?$`}) AS name FROM alert
    WHERE "teamId" = ${teamId} AND subject IN (
      SELECT id FROM budget WHERE "teamId" = ${teamId} AND scope = 'member' AND "scopeId" = ${nobody}
      UNION SELECT "subjectId" FROM audit_entry
      WHERE "teamId" = ${teamId} AND "subjectType" = 'budget' AND detail->>'scopeId' = ${nobody})`
  const names = [account?.name, ...told.map(({ name }) => name)].flatMap((name) => name ?? [])
  for (const name of new Set(names)) {
    const former = `${BUDGET_OF}${FORMER_MEMBER.toLowerCase()}`
    // As it goes on in our texts: “Ann” is not the beginning of “Ann Lee”.
    const end = '(?= for this | has used |[).:,"]|$)'
    const renamed = (column: Sql, written = name) =>
      sql`regexp_replace(${column}, ${`${literally(`${BUDGET_OF}${written}`)}${end}`}, ${former}, 'g')`
    await tx.$executeRaw`
      UPDATE alert SET "subjectName" = ${renamed(sql`"subjectName"`)}, text = ${renamed(sql`text`)}
      WHERE "teamId" = ${teamId} AND position(${`${BUDGET_OF}${name}`} IN concat("subjectName", text)) > 0`
    await tx.$executeRaw`
      UPDATE alert_event SET text = ${renamed(sql`text`)}
      WHERE "teamId" = ${teamId} AND position(${`${BUDGET_OF}${name}`} IN text) > 0`
    await tx.$executeRaw`
      UPDATE alert_delivery SET message = ${renamed(sql`message::text`, inJson(name))}::jsonb
      WHERE "teamId" = ${teamId} AND position(${`${BUDGET_OF}${inJson(name)}`} IN message::text) > 0`
    await tx.$executeRaw`
      UPDATE alert_sight SET readings = ${renamed(sql`readings::text`, inJson(name))}::jsonb
      WHERE "ruleId" IN (SELECT id FROM alert_rule WHERE "teamId" = ${teamId})
        AND position(${`${BUDGET_OF}${inJson(name)}`} IN readings::text) > 0`
  }
}

/** A text as a regular expression of Postgres that finds it and nothing else. */
const literally = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

/** As it stands within a text of a jsonb value. */
const inJson = (text: string): string => JSON.stringify(text).slice(1, -1)
