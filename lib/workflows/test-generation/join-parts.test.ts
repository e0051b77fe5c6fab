import { describe, expect, it, vi } from 'vitest'
import { listTests } from '@/lib/python/list-tests'
import { mergeTests } from '@/lib/python/merge-tests'
import { fakePython } from '@/lib/testing/fake-python'
import { joinParts } from './join-parts'
import { assembleTests, type GeneratedTests } from './output'

// Starting interpreters takes long on a machine under load.
vi.setConfig({ testTimeout: 60_000 })

/** Merging and listing as they are; the rest of Python is not asked. */
const python = { ...fakePython(), mergeTests, listTests }

/** A part whose helper and test are called as in every other part, but mean another value. */
const part = (value: number): GeneratedTests => ({
  imports: ['import pytest', `from math import ${['ceil', 'floor', 'sqrt'][value - 1]} as op`],
  helpers: `@pytest.fixture\ndef number():\n    return ${value}`,
  tests: [
    {
      name: 'test_number',
      purpose: `purpose ${value}`,
      code: `# about ${value}\n@pytest.mark.parametrize("x", [1])\ndef test_number(number, x):\n    assert number == ${value} and op(4) and x`,
    },
    { name: 'test_equal', purpose: 'same everywhere', code: 'def test_equal():\n    assert 1 + 1 == 2' },
  ],
})

describe('parts joined', () => {
  it('keep every test of three parts that call theirs alike, each with its own helpers', async () => {
    const joined = await joinParts(python, [part(1), part(2), part(3)])
    expect(joined.tests.map(({ name, purpose }) => [name, purpose])).toEqual([
      ['test_number', 'purpose 1'],
      ['test_equal', 'same everywhere'],
      ['test_number_2', 'purpose 2'],
      ['test_number_3', 'purpose 3'],
    ])
    expect(joined.tests[3]?.code).toBe(
      '# about 3\n@pytest.mark.parametrize("x", [1])\ndef test_number_3(number_3, x):\n    assert number_3 == 3 and op_3(4) and x',
    )
    expect(joined.helpers).toContain('def number_3():\n    return 3')
    const listed = await listTests(assembleTests(joined))
    expect(listed.syntaxError).toBeNull()
    expect(listed.tests.map((test) => test.id)).toEqual(joined.tests.map((test) => test.name))
  })
})
