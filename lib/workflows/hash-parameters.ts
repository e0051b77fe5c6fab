import { createHash } from 'node:crypto'

/** sha256 (hex) of a flat record, whatever the order of its keys. */
export function hashParameters(parameters: Record<string, string | number | boolean | null>): string {
  const sorted = Object.entries(parameters).sort(([a], [b]) => (a < b ? -1 : 1))
  return createHash('sha256').update(JSON.stringify(sorted)).digest('hex')
}
