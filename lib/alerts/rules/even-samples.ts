import 'server-only'
import type { AlertSamplePoint } from '@/lib/domain/alert'

export interface StoredSample {
  at: Date
  value: number | null
  line: number | null
  n: number
}

/**
 * Samples as points at equal distances, from the first one's step to the one that holds `until`: of each step the newest
 * sample, and where nobody looked a gap. A chart gives each point the same width, so that only this is true to scale.
 */
export function evenSamples(
  samples: readonly StoredSample[],
  { until, stepMs }: { until: Date; stepMs: number },
): AlertSamplePoint[] {
  const stepOf = (at: Date) => Math.floor(at.getTime() / stepMs)
  const byStep = new Map<number, StoredSample>()
  for (const sample of samples) {
    const known = byStep.get(stepOf(sample.at))
    if (known === undefined || known.at <= sample.at) byStep.set(stepOf(sample.at), sample)
  }
  if (byStep.size === 0) return []
  const first = Math.min(...byStep.keys())
  const last = Math.max(stepOf(until), ...byStep.keys())
  return Array.from({ length: last - first + 1 }, (_, index) => {
    const { value = null, line = null, n = 0 } = byStep.get(first + index) ?? {}
    return { at: new Date((first + index) * stepMs).toISOString(), value, line, n }
  })
}
