import 'server-only'
import { randomBytes } from 'node:crypto'
import { z } from 'zod'
import { db, type Transaction } from '@/lib/db/db'
import { constantSql } from '@/lib/db/sql'
import { LOCK_SPACE } from '@/lib/metrics/rollups/fold-rollups'
import { METRIC_KINDS } from '@/lib/metrics/rollups/metric-kind'
import { dropMentions } from './drop-mentions'
import { PERSON_COLUMNS } from './person-columns'

const BATCH = 2000
/** So many rows that one statement would hold others up. */
const LARGE = ['attempt', 'run']

const Ids = z.array(z.object({ id: z.string() }))

interface Person {
  teamId: string
  userId: string
}

/**
 * Deletes a person's data within a team: what they wrote (comments of reviews and verdicts) goes; rows of work and money
 * stay and belong to “a former member”, under an id made for this and kept nowhere; texts of alerts name them no more. Without a team left, the account goes,
 * with its sessions. Can be repeated after a crash. Returns how many rows it was, by what they are.
 */
export async function anonymisePerson({ teamId, userId }: Person): Promise<Record<string, number>> {
  const nobody = `former-${randomBytes(9).toString('base64url')}`
  const account = await db().user.findUnique({ where: { id: userId }, select: { email: true, name: true } })
  const comments = await dropComments({ teamId, userId })
  let rows = 0
  for (const table of LARGE) rows += await inBatches(table, { teamId, userId }, nobody)
  rows += await db().$transaction(async (tx) => {
    let small = 0
    for (const [table, columns] of Object.entries(PERSON_COLUMNS)) {
      if (LARGE.includes(table)) continue
      for (const column of columns) small += await replaceIn(tx, { table, column, teamId, userId, nobody })
    }
    await renameInRollups(tx, { teamId, userId, nobody })
    await dropMentions(tx, { teamId, userId, nobody, account })
    return small
  })
  return { comments, 'rows made anonymous': rows, accounts: await dropAccount(userId, account?.email) }
}

async function dropComments({ teamId, userId }: Person): Promise<number> {
  const where = { teamId, userId, comment: { not: null } }
  const reviews = await db().review.updateMany({ where, data: { comment: null } })
  const verdicts = await db().findingVerdict.updateMany({ where, data: { comment: null } })
  return reviews.count + verdicts.count
}

const quoted = (name: string) => constantSql(`"${name}"`)

interface Replacement extends Person {
  table: string
  column: string
  nobody: string
}

function replaceIn(tx: Transaction, { table, column, teamId, userId, nobody }: Replacement): Promise<number> {
  return tx.$executeRaw`
    UPDATE ${quoted(table)} SET ${quoted(column)} = ${nobody}
    WHERE "teamId" = ${teamId} AND ${quoted(column)} = ${userId}`
}

async function inBatches(table: string, { teamId, userId }: Person, nobody: string): Promise<number> {
  const column = quoted(PERSON_COLUMNS[table]?.[0] ?? '')
  // Along the key: one pass over the table, however many batches there are.
  for (let [done, after] = [0, '']; ; ) {
    const rows = await db().$queryRaw`
      SELECT id FROM ${quoted(table)} WHERE "teamId" = ${teamId} AND ${column} = ${userId} AND id > ${after}
      ORDER BY id LIMIT ${BATCH}`
    const ids = Ids.parse(rows).map(({ id }) => id)
    await db().$executeRaw`UPDATE ${quoted(table)} SET ${column} = ${nobody} WHERE id = ANY(${ids}::text[])`
    done += ids.length
    after = ids.at(-1) ?? after
    if (ids.length < BATCH) return done
  }
}

/**
 * Rows that are there have told the rollups by themselves; what is left under the person is of rows that were deleted. A key's
 * id is made of what it names: with the old one, sums of the same person invited again would be added to those of nobody.
 */
async function renameInRollups(
  tx: Transaction,
  { teamId, userId, nobody }: Person & { nobody: string },
): Promise<void> {
  await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtext(${LOCK_SPACE}), hashtext(${teamId}))`
  for (const { name, dimensions } of METRIC_KINDS) {
    const [keys, rollups] = [constantSql(`${name}_key`), constantSql(`${name}_rollup`)]
    const named = constantSql(['teamId', 'level', ...dimensions].map((column) => `"${column}"`).join(', '))
    for (const table of [constantSql(`${name}_delta`), keys]) {
      await tx.$executeRaw`
        UPDATE ${table} SET member = ${nobody} WHERE "teamId" = ${teamId} AND member = ${userId}`
    }
    await tx.$executeRaw`
      WITH old AS (SELECT id AS "oldId" FROM ${keys} WHERE "teamId" = ${teamId} AND member = ${nobody}),
      renamed AS (
        UPDATE ${keys} SET id = md5(ROW(${named})::text)::uuid FROM old WHERE id = "oldId" RETURNING "oldId", id
      )
      UPDATE ${rollups} SET "keyId" = renamed.id FROM renamed WHERE "keyId" = "oldId"`
  }
}

/** An account without a team is of no use to anybody; one that has another team is that team’s, too. */
async function dropAccount(userId: string, email: string | undefined): Promise<number> {
  const gone = await db().$executeRaw`
    DELETE FROM "user" WHERE id = ${userId} AND NOT EXISTS (SELECT FROM member WHERE "userId" = ${userId})`
  if (gone > 0 && email !== undefined) {
    await db().$executeRaw`DELETE FROM rate_limit WHERE key LIKE ${`% account ${email.toLowerCase()}`}`
  }
  return gone
}
