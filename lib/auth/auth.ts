import 'server-only'
import { betterAuth } from 'better-auth'
import { prismaAdapter } from 'better-auth/adapters/prisma'
import { APIError, createAuthMiddleware } from 'better-auth/api'
import { nextCookies } from 'better-auth/next-js'
import { db } from '@/lib/db/db'
import { AssayError } from '@/lib/domain/assay-error'
import { MAX_PASSWORD_LENGTH, MIN_PASSWORD_LENGTH } from '@/lib/domain/sign-in'
import { env } from '@/lib/env'
import { log } from '@/lib/log/log'
import { assertMaySignUp } from './assert-may-sign-up'
import { addressHeader } from './caller-address'
import { guardAttempts } from './guard-attempts'
import { LONGEST_WINDOW_SECONDS } from './take-attempt'
import { trustedOrigins } from './trusted-origins'

const SESSION_SECONDS = 30 * 24 * 3600

/** Our refusals as the library's, so that a direct post to its endpoints sees the same text and status. */
function asApiError(error: unknown): unknown {
  if (!(error instanceof AssayError)) return error
  const status = error.code === 'unavailable' ? 'TOO_MANY_REQUESTS' : 'FORBIDDEN'
  return new APIError(status, { message: error.userText })
}

// A hook and not the library's own limiter alone: that one does not see calls from server actions.
const beforeEach = createAuthMiddleware(async (ctx) => {
  try {
    const body: unknown = ctx.body
    const email = typeof body === 'object' && body !== null && 'email' in body ? body.email : undefined
    await guardAttempts(ctx.path, ctx.headers, email)
    if (ctx.path === '/sign-up/email') await assertMaySignUp(ctx.headers)
  } catch (error) {
    throw asApiError(error)
  }
})

function makeAuth() {
  const { ASSAY_URL, BETTER_AUTH_SECRET } = env()
  return betterAuth({
    appName: 'Assay',
    baseURL: ASSAY_URL,
    secret: BETTER_AUTH_SECRET,
    database: prismaAdapter(db(), { provider: 'postgresql', transaction: true }),
    trustedOrigins: (request) => trustedOrigins(ASSAY_URL, request),
    emailAndPassword: {
      enabled: true,
      minPasswordLength: MIN_PASSWORD_LENGTH,
      maxPasswordLength: MAX_PASSWORD_LENGTH,
    },
    // No sliding renewal: a cookie cannot be renewed while a page renders, so the two ends would drift apart.
    session: { expiresIn: SESSION_SECONDS, disableSessionRefresh: true },
    rateLimit: {
      enabled: true,
      storage: 'database',
      window: LONGEST_WINDOW_SECONDS,
      max: 1000,
      // Sign-in and sign-up are counted by our hook.
      customRules: { '/sign-in/*': false, '/sign-up/*': false },
    },
    advanced: {
      ipAddress: { ipAddressHeaders: [addressHeader()] },
      cookiePrefix: 'assay',
      useSecureCookies: ASSAY_URL.startsWith('https:'),
      // Said explicitly: the library turns both off by itself when NODE_ENV is "test".
      disableCSRFCheck: false,
      disableOriginCheck: false,
    },
    hooks: { before: beforeEach },
    logger: {
      level: 'warn',
      log: (level, message) => log[level === 'error' ? 'error' : 'warn']({ part: 'auth' }, message),
    },
    onAPIError: {
      onError: (error) => {
        const expected = error instanceof APIError && error.statusCode < 500
        log[expected ? 'debug' : 'error']({ err: error, part: 'auth' }, 'auth request refused')
      },
    },
    telemetry: { enabled: false },
    plugins: [nextCookies()],
  })
}

let made: ReturnType<typeof makeAuth> | undefined

/** The auth library, made at first use: `next build` imports the routes with neither database nor secret. */
export function auth(): ReturnType<typeof makeAuth> {
  made ??= makeAuth()
  return made
}

/** For tests: the next `auth()` reads the environment anew. */
export function forgetAuth(): void {
  made = undefined
}
