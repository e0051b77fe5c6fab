import { describe, expect, it } from 'vitest'
import { NOT_A_MODEL_SERVER, NOT_LOCAL } from '@/lib/domain/provider'
import { makeProviderAccess } from '@/lib/testing/make-provider-access'
import { callAnthropic } from './call-anthropic'
import { checkProviderHost } from './check-provider-host'
import { probeProvider } from './probe-provider'

const check = (isLocal: boolean, addresses: string[], baseUrl = 'http://models.test:8080') =>
  checkProviderHost({ baseUrl, isLocal }, async () => addresses.map((address) => ({ address, family: 4 })))

describe('checkProviderHost', () => {
  it('refuses names of which any address is metadata or link-local', async () => {
    for (const address of ['169.254.169.254', '::ffff:169.254.169.254', 'fe80::1', '100.100.100.200']) {
      expect(await check(false, ['140.82.121.3', address])).toBe(NOT_A_MODEL_SERVER)
      expect(await check(true, [address])).toBe(NOT_A_MODEL_SERVER)
    }
  })

  it('lets local providers only onto this machine and private networks', async () => {
    expect(await check(true, ['10.0.0.8', '::1'])).toBeNull()
    expect(await check(true, ['10.0.0.8', '140.82.121.3'])).toBe(NOT_LOCAL)
    expect(await check(true, [])).toContain('not found')
    expect(await check(true, [], 'http://127.0.0.1:11434')).toBeNull()
    expect(await check(false, ['140.82.121.3'])).toBeNull()
    expect(await check(false, [])).toBeNull()
  })
})

describe('a provider whose address must not be called', () => {
  const provider = makeProviderAccess('http://[::ffff:169.254.169.254]/latest', {
    kind: 'compatible',
    isLocal: false,
  })

  it('is neither tested nor called', async () => {
    expect(
      await probeProvider(provider, ['cheap'], () => ({ costNanoUsd: 0, priceGuessed: false })),
    ).toMatchObject({
      ok: false,
      text: NOT_A_MODEL_SERVER,
      models: [],
    })
    const request = { model: 'a', system: '', messages: [], outputSchema: { type: 'object' }, maxTokens: 1 }
    const result = await callAnthropic(provider, request, new AbortController().signal)
    expect(result).toMatchObject({ outcome: 'bad-request', errorText: NOT_A_MODEL_SERVER, text: null })
  })
})
