import { expect, it } from 'vitest'
import { IDENTITY_STAYS, NOT_A_MODEL_SERVER, NOT_LOCAL, ProviderDraft } from './provider'

const models = { cheap: 'small', capable: 'medium', premium: 'large' }
const parse = (baseUrl: unknown, more: object = {}) =>
  ProviderDraft.safeParse({ name: 'Own', kind: 'compatible', baseUrl, models, ...more })

const NO_URL = 'Enter a URL that starts with https:// or http://.'

it.each([
  ['nonsense', NO_URL],
  ['ftp://models.example', NO_URL],
  ['', 'Enter the address of the compatible server.'],
  [null, 'Enter the address of the compatible server.'],
  [undefined, 'Enter the address of the compatible server.'],
  ['http://169.254.169.254/', NOT_A_MODEL_SERVER],
  ['http://[fe80::1]/', NOT_A_MODEL_SERVER],
])('the address %j is refused beside its field, with what to enter', (baseUrl, message) => {
  const issues = parse(baseUrl).error?.issues.map((issue) => [issue.path.join('.'), issue.message])
  expect(issues).toEqual([['baseUrl', message]])
})

it('a fault of the address is told once, also for a server that is said to be local', () => {
  expect(parse('nonsense', { isLocal: true }).error?.issues.map(({ message }) => message)).toEqual([NO_URL])
  expect(parse('https://8.8.8.8', { isLocal: true }).error?.issues.map(({ message }) => message)).toEqual([
    NOT_LOCAL,
  ])
})

it.each(['bedrock', 'vertex'])('the own identity of the server goes to no entered address: %s', (kind) => {
  const settings = { region: 'us-east-1', cloudProject: 'our-project', signIn: 'server' }
  const issues = parse('https://models.example', { kind, settings }).error?.issues
  expect(issues?.map(({ path, message }) => [path.join('.'), message])).toEqual([['baseUrl', IDENTITY_STAYS]])
  expect(parse(null, { kind, settings }).success).toBe(true)
})

it('takes addresses of the internet and of this machine, without the last slash', () => {
  expect(parse('https://models.example/v1/').data?.baseUrl).toBe('https://models.example/v1')
  expect(parse('http://127.0.0.1:11434', { isLocal: true }).data?.baseUrl).toBe('http://127.0.0.1:11434')
  expect(parse('', { kind: 'anthropic' }).data?.baseUrl).toBeNull()
  expect(parse(undefined, { kind: 'anthropic' }).data?.baseUrl).toBeNull()
})
