import 'server-only'
import { isShownByDefault } from '@/lib/analysis/default-rules'
import { JudgedFinding } from '@/lib/domain/finding-row'
import type { LookedModule } from '@/lib/domain/looked-module'

/**
 * True when the run would have shown the finding had it still been there: who saw it has looked again, models too where one of
 * them kept it, and no analyser still sees it without being sure enough.
 */
export function lookedClosely(
  { tools, withModels, unshown }: LookedModule,
  finding: { judged: unknown },
): boolean {
  const judged = JudgedFinding.parse(finding.judged)
  const { tool, stage, rule, qualifiedName, quote, fingerprint } = judged
  const hasLooked = tool === 'model' ? withModels : tools.includes(tool)
  const neededModels = stage !== 'evidence' || !isShownByDefault(judged)
  const isStillSeen = unshown.some(
    (one) =>
      one.fingerprint === fingerprint ||
      (one.rule === rule && one.qualifiedName === qualifiedName && one.quote === quote),
  )
  return hasLooked && (withModels || !neededModels) && !isStillSeen
}
