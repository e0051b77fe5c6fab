import 'server-only'
import { headers } from 'next/headers'
import { db } from '@/lib/db/db'
import type { SessionRow } from '@/lib/domain/session'
import { formatUserAgent } from '@/lib/format/format-user-agent'
import type { PersonContext } from '@/lib/teams/team-context'
import { auth } from './auth'

/** Where a person is signed in, this session first, then the newest; for pages. */
export async function listSessions({ userId }: PersonContext): Promise<SessionRow[]> {
  const [present, rows] = await Promise.all([
    auth().api.getSession({ headers: new Headers(await headers()) }),
    db().session.findMany({
      where: { userId, expiresAt: { gt: new Date() } },
      orderBy: { createdAt: 'desc' },
      take: 200,
    }),
  ])
  return rows
    .map((row) => ({
      id: row.id,
      browser: formatUserAgent(row.userAgent),
      address: row.ipAddress === '' ? null : row.ipAddress,
      startedAt: row.createdAt.toISOString(),
      expiresAt: row.expiresAt.toISOString(),
      isThis: row.id === present?.session.id,
    }))
    .sort((a, b) => Number(b.isThis) - Number(a.isThis))
}
