import 'server-only'

/**
 * A name that may speak of a secret, and the first string that it is given: by assignment, keyword, entry of a mapping,
 * comparison, or as the default of a lookup. The string is looked ahead at, as it may itself be the next name.
 */
const ASSIGNED =
  /(?<!\w)([\w.-]{0,60}?(?:pass|pwd|secret|token|key|credential)[\w-]{0,40})(?=(?:["']\s*\]?)?\s*(?:(?::[^\n"'=#]{0,40})?[=!:]?=|:|(?<=["']\s{0,9}),|\)?\s*or\b)[^\n"'#]{0,40}?\(?\s*[rbuf]{0,2}("""|'''|"|')((?:\\.|(?!\2)[^\\\n])+?)\2)/gi

const PASSWORD_WORDS = new Set(['password', 'passwd', 'passphrase', 'passcode', 'pass', 'pwd'])
const SECRET_WORDS = new Set(['secret', 'secrets', 'token', 'apikey', 'authkey', 'credential', 'credentials'])
/** What makes the word "key" after it a secret one. */
const KEY_OWNERS = new Set(
  'api access secret private auth signing encryption master account storage'.split(' '),
)
/** Last words of names that tell of a secret without holding it. */
const ABOUT_SECRETS = new Set(
  'type name names field url uri path file filename header prefix suffix format re regex pattern class kind length size endpoint algorithm param label title message error env var'.split(
    ' ',
  ),
)

const wordsOf = (name: string) =>
  name
    .split(/[^A-Za-z]+|(?<=[a-z])(?=[A-Z])/)
    .filter((word) => word !== '')
    .map((word) => word.toLowerCase())

/** Whether a name holds a password, another secret, or neither. */
function kindOfName(name: string): 'password' | 'secret' | null {
  const words = wordsOf(name)
  if (ABOUT_SECRETS.has(words.at(-1) ?? '')) return null
  if (words.some((word) => PASSWORD_WORDS.has(word))) return 'password'
  const isKey = words.some((word, index) => word === 'key' && KEY_OWNERS.has(words[index - 1] ?? ''))
  return isKey || words.some((word) => SECRET_WORDS.has(word)) ? 'secret' : null
}

/** What people write where the real value belongs, as a word of its own; or one character again and again. */
const PLACEHOLDER =
  /(?<![a-z])(example|change[-_ ]?me|placeholder|dummy|redacted|your|insert|replace[-_ ]?me|todo|none|null)(?![a-z])|^<.*>$|(.)\2{5}/i
/** What of a literal is not its own text: conversions, fields, variables, tags, escapes. */
const FORMAT_PARTS =
  /%(\([^)]*\))?[-+ #0]*\d*(\.\d+)?[sdrifx]|\$?\{[^}]*\}|\$[A-Z_]+\b|<[^>]*>|\\(x[\da-f]{2}|u[\da-f]{4}|[0-7]{3}|[a-z])/gi
const ADDRESS_OR_PATH =
  /^[a-z][a-z\d+.-]*:\/\/|^[a-z][\w-]*(\.[\w-]+)*:\d{1,5}$|^(~|\.{0,2})(\/[a-z_-]+\d{0,3}(\.\w+)*)+$/i
/** Words with at most a short number each: `sha256_digest`, `X-Token-2`, `parser3`. */
const IDENTIFIER = /^[A-Za-z]*\d{0,3}([-_.:/][A-Za-z]*\d{0,3})*$/
const SHORTEST = 8

/** Letters and digits without blanks, and neither a placeholder, an address, a format nor (for a password: but) a name. */
function looksLikeCredential(value: string, kind: 'password' | 'secret'): boolean {
  const fixed = value.replace(FORMAT_PARTS, '')
  if (fixed.length < SHORTEST || /\s/.test(fixed)) return false
  if (!/[A-Za-z]/.test(fixed) || !/\d/.test(fixed)) return false
  if (PLACEHOLDER.test(value) || ADDRESS_OR_PATH.test(value)) return false
  return kind === 'password' || !IDENTIFIER.test(fixed)
}

/**
 * String literals given to names like `password`, `API_KEY` or `client_secret` that look like credentials. What no
 * issuer's pattern describes is known by its name alone.
 */
export function findAssignedSecrets(text: string): string[] {
  const found = new Set<string>()
  for (const [, name = '', , value = ''] of text.matchAll(ASSIGNED)) {
    const kind = kindOfName(name)
    if (kind !== null && looksLikeCredential(value, kind)) found.add(value)
  }
  return [...found]
}
