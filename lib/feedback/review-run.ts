import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import { notify } from '@/lib/db/notify'
import { AssayError } from '@/lib/domain/assay-error'
import { FIXED_MODULE } from '@/lib/domain/finding-verdict'
import { parseInput } from '@/lib/domain/parse-input'
import { ReviewVerdict } from '@/lib/domain/words'
import { assertCan } from '@/lib/teams/assert-can'
import { recordAudit } from '@/lib/teams/record-audit'
import type { TeamContext } from '@/lib/teams/team-context'
import { refreshReviewState } from './refresh-review-state'

/** Fixes that people applied to modules stand beside what the run made. */
const OWN_OUTPUT = { kind: { not: FIXED_MODULE } }

export const ReviewRequest = z
  .object({
    runId: z.string().min(1),
    /** the version that was judged */
    artifactId: z.string().min(1).optional(),
    verdict: ReviewVerdict.exclude(['edited']).optional(),
    /** the person knows that what they accept is not verified */
    acceptUnverified: z.boolean().default(false),
    rating: z.number().int().min(1).max(5).optional(),
    comment: z.string().trim().max(4000).optional(),
    tags: z.array(z.string().trim().min(1).max(40)).max(12).default([]),
    /** seconds the person was active on the page */
    activeSeconds: z.number().int().min(0).max(86_400).optional(),
  })
  .refine((review) => review.verdict ?? review.rating ?? review.comment, {
    message: 'Accept, reject, rate or write a comment.',
  })
export type ReviewRequest = z.input<typeof ReviewRequest>

/**
 * Records a person's word on a run's output; earlier words stay, the newest counts. Throws `forbidden`, `not-found`,
 * `conflict` (the run has not ended; an output that is not verified is accepted without saying so), `invalid-input`.
 */
export async function reviewRun(ctx: TeamContext, input: ReviewRequest): Promise<{ reviewId: string }> {
  assertCan(ctx, 'review')
  const { runId, artifactId, acceptUnverified, ...review } = parseInput(ReviewRequest, input)
  return db().$transaction(async (tx) => {
    const run = await tx.run.findFirst({ where: { id: runId, teamId: ctx.teamId } })
    if (run === null) throw new AssayError('not-found', 'There is no such run in this team.')
    if (run.status !== 'done') {
      throw new AssayError('conflict', 'Only the output of a run that is done can be reviewed.')
    }
    const artifact = await tx.artifact.findFirst({
      where: { runId, ...(artifactId === undefined ? OWN_OUTPUT : { id: artifactId }) },
      orderBy: { version: 'desc' },
    })
    if (artifactId !== undefined && artifact === null) {
      throw new AssayError('not-found', 'This run has no such output.')
    }
    if (review.verdict === 'accepted' && !acceptUnverified) refuseUnverified(artifact)
    const { id: reviewId } = await tx.review.create({
      data: { teamId: ctx.teamId, runId, artifactId, userId: ctx.userId, ...review },
    })
    await refreshReviewState(tx, runId)
    await recordAudit(tx, ctx, {
      action: 'review.create',
      subjectType: 'run',
      subjectId: runId,
      detail: { reviewId, verdict: review.verdict ?? null, rating: review.rating ?? null },
    })
    const { teamId, projectId, launchId } = run
    await notify(tx, { teamId, topic: 'review', id: runId, projectId, launchId })
    return { reviewId }
  })
}

function refuseUnverified(artifact: { version: number; verdict: string; verdictText: string } | null): void {
  if (artifact?.verdict === 'verified') return
  throw new AssayError(
    'conflict',
    artifact === null
      ? 'This run has no output to accept.'
      : `Version ${artifact.version} is ${artifact.verdict.replace('-', ' ')}: ${artifact.verdictText} Confirm that you accept it all the same.`,
  )
}
