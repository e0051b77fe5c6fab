import 'server-only'
import type { DBOSSerializer } from '@dbos-inc/dbos-sdk'
import { DBOSJSON, SERIALIZER_MARKER_KEY } from '@dbos-inc/dbos-sdk/internal/serialization'

/** Deeper values, and such as hold themselves, are left to the engine. */
const DEEPEST = 40

/** Whether JSON gives it back as it is: no dates, maps, errors, `undefined`, NaN. */
function isPlain(value: unknown, depth = 0): boolean {
  if (typeof value === 'number') return Number.isFinite(value)
  if (typeof value !== 'object') return typeof value === 'string' || typeof value === 'boolean'
  if (value === null) return true
  if (depth >= DEEPEST) return false
  if (Array.isArray(value)) {
    for (const one of value) if (!isPlain(one, depth + 1)) return false
    return true
  }
  if (Object.getPrototypeOf(value) !== Object.prototype) return false
  for (const one of Object.values(value)) if (!isPlain(one, depth + 1)) return false
  return !(SERIALIZER_MARKER_KEY in value)
}

/**
 * How results of steps are stored: as JSON where that gives them back as they are, which nearly all are; else as the engine
 * does, which looks at each value three times. The engine itself reads what was stored before, by its name.
 */
export const flowSerializer: DBOSSerializer = {
  name: () => 'assay-json',
  stringify: (value) => (isPlain(value) ? JSON.stringify(value) : DBOSJSON.stringify(value)),
  parse: (text) => {
    if (text === null || text === undefined) return null
    const value: unknown = JSON.parse(text)
    const isEngines = typeof value === 'object' && value !== null && SERIALIZER_MARKER_KEY in value
    return isEngines ? DBOSJSON.parse(text) : value
  },
}
