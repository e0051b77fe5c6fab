import type { CodeRange, Detection, FindingTool } from '@/lib/domain/finding'
import type { CheckedDetectionInput, FixCheck, JudgedFinding } from '@/lib/domain/finding-row'
import type { FindingKind } from '@/lib/domain/model-kinds'

export interface SourceFile {
  path: string
  source: string
}

/** A function or class of a file, for prompts that show one of them. */
export interface FileSymbol {
  qualifiedName: string
  kind: 'function' | 'class'
  startLine: number
  endLine: number
  signature: string
}

/** What is known of a file without a model. */
export interface FileEvidence {
  path: string
  /** null: it is Python that could be read */
  syntaxError: { line: number; message: string } | null
  /** why our own analysis did not get through all of it; null, or left out: it did */
  unread?: string | null
  /** the tools that read all of it; left out: none is known to have */
  looked?: FindingTool[]
  /** weak evidence, too */
  detections: Detection[]
  symbols: FileSymbol[]
}

export type Evidence =
  | {
      /** in the given order */
      files: FileEvidence[]
      /** what could not be looked at and why, in sentences */
      notes: string[]
      tools: { tool: FindingTool; version: string; modules: number }[]
    }
  | { unavailable: 'no-python' | 'no-sandbox'; text: string }

/** Where somebody says something stands. */
export interface WantedPlace {
  rule: string
  startLine: number
  quote: string
}

/** Where it stands, with names that outlive edits elsewhere. */
export interface FoundPlace {
  range: CodeRange
  quote: string
  qualifiedName: string
  subject?: string
  fingerprint: string
  movedFingerprint: string
}

/** Everything a workflow asks of static analysis; nothing is run of what is read. */
export interface AnalysisPort {
  gather(files: SourceFile[]): Promise<Evidence>
  /** what a finding of ours may be called: the rules, without kinds that only models see */
  kinds(): Promise<FindingKind[]>
  /** in the order of the places; null: the quoted text stands nowhere near, or is no code */
  locate(file: SourceFile, places: WantedPlace[]): Promise<(FoundPlace | null)[]>
  /** what becomes of each detection's fix in a scratch copy, in order */
  checkFixes(file: SourceFile, detections: Detection[]): Promise<FixCheck[]>
}

/** What the team's earlier verdicts say. */
export interface FindingsPort {
  /** in the given order */
  judge(detections: CheckedDetectionInput[]): Promise<JudgedFinding[]>
}
