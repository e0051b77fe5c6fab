import { expect, it } from 'vitest'
import { queryKeys } from './query-keys'
import { readLiveMessage, staleKeys } from './stale-keys'

it('a run makes its page, its launch, the lists and the module browser stale', () => {
  expect(staleKeys('acme', { topic: 'run', id: 'r1', launchId: 'l1' })).toEqual([
    ['t', 'acme', 'runs'],
    ['t', 'acme', 'overview'],
    ['t', 'acme', 'run', 'r1'],
    ['t', 'acme', 'launch', 'l1'],
    ['t', 'acme', 'budgets'],
    ['t', 'acme', 'modules'],
    ['t', 'acme', 'charts'],
  ])
})

it('bars of a run that is under way make no figure and no list stale: they come several times a second', () => {
  const message = readLiveMessage('{"topic":"run","id":"r1","launchId":"l1","barsOnly":true}')
  expect(message === null ? null : staleKeys('acme', message)).toEqual([
    ['t', 'acme', 'run', 'r1'],
    ['t', 'acme', 'launch', 'l1'],
    ['t', 'acme', 'budgets'],
  ])
})

it('a run of unknown launch makes every launch on screen stale', () => {
  expect(staleKeys('acme', { topic: 'run', id: 'r1' })).toContainEqual(['t', 'acme', 'launch'])
})

it('the progress of an import makes no module list stale: it comes twice a second', () => {
  expect(staleKeys('acme', { topic: 'import', id: 'p1' })).toEqual([['t', 'acme', 'projects']])
})

it('no event reaches another team', () => {
  for (const topic of ['run', 'launch', 'project', 'import', 'settings', 'review'] as const) {
    for (const key of staleKeys('acme', { topic, id: 'x' })) expect(key.slice(0, 2)).toEqual(['t', 'acme'])
  }
})

it('a finding that was seen or judged makes every view of findings stale', () => {
  expect(staleKeys('acme', { topic: 'finding', id: 'b1' })).toEqual([
    ['t', 'acme', 'findings'],
    ['t', 'acme', 'charts', 'finding-precision'],
    ['t', 'acme', 'charts', 'criteria'],
    ['t', 'acme', 'overview'],
  ])
})

it('what changes figures makes every chart stale: runs, verdicts of people, prices', () => {
  for (const topic of ['run', 'review', 'settings'] as const)
    expect(staleKeys('acme', { topic, id: 'x' })).toContainEqual(['t', 'acme', 'charts'])
})

it('what charts are annotated with makes the annotations stale, and no figure: alerts and budgets', () => {
  for (const topic of ['alert', 'budget'] as const) {
    const keys = staleKeys('acme', { topic, id: 'x' })
    expect(keys).toContainEqual(queryKeys.everyAnnotation('acme'))
    expect(keys).not.toContainEqual(queryKeys.everyChart('acme'))
  }
  const asked = queryKeys.annotations('acme', { range: '7d' })
  expect(asked.slice(0, -1)).toEqual(queryKeys.everyAnnotation('acme'))
  const ofRun = staleKeys('acme', { topic: 'run', id: 'x' })
  expect(ofRun, 'a run is no mark').not.toContainEqual(queryKeys.everyAnnotation('acme'))
  expect(queryKeys.everyAnnotation('acme').slice(0, 3)).not.toEqual(queryKeys.everyChart('acme'))
  expect(staleKeys('acme', { topic: 'settings', id: 'x' })).toContainEqual(queryKeys.everyAnnotation('acme'))
})

it('reads what the live route sends, and knows what it cannot read', () => {
  const text = '{"teamId":"t","topic":"run","id":"r1","projectId":"p","launchId":"l1"}'
  expect(readLiveMessage(text)).toEqual({ topic: 'run', id: 'r1', launchId: 'l1' })
  for (const unknown of ['{"topic":"reconnected"}', '{"topic":"news","id":"x"}', 'null', '{', ''])
    expect(readLiveMessage(unknown)).toBeNull()
})
