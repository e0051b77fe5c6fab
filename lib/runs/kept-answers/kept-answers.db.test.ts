import { randomUUID } from 'node:crypto'
import {
  appendFile,
  copyFile,
  mkdtemp,
  readdir,
  readFile,
  rename,
  rm,
  symlink,
  utimes,
  writeFile,
} from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, afterEach, beforeAll, beforeEach, expect, test, vi } from 'vitest'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import { db } from '@/lib/db/db'
import type { StepDebt } from '@/lib/db/step-debt'
import { noUsage } from '@/lib/domain/attempt'
import { forgetEnv } from '@/lib/env'
import type { CallResult } from '@/lib/llm/call-anthropic'
import { loadPrices } from '@/lib/prices/load-prices'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedPayingTeam } from '@/lib/testing/seed/seed-paying-team'
import type { SeededTeam } from '@/lib/testing/seed/seed-team'
import { wordsCall } from '@/lib/testing/words-call'
import { accountOf } from '../calls/account-of'
import { makeModelPort } from '../ports/make-model-port'
import { closeAnswerFile } from './keep-answer'
import { recordKeptAnswers } from './record-kept-answers'

const MODEL = 'claude-haiku-5-5'
/** No process has such a number. */
const NOBODY = 2 ** 30
const ANSWER: CallResult = {
  outcome: 'ok',
  text: '{"words":["two"]}',
  usage: { ...noUsage, inputTokens: 100, outputTokens: 10 },
  stopReason: 'end_turn',
  requestId: null,
  latencyMs: 5,
  timeToFirstTokenMs: 1,
  retryAfterMs: null,
  errorText: null,
}

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

const scopeOf = (run: RunScope) => {
  const { signal } = new AbortController()
  return { run, budgetNanoUsd: null, delivery: 'now' as const, signal }
}

/** A call by a worker; its debt is what its step would pay at its end. */
async function callIn(run: RunScope): Promise<{ text: string | null; debt: StepDebt }> {
  const debts: StepDebt[] = []
  const port = makeModelPort({ ...scopeOf(run), leaveToStep: (debt) => debts.push(debt) > 0 })
  const answer = await port.call(wordsCall(run.runId, { providerId, model: MODEL }), async () => {})
  const [debt] = debts
  if (!answer.admitted || debt === undefined) throw new Error('the call left nothing to its step')
  return { text: answer.text, debt }
}

/** The same call by the worker that takes the run up. */
const askAgain = (run: RunScope) =>
  makeModelPort(scopeOf(run)).call(wordsCall(run.runId, { providerId, model: MODEL }), async () => {})

/** What is there of a worker that was killed: its file, under the number of a process that is gone. */
async function killed(): Promise<string> {
  const [name = ''] = await filesKept()
  const place = path.join(folder(), `${NOBODY}-0-killed.jsonl`)
  await copyFile(path.join(folder(), name), place)
  await rm(path.join(folder(), name))
  return place
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
  expect(await askAgain(run)).toMatchObject({
    admitted: true,
    text,
    attempt: { requestId: attempt?.requestId },
  })
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
  await appendFile(path.join(folder(), `${NOBODY}-0-late.jsonl`), line)
  expect(await recordKeptAnswers()).toBe(1)
  expect(await attemptsOf(run)).toHaveLength(1)
  expect(await db().budget.findFirstOrThrow()).toMatchObject({ spentNanoUsd: before.spentNanoUsd })
})

test('the file of a process that lives is its own: nobody reads it there, and one that is taken away is begun anew', async () => {
  const run = await newRun()
  await callIn(run)
  expect(await recordKeptAnswers()).toBe(0)
  expect(await attemptsOf(run)).toEqual([])
  const [name = ''] = await filesKept()
  // As a process of another container would that takes this one for dead.
  await rm(path.join(folder(), name))
  const other = await newRun()
  await callIn(other)
  expect(await textKept()).toEqual([expect.stringContaining(other.runId)])
})

test('the file of another process that lives is read only when its worker is silent, and stays', async () => {
  const run = await newRun()
  await callIn(run)
  const stat = await readFile(`/proc/${process.ppid}/stat`, 'utf8').catch(() => '')
  const start = stat.slice(stat.lastIndexOf(')') + 2).split(' ')[19] ?? '0'
  const [name = ''] = await filesKept()
  await rename(path.join(folder(), name), path.join(folder(), `${process.ppid}-${start}-living.jsonl`))
  expect(await recordKeptAnswers()).toBe(0)
  expect(await recordKeptAnswers([`${os.hostname()}-${process.pid}-abc`])).toBe(0)
  expect(await recordKeptAnswers([`${os.hostname()}-${process.ppid}-abc`])).toBe(1)
  expect(await attemptsOf(run)).toHaveLength(1)
  expect(await filesKept()).toHaveLength(1)
})

test('the file of another machine is left to it while it is written', async () => {
  const run = await newRun()
  await callIn(run)
  const [name = ''] = await filesKept()
  const place = path.join(folder(), `${NOBODY}-0-${'0'.repeat(12)}-${randomUUID()}-1.jsonl`)
  await rename(path.join(folder(), name), place)
  expect(await recordKeptAnswers()).toBe(0)
  const aMinuteAgo = new Date(Date.now() - 60_000)
  await utimes(place, aMinuteAgo, aMinuteAgo)
  expect(await recordKeptAnswers()).toBe(1)
  expect(await attemptsOf(run)).toHaveLength(1)
  expect(await filesKept()).toEqual([])
})

test('a file that cannot be read stays', async () => {
  await callIn(await newRun())
  const name = `${NOBODY}-0-killed.jsonl`
  await symlink(data, path.join(folder(), name))
  expect(await recordKeptAnswers()).toBe(0)
  expect(await filesKept()).toContain(name)
})

test('a line of the release before is recorded, and a whole one that cannot be read is not thrown away', async () => {
  const [earlier, unknown] = [await newRun(), await newRun()]
  await callIn(earlier)
  await callIn(unknown)
  const place = await killed()
  const text = await readFile(place, 'utf8')
  const [first = '', second = ''] = text.split('\n')
  expect(first).toContain(',"isRepeat":false')
  await writeFile(
    place,
    `${first.replace(',"isRepeat":false', '')}\n${second.replace('"payload"', '"cargo"')}\n`,
  )
  expect(await recordKeptAnswers()).toBe(1)
  expect(await attemptsOf(earlier)).toHaveLength(1)
  expect(await attemptsOf(unknown)).toEqual([])
  expect(await filesKept()).toEqual([`${path.basename(place)}.unread`])
  expect(await textKept()).toEqual([expect.stringContaining(unknown.runId)])
  expect(await recordKeptAnswers()).toBe(0)
})

test('who asks at the same moment shares a reading, and who asks during one gets the next', async () => {
  const run = await newRun()
  await callIn(run)
  const [first, second] = [recordKeptAnswers(), recordKeptAnswers()]
  expect(second).toBe(first)
  await Promise.resolve()
  await Promise.resolve()
  await killed()
  const third = recordKeptAnswers()
  expect(third).not.toBe(first)
  expect((await first) + (await third)).toBe(1)
  expect(await attemptsOf(run)).toHaveLength(1)
})

test('a process that has the number of one that is gone does not keep its file there', async () => {
  const run = await newRun()
  await callIn(run)
  const [name = ''] = await filesKept()
  await rename(path.join(folder(), name), path.join(folder(), `${process.ppid}-1-before-the-restart.jsonl`))
  expect(await recordKeptAnswers()).toBe(1)
  expect(await filesKept()).toEqual([])
})

test('a repeat that was received and not recorded takes the place of the call that was broken off', async () => {
  const run = await newRun()
  const call = wordsCall(run.runId, { providerId, model: MODEL })
  const { system, messages, maxTokens } = call
  const prompt = { system, messages, maxTokens, outputSchema: { type: 'object' }, secretsMasked: 0 }
  const prices = await loadPrices(run.teamId)
  const account = (result: Partial<CallResult>, isRepeat: boolean) =>
    accountOf(run, prices, { call, prompt, result: { ...ANSWER, ...result }, isLocal: false, isRepeat })
  await account({ requestId: 'req-1', outcome: 'cancelled', text: null }, false).write()
  account({ requestId: 'req-2' }, true)
  await killed()
  expect(await recordKeptAnswers()).toBe(1)
  expect(await askAgain(run)).toMatchObject({ admitted: true, text: ANSWER.text })
  expect(standIn.log).toEqual([])
  const attempts = await attemptsOf(run)
  expect(attempts.map(({ id, requestId }) => [id, requestId]).toSorted()).toEqual([
    [call.attemptId, 'req-2'],
    [`${call.attemptId}.broken-off-1`, 'req-1'],
  ])
})

test('an answer for which another machine has asked again comes on record beside the other: the books are the bill', async () => {
  const run = await newRun()
  await callIn(run)
  await killed()
  const before = await db().budget.findFirstOrThrow()
  await askAgain(run)
  expect(standIn.log).toHaveLength(2)
  expect(await recordKeptAnswers()).toBe(1)
  const attempts = await attemptsOf(run)
  expect(attempts.map(({ requestId }) => requestId).toSorted()).toEqual(
    standIn.log.map(({ requestId }) => requestId).toSorted(),
  )
  const paidNanoUsd = attempts.reduce((sum, { costNanoUsd }) => sum + costNanoUsd, 0n)
  const { spentNanoUsd } = await db().budget.findFirstOrThrow()
  expect(spentNanoUsd - before.spentNanoUsd).toBe(paidNanoUsd)
})

test('what cannot be recorded stays with its file, and what is beside it is on record', async () => {
  const [bad, good] = [await newRun(), await newRun()]
  await callIn(bad)
  await callIn(good)
  const place = await killed()
  const [line = '', ...others] = (await readFile(place, 'utf8')).split('\n')
  // More than the column takes.
  const tooMuch = line.replace(/"latencyMs":\d+/, '"latencyMs":3000000000')
  await writeFile(place, [tooMuch, ...others].join('\n'))
  expect(await recordKeptAnswers()).toBe(2)
  expect(await attemptsOf(bad)).toEqual([])
  expect(await attemptsOf(good)).toHaveLength(1)
  expect(await readFile(place, 'utf8')).toContain(bad.runId)
})

test('a call that no database will ever take leaves the file', async () => {
  const run = await newRun()
  const { debt } = await callIn(run)
  await db().run.delete({ where: { id: run.runId } })
  await expect(debt.pay()).rejects.toThrow()
  expect(await textKept()).toEqual([''])
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
