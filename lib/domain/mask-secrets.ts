/** Keeps secrets that findings quote out of files that leave the product. */

/** Rules of ours and ruff's whose quotes hold a secret; other tools and models say so by the weakness. */
const SECRET_RULES = new Set(['hard-coded-secret', 'ruff/S105', 'ruff/S106', 'ruff/S107'])
const SECRET_CWES = new Set([259, 321, 798])
/** A text as Python writes it; in brackets it is a name: `config["password"] = "…"`. */
const LITERAL = /(\[\s*)?("""|'''|"|')((?:\\[\s\S]|(?!\2)[\s\S])+)\2/g
/** So many characters of a secret are left to know it by. */
const SHOWN = 2
/** What may as well be a word is masked only where it stands in quotes. */
const MAY_BE_WORD = /^(?:\p{L}*|.{1,5})$/u

/** What is said below a quote that was masked. */
export const MASKED_NOTE = 'The secret is masked: its first two characters and “…” stand for it.'

export interface MayHoldSecret {
  rule: string
  cwe?: number | null
  quote: string
}

/** Masks in any text the secrets that these findings quote: the first two characters and “…” are left. */
export function secretMasker(findings: MayHoldSecret[]): (text: string) => string {
  const secrets = new Set(findings.filter(holdsSecret).flatMap(({ quote }) => literalsOf(quote)))
  // Long ones first: a short one may be a part of them.
  const patterns = [...secrets]
    .sort((a, b) => b.length - a.length)
    .map((secret) => [patternOf(secret), `${[...secret].slice(0, SHOWN).join('')}…`] as const)
  return (text) => patterns.reduce((masked, [pattern, mask]) => masked.replace(pattern, () => mask), text)
}

const holdsSecret = ({ rule, cwe }: MayHoldSecret) =>
  SECRET_RULES.has(rule) || (typeof cwe === 'number' && SECRET_CWES.has(cwe))

const literalsOf = (quote: string) =>
  [...quote.matchAll(LITERAL)].flatMap(([, bracket, , text]) => (bracket === undefined ? (text ?? []) : []))

function patternOf(secret: string): RegExp {
  const escaped = secret.replace(/[\\^$.*+?()[\]{}|]/g, '\\$&')
  return new RegExp(MAY_BE_WORD.test(secret) ? `(?<=["'\`“])${escaped}(?=["'\`”])` : escaped, 'g')
}
