import { z } from 'zod'
import type { CheckRecord } from '@/lib/domain/check'
import { LaunchOptions } from '@/lib/domain/launch'
import { defineStage, type Stage, type StageInput } from '@/lib/workflows/define-stage'
import type { EnginePorts } from '@/lib/workflows/ports'

/** A stage whose output is a list of words; a word that starts with "bad" fails its check. */
export interface WordsInput extends StageInput {
  source: string
  /** counts how often check and template really ran */
  ran: { check: number; template: number }
}
export interface WordsOutput {
  words: string[]
}

function checkRecord(id: string, passed: boolean, summary: string): CheckRecord {
  return {
    id,
    stage: 'generate',
    kind: 'words',
    outcome: passed ? 'passed' : 'failed',
    required: true,
    summary,
    command: null,
    exitCode: passed ? 0 : 1,
    durationMs: 1,
    sandbox: null,
    figures: {},
    log: null,
  }
}

export function wordsInput(given: Partial<WordsInput> = {}): WordsInput {
  return {
    runId: 'run1',
    tryNumber: 1,
    options: LaunchOptions.parse({}),
    source: 'one two',
    ran: { check: 0, template: 0 },
    ...given,
  }
}

/** The words stage, with any of its properties replaced. */
export function wordsStage(
  given: Partial<Stage<WordsInput, WordsOutput, EnginePorts>> = {},
): Stage<WordsInput, WordsOutput, EnginePorts> {
  return defineStage<WordsInput, WordsOutput, EnginePorts>({
    workflow: 'test-generation',
    name: 'generate',
    engineVersion: 1,
    promptId: 'test-generation/generate.v1',
    output: z.object({ words: z.array(z.string()) }),
    startTier: (_input, options) => ({
      tier: options.startTier === 'auto' ? 'capable' : options.startTier,
      reason: 'chosen at launch',
    }),
    maxRepairRounds: 1,
    targetKey: (input) => `project/${input.part ?? 'module.py'}`,
    contextHash: (input) => `hash of ${input.source}`,
    parameters: () => ({ style: 'plain' }),
    variables: (input) => ({ source: input.source }),
    async check(_ports, input, output, place) {
      input.ran.check += 1
      const good = output.words.filter((word) => !word.startsWith('bad'))
      const kept = [...new Set([...(place.keptBefore?.words ?? []), ...good])]
      const passed = good.length === output.words.length
      return {
        passed,
        kept: kept.length === 0 ? null : { words: kept },
        checks: [
          checkRecord(`${place.idPrefix}.words`, passed, `${good.length} of ${output.words.length} good`),
        ],
        feedback: passed ? '' : `${output.words.length - good.length} bad words\nin detail`,
        notes: passed ? [] : ['dropped bad words'],
      }
    },
    async template(_ports, input, place) {
      input.ran.template += 1
      return {
        output: { words: ['template'] },
        checks: [checkRecord(`${place.idPrefix}.words`, true, '1 of 1 good')],
        notes: [],
      }
    },
    ...given,
  })
}
