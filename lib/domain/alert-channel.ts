import { z } from 'zod'
import { AlertEventKind } from './alert'

/** `slack`: also what takes Slack's messages, such as Mattermost. In the app alerts are always told. */
export const AlertChannelKind = z.enum(['email', 'webhook', 'slack'])
export type AlertChannelKind = z.infer<typeof AlertChannelKind>

const Url = z
  .url({ protocol: /^https?$/, error: 'Enter an address that starts with https:// or http://.' })
  .max(2000, 'At most 2,000 characters.')

/** What the form of a channel sends. `url`: null keeps the stored one. */
export const AlertChannelDraft = z
  .object({
    id: z.string().min(1).optional(),
    name: z.string().trim().min(1, 'Give the channel a name.').max(60, 'At most 60 characters.'),
    kind: AlertChannelKind,
    /** members who get the e-mail; empty: all owners and admins */
    userIds: z.array(z.string().max(64)).max(100).default([]),
    url: z.preprocess((typed) => (typed === '' ? null : typed), Url.nullable().default(null)),
  })
  .superRefine(({ id, kind, url }, context) => {
    if (kind !== 'email' && id === undefined && url === null) {
      context.addIssue({ code: 'custom', path: ['url'], message: 'Enter the address to post to.' })
    }
  })
export type AlertChannelDraft = z.infer<typeof AlertChannelDraft>

/** A channel as pages show it: never with its address or secret. */
export const AlertChannelRow = z.object({
  id: z.string(),
  name: z.string(),
  kind: AlertChannelKind,
  userIds: z.array(z.string()),
  /** who gets it, in words: names, or the address without its secret part */
  target: z.string(),
  enabled: z.boolean(),
  /** the newest message that arrived, and the newest that did not */
  lastDeliveredAt: z.string().nullable(),
  lastProblem: z.string().nullable(),
})
export type AlertChannelRow = z.infer<typeof AlertChannelRow>

export const AlertChannelBoard = z.object({
  channels: z.array(AlertChannelRow),
  /** whether the server can send e-mail at all */
  canSendMail: z.boolean(),
  members: z.array(z.object({ id: z.string(), name: z.string() })),
})
export type AlertChannelBoard = z.infer<typeof AlertChannelBoard>

export const DeliveryState = z.enum(['waiting', 'delivered', 'given-up'])
export type DeliveryState = z.infer<typeof DeliveryState>

/** One message to one channel, with what became of it. */
export const AlertDeliveryRow = z.object({
  id: z.string(),
  channelName: z.string(),
  channelKind: AlertChannelKind,
  /** null: a test */
  alertId: z.string().nullable(),
  what: AlertEventKind.or(z.literal('test')),
  title: z.string(),
  state: DeliveryState,
  tries: z.number().int(),
  /** null: it is not tried again, or not before another */
  nextTryAt: z.string().nullable(),
  /** it waits until what its alert said before has arrived, or is given up */
  isBehind: z.boolean(),
  problem: z.string().nullable(),
  createdAt: z.string(),
  deliveredAt: z.string().nullable(),
})
export type AlertDeliveryRow = z.infer<typeof AlertDeliveryRow>

export const AlertDeliveryList = z.object({
  rows: z.array(AlertDeliveryRow),
  nextCursor: z.string().nullable(),
})
export type AlertDeliveryList = z.infer<typeof AlertDeliveryList>

export const AlertDeliveryQuery = z.object({
  state: DeliveryState.optional(),
  channel: z.string().max(64).optional(),
  cursor: z.string().max(64).optional(),
})
export type AlertDeliveryQuery = z.infer<typeof AlertDeliveryQuery>
