import 'server-only'
import { LRUCache } from 'lru-cache'
import { heardUntilNow, subscribeLive } from '@/lib/db/live-events'
import { log } from '@/lib/log/log'

const KEPT_MS = 1000
const MOST_ANSWERS = 500

const answers = new LRUCache<string, Promise<unknown>>({ max: MOST_ANSWERS, ttl: KEPT_MS })
/** How often a team's things changed since this process listens; an answer belongs to one count. */
const changes = new LRUCache<string, number>({ max: 10_000 })
let counted = 0
let listening: 'no' | 'soon' | 'yes' = 'no'

function listen(): void {
  if (listening !== 'no') return
  listening = 'soon'
  subscribeLive((event) => {
    counted += 1
    if (event === 'reconnected') answers.clear()
    else changes.set(event.teamId, counted)
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

const placeOf = (teamId: string, key: string) => `${teamId} ${changes.get(teamId) ?? 0} ${key}`

/**
 * What `make` gives, made once for all who ask the same of a team within a second while nothing of the team changes. Who asks
 * after a live event, also one that another process told, is never given what was begun before it. Failures are not kept.
 */
export async function answerOnce<Answer>(
  teamId: string,
  key: string,
  make: () => Promise<Answer>,
): Promise<Answer> {
  listen()
  // Unheard changes would make what is kept a lie.
  if (listening !== 'yes') return make()
  if (answers.has(placeOf(teamId, key)) && !(await hasHeard())) return make()
  const place = placeOf(teamId, key)
  const kept = answers.get(place) as Promise<Answer> | undefined
  if (kept !== undefined) return kept
  const making = make()
  answers.set(place, making)
  making.catch(() => answers.delete(place))
  return making
}

/** True when what was told so far has been heard here, too; false when it cannot be. */
const hasHeard = () =>
  heardUntilNow().then(
    () => true,
    () => false,
  )
