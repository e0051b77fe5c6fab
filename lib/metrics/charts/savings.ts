import 'server-only'
import type { AttemptDimension, MetricWindow } from '@/lib/domain/metric'
import { env } from '@/lib/env'
import { formatMoney } from '@/lib/format/format-money'
import { formatPercent } from '@/lib/format/format-percent'
import { loadProviders } from '@/lib/llm/load-providers'
import { loadPrices } from '@/lib/prices/load-prices'
import { readAttempts } from '../rollups/read-attempts'
import { answerChart } from './answer-chart'
import { assembleChart, type Measured } from './assemble-chart'
import { BY_ATTEMPT } from './attempt-groups'
import { type ChartGroup, type ChartLoader, type ChartPlan, measured } from './chart-plan'
import { type ChartScope, chartScope } from './chart-scope'
import { computeSavings, PRICED_FIGURES, type PricedCell, type SavingKind } from './compute-savings'
import { NO_KEY, nameSeries } from './name-series'
import { measureCells, measureSeries, type Part } from './sum-parts'
import { topGroups } from './top-groups'

const BEHIND = {
  cache: { attempts: 'hits' },
  'prompt-cache': { attempts: 'prompt-cached' },
  tiering: { tier: 'cheap,premium' },
  batch: { attempts: 'batched' },
} satisfies Record<SavingKind, Record<string, string>>
const KINDS = Object.keys(BEHIND) as SavingKind[]

/** What decides the price of an attempt. */
const PRICED = ['model', 'tier', 'isBatch', 'outcome'] as const

const byKind: ChartGroup<AttemptDimension> = {
  value: 'kind',
  label: 'Kind',
  by: PRICED,
  words: {
    cache: 'Stored results',
    'prompt-cache': 'Prompt cache of the provider',
    tiering: 'Tiers other than capable',
    batch: 'Batch',
  },
  colors: { cache: '--cache' },
  runs: (kind) => BEHIND[kind as SavingKind] ?? null,
}

/** All that was saved by what it was saved on; requests are calls and hits together. */
const bySplit = (split: ChartGroup<AttemptDimension>): ChartGroup<AttemptDimension> => ({
  ...split,
  by: [...new Set([...split.by, ...PRICED])],
  runs: (keys) => ({ ...split.runs(keys), attempts: 'requests' }),
})

const { workflow, project, member, model, tier, prompt } = BY_ATTEMPT

const PLAN: ChartPlan<AttemptDimension> = {
  id: 'savings',
  title: 'What do cache, tiers and batches save?',
  unit: 'money',
  form: 'stacked-bars',
  noun: 'request',
  says: 'saved',
  groups: [byKind, ...[workflow, project, member, model, tier, prompt].map(bySplit)],
  ignores: [],
  runs: { time: 'attempted', attempts: 'calls' },
  emptyText: 'Launch a workflow with a model: what is saved is worked out from the tokens of each request.',
  noneText: 'No request was served from the cache, made by a lower tier or in a batch, so nothing was saved.',
}

type Parts = Part<{ saved: number; n: number }>[]

const MEASURE = ({ saved, n }: { saved: number; n: number }) => measured(saved, n)

interface Saved extends Pick<Measured, 'total'> {
  parts: Parts
  /** what was paid; integer nano-USD */
  paidNanoUsd: number
}

/** The model of the capable tier that the team would ask first today. */
async function findCapableModel(teamId: string): Promise<string> {
  const [first] = await loadProviders(teamId)
  return first?.models.capable ?? env().ASSAY_MODEL_CAPABLE
}

async function measureSavings(
  { teamId, filters, group }: ChartScope<AttemptDimension>,
  window: MetricWindow,
): Promise<Saved> {
  const [cells, prices, capable] = await Promise.all([
    readAttempts(teamId, { window, filters, by: [...group.by], figures: PRICED_FIGURES }),
    loadPrices(teamId),
    findCapableModel(teamId),
  ])
  const parts = cells.flatMap((cell): Parts => {
    const at = cell.at ?? window.from
    const savings = computeSavings(cell, prices, capable, new Date(at))
    if (group === byKind) {
      return savings.map(({ kind, savedNanoUsd, n }) => ({
        at,
        series: kind,
        figures: { saved: savedNanoUsd, n },
      }))
    }
    const saved = savings.reduce((total, { savedNanoUsd }) => total + savedNanoUsd, 0)
    const { calls, hits } = cell.figures
    return [{ at, series: cell.keys[group.by[0] ?? 'model'] ?? NO_KEY, figures: { saved, n: calls + hits } }]
  })
  const sum = (of: (cell: PricedCell) => number) => cells.reduce((total, cell) => total + of(cell), 0)
  const saved = parts.reduce((total, { figures }) => total + figures.saved, 0)
  return {
    parts,
    total: measured(
      saved,
      sum(({ figures }) => figures.calls + figures.hits),
    ),
    paidNanoUsd: sum(({ figures }) => figures.costNanoUsd),
  }
}

/** What was paid against what the same would have cost with the capable model alone, no cache and no batch. */
export const loadSavings: ChartLoader = async (ctx, query) => {
  const scope = await chartScope(ctx, query, PLAN)
  const [now, before] = await Promise.all([
    measureSavings(scope, scope.window),
    measureSavings(scope, scope.before),
  ])
  const drawn = query.compare ? [...now.parts, ...before.parts] : now.parts
  const totals = measureSeries(drawn, MEASURE)
  const grouped =
    scope.group === byKind
      ? { top: KINDS.filter((kind) => totals.has(kind)), others: [] }
      : topGroups(new Map([...totals].map(([key, { value }]) => [key, value ?? 0])))
  const series = await nameSeries(scope.teamId, scope.group, grouped, scope.runs, '')
  const cellsOf = (saved: Saved) => measureCells(saved.parts, grouped.top, MEASURE)
  const otherwise = now.paidNanoUsd + (now.total.value ?? 0)
  const share = otherwise > 0 ? formatPercent((now.total.value ?? 0) / otherwise) : null
  const says =
    share === null
      ? PLAN.says
      : `or ${share} of ${formatMoney(otherwise)} (all capable, no cache, no batch) saved`
  return assembleChart(
    PLAN,
    scope,
    series,
    { cells: cellsOf(now), total: now.total },
    { cells: query.compare ? cellsOf(before) : null, total: before.total },
    { answer: answerChart({ ...PLAN, says }, now.total, before.total, scope.span) },
  )
}
