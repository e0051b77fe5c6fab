import { describe, expect, it } from 'vitest'
import { kindOfReason, loweredReason, startReason } from './start-reason'
import { startTierBySize } from './start-tier'

describe('the start by size', () => {
  it.each([
    [{ codeLines: 60, branches: 8, publicSymbols: 10 }, '60 lines, 8 branches, 10 public names → cheap'],
    [{ codeLines: 61, branches: 8, publicSymbols: 10 }, '61 lines, 8 branches, 10 public names → capable'],
    [{ codeLines: 60, branches: 9, publicSymbols: 1 }, '60 lines, 9 branches, 1 public name → capable'],
    [{ codeLines: 1, branches: 1, publicSymbols: 11 }, '1 line, 1 branch, 11 public names → capable'],
    [{ codeLines: 0, branches: 0, publicSymbols: 0 }, '0 lines, 0 branches, 0 public names → cheap'],
    [
      { codeLines: 4120, branches: 580, publicSymbols: 90 },
      '4,120 lines, 580 branches, 90 public names → capable',
    ],
  ])('%o', (size, reason) => {
    const start = startTierBySize(size)
    expect(start.reason).toBe(reason)
    expect(reason.endsWith(start.tier)).toBe(true)
  })
})

describe('the kind of a start', () => {
  it.each(['launch', 'pinned', 'target', 'trial', 'learned'] as const)('%s is read back', (kind) => {
    expect(kindOfReason(startReason(kind, 'words → cheap'))).toBe(kind)
    expect(kindOfReason(`${startReason(kind, 'words')}; Anthropic failed: timeout; next provider`)).toBe(kind)
    expect(kindOfReason(loweredReason(startReason(kind)))).toBe('lowered')
  })

  it('is its size when it is none of these', () => {
    expect(kindOfReason('12 lines, 2 branches, 2 public names → cheap')).toBe('size')
  })
})
