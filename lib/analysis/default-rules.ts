import 'server-only'
import type { Detection, FindingSeverity } from '@/lib/domain/finding'

/** Least confidence at which a finding is shown unasked: what matters more may be less certain. */
const FLOORS: Record<FindingSeverity, number> = { critical: 0.5, high: 0.5, medium: 0.6, low: 0.75 }

/** True when a review shows it at default settings; what is below is weak evidence, for bug prediction and models. */
export function isShownByDefault({
  severity,
  rawConfidence,
}: Pick<Detection, 'severity' | 'rawConfidence'>): boolean {
  return rawConfidence >= FLOORS[severity]
}
