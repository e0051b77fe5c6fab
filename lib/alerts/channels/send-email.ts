import 'server-only'
import { MailProblem } from '@/lib/mail/mail-problem'
import { sendMail } from '@/lib/mail/send-mail'
import type { AlertMessage } from './alert-message'
import { ChannelProblem } from './channel-problem'

/**
 * Sends a message by e-mail; messages of one alert form one thread. Returns what went wrong for some of the addresses, or
 * null. Throws ChannelProblem when it reached nobody.
 */
export async function sendEmail(
  message: AlertMessage,
  { id, to }: { id: string; to: readonly string[] },
): Promise<string | null> {
  if (to.length === 0) {
    const text = 'None of the members it is for is in the team any more.'
    throw new ChannelProblem(text, { isFinal: true })
  }
  const sending = sendMail({
    ...{ id, to },
    subject: `[${message.team.name}] ${message.title}`,
    text: `${message.text}\n\n${message.url}\n\nTeam ${message.team.name}, ${message.at}\n`,
    thread: message.alert === null ? undefined : `alert-${message.alert.id}`,
  })
  return sending.catch((cause: unknown) => {
    if (!(cause instanceof MailProblem)) throw cause
    throw new ChannelProblem(cause.message, { isFinal: cause.isFinal, cause })
  })
}
