import { z } from 'zod'
import { CodeRange, FindingCategory, FindingSeverity, FindingStage, FindingTool, TraceStep } from './finding'
import { Confidence, FindingProof, FixCheck, Held, ReviewVerdictWord } from './finding-row'
import { ReviewFigures } from './run'
import { WorkflowName } from './words'

/** One finding of a report: what the workflow writes and what the run's page reads is this one shape. */
export const ReportedFinding = z.object({
  rule: z.string(),
  title: z.string(),
  severity: FindingSeverity,
  category: FindingCategory,
  cwe: z.number().int().nullable(),
  path: z.string(),
  lines: z.object({ start: z.number().int(), end: z.number().int() }),
  range: CodeRange,
  quote: z.string(),
  symbol: z.string(),
  explanation: z.string(),
  trigger: z.string().nullable(),
  trace: z.array(TraceStep),
  patch: z.string().nullable(),
  patchCheck: FixCheck.nullable(),
  example: z.string().nullable(),
  confidence: Confidence,
  stage: FindingStage,
  tool: FindingTool,
  doubt: z.string().nullable(),
  prevention: z.string().nullable(),
  proof: FindingProof.nullable(),
  hidden: Held.nullable(),
  fingerprint: z.string(),
})
export type ReportedFinding = z.infer<typeof ReportedFinding>

/** What a review or a prediction reported, as its run stores it. */
export const ReviewReport = z.object({
  version: z.literal(1),
  workflow: WorkflowName,
  target: z.string(),
  /** computed from the findings; null: a prediction */
  verdict: ReviewVerdictWord.nullable(),
  figures: ReviewFigures,
  findings: z.array(ReportedFinding),
  dropped: z.array(
    z.object({
      stage: z.string(),
      rule: z.string(),
      path: z.string(),
      line: z.number().int(),
      quote: z.string(),
      why: z.string(),
    }),
  ),
  notes: z.array(z.string()),
  tools: z.array(z.object({ tool: z.string(), version: z.string(), modules: z.number().int() })),
})
export type ReviewReport = z.infer<typeof ReviewReport>

/** The report of a run; null when it is none, as of an older version of the product. */
export function readReport(json: string): ReviewReport | null {
  try {
    const parsed = ReviewReport.safeParse(JSON.parse(json))
    return parsed.success ? parsed.data : null
  } catch {
    return null
  }
}
