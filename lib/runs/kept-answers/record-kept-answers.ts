import 'server-only'
import { readdir, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { throughOutages } from '@/lib/db/through-outages'
import { log } from '@/lib/log/log'
import { writePaid } from '../calls/write-paid'
import { isOfWorker, isOwnFile, mayBeWritten } from './answer-file-name'
import { answersFolder, KeptAnswer, movedInTime } from './kept-answer'

/** Null: it is of another release. */
function parsed(line: string): KeptAnswer | null {
  try {
    return KeptAnswer.parse(JSON.parse(line))
  } catch {
    return null
  }
}

const Told = z.object({
  attempt: z.object({ id: z.unknown(), requestId: z.unknown(), costNanoUsd: z.unknown() }),
})

/** What a line that cannot be recorded says of what was paid. */
function toldBy(line: string): z.infer<typeof Told>['attempt'] | undefined {
  try {
    return Told.parse(JSON.parse(line)).attempt
  } catch {
    return undefined
  }
}

/** Another worker that is here may have been quicker. */
function unlessMissing(error: NodeJS.ErrnoException): '' {
  if (error.code === 'ENOENT') return ''
  throw error
}

const runIsThere = async (id: string) => (await db().run.count({ where: { id } })) > 0

/** One that is on record by now changes nothing: it is known by its request. False: it must be tried again. */
async function record(kept: KeptAnswer): Promise<boolean> {
  const { run, ...paid } = movedInTime(kept, -performance.timeOrigin)
  const { id: attemptId, requestId, costNanoUsd } = paid.attempt
  const about = { runId: run.runId, attemptId, requestId, costNanoUsd }
  try {
    await throughOutages(() => writePaid(run, paid), { about })
    log.info(about, 'an answer that a worker had kept is on record')
    return true
  } catch (error) {
    const isLeft = await runIsThere(run.runId).catch(() => true)
    if (isLeft)
      log.error({ ...about, err: error }, 'an answer that a worker had kept is not on record: it stays')
    else log.warn(about, 'an answer that a worker had kept was of a run that is gone')
    return !isLeft
  }
}

/**
 * Returns how many answers there were; a file of which all are on record goes, and one that this release cannot read stays
 * under another name. `isWritten`: its process may still be at work.
 */
async function recordFile(name: string, isWritten: boolean): Promise<number> {
  const place = path.join(answersFolder(), name)
  const lines = (await readFile(place, 'utf8').catch(unlessMissing)).split('\n')
  // Behind the last end of a line there is nothing, or what its writer had of one when it was killed.
  const half = lines.pop() ?? ''
  if (half !== '' && !isWritten)
    log.warn({ file: name, characters: half.length }, 'of a kept answer there is only a part')
  let [found, isDone, isRead] = [0, true, true]
  for (const [index, line] of lines.entries()) {
    if (line === '') continue
    const answer = parsed(line)
    if (answer === null) {
      isRead = false
      if (!isWritten)
        log.error(
          { file: name, line: index + 1, attempt: toldBy(line) },
          'a kept answer cannot be read: it stays',
        )
      continue
    }
    found += 1
    if (!(await record(answer))) isDone = false
  }
  // Asked again, as that of another machine may have been at rest only.
  if (!isDone || isWritten || mayBeWritten(place)) return found
  await (isRead ? rm(place, { force: true }) : rename(place, `${place}.unread`).catch(unlessMissing))
  return found
}

async function recordAll(silent: string[]): Promise<number> {
  const names = await readdir(answersFolder()).catch(() => [])
  let found = 0
  for (const name of names.filter((one) => one.endsWith('.jsonl') && !isOwnFile(one))) {
    try {
      // Asked first: what a process writes between its file's reading and its own end must not go.
      const isWritten = mayBeWritten(path.join(answersFolder(), name))
      if (!isWritten || isOfWorker(name, silent)) found += await recordFile(name, isWritten)
    } catch (error) {
      log.error({ err: error, file: name }, 'a file of kept answers could not be read or removed: it stays')
    }
  }
  return found
}

const allSilent = new Set<string>()
let last: Promise<unknown> = Promise.resolve()
let next: Promise<number> | undefined

/**
 * Puts on record what processes of this machine that are gone had received and not yet recorded, so that it is not paid
 * again, and what its workers named in `silent` have, which may only be frozen. To be called before their flows are taken up;
 * all who ask while others are answered share one reading, which begins afterwards. Never throws: what cannot be recorded is
 * logged and stays. Returns how many there were.
 */
export function recordKeptAnswers(silent: string[] = []): Promise<number> {
  for (const id of silent) allSilent.add(id)
  next ??= last.then(() => {
    const ids = [...allSilent]
    allSilent.clear()
    next = undefined
    return recordAll(ids)
  })
  last = next
  return next
}
