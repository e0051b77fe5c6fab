import { percentile } from '../percentile'

/** How long one thing took, each time it was asked for. */
export interface Asked {
  name: string
  ms: number[]
}

export interface Viewing {
  baseUrl: string
  /** one session each: so many requests are under way at the same time */
  cookies: readonly string[]
  /** how often each viewer asks for each thing */
  rounds: number
  /** how long each looks at an answer before asking for the next thing; absent: not at all */
  pauseMs?: number
  /** what is asked for: a path for each time, so that no two are the same */
  things: readonly { name: string; path: (time: number) => string }[]
  /** throws when an answer is not what it should be */
  check: (name: string, body: string) => void
}

const pause = (ms: number) => (ms === 0 ? null : new Promise((resolve) => setTimeout(resolve, ms)))

/**
 * Viewers that each ask for one thing after the other, all at once; each begins at another thing and moment. Times are from the
 * request to the last byte of the answer.
 */
export async function viewAtOnce(viewing: Viewing): Promise<Asked[]> {
  const { baseUrl, cookies, rounds, things, check, pauseMs = 0 } = viewing
  const asked = things.map(({ name }): Asked => ({ name, ms: [] }))
  let times = 0
  const view = async (cookie: string, viewer: number) => {
    await pause((pauseMs * viewer) / cookies.length)
    for (let step = 0; step < rounds * things.length; step += 1) {
      const place = (step + Math.floor((viewer * things.length) / cookies.length)) % things.length
      const thing = things[place]
      if (thing === undefined) return
      times += 1
      const startedMs = performance.now()
      const answer = await fetch(`${baseUrl}${thing.path(times)}`, { headers: { cookie }, redirect: 'error' })
      const body = await answer.text()
      asked[place]?.ms.push(performance.now() - startedMs)
      if (!answer.ok) throw new Error(`${thing.name} answered ${answer.status}: ${body.slice(0, 300)}`)
      check(thing.name, body)
      await pause(pauseMs)
    }
  }
  await Promise.all(cookies.map(view))
  return asked
}

/** The 95th percentile of each, and the worst of them. */
export function worstP95(asked: readonly Asked[]): { name: string; p95Ms: number; n: number } {
  const sorted = asked
    .map(({ name, ms }) => ({ name, p95Ms: percentile(ms, 0.95), n: ms.length }))
    .sort((first, second) => second.p95Ms - first.p95Ms)
  if (sorted[0] === undefined) throw new Error('nothing was asked for')
  return sorted[0]
}
