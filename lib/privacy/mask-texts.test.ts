import { generateKeyPairSync } from 'node:crypto'
import { readFileSync } from 'node:fs'
import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { cutTo } from '@/lib/format/cut-text'
import { findPersonalData } from './find-personal-data'
import { maskPrinted, maskTexts } from './mask-texts'

// Put together here, so that no file of ours holds what looks like a secret or like somebody's data.
const github = `ghp_${'wWPw5k4aXcaT4fNP0UcnZwJUVFk6LO0pINUx'}`
const aws = `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEA'}`
const slack = `xoxb-123456789012-1234567890123-${'abcdefghijklmnopqrstuvwx'}`
const { privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
const pem = String(privateKey.export({ type: 'pkcs1', format: 'pem' })).trim()
const planted = {
  'e-mail': `maria.lopez${'@'}telefonica.es`,
  phone: `+49 30 ${'901820'}`,
  iban: `DE89 3704 0044 ${'0532 0130 00'}`,
  card: `4539 1488 0343 ${'6467'}`,
  'national-id': `536-90-${'4399'}`,
  'ip-address': `93.184.${'215.14'}`,
} as const
const source = Object.entries(planted).map(
  ([kind, value]) => `${kind.replace('-', '_')} = "${value}"  # ${value}`,
)

describe('personal data', () => {
  it('is found, one of each kind', () => {
    expect(findPersonalData(source.join('\n'))).toEqual(
      expect.arrayContaining(Object.entries(planted).map(([kind, value]) => ({ kind, value }))),
    )
    expect(findPersonalData(source.join('\n'))).toHaveLength(6)
  })

  it.each([
    'user@example.com, root@localhost, git@github.com:a/b.git, me@host.test',
    '@app.route("/x")\n@functools.wraps(f)\ny = a @ b.T',
    'HOSTS = ["127.0.0.1", "10.0.0.7", "192.168.1.1", "192.0.2.44", "203.0.113.9", "::1", "2001:db8::1", "8.8.8.8"]',
    '__version__ = "1.2.3.4"; other = "8.2.4.44"; DATE = "2026-11-23 10:11:12"',
    'PRIME = 1000000007; BIG = 18446744073709551615; STAMP = 1795419768123; PI = +3.14159265358979',
    'TEST_CARD = "4111 1111 1111 1111"; phone = "+1 212 555 0123"; "DE00 0000 0000 0000 0000 00"',
    'uuid = "123e4567-e89b-12d3-a456-426614174000"; sha = "da39a3ee5e6b4b0d3255bfef95601890afd80709"',
  ])('is no ordinary code: %s', (code) => {
    expect(findPersonalData(code)).toEqual([])
  })
})

describe('maskTexts', () => {
  it('masks one of each kind, counts them, and puts back all but secrets', async () => {
    const text = [`token = "${github}"`, ...source].join('\n')
    const { texts, kinds, restore } = await maskTexts([text], 'run-1')
    for (const value of [github, ...Object.values(planted)]) expect(texts[0]).not.toContain(value)
    expect(kinds).toEqual({
      secret: 1,
      'e-mail': 1,
      phone: 1,
      iban: 1,
      card: 1,
      'national-id': 1,
      'ip-address': 1,
    })
    const restored = restore(texts[0] ?? '')
    expect(restored).toMatch(/^token = "<secret-[0-9a-f]{8}>"/)
    expect(restored.split('\n').slice(1)).toEqual(source)
  })

  it('gives one value one placeholder in everything of a run, and another in the next run', async () => {
    const mail = planted['e-mail']
    const first = await maskTexts([`a = "${mail}"`], 'run-1')
    const later = await maskTexts([`b = "${planted.phone}"`, `a = "${mail}"`], 'run-1')
    const other = await maskTexts([`a = "${mail}"`], 'run-2')
    expect(later.texts[1]).toBe(first.texts[0])
    expect(other.texts[0]).not.toBe(first.texts[0])
  })

  it('comes back unchanged, whatever stands around it', async () => {
    await fc.assert(
      fc.asyncProperty(fc.string(), fc.string(), async (before, after) => {
        const text = `${before}\n"${planted['e-mail']}"\n${after}`
        const { texts, kinds, restore } = await maskTexts([text], 'run-1')
        expect(texts[0]).not.toContain(planted['e-mail'])
        if (kinds.secret === undefined) expect(restore(texts[0] ?? '')).toBe(text)
      }),
      { numRuns: 100 },
    )
  })
})

describe('secrets', () => {
  const PLACEHOLDER = /<secret-[0-9a-f]{8}>/g
  const named = (text: string) => text.replaceAll(PLACEHOLDER, '<secret>')

  it.each([
    ['a token', `token = "${github}"`, 'token = "<secret>"'],
    ['a key with its name', `aws_secret_access_key = "${aws}"`, 'aws_secret_access_key = "<secret>"'],
    ['a private key', `KEY = """${pem}"""`, 'KEY = """<secret>"""'],
    ['a database URL', `db = "postgres://admin:${'s3cr3t'}@db.example.com/app"`, 'db = "<secret>"'],
    ['a login in a URL', `u = 'https://user:${'passw0rd'}@example.com/x'`, "u = '<secret>/x'"],
  ])('%s is masked, and nothing around it', async (_name, text, expected) => {
    const { texts, kinds } = await maskTexts([text], 'run-1')
    expect(kinds).toEqual({ secret: 1 })
    expect(texts.map(named)).toEqual([expected])
  })

  it('have one placeholder each in all texts, everywhere they stand', async () => {
    const given = [`a = "${github}"`, `b = "${slack}", c = "${github}"`, `plain ${github}`]
    const { texts, kinds } = await maskTexts(given, 'run-1')
    expect(kinds).toEqual({ secret: 2 })
    expect(texts.map(named)).toEqual(['a = "<secret>"', 'b = "<secret>", c = "<secret>"', 'plain <secret>'])
    const [first, slackHere, again, plain] = texts.join().match(PLACEHOLDER) ?? []
    expect([again, plain]).toEqual([first, first])
    expect(slackHere).not.toBe(first)
  })

  it('are all that is masked in what a model wrote', async () => {
    const text = `token = "${github}", mail = "${planted['e-mail']}"`
    const { texts, kinds } = await maskTexts([text], 'run-1', { onlySecrets: true })
    expect(kinds).toEqual({ secret: 1 })
    expect(texts.map(named)).toEqual([`token = "<secret>", mail = "${planted['e-mail']}"`])
  })

  it('are not seen in code that has none', async () => {
    const code = readFileSync('lib/privacy/find-secrets.ts', 'utf8')
    expect(await maskTexts([code], 'run-1')).toMatchObject({ texts: [code], kinds: {} })
  })

  it('let no part of themselves through, whatever stands around', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.string({ unit: fc.constantFrom('a', ' ', '\n', '=') }),
        fc.string({ unit: fc.constantFrom('b', ' ', '\n', ')') }),
        async (before, after) => {
          const { texts } = await maskTexts([`${before}\ntoken = "${github}" ${after}`], 'run-1')
          expect(texts[0]).not.toContain(github.slice(4, 20))
          expect(texts.map(named)).toEqual([`${before}\ntoken = "<secret>" ${after}`])
        },
      ),
      { numRuns: 50 },
    )
  })

  it('are looked for quickly: 100,000 characters in well under a second, and at once the second time', async () => {
    const module = 'def add(first, second):\n    return first + second\n\n'.repeat(2000)
    await maskTexts(['warm up'], 'run-1', { onlySecrets: true })
    const start = performance.now()
    await maskTexts([module], 'run-1', { onlySecrets: true })
    expect(performance.now() - start).toBeLessThan(1000)
    const again = performance.now()
    await maskTexts([module], 'run-1', { onlySecrets: true })
    expect(performance.now() - again).toBeLessThan(20)
  })
})

describe('maskPrinted', () => {
  it('knows what is left of a secret at a cut by the code that holds it, and finds whole ones by itself', async () => {
    const source = `TOKEN = "${github}"\nPASSWORD = "${'hunter2'.repeat(2)}"`
    const printed = [
      `…${github.slice(9)} is no token`,
      `${github.slice(-12)}\nthe log goes on`,
      `AssertionError: ${github.slice(0, 15)}`,
      `E   ${slack}`,
      `it ends in ${github.slice(0, 5)}`,
    ]
    const masked = await maskPrinted(printed, [source], 'run-1')
    for (const piece of [github.slice(9, 20), github.slice(-6), github.slice(0, 15), slack]) {
      expect(masked.join('\n')).not.toContain(piece)
    }
    expect(masked[0]).toMatch(/^…<secret-[0-9a-f]{8}> is no token$/)
    expect(masked[4], 'too little to say what it was').toBe(printed[4])
  })

  it('leaves nothing of a secret wherever a text is cut afterwards', async () => {
    const [masked = ''] = await maskPrinted([`before ${github} after`], [], 'run-1')
    for (let most = 1; most < masked.length; most++) {
      expect(github).not.toContain(cutTo(masked, most).slice(7) || 'nothing')
    }
  })
})
