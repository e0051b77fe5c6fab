import type { AlertChannelKind } from '@/lib/domain/alert-channel'

/** What kinds of channels are called. */
export const CHANNEL_WORD = {
  email: 'e-mail',
  webhook: 'webhook',
  slack: 'Slack',
} satisfies Record<AlertChannelKind, string>
