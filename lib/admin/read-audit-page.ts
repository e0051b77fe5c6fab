import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { AUDIT_WORDS, AuditAction, type AuditFilter, type AuditRow } from '@/lib/domain/audit'
import { FORMER_MEMBER } from '@/lib/domain/team'
import type { Actor } from './list-actors'
import { nameSubjects } from './name-subjects'
import { toldDetail } from './told-detail'

/** What stands for the schedule where a person would stand. */
const ITSELF = 'Assay'
const DAY_MS = 86_400_000

type Ask = { filter: AuditFilter; cursor?: string; limit: number; people: Actor[] | Promise<Actor[]> }

/** A page of the team's acts, newest first; `nextCursor` null: the last one. Throws `invalid-input` for a cursor that is none. */
export async function readAuditPage(
  teamId: string,
  { filter, cursor, limit, people }: Ask,
): Promise<{ rows: AuditRow[]; nextCursor: string | null }> {
  const found = await db().auditEntry.findMany({
    where: { AND: [auditWhere(teamId, filter), cursor === undefined ? {} : before(cursor)] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const [actors, subjects] = await Promise.all([people, nameSubjects(teamId, page)])
  const nameOf = new Map(actors.map(({ id, name }) => [id, name]))
  return {
    rows: page.map((entry) => {
      const action = AuditAction.safeParse(entry.action)
      return {
        id: entry.id,
        at: entry.createdAt.toISOString(),
        who: entry.userId === null ? ITSELF : (nameOf.get(entry.userId) ?? FORMER_MEMBER),
        userId: entry.userId,
        action: entry.action,
        did: action.success ? AUDIT_WORDS[action.data] : entry.action,
        subjectId: entry.subjectId,
        ...(subjects.get(entry.id) ?? { subject: null, path: null }),
        detail: toldDetail(z.looseObject({}).catch({}).parse(entry.detail)),
        requestId: entry.requestId,
      }
    }),
    nextCursor: found.length > page.length && last !== undefined ? cursorOf(last) : null,
  }
}

function auditWhere(teamId: string, { about, who, from, until, subject }: AuditFilter) {
  const people = who.filter((id) => id !== 'nobody')
  return {
    teamId,
    subjectId: subject,
    createdAt: {
      ...(from === undefined ? {} : { gte: new Date(from) }),
      ...(until === undefined ? {} : { lt: new Date(Date.parse(until) + DAY_MS) }),
    },
    AND: [
      about.length === 0 ? {} : { OR: about.map((word) => ({ action: { startsWith: `${word}.` } })) },
      who.length === 0
        ? {}
        : { OR: [{ userId: { in: people } }, ...(people.length < who.length ? [{ userId: null }] : [])] },
    ],
  }
}

const Cursor = z.tuple([z.iso.datetime(), z.string().regex(/^[^\0]*$/)])

const cursorOf = ({ createdAt, id }: { createdAt: Date; id: string }) =>
  Buffer.from(JSON.stringify([createdAt.toISOString(), id])).toString('base64url')

function before(cursor: string) {
  try {
    const [at, id] = Cursor.parse(JSON.parse(Buffer.from(cursor, 'base64url').toString()))
    const createdAt = new Date(at)
    // The first condition follows from the others; by it Postgres begins to read the index at the page.
    return {
      createdAt: { lte: createdAt },
      OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }],
    }
  } catch {
    throw new AssayError('invalid-input', 'This page of the audit log is no longer valid. Reload it.')
  }
}
