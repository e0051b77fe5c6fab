import 'server-only'
import { hash } from 'node:crypto'
import type { CallRequest } from '../call-anthropic'
import type { ModelClient } from '../clients/open-client'
import { modelFacts } from '../model-facts'
import type { ProviderAccess } from '../provider-access'
import { CachePace, type CacheTtl } from './cache-pace'
import { isProbablyLong, reachesMinimum } from './measure-prefix'

/** Where `cache_control` stands in a request; at most four places. */
export interface CachingPlan {
  /** null: no marker on the system prompt */
  system: CacheTtl | null
  /** indexes of the messages that end with a marker */
  messages: number[]
}

const MAX_MARKED_TURNS = 3
const pace = new CachePace()

/** How long to keep a prefix that is about to be used. Only what is sent is a use. */
function ttlByPace(prefix: string, mayBeSent: Promise<void>): CacheTtl | null {
  mayBeSent.then(
    () => pace.use(prefix, Date.now()),
    () => {},
  )
  return pace.ttlAt(prefix, Date.now())
}

/**
 * The system prompt is shared by all calls of a stage: marked when it is long enough, for as long as its pace is worth.
 * In a repair the turns before the last are marked, as a further repair repeats them; in a first call they are not: a
 * write costs a quarter more, and most answers need no repair. Rejects with `mayBeSent` where it had to wait for it.
 */
export async function planCaching(
  client: ModelClient,
  provider: ProviderAccess,
  request: CallRequest,
  mayBeSent: Promise<void> = Promise.resolve(),
): Promise<CachingPlan> {
  const { model, system, messages } = request
  const minTokens = modelFacts(model).minCachedTokens
  const isLong = await reachesMinimum(client, provider, { model, system, minTokens }, mayBeSent)
  const name = `${provider.id} ${model} ${hash('sha256', system, 'base64')}`
  const ttl = request.cacheTtl ?? ttlByPace(name, mayBeSent)
  const marked: number[] = []
  let characters = system.length
  for (const [index, message] of messages.slice(0, -1).entries()) {
    characters += message.text.length
    if (message.role === 'user' && isProbablyLong(characters, minTokens)) marked.push(index)
  }
  return { system: isLong ? ttl : null, messages: marked.slice(-MAX_MARKED_TURNS) }
}
