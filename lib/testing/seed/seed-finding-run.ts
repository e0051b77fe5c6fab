import { createHash } from 'node:crypto'
import { db } from '@/lib/db/db'
import type { CheckedDetectionInput } from '@/lib/domain/finding-row'
import { LaunchOptions } from '@/lib/domain/launch'
import type { LookedModule } from '@/lib/domain/looked-module'
import { judgeFindings } from '@/lib/findings/judge-findings'
import type { SavedFindings, SeeingRun } from '@/lib/findings/keeping/seeing-run'
import { saveFindings } from '@/lib/findings/save-findings'
import type { TeamContext } from '@/lib/teams/team-context'

const sha256 = (text: string) => createHash('sha256').update(text).digest('hex')

/** A module that every tool and every model looked at. */
export const lookedAt = (path: string, over: Partial<LookedModule> = {}): LookedModule => ({
  path,
  tools: ['assay', 'ruff', 'pyright', 'model'],
  withModels: true,
  unshown: [],
  ...over,
})

/** A detection for tests: its fingerprints follow from path, rule, name and quote, as real ones do. */
export function makeDetection(over: Partial<CheckedDetectionInput> = {}): CheckedDetectionInput {
  const { path = 'shop/cart.py', rule = 'mutable-default', qualifiedName = 'Cart.add' } = over
  const { quote = '[]' } = over
  const moved = sha256(`${rule} ${qualifiedName} ${quote}`)
  return {
    tool: 'assay',
    stage: 'evidence',
    severity: 'medium',
    category: 'correctness',
    cwe: null,
    range: { startLine: 2, startColumn: 4, endLine: 2, endColumn: 6 },
    message: `${rule} in ${qualifiedName}`,
    trigger: null,
    trace: [],
    fix: null,
    example: null,
    rawConfidence: 0.6,
    fingerprint: sha256(`${path} ${moved}`),
    movedFingerprint: moved,
    ...over,
    path,
    rule,
    qualifiedName,
    quote,
  }
}

/** A run of a workflow over a snapshot that found what it is given, judged and saved as the worker does. */
export async function seedFindingRun(
  ctx: TeamContext,
  input: {
    project: { projectId: string; snapshotId: string }
    detections: CheckedDetectionInput[]
    workflow?: string
    /** modules looked at as a whole; default: those of the detections */
    looked?: string[]
    /** who looked at them; default: everybody */
    lookedBy?: Partial<LookedModule>
    /** of a run on changes: its texts after the change, by path */
    changed?: Record<string, string>
  },
): Promise<{ run: SeeingRun; saved: SavedFindings }> {
  const { project, detections, workflow = 'code-review' } = input
  const looked = input.looked ?? [...new Set(detections.map(({ path }) => path))]
  const { teamId, userId } = ctx
  const common = { teamId, ...project, workflow, options: LaunchOptions.parse({}), createdBy: userId }
  const launch = await db().launch.create({ data: { ...common, targetCount: 1 } })
  const { id } = await db().run.create({
    data: {
      ...common,
      launchId: launch.id,
      targetKind: input.changed === undefined ? 'module' : 'diff',
      targetPath: looked[0] ?? 'shop/cart.py',
      targetHash: 'hash',
      status: 'done',
      startedAt: new Date(),
      endedAt: new Date(),
    },
  })
  const texts = input.changed === undefined ? undefined : Object.entries(input.changed)
  const changed = texts === undefined ? undefined : new Map(texts.map(([path, text]) => [path, sha256(text)]))
  const run = { id, teamId, ...project, workflow, tryNumber: 1, changed }
  const judged = await judgeFindings(run, detections)
  const modules = texts === undefined ? looked.map((path) => lookedAt(path, input.lookedBy)) : []
  const saved = await db().$transaction((tx) => saveFindings(tx, run, judged, modules))
  return { run, saved }
}

/** The project's next snapshot, of these files; those that stay the same keep their content. */
export async function seedNextSnapshot(
  ctx: TeamContext,
  projectId: string,
  files: Record<string, string>,
): Promise<{ projectId: string; snapshotId: string }> {
  const { teamId, userId } = ctx
  const entries = Object.entries(files)
  const snapshot = await db().snapshot.create({
    data: {
      ...{ teamId, projectId, createdBy: userId },
      contentHash: sha256(JSON.stringify(entries)),
      fileCount: entries.length,
      moduleCount: entries.length,
      totalBytes: 0,
    },
  })
  const facts = { functions: 0, classes: 0, branches: 0, publicSymbols: 0, documented: 0, facts: {} }
  for (const [path, source] of entries) {
    const hash = sha256(source)
    const content = Buffer.from(source)
    await db().blob.createMany({ data: [{ hash, bytes: content.length, content }], skipDuplicates: true })
    const at = { snapshotId: snapshot.id, path, blobHash: hash }
    await db().snapshotFile.create({ data: { ...at, bytes: content.length } })
    await db().module.create({
      data: {
        ...at,
        ...facts,
        teamId,
        projectId,
        name: path,
        sourceRoot: '',
        isTest: false,
        lines: 1,
        codeLines: 1,
      },
    })
  }
  return { projectId, snapshotId: snapshot.id }
}
