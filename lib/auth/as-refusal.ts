import 'server-only'
import { APIError } from 'better-auth/api'
import { AssayError } from '@/lib/domain/assay-error'

/** The auth library's refusals in our words; anything else is returned as it came. */
export function asRefusal(error: unknown): unknown {
  if (!(error instanceof APIError)) return error
  const refuse = (...args: ConstructorParameters<typeof AssayError>) => new AssayError(...args)
  const code = error.body?.code
  if (code === 'INVALID_EMAIL_OR_PASSWORD') {
    return refuse('invalid-input', 'Wrong e-mail address or password.', { cause: error })
  }
  if (code?.startsWith('USER_ALREADY_EXISTS')) {
    const text = 'There is already an account with this address. Sign in instead.'
    return refuse('conflict', text, { cause: error, fields: { email: text } })
  }
  const text = error.body?.message ?? 'This was refused. Check the form and try again.'
  if (error.statusCode === 429) return refuse('unavailable', text, { cause: error })
  if (error.statusCode === 403) return refuse('forbidden', text, { cause: error })
  if (error.statusCode >= 400 && error.statusCode < 500)
    return refuse('invalid-input', text, { cause: error })
  return error
}
