import 'server-only'
import { findSecrets } from './find-secrets'

export interface Redacted {
  texts: string[]
  /** different secrets that were replaced */
  count: number
}

/**
 * Replaces secrets by `<secret-1>`, `<secret-2>` … The same secret gets the same placeholder in all the texts, and the
 * numbers follow the first text it stands in, so that a conversation that grows keeps the placeholders of its beginning.
 */
export async function redactSecrets(texts: string[]): Promise<Redacted> {
  const placeholders = new Map<string, string>()
  for (const text of texts) {
    for (const secret of await findSecrets(text)) {
      if (!placeholders.has(secret)) placeholders.set(secret, `<secret-${placeholders.size + 1}>`)
    }
  }
  if (placeholders.size === 0) return { texts, count: 0 }
  const longestFirst = [...placeholders].sort(([a], [b]) => b.length - a.length)
  const redact = (text: string) =>
    longestFirst.reduce((rest, [secret, placeholder]) => rest.replaceAll(secret, placeholder), text)
  return { texts: texts.map(redact), count: placeholders.size }
}
