import { describe, expect, it } from 'vitest'
import { type FakeAnswer, type FakeOptions, type FakeWorld, fakePorts } from '@/lib/testing/fake-ports'
import { type WordsInput, type WordsOutput, wordsInput, wordsStage } from '@/lib/testing/fake-stage'
import type { StageSplit } from './define-stage'
import { generateStage } from './generate-stage'
import type { EnginePorts, ModelCall } from './ports'

const split: StageSplit<WordsInput, WordsOutput, EnginePorts> = {
  isTooLarge: (input) => input.source.length > 50,
  parts: (input) => input.source.split(' ').map((word) => ({ ...input, source: word, part: word })),
  join: async (_ports, _input, outputs) => ({ words: outputs.flatMap((output) => output.words) }),
}
const stage = wordsStage({ split })

/** A model that echoes the source of a part, and cannot do more than one word at once. */
function echo(failing: Record<string, FakeAnswer> = {}) {
  return (call: ModelCall): FakeAnswer => {
    const source = call.messages[0]?.text.replace('Module:\n', '') ?? ''
    if (source.includes(' ')) return { outcome: 'max-tokens', text: '{"wor' }
    return failing[source] ?? { json: { words: [source] } }
  }
}

async function run(source: string, answers: FakeOptions['answers'], world?: FakeWorld, runId = 'run1') {
  const fake = fakePorts({ answers, world })
  return { result: await generateStage(fake.ports, stage, wordsInput({ source, runId })), world: fake.world }
}

describe('a target that is too large', () => {
  it('is split after an answer that was cut at max_tokens, joined and checked as a whole', async () => {
    const { result, world } = await run('alpha beta', echo())
    expect(result).toMatchObject({ source: 'model', output: { words: ['alpha', 'beta'] } })
    expect(result.attempts.map((attempt) => attempt.outcome)).toEqual(['max-tokens', 'ok', 'ok'])
    expect(result.notes[0]).toBe('Made in 2 parts.')
    expect([...world.spans.values()].map((span) => span.kind)).toContain('merge')
    expect(world.cache.size, 'each part and the whole').toBe(3)
    expect([...world.attempts.values()]).toEqual(result.attempts)
  })

  it('is not even tried whole when its stage says that it is too large', async () => {
    const { result, world } = await run('alpha beta gamma '.repeat(4).trim(), echo())
    expect(world.calls.every((call) => !call.messages[0]?.text.includes(' '))).toBe(true)
    expect(result.source).toBe('model')
  })

  it('leaves out and names a part that no model can make', async () => {
    const { result, world } = await run('alpha beta', echo({ beta: { outcome: 'refusal' } }))
    expect(result).toMatchObject({ source: 'model', output: { words: ['alpha'] } })
    expect(result.notes.join(' ')).toContain('Not made by a model: beta')
    expect(world.cache.size, 'an incomplete whole is not stored').toBe(1)
  })

  it('goes to the template when no part could be made, and stops at a fault that holds for all', async () => {
    const { result, world } = await run('alpha beta', echo({ alpha: { outcome: 'invalid-key' } }))
    expect(result).toMatchObject({ source: 'template', reason: 'provider-refused' })
    expect(world.calls).toHaveLength(2)
  })

  it('takes unchanged parts from the cache', async () => {
    const { world } = await run('alpha beta', echo())
    const { result } = await run('alpha delta', echo(), world, 'run2')
    expect(result.output).toEqual({ words: ['alpha', 'delta'] })
    expect(result.attempts.map((attempt) => attempt.source)).toEqual(['model', 'cache', 'model'])
  })

  it('is asked for whole when it cannot be split: nothing else would be tried', async () => {
    const word = 'onelongword'.repeat(9)
    const { result, world } = await run(word, echo())
    expect(result).toMatchObject({ source: 'model', output: { words: [word] } })
    expect(world.calls).toHaveLength(1)
  })

  it('is asked again with more room when its answer was cut and it cannot be split', async () => {
    const { result, world } = await run('single', (_call, position) =>
      position === 0 ? { outcome: 'max-tokens', text: '{"wor' } : { json: { words: ['single'] } },
    )
    expect(result.source).toBe('model')
    expect(world.calls.map((call) => call.maxTokens)).toEqual([1000, 2000])
  })
})
