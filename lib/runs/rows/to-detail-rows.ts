import 'server-only'
import type { AnswerUses } from '@/lib/domain/answer-use'
import { AttemptRecord } from '@/lib/domain/attempt'
import { CheckRecord } from '@/lib/domain/check'
import { ArtifactRow, type ReviewRow, type RunDetail, RunSpanRow } from '@/lib/domain/run'
import { FORMER_MEMBER } from '@/lib/domain/team'
import { BEING_CHECKED } from '@/lib/domain/unchecked-edit'
import { ReviewVerdict } from '@/lib/domain/words'

/** Rows of a run's detail from rows of the database: parsed by the domain's schemas, so that a bad row is seen here. */

type Times = { startedAt: Date; endedAt: Date | null }

/** A bar of the waterfall as pages draw it. */
export function toSpanRow(span: Times & { costNanoUsd: bigint | null }): RunSpanRow {
  return RunSpanRow.parse({
    ...span,
    costNanoUsd: span.costNanoUsd === null ? null : Number(span.costNanoUsd),
    startedAt: span.startedAt.toISOString(),
    endedAt: span.endedAt?.toISOString() ?? null,
  })
}

interface StoredAttempt {
  tryNumber: number
  costNanoUsd: bigint
  firstCostNanoUsd: bigint | null
  isBatch: boolean
  createdAt: Date
  payload: { attemptId: string } | null
  inputTokens: number
  outputTokens: number
  cacheReadTokens: number
  cacheWrite5mTokens: number
  cacheWrite1hTokens: number
}

/** An attempt without its prompt and answer, which are fetched on demand. `uses`: what its try recorded at its end. */
export function toAttemptRow(attempt: StoredAttempt, uses: AnswerUses | null): RunDetail['attempts'][number] {
  const { inputTokens, outputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens } = attempt
  const record = AttemptRecord.parse({
    ...attempt,
    usage: { inputTokens, outputTokens, cacheReadTokens, cacheWrite5mTokens, cacheWrite1hTokens },
    costNanoUsd: Number(attempt.costNanoUsd),
  })
  return {
    ...record,
    tryNumber: attempt.tryNumber,
    createdAt: attempt.createdAt.toISOString(),
    use: uses === null || record.source !== 'model' ? null : (uses[record.id] ?? { kept: 0, of: 0 }),
    hasPayload: attempt.payload !== null,
    firstCostNanoUsd: attempt.firstCostNanoUsd === null ? null : Number(attempt.firstCostNanoUsd),
    isBatch: attempt.isBatch,
  }
}

/** An execution with its figures. */
export function toCheckRow(check: {
  tryNumber: number
  artifactId: string | null
  createdAt: Date
}): RunDetail['checks'][number] {
  return {
    ...CheckRecord.parse(check),
    tryNumber: check.tryNumber,
    artifactId: check.artifactId,
    createdAt: check.createdAt.toISOString(),
  }
}

/** One version of an output. */
export function toArtifactRow(
  artifact: { verdict: string; createdBy: string | null; createdAt: Date },
  names: Map<string, string>,
): ArtifactRow {
  const isBeingChecked = artifact.verdict === BEING_CHECKED
  return ArtifactRow.parse({
    ...artifact,
    verdict: isBeingChecked ? 'unverified' : artifact.verdict,
    isBeingChecked,
    createdByName: artifact.createdBy === null ? null : (names.get(artifact.createdBy) ?? FORMER_MEMBER),
    createdAt: artifact.createdAt.toISOString(),
  })
}

interface StoredReview {
  id: string
  artifactId: string | null
  userId: string
  verdict: string | null
  rating: number | null
  comment: string | null
  tags: string[]
  createdAt: Date
  undoneAt: Date | null
}

const Reviewed = ReviewVerdict.nullable()

/** A person’s verdict or rating. */
export function toReviewRow(review: StoredReview, names: Map<string, string>): ReviewRow {
  const { id, artifactId, rating, comment, tags } = review
  return {
    id,
    artifactId,
    rating,
    comment,
    tags,
    userName: names.get(review.userId) ?? FORMER_MEMBER,
    verdict: Reviewed.parse(review.verdict),
    createdAt: review.createdAt.toISOString(),
    undone: review.undoneAt !== null,
  }
}
