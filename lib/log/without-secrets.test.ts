import pino from 'pino'
import { describe, expect, test } from 'vitest'
import { withoutSecrets } from './without-secrets'

/** What the log really writes for these fields. */
function written(fields: Record<string, unknown>, message = 'said'): string {
  const lines: string[] = []
  const log = pino(withoutSecrets, { write: (line: string) => lines.push(line) })
  log.info(fields, message)
  return lines.join('')
}

describe('a log line', () => {
  test('holds no secret, by key at any depth', () => {
    const line = written({
      headers: { Authorization: 'hidden-1', 'x-api-key': 'hidden-2', cookie: 'hidden-3' },
      provider: { draft: { apiKey: 'hidden-4', name: 'shown' } },
      list: [{ password: 'hidden-5', sessionToken: 'hidden-6', access_token: 'hidden-7' }],
      ASSAY_SECRET_KEY: 'hidden-8',
      inputTokens: 12,
      cacheKey: 'abc',
    })
    expect(line).not.toContain('hidden')
    expect(line).toContain('"name":"shown"')
    expect(line).toContain('"inputTokens":12')
    expect(line).toContain('"cacheKey":"abc"')
  })

  test('holds no secret, by shape, in errors and their causes', () => {
    const cause = new Error('connect postgres://assay:hidden-1@127.0.0.1/assay')
    const error = Object.assign(new Error('401 for Bearer hidden-2-abcdef', { cause }), {
      config: { headers: { authorization: 'hidden-3' }, body: 'key sk-ant-hidden-45678' },
    })
    const line = written({ err: error })
    expect(line).not.toContain('hidden')
    expect(JSON.parse(line).err).toMatchObject({
      type: 'Error',
      message: expect.stringContaining('401 for Bearer'),
    })
    expect(JSON.parse(line).err.stack).toContain('without-secrets.test')
  })

  test('ends, also for what refers to itself', () => {
    const circle: Record<string, unknown> = { name: 'circle' }
    circle.self = circle
    expect(written({ circle })).toContain('circle')
  })
})
