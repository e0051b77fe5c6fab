import 'server-only'
import { Readable } from 'node:stream'
import type { z } from 'zod'
import { AssayError } from '@/lib/domain/assay-error'
import { AuditFilter, type AuditRow } from '@/lib/domain/audit'
import { parseInput } from '@/lib/domain/parse-input'
import { toCsv } from '@/lib/format/to-csv'
import { log } from '@/lib/log/log'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { listActors } from './list-actors'
import { readAuditPage } from './read-audit-page'

/** Held in memory at a time. */
const PAGE = 1000

const COLUMNS = {
  at: (row: AuditRow) => row.at,
  who: (row: AuditRow) => row.who,
  user_id: (row: AuditRow) => row.userId,
  action: (row: AuditRow) => row.action,
  subject: (row: AuditRow) => row.subject,
  subject_id: (row: AuditRow) => row.subjectId,
  detail: (row: AuditRow) => row.detail,
  request_id: (row: AuditRow) => row.requestId,
}

/**
 * All acts that fit the filters as CSV, newest first, made while it is downloaded. A download that could not be finished is
 * broken off, so that nobody takes a part for the whole; so is one of who may not have it any more, which is asked before each
 * further page. Throws `forbidden`, `invalid-input`.
 */
export function exportAudit(
  ctx: TeamContext,
  input: Partial<z.input<typeof AuditFilter>>,
  isStillAllowed: () => Promise<boolean>,
): { name: string; content: ReadableStream } {
  assertCan(ctx, 'manage-settings')
  const filter = parseInput(AuditFilter, input)
  const lines = Readable.from(writeLines(ctx.teamId, filter, isStillAllowed))
  lines.once('error', (err) => log.warn({ err, teamId: ctx.teamId }, 'an audit log was not finished'))
  return { name: `${ctx.teamSlug}-audit-log.csv`, content: Readable.toWeb(lines) as ReadableStream }
}

async function* writeLines(
  teamId: string,
  filter: AuditFilter,
  isStillAllowed: () => Promise<boolean>,
): AsyncGenerator<Buffer> {
  const people = await listActors(teamId)
  let cursor: string | undefined
  do {
    if (cursor !== undefined && !(await isStillAllowed())) {
      throw new AssayError('forbidden', 'You may not have this team’s audit log any more.')
    }
    const page = await readAuditPage(teamId, { filter, cursor, limit: PAGE, people })
    yield Buffer.from(toCsv(page.rows, COLUMNS, { isContinued: cursor !== undefined }))
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
}
