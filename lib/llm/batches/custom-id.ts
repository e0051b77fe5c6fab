import 'server-only'
import { createHash } from 'node:crypto'

/** An attempt's name within a batch: the API allows 64 letters and digits, and attempt ids are longer. */
export function customIdOf(attemptId: string): string {
  return createHash('sha256').update(attemptId).digest('hex')
}
