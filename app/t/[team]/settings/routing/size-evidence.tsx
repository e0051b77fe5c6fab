import { IntervalBar } from '@/components/charts/interval-bar'
import { TIER_WORD } from '@/components/runs/run-words'
import { Pill } from '@/components/ui/pill'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { RoutingClass, TierEvidence } from '@/lib/domain/routing'
import { Tier } from '@/lib/domain/words'
import { formatCount, formatPlural } from '@/lib/format/format-count'
import { formatList } from '@/lib/format/format-list'
import { formatMoney } from '@/lib/format/format-money'
import { formatPercent } from '@/lib/format/format-percent'

const HALF = 0.5
const KIND_WORD = { pinned: 'pinned', learned: 'learned', size: 'by size' } satisfies Record<
  RoutingClass['kind'],
  string
>

/** Targets of one size: where they start, why, and what each tier has shown. */
export function SizeEvidence({ sizeClass }: { sizeClass: RoutingClass }) {
  const { bySize, sizes, start, kind, why, trial, evidence, models, setAside } = sizeClass
  const total = Tier.options.reduce((sum, tier) => sum + evidence[tier].n, 0)
  return (
    <section className="border-line-soft border-b last:border-0">
      <div className="grid gap-1 px-3.5 pt-3 pb-2">
        <h3 className="flex flex-wrap items-center gap-2 font-medium">
          Targets {sizes}
          <Pill tone={kind === 'learned' ? 'model' : 'neutral'}>
            start {TIER_WORD[start].toLowerCase()}, {KIND_WORD[kind]}
          </Pill>
        </h3>
        {total === 0 && kind === 'size' ? null : (
          <p className="text-dim text-sm">
            {kind === 'learned' ? `${TIER_WORD[bySize]} by size. Learned: ${why}.` : why}
            {trial === null
              ? null
              : ` One start in ${Math.round(1 / trial.share)} tries ${TIER_WORD[trial.tier].toLowerCase()}.`}
          </p>
        )}
      </div>
      {total === 0 ? (
        <p className="px-3.5 pb-3.5 text-dim text-sm">
          No evidence yet: it comes with runs that ask a model. Until 20 starts of a tier are judged, the size
          alone decides.
        </p>
      ) : (
        <Table label={`Evidence for targets ${sizes}`}>
          <thead>
            <tr>
              <Th>Start at</Th>
              <Th className="text-right">n</Th>
              <Th className="w-2/5">Passed without climbing</Th>
              <Th className="text-right">Mean cost</Th>
              <Th className="text-right">Cost per success</Th>
            </tr>
          </thead>
          <tbody>
            {Tier.options.map((tier) => (
              <EvidenceRow
                key={tier}
                tier={tier}
                evidence={evidence[tier]}
                models={models[tier]}
                isStart={tier === start}
              />
            ))}
          </tbody>
        </Table>
      )}
      {setAside.length === 0 ? null : (
        <p className="px-3.5 pb-3.5 text-dim text-xs">
          Not counted any more, as {setAside.length === 1 ? 'its tier has' : 'their tiers have'} other models
          now:{' '}
          {formatList(
            setAside.map(
              ({ tier, model, n }) =>
                `${formatPlural(n, 'start')} ${TIER_WORD[tier].toLowerCase()} with ${model}`,
            ),
          )}
          .
        </p>
      )}
    </section>
  )
}

type EvidenceRowProps = { tier: Tier; evidence: TierEvidence; models: readonly string[]; isStart: boolean }

function EvidenceRow({ tier, evidence, models, isStart }: EvidenceRowProps) {
  const { n, passed, success, meanCostNanoUsd } = evidence
  return (
    <Tr>
      <Td className={isStart ? 'font-medium' : 'text-dim'}>
        {TIER_WORD[tier]}
        {isStart ? ' (start)' : ''}
        <span className="block font-normal text-dim text-xs wrap-anywhere">
          {models.length === 0 ? 'no model' : [...new Set(models)].join(', ')}
        </span>
      </Td>
      <Td numeric>{formatCount(n)}</Td>
      <Td>
        {success === null ? (
          <span className="text-dim">no results</span>
        ) : (
          <div className="flex items-center gap-3">
            <IntervalBar {...success} mark={HALF} />
            <span className="w-32 shrink-0 text-right text-sm tabular-nums">
              {formatPercent(success.share)}{' '}
              <span className="text-dim">
                ({Math.round(success.low * 100)}–{Math.round(success.high * 100)} %)
              </span>
            </span>
          </div>
        )}
      </Td>
      <Td numeric>{meanCostNanoUsd === null ? <None /> : formatMoney(meanCostNanoUsd)}</Td>
      <Td numeric>
        {meanCostNanoUsd === null || passed === 0 ? <None /> : formatMoney((meanCostNanoUsd * n) / passed)}
      </Td>
    </Tr>
  )
}

const None = () => <span className="text-dim">none</span>
