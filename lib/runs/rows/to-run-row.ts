import 'server-only'
import { type Db, db } from '@/lib/db/db'
import { newestOutcome } from '@/lib/domain/newest-outcome'
import { RunFigures, type RunRow } from '@/lib/domain/run'
import { FORMER_MEMBER } from '@/lib/domain/team'
import {
  ReviewVerdict,
  RunReason,
  RunSource,
  RunStatus,
  TargetKind,
  Verdict,
  WorkflowName,
} from '@/lib/domain/words'

// Made once: to make a schema takes a hundred times as long as to read a word with it.
const OwnVerdict = Verdict.nullable()
const Source = RunSource.nullable()
const Reason = RunReason.nullable()
const Reviewed = ReviewVerdict.nullable()

/** What a query must read of a run so that `toRunRows` can show it. */
export const runRowInclude = { project: { select: { name: true, slug: true } } } as const

type RunRecord = Awaited<ReturnType<typeof findOne>>
/** Only for its type. */
const findOne = (client: Db) => client.run.findFirstOrThrow({ include: runRowInclude })

/** Rows of the runs table, in the order given. Names of people are looked up together. */
export async function toRunRows(runs: RunRecord[]): Promise<RunRow[]> {
  const names = await findUserNames(runs.map((run) => run.createdBy))
  return runs.map((run) => {
    const { figures, ...own } = ownOutcome(run)
    return {
      ...rowOf(run),
      ...newestOutcome({ ...own, figures }),
      own,
      createdByName: names.get(run.createdBy) ?? FORMER_MEMBER,
    }
  })
}

function ownOutcome(run: RunRecord) {
  const { verdictText } = run
  return {
    verdict: OwnVerdict.parse(run.verdict),
    verdictText,
    figures: RunFigures.parse(run.figures),
  }
}

/** The columns that show as they are stored. */
function rowOf(run: RunRecord) {
  return {
    id: run.id,
    launchId: run.launchId,
    projectId: run.projectId,
    projectName: run.project.name,
    projectSlug: run.project.slug,
    workflow: WorkflowName.parse(run.workflow),
    targetKind: TargetKind.parse(run.targetKind),
    targetPath: run.targetPath,
    targetName: run.targetName,
    status: RunStatus.parse(run.status),
    source: Source.parse(run.source),
    reason: Reason.parse(run.reason),
    reasonText: run.reasonText,
    errorText: run.errorText,
    costNanoUsd: Number(run.costNanoUsd),
    modelCalls: run.modelCalls,
    promptVersion: run.promptVersion,
    tryNumber: run.tryNumber,
    reviewVerdict: Reviewed.parse(run.reviewVerdict),
    rating: run.rating,
    createdAt: run.createdAt.toISOString(),
    startedAt: run.startedAt?.toISOString() ?? null,
    endedAt: run.endedAt?.toISOString() ?? null,
    durationMs: run.durationMs,
  }
}

/** Names by user id, each id looked up once. */
export async function findUserNames(ids: (string | null)[]): Promise<Map<string, string>> {
  const wanted = [...new Set(ids.flatMap((id) => id ?? []))]
  if (wanted.length === 0) return new Map()
  const users = await db().user.findMany({
    where: { id: { in: wanted } },
    select: { id: true, name: true },
  })
  return new Map(users.map((user) => [user.id, user.name]))
}
