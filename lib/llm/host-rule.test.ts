import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { afterEach, describe, expect, it, vi } from 'vitest'
import { NOT_PRIVATE } from '@/lib/domain/provider'
import { forgetEnv } from '@/lib/env'
import { makeProviderAccess } from '@/lib/testing/make-provider-access'
import { callAnthropic } from './call-anthropic'
import { checkProviderHost } from './check-provider-host'
import { checkedFetch } from './checked-fetch'
import { ENVIRONMENT_PROVIDER_ID } from './environment-provider'
import { hostRuleOf } from './host-rule'
import { probeProvider } from './probe-provider'

type Values = Partial<Record<'HOST' | 'ASSAY_URL' | 'ASSAY_ALLOW_PRIVATE_PROVIDERS', string>>

/** These values, and nothing of the machine's own. */
function useEnv(given: Values): void {
  const none = { HOST: undefined, ASSAY_URL: undefined, ASSAY_ALLOW_PRIVATE_PROVIDERS: undefined }
  const values: Values = { ...none, ...given }
  for (const [name, value] of Object.entries(values)) vi.stubEnv(name, value)
  forgetEnv()
}
afterEach(() => {
  vi.unstubAllEnvs()
  forgetEnv()
})

const mayBePrivate = (id?: string) => hostRuleOf({ id, isLocal: false }).mayBePrivate

describe('private addresses of providers', () => {
  it.each<{ name: string; set: Values; allowed: boolean }>([
    { name: 'nothing is set: a newcomer on a machine of their own', set: {}, allowed: true },
    {
      name: 'the server listens on ::1',
      set: { HOST: '::1', ASSAY_URL: 'http://[::1]:3000' },
      allowed: true,
    },
    { name: 'the server listens for everybody', set: { HOST: '0.0.0.0' }, allowed: false },
    { name: 'the server listens in its network', set: { HOST: '192.168.1.5' }, allowed: false },
    { name: 'a proxy stands before it', set: { ASSAY_URL: 'https://assay.example.com' }, allowed: false },
    {
      name: 'the operator allows it',
      set: { HOST: '0.0.0.0', ASSAY_ALLOW_PRIVATE_PROVIDERS: '1' },
      allowed: true,
    },
    { name: 'the operator forbids it', set: { ASSAY_ALLOW_PRIVATE_PROVIDERS: '0' }, allowed: false },
  ])('$name: $allowed', ({ set, allowed }) => {
    useEnv(set)
    expect(mayBePrivate()).toBe(allowed)
    expect(mayBePrivate('of-a-team')).toBe(allowed)
    // What the operator has entered is theirs.
    expect(mayBePrivate(ENVIRONMENT_PROVIDER_ID)).toBe(true)
  })

  it('where they are not allowed, are neither saved, tested nor called, by name or by address', async () => {
    let requests = 0
    const server = createServer((_message, response) => {
      requests += 1
      response.end('{}')
    })
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
    const { port } = server.address() as AddressInfo
    useEnv({ HOST: '0.0.0.0' })
    for (const host of ['127.0.0.1', 'localhost', '[::ffff:127.0.0.1]']) {
      const baseUrl = `http://${host}:${port}`
      for (const isLocal of [true, false]) {
        const provider = makeProviderAccess(baseUrl, { kind: 'compatible', isLocal })
        expect(await checkProviderHost({ baseUrl, isLocal })).toBe(NOT_PRIVATE)
        expect(
          await probeProvider(provider, ['cheap'], () => ({ costNanoUsd: 0, priceGuessed: false })),
        ).toMatchObject({ text: NOT_PRIVATE })
        const ask = { model: 'm', system: '', messages: [], outputSchema: { type: 'object' }, maxTokens: 1 }
        const result = await callAnthropic(provider, ask, new AbortController().signal)
        expect(result).toMatchObject({ outcome: 'bad-request', errorText: NOT_PRIVATE })
      }
    }
    expect(requests).toBe(0)
    const rule = hostRuleOf({ id: ENVIRONMENT_PROVIDER_ID, isLocal: false })
    expect((await checkedFetch({ rule })(`http://localhost:${port}`)).status).toBe(200)
    server.close()
  })

  it('names that lead to both worlds are refused, public ones are not', async () => {
    useEnv({ HOST: '0.0.0.0' })
    const check = (...addresses: string[]) =>
      checkProviderHost({ baseUrl: 'http://models.test', isLocal: false }, async () =>
        addresses.map((address) => ({ address, family: 4 })),
      )
    expect(await check('140.82.121.3', '10.0.0.8')).toBe(NOT_PRIVATE)
    expect(await check('140.82.121.3')).toBeNull()
  })
})
