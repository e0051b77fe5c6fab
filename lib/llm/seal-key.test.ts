import { afterEach, describe, expect, it } from 'vitest'
import { forgetEnv } from '@/lib/env'
import { openKey, sealKey } from './seal-key'

const before = process.env.ASSAY_SECRET_KEY
afterEach(() => {
  process.env.ASSAY_SECRET_KEY = before
  forgetEnv()
})

describe('sealKey', () => {
  it('gives back what was sealed, and never seals twice alike', () => {
    const sealed = sealKey('team1', 'a key — ключ')
    expect(openKey('team1', sealed)).toBe('a key — ключ')
    expect(sealed).not.toContain('key')
    expect(sealKey('team1', 'a key — ключ')).not.toBe(sealed)
  })

  it('opens for no other team, and not when a single bit was changed', () => {
    const sealed = sealKey('team1', 'key')
    expect(() => openKey('team2', sealed)).toThrow('cannot be read')
    const [id = '', body = ''] = sealed.split('.')
    const bytes = Buffer.from(body, 'base64')
    for (let at = 0; at < bytes.length; at += 1) {
      const changed = Buffer.from(bytes)
      changed[at] = (changed[at] ?? 0) ^ 1
      expect(() => openKey('team1', `${id}.${changed.toString('base64')}`)).toThrow('Enter the key again')
    }
  })

  it('does not open with another secret key', () => {
    const sealed = sealKey('team1', 'key')
    process.env.ASSAY_SECRET_KEY = Buffer.alloc(32, 8).toString('base64')
    forgetEnv()
    expect(() => openKey('team1', sealed)).toThrow('secret key has changed')
  })
})
