import 'server-only'
import { z } from 'zod'
import { db } from '@/lib/db/db'
import type { ReliabilityReport } from '@/lib/domain/finding-verdict'
import { assertCan } from '@/lib/teams/assert-can'
import type { TeamContext } from '@/lib/teams/team-context'
import { brierScore, calibrationError, reliabilityBins } from './calibration/reliability'

/** Verdicts that the report rests on, the newest. */
const MOST_FORECASTS = 2000

const Forecast = z.object({ said: z.number(), isRight: z.boolean() })

/**
 * How well the confidence that was shown foretold what people then said: each finding's first standing verdict, as later ones
 * were given knowing it. “Won’t fix” says nothing about truth and is left out. Of one project when its slug is given.
 */
export async function getReliability(
  ctx: TeamContext,
  { project }: { project?: string } = {},
): Promise<ReliabilityReport> {
  assertCan(ctx, 'view')
  const forecasts = z.array(Forecast).parse(
    await db().$queryRaw`
      SELECT said, "isRight" FROM (
        SELECT DISTINCT ON (verdict."findingId") verdict."shownConfidence" AS said, verdict.verdict = 'accepted' AS "isRight",
          verdict."createdAt" AS at
        FROM finding_verdict AS verdict JOIN project ON project.id = verdict."projectId"
        WHERE verdict."teamId" = ${ctx.teamId} AND verdict."undoneAt" IS NULL
          AND verdict.reason IS DISTINCT FROM 'wont-fix' AND (${project ?? null}::text IS NULL OR project.slug = ${project ?? null})
        ORDER BY verdict."findingId", verdict."createdAt", verdict.id
      ) AS first ORDER BY at DESC LIMIT ${MOST_FORECASTS}`,
  )
  return {
    n: forecasts.length,
    brier: brierScore(forecasts),
    calibrationError: calibrationError(forecasts),
    bins: reliabilityBins(forecasts),
  }
}
