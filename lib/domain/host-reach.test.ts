import { describe, expect, it } from 'vitest'
import { hostReach } from './host-reach'
import { ProviderDraft } from './provider'

describe('hostReach', () => {
  it.each([
    ['169.254.169.254', 'forbidden'],
    ['100.100.100.200', 'forbidden'],
    ['168.63.129.16', 'forbidden'],
    ['fe80::1', 'forbidden'],
    ['fe80::1%eth0', 'forbidden'],
    ['febf::1', 'forbidden'],
    ['fd00:ec2::254', 'forbidden'],
    ['::ffff:169.254.169.254', 'forbidden'],
    ['::ffff:a9fe:a9fe', 'forbidden'],
    ['::169.254.169.254', 'forbidden'],
    ['64:ff9b::a9fe:a9fe', 'forbidden'],
    ['2002:a9fe:a9fe::', 'forbidden'],
    ['::ffff:6464:64c8', 'forbidden'],
    ['metadata.google.internal', 'forbidden'],
    ['METADATA.google.internal.', 'forbidden'],
    ['127.0.0.1', 'local'],
    ['0.0.0.0', 'local'],
    ['10.1.2.3', 'local'],
    ['100.64.0.1', 'local'],
    ['172.31.255.255', 'local'],
    ['192.168.1.1', 'local'],
    ['::1', 'local'],
    ['[::1]', 'local'],
    ['::ffff:127.0.0.1', 'local'],
    ['fd12:3456::1', 'local'],
    ['localhost', 'local'],
    ['models.localhost', 'local'],
    ['8.8.8.8', 'public'],
    ['172.32.0.1', 'public'],
    ['2606:50c0:8000::153', 'public'],
    ['ollama', 'name'],
    ['api.example.com', 'name'],
    ['metadatastore.example.com', 'name'],
  ])('%s is %s', (host, reach) => expect(hostReach(host)).toBe(reach))
})

describe('the address of a provider', () => {
  const models = { cheap: 'a', capable: 'b', premium: 'c' }
  const parse = (given: Record<string, unknown>) =>
    ProviderDraft.safeParse({ name: 'x', kind: 'compatible', models, ...given })
  const fieldsOf = (given: Record<string, unknown>) =>
    parse(given).error?.issues.map(({ path }) => path.join('.'))

  it.each([
    'http://169.254.169.254/latest',
    'http://2852039166/latest',
    'http://0xa9fea9fe/',
    'http://169.254.43518/',
    'http://[::ffff:169.254.169.254]/',
    'http://[::ffff:a9fe:a9fe]/',
    'http://100.100.100.200/',
    'http://[fe80::1]/',
    'http://metadata.google.internal./',
  ])('is never %s', (baseUrl) => {
    expect(fieldsOf({ baseUrl })).toEqual(['baseUrl'])
    expect(fieldsOf({ baseUrl, isLocal: true })).toContain('baseUrl')
  })

  it.each(['http://localhost:11434', 'http://10.0.0.8', 'http://[::1]:8080', 'http://ollama:11434'])(
    '%s may be local',
    (baseUrl) => expect(parse({ baseUrl, isLocal: true }).success).toBe(true),
  )

  it('is not local when it is public, or when it is the API itself', () => {
    expect(fieldsOf({ baseUrl: 'https://8.8.8.8', isLocal: true })).toEqual(['baseUrl'])
    expect(fieldsOf({ kind: 'anthropic', baseUrl: null, isLocal: true })).toEqual(['baseUrl'])
    expect(parse({ baseUrl: 'https://8.8.8.8' }).success).toBe(true)
  })
})
