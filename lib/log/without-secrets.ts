import 'server-only'
import pino from 'pino'

const REMOVED = '[removed]'
const MAX_DEPTH = 6
/** Key names whose values are never written, whatever stands before or behind the word. */
const SECRET_KEY = /^key$|api-?_?key|password|passwd|secret|authorization|cookie|token$/i
/** Secrets inside texts: a bearer header, a provider's key, the password of a URL. */
const SECRET_TEXT: [RegExp, string][] = [
  [/\b(Bearer|Basic)\s+[\w.~+/=-]{8,}/gi, `$1 ${REMOVED}`],
  [/\bsk-[\w-]{8,}/g, REMOVED],
  [/(\b[a-z][a-z+]*:\/\/[^\s:/@]*):[^\s/@]+@/gi, `$1:${REMOVED}@`],
]

function ofText(text: string): string {
  return SECRET_TEXT.reduce((clean, [pattern, by]) => clean.replace(pattern, by), text)
}

function ofValue(value: unknown, depth: number): unknown {
  if (typeof value === 'string') return ofText(value)
  if (typeof value !== 'object' || value === null || value instanceof Date) return value
  if (depth > MAX_DEPTH) return '[too deep]'
  if (value instanceof Error) return ofEntries(pino.stdSerializers.err(value), depth)
  if (Array.isArray(value)) return value.map((part) => ofValue(part, depth + 1))
  return ofEntries(value, depth)
}

function ofEntries(value: object, depth: number): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(value).map(([key, part]) => [
      key,
      SECRET_KEY.test(key) ? REMOVED : ofValue(part, depth + 1),
    ]),
  )
}

/** The logger's settings that keep secrets out: errors become plain data, secrets go by key name and by shape, at any depth. */
export const withoutSecrets = {
  formatters: { log: (fields: Record<string, unknown>) => ofEntries(fields, 0) },
  // Errors are plain data by then.
  serializers: { err: (error: unknown) => error },
}
