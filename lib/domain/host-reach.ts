/**
 * How far a host is: `local` (this machine or a private network), `public`, `forbidden` (link-local addresses and the
 * metadata services of clouds, which hand credentials to whoever asks from within), `name` (only DNS can tell).
 */
export type HostReach = 'local' | 'public' | 'forbidden' | 'name'

type Ipv4Range = [network: number, prefix: number]

function ipv4(text: string): number | null {
  const parts = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1).map(Number)
  if (parts === undefined || parts.some((part) => part > 255)) return null
  return parts.reduce((sum, part) => sum * 256 + part, 0)
}

function range(text: string): Ipv4Range {
  const [network = '', prefix = '32'] = text.split('/')
  return [ipv4(network) ?? 0, Number(prefix)]
}

/** Link-local; metadata of Alibaba (100.100.100.200), Oracle (192.0.0.192) and Azure (168.63.129.16); no host at all. */
const FORBIDDEN_IPV4 = [
  '169.254.0.0/16',
  '100.100.100.200',
  '192.0.0.192',
  '168.63.129.16',
  '224.0.0.0/3',
].map(range)
/** RFC 1918, shared space as VPNs use it, loopback; 0.0.0.0 reaches loopback. */
const LOCAL_IPV4 = [
  '0.0.0.0',
  '10.0.0.0/8',
  '100.64.0.0/10',
  '127.0.0.0/8',
  '172.16.0.0/12',
  '192.168.0.0/16',
].map(range)
const METADATA_NAME = /^(metadata|instance-data)(\.|$)/
const LOOPBACK_NAME = /(^|\.)localhost$/

function isWithin(address: number, ranges: Ipv4Range[]): boolean {
  return ranges.some(([network, prefix]) => {
    const size = 2 ** (32 - prefix)
    return Math.floor(address / size) === Math.floor(network / size)
  })
}

function reachOfIpv4(address: number): HostReach {
  if (isWithin(address, FORBIDDEN_IPV4)) return 'forbidden'
  return isWithin(address, LOCAL_IPV4) ? 'local' : 'public'
}

/** The eight groups of an IPv6 address; null when the text is none. */
function ipv6(text: string): number[] | null {
  const dotted = /^(.*:)(\d+\.\d+\.\d+\.\d+)$/.exec(text)
  const last = ipv4(dotted?.[2] ?? '')
  if (dotted !== null && last === null) return null
  const tail = last === null ? '' : `${(last >>> 16).toString(16)}:${(last & 0xffff).toString(16)}`
  const halves = (dotted === null ? text : `${dotted[1]}${tail}`).split('::')
  if (halves.length > 2) return null
  const [head = [], rest = []] = halves.map((half) => (half === '' ? [] : half.split(':')))
  const gap = 8 - head.length - rest.length
  if (halves.length === 1 ? gap !== 0 : gap < 1) return null
  const groups = [...head, ...Array<string>(gap).fill('0'), ...rest]
  if (!groups.every((group) => /^[0-9a-f]{1,4}$/.test(group))) return null
  return groups.map((group) => Number.parseInt(group, 16))
}

/** The IPv4 address inside a mapped, compatible, translated (NAT64) or 6to4 address. */
function wrappedIpv4(groups: number[]): number | null {
  const [first = 0, second = 0, third = 0] = groups
  const at = (index: number) => (groups[index] ?? 0) * 65_536 + (groups[index + 1] ?? 0)
  if (first === 0x2002) return second * 65_536 + third
  if (first === 0x64 && second === 0xff9b) return at(6)
  const isZero = (end: number) => groups.slice(0, end).every((group) => group === 0)
  const isMapped =
    (isZero(5) && groups[5] === 0xffff) || (isZero(4) && groups[4] === 0xffff && groups[5] === 0)
  return isMapped || (isZero(6) && at(6) > 1) ? at(6) : null
}

function reachOfIpv6(groups: number[]): HostReach {
  const wrapped = wrappedIpv4(groups)
  if (wrapped !== null) return reachOfIpv4(wrapped)
  const [first = 0, second = 0] = groups
  // fe80::/10 link-local, ff00::/8 multicast; fd00:ec2::/32 metadata of AWS, fd20:ce::/32 of Google.
  if ((first & 0xffc0) === 0xfe80 || first >= 0xff00) return 'forbidden'
  if ((first === 0xfd00 && second === 0xec2) || (first === 0xfd20 && second === 0xce)) return 'forbidden'
  const isLoopback = groups.every((group, index) => group === 0 || (index === 7 && group === 1))
  return isLoopback || (first & 0xfe00) === 0xfc00 ? 'local' : 'public'
}

/** Where a host leads, by its address or its name alone. Takes a URL's hostname, an address or a name. */
export function hostReach(host: string): HostReach {
  const text = host
    .toLowerCase()
    .replace(/^\[|\]$/g, '')
    .replace(/%.*$/, '')
    .replace(/\.$/, '')
  const address = ipv4(text)
  if (address !== null) return reachOfIpv4(address)
  const groups = text.includes(':') ? ipv6(text) : null
  if (groups !== null) return reachOfIpv6(groups)
  if (METADATA_NAME.test(text)) return 'forbidden'
  return LOOPBACK_NAME.test(text) ? 'local' : 'name'
}
