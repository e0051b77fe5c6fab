import 'server-only'
import { createTransport } from 'nodemailer'
import { env } from '@/lib/env'
import { MailProblem } from './mail-problem'

/** A message is sent or given up well before another process may claim it. */
const MOST_MS = 50_000
const TIMEOUTS = { connectionTimeout: '10000', greetingTimeout: '10000', socketTimeout: '20000' }

/** Whether this server can send e-mail. */
export function canSendMail(): boolean {
  return env().ASSAY_SMTP_URL !== undefined
}

function smtpUrl(url: string): string {
  const withTimeouts = new URL(url)
  for (const [name, value] of Object.entries(TIMEOUTS)) {
    if (!withTimeouts.searchParams.has(name)) withTimeouts.searchParams.set(name, value)
  }
  return withTimeouts.href
}

async function withinTime<Result>(sending: Promise<Result>): Promise<Result> {
  let timer: NodeJS.Timeout | undefined
  const tooLong = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`no end after ${MOST_MS / 1000} s`)), MOST_MS)
  })
  return Promise.race([sending, tooLong]).finally(() => clearTimeout(timer))
}

function hostOfServer(): string {
  const { ASSAY_URL } = env()
  return URL.canParse(ASSAY_URL) ? new URL(ASSAY_URL).hostname : 'localhost'
}

/** A letter: what stands in it, and under which id it is sent, so that what is sent twice is one. */
export interface Mail {
  id: string
  to: readonly string[]
  subject: string
  text: string
  /** id of what it is one of several letters about */
  thread?: string
}

/**
 * Sends plain text by the mail server of the operator. Returns what went wrong for some of the addresses, or null. Throws
 * MailProblem when it reached nobody.
 */
export async function sendMail({ id, to, subject, text, thread }: Mail): Promise<string | null> {
  const { ASSAY_SMTP_URL, ASSAY_MAIL_FROM } = env()
  if (ASSAY_SMTP_URL === undefined) {
    const problem = 'This server cannot send e-mail. Whoever runs it can set ASSAY_SMTP_URL.'
    throw new MailProblem(problem, { isFinal: true })
  }
  const host = hostOfServer()
  const transport = createTransport(smtpUrl(ASSAY_SMTP_URL))
  try {
    const sending = transport.sendMail({
      from: ASSAY_MAIL_FROM ?? `Assay <assay@${host}>`,
      to: [...to],
      ...{ subject, text },
      messageId: `<${id}@${host}>`,
      ...(thread === undefined ? {} : { references: [`<${thread}@${host}>`] }),
      headers: { 'Auto-Submitted': 'auto-generated' },
    })
    const sent = await withinTime(sending)
    const refused = sent.rejected.map(String)
    return refused.length === 0 ? null : `The mail server refused ${refused.join(', ')}.`
  } catch (cause) {
    const why = cause instanceof Error ? cause.message : 'no connection'
    throw new MailProblem(`The mail server did not take it: ${why.slice(0, 200)}`, { cause })
  } finally {
    transport.close()
  }
}
