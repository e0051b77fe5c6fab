import { cancelDeletion } from '@/lib/admin/cancel-deletion'
import { requestProjectDeletion } from '@/lib/admin/request-project-deletion'
import { createBudget } from '@/lib/budgets/create-budget'
import { settleBudget } from '@/lib/budgets/settle-budget'
import { db } from '@/lib/db/db'
import { PriceDraft } from '@/lib/domain/price'
import { reviewRun } from '@/lib/feedback/review-run'
import { saveProvider } from '@/lib/llm/save-provider'
import { saveView } from '@/lib/metrics/saved-views/save-view'
import { addPrice } from '@/lib/prices/add-price'
import { addProjectFromPaste } from '@/lib/projects/add-project-from-paste'
import { inviteMember } from '@/lib/teams/invite-member'
import type { TeamContext } from '@/lib/teams/team-context'
import { SEED_PASSWORD } from '@/lib/testing/seed/seed-person'
import { seedProject } from '@/lib/testing/seed/seed-project'
import { seedRun } from '@/lib/testing/seed/seed-run'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { seedAlert } from './seed-alert'
import { seedFinding } from './seed-finding'
import { seedReview } from './seed-review'
import type { TeamWorld, World } from './world'

/** Only runs that have ended: the worker would notice that the others have no job, and end them. */
const STATES = ['template', 'model', 'unverified', 'rejected', 'failed', 'cancelled'] as const

async function addVault(ctx: TeamContext, slug: string, mark: string): Promise<TeamWorld['project']> {
  const code = `"""Vault of ${mark}."""\n\n\ndef open_vault(code: int) -> bool:\n    """${mark}"""\n    return code == 7\n`
  const added = await addProjectFromPaste(ctx, { name: `Vault ${slug}`, fileName: 'vault.py', code })
  // After the slug was made of the name: slugs are sent by those who ask, names are not.
  await db().project.update({ where: { id: added.projectId }, data: { name: `Vault of ${mark}` } })
  return { id: added.projectId, slug: added.slug, snapshotId: added.snapshotId, path: 'vault.py' }
}

async function addSample(ctx: TeamContext, slug: string): Promise<TeamWorld['sample']> {
  const { projectId: id, snapshotId } = await seedProject(ctx)
  const { slug: sampleSlug } = await db().project.update({
    where: { id },
    data: { slug: `ledger-${slug}` },
  })
  return { id, slug: sampleSlug, snapshotId }
}

/** Puts the mark into what a run keeps: its texts, its output, its prompts and answers. */
async function markRun(runId: string, mark: string): Promise<void> {
  const artifact = await db().artifact.findFirst({ where: { runId } })
  if (artifact !== null) {
    const content = `${artifact.content}\n# ${mark}\n`
    await db().artifact.update({ where: { id: artifact.id }, data: { content } })
  }
  await db().attemptPayload.updateMany({ where: { attempt: { runId } }, data: { answer: mark } })
}

async function makeTeam(tag: string, word: string): Promise<TeamWorld> {
  const slug = `${word}-${tag}`
  const mark = `mark-of-${word}-${tag}`
  const team = await seedTeam({ slug, name: `Team ${mark}`, canSignIn: true })
  const { owner, member } = team
  const project = await addVault(owner, slug, mark)
  const sample = await addSample(owner, slug)
  const runs: Record<string, string> = {}
  let launchId = ''
  for (const [place, state] of STATES.entries()) {
    const createdAt = new Date(Date.now() - (STATES.length - place) * 60_000)
    const seeded = await seedRun(member, {
      project: { ...sample, projectId: sample.id },
      state,
      key: `${tag}-${state}`,
      createdAt,
    })
    await markRun(seeded.runId, mark)
    runs[state] = seeded.runId
    if (state === 'model') launchId = seeded.launchId
  }
  const runId = runs.model ?? ''
  const [attempt, artifact, admin] = await Promise.all([
    db().attempt.findFirstOrThrow({ where: { runId }, orderBy: { sequence: 'asc' } }),
    db().artifact.findFirstOrThrow({ where: { runId } }),
    db().member.findFirstOrThrow({ where: { teamId: owner.teamId, role: 'admin' } }),
  ])
  const { reviewId } = await reviewRun(member, { runId, artifactId: artifact.id, rating: 4, comment: mark })
  const invitation = await inviteMember(owner, { role: 'member', email: `guest@${mark}.test` })
  const provider = await saveProvider(owner, {
    name: `Models of ${mark}`,
    kind: 'compatible',
    baseUrl: 'http://127.0.0.1:9',
    isLocal: true,
    models: { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' },
  })
  const limits = { scope: 'project', period: 'month', kind: 'soft', limitNanoUsd: 5_000_000_000 }
  const budget = await createBudget(owner, { ...limits, scopeId: project.id })
  const { teamId, userId } = attempt
  // Passes the half of that budget, which is told on every page of the team.
  const spent = { projectId: project.id, launchId: attempt.launchId, workflow: 'test-generation' } as const
  await settleBudget(db(), { teamId, userId, ...spent }, attempt.id, 3_000_000_000)
  // Agreed on: no price of the public lists.
  const rates = { input: '1', output: '7', cacheRead: '1', cacheWrite5m: '1', cacheWrite1h: '1' }
  const place = {
    model: `model-of-${mark}`,
    from: '2026-01-01',
    minPromptTokens: 0,
    batchPercent: 50,
    source: mark,
  }
  const price = await addPrice(owner, PriceDraft.parse({ ...place, ...rates }))
  const finding = await seedFinding(member, { sample, runId, artifactId: artifact.id, mark })
  runs.review = await seedReview(member, { sample, mark })
  const deletion = await requestProjectDeletion(owner, { projectId: project.id, name: `Vault of ${mark}` })
  await cancelDeletion(owner, deletion)
  const view = { page: 'cost', name: `View of ${mark}`, query: 'range=7d', isShared: false }
  const { id: viewId } = await saveView(owner, view)
  const roles = ['owner', 'admin', 'member', 'viewer'] as const
  return {
    id: owner.teamId,
    slug,
    mark,
    people: Object.fromEntries(roles.map((role) => [role, `${role}@${slug}.test`])) as TeamWorld['people'],
    project,
    sample,
    runs: runs as TeamWorld['runs'],
    launchId,
    attemptId: attempt.id,
    artifactId: artifact.id,
    reviewId,
    invitation: { id: invitation.id, token: invitation.token },
    memberId: admin.id,
    providerId: provider.id,
    budgetId: budget.id,
    personId: member.userId,
    deletionId: deletion.id,
    priceId: price.id,
    viewId,
    ...finding,
    ...(await seedAlert(owner, mark)),
  }
}

/** Two teams with everything a team can have, told apart by a tag so that one database can hold several worlds. */
export async function makeWorld(tag: string): Promise<Omit<World, 'baseUrl' | 'databaseUrl'>> {
  return {
    password: SEED_PASSWORD,
    amber: await makeTeam(tag, 'amber'),
    birch: await makeTeam(tag, 'birch'),
  }
}
