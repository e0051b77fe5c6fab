import 'server-only'
import { createHash } from 'node:crypto'
import { isIP } from 'node:net'
import ipaddr from 'ipaddr.js'
import { parsePhoneNumberFromString } from 'libphonenumber-js/max'
import { find as findLinks } from 'linkifyjs'
import { LRUCache } from 'lru-cache'
import { personValidators } from 'stdnum'
import validator from 'validator'
import type { MaskedKind } from '@/lib/domain/masked-kind'

export interface PersonalDatum {
  kind: Exclude<MaskedKind, 'secret'>
  value: string
}

/** A candidate is any text of the right shape; whether it is one, a library with the real rules says. */
interface Rule {
  kind: PersonalDatum['kind']
  shape: RegExp
  isReal: (value: string) => boolean
}

/** Names of no host and no person (RFC 2606, RFC 6761), and the user that git servers have in common. */
const RESERVED_MAIL = /(^git@)|[@.](example\.(com|net|org|edu)|example|test|invalid|localhost|local|lan)$/i
/** What payment companies hand out for tests. */
const TEST_CARDS = /^(4111|4242|4012|5555|5105|3782|3714|6011|4000)/
/** Issuers' prefixes with their lengths: Visa, Mastercard, American Express. */
const CARD = /^(4\d{15}|(5[1-5]|2[2-7])\d{14}|3[47]\d{13})$/

/** Countries whose numbers of persons have a shape of their own and, but for the American one, a checksum. */
const NATIONAL_IDS: { country: string; shape: RegExp }[] = [
  { country: 'US', shape: /(?<![\w-])\d{3}-\d{2}-\d{4}(?![\w-])/g },
  { country: 'IT', shape: /(?<!\w)[A-Z]{6}\d{2}[A-EHLMPR-T]\d{2}[A-Z]\d{3}[A-Z](?!\w)/g },
  { country: 'FR', shape: /(?<!\w)[12] ?\d{2} ?\d{2} ?\d{2} ?\d{3} ?\d{3} ?\d{2}(?!\w)/g },
  { country: 'ES', shape: /(?<![\w.])[XYZ\d]\d{7}-?[A-Z](?![\w+])/g },
  { country: 'FI', shape: /(?<!\w)\d{6}[-+A]\d{3}[0-9A-Y](?!\w)/g },
  { country: 'SE', shape: /(?<!\w)\d{6}(?:\d{2})?-\d{4}(?!\w)/g },
  { country: 'CH', shape: /(?<!\w)756\.\d{4}\.\d{4}\.\d{2}(?!\w)/g },
  { country: 'BR', shape: /(?<!\w)\d{3}\.\d{3}\.\d{3}-\d{2}(?!\w)/g },
]

const digitsOf = (value: string) => value.replace(/[ -]/g, '')

/** Not a decimal number with its sign, and not of the American numbers that belong to nobody. */
function isPhone(value: string): boolean {
  if (/^\+\d+\.\d+$/.test(value) || /^\+1\D*\d{3}\D*555/.test(value)) return false
  return parsePhoneNumberFromString(value)?.isValid() === true
}

function isCard(value: string): boolean {
  const digits = digitsOf(value)
  return CARD.test(digits) && !TEST_CARDS.test(digits) && validator.isCreditCard(digits)
}

/** An address that belongs to somebody: public, not reserved for documents, and no version number. */
function isPublicAddress(value: string): boolean {
  if (isIP(value) === 0) return false
  if (ipaddr.parse(value).range() !== 'unicast') return false
  // Of IPv6 only 2000::/3 is given out; the rest are numbers with colons.
  if (value.includes(':')) return /^[23][\da-f]{3}:/i.test(value)
  const parts = value.split('.').map(Number)
  // Small numbers are a version (1.2.3.4, 8.2.4.44), and a resolver of all the world's is nobody's (8.8.8.8).
  const large = parts.filter((part) => part > 31)
  return large.length > 1 || large[0] === parts[0]
}

const RULES: Rule[] = [
  {
    kind: 'phone',
    // Only in the international form: any other is a number like all the others in code.
    shape: /(?<![\w)\]+.])\+\d[\d ().\-/]{6,20}\d(?!\w)/g,
    isReal: isPhone,
  },
  {
    kind: 'iban',
    shape: /(?<!\w)[A-Z]{2}\d{2}(?: ?[A-Z\d]{4}){2,7}(?: ?[A-Z\d]{1,4})?(?!\w)/g,
    isReal: (value) => validator.isIBAN(value),
  },
  { kind: 'card', shape: /(?<![\w.+-])\d(?:[ -]?\d){13,15}(?![\w.])/g, isReal: isCard },
  {
    kind: 'ip-address',
    shape:
      /(?<![\w.])\d{1,3}(?:\.\d{1,3}){3}(?![\w.])|(?<![\w:])(?:[\da-f]{1,4}:){2,7}(?::?[\da-f]{1,4}){1,7}(?![\w:])/gi,
    isReal: isPublicAddress,
  },
  ...NATIONAL_IDS.map(({ country, shape }) => ({
    kind: 'national-id' as const,
    shape,
    isReal: (value: string) =>
      personValidators[country]?.some((rule) => rule.validate(value).isValid) === true,
  })),
]

/** Data of texts seen before: a module's source comes back in every turn. */
const known = new LRUCache<string, PersonalDatum[]>({ max: 500 })

/**
 * Personal data in a text: mail addresses, telephone numbers, IBANs, cards, numbers of persons and public addresses of
 * machines. Names and streets are not looked for: nothing finds them in code without many false alarms.
 */
export function findPersonalData(text: string): PersonalDatum[] {
  const hash = createHash('sha256').update(text).digest('base64')
  const before = known.get(hash)
  if (before !== undefined) return before
  const found = new Map<string, PersonalDatum>()
  const add = (kind: PersonalDatum['kind'], value: string) => {
    if (!found.has(value)) found.set(value, { kind, value })
  }
  for (const line of text.split('\n')) {
    if (!line.includes('@')) continue
    for (const { value } of findLinks(line, 'email')) {
      if (!RESERVED_MAIL.test(value)) add('e-mail', value)
    }
  }
  for (const { kind, shape, isReal } of RULES) {
    for (const [value] of text.matchAll(shape)) if (isReal(value)) add(kind, value)
  }
  const data = [...found.values()]
  known.set(hash, data)
  return data
}
