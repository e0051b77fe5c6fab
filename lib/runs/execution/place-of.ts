import 'server-only'
import { db } from '@/lib/db/db'
import type { RunPlace } from '../durable/engine-names'

/** The place of a run that was enqueued without it, by an earlier release. Throws when there is no such run. */
export function placeOf(runId: string): Promise<RunPlace> {
  return db().run.findFirstOrThrow({ where: { id: runId }, select: { teamId: true, launchId: true } })
}
