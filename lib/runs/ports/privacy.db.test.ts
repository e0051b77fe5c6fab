import { afterAll, beforeAll, expect, it } from 'vitest'
import { z } from 'zod'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import type { ModelRequest } from '@/e2e/stand-in/types'
import { db } from '@/lib/db/db'
import { queryOften } from '@/lib/db/query-often'
import { sql } from '@/lib/db/sql'
import { LaunchOptions } from '@/lib/domain/launch'
import { saveProvider } from '@/lib/llm/save-provider'
import { log } from '@/lib/log/log'
import { fakeAnalysis } from '@/lib/testing/fake-analysis'
import { fakePython } from '@/lib/testing/fake-python'
import { seedEngineRun } from '@/lib/testing/seed/seed-engine-run'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { testGeneration } from '@/lib/workflows/test-generation/workflow'
import { maskedKindsSql } from '../execution/masked-kinds-sql'
import { makeEnginePorts } from './make-engine-ports'

// Put together here, so that no file of ours holds what looks like a secret or like somebody's data.
const secrets = {
  source: `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`,
  docstring: `xoxb-123456789012-1234567890123-${'abcdefghijklmnopqrstuvwx'}`,
  failure: `ghp_${'aB3dE6gH9jK2mN5pQ8sT1vW4yZ7bC0eF3hJ6'}`,
  printed: `ghp_${'qW2eR4tY6uI8oP0aS1dF3gH5jK7lZ9xC2vB4'}`,
  error: `ghp_${'zY9xW8vU7tS6rQ5pO4nM3lK2jI1hG0fE9dC8'}`,
  awsId: `AKIAQ3EGRK7D${'XW2LMZP5'}`,
  awsSecret: `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEY'}`,
  password: `hunter2${'hunter2'}`,
}
const personal = {
  mail: `maria.lopez${'@'}telefonica.es`,
  phone: `+49 30 ${'901820'}`,
  iban: `DE89 3704 0044 ${'0532 0130 00'}`,
  card: `4539 1488 0343 ${'6467'}`,
  id: `536-90-${'4399'}`,
  address: `93.184.${'215.14'}`,
}
const planted = [...Object.values(secrets), ...Object.values(personal)]
const source = [
  `"""Keeps ${secrets.docstring} for ${personal.mail}."""`,
  `TOKEN = "${secrets.source}"`,
  `KEY = "${secrets.awsId}"\nSECRET="${secrets.awsSecret}"\nPASSWORD = "${secrets.password}"`,
  ...Object.values(personal).map((value, at) => `VALUE_${at} = "${value}"`),
  'def go():\n    return 1\n',
].join('\n')
const test = (name: string, assertion: string) => ({
  name,
  purpose: 'p',
  code: `def ${name}():\n    assert ${assertion}\n`,
})

let standIn: StandIn
beforeAll(async () => {
  standIn = await startStandIn()
})
afterAll(() => standIn.close())

it('nothing planted leaves, is stored with the calls, or is logged; personal data comes back, secrets do not', async () => {
  const { owner } = await seedTeam({ slug: 'private' })
  const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
  const provider = { name: 'Stand-in', kind: 'compatible', apiKey: 'stand-in-key', models } as const
  await saveProvider(owner, { ...provider, baseUrl: standIn.url })
  const run = await seedEngineRun(owner, { slug: 'planted' })
  const lines: string[] = []
  const listening = <Logger extends object>(logger: Logger): Logger => {
    const note = (...parts: unknown[]) => void lines.push(JSON.stringify(parts))
    return Object.assign(logger, { debug: note, info: note, warn: note, error: note })
  }
  const childOf = log.child.bind(log)
  Object.assign(listening(log), {
    child: (bindings: Parameters<typeof childOf>[0]) => {
      lines.push(JSON.stringify(bindings))
      return listening(childOf(bindings))
    },
  })

  // The model repeats what it was shown: one test with the mail's placeholder, one with a secret's, one that fails.
  const shown = (request: ModelRequest, kind: string) =>
    new RegExp(`<${kind}-[0-9a-f]{8}>`).exec(request.allText)?.[0] ?? 'nothing'
  const answer = (request: ModelRequest) => ({
    json: {
      imports: ['from module import go'],
      helpers: '',
      tests: [
        test('test_mail', `"${shown(request, 'e-mail')}"`),
        test('test_token', `"${shown(request, 'secret')}"`),
        test('test_bad', 'go() == 2'),
      ],
    },
  })
  standIn.script({
    rules: [
      { times: 1, reply: { fault: { kind: 'status', status: 500, message: `cannot use ${secrets.error}` } } },
      { reply: answer },
    ],
  })
  const python = fakePython({
    observed: 'def test_seen():\n    assert go() == 1\n',
    passes: (name) => name !== 'test_bad',
  })
  const { runTests } = python
  python.runTests = async (...given) => {
    const execution = await runTests(...given)
    const tests = execution.figures.tests?.map((one) =>
      one.outcome === 'failed' ? { ...one, message: `AssertionError: ${secrets.failure}` } : one,
    )
    const log = `printed ${secrets.printed} for ${personal.mail}`
    return { ...execution, log, figures: { ...execution.figures, tests } }
  }
  const ports = makeEnginePorts({
    run,
    options: LaunchOptions.parse({ startTier: 'cheap' }),
    signal: new AbortController().signal,
    step: async (_name, work) => JSON.parse(JSON.stringify((await work()) ?? null)),
    sleep: async () => {},
  })
  const outcome = await testGeneration.run(
    { ...ports, ...fakeAnalysis(), python },
    {
      runId: run.runId,
      tryNumber: 1,
      projectId: run.projectId,
      options: LaunchOptions.parse({ startTier: 'cheap' }),
      source,
      modulePath: 'module.py',
      moduleName: 'module',
      sourceRoot: '',
    },
  )

  expect(standIn.log.length).toBeGreaterThan(2)
  const wire = JSON.stringify(standIn.log)
  const stored = JSON.stringify(
    await db().$queryRaw`
      SELECT to_jsonb(t)::text FROM (
        SELECT to_jsonb(attempt) AS row FROM attempt
        UNION ALL SELECT to_jsonb(attempt_payload) FROM attempt_payload
        UNION ALL SELECT to_jsonb(run_span) FROM run_span
        UNION ALL SELECT to_jsonb(run) FROM run
        UNION ALL SELECT to_jsonb(breaker) FROM breaker
        UNION ALL SELECT to_jsonb(batch_item) FROM batch_item
        UNION ALL SELECT to_jsonb("check") FROM "check"
      ) AS t`,
  )
  // What is made is kept for the next run as it is handed out: with its personal data, never with secrets.
  const cached = JSON.stringify(await db().$queryRaw`SELECT to_jsonb(cache_entry)::text FROM cache_entry`)
  expect(stored).toContain('cannot use')
  expect(stored).toContain('printed <secret-')
  expect(cached).toContain('test_mail')
  for (const value of planted) {
    expect(wire, 'sent').not.toContain(value)
    expect(stored, 'stored').not.toContain(value)
    expect(lines.join('\n'), 'logged').not.toContain(value)
  }
  const artifact = outcome.artifacts.map(({ content }) => content).join('\n')
  expect(artifact).toContain(personal.mail)
  for (const secret of Object.values(secrets)) {
    expect(artifact, 'artifact').not.toContain(secret)
    expect(cached, 'cached').not.toContain(secret)
  }
  const [row] = await queryOften<{ kinds: unknown }>(sql`SELECT ${maskedKindsSql(run.runId, 1)} AS kinds`)
  const kinds = z.record(z.string(), z.number()).parse(row?.kinds)
  expect(kinds).toMatchObject({
    'e-mail': 1,
    phone: 1,
    iban: 1,
    card: 1,
    'national-id': 1,
    'ip-address': 1,
  })
  // Four of the source, one of its docstring, and one of the failure that the repair was told of.
  expect(kinds.secret).toBe(6)
})
