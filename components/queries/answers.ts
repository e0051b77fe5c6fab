import { z } from 'zod'
import { AlertDetail, AlertList, AlertRuleDetail, AlertRuleList } from '@/lib/domain/alert'
import { AlertChannelBoard, AlertDeliveryList } from '@/lib/domain/alert-channel'
import { AuditList } from '@/lib/domain/audit'
import { BreakerRow } from '@/lib/domain/breaker'
import { BudgetBoard, BudgetHistory, BudgetWarnings } from '@/lib/domain/budget'
import { ChartAnnotation, ChartData } from '@/lib/domain/chart'
import { CodeDiff, DiffSummary } from '@/lib/domain/code-diff'
import { CriteriaBoard } from '@/lib/domain/criterion'
import { FilterChoices } from '@/lib/domain/filter-choices'
import { FindingList } from '@/lib/domain/finding-query'
import { FindingRow } from '@/lib/domain/finding-row'
import { FindingDetail } from '@/lib/domain/finding-verdict'
import { GitRefs } from '@/lib/domain/git-refs'
import { LaunchEstimate } from '@/lib/domain/launch'
import { ModuleRow } from '@/lib/domain/module'
import { Overview } from '@/lib/domain/overview'
import { ProjectRow } from '@/lib/domain/project-row'
import { RunDetail } from '@/lib/domain/run'
import { LaunchDetail, RunList } from '@/lib/domain/run-list'
import { SearchResult } from '@/lib/domain/search'
import { SnapshotChoice } from '@/lib/domain/snapshot-choice'
import { SymbolRow } from '@/lib/domain/symbol'
import { WorkflowCosts } from '@/lib/domain/workflow-cost'

/** A finding as a run saw it, with what people made of it since. */
const RunFinding = FindingRow.extend({
  /** `back`: it had been fixed; null: it was known */
  news: z.enum(['new', 'back']).nullable(),
})

/**
 * What the server's answers are. Not in any page's first load (zod and these weigh 33 kB): a page of the server's own
 * build knows them by their types, see fetchJson.
 */
export const answers = {
  alerts: AlertList,
  alert: AlertDetail,
  alertRules: AlertRuleList,
  alertRule: AlertRuleDetail,
  alertChannels: AlertChannelBoard,
  alertDeliveries: AlertDeliveryList,
  annotations: z.array(ChartAnnotation),
  attemptPayload: z.object({
    prompt: z.unknown(),
    answer: z.string().nullable(),
    templates: z.object({ user: z.string(), repair: z.string() }).nullable(),
  }),
  audit: AuditList,
  breakers: z.array(BreakerRow),
  budgets: BudgetBoard,
  budgetWarnings: BudgetWarnings,
  budgetHistory: BudgetHistory,
  changedModules: z.array(z.string()),
  chart: ChartData,
  criteria: CriteriaBoard,
  diffSummary: DiffSummary,
  estimate: LaunchEstimate,
  filterChoices: FilterChoices,
  finding: FindingDetail,
  findings: FindingList,
  findingCounts: z.record(z.string(), z.number().int()),
  launch: LaunchDetail,
  modules: z.array(ModuleRow),
  overview: Overview,
  project: ProjectRow,
  projects: z.array(ProjectRow),
  refs: GitRefs,
  run: RunDetail,
  runs: RunList,
  runDiff: CodeDiff.nullable(),
  runFindings: z.array(RunFinding),
  search: SearchResult,
  snapshots: z.array(SnapshotChoice),
  source: z.object({ path: z.string(), snapshotId: z.string(), source: z.string() }),
  symbols: z.array(SymbolRow),
  workflowCosts: WorkflowCosts,
}

/** What a kind of answer holds. */
export type Answer<Kind extends keyof typeof answers> = z.output<(typeof answers)[Kind]>
