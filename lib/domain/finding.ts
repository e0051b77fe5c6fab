import { z } from 'zod'
import { SEVERITIES } from './word-lists'

/** The closed words and shapes of what code review and bug prediction say about code. */

export const FindingSeverity = z.enum(SEVERITIES)
export type FindingSeverity = z.infer<typeof FindingSeverity>

export const FindingCategory = z.enum([
  'security',
  'performance',
  'maintainability',
  'correctness',
  'best-practice',
])
export type FindingCategory = z.infer<typeof FindingCategory>

/** Who saw it first. */
export const FindingTool = z.enum(['assay', 'ruff', 'pyright', 'model'])
export type FindingTool = z.infer<typeof FindingTool>

/** The stage that said it last. */
export const FindingStage = z.enum(['evidence', 'triage', 'verify', 'premium'])
export type FindingStage = z.infer<typeof FindingStage>

/** Lines are 1-based and inclusive; columns are 0-based characters, the end exclusive. */
export const CodeRange = z.object({
  startLine: z.number().int().min(1),
  startColumn: z.number().int().min(0),
  endLine: z.number().int().min(1),
  endColumn: z.number().int().min(0),
})
export type CodeRange = z.infer<typeof CodeRange>

/** Whole lines that are replaced; `endLine = startLine - 1` inserts before `startLine`. */
export const LineEdit = z.object({
  startLine: z.number().int().min(1),
  endLine: z.number().int().min(0),
  /** with its line ends; empty: the lines are removed */
  replacement: z.string(),
})
export type LineEdit = z.infer<typeof LineEdit>

/** One station on the way from where a value comes from to where it does harm. */
export const TraceStep = z.object({ line: z.number().int().min(1), text: z.string() })
export type TraceStep = z.infer<typeof TraceStep>

/** What an analyser or a model says about one place of one module, located and quoted. */
export const Detection = z.object({
  /** id of a rule of ours (lib/analysis/rules), else `ruff/<code>` or `pyright/<rule>` */
  rule: z.string(),
  tool: FindingTool,
  stage: FindingStage,
  severity: FindingSeverity,
  category: FindingCategory,
  cwe: z.number().int().nullable(),
  path: z.string(),
  range: CodeRange,
  /** the text at `range`, as it stands in the module */
  quote: z.string().min(1),
  /** like `Parser.feed`; empty at module level */
  qualifiedName: z.string(),
  /** dotted name of what is called there; absent or empty: it is no call */
  subject: z.string().optional(),
  message: z.string().min(1),
  /** the input or situation that makes it happen */
  trigger: z.string().nullable(),
  trace: z.array(TraceStep),
  fix: z.array(LineEdit).nullable(),
  /** how right code looks here */
  example: z.string().nullable(),
  /** before verdicts of people are taken into account, 0 to 1 */
  rawConfidence: z.number().min(0).max(1),
  /** sha256 over path, rule, qualified name, normalised syntax and number among twins: no line number is in it */
  fingerprint: z.string(),
  /** the same without the path: finds what was moved */
  movedFingerprint: z.string(),
})
export type Detection = z.infer<typeof Detection>
