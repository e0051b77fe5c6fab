const SURROGATES = /\p{Surrogate}/gu

/** A text as a database takes it: no NUL, and no half of a character that UTF-16 writes as two. */
export function storable(text: string): string {
  return text.replaceAll('\0', '').replace(SURROGATES, '\ufffd')
}

const storableParts = (_key: string, value: unknown) => (typeof value === 'string' ? storable(value) : value)

/** How JSON writes what no database takes. */
const UNSTORABLE = /\\u(?:0000|d[89a-f])/i

/** `JSON.parse` of what comes from outside, with storable texts. Throws SyntaxError. */
export function parseStorable(json: string): unknown {
  return UNSTORABLE.test(json) ? JSON.parse(json, storableParts) : JSON.parse(json)
}

/** `JSON.stringify` for a column of the database: every text of it is storable. */
export function storableJson(value: unknown): string {
  const json = JSON.stringify(value)
  return UNSTORABLE.test(json) ? JSON.stringify(value, storableParts) : json
}

/** The same value where all its texts are storable, else its JSON form with storable ones. */
export function storableValue<Value>(value: Value): Value {
  const json = JSON.stringify(value)
  return UNSTORABLE.test(json) ? (JSON.parse(json, storableParts) as Value) : value
}
