import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { AttemptOutcome, TemplateReason } from '@/lib/domain/words'
import { type FakeAnswer, FakeCrash, FakeWorld, fakePorts } from '@/lib/testing/fake-ports'
import { wordsInput, wordsStage } from '@/lib/testing/fake-stage'
import { generateStage } from './generate-stage'

const anyAnswer: fc.Arbitrary<FakeAnswer> = fc.oneof(
  fc.record({
    outcome: fc.constantFrom(...AttemptOutcome.options.filter((outcome) => outcome !== 'cancelled')),
  }),
  fc.record({
    json: fc.record({ words: fc.array(fc.constantFrom('one', 'two', 'bad1', 'bad2'), { maxLength: 3 }) }),
  }),
  fc.record({ text: fc.string() }),
)
const anyAnswers = fc.array(anyAnswer, { minLength: 1, maxLength: 12 })
/** The words stage, as it is or so that it splits its source into words. */
const anyStage = fc.record({ maxRepairRounds: fc.nat({ max: 2 }), splits: fc.boolean() }).map((given) =>
  wordsStage({
    maxRepairRounds: given.maxRepairRounds,
    split: given.splits
      ? {
          isTooLarge: () => false,
          parts: (input) => input.source.split(' ').map((word) => ({ ...input, source: word, part: word })),
          join: async (_ports, _input, outputs) => ({ words: outputs.flatMap((output) => output.words) }),
        }
      : undefined,
  }),
)

describe('generateStage', () => {
  it('never throws for an expected failure, and a template always has its reason', async () => {
    await fc.assert(
      fc.asyncProperty(anyAnswers, anyStage, async (answers, stage) => {
        const { ports, world } = fakePorts({ answers })
        const result = await generateStage(ports, stage, wordsInput())
        expect(result.output).not.toBeNull()
        expect(result.output?.words.filter((word) => word.startsWith('bad'))).toEqual([])
        if (result.source === 'template') {
          expect(TemplateReason.options).toContain(result.reason)
          expect(result.reasonText).not.toBe('')
        } else {
          expect(result.reason).toBeNull()
        }
        expect(world.calls.length).toBeLessThanOrEqual(3 * (2 * (stage.maxRepairRounds + 1) + 3))
        expect([...world.attempts.values()]).toEqual(result.attempts)
        expect([...world.spans.values()].filter((span) => span.end === null)).toEqual([])
      }),
      { numRuns: 300 },
    )
  })

  it('killed at any step, it resumes to the same end and pays for no answer twice', async () => {
    await fc.assert(
      fc.asyncProperty(
        anyAnswers,
        anyStage,
        fc.integer({ min: 1, max: 20 }),
        async (answers, stage, crashAtStep) => {
          const script = (_call: unknown, position: number) => answers[position] ?? answers.at(-1) ?? {}
          const whole = fakePorts({ answers: script })
          const expected = await generateStage(whole.ports, stage, wordsInput())

          const world = new FakeWorld()
          const killed = fakePorts({ world, answers: script, crashAtStep })
          await generateStage(killed.ports, stage, wordsInput()).catch((error: unknown) => {
            if (!(error instanceof FakeCrash)) throw error
          })
          const resumed = await generateStage(
            fakePorts({ world, answers: script }).ports,
            stage,
            wordsInput(),
          )

          expect(resumed).toEqual(expected)
          expect(world.calls.map((call) => call.attemptId)).toEqual(
            whole.world.calls.map((call) => call.attemptId),
          )
          expect([...world.attempts.values()]).toEqual([...whole.world.attempts.values()])
          // Stored within the step that checked it: a crash loses no result, and stores none twice as another.
          expect(world.cache).toEqual(whole.world.cache)
          expect([...world.spans.keys()].sort()).toEqual([...whole.world.spans.keys()].sort())
        },
      ),
      { numRuns: 300 },
    )
  })

  it('has nothing done again but its looking around', async () => {
    const { ports } = fakePorts({ answers: [{ json: { words: ['bad1'] } }, { json: { words: ['one'] } }] })
    const repeatable: string[] = []
    const step: typeof ports.step = (name, work, options) => {
      if (options?.mayRepeat === true) repeatable.push(name.replace(/^.*-/, ''))
      return ports.step(name, work, options)
    }
    await generateStage({ ...ports, step }, wordsStage(), wordsInput())
    expect(repeatable).toEqual(['policy', 'cache'])
  })

  it('repeats no step when all results are there', async () => {
    const { ports, world } = fakePorts({ answers: [{ json: { words: ['one'] } }] })
    const input = wordsInput()
    const first = await generateStage(ports, wordsStage(), input)
    const again = await generateStage(fakePorts({ world }).ports, wordsStage(), input)
    expect(again).toEqual(first)
    expect(world.calls).toHaveLength(1)
    expect(input.ran.check).toBe(1)
  })

  it('passes cancellation on, with its spans ended and its place in the queue given up', async () => {
    const signal = AbortSignal.abort(new Error('cancelled'))
    const { ports, world } = fakePorts({ signal })
    await expect(generateStage(ports, wordsStage(), wordsInput())).rejects.toThrow('cancelled')
    expect([...world.spans.values()].map((span) => [span.kind, span.end !== null])).toEqual([
      ['policy', true],
      ['cache', true],
    ])
    expect(world.withdrawn).toEqual(['run1.1.generate.attempt-1'])
    expect(world.abandoned).toHaveLength(1)
  })

  it('passes a bug in a check on instead of hiding it behind the template', async () => {
    const stage = wordsStage({
      check: async () => {
        throw new TypeError('bug')
      },
    })
    const { ports } = fakePorts({ answers: [{ json: { words: ['one'] } }] })
    await expect(generateStage(ports, stage, wordsInput())).rejects.toThrow('bug')
  })
})
