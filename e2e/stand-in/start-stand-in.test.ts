import Anthropic from '@anthropic-ai/sdk'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { answerWith } from './choose-reply'
import { type StandIn, startStandIn } from './start-stand-in'

let standIn: StandIn
let client: Anthropic

beforeAll(async () => {
  standIn = await startStandIn()
  client = new Anthropic({ apiKey: 'stand-in-key', baseURL: standIn.url, maxRetries: 0 })
})
beforeEach(() => standIn.script({}))
afterAll(() => standIn.close())

function ask(text: string, model = 'claude-haiku-5-5') {
  return client.messages.create({ model, max_tokens: 100, messages: [{ role: 'user', content: text }] })
}

async function control(path: string, method: string, body?: unknown): Promise<Response> {
  return fetch(standIn.url + path, { method, body: JSON.stringify(body) })
}

describe('the protocol', () => {
  it('answers without a stream', async () => {
    standIn.script({ rules: [{ reply: { text: 'hello' } }] })
    const message = await ask('hi')
    expect(message.content).toMatchObject([{ type: 'text', text: 'hello' }])
    expect(message.stop_reason).toBe('end_turn')
    expect(message._request_id).toBe(standIn.log[0]?.requestId)
    expect(message.usage).toMatchObject({ input_tokens: 1, output_tokens: 2 })
  })

  it('gives the SDK stream helper the same message', async () => {
    standIn.script({ rules: [{ reply: { text: 'streamed '.repeat(60) } }] })
    const message = await client.messages
      .stream({ model: 'claude-haiku-5-5', max_tokens: 900, messages: [{ role: 'user', content: 'hi' }] })
      .finalMessage()
    expect(message.content).toMatchObject([{ text: 'streamed '.repeat(60) }])
    expect(message.usage.output_tokens).toBe(standIn.log[0]?.usage?.outputTokens)
  })

  it('cuts an answer at max_tokens and says so', async () => {
    standIn.script({ rules: [{ reply: { text: 'x'.repeat(4000) } }] })
    const message = await ask('hi')
    expect(message.stop_reason).toBe('max_tokens')
    expect(message.usage.output_tokens).toBe(100)
  })

  it('counts tokens and lists models', async () => {
    const messages = [{ role: 'user' as const, content: 'x'.repeat(400) }]
    const counted = await client.messages.countTokens({ model: 'claude-haiku-5-5', messages })
    expect(counted.input_tokens).toBe(101)
    const ids = []
    for await (const model of client.models.list()) ids.push(model.id)
    expect(ids).toContain('claude-sonnet-5-5')
  })

  it('refuses a wrong key, an unknown model and an unscripted request with the errors of the real API', async () => {
    const stranger = new Anthropic({ apiKey: 'someone', baseURL: standIn.url, maxRetries: 0 })
    await expect(stranger.models.list()).rejects.toMatchObject({ status: 401, type: 'authentication_error' })
    await expect(ask('hi', 'gpt')).rejects.toMatchObject({ status: 404, type: 'not_found_error' })
    await expect(ask('hi')).rejects.toMatchObject({ status: 400, type: 'invalid_request_error' })
  })
})

describe('the script', () => {
  it('uses rules in order, each as often as it says, for the requests that match', async () => {
    standIn.script({
      rules: [
        { match: { contains: 'alpha' }, times: 1, reply: { text: 'first' } },
        { match: { contains: 'alpha' }, reply: { text: 'later' } },
        { match: { model: 'claude-opus-5-5' }, reply: { text: 'opus' } },
      ],
    })
    const texts = []
    for (const [text, model] of [['alpha'], ['alpha'], ['beta', 'claude-opus-5-5']] as const) {
      const message = await ask(text, model)
      texts.push(message.content[0]?.type === 'text' ? message.content[0].text : null)
    }
    expect(texts).toEqual(['first', 'later', 'opus'])
  })

  it('computes answers from the request', async () => {
    standIn.script({ rules: [answerWith((request) => ({ seen: request.messages[0]?.text }))] })
    expect((await ask('hi')).content).toMatchObject([{ text: '{"seen":"hi"}' }])
  })

  it('is not needed for a test of the connection', async () => {
    expect((await ask('Are you there?')).content).toMatchObject([{ text: '{"ok":true}' }])
  })

  it('is loaded from another process, with answers by module name, and its log is read back', async () => {
    const answers = { 'pkg.util': { n: 1 }, 'pkg.util.text': { n: 2 } }
    expect((await control('/__script', 'POST', { answers })).status).toBe(200)
    expect((await ask('Module: pkg.util.text')).content).toMatchObject([{ text: '{"n":2}' }])
    const log = await (await control('/__log', 'GET')).json()
    expect(log).toMatchObject([{ model: 'claude-haiku-5-5', ended: 'completed', usage: { outputTokens: 2 } }])
    await control('/__log', 'DELETE')
    expect(standIn.log).toHaveLength(0)
    expect((await control('/__script', 'POST', { rules: 'x' })).status).toBe(400)
  })
})
