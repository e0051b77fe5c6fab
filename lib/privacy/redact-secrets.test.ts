import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { redactSecrets } from './redact-secrets'

// Put together here, so that no file of ours holds what looks like a secret.
const github = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`
const aws = `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEA'}`
const slack = `xoxb-123456789012-1234567890123-${'abcdefghijklmnopqrstuvwx'}`
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = String(privateKey.export({ type: 'pkcs1', format: 'pem' })).trim()

describe('redactSecrets', () => {
  it.each([
    ['a token', `token = "${github}"`, 'token = "<secret-1>"'],
    ['a key with its name', `aws_secret_access_key = "${aws}"`, 'aws_secret_access_key = "<secret-1>"'],
    ['a private key', `KEY = """${pem}"""`, 'KEY = """<secret-1>"""'],
    ['a database URL', `db = "postgres://admin:${'s3cr3t'}@db.example.com/app"`, 'db = "<secret-1>"'],
    ['a login in a URL', `u = 'https://user:${'passw0rd'}@example.com/x'`, "u = '<secret-1>/x'"],
  ])('masks %s and nothing around it', async (_name, text, expected) => {
    expect(await redactSecrets([text])).toEqual({ texts: [expected], count: 1 })
  })

  it('gives one secret one placeholder in all texts, everywhere it stands', async () => {
    const result = await redactSecrets([
      `a = "${github}"`,
      `b = "${slack}", c = "${github}"`,
      `plain ${github}`,
    ])
    expect(result.count).toBe(2)
    expect(result.texts).toEqual([
      'a = "<secret-1>"',
      'b = "<secret-2>", c = "<secret-1>"',
      'plain <secret-1>',
    ])
  })

  it('keeps the placeholders of the beginning when a conversation grows', async () => {
    const first = await redactSecrets([`a = "${github}"`])
    const later = await redactSecrets([`a = "${github}"`, `b = "${slack}"`])
    expect(later.texts[0]).toBe(first.texts[0])
  })

  it('leaves code without secrets exactly as it is', async () => {
    const code = readFileSync('lib/privacy/find-secrets.ts', 'utf8')
    expect(await redactSecrets([code])).toEqual({ texts: [code], count: 0 })
  })

  it('lets no part of a known secret through, wherever it stands', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', ' ', '\n', '=') }),
        fc.string({ unit: fc.constantFrom('b', ' ', '\n', ')') }),
        async (before, after) => {
          const { texts } = await redactSecrets([`${before}\ntoken = "${github}" ${after}`])
          expect(texts[0]).not.toContain(github.slice(4, 20))
          expect(texts[0]).toBe(`${before}\ntoken = "<secret-1>" ${after}`)
        },
      ),
      { numRuns: 50 },
    )
  })

  it('is quick: a module of 100,000 characters in well under a second, and at once the second time', async () => {
    const module = 'def add(first, second):\n    return first + second\n\n'.repeat(2000)
    await redactSecrets(['warm up'])
    const start = performance.now()
    await redactSecrets([module])
    expect(performance.now() - start).toBeLessThan(1000)
    const again = performance.now()
    await redactSecrets([module])
    expect(performance.now() - again).toBeLessThan(20)
  })
})
