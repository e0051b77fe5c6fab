import type { BreakerRow } from '@/lib/domain/breaker'
import { formatExactTime } from '@/lib/format/format-time'

/** When a model that is left alone is tried again, as a sentence. The time is in UTC, as a server renders it. */
export function describeNextTry({ state, probeAt }: Pick<BreakerRow, 'state' | 'probeAt'>): string {
  if (state === 'refused') return 'It is asked again once its settings change or a test of it passes.'
  if (state === 'half-open') return 'It is being tried again now.'
  if (probeAt === null) return 'The next call tries it again.'
  return `It is tried again at ${formatExactTime(probeAt).slice(11)}.`
}
