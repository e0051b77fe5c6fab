import type { ZodType } from 'zod'
import type { CheckRecord } from '@/lib/domain/check'
import type { LaunchOptions } from '@/lib/domain/launch'
import type { RunSource, Tier, WorkflowName } from '@/lib/domain/words'
import type { OutputPart } from './answer-parts'
import type { WorkflowPorts } from './define-workflow'
import type { EnginePorts } from './ports'

/** What the engine itself must know of an input; `RunInput` is one. */
export interface StageInput {
  runId: string
  tryNumber: number
  options: LaunchOptions
  /** Sets ids apart when a stage works on several pieces of one run: the piece's stable name, e.g. a function's. */
  part?: string
}

/** Where in a run a check happens: ids made from it are the same in every replay. */
export interface CheckPlace<Output> {
  /** Start of the id of every check record made here: `${idPrefix}.tests`, `${idPrefix}.tests-again` … */
  idPrefix: string
  /** The span of this check, parent of any the stage opens itself. */
  spanId: string
  source: RunSource
  repairRound: number
  /** What earlier answers left that passed; a stage that can, joins it with what passes now. */
  keptBefore: Output | null
}

export interface CheckReport<Output> {
  passed: boolean
  /** The parts that pass, to be shown and cached; null: nothing valid remained. */
  kept: Output | null
  checks: CheckRecord[]
  /** The real failing output, for the repair turn; empty when passed. */
  feedback: string
  /** The fault without what the model chose, names above all; absent: the feedback is it. */
  fault?: string
  /** Repairs and drops, in words for the run's summary. */
  notes: string[]
  /** true: nothing could be executed here, which says nothing of the output: to ask again would be paid for nothing */
  notExecuted?: boolean
}

export interface TemplateReport<Output> {
  output: Output | null
  checks: CheckRecord[]
  notes: string[]
}

/** How a target larger than the model's window (or its answer) is done in pieces, along syntax. */
export interface StageSplit<Input, Output, Ports> {
  /** True: do not even try the whole. */
  isTooLarge(input: Input): boolean
  /** Pieces with distinct `part` names; fewer than two means that it cannot be split. */
  parts(input: Input): Input[]
  /** Runs in its own durable step. */
  join(ports: Ports, input: Input, outputs: Output[]): Promise<Output>
}

/**
 * How a result is kept in pieces as well, so that an edit to one of them leaves the others' of use. Pieces have keys as a
 * target of their own would have.
 */
export interface StagePieces<Input, Output, Ports> {
  /** With distinct `part` names; fewer than two: the target is one piece. */
  of(input: Input): Input[]
  /** One target of some of the pieces: what is asked when the others are there. */
  together(input: Input, pieces: Input[]): Input
  /** What of an output belongs to each piece, in order; what belongs to none is left out. */
  divide(output: Output, pieces: Input[]): Output[]
  /** False: it holds nothing, which says something of its piece only when nothing of the whole was dropped. */
  hasContent(output: Output): boolean
  /** The opposite of `divide`, over all pieces of `input`; runs in a durable step of its own. */
  join(ports: Ports, input: Input, made: { pieces: Input[]; output: Output }[]): Promise<Output>
}

/**
 * One step of a workflow that a model can do and a template can do without it. `check`, `template` and `join` run each
 * inside one durable step: they must not call `ports.step` or `ports.sleep`, and their results must be plain JSON.
 * All other functions are pure.
 */
export interface Stage<Input extends StageInput, Output, Ports extends EnginePorts = WorkflowPorts> {
  workflow: WorkflowName
  name: string
  /** Raise it when a change of code makes earlier results wrong: it is part of the cache key. */
  engineVersion: number
  /** `<workflow>/<stage>.v<N>` */
  promptId: string
  output: ZodType<Output>
  startTier(input: Input, options: LaunchOptions): { tier: Tier; reason: string }
  /** true: only a person moves the start; what a stage like this one passes says nothing of how good it is */
  startIsFixed?: boolean
  /** Repairs asked of one tier before the next one is tried. */
  maxRepairRounds: number
  /** Stable name of the target: project, path and function. */
  targetKey(input: Input): string
  /** sha256 of the canonical context: what does not matter to this stage is not in it. */
  contextHash(input: Input): string
  /** Settings that change the result and are not in the prompt. */
  parameters(input: Input): Record<string, string | number | boolean | null>
  variables(input: Input): Record<string, string>
  check(ports: Ports, input: Input, output: Output, place: CheckPlace<Output>): Promise<CheckReport<Output>>
  template(
    ports: Ports,
    input: Input,
    place: { idPrefix: string; spanId: string },
  ): Promise<TemplateReport<Output>>
  /** The parts of which a check keeps some; absent: an output is kept as a whole. */
  parts?(output: Output): OutputPart[]
  split?: StageSplit<Input, Output, Ports>
  pieces?: StagePieces<Input, Output, Ports>
}

/** Types a stage and freezes it. */
export function defineStage<Input extends StageInput, Output, Ports extends EnginePorts = WorkflowPorts>(
  stage: Stage<Input, Output, Ports>,
): Stage<Input, Output, Ports> {
  return Object.freeze(stage)
}
