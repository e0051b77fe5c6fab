import 'server-only'
import { createCipheriv, createDecipheriv, createHash, randomBytes } from 'node:crypto'
import { AssayError } from '@/lib/domain/assay-error'
import { env } from '@/lib/env'

const ALGORITHM = 'aes-256-gcm'
const IV_BYTES = 12
const TAG_BYTES = 16

function secretKey(): { key: Buffer; id: string } {
  const key = Buffer.from(env().ASSAY_SECRET_KEY, 'base64')
  if (key.length !== 32) throw new Error('ASSAY_SECRET_KEY must be 32 bytes in base64.')
  return { key, id: createHash('sha256').update(key).digest('hex').slice(0, 8) }
}

/**
 * Encrypts a provider key with AES-256-GCM: `<key id>.<iv + tag + ciphertext in base64>`. Bound to the team, so that a
 * row copied to another team does not open.
 */
export function sealKey(teamId: string, apiKey: string): string {
  const { key, id } = secretKey()
  const iv = randomBytes(IV_BYTES)
  const cipher = createCipheriv(ALGORITHM, key, iv).setAAD(Buffer.from(teamId))
  const sealed = Buffer.concat([cipher.update(apiKey, 'utf8'), cipher.final()])
  return `${id}.${Buffer.concat([iv, cipher.getAuthTag(), sealed]).toString('base64')}`
}

/** Opens a sealed key; throws `unavailable` when it was sealed with another ASSAY_SECRET_KEY, or changed. */
export function openKey(teamId: string, sealed: string): string {
  const { key, id } = secretKey()
  const [keyId, body = ''] = sealed.split('.')
  const bytes = Buffer.from(body, 'base64')
  try {
    if (keyId !== id) throw new Error(`sealed with key ${keyId}, not ${id}`)
    const iv = bytes.subarray(0, IV_BYTES)
    const decipher = createDecipheriv(ALGORITHM, key, iv, { authTagLength: TAG_BYTES })
    decipher.setAAD(Buffer.from(teamId)).setAuthTag(bytes.subarray(IV_BYTES, IV_BYTES + TAG_BYTES))
    const opened = [decipher.update(bytes.subarray(IV_BYTES + TAG_BYTES)), decipher.final()]
    return Buffer.concat(opened).toString('utf8')
  } catch (cause) {
    const text =
      'The stored provider key cannot be read: the server’s secret key has changed. Enter the key again.'
    throw new AssayError('unavailable', text, { cause })
  }
}
