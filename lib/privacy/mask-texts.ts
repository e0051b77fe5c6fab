import 'server-only'
import { createHmac } from 'node:crypto'
import type { MaskedKind, MaskedKinds } from '@/lib/domain/masked-kind'
import { env } from '@/lib/env'
import { countKinds, findMasked } from './find-masked'

export interface Masked {
  texts: string[]
  kinds: MaskedKinds
  /** Puts personal data back into an answer. Secrets stay masked: a test that holds one's placeholder fails and is dropped. */
  restore: (text: string) => string
}

/**
 * The same value has the same placeholder in everything of one run, and another one in the next; nobody without the
 * server's key can try values against it. It holds nothing that ends a Python or JSON string.
 */
function placeholderFor(kind: MaskedKind, value: string, runId: string): string {
  const digest = createHmac('sha256', env().ASSAY_SECRET_KEY).update(`${runId}\n${value}`).digest('hex')
  return `<${kind}-${digest.slice(0, 8)}>`
}

/** A value that would end or change the string it is put back into stays masked. */
const isSafeInString = (value: string) => !/["'\\\n{}]/.test(value)

/**
 * Replaces secrets and personal data by placeholders. Which stands for what is nowhere stored: it follows from the same
 * texts again. `onlySecrets`: for what a model wrote, whose passwords, addresses and numbers are its own
 * inventions.
 */
export async function maskTexts(
  texts: string[],
  runId: string,
  { onlySecrets = false }: { onlySecrets?: boolean } = {},
): Promise<Masked> {
  const kinds = await findMasked(texts, { onlySecrets })
  const longestFirst = [...kinds]
    .sort(([a], [b]) => b.length - a.length)
    .map(([value, kind]) => ({ value, kind, placeholder: placeholderFor(kind, value, runId) }))
  const back = longestFirst.filter(({ kind, value }) => kind !== 'secret' && isSafeInString(value))
  return {
    texts: texts.map((text) =>
      longestFirst.reduce((rest, { value, placeholder }) => rest.replaceAll(value, placeholder), text),
    ),
    kinds: countKinds(kinds.values()),
    restore: (text) =>
      back.reduce((rest, { value, placeholder }) => rest.replaceAll(placeholder, value), text),
  }
}

/** One text, for what is stored and cannot be asked again: errors, details, logs. */
export async function maskText(text: string, runId: string): Promise<string> {
  return (await maskTexts([text], runId)).texts[0] ?? ''
}
