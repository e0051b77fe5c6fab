import { SetupError } from '../setup-error.mjs'

/** @param {string} url a SetupError says that it is none of Postgres; the URL itself may hold a password */
export function assertDatabaseUrl(url) {
  if (URL.canParse(url) && /^postgres(ql)?:$/.test(new URL(url).protocol)) return
  throw new SetupError(
    'DATABASE_URL is no Postgres URL.',
    'Write it as postgresql://user:password@host:5432/database, or unset it to use the embedded Postgres.',
  )
}
