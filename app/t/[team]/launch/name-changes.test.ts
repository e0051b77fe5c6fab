import { expect, it } from 'vitest'
import { type ChangesFields, nameChanges, withSeen } from './name-changes'

const fields = (more: Partial<ChangesFields>): ChangesFields => ({
  ...{ what: 'range', from: '', to: '', ref: '', into: '', text: '' },
  ...more,
})

it('names changes once nothing is missing', () => {
  expect(nameChanges(fields({ from: 'main' }))).toBeNull()
  expect(nameChanges(fields({ from: ' main ', to: 'fix' }))).toEqual({
    kind: 'range',
    from: 'main',
    to: 'fix',
  })
  expect(nameChanges(fields({ what: 'pull-request' }))).toBeNull()
  expect(nameChanges(fields({ what: 'pull-request', ref: '#7' }))).toEqual({
    kind: 'pull-request',
    ref: '#7',
  })
  expect(nameChanges(fields({ what: 'pull-request', ref: 'fix', into: 'dev' }))).toEqual({
    ...{ kind: 'pull-request', ref: 'fix', into: 'dev' },
  })
  expect(nameChanges(fields({ what: 'snapshots', from: 's1' }))).toEqual({ kind: 'snapshots', from: 's1' })
  expect(nameChanges(fields({ what: 'diff', text: ' \n' }))).toBeNull()
  expect(nameChanges(fields({ what: 'diff', text: 'x'.repeat(2_000_001) }))).toBeNull()
  expect(nameChanges(fields({ what: 'diff', text: '--- a' }))).toEqual({ kind: 'diff', text: '--- a' })
  expect(nameChanges(fields({ what: 'modules', from: 'a', to: 'b', text: 'c' }))).toBeNull()
})

it('ties names that can move to what was seen', () => {
  const seen = { base: 'b', head: 'h' }
  expect(withSeen({ kind: 'range', from: 'x', to: 'y' }, { ...seen })).toMatchObject({ seen })
  expect(withSeen({ kind: 'diff', text: 't' }, seen)).toEqual({ kind: 'diff', text: 't' })
})
