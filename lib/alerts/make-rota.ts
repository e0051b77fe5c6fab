import 'server-only'

/** A team in which something happens is looked at so often, and one with an open alert in any case. */
const BUSY_EVERY_MS = 5000
const OPEN_EVERY_MS = 15_000
/** Silence makes no event: every team is looked at so often. */
const ALL_EVERY_MS = 5 * 60_000
/** So many of those that nothing happened in are looked at in one go: then those that are busy have their turn again. */
const QUIET_AT_ONCE = 20
/** A team whose rules could not be looked at is tried again so soon. */
const AGAIN_AFTER_MS = 30_000

interface Teams {
  all: () => Promise<string[]>
  withOpenAlerts: () => Promise<string[]>
}

/** Which teams are due, by what happened and by the clock (milliseconds since 1970). */
export function makeRota(teams: Teams) {
  const busy = new Set<string>()
  /** from when on a busy team may be looked at again */
  const restsUntil = new Map<string, number>()
  let quiet: string[] = []
  let openAt = 0
  let allAt = 0
  const isRested = (teamId: string, now: number) => now >= (restsUntil.get(teamId) ?? 0)
  return {
    /** Something happened in a team. */
    note: (teamId: string) => busy.add(teamId),
    /** It is not known what happened: every team is due. */
    noteAll: () => {
      allAt = 0
    },
    forget: () => {
      busy.clear()
      quiet = []
    },
    /** The teams that are due now, those in which something happened first. */
    async take(now: number): Promise<string[]> {
      const due = new Set([...busy].filter((teamId) => isRested(teamId, now)))
      if (now - openAt >= OPEN_EVERY_MS) {
        openAt = now
        for (const teamId of await teams.withOpenAlerts()) due.add(teamId)
      }
      if (now - allAt >= ALL_EVERY_MS) {
        allAt = now
        quiet = [...new Set([...quiet, ...(await teams.all())])]
      }
      for (const teamId of quiet.splice(0, QUIET_AT_ONCE)) due.add(teamId)
      for (const teamId of due) busy.delete(teamId)
      return [...due]
    },
    /** A team was looked at; `hasFailed`: it was not, and is due again soon. */
    looked(teamId: string, now: number, { hasFailed = false } = {}): void {
      restsUntil.set(teamId, now + (hasFailed ? AGAIN_AFTER_MS : BUSY_EVERY_MS))
      if (hasFailed) busy.add(teamId)
    },
  }
}
