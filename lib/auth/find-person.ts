import 'server-only'
import { createHmac, timingSafeEqual } from 'node:crypto'
import { parseCookies } from 'better-auth/cookies'
import { queryAside } from '@/lib/db/query-aside'
import { sql } from '@/lib/db/sql'
import { auth } from './auth'

interface PersonRow extends Record<string, unknown> {
  userId: string
  userName: string
}

/**
 * Who a request comes from by its session cookie; null when nobody is signed in. The library's own reading of a session is a
 * request within the request, with three statements of the client; this one asks one, and a test holds the two together.
 */
export async function findPerson(headers: Headers): Promise<{ userId: string; userName: string } | null> {
  const { authCookies, secret } = await auth().$context
  const cookie = parseCookies(headers.get('cookie') ?? '').get(authCookies.sessionToken.name)
  const token = cookie === undefined ? null : signedText(cookie, secret)
  if (token === null) return null
  // Columns of the library are without a zone, in UTC.
  const now = new Date().toISOString()
  const [person] = await queryAside<PersonRow>(sql`
    SELECT person.id AS "userId", person.name AS "userName"
    FROM session JOIN "user" AS person ON person.id = session."userId"
    WHERE session.token = ${token} AND session."expiresAt" >= ${now}::timestamp`)
  return person === undefined ? null : { userId: person.userId, userName: person.userName }
}

/** What was signed with the secret, as the library signs cookies: `text.signature`, HMAC-SHA-256 in base64. Else null. */
function signedText(value: string, secret: string): string | null {
  const end = value.lastIndexOf('.')
  const text = value.slice(0, Math.max(0, end))
  const given = Buffer.from(value.slice(end + 1), 'base64')
  const right = createHmac('sha256', secret).update(text).digest()
  return text !== '' && given.length === right.length && timingSafeEqual(given, right) ? text : null
}
