import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assembleTests, combineTests, type GeneratedTests, locateTests, withoutTests } from './output'

const test = (name: string, body = 'assert 1 == 1') => ({
  name,
  purpose: '',
  code: `def ${name}():\n    ${body}\n`,
})
const file = (...names: string[]): GeneratedTests => ({
  imports: ['import pytest', 'from pkg.mod import go'],
  helpers: 'def helper():\n    return 1',
  tests: names.map((name) => test(name)),
})

describe('assembleTests', () => {
  it('writes imports, helpers and tests, two blank lines apart', () => {
    expect(assembleTests(file('test_a'))).toBe(
      'import pytest\nfrom pkg.mod import go\n\n\ndef helper():\n    return 1\n\n\ndef test_a():\n    assert 1 == 1\n',
    )
  })

  it('leaves out empty parts and repeated imports', () => {
    expect(
      assembleTests({ imports: ['import os', 'import os '], helpers: ' ', tests: [test('test_a')] }),
    ).toBe('import os\n\n\ndef test_a():\n    assert 1 == 1\n')
  })
})

describe('locateTests', () => {
  it('points at the lines where each test stands, whatever stands before it', () => {
    const text = fc
      .array(fc.constantFrom('x = 1', 'y = 2', ''), { maxLength: 4 })
      .map((lines) => lines.join('\n'))
    fc.assert(
      fc.property(
        fc.array(text, { maxLength: 4 }),
        text,
        fc.array(text, { minLength: 1, maxLength: 5 }),
        (imports, helpers, bodies) => {
          const output: GeneratedTests = {
            imports: imports.map((_, index) => `import m${index}`),
            helpers,
            tests: bodies.map((body, index) => ({
              name: `test_${index}`,
              purpose: '',
              code: `def test_${index}():\n${body}\n    pass`,
            })),
          }
          const lines = assembleTests(output).split('\n')
          for (const { name, startLine, endLine } of locateTests(output)) {
            expect(lines[startLine - 1]).toBe(`def ${name}():`)
            expect(lines[endLine - 1]).toBe('    pass')
          }
        },
      ),
    )
  })
})

describe('withoutTests and combineTests', () => {
  it('drops by name and keeps the rest', () => {
    expect(withoutTests(file('test_a', 'test_b'), new Set(['test_a'])).tests.map(({ name }) => name)).toEqual(
      ['test_b'],
    )
  })

  it('puts a repaired test in the place of the failing one and unites imports and helpers', () => {
    const repaired = {
      imports: ['import math'],
      helpers: 'def other():\n    return 2',
      tests: [test('test_b', 'assert 2'), test('test_c')],
    }
    const combined = combineTests(file('test_a', 'test_b'), repaired)
    expect(combined.tests.map(({ name }) => name)).toEqual(['test_a', 'test_b', 'test_c'])
    expect(combined.tests[1]?.code).toContain('assert 2')
    expect(combined.imports).toEqual(['import pytest', 'from pkg.mod import go', 'import math'])
    expect(combined.helpers).toContain('def helper')
    expect(combined.helpers).toContain('def other')
  })
})
