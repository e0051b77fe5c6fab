import type { AnswerUses } from '@/lib/domain/answer-use'
import type { CodeDiff } from '@/lib/domain/code-diff'
import type { JudgedFinding } from '@/lib/domain/finding-row'
import type { LaunchOptions } from '@/lib/domain/launch'
import type { LookedModule } from '@/lib/domain/looked-module'
import type { RunFigures } from '@/lib/domain/run'
import type { ArtifactOrigin, RunReason, RunSource, Verdict, WorkflowName } from '@/lib/domain/words'
import type { AnalysisPort, FindingsPort } from './analysis-port'
import type { EnginePorts } from './ports'
import type { PythonPort } from './python-port'

/** The target of a run as the workflow sees it. */
export interface RunInput {
  runId: string
  tryNumber: number
  projectId: string
  options: LaunchOptions
  modulePath: string
  moduleName: string
  sourceRoot: string
  /** the module's text */
  source: string
  /** of a run on changes: what is changed. The module fields then say nothing: the path is its title, the others are empty */
  diff?: CodeDiff | null
}

export interface ArtifactDraft {
  kind: string
  path: string
  language: string
  content: string
  origin: ArtifactOrigin
}

/** How a run ended; never an exception for what can be expected. */
export interface RunOutcome {
  source: RunSource | null
  verdict: Verdict
  /** one sentence made from the facts of the checks */
  verdictText: string
  reason: RunReason | null
  reasonText: string | null
  artifacts: ArtifactDraft[]
  figures: RunFigures
  promptVersion: string | null
  /** which answers its output is made of; absent: of none */
  answerUses?: AnswerUses
  /** what code review and bug prediction say of the code, judged by earlier verdicts; hidden ones, too */
  findings?: JudgedFinding[]
  /** how far it looked at modules as a whole; absent: at none, so that nothing can be told to be fixed */
  looked?: LookedModule[]
}

export interface WorkflowPorts extends EnginePorts {
  python: PythonPort
  analysis: AnalysisPort
  findings: FindingsPort
}

export interface Workflow {
  name: WorkflowName
  title: string
  summary: string
  /** Deterministic but for `ports.step`: no clock, random or I/O of its own. */
  run(ports: WorkflowPorts, input: RunInput): Promise<RunOutcome>
}

/** Types a workflow and freezes it. */
export function defineWorkflow(workflow: Workflow): Workflow {
  return Object.freeze(workflow)
}
