import 'server-only'
import type { CheckRecord } from '@/lib/domain/check'
import { maskPrinted } from '@/lib/privacy/mask-texts'

type Checked = Pick<CheckRecord, 'log' | 'figures'>

/**
 * What an execution printed, without secrets and personal data: log and messages of tests. `sources`: the code that printed
 * it, which may hold them whole.
 */
export async function maskChecked(
  { log, figures }: Checked,
  runId: string,
  sources: readonly string[] = [],
): Promise<Checked> {
  const printed = [log, ...(figures.tests ?? []).map(({ message }) => message)]
  const texts = [...new Set(printed.flatMap((text) => (text === null || text === '' ? [] : [text])))]
  if (texts.length === 0) return { log, figures }
  const masked = await maskPrinted(texts, sources, runId)
  const maskedOf = new Map(texts.map((text, index) => [text, masked[index] ?? null]))
  const mask = (text: string | null) => (text === null ? null : (maskedOf.get(text) ?? text))
  const tests = figures.tests?.map((test) => ({ ...test, message: mask(test.message) }))
  return { log: mask(log), figures: tests === undefined ? figures : { ...figures, tests } }
}
