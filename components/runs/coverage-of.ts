import type { LineCoverage } from '@/lib/domain/check'
import type { ArtifactRow, RunDetail } from '@/lib/domain/run'

type Check = RunDetail['checks'][number]

/**
 * The checks that an artifact's verdict rests on, oldest first: for a person's edit its own re-check, for a generated
 * file those of the try that made it, which is the newest that had checks when it was saved.
 */
export function checksOf(artifact: ArtifactRow, checks: readonly Check[]): Check[] {
  const own = checks.filter((check) => check.artifactId === artifact.id)
  if (own.length > 0 || artifact.origin === 'person') return own
  const until = Date.parse(artifact.createdAt)
  const before = checks.filter((check) => check.artifactId === null && Date.parse(check.createdAt) <= until)
  const tryNumber = before.at(-1)?.tryNumber
  return before.filter((check) => check.tryNumber === tryNumber)
}

/** Coverage by the artifact as its last deciding check measured it; null when none did. */
export function coverageOf(artifact: ArtifactRow, checks: readonly Check[]): LineCoverage | null {
  const measured = checksOf(artifact, checks).filter((check) => check.figures.coverage !== undefined)
  const decisive = measured.findLast((check) => check.required) ?? measured.at(-1)
  return decisive?.figures.coverage ?? null
}
