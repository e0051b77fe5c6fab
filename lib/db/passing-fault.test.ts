import { expect, test } from 'vitest'
import { isPassingFault, namingPassingFaults } from './passing-fault'

const withCode = (message: string, code: string) => Object.assign(new Error(message), { code })
const named = (error: Error) =>
  namingPassingFaults(() => Promise.reject(error)).catch((thrown: unknown) => thrown)

test.each([
  ['ended by an administrator', withCode('terminating connection', '57P01')],
  ['starting', withCode('the database system is starting up', '57P03')],
  ['refused', withCode('connect ECONNREFUSED', 'ECONNREFUSED')],
  ['broken', new Error('Connection terminated unexpectedly')],
  ['a deadlock’s victim', withCode('deadlock detected', '40P01')],
])('a statement of ours passes: %s', async (_why, error) => {
  const thrown = await named(error)
  expect(isPassingFault(thrown)).toBe(true)
  expect(thrown).toMatchObject({ cause: error })
})

test.each([
  ['a key that is there', withCode('duplicate key value', '23505')],
  ['a statement that was cancelled', withCode('canceling statement', '57014')],
])('it does not pass: %s', async (_why, error) => {
  expect(await named(error)).toBe(error)
  expect(isPassingFault(error)).toBe(false)
})

test('a socket of somebody else’s is none of the database’s', () => {
  expect(isPassingFault(withCode('connect ECONNREFUSED', 'ECONNREFUSED'))).toBe(false)
})
