// @module-tag promise
import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'
import fc from 'fast-check'
import { Tiktoken } from 'js-tiktoken/lite'
import cl100k from 'js-tiktoken/ranks/cl100k_base'
import o200k from 'js-tiktoken/ranks/o200k_base'
import p50k from 'js-tiktoken/ranks/p50k_base'
import { describe, expect, it } from 'vitest'
import { TOKEN_SAMPLES } from '@/lib/testing/token-samples'
import { mostTokens } from './most-tokens'

/** Three generations of them: of 50,000, 100,000 and 200,000 tokens. */
const tokenizers = [new Tiktoken(p50k), new Tiktoken(cl100k), new Tiktoken(o200k)]

/** What Claude 2's tokenizer counts (`@anthropic-ai/tokenizer` 0.0.4, 2026-11-23), the last one that was published. */
const CLAUDE_COUNTS: Record<string, number> = {
  code: 956,
  prose: 361,
  minified: 774,
  'snake and camel': 501,
  'Chinese, Japanese, Korean': 852,
  'other scripts': 1225,
  emoji: 480,
  'rare letters': 600,
  'marks on marks': 1430,
  base64: 1278,
  hex: 1501,
  digits: 1467,
  'runs of spaces': 36,
  'blank lines': 200,
  'deep indentation': 360,
  signs: 570,
  'rules of dashes': 80,
}

/** The most that any of the tokenizers makes of a text. */
const counted = (text: string) => Math.max(...tokenizers.map((one) => one.encode(text, [], []).length))
/** Without what the API puts around it. */
const bound = (text: string) => mostTokens(text) - mostTokens('')

const FOLDERS = ['prompts', 'lib/analysis/engine', 'lib/workflows']
const files = FOLDERS.flatMap((folder) =>
  readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(py|md|ts)$/.test(entry.name))
    .map((entry) => path.join(entry.parentPath, entry.name)),
)

describe('mostTokens', () => {
  it.each(Object.entries(TOKEN_SAMPLES))('is more than any tokenizer makes of %s', (name, text) => {
    const most = bound(text)
    expect(most).toBeGreaterThanOrEqual(counted(text))
    expect(most).toBeGreaterThanOrEqual(CLAUDE_COUNTS[name] ?? Number.POSITIVE_INFINITY)
  })

  it('is more than any tokenizer makes of our own sources and prompts, and not three times as much', () => {
    expect(files.length).toBeGreaterThan(100)
    const texts = files
      .filter((_file, index) => index % 4 === 0)
      .map((file) => readFileSync(file, 'utf8').slice(0, 8000))
    const ratios = texts.map((text) => bound(text) / counted(text))
    expect(Math.min(...ratios)).toBeGreaterThanOrEqual(1)
    expect(ratios.reduce((sum, ratio) => sum + ratio, 0) / ratios.length).toBeLessThan(3)
  })

  it('is more than any tokenizer makes of what nobody thought of', () => {
    const samples = Object.values(TOKEN_SAMPLES).join('\n')
    const cut = fc
      .tuple(fc.nat(samples.length), fc.nat(40))
      .map(([from, length]) => samples.slice(from, from + length))
    const piece = fc.oneof(
      cut,
      fc.string({ maxLength: 20 }),
      fc.string({ unit: 'grapheme', maxLength: 10 }),
      fc.string({ unit: 'binary', maxLength: 10 }),
      fc.constantFrom(' ', '  ', '\n', '\t', '\r\n', 'zqxj', 'QZ', 'aZaZ'),
    )
    const text = fc
      .array(piece, { minLength: 20, maxLength: 60 })
      .map((pieces) => Buffer.from(pieces.join('')).toString())
    fc.assert(
      fc.property(text, (given) => {
        expect(bound(given)).toBeGreaterThanOrEqual(counted(given))
      }),
      { numRuns: 150 },
    )
  })
})
