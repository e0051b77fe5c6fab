import 'server-only'
import type { FindingRow } from '@/lib/domain/finding-row'
import { secretMasker } from '@/lib/domain/mask-secrets'

export type ExportedFinding = FindingRow & { isMasked: boolean }

/**
 * Findings as they may leave the product: secrets that one of them quotes are masked in all of them. A fix that would write a
 * masked text is left out, as it can be applied no more.
 */
export function withoutSecrets(findings: FindingRow[]): ExportedFinding[] {
  const mask = secretMasker(findings)
  return findings.map((finding) => {
    const { quote, message, trigger, trace, fix } = finding
    const masked = mask(quote)
    return {
      ...finding,
      quote: masked,
      message: mask(message),
      trigger: trigger === null ? null : mask(trigger),
      trace: trace.map((step) => ({ ...step, text: mask(step.text) })),
      fix: fix?.some(({ replacement }) => mask(replacement) !== replacement) ? null : fix,
      isMasked: masked !== quote,
    }
  })
}
