import 'server-only'
import { LRUCache } from 'lru-cache'
import { heardUntilNow, subscribeLive } from '@/lib/db/live-events'
import { log } from '@/lib/log/log'

const KEPT_MS = 1000
const MOST_ANSWERS = 500

interface Making {
  /** the team's count of changes when it was begun */
  at: number
  /** of who asked last before it was begun */
  turn: number
  answer: Promise<unknown>
}

const answers = new LRUCache<string, Making>({ max: MOST_ANSWERS, ttl: KEPT_MS })
const underWay = new Map<string, Making & { after?: Promise<unknown> }>()
/** How often a team's things changed since this process listens; an answer belongs to one count. */
const changes = new LRUCache<string, number>({ max: 10_000 })
let counted = 0
/** How many have asked. */
let turns = 0
/** What changed until then may not have been heard, of any team. */
let reconnectedAt = 0
let listening: 'no' | 'soon' | 'yes' = 'no'

function listen(): void {
  if (listening !== 'no') return
  listening = 'soon'
  subscribeLive((event) => {
    counted += 1
    if (event === 'reconnected') reconnectedAt = counted
    else if (!event.barsOnly) changes.set(event.teamId, counted)
  }).then(
    () => {
      listening = 'yes'
    },
    (error: unknown) => {
      listening = 'no'
      log.warn({ err: error }, 'answers are not kept: cannot listen for changes')
    },
  )
}

const countOf = (teamId: string) => Math.max(reconnectedAt, changes.get(teamId) ?? 0)

/**
 * What `make` gives, made once for all who ask the same of a team within a second while nothing of the team changes. Who asks
 * after a live event, also one that another process told, is never given what was begun before it: while that is still being
 * made they wait for one more, together, so that a burst of events makes nothing twice at the same time. So do all who ask while it
 * is not sure that every event was heard. Failures are not kept.
 */
export async function answerOnce<Answer>(
  teamId: string,
  key: string,
  make: () => Promise<Answer>,
): Promise<Answer> {
  listen()
  // Unheard changes would make what is kept a lie.
  if (listening !== 'yes') return make()
  turns += 1
  const turn = turns
  const place = `${teamId} ${key}`
  const isSure = (!underWay.has(place) && !answers.has(place)) || (await hasHeard())
  const begin = () => begun(place, countOf(teamId), make)
  const making = underWay.get(place)
  const known = making ?? answers.get(place)
  // What was begun after this was asked for holds whatever was told before.
  const holds = known !== undefined && (known.turn >= turn || (isSure && known.at === countOf(teamId)))
  if (holds) return known.answer as Promise<Answer>
  if (making === undefined) return begin()
  making.after ??= making.answer.then(begin, begin)
  return making.after as Promise<Answer>
}

function begun<Answer>(place: string, at: number, make: () => Promise<Answer>): Promise<Answer> {
  const answer = make()
  const making: Making = { at, turn: turns, answer }
  underWay.set(place, making)
  answers.set(place, making)
  const end = () => void underWay.delete(place)
  answer.then(end, () => {
    end()
    answers.delete(place)
  })
  return answer
}

/** True when what was told so far has been heard here, too; false when it cannot be. */
const hasHeard = () =>
  heardUntilNow().then(
    () => true,
    () => false,
  )
