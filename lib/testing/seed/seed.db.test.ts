import { mkdtemp, rm } from 'node:fs/promises'
import os from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, expect, test, vi } from 'vitest'
import { forgetEnv } from '@/lib/env'
import { listModules } from '@/lib/projects/list-modules'
import { getRun } from '@/lib/runs/get-run'
import { RUN_STATES, type SeedRunState } from './run-states'
import { seedProject } from './seed-project'
import { seedRun } from './seed-run'
import { type SeededTeam, seedTeam } from './seed-team'

let team: SeededTeam
let project: Awaited<ReturnType<typeof seedProject>>
let folder: string

beforeAll(async () => {
  folder = await mkdtemp(path.join(os.tmpdir(), 'assay-seed-'))
  vi.stubEnv('ASSAY_DATA', folder)
  forgetEnv()
  team = await seedTeam({ slug: 'seed' })
  project = await seedProject(team.owner)
})

afterAll(async () => {
  vi.unstubAllEnvs()
  await rm(folder, { recursive: true, force: true })
})

test.each(Object.keys(RUN_STATES) as SeedRunState[])(
  'a seeded run that is %s reads as a run',
  async (state) => {
    const { runId } = await seedRun(team.member, { project, state, key: state })
    const detail = await getRun(team.viewer, runId)
    expect(detail.run).toMatchObject({ status: RUN_STATES[state].status, verdict: RUN_STATES[state].verdict })
    const isVerified = RUN_STATES[state].verdict === 'verified'
    expect([detail.artifacts.length, detail.checks.length]).toEqual(isVerified ? [1, 3] : [0, 0])
    expect(detail.run.costNanoUsd).toBe(
      detail.attempts.reduce((sum, attempt) => sum + (attempt.costNanoUsd ?? 0), 0),
    )
    expect(detail.spans.length > 0).toBe(state !== 'queued')
  },
)

test('the module browser shows the newest run of a module with its coverage', async () => {
  const { runId } = await seedRun(team.member, {
    project,
    state: 'template',
    key: 'newest',
    createdAt: new Date('2026-11-22T09:00:00Z'),
  })
  const modules = await listModules(team.viewer, project)
  const money = modules.find((module) => module.path === 'ledger/money.py')
  expect(money?.lastRun).toEqual({
    id: runId,
    status: 'done',
    verdict: 'verified',
    coveredShare: 20 / 21,
    createdAt: '2026-11-22T09:00:00.000Z',
  })
  expect(modules.filter((module) => module.lastRun !== null)).toHaveLength(1)
})
