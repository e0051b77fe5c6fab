import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { ImportState } from '@/lib/domain/import'
import type { ProjectRow } from '@/lib/domain/project-row'
import { splitProjects } from './split-projects'
import { WaitingProjects } from './waiting-projects'

const state: ImportState = {
  id: 'i',
  status: 'running',
  phase: 'reading',
  done: 40,
  total: 120,
  errorText: null,
  result: null,
  startedAt: '2026-11-23T08:00:00.000Z',
}
const snapshot = {
  id: 's',
  commit: null,
  ref: null,
  contentHash: 'h',
  fileCount: 1,
  moduleCount: 1,
  totalBytes: 1,
  skipped: [],
  createdAt: '2026-11-23T08:00:00.000Z',
}
const project = (slug: string, rest: Partial<ProjectRow>): ProjectRow => ({
  id: slug,
  slug,
  name: slug,
  sourceKind: 'git',
  sourceLocation: null,
  sourceRef: null,
  dataPolicy: 'external',
  createdAt: '2026-11-23T08:00:00.000Z',
  archivedAt: null,
  snapshot: null,
  importState: null,
  runs: 0,
  ...rest,
})
const projects = [
  project('ledger', { snapshot }),
  project('refreshed', { snapshot, importState: state }),
  project('coming', { importState: state }),
  project('queued', { importState: { ...state, phase: 'queued', done: 0, total: 0 } }),
  project('broken', { importState: { ...state, status: 'failed' } }),
]

it('projects are offered once they have files, also while newer ones come', () => {
  const { ready, waiting } = splitProjects(projects)
  expect(ready.map(({ slug }) => slug)).toEqual(['ledger', 'refreshed'])
  expect(waiting.map(({ slug }) => slug)).toEqual(['coming', 'queued', 'broken'])
})

it('of the others it is said how far they are', () => {
  const page = renderToStaticMarkup(
    <WaitingProjects team="acme" projects={splitProjects(projects).waiting} />,
  )
  const text = page.replaceAll(/<[^>]*>/g, '')
  expect(text).toContain('coming: importing, 40 of 120 modules')
  expect(text).toContain('queued: importing')
  expect(text).toContain('broken: import failed')
  expect(page).toContain('href="/t/acme/projects/coming"')
})
