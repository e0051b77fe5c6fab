import 'server-only'
import { makePostman } from '@/lib/alerts/deliveries/deliver-due'
import { pruneDeliveries } from '@/lib/alerts/deliveries/prune-deliveries'
import { evaluateTeam } from '@/lib/alerts/evaluate-team'
import { makeRota } from '@/lib/alerts/make-rota'
import { pruneSamples } from '@/lib/alerts/rules/save-samples'
import { db } from '@/lib/db/db'
import { listenToChannel } from '@/lib/db/listen-to-channel'
import { LIVE_CHANNEL, LiveEvent } from '@/lib/db/notify'
import { log } from '@/lib/log/log'
import { standForLeader } from './leader-lock'
import { repeatEvery } from './repeat-every'

const LOOK_EVERY_MS = 2000
const DELIVER_EVERY_MS = 1000
const PRUNE_EVERY_MS = 3_600_000
/** What can change a figure that rules look at. */
const TOPICS: readonly LiveEvent['topic'][] = ['run', 'review', 'budget', 'settings', 'project']

const allTeams = async () => (await db().team.findMany({ select: { id: true } })).map(({ id }) => id)
const teamsWithOpen = async () => {
  const rows = await db().alert.findMany({
    where: { openKey: { not: null } },
    select: { teamId: true },
    distinct: ['teamId'],
  })
  return rows.map(({ teamId }) => teamId)
}

/**
 * Watches over the alert rules of all teams: one worker, elected, reads them soon after something happened and every few
 * minutes; every worker sends what is to be told.
 */
export function startAlertWatch(): { stop: () => Promise<void> } {
  const leader = standForLeader('alerts')
  const postman = makePostman()
  const rota = makeRota({ all: allTeams, withOpenAlerts: teamsWithOpen })
  listenToChannel(
    LIVE_CHANNEL,
    (payload) => {
      const event = LiveEvent.safeParse(JSON.parse(payload))
      if (event.success && TOPICS.includes(event.data.topic)) rota.note(event.data.teamId)
    },
    rota.noteAll,
  ).catch((error: unknown) => log.warn({ err: error }, 'alerts: not told of events, every team is looked at'))
  const look = async () => {
    if (!(await leader.isLeader())) return rota.forget()
    for (const teamId of await rota.take(Date.now())) {
      const hasFailed = await evaluateTeam(teamId).then(
        () => false,
        (error: unknown) => {
          log.warn({ err: error, teamId }, 'the rules of a team were not read')
          return true
        },
      )
      rota.looked(teamId, Date.now(), { hasFailed })
    }
  }
  const prune = async () => {
    await pruneSamples()
    await pruneDeliveries()
  }
  const tasks = [
    repeatEvery(LOOK_EVERY_MS, 'look at alert rules', look),
    repeatEvery(DELIVER_EVERY_MS, 'deliver alerts', () => postman.goRound()),
    repeatEvery(PRUNE_EVERY_MS, 'prune alerts', prune),
  ]
  return {
    async stop() {
      await Promise.all(tasks.map((task) => task.stop()))
      await Promise.all([leader.stop(), postman.idle()])
    },
  }
}
