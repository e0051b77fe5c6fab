import { describe, expect, it } from 'vitest'
import type { ModuleSymbol } from '../python-port'
import { halvePart, planParts } from './plan-parts'

const functions = ['alpha', 'beta', 'gamma', 'delta']
const lines = ['import os', '', 'LIMIT = 3', '']
const symbols: ModuleSymbol[] = functions.map((name) => {
  const startLine = lines.length + 1
  lines.push(
    `def ${name}(value):`,
    ...Array.from({ length: 8 }, (_, index) => `    value += ${index}  # ${'.'.repeat(20)}`),
    '    return value',
    '',
  )
  return {
    qualifiedName: name,
    kind: 'function',
    startLine,
    endLine: lines.length - 1,
    signature: `def ${name}(value)`,
    branches: 0,
    canonicalHash: name,
    contextHash: name,
  }
})
const source = lines.join('\n')

describe('planParts', () => {
  it('keeps a module that fits whole', () => {
    expect(planParts(source, symbols)).toEqual([{ name: '', source, symbols: functions }])
  })

  it('loses no line of any function when it splits, and gives each part the header and the other signatures', () => {
    const parts = planParts(source, symbols, 900)
    expect(parts.length).toBeGreaterThan(1)
    expect(parts.flatMap((part) => part.symbols)).toEqual(functions)
    for (const part of parts) {
      expect(part.source).toContain('LIMIT = 3')
      for (const symbol of symbols) {
        const text = lines.slice(symbol.startLine - 1, symbol.endLine).join('\n')
        const own = part.symbols.includes(symbol.qualifiedName)
        expect(part.source.includes(text)).toBe(own)
        if (!own) expect(part.source).toContain(`# ${symbol.signature}`)
      }
    }
  })

  it('never cuts a symbol that is larger than the limit', () => {
    const parts = planParts(source, symbols, 100)
    expect(parts).toHaveLength(functions.length)
    expect(parts[0]?.source).toContain('return value')
  })
})

describe('halvePart', () => {
  it('halves along symbols, and says when there is nothing to halve', () => {
    const [whole] = planParts(source, symbols)
    if (whole === undefined) throw new Error('no part')
    const halves = halvePart(whole, source, symbols)
    expect(halves?.map((part) => part.symbols)).toEqual([
      ['alpha', 'beta'],
      ['gamma', 'delta'],
    ])
    expect(halvePart({ name: 'alpha', source: '', symbols: ['alpha'] }, source, symbols)).toBeNull()
  })
})
