import 'server-only'
import { z } from 'zod'
import { AlertEventKind, AlertSeverity } from '@/lib/domain/alert'

/** What a channel sends: the body of a webhook, and what e-mails and Slack messages are written from. */
export const AlertMessage = z.object({
  what: AlertEventKind.or(z.literal('test')),
  at: z.string(),
  /** one line */
  title: z.string(),
  text: z.string(),
  /** the alert's page, or the team's alerts for a test */
  url: z.string(),
  team: z.object({ slug: z.string(), name: z.string() }),
  /** null: a test */
  alert: z
    .object({
      id: z.string(),
      severity: AlertSeverity,
      rule: z.object({ id: z.string(), name: z.string(), kind: z.string() }),
      subject: z.string().nullable(),
      value: z.number().nullable(),
      line: z.number().nullable(),
      n: z.number(),
      startedAt: z.string(),
      firedAt: z.string().nullable(),
      resolvedAt: z.string().nullable(),
    })
    .nullable(),
})
export type AlertMessage = z.infer<typeof AlertMessage>
