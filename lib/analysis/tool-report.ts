import 'server-only'
import type { FindingCategory, FindingSeverity, FindingTool } from '@/lib/domain/finding'

/** What could not be looked at, and why; null: it concerns all modules. */
export interface GatherNote {
  path: string | null
  text: string
}

/** What another tool says of a place that is not located yet. Lines are 1-based, columns 0-based characters. */
export interface ForeignFinding {
  /** as the tool calls it */
  code: string
  /** `<tool>/<code>` */
  rule: string
  /** rule of ours that looks for the same, more exactly; null: none does */
  ours: string | null
  tool: FindingTool
  severity: FindingSeverity
  category: FindingCategory
  cwe: number | null
  confidence: number
  message: string
  place: { startLine: number; startColumn: number; endLine: number; endColumn: number }
}

/** What a tool said of some modules. */
export interface ToolReport {
  /** empty when it never answered */
  version: string
  durationMs: number
  /** how many of the modules it read */
  read: number
  /** for each module in order: it was read */
  looked: boolean[]
  /** for each module in order */
  findings: ForeignFinding[][]
  notes: GatherNote[]
}
