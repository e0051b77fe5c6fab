import 'server-only'
import { env, signUpMode } from '@/lib/env'
import { canSendMail } from './send-mail'

/**
 * Whether this server sends invitations by e-mail. Unless it is said, not where anybody may sign up: whoever comes along could
 * then have it write to strangers.
 */
export function sendsInvitations(): boolean {
  const { ASSAY_MAIL_INVITATIONS } = env()
  const wanted = ASSAY_MAIL_INVITATIONS ?? (signUpMode() === 'invited' ? '1' : '0')
  return wanted === '1' && canSendMail()
}
