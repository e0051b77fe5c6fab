/** Texts without escapes, numbers, constants, `name=` of an argument, and what parts them. */
const TOKEN =
  /\s*(?:('[^'\\\n]*'|"[^"\\\n]*")|((?:0|[1-9]\d*)(?:\.\d*)?(?:e[+-]?\d+)?|\.\d+)|(True|False|None)\b|([a-z_]\w*)\s*=(?!=)|([-+,:[\](){}]))/iy

interface Token {
  kind: 'value' | 'number' | 'name' | 'sign'
  text: string
}

function tokensOf(text: string): Token[] | null {
  const tokens: Token[] = []
  const reader = new RegExp(TOKEN)
  const end = text.trimEnd().length
  while (reader.lastIndex < end) {
    const match = reader.exec(text)
    if (match === null) return null
    const [, string, number, constant, name, sign] = match
    if (number !== undefined) tokens.push({ kind: 'number', text: number })
    else if (name !== undefined) tokens.push({ kind: 'name', text: name })
    else if (sign !== undefined) tokens.push({ kind: 'sign', text: sign })
    else tokens.push({ kind: 'value', text: string ?? constant ?? '' })
  }
  return tokens
}

const CLOSING: Readonly<Record<string, string>> = { '[': ']', '(': ')', '{': '}' }

/** Reads tokens one by one; each method says whether what it is named after stood there. */
class Reader {
  private at = 0

  constructor(private readonly tokens: Token[]) {}

  get isAtEnd(): boolean {
    return this.at >= this.tokens.length
  }

  takeName(): string | null {
    const token = this.tokens[this.at]
    if (token?.kind !== 'name') return null
    this.at += 1
    return token.text
  }

  sign(text: string): boolean {
    const token = this.tokens[this.at]
    const isThere = token?.kind === 'sign' && token.text === text
    if (isThere) this.at += 1
    return isThere
  }

  value(): boolean {
    const isSigned = this.sign('-') || this.sign('+')
    const token = this.tokens[this.at]
    if (token === undefined || token.kind === 'name') return false
    this.at += 1
    if (token.kind === 'number') return true
    if (isSigned) return false
    const closing = CLOSING[token.text]
    if (token.kind === 'value' || closing === undefined) return token.kind === 'value'
    return this.items(closing)
  }

  /** Values, or keys with values, up to the bracket. */
  private items(closing: string): boolean {
    let isDict: boolean | null = null
    for (;;) {
      if (this.sign(closing)) return true
      if (!this.value()) return false
      const isPair: boolean = closing === '}' && this.sign(':')
      if (isPair && !this.value()) return false
      if (isDict !== null && isDict !== isPair) return false
      isDict = isPair
      if (!this.sign(',')) return this.sign(closing)
    }
  }
}

/** True for one Python literal: a number, text, constant, list, tuple, set or dict, and nothing that would run. */
export function isLiteral(text: string): boolean {
  const tokens = tokensOf(text)
  if (tokens === null) return false
  const reader = new Reader(tokens)
  return reader.value() && reader.isAtEnd
}

/** True for a list of arguments that are literals, by name or not, as a call may have them between its brackets. */
export function areLiteralArguments(text: string): boolean {
  const tokens = tokensOf(text)
  if (tokens === null) return false
  const reader = new Reader(tokens)
  const names = new Set<string>()
  while (!reader.isAtEnd) {
    const name = reader.takeName()
    if (name === null ? names.size > 0 : names.has(name)) return false
    if (name !== null) names.add(name)
    if (!reader.value()) return false
    if (!reader.sign(',') && !reader.isAtEnd) return false
  }
  return true
}
