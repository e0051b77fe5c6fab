import { expect, it } from 'vitest'
import { toCsv } from './to-csv'

const columns = {
  path: (row: { path: string; cost: number | null }) => row.path,
  'cost (USD)': (row: { path: string; cost: number | null }) => row.cost,
}

it('writes a header and one line per row', () => {
  expect(toCsv([{ path: 'a.py', cost: 0.5 }], columns)).toBe('path,cost (USD)\r\na.py,0.5\r\n')
})

it('quotes what would break a line, and leaves out what is not known', () => {
  expect(toCsv([{ path: 'a,"b"\nc', cost: null }], columns)).toBe('path,cost (USD)\r\n"a,""b""\nc",\r\n')
})

it('never lets a text start a formula', () => {
  for (const start of ['=1+1', '+1', '-1', '@SUM(A1)', '\t=1', '\r=1', '\n=1']) {
    expect(toCsv([{ path: start, cost: -1 }], columns)).toContain(`'${start}`)
  }
  expect(toCsv([{ path: '\n=1', cost: -1 }], columns)).toBe('path,cost (USD)\r\n"\'\n=1",-1\r\n')
})
