import 'server-only'
import { checkedFetch } from '@/lib/llm/checked-fetch'
import { HostRefused } from '@/lib/llm/checked-lookup'
import { ADDRESS_REFUSED, channelHostRule } from './channel-address'
import { ChannelProblem } from './channel-problem'

const TIMEOUT_MS = 10_000

function problemOf(error: unknown): ChannelProblem {
  if (error instanceof HostRefused)
    return new ChannelProblem(ADDRESS_REFUSED, { isFinal: true, cause: error })
  if (error instanceof DOMException && error.name === 'TimeoutError') {
    return new ChannelProblem('It gave no answer within 10 s.', { cause: error })
  }
  const code = error instanceof Error && 'code' in error ? String(error.code) : null
  const why = code ?? (error instanceof Error ? error.message : 'no connection')
  return new ChannelProblem(`It could not be reached: ${why}.`, { cause: error })
}

/**
 * Posts JSON to an address that a team entered: to checked addresses only, without following redirects, with ten seconds
 * in all. Throws ChannelProblem for everything but an answer of 2xx.
 */
export async function postJson(
  url: string,
  body: string,
  headers: Record<string, string> = {},
): Promise<void> {
  const send = checkedFetch({ rule: channelHostRule() })
  const response = await send(url, {
    method: 'POST',
    body,
    headers: {
      ...{ 'content-type': 'application/json', 'content-length': String(Buffer.byteLength(body)) },
      ...{ 'user-agent': 'Assay', ...headers },
    },
    signal: AbortSignal.timeout(TIMEOUT_MS),
  }).catch((error: unknown) => {
    throw problemOf(error)
  })
  // What it says is not read: an endless answer must not be waited for.
  await response.body?.cancel().catch(() => undefined)
  if (!response.ok) throw new ChannelProblem(`It answered with status ${response.status}.`)
}
