import { describe, expect, it } from 'vitest'
import { type FakeAnswer, fakePorts } from '@/lib/testing/fake-ports'
import { wordsInput, wordsStage } from '@/lib/testing/fake-stage'
import { generateStage } from './generate-stage'

const stage = wordsStage({
  maxRepairRounds: 3,
  parts: ({ words }) => words.map((word) => ({ name: word, text: word })),
})
const says = (...words: string[]): FakeAnswer => ({ json: { words } })

async function kept(...answers: FakeAnswer[]) {
  const { ports } = fakePorts({ answers })
  const { attempts, keptAnswers } = await generateStage(ports, stage, wordsInput())
  return attempts.map(({ id }) => keptAnswers.find(({ attemptId }) => attemptId === id)?.kept ?? [])
}

describe('which answer a kept part came from', () => {
  it('is the one that brought it, whatever came before and after', async () => {
    expect(await kept(says('one', 'two'))).toEqual([['one', 'two']])
    expect(await kept(says('one', 'bad1'), says('one', 'two'))).toEqual([['one'], ['two']])
    expect(await kept(says('bad1'), says('one'))).toEqual([[], ['one']])
  })

  it('is no answer that was cut, nor one that was given up', async () => {
    expect(await kept({ outcome: 'max-tokens', text: '{"wo' }, says('one'))).toEqual([[], ['one']])
    expect((await kept(says('one', 'bad1'), says('bad2'))).slice(0, 2)).toEqual([['one'], []])
    expect((await kept(says('bad1'), says('bad2'), says('bad1'))).flat()).toEqual([])
  })
})
