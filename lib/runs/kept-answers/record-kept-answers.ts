import 'server-only'
import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { db } from '@/lib/db/db'
import { throughOutages } from '@/lib/db/through-outages'
import { log } from '@/lib/log/log'
import { writePaid } from '../calls/write-paid'
import { isOwnFile, mayBeWritten } from './answer-file-name'
import { answersFolder, KeptAnswer, movedInTime } from './kept-answer'

/** Null: half a line, as its writer was killed, or one of another release. */
function parsed(line: string): KeptAnswer | null {
  try {
    return KeptAnswer.parse(JSON.parse(line))
  } catch {
    return null
  }
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

/** Returns how many answers there were; a file of which all are on record goes. */
async function recordFile(name: string): Promise<number> {
  const place = path.join(answersFolder(), name)
  // Asked first: what a process writes between its file's reading and its own end must not go.
  const isWritten = mayBeWritten(name)
  // Another worker that is here may have been quicker.
  const text = await readFile(place, 'utf8').catch(() => '')
  let [found, isDone] = [0, true]
  for (const [index, line] of text.split('\n').entries()) {
    if (line === '') continue
    const answer = parsed(line)
    if (answer === null) {
      log.warn({ file: name, line: index + 1, characters: line.length }, 'a kept answer cannot be read')
      continue
    }
    found += 1
    if (!(await record(answer))) isDone = false
  }
  if (isDone && !isWritten) await rm(place, { force: true })
  return found
}

/**
 * Puts on record what other workers of this machine had received and not yet recorded, so that it is not paid again. To be
 * called before their flows are taken up. Never throws: what cannot be recorded is logged and stays. Returns how many there
 * were.
 */
export async function recordKeptAnswers(): Promise<number> {
  const names = await readdir(answersFolder()).catch(() => [])
  let found = 0
  for (const name of names.filter((one) => one.endsWith('.jsonl') && !isOwnFile(one))) {
    try {
      found += await recordFile(name)
    } catch (error) {
      log.error({ err: error, file: name }, 'a file of kept answers could not be removed')
    }
  }
  return found
}
