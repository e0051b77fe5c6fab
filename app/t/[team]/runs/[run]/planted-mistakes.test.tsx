import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import type { MutationFigures } from '@/lib/domain/check'
import { MissedMistakes, PlantedMistakes } from './planted-mistakes'

type Check = Parameters<typeof PlantedMistakes>[0]['check']

const check: Check = {
  id: 'run.1.mistakes',
  stage: 'verify',
  kind: 'planted-mistakes',
  outcome: 'passed',
  required: false,
  summary: '3 of 4 planted mistakes were caught',
  command: null,
  exitCode: null,
  durationMs: 1,
  sandbox: null,
  figures: {},
  log: null,
  tryNumber: 1,
  artifactId: null,
  createdAt: '2026-11-23T10:00:00.000Z',
}
const mutation: MutationFigures = {
  mutantsRun: 4,
  mutantsKilled: 3,
  mutantsTimedOut: 0,
  possible: 9,
  survivors: [{ line: 23, before: 'a > 1', after: 'a >= 1' }],
}
const show = (more: Partial<Check>) =>
  renderToStaticMarkup(<PlantedMistakes check={{ ...check, ...more }} onLine={() => {}} />)
    .replaceAll(/<[^>]+>/g, '')
    .replaceAll('&gt;', '>')

it('says how many were caught, which were not and where, or why nobody knows', () => {
  expect(show({ figures: { mutation } })).toBe(
    '3 of 4 planted mistakes were caught. No test caught:Line 23a > 1 →  became a >= 1',
  )
  const all = { ...mutation, mutantsKilled: 4, survivors: [] }
  expect(show({ figures: { mutation: all }, summary: '4 of 4 planted mistakes were caught' })).toBe(
    '4 of 4 planted mistakes were caught.',
  )
  const summary = 'The tests take too long to try one mistake.'
  expect(show({ outcome: 'not-executed', summary })).toBe(`Planted mistakes: not measured. ${summary}`)
})

it('shows two of a line that look alike as two', () => {
  const twin = { line: 4, before: '1', after: '2' }
  const lines: { key: string | null }[] = MissedMistakes({ missed: [twin, twin] }).props.children
  expect(new Set(lines.map(({ key }) => key)).size).toBe(2)
})
