import type { DBOSLocalCtx } from '@dbos-inc/dbos-sdk/internal/context'
import { expect, test } from 'vitest'
import { always, type StepDebt } from '@/lib/db/step-debt'
import type { EndedStep } from './ended-step'
import { keepBack, lateSteps, noteRepeatable, takeRepeatable } from './late-steps'

test('a step is repeatable once, and one of a flow that never stored it is forgotten', () => {
  noteRepeatable('a flow', 3)
  expect(takeRepeatable('a flow', 3)).toBe(true)
  expect(takeRepeatable('a flow', 3)).toBe(false)
  noteRepeatable('a flow that was cancelled', 1)
  for (let flow = 0; flow < 10_000; flow++) noteRepeatable(`flow ${flow}`, 1)
  expect(takeRepeatable('a flow that was cancelled', 1)).toBe(false)
  expect(takeRepeatable('flow 9999', 1)).toBe(true)
})

test('a repeatable step is kept back, but not one that owes something: its debt would wait for the flow’s end', () => {
  const context: DBOSLocalCtx = {}
  const ended: EndedStep = {
    flowId: 'flow',
    step: 0,
    name: 'look',
    owner: 'owner',
    startMs: 1,
    endMs: 2,
    output: null,
    error: null,
    childWorkflowID: null,
    serialization: null,
    application: null,
  }
  const debt: StepDebt = {
    when: always,
    mustLast: false,
    statement: () => always,
    pay: async () => {},
    tell: () => {},
  }
  noteRepeatable('flow', 0)
  expect(keepBack(context, ended, debt)).toBe(false)
  expect(lateSteps(context)).toEqual([])
  noteRepeatable('flow', 1)
  const owesNothing = { ...ended, step: 1 }
  expect(keepBack(context, owesNothing, undefined)).toBe(true)
  expect(lateSteps(context)).toEqual([owesNothing])
})
