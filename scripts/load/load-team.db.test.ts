import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { env } from '@/lib/env'
import { findRollupFaults } from '@/lib/metrics/rollups/find-rollup-faults'
import { getRun } from '@/lib/runs/get-run'
import type { LoadAsk } from './load-plan'
import { loadTeam } from './load-team'
import { LOAD_TEAM } from './load-world'

const ask: LoadAsk = { runs: 2_048, days: 9, seed: 7, until: '2026-11-03T10:00:00.000Z' }
/** Of the rows that seed 7 gives, whenever and wherever they are made. */
const ROWS = { runs: '487f472f4796d4fecfd6417fc2ee1863', attempts: '9fce3a2a4ccf1cecfd8f17f6a80da03c' }

test('a load is the same whenever it is made, its rows fit together, and its sums are those of a recount', async () => {
  const { teamId, runs } = await loadTeam({ databaseUrl: env().DATABASE_URL, ask, say: () => {} })
  expect(runs).toBe(ask.runs)
  const [rows] = await db().$queryRaw<(typeof ROWS)[]>`
    SELECT (SELECT md5(string_agg(concat_ws(' ', id, status, source, "targetPath", "createdBy"), ',' ORDER BY id)) FROM run) AS runs,
      (SELECT md5(string_agg(concat_ws(' ', id, tier, model, outcome), ',' ORDER BY id)) FROM attempt) AS attempts`
  expect(rows).toEqual(ROWS)
  const [wrong] = await db().$queryRaw<Record<string, number>[]>`
    SELECT (count(*) FILTER (WHERE attempt."createdAt" < run."createdAt"))::int AS older,
      (count(*) FILTER (WHERE attempt."createdAt" > run."endedAt"))::int AS later,
      (SELECT count(*)::int FROM run WHERE tableoid = 'run_other'::regclass) AS "elsewhere",
      (SELECT count(*)::int FROM (
        SELECT run.id FROM run JOIN attempt ON attempt."runId" = run.id GROUP BY run.id
        HAVING sum(attempt."costNanoUsd") <> max(run."costNanoUsd")
          OR count(*) FILTER (WHERE attempt.source = 'model') <> max(run."modelCalls")) AS runs) AS "otherSums"
    FROM attempt JOIN run ON run.id = attempt."runId"`
  expect(wrong).toEqual({ older: 0, later: 0, elsewhere: 0, otherSums: 0 })
  expect(await findRollupFaults(teamId)).toEqual([])

  const artifact = await db().artifact.findFirstOrThrow()
  const member = await db().member.findFirstOrThrow({ include: { user: true } })
  const person = { userId: member.userId, userName: member.user.name, requestId: 'r' }
  const team = { teamId, teamSlug: LOAD_TEAM, teamName: '', role: 'owner' as const, seesCosts: true }
  const page = await getRun({ ...person, ...team }, artifact.runId)
  expect([page.spans.length, page.checks.length, page.artifacts.length]).toEqual([4, 2, 1])
})
