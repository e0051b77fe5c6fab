import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { callerAddress } from './caller-address'
import { takeAttempt } from './take-attempt'

/** Per address against many accounts, per account against many addresses. */
const LIMITS = {
  '/sign-in/email': {
    address: { windowSeconds: 60, max: 30 },
    account: { windowSeconds: 300, max: 10 },
  },
  '/sign-up/email': {
    address: { windowSeconds: 600, max: 40 },
    account: { windowSeconds: 600, max: 10 },
  },
} as const

/** Callers of unknown address share one count, so it must be larger. */
const shared = ({ windowSeconds, max }: { windowSeconds: number; max: number }) => ({
  windowSeconds,
  max: max * 10,
})

/** Throws `unavailable` when this address or this account tried too often; other paths are not counted here. */
export async function guardAttempts(
  path: string,
  headers: Headers | undefined,
  email: unknown,
): Promise<void> {
  if (path !== '/sign-in/email' && path !== '/sign-up/email') return
  const limits = LIMITS[path]
  const address = callerAddress(headers)
  const account = String(email).trim().toLowerCase()
  const waits = await Promise.all([
    takeAttempt(
      `${path} address ${address ?? 'unknown'}`,
      address === null ? shared(limits.address) : limits.address,
    ),
    takeAttempt(`${path} account ${account}`, limits.account),
  ])
  const waitSeconds = Math.max(...waits)
  if (waitSeconds > 0) {
    throw new AssayError('unavailable', `Too many attempts. Wait ${waitSeconds} seconds and try again.`)
  }
}
