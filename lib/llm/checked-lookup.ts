import 'server-only'
import type { LookupFunction } from 'node:net'
import { type LookupHost, lookupAll } from './check-provider-host'
import { hostProblem } from './host-problem'
import type { HostRule } from './host-rule'

/** A connection that must not be made; its message is for the person who entered the address. */
export class HostRefused extends Error {}

/**
 * DNS for a socket: the addresses that are checked are the ones that are connected to, so that a name cannot lead
 * elsewhere between the check and the connection.
 */
export function checkedLookup(rule: HostRule, lookupHost: LookupHost = lookupAll): LookupFunction {
  return (hostname, options, callback) => {
    lookupHost(hostname).then(
      (found) => {
        const problem = hostProblem(
          found.map(({ address }) => address),
          rule,
        )
        const [first] = found
        if (problem !== null || first === undefined) {
          callback(new HostRefused(problem ?? 'This host was not found.'), '', 4)
        } else if (options.all === true) callback(null, found)
        else callback(null, first.address, first.family)
      },
      (error: NodeJS.ErrnoException) => callback(error, '', 4),
    )
  }
}
