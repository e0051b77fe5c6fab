import { beforeEach, expect, it, vi } from 'vitest'
import { always, type StepDebt } from '@/lib/db/step-debt'
import { oweFor, payLeft, stepDebts, takeDebt } from './step-debts'

const engine = vi.hoisted(() => ({
  workflowID: 'flow' as string | undefined,
  stepID: 1 as number | undefined,
}))
vi.mock('@dbos-inc/dbos-sdk', () => ({ DBOS: engine }))

let paid: string[] = []
const debt = (name: string): StepDebt => ({
  when: always,
  mustLast: false,
  statement: () => {
    throw new Error('not asked for here')
  },
  pay: async () => {
    paid.push(name)
    if (name === 'unpayable') throw new Error('the database is gone')
  },
  tell: () => {},
})

beforeEach(() => {
  paid = []
  Object.assign(engine, { workflowID: 'flow', stepID: 1 })
})

it('what a step owes is paid once: at once, or by whoever takes it over', async () => {
  stepDebts.leaveToStep(debt('now'))
  await stepDebts.payNow()
  await stepDebts.payNow()
  expect(paid).toEqual(['now'])
  expect(takeDebt('flow', 1)).toBeUndefined()
  stepDebts.leaveToStep(debt('later'))
  expect(takeDebt('flow', 2)).toBeUndefined()
  await takeDebt('flow', 1)?.pay()
  await payLeft('flow')
  expect(paid).toEqual(['now', 'later'])
})

it('a flow that ends pays what is left of it, and of no other', async () => {
  oweFor('flow', 1, debt('unpayable'))
  oweFor('flow', 2, debt('left'))
  oweFor('another', 1, debt('another’s'))
  await payLeft('flow')
  expect(paid).toEqual(['unpayable', 'left'])
  await payLeft('another')
  expect(paid.at(-1)).toBe('another’s')
})

it('outside of a step nobody would pay, and a step owes one thing: whoever owes is told', async () => {
  expect(stepDebts.leaveToStep(debt('first'))).toBe(true)
  expect(stepDebts.leaveToStep(debt('second'))).toBe(false)
  await payLeft('flow')
  expect(paid).toEqual(['first'])
  Object.assign(engine, { stepID: undefined })
  expect(stepDebts.leaveToStep(debt('lost'))).toBe(false)
})
