import { expect, it } from 'vitest'
import { describeOrigin } from './describe-origin'

it.each([
  ['test-generation', 'no-provider', 'Made by the template: no model connected'],
  ['code-review', 'opted-out', 'Made by analysis alone: model switched off'],
  ['test-generation', 'provider-refused', 'Refused by the provider, so made by the template'],
  ['bug-prediction', 'provider-refused', 'Refused by the provider, so made by analysis alone'],
] as const)('%s, %s', (workflow, reason, text) => {
  expect(describeOrigin({ workflow }, reason)).toBe(text)
})
