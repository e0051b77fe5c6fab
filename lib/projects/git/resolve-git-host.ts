import 'server-only'
import { lookup } from 'node:dns/promises'
import { AssayError } from '@/lib/domain/assay-error'
import type { GitUrl } from './check-git-url'
import { isPublicAddress } from './is-public-address'

export type Lookup = (host: string) => Promise<string[]>

const lookupAll: Lookup = async (host) => (await lookup(host, { all: true })).map((found) => found.address)

/**
 * The address to connect to. Refuses hosts that are (or also are) on a private network, unless the server allows them.
 * The caller pins it, so that a second answer of the name server cannot lead elsewhere.
 */
export async function resolveGitHost(
  url: GitUrl,
  options: { allowPrivate: boolean; lookup?: Lookup },
): Promise<string> {
  const refuse = (text: string, cause?: unknown) =>
    new AssayError('invalid-input', text, { cause, fields: { url: text } })
  let addresses: string[]
  try {
    addresses = await (options.lookup ?? lookupAll)(url.host)
  } catch (error) {
    throw refuse(
      `The host ${url.host} was not found. Check the address, and whether this server has internet access.`,
      error,
    )
  }
  const [first] = addresses
  if (first === undefined) throw refuse(`The host ${url.host} has no address.`)
  if (!options.allowPrivate && !addresses.every(isPublicAddress)) {
    throw refuse(
      `The host ${url.host} is on a private network. Whoever runs this server can allow that with ASSAY_ALLOW_PRIVATE_GIT=1.`,
    )
  }
  return first
}
