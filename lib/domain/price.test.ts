import { expect, it } from 'vitest'
import { PriceDraft } from './price'

const draft = {
  ...{ model: 'm', from: '2026-01-01', minPromptTokens: 0, batchPercent: 50, source: 'a contract' },
  ...{ input: '1', output: '1', cacheRead: '0', cacheWrite5m: '1', cacheWrite1h: '1' },
}
const said = (input: string) => {
  const parsed = PriceDraft.safeParse({ ...draft, input })
  return parsed.success ? parsed.data.input : parsed.error.issues.map(({ message }) => message)
}

it.each([
  ['0,10', ['Write a point: 0.10.']],
  ['-3', ['A price is not below 0.']],
  ['−3', ['A price is not below 0.']],
  ['', ['Enter a price; 0 where it costs nothing.']],
  ['1.0000001', ['At most six decimals.']],
  ['ten', ['Dollars as a number, such as 2.50.']],
  ['100001', ['The most is $100,000.']],
  ['0.10', 100_000_000],
])('%j is answered by what is wrong with it, and only that', (typed, answer) => {
  expect(said(typed)).toEqual(answer)
})
