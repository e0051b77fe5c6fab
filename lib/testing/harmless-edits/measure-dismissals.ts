import { db, type Transaction } from '@/lib/db/db'
import type { Detection } from '@/lib/domain/finding'
import { DismissReason } from '@/lib/domain/finding-row'
import { LaunchOptions } from '@/lib/domain/launch'
import { judgeFindings } from '@/lib/findings/judge-findings'
import { recordVerdicts } from '@/lib/findings/record-verdicts'
import { saveFindings } from '@/lib/findings/save-findings'
import type { ModuleFacts } from '@/lib/python/module-facts'
import { readModules, type SourceFile } from '@/lib/python/read-modules'
import type { TeamContext } from '@/lib/teams/team-context'
import { lookedAt, seedFindingRun, seedNextSnapshot } from '../seed/seed-finding-run'
import { seedSources } from '../seed/seed-sources'
import { seedTeam } from '../seed/seed-team'
import type { ReadEdit } from './make-edits'

/** What becomes of dismissals when code is edited, as the product keeps them. */
export interface DismissalFigures {
  /** harmless edits, each of a module in which one finding was dismissed before */
  edits: number
  /** of them: afterwards exactly that finding is dismissed */
  held: number
  /** findings that nobody dismissed and that an edit hid nevertheless */
  newlyHidden: number
  /** findings that nobody dismissed, over all edits */
  others: number
  /** statements repeated so that there is one finding more, and how often one more is shown */
  twins: number
  twinsReported: number
  /** what went wrong, for people */
  lost: string[]
}

/** A module of a team of its own, so that nothing is learned from the dismissals of others. */
interface Judged {
  ctx: TeamContext
  projectId: string
  victim: Detection
}

/**
 * Dismisses one finding in each module, and after each edit judges and saves what is found then, in the next snapshot of a
 * real database: is it still the one that is dismissed, is everything else shown, is a second instance reported? The edits are
 * tried each by itself, as what they save is taken back. Needs an empty, migrated database.
 */
export async function measureDismissals(edits: ReadEdit[]): Promise<DismissalFigures> {
  const result: DismissalFigures = {
    ...{ edits: 0, held: 0, newlyHidden: 0, others: 0, twins: 0, twinsReported: 0 },
    lost: [],
  }
  const known = new Map<string, Judged>()
  const factsOf = await readAllFacts(edits)
  for (const edit of edits) {
    const { path } = edit.module
    const judged = known.get(path) ?? (await dismissOne(edit, known.size, factsOf))
    known.set(path, judged)
    const rows = await findingsAfter(judged, edit, factsOf)
    if (edit.kind === 'twin') countTwin(result, edit, rows)
    else countHeld(result, edit, judged.victim, rows)
  }
  return result
}

async function dismissOne({ module, before }: ReadEdit, index: number, factsOf: FactsOf): Promise<Judged> {
  const { owner: ctx } = await seedTeam({ slug: `edits-${index}` })
  const project = await seedSources(ctx, { slug: 'edited', files: { [module.path]: module.source } })
  const { projectId } = project
  await giveFacts(project.snapshotId, module, factsOf)
  await seedFindingRun(ctx, { project, detections: before })
  const victim = before[index % before.length]
  const reason = DismissReason.options[index % DismissReason.options.length]
  if (victim === undefined || reason === undefined) throw new Error(`${module.path} has no findings`)
  const { id } = await db().finding.findUniqueOrThrow({
    where: { projectId_fingerprint: { projectId, fingerprint: victim.fingerprint } },
  })
  await recordVerdicts(ctx, { findingIds: [id], verdict: 'dismissed', reason })
  return { ctx, projectId, victim }
}

type FactsOf = (source: string) => ModuleFacts | undefined

/** What an import reads of all these texts, read at once. */
async function readAllFacts(edits: ReadEdit[]): Promise<FactsOf> {
  const sources = [...new Set(edits.flatMap(({ module, source }) => [module.source, source]))]
  const facts = await readModules(sources.map((source, index) => ({ path: `m${index}.py`, source })))
  const bySource = new Map(sources.map((source, index) => [source, facts[index]]))
  return (source) => bySource.get(source)
}

/** Gives a seeded module what an import would have read of it. */
async function giveFacts(snapshotId: string, { path, source }: SourceFile, factsOf: FactsOf): Promise<void> {
  await db().module.update({
    where: { snapshotId_path: { snapshotId, path } },
    data: { facts: JSON.parse(JSON.stringify(factsOf(source) ?? {})) },
  })
}

interface Row {
  detection: Detection
  isHidden: boolean
}

const TAKEN_BACK = 'taken back'

/** What the product shows and hides after a run over the edited text; nothing of it stays. */
async function findingsAfter({ ctx, projectId }: Judged, edit: ReadEdit, factsOf: FactsOf): Promise<Row[]> {
  const { path, source, after } = edit
  const { snapshotId } = await seedNextSnapshot(ctx, projectId, { [path]: source })
  await giveFacts(snapshotId, { path, source }, factsOf)
  const scope = { teamId: ctx.teamId, projectId, snapshotId }
  const judged = await judgeFindings(scope, after)
  let rows: Row[] = []
  const saving = db().$transaction(async (tx) => {
    const run = { ...scope, id: await startRun(tx, ctx, scope, path), workflow: 'code-review', tryNumber: 1 }
    await saveFindings(tx, run, judged, [lookedAt(path)])
    const seen = await tx.findingSighting.findMany({ where: { runId: run.id }, include: { finding: true } })
    const byFingerprint = new Map(seen.map(({ finding }) => [finding.fingerprint, finding]))
    rows = judged.map((detection) => {
      const finding = byFingerprint.get(detection.fingerprint)
      if (finding === undefined) throw new Error(`${path}: ${detection.rule} was not saved`)
      const isHidden = finding.state !== 'open' || finding.hiddenWhy !== null
      if (isHidden !== (detection.hidden !== null))
        throw new Error(`${path}: ${detection.rule} is judged otherwise than it is kept`)
      return { detection, isHidden }
    })
    throw new Error(TAKEN_BACK)
  })
  await saving.catch((error: Error) => {
    if (error.message !== TAKEN_BACK) throw error
  })
  await db().snapshot.delete({ where: { id: snapshotId } })
  return rows
}

async function startRun(
  tx: Transaction,
  { userId }: TeamContext,
  scope: { teamId: string; projectId: string; snapshotId: string },
  path: string,
): Promise<string> {
  const common = { ...scope, workflow: 'code-review', options: LaunchOptions.parse({}), createdBy: userId }
  const launch = await tx.launch.create({ data: { ...common, targetCount: 1 } })
  const run = { ...common, launchId: launch.id, targetKind: 'module', targetPath: path, targetHash: 'hash' }
  return (await tx.run.create({ data: { ...run, status: 'running', startedAt: new Date() } })).id
}

/** What a person knows it by: rule, function and code, however it is spaced, bracketed, quoted or commented. */
function nameOf({ rule, qualifiedName, quote }: Detection): string {
  const code = quote
    .replace(/#.*$/gm, '')
    .replace(/[\s()\\,]/g, '')
    .replaceAll("'", '"')
  return [rule, qualifiedName, code].join(' ')
}

function countHeld(result: DismissalFigures, edit: ReadEdit, victim: Detection, rows: Row[]): void {
  const hidden = rows.filter(({ isHidden }) => isHidden)
  const own = hidden.filter(({ detection }) => nameOf(detection) === nameOf(victim))
  const wrongly = hidden.length - Math.min(1, own.length)
  result.edits += 1
  result.held += Number(own.length === 1)
  result.newlyHidden += wrongly
  result.others += rows.length - 1
  if (own.length !== 1 || wrongly > 0)
    result.lost.push(
      `${edit.kind} ${edit.module.path}:${victim.range.startLine} ${victim.rule}: ${own.length} dismissed, ${wrongly} hidden besides`,
    )
}

/** Where a repeated statement makes one finding more, one more is shown: neither twin counts as the one that was dismissed. */
function countTwin(result: DismissalFigures, { before, module }: ReadEdit, rows: Row[]): void {
  const added = rows.length - before.length
  if (added <= 0) return
  const shown = rows.filter(({ isHidden }) => !isHidden).length
  result.twins += 1
  if (shown >= before.length - 1 + added) result.twinsReported += 1
  else result.lost.push(`twin in ${module.path}: ${shown} shown of ${rows.length}`)
}
