import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import {
  AUDIT_WORDS,
  AuditAction,
  type AuditFilter,
  type AuditList,
  AuditQuery,
  type AuditQueryInput,
} from '@/lib/domain/audit'
import { parseInput } from '@/lib/domain/parse-input'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { listActors } from './list-actors'
import { nameSubjects } from './name-subjects'
import { toldDetail } from './told-detail'

/** What stands for the schedule where a person would stand. */
const ITSELF = 'Assay'
const DAY_MS = 86_400_000

/** Who did what when, newest first, page by page. Throws `forbidden`, `invalid-input`. */
export async function listAudit(ctx: TeamContext, input: AuditQueryInput): Promise<AuditList> {
  assertCan(ctx, 'manage-settings')
  const { cursor, limit, ...filter } = parseInput(AuditQuery, input)
  const found = await db().auditEntry.findMany({
    where: { AND: [auditWhere(ctx.teamId, filter), cursor === undefined ? {} : before(cursor)] },
    orderBy: [{ createdAt: 'desc' }, { id: 'desc' }],
    take: limit + 1,
  })
  const page = found.slice(0, limit)
  const last = page.at(-1)
  const [people, subjects] = await Promise.all([listActors(ctx.teamId), nameSubjects(ctx.teamId, page)])
  const nameOf = new Map(people.map(({ id, name }) => [id, name]))
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
    people: people.map(({ id, name }) => ({ id, name })),
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
    return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] }
  } catch {
    throw new AssayError('invalid-input', 'This page of the audit log is no longer valid. Reload it.')
  }
}
