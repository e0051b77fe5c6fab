import { z } from 'zod'

/** What the server says of itself to whoever watches it; nothing secret, nothing of any team. */
export const Health = z.object({
  /** `down`: nothing works without the database. `degraded`: pages work, but runs wait or are not executed. */
  status: z.enum(['ok', 'degraded', 'down']),
  version: z.string(),
  database: z.enum(['ok', 'unreachable']),
  worker: z.enum(['alive', 'none', 'unknown']),
  /** `summing-up`: after an update, or for another time zone: until it is done, some charts lack older figures */
  charts: z.enum(['ok', 'summing-up', 'unknown']),
  /** null while the self-test still runs, or when it broke: then the status is not ok */
  sandbox: z
    .object({
      mode: z.enum(['bubblewrap', 'landlock', 'refuse']),
      attacksBlocked: z.number().int(),
      attacks: z.number().int(),
      checkedAt: z.string(),
    })
    .nullable(),
  /** null while it is looked for, or when that broke; `version` null where there is none */
  python: z
    .object({
      version: z.string().nullable(),
      pytest: z.string().nullable(),
      coverage: z.string().nullable(),
    })
    .nullable(),
})
export type Health = z.infer<typeof Health>
