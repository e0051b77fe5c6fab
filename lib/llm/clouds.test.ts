import { generateKeyPairSync } from 'node:crypto'
import http from 'node:http'
import https from 'node:https'
import { afterAll, beforeAll, beforeEach, describe, expect, it, vi } from 'vitest'
import { STAND_IN_SECRET } from '@/e2e/stand-in/clouds/signature'
import { type StandIn, startStandIn } from '@/e2e/stand-in/start-stand-in'
import type { Reply } from '@/e2e/stand-in/types'
import { defaultAddress } from '@/lib/domain/provider-settings'
import type { AttemptOutcome } from '@/lib/domain/words'
import { forgetEnv } from '@/lib/env'
import { makeProviderAccess } from '@/lib/testing/make-provider-access'
import { type CallRequest, callAnthropic } from './call-anthropic'
import type { ProviderAccess } from './provider-access'

let standIn: StandIn
const never = new AbortController().signal
const answer: Reply = { json: { answer: 'yes' } }

const serviceAccount = JSON.stringify({
  type: 'service_account',
  client_email: 'stand-in@models.iam.gserviceaccount.com',
  private_key: generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey.export({
    type: 'pkcs8',
    format: 'pem',
  }),
  private_key_id: 'k1',
})

beforeAll(async () => {
  standIn = await startStandIn()
})
beforeEach(() => standIn.script({}))
afterAll(() => standIn.close())

const CLOUDS = {
  bedrock: {
    model: 'us.anthropic.claude-sonnet-5-5-v1:0',
    open: (): ProviderAccess =>
      makeProviderAccess(standIn.url, {
        kind: 'bedrock',
        apiKey: `${STAND_IN_SECRET}\nsession-token`,
        settings: { region: 'eu-central-1', accessKeyId: 'AKIA-stand-in' },
      }),
  },
  vertex: {
    model: 'claude-sonnet-5-5@20260901',
    open: (): ProviderAccess =>
      makeProviderAccess(`${standIn.url}/v1`, {
        kind: 'vertex',
        apiKey: serviceAccount,
        settings: { region: 'europe-west1', cloudProject: 'our-project' },
      }),
  },
}
const names = ['bedrock', 'vertex'] as const

function requestFor(name: (typeof names)[number]): CallRequest {
  return {
    model: CLOUDS[name].model,
    system: 'You write tests.',
    messages: [{ role: 'user', text: 'def add(a, b): return a + b' }],
    outputSchema: { type: 'object', properties: { answer: { type: 'string' } }, required: ['answer'] },
    maxTokens: 2000,
  }
}

async function call(name: (typeof names)[number], reply: Reply, given: Partial<ProviderAccess> = {}) {
  standIn.script({ rules: [{ reply }] })
  return callAnthropic({ ...CLOUDS[name].open(), ...given }, requestFor(name), never)
}

const faults: { name: string; reply: Reply; outcome: AttemptOutcome }[] = [
  { name: '429', reply: { fault: { kind: 'status', status: 429 } }, outcome: 'rate-limited' },
  { name: '500', reply: { fault: { kind: 'status', status: 500 } }, outcome: 'server-error' },
  {
    name: 'too long',
    reply: { fault: { kind: 'status', status: 400, message: 'Input is too long for requested model.' } },
    outcome: 'context-too-large',
  },
  {
    name: 'no such model',
    reply: { fault: { kind: 'status', status: 400, message: 'The provided model identifier is invalid.' } },
    outcome: 'unknown-model',
  },
  { name: 'drop', reply: { fault: { kind: 'drop' } }, outcome: 'connection' },
  { name: 'cut', reply: { ...answer, fault: { kind: 'cut', afterEvents: 4 } }, outcome: 'cut-stream' },
  {
    name: 'malformed',
    reply: { ...answer, fault: { kind: 'malformed', afterEvents: 4 } },
    outcome: 'malformed-stream',
  },
  { name: 'refusal', reply: { text: '', stopReason: 'refusal' }, outcome: 'refusal' },
]

describe.each(names)('%s through its own package', (name) => {
  it('answers with usage, as the server logged it', async () => {
    const result = await call(name, answer)
    expect(result).toMatchObject({ outcome: 'ok', text: '{"answer":"yes"}', stopReason: 'end_turn' })
    expect(standIn.log).toMatchObject([{ model: CLOUDS[name].model, stream: true, hasOutputSchema: true }])
    expect(result.usage).toEqual(standIn.log[0]?.usage)
    expect(result.requestId).toBe(standIn.log[0]?.requestId)
  })

  it.each(faults)('$name → $outcome, once', async ({ reply, outcome }) => {
    expect((await call(name, reply)).outcome).toBe(outcome)
    expect(standIn.log, 'the package must not retry by itself').toHaveLength(1)
  })

  it('an error in mid-stream is named by its kind', async () => {
    const fault = { kind: 'error-event', afterEvents: 4, message: 'Busy' } as const
    const busy = await call(name, { ...answer, fault: { ...fault, errorType: 'overloaded_error' } })
    expect(busy).toMatchObject({ outcome: 'overloaded', text: '{"answer":"yes"}' })
    expect(busy.errorText).toContain('Busy')
    const limited = await call(name, { ...answer, fault: { ...fault, errorType: 'rate_limit_error' } })
    expect(limited.outcome).toBe('rate-limited')
  })

  it('a wrong key is refused, and a missing one not even sent', async () => {
    const wrongKey = name === 'bedrock' ? 'wrong' : serviceAccount.replace('stand-in@', 'other@')
    expect(await call(name, answer, { apiKey: wrongKey })).toMatchObject({ outcome: 'invalid-key' })
    const none = await call(name, answer, { apiKey: null })
    expect(none).toMatchObject({ outcome: 'invalid-key', errorText: 'This provider has no key: enter one.' })
    expect(standIn.log).toHaveLength(0)
  })

  it('cancelling in mid-stream closes the socket', async () => {
    standIn.script({ rules: [{ reply: { ...answer, fault: { kind: 'hang', afterEvents: 4 } } }] })
    const controller = new AbortController()
    const running = callAnthropic(CLOUDS[name].open(), requestFor(name), controller.signal)
    await expect.poll(() => standIn.log[0]?.usage).toBeTruthy()
    controller.abort()
    expect((await running).outcome).toBe('cancelled')
    await expect.poll(() => standIn.log[0]?.ended).toBe('client-closed')
  })

  it('goes to no metadata service', async () => {
    const result = await call(name, answer, { baseUrl: 'http://169.254.169.254' })
    expect(result).toMatchObject({ outcome: 'bad-request' })
    expect(result.errorText).toContain('not a model server')
  })

  it('lends the server’s own identity only where its operator allows it', async () => {
    const settings = { ...CLOUDS[name].open().settings, signIn: 'server' as const }
    const result = await call(name, answer, { apiKey: null, settings })
    expect(result).toMatchObject({ outcome: 'invalid-key' })
    expect(result.errorText).toContain('ASSAY_CLOUD_IDENTITY=1')
    expect(standIn.log).toHaveLength(0)
  })
})

it('Bedrock takes a bearer token, and with leave the keys of the server’s environment', async () => {
  const { settings } = CLOUDS.bedrock.open()
  const bearer = { apiKey: 'stand-in-bearer', settings: { ...settings, signIn: 'bearer' as const } }
  expect((await call('bedrock', answer, bearer)).outcome).toBe('ok')
  Object.assign(process.env, {
    ASSAY_CLOUD_IDENTITY: '1',
    AWS_ACCESS_KEY_ID: 'AKIA-stand-in-server',
    AWS_SECRET_ACCESS_KEY: STAND_IN_SECRET,
  })
  forgetEnv()
  try {
    const own = { apiKey: null, settings: { ...settings, signIn: 'server' as const } }
    const elsewhere = await call('bedrock', answer, own)
    expect(elsewhere.errorText).toContain('only the cloud’s own address')
    expect(standIn.log, 'no token has left').toHaveLength(0)
    // What goes to Amazon's own address ends here.
    const sent = vi.spyOn(https, 'request').mockImplementation(((url: URL, options: http.RequestOptions) =>
      http.request(new URL(url.pathname, standIn.url), {
        ...options,
        agent: undefined,
        headers: { ...options.headers, host: url.host },
      })) as typeof https.request)
    const baseUrl = defaultAddress('bedrock', settings)
    expect((await call('bedrock', answer, { ...own, baseUrl })).outcome).toBe('ok')
    expect(sent.mock.calls[0]?.[0]).toMatchObject({ host: 'bedrock-runtime.eu-central-1.amazonaws.com' })
    expect(standIn.log[0]?.headers.keyLastFour).toBe('rver')
    sent.mockRestore()
  } finally {
    for (const name of ['ASSAY_CLOUD_IDENTITY', 'AWS_ACCESS_KEY_ID', 'AWS_SECRET_ACCESS_KEY'])
      delete process.env[name]
    forgetEnv()
  }
})
