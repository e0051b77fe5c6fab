import 'server-only'
import os from 'node:os'
import path from 'node:path'
import { z } from 'zod'

const optionalText = z
  .string()
  .trim()
  .optional()
  .transform((text) => (text === '' ? undefined : text))

/** All that the environment can say; each key stands in the README's table with its default. */
export const EnvSchema = z.object({
  NODE_ENV: z.enum(['development', 'production', 'test']).default('development'),
  DATABASE_URL: z
    .string()
    .min(1, 'DATABASE_URL is not set: start with `npm start`, or set it to a Postgres URL.'),
  BETTER_AUTH_SECRET: z.string().min(16, 'BETTER_AUTH_SECRET must have at least 16 characters.'),
  /** 32 bytes, base64: encrypts provider keys at rest */
  ASSAY_SECRET_KEY: z.string().min(32, 'ASSAY_SECRET_KEY must be 32 bytes in base64.'),
  /** address on which the web server listens */
  HOST: optionalText,
  /** public URL of this server, for links and cookies */
  ASSAY_URL: z.string().default('http://127.0.0.1:3000'),
  ASSAY_DATA: z
    .string()
    .default('.assay')
    .transform((folder) => path.resolve(folder)),
  ASSAY_PYTHON: optionalText,
  ASSAY_SANDBOX: z.enum(['auto', 'bubblewrap', 'landlock', 'refuse']).default('auto'),
  /** folders (separated by `:`) below which projects may be added by server path */
  ASSAY_PROJECT_PATHS: z
    .string()
    .default('')
    .transform((list) =>
      list
        .split(':')
        .filter((folder) => folder !== '')
        .map((folder) => path.resolve(folder)),
    ),
  /** 1: git URLs may point to private addresses */
  ASSAY_ALLOW_PRIVATE_GIT: z.enum(['0', '1']).default('0'),
  /** 1: teams may add providers on this machine and its private network; see allowsPrivateProviders */
  ASSAY_ALLOW_PRIVATE_PROVIDERS: z.enum(['0', '1']).optional(),
  /** 1: a proxy of ours stands before the server and appends the caller's address to x-forwarded-for */
  ASSAY_TRUST_PROXY: z.enum(['0', '1']).default('0'),
  /** open: anyone may sign up; invited: only the first person and holders of an invitation link; see signUpMode */
  ASSAY_SIGN_UP: z.enum(['open', 'invited']).optional(),
  /** 1: providers of any team may use this machine's own AWS or Google identity */
  ASSAY_CLOUD_IDENTITY: z.enum(['0', '1']).default('0'),
  /** server that sends e-mail, `smtp://user:password@host:587` or `smtps://…:465` */
  ASSAY_SMTP_URL: optionalText.refine((url) => url === undefined || /^smtps?:\/\/./.test(url), {
    error: 'ASSAY_SMTP_URL must start with smtp:// or smtps://.',
  }),
  /** 1: invitations may be sent by e-mail; unset: only where sign-up is by invitation; see sendsInvitations */
  ASSAY_MAIL_INVITATIONS: z.enum(['0', '1']).optional(),
  /** sender of e-mail; unset: assay@ and the host of ASSAY_URL */
  ASSAY_MAIL_FROM: optionalText,
  ANTHROPIC_API_KEY: optionalText,
  ANTHROPIC_BASE_URL: optionalText,
  ASSAY_MODEL_CHEAP: z.string().default('claude-haiku-5-5'),
  ASSAY_MODEL_CAPABLE: z.string().default('claude-sonnet-5-5'),
  ASSAY_MODEL_PREMIUM: z.string().default('claude-opus-5-5'),
  /** executions of Python at once per worker; of 4 and more two are kept from large launches */
  ASSAY_WORKER_CONCURRENCY: z.coerce
    .number()
    .int()
    .min(1)
    .max(256)
    .default(() => os.availableParallelism() + 2),
  /** model calls at once per worker; of 4 and more two are kept from large launches */
  ASSAY_MODEL_CONCURRENCY: z.coerce.number().int().min(1).max(1000).default(32),
  /** runs of a team's large launches under way at once per worker, and as many of its small ones */
  ASSAY_RUNS_PER_TEAM: z.coerce.number().int().min(1).max(10_000).optional(),
  ASSAY_LOG_LEVEL: z.enum(['debug', 'info', 'warn', 'error', 'silent']).default('info'),
})
export type Env = z.infer<typeof EnvSchema>

let parsed: Env | undefined

/** The environment, read and parsed once at first use so that the build needs none of it. Throws with every wrong key named. */
export function env(): Env {
  if (parsed === undefined) {
    const result = EnvSchema.safeParse(process.env)
    if (!result.success) {
      const problems = result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`)
      throw new Error(`The environment is not usable:\n  ${problems.join('\n  ')}`)
    }
    parsed = result.data
  }
  return parsed
}

/** Who may sign up. Unless it is said, a server with a key of its own takes no strangers: they could spend its money. */
export function signUpMode(): 'open' | 'invited' {
  const { ASSAY_SIGN_UP, ANTHROPIC_API_KEY } = env()
  return ASSAY_SIGN_UP ?? (ANTHROPIC_API_KEY === undefined ? 'open' : 'invited')
}

/** Asked for each call to a provider. */
const privateProviders = new WeakMap<Env, boolean>()
const LOOPBACK = /^(localhost|127(\.\d{1,3}){3}|\[?::1\]?)$/

/**
 * May teams add providers on this machine and its private network? Unless it is said, only where nobody but people on this
 * very machine can reach the server: it listens on a loopback address, and no proxy gives it another name.
 */
export function allowsPrivateProviders(): boolean {
  const read = env()
  const known = privateProviders.get(read)
  if (known !== undefined) return known
  const { ASSAY_ALLOW_PRIVATE_PROVIDERS, HOST = '127.0.0.1', ASSAY_URL } = read
  const isLoopback = () =>
    LOOPBACK.test(HOST) && URL.canParse(ASSAY_URL) && LOOPBACK.test(new URL(ASSAY_URL).hostname)
  const allows =
    ASSAY_ALLOW_PRIVATE_PROVIDERS === undefined ? isLoopback() : ASSAY_ALLOW_PRIVATE_PROVIDERS === '1'
  privateProviders.set(read, allows)
  return allows
}

/** The part that finding Python and the sandbox needs: scripts use it before there is a database or a secret. */
export function toolEnv(): Pick<Env, 'ASSAY_DATA' | 'ASSAY_PYTHON' | 'ASSAY_SANDBOX'> {
  return EnvSchema.pick({ ASSAY_DATA: true, ASSAY_PYTHON: true, ASSAY_SANDBOX: true }).parse(process.env)
}

/** Folders in which programs are looked for, in order. */
export function searchPath(): string[] {
  return (process.env.PATH ?? '/usr/local/bin:/usr/bin:/bin')
    .split(':')
    .filter((folder) => folder.startsWith('/'))
}

/** The build that this server serves; undefined in development. Set by scripts/serve, not by people. */
export function servedBuild(): string | undefined {
  return process.env.ASSAY_BUILD
}

/** For tests: the next `env()` reads the environment anew. */
export function forgetEnv(): void {
  parsed = undefined
}

/** The log's level alone: logging must work before (and when) the rest of the environment does not parse. */
export function logLevel(): string {
  return process.env.ASSAY_LOG_LEVEL ?? (process.env.NODE_ENV === 'test' ? 'silent' : 'info')
}
