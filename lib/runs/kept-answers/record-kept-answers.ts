import 'server-only'
import { readdir, readFile, rm } from 'node:fs/promises'
import path from 'node:path'
import { queryOften } from '@/lib/db/query-often'
import { throughOutages } from '@/lib/db/through-outages'
import { log } from '@/lib/log/log'
import { paidCallSql } from '../calls/paid-call-sql'
import { untilPaid } from '../calls/until-paid'
import { answersFolder, KeptAnswer, movedInTime } from './kept-answer'

/** Whether the process that wrote a file may still be at work; numbers of processes are given again, also after a restart. */
function mayBeAlive(fileName: string): boolean {
  const id = Number.parseInt(fileName, 10)
  if (id === process.pid) return false
  try {
    return process.kill(id, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Null: half a line, as its writer was killed, or one of another release. */
function parsed(line: string): KeptAnswer | null {
  try {
    return KeptAnswer.parse(JSON.parse(line))
  } catch {
    return null
  }
}

/** One that is on record by now changes nothing: it is known by its request. */
async function record(kept: KeptAnswer): Promise<void> {
  const { run, ...paid } = movedInTime(kept, -performance.timeOrigin)
  const { id: attemptId, requestId, costNanoUsd } = paid.attempt
  const about = { runId: run.runId, attemptId, requestId, costNanoUsd }
  try {
    await throughOutages(() => untilPaid(() => queryOften(paidCallSql(run, paid))), { about })
    log.info(about, 'an answer that a worker had kept is on record')
  } catch (error) {
    // Its run is gone, with all that belongs to it.
    log.warn({ ...about, err: error }, 'an answer that a worker had kept was not recorded')
  }
}

/**
 * Puts on record what workers of this machine that were killed had received and not yet recorded, so that it is not paid
 * again. To be called before their flows are taken up, and before this process keeps any itself. Returns how many there were.
 */
export async function recordKeptAnswers(): Promise<number> {
  const names = await readdir(answersFolder()).catch(() => [])
  let found = 0
  for (const name of names.filter((one) => one.endsWith('.jsonl'))) {
    const place = path.join(answersFolder(), name)
    // Another worker that starts at this moment may have been quicker.
    const text = await readFile(place, 'utf8').catch(() => '')
    const answers = text.split('\n').flatMap((line) => parsed(line) ?? [])
    for (const answer of answers) await record(answer)
    found += answers.length
    if (!mayBeAlive(name)) await rm(place, { force: true })
  }
  return found
}
