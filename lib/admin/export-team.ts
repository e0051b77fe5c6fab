import 'server-only'
import { Readable } from 'node:stream'
import { createGzip } from 'node:zlib'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { log } from '@/lib/log/log'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { writeArchive } from './export/write-archive'

/** Each holds a connection and a view of the database while it lasts. */
const MOST_AT_ONCE = 2
let underWay = 0

/**
 * All data of the team as a .tar.gz of JSON lines, made while it is downloaded; secrets are masked. Throws `forbidden`, and
 * `unavailable` while this server makes two already.
 */
export async function exportTeam(ctx: TeamContext): Promise<{ name: string; content: ReadableStream }> {
  assertCan(ctx, 'manage-settings')
  const { teamId, teamSlug } = ctx
  if (underWay >= MOST_AT_ONCE) {
    throw new AssayError('unavailable', 'Two archives are being made already. Try again in a few minutes.')
  }
  await db().$transaction((tx) =>
    recordAudit(tx, ctx, { action: 'export.create', subjectType: 'team', subjectId: teamId }),
  )
  underWay += 1
  const archive = Readable.from(writeArchive(teamId))
  const zipped = createGzip()
  archive.once('error', (error) => {
    log.warn({ err: error, teamId }, 'an archive was not finished')
    zipped.destroy(error)
  })
  zipped.once('close', () => {
    underWay -= 1
    archive.destroy()
  })
  const day = new Date().toISOString().slice(0, 10)
  return {
    name: `assay-${teamSlug}-${day}.tar.gz`,
    content: Readable.toWeb(archive.pipe(zipped)) as ReadableStream,
  }
}
