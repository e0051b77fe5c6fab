import 'server-only'
import type { AlertMessage } from './alert-message'
import { ChannelProblem } from './channel-problem'
import { sendMail } from './send-mail'

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
  return sendMail({
    ...{ id, to },
    subject: `[${message.team.name}] ${message.title}`,
    text: `${message.text}\n\n${message.url}\n\nTeam ${message.team.name}, ${message.at}\n`,
    thread: message.alert === null ? undefined : `alert-${message.alert.id}`,
  })
}
