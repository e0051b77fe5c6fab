import { fetchRuns, type RunFilters } from '@/components/queries/use-runs'
import type { RunRow } from '@/lib/domain/run'
import { toCsv } from '@/lib/format/to-csv'

const PAGE = 200
/** A file of more rows than a spreadsheet likes to open; the caller says when it was reached. */
export const MAX_EXPORTED_RUNS = 20_000
const NANO_PER_USD = 1_000_000_000

const COLUMNS = {
  id: (run: RunRow) => run.id,
  project: (run: RunRow) => run.projectSlug,
  workflow: (run: RunRow) => run.workflow,
  target: (run: RunRow) => run.targetPath,
  status: (run: RunRow) => run.status,
  verdict: (run: RunRow) => run.verdict,
  verdict_text: (run: RunRow) => run.verdictText,
  edited_version: (run: RunRow) => run.edit?.version,
  own_verdict: (run: RunRow) => run.own.verdict,
  source: (run: RunRow) => run.source,
  reason: (run: RunRow) => run.reason,
  tests_passed: (run: RunRow) => run.figures.testsPassed,
  covered_statements: (run: RunRow) => run.figures.coveredStatements,
  statements: (run: RunRow) => run.figures.statements,
  covered_branches: (run: RunRow) => run.figures.coveredBranches,
  branches: (run: RunRow) => run.figures.branches,
  cost_usd: (run: RunRow) => (run.costNanoUsd === null ? null : run.costNanoUsd / NANO_PER_USD),
  model_calls: (run: RunRow) => run.modelCalls,
  duration_ms: (run: RunRow) => run.durationMs,
  review: (run: RunRow) => run.reviewVerdict,
  rating: (run: RunRow) => run.rating,
  prompt_version: (run: RunRow) => run.promptVersion,
  created_by: (run: RunRow) => run.createdByName,
  created_at: (run: RunRow) => run.createdAt,
}

/** All runs that match the filters as CSV, page by page; `truncated` when there were more than may be exported. */
export async function exportRuns(
  team: string,
  filters: RunFilters,
): Promise<{ csv: string; rows: number; truncated: boolean }> {
  const rows: RunRow[] = []
  let cursor: string | null = null
  do {
    const page = await fetchRuns(team, filters, { cursor, limit: PAGE })
    rows.push(...page.rows)
    cursor = page.nextCursor
  } while (cursor !== null && rows.length < MAX_EXPORTED_RUNS)
  return { csv: toCsv(rows, COLUMNS), rows: rows.length, truncated: cursor !== null }
}
