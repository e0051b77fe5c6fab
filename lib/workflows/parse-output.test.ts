import { expect, it } from 'vitest'
import { z } from 'zod'
import { parseOutput } from './parse-output'

const Answer = z.object({ answers: z.array(z.object({ reason: z.string(), lines: z.array(z.string()) })) })

it('leaves out what no database stores: NUL and halves of characters', () => {
  const text =
    '{"answers":[{"reason":"a\\u0000b \\ud83d\\ude00 \\ud83d \\ude00","lines":["\\u0000","c\\\\u0000"]}]}'
  expect(parseOutput(Answer, text)).toEqual({
    ok: true,
    output: { answers: [{ reason: 'ab 😀 \ufffd \ufffd', lines: ['', 'c\\u0000'] }] },
  })
})

it('says what is wrong without quoting NUL back', () => {
  const parsed = parseOutput(Answer, '{"answers": \0}')
  expect(parsed.ok ? '' : parsed.problem).toMatch(/^The answer is not JSON: [^\0]+$/)
})
