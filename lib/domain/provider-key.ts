import { z } from 'zod'
import type { ProviderKind } from './provider-settings'

const PLAIN_KEY = /^[\x21-\x7e]{1,2000}$/
/** AWS: the secret access key or a bearer token; temporary credentials have their session token on a second line. */
const AWS_KEY = /^[\x21-\x7e]{1,2000}(\s+[\x21-\x7e]{1,4000})?$/

/** The parts of a Google service account's key file that signing needs. */
export const ServiceAccount = z.object({
  type: z.literal('service_account'),
  client_email: z.string().min(3),
  private_key: z.string().startsWith('-----BEGIN'),
  private_key_id: z.string().optional(),
})
export type ServiceAccount = z.infer<typeof ServiceAccount>

/** The service account in a key file's text; null when it is none. */
export function readServiceAccount(text: string): ServiceAccount | null {
  try {
    return ServiceAccount.safeParse(JSON.parse(text)).data ?? null
  } catch {
    return null
  }
}

/** Why this cannot be a key of such a provider; null: it can. */
export function providerKeyProblem(kind: ProviderKind, key: string): string | null {
  if (kind === 'vertex') {
    return readServiceAccount(key) === null
      ? 'Paste the whole JSON key file of a service account (it begins with {"type": "service_account"…).'
      : null
  }
  if (kind === 'bedrock') return AWS_KEY.test(key) ? null : 'Enter the secret access key or the bearer token.'
  return PLAIN_KEY.test(key) ? null : 'A key has no spaces and no letters beyond ASCII.'
}

/** Shorter than this, four characters would tell too much of a key. */
const MIN_KEY_TO_SHOW = 12

/** The last four characters as settings show them, of a service account those of its key's id; of a short key none. */
export function keyLastFour(kind: ProviderKind, key: string): string {
  if (kind !== 'vertex') {
    const shown = kind === 'bedrock' ? (key.split(/\s+/)[0] ?? '') : key
    return shown.length < MIN_KEY_TO_SHOW ? '' : shown.slice(-4)
  }
  return (readServiceAccount(key)?.private_key_id ?? 'json').slice(-4)
}
