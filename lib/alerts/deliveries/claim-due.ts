import 'server-only'
import { db } from '@/lib/db/db'

/**
 * A claimed message is its process's for so long. Sending takes at most 50 s (see `sendEmail`), so nobody sends it a second
 * time meanwhile; a process that dies leaves it to be tried again.
 */
const LEASE_SECONDS = 60

/** So many messages are on their way at a time in all and of one team; to a channel one, so that they keep their order. */
const MOST = 40
const OF_TEAM = 6
const OF_CHANNEL = 1

/** A message that this process sends. `tries`: with this one. */
export interface ClaimedDelivery {
  id: string
  teamId: string
  channelId: string
  tries: number
}

const fullOnes = (ids: readonly string[], most: number) =>
  [...new Set(ids)].filter((id) => ids.filter((other) => other === id).length >= most)

/**
 * Claims messages that are due, each team's and channel's first ones first: a receiver that does not answer keeps neither
 * other channels nor other teams waiting. What an alert has to tell a channel is told in order: its end waits for its beginning
 * to arrive or to be given up, whichever process sends it. `underWay`: what the process sends already.
 */
export async function claimDue(now: Date, underWay: readonly ClaimedDelivery[]): Promise<ClaimedDelivery[]> {
  const moment = now.toISOString()
  const teams = fullOnes(
    underWay.map(({ teamId }) => teamId),
    OF_TEAM,
  )
  const channels = fullOnes(
    underWay.map(({ channelId }) => channelId),
    OF_CHANNEL,
  )
  return db().$queryRaw<ClaimedDelivery[]>`
    WITH ranked AS (
      SELECT id, row_number() OVER (PARTITION BY "channelId" ORDER BY "nextTryAt", id) AS "ofChannel",
        row_number() OVER (PARTITION BY "teamId" ORDER BY "nextTryAt", id) AS "ofTeam"
      FROM alert_delivery
      WHERE state = 'waiting' AND "nextTryAt" <= ${moment}::timestamptz AT TIME ZONE 'UTC'
        AND "teamId" <> ALL(${teams}) AND "channelId" <> ALL(${channels})
        AND NOT EXISTS (
          SELECT FROM alert_event AS event
          JOIN alert_event AS earlier ON earlier."alertId" = event."alertId"
          JOIN alert_delivery AS before
            ON before."eventId" = earlier.id AND before."channelId" = alert_delivery."channelId"
          WHERE event.id = alert_delivery."eventId" AND before.state = 'waiting'
            AND (before."createdAt", before.id) < (alert_delivery."createdAt", alert_delivery.id))
    ), due AS (
      SELECT alert_delivery.id FROM alert_delivery JOIN ranked USING (id)
      WHERE "ofChannel" <= ${OF_CHANNEL}
        AND state = 'waiting' AND "nextTryAt" <= ${moment}::timestamptz AT TIME ZONE 'UTC'
      ORDER BY "ofTeam", "nextTryAt", id
      LIMIT ${Math.max(0, MOST - underWay.length)} FOR UPDATE OF alert_delivery SKIP LOCKED
    )
    UPDATE alert_delivery SET
      tries = tries + 1,
      "lastTriedAt" = ${moment}::timestamptz AT TIME ZONE 'UTC',
      "nextTryAt" = (${moment}::timestamptz AT TIME ZONE 'UTC') + ${LEASE_SECONDS}::int * interval '1 second'
    WHERE id IN (SELECT id FROM due)
    RETURNING id, "teamId", "channelId", tries`
}
