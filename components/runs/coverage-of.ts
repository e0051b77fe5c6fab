import type { LineCoverage } from '@/lib/domain/check'
import type { ArtifactRow, RunDetail } from '@/lib/domain/run'

type Check = RunDetail['checks'][number]

/**
 * The checks that an artifact's verdict rests on, oldest first: for a person's edit its own re-check, for a generated
 * file the checks of its run that ended before it was saved (a later try has checks of its own).
 */
export function checksOf(artifact: ArtifactRow, checks: readonly Check[]): Check[] {
  const own = checks.filter((check) => check.artifactId === artifact.id)
  if (own.length > 0 || artifact.origin === 'person') return own
  const until = Date.parse(artifact.createdAt)
  return checks.filter((check) => check.artifactId === null && Date.parse(check.createdAt) <= until)
}

/** Coverage by the artifact as its last deciding check measured it; null when none did. */
export function coverageOf(artifact: ArtifactRow, checks: readonly Check[]): LineCoverage | null {
  const measured = checksOf(artifact, checks).filter((check) => check.figures.coverage !== undefined)
  const decisive = measured.findLast((check) => check.required) ?? measured.at(-1)
  return decisive?.figures.coverage ?? null
}

/** True while a person's edit waits for its re-check. */
export function isBeingChecked(artifact: ArtifactRow, checks: readonly Check[]): boolean {
  return (
    artifact.origin === 'person' &&
    artifact.verdict === 'unverified' &&
    artifact.verdictText.startsWith('Waiting') &&
    !checks.some((check) => check.artifactId === artifact.id)
  )
}
