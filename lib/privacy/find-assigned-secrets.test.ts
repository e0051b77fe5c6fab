import { execFileSync } from 'node:child_process'
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import { describe, expect, it } from 'vitest'
import { findAssignedSecrets } from './find-assigned-secrets'
import { findMasked } from './find-masked'
import { findSecrets } from './find-secrets'

// Put together here, so that no file of ours holds what looks like a secret.
const password = `hunter2${'hunter2'}`
const awsId = `AKIAQ3EGRK7D${'XW2LMZP5'}`
const awsSecret = `wJalrXUtnFEMI/K7MDENG/${'bPxRfiCYEXAMPLEKEY'}`
const hex = `9f86d081884c7d65${'9a2feaa0c55ad015'}`

describe('findAssignedSecrets', () => {
  it.each([
    [`PASSWORD = "${password}"`, password],
    [`SECRET="${awsSecret}"`, awsSecret],
    [`db_password: str = '${password}'`, password],
    [`connect(host="db", password="${password}")`, password],
    [`{"api_key": "${hex}", "x": 1}`, hex],
    [`config["client_secret"] = "${hex}"`, hex],
    [`self.authToken = b"${hex}"`, hex],
    [`os.environ.get("API_KEY", "${hex}")`, hex],
    [`os.getenv('DB_PASSWORD') or "${password}"`, password],
    [`TOKEN = (\n    "${hex}"\n)`, hex],
    [`PASSWORD = SecretStr("${password}")`, password],
    [`if password == "${password}":`, password],
    [`("password", "token", "${hex}")`, hex],
    [`PASSWORD_PROD = """${password}"""`, password],
  ])('finds %s', (text, value) => {
    expect(findAssignedSecrets(text)).toEqual([value])
  })

  it.each([
    'PASSWORD = "short1"; password = "onlyletters"; pwd = "1234567890"',
    'PASSWORD = "changeme1234"; API_KEY = "your-api-key-1"; token = "<token-12345678>"; secret = "xxxxxxxx1"',
    'TOKEN = "sha256_digest_v2"; token = "X-Api-Token-2"; secret_key = "parser3.token12"',
    'TOKEN_URL = "https://example.com/oauth2/token1"; token_type = "bearer2abc3def4"',
    'secret = "https://vault.internal/v1/secret99"; password = "localhost:8080"; token = "/etc/app/token2"',
    'password = "%s:%08d"; token = "{user1}:{host2}"; key = f"a1b2c3d4e5f6"; token = f"{a1}{b2}-{c3}"',
    'tokenizer = "abc123def456"; compass = "abc123def456"; keyboard = "abc123def456"; passing = "abc123def456"',
    'password = "a sentence with 3 words and 2 numbers"; x = "password"; print("password123 is wrong")',
    String.raw`secret = "\xa4\xd4\xa1\xa2"`,
  ])('finds nothing in %s', (text) => {
    expect(findAssignedSecrets(text)).toEqual([])
  })

  it('raises less than one false alarm in 100,000 lines of the standard library', () => {
    const root = execFileSync('python3', ['-c', 'import os; print(os.path.dirname(os.__file__))'], {
      encoding: 'utf8',
    }).trim()
    const files = readdirSync(root, { recursive: true, encoding: 'utf8' }).filter(
      (name) => name.endsWith('.py') && !/(^|\/)(site-packages|dist-packages)\//.test(name),
    )
    const sources = files.map((name) => readFileSync(path.join(root, name), 'utf8'))
    const lines = sources.reduce((sum, source) => sum + source.split('\n').length, 0)
    expect(lines).toBeGreaterThan(100_000)
    expect(sources.flatMap(findAssignedSecrets).length).toBeLessThan(lines / 100_000)
  })

  it('takes no longer for text that is nearly a name', () => {
    const start = performance.now()
    for (const text of ['password', 'a-', 'key.', 'key = (', 'token: ']) {
      expect(findAssignedSecrets(text.repeat(20_000))).toEqual([])
    }
    expect(performance.now() - start).toBeLessThan(2000)
  })
})

describe('findSecrets', () => {
  it('finds the three of the trial: an AWS key id, an AWS secret under another name, a password', async () => {
    const text = `KEY = "${awsId}"\nSECRET="${awsSecret}"\nPASSWORD = "${password}"\n`
    expect([...(await findMasked([text]))].sort()).toEqual(
      [awsId, awsSecret, password].sort().map((value) => [value, 'secret']),
    )
  })

  it('leaves a password that a model made up', async () => {
    expect([...(await findMasked([`login(password="${password}")`], { onlySecrets: true }))]).toEqual([])
  })

  it('takes of an account id the number, not its name', async () => {
    const number = `4821${'0937'}5566`
    expect(await findSecrets(`AWS_ACCOUNT_ID = "${number}"`)).toEqual([number])
  })

  it('cannot be switched off by a comment in the text', async () => {
    const text = `# secretlint-disable\nKEY = "${awsId}"  # secretlint-disable-line\n`
    expect(await findSecrets(text)).toEqual([awsId])
  })
})
