import { createHash } from 'node:crypto'

/** A uuid that depends on nothing but its parts, so that seeded rows are the same in every run. */
export function seedId(...parts: (string | number)[]): string {
  const hex = createHash('sha256').update(parts.join('/')).digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-7${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}
