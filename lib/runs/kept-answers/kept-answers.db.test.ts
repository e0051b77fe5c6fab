import { appendFile, mkdtemp, readdir, readFile, rename, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import { forgetEnv } from '@/lib/env'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedPayingTeam } from '@/lib/testing/seed/seed-paying-team'
import type { SeededTeam } from '@/lib/testing/seed/seed-team'
import { wordsCall } from '@/lib/testing/words-call'
import type { Debt } from '../calls/account-of'
import { makeModelPort } from '../ports/make-model-port'
import { closeAnswerFile } from './keep-answer'
import { recordKeptAnswers } from './record-kept-answers'

const MODEL = 'claude-haiku-5-5'
/** No process has such a number. */
const NOBODY = 2 ** 30

let standIn: StandIn
let team: SeededTeam
let providerId: string
let data: string
let runs = 0

beforeAll(async () => {
  standIn = await startStandIn()
  const seeded = await seedPayingTeam(standIn.url, MODEL)
  team = seeded.team
  providerId = seeded.providerId
})
function useData(folderOfData: string): void {
  vi.stubEnv('ASSAY_DATA', folderOfData)
  forgetEnv()
}

beforeEach(async () => {
  standIn.script({ rules: [{ reply: { json: { words: ['one'] } } }] })
  data = await mkdtemp(path.join(os.tmpdir(), 'assay-answers-'))
  useData(data)
})
afterEach(async () => {
  closeAnswerFile()
  vi.unstubAllEnvs()
  forgetEnv()
  await rm(data, { recursive: true })
})
afterAll(() => standIn.close())

const folder = () => path.join(data, 'answers')
const filesKept = async () => (await readdir(folder())).toSorted()
const textKept = async () =>
  Promise.all((await filesKept()).map((name) => readFile(path.join(folder(), name), 'utf8')))

/** A call by a worker; its debt is what its step would pay at its end. */
async function callIn(run: RunScope): Promise<{ text: string | null; debt: Debt }> {
  const debts: Debt[] = []
  const scope = { run, budgetNanoUsd: null, delivery: 'now' as const, signal: new AbortController().signal }
  const port = makeModelPort({ ...scope, leaveToStep: (debt) => debts.push(debt) })
  const answer = await port.call(wordsCall(run.runId, { providerId, model: MODEL }), async () => {})
  const [debt] = debts
  if (!answer.admitted || debt === undefined) throw new Error('the call left nothing to its step')
  return { text: answer.text, debt }
}

/** What is there of a worker that was killed: its file, under the number of a process that is gone. */
async function killed(): Promise<void> {
  const [name = ''] = await filesKept()
  await rename(path.join(folder(), name), path.join(folder(), `${NOBODY}-${name.replace(/^\d+-/, '')}`))
}

const newRun = () => seedEngineRun(team.owner, { slug: `run-${++runs}` })
const attemptsOf = ({ runId }: RunScope) =>
  db().attempt.findMany({ where: { runId }, include: { payload: true } })

test('an answer that was received and not recorded is on record before the next worker asks for it', async () => {
  const run = await newRun()
  const { text } = await callIn(run)
  expect(await attemptsOf(run)).toEqual([])
  await appendFile(path.join(folder(), (await filesKept())[0] ?? ''), '{"run":{"teamId":"half a li')
  await killed()
  expect(await recordKeptAnswers()).toBe(1)
  expect(await filesKept()).toEqual([])
  const [attempt, ...others] = await attemptsOf(run)
  expect(others).toEqual([])
  expect(attempt).toMatchObject({ outcome: 'ok', payload: { answer: text } })
  expect(attempt?.costNanoUsd).toBeGreaterThan(0n)
  const budget = await db().budget.findFirstOrThrow()
  expect(budget).toMatchObject({ reservedNanoUsd: 0n, spentNanoUsd: attempt?.costNanoUsd })
  const replay = makeModelPort({
    ...{ run, budgetNanoUsd: null, delivery: 'now', signal: new AbortController().signal },
  })
  const again = await replay.call(wordsCall(run.runId, { providerId, model: MODEL }), async () => {})
  expect(again).toMatchObject({ admitted: true, text, attempt: { requestId: attempt?.requestId } })
  expect(standIn.log).toHaveLength(1)
})

test('what is on record is not kept, and to record it again changes nothing', async () => {
  const run = await newRun()
  const { debt } = await callIn(run)
  const [line = ''] = await textKept()
  expect(line).toContain(run.runId)
  await debt.pay()
  expect(await textKept()).toEqual([''])
  const before = await db().budget.findFirstOrThrow()
  await appendFile(path.join(folder(), `${NOBODY}-late.jsonl`), line)
  expect(await recordKeptAnswers()).toBe(1)
  expect(await attemptsOf(run)).toHaveLength(1)
  expect(await db().budget.findFirstOrThrow()).toMatchObject({ spentNanoUsd: before.spentNanoUsd })
})

test('an answer of a run that is gone keeps no worker from starting', async () => {
  const run = await newRun()
  await callIn(run)
  await db().run.delete({ where: { id: run.runId } })
  await killed()
  expect(await recordKeptAnswers()).toBe(1)
  expect(await filesKept()).toEqual([])
})

test('a process that ends well leaves no file, and one that may not write records all the same', async () => {
  const run = await newRun()
  const { debt } = await callIn(run)
  closeAnswerFile()
  expect(await filesKept()).toHaveLength(1)
  await debt.pay()
  expect(await filesKept()).toEqual([])
  useData('/dev/null/nowhere')
  const other = await newRun()
  await (await callIn(other)).debt.pay()
  expect(await attemptsOf(other)).toHaveLength(1)
})
