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

/** Of a secret that a cut went through, so much must be left to be recognised. */
const LEAST_REST = 6
const CUT = '…'

/** A secret's rest at the start or the end of a text that was cut there. */
function maskRests(
  text: string,
  secrets: readonly string[],
  placeholderOf: (secret: string) => string,
): string {
  let rest = text
  for (const secret of secrets) {
    for (let length = secret.length - 1; length >= LEAST_REST; length--) {
      const end = secret.slice(-length)
      const begin = secret.slice(0, length)
      if (rest.startsWith(end)) rest = placeholderOf(secret) + rest.slice(length)
      else if (rest.startsWith(CUT + end))
        rest = CUT + placeholderOf(secret) + rest.slice(length + CUT.length)
      else if (rest.endsWith(begin)) rest = rest.slice(0, -length) + placeholderOf(secret)
      else continue
      break
    }
  }
  return rest
}

/**
 * What foreign code printed, masked before anything is cut from it. `sources`: the code itself, by whose secrets their halves
 * are recognised where it was cut before it came here.
 */
export async function maskPrinted(
  texts: readonly string[],
  sources: readonly string[],
  runId: string,
): Promise<string[]> {
  const [{ texts: masked }, known] = await Promise.all([
    maskTexts([...texts, ...sources], runId),
    findMasked(sources),
  ])
  const secrets = [...known].flatMap(([value, kind]) => (kind === 'secret' ? [value] : []))
  return masked
    .slice(0, texts.length)
    .map((text) => maskRests(text, secrets, (secret) => placeholderFor('secret', secret, runId)))
}

/** A text without the secrets that stand in it or in `sources`; everything else of it stays. */
export async function maskSecrets(text: string, sources: readonly string[], runId: string): Promise<string> {
  const kinds = await findMasked([text, ...sources])
  return [...kinds]
    .filter(([, kind]) => kind === 'secret')
    .sort(([a], [b]) => b.length - a.length)
    .reduce((rest, [value, kind]) => rest.replaceAll(value, placeholderFor(kind, value, runId)), text)
}

/** One text, for what is stored and cannot be asked again: errors, details, logs. */
export async function maskText(text: string, runId: string): Promise<string> {
  return (await maskTexts([text], runId)).texts[0] ?? ''
}
