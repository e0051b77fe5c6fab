import { afterEach, expect, test, vi } from 'vitest'
import { forgetEnv } from '@/lib/env'
import { callerAddress } from './caller-address'

afterEach(() => {
  vi.unstubAllEnvs()
  forgetEnv()
})

const forged = { 'x-forwarded-for': '203.0.113.7, 198.51.100.2' }

test('is what our server saw; what a client forwards counts for nothing', () => {
  expect(callerAddress(new Headers({ ...forged, 'x-assay-peer': '192.0.2.1' }))).toBe('192.0.2.1')
  expect(callerAddress(new Headers(forged))).toBeNull()
  expect(callerAddress(undefined)).toBeNull()
})

test('is the last that a trusted proxy appended', () => {
  vi.stubEnv('ASSAY_TRUST_PROXY', '1')
  forgetEnv()
  expect(callerAddress(new Headers({ ...forged, 'x-assay-peer': '127.0.0.1' }))).toBe('198.51.100.2')
  expect(callerAddress(new Headers({ 'x-assay-peer': '127.0.0.1' }))).toBeNull()
})
