import { expect, it } from 'vitest'
import { describeModel } from './describe-model'

const queued = { status: 'queued', source: null, reason: null } as const
const without = { status: 'done', source: 'template', reason: 'no-provider' } as const
const withModel = { status: 'done', source: 'model', reason: null } as const

it('says from the beginning what it says in the end', () => {
  for (const rows of [[queued], [queued, without], [without]]) {
    expect(describeModel(true, false, rows)).toBe('no model connected')
  }
  for (const rows of [[queued], [queued, withModel], [withModel]]) {
    expect(describeModel(true, true, rows)).toBe('a model may be used')
  }
  expect(describeModel(false, false, [queued])).toBe('model switched off')
})

it('names the data policy, or the team’s switch, as what keeps models out', () => {
  const byPolicy = { status: 'done', source: 'template', reason: 'policy' } as const
  expect(describeModel(true, true, [queued, byPolicy])).toBe('no model that the project’s data policy allows')
  expect(describeModel(true, true, [{ ...byPolicy, reason: 'opted-out' }])).toContain('switched off')
})

it('keeps to what the runs told when providers come or go afterwards', () => {
  expect(describeModel(true, true, [without])).toBe('no model connected')
  expect(describeModel(true, false, [withModel])).toBe('a model may be used')
})
