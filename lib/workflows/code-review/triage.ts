import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Detection } from '@/lib/domain/finding'
import type { FindingKind } from '@/lib/domain/model-kinds'
import { cutTo } from '@/lib/format/cut-text'
import { formatPlural } from '@/lib/format/format-count'
import { type CheckReport, defineStage, type StageInput } from '../define-stage'
import type { RunInput, WorkflowPorts } from '../define-workflow'
import type { Dropped, ReviewFile, Unit } from '../findings/candidate'
import { locateFlags } from '../findings/locate-flags'
import { showUnit } from '../findings/plan-units'
import { startReason } from '../start-reason'

/** What a first reading answers: places that deserve a closer look, in the words of a closed list. */
export const Triage = z.object({
  flags: z.array(
    z.object({
      unit: z.string().describe('u1, u2 …: the piece of code that it stands in'),
      line: z.number().int().describe('its line as the piece counts them'),
      quote: z.string().describe('the line of code itself, copied without its number'),
      kind: z.string().describe('one id of the list'),
      why: z.string().describe('one sentence: what goes wrong'),
    }),
  ),
})
export type Triage = z.infer<typeof Triage>

/** Some pieces of one file, read together. */
export interface TriageInput extends StageInput {
  run: RunInput
  file: ReviewFile
  units: Unit[]
  kinds: FindingKind[]
}

const unitId = (index: number) => `u${index + 1}`

/** The flags of each unit, located; what cannot be is dropped with its reason. */
export async function locateTriage(
  ports: WorkflowPorts,
  { file, units, kinds }: Pick<TriageInput, 'file' | 'units' | 'kinds'>,
  { flags }: Triage,
): Promise<{ located: Detection[]; dropped: Dropped[] }> {
  const located: Detection[] = []
  const dropped: Dropped[] = []
  for (const [index, unit] of units.entries()) {
    const own = flags.filter((flag) => flag.unit === unitId(index))
    if (own.length === 0) continue
    const found = await locateFlags(ports, { file, unit, kinds }, own)
    located.push(...found.located)
    dropped.push(...found.dropped)
  }
  const ids = new Set(units.map((_, index) => unitId(index)))
  for (const { unit, kind, line, quote } of flags.filter((flag) => !ids.has(flag.unit))) {
    const why = `There is no piece of code called ${cutTo(unit, 40)}.`
    dropped.push({ stage: 'triage', rule: kind, path: file.path, line: Math.max(1, line), quote, why })
  }
  return { located, dropped }
}

/** A short name that still differs for different units: it becomes part of ids. */
export function partName([first, ...others]: Unit[]): string {
  const start = first === undefined ? '' : `${first.path}:${first.name}`
  if (others.length === 0) return start
  const hash = createHash('sha256')
    .update(others.map(({ name }) => name).join('\n'))
    .digest('hex')
  return `${start}+${others.length}-${hash.slice(0, 8)}`
}

const narrowed = (input: TriageInput, units: Unit[]): TriageInput => ({
  ...input,
  units,
  part: partName(units),
})

async function checkTriage(
  ports: WorkflowPorts,
  input: TriageInput,
  answer: Triage,
  idPrefix: string,
): Promise<CheckReport<Triage>> {
  const { located, dropped } = await locateTriage(ports, input, answer)
  const passed = located.length > 0 || answer.flags.length === 0
  const summary = `${located.length} of ${formatPlural(answer.flags.length, 'quote')} found in the code`
  return {
    passed,
    kept: answer,
    checks: [
      {
        id: `${idPrefix}.quotes`,
        stage: 'triage',
        kind: 'quotes-located',
        outcome: passed ? 'passed' : 'failed',
        required: false,
        summary,
        command: null,
        exitCode: null,
        durationMs: 0,
        sandbox: null,
        figures: {},
        log: dropped.length === 0 ? null : dropped.map(({ line, why }) => `line ${line}: ${why}`).join('\n'),
      },
    ],
    feedback: dropped.map(({ quote, why }) => `${cutTo(quote, 200)}\n${why}`).join('\n\n'),
    notes: [],
  }
}

/** The cheap reading: flags places of functions or hunks with kinds of a closed list; what it flags is verified by others. */
export const triage = defineStage<TriageInput, Triage>({
  workflow: 'code-review',
  name: 'triage',
  engineVersion: 1,
  promptId: 'code-review/triage.v1',
  output: Triage,
  maxRepairRounds: 0,
  startTier: (_input, options) =>
    options.startTier === 'auto'
      ? { tier: 'cheap', reason: 'a first reading is cheap' }
      : { tier: options.startTier, reason: startReason('launch') },
  targetKey: ({ run, file, units }) => [run.projectId, file.path, units[0]?.name ?? ''].join(':'),
  contextHash: ({ file, units }) =>
    createHash('sha256')
      .update(JSON.stringify(units.map((unit) => [unit.name, showUnit(unit, file)])))
      .digest('hex'),
  parameters: ({ kinds, file }) => ({
    kinds: kinds.map(({ id }) => id).join(' '),
    isChange: file.changed !== null,
  }),
  variables: ({ file, units, kinds }) => ({
    path: file.path,
    focus:
      file.changed === null
        ? 'Read all of it.'
        : 'It is part of a change: lines marked with + were changed. Flag only what these lines do or cause.',
    kinds: kinds.map(({ id, title }) => `- ${id}: ${title}`).join('\n'),
    source: units
      .map((unit, index) => `${unitId(index)} (${unit.name})\n${showUnit(unit, file)}`)
      .join('\n\n'),
  }),
  check: (ports, input, answer, { idPrefix }) => checkTriage(ports, input, answer, idPrefix),
  pieces: {
    of: (input) => (input.units.length < 2 ? [] : input.units.map((unit) => narrowed(input, [unit]))),
    together: (input, pieces) =>
      narrowed(
        input,
        pieces.flatMap(({ units }) => units),
      ),
    divide: ({ flags }, pieces) =>
      pieces.map((_, index) => ({
        flags: flags
          .filter(({ unit }) => unit === unitId(index))
          .map((flag) => ({ ...flag, unit: unitId(0) })),
      })),
    hasContent: ({ flags }) => flags.length > 0,
    async join(_ports, input, made) {
      const flags = made.flatMap(({ pieces, output }) => {
        const units = pieces.flatMap((piece) => piece.units)
        // By name: what a step has stored is no longer the same object.
        const placeOf = new Map(
          units.map((unit, index) => [
            unitId(index),
            unitId(input.units.findIndex(({ name }) => name === unit.name)),
          ]),
        )
        return output.flags.flatMap((flag) => {
          const unit = placeOf.get(flag.unit)
          return unit === undefined ? [] : [{ ...flag, unit }]
        })
      })
      return { flags }
    },
  },
  parts: ({ flags }) => flags.map((flag, index) => ({ name: `${index + 1}`, text: JSON.stringify(flag) })),
  template: async () => ({ output: { flags: [] }, checks: [], notes: [] }),
})
