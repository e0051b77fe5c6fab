'use client'

import { Info, Play } from 'lucide-react'
import Link from 'next/link'
import { useEstimate } from '@/components/queries/use-estimate'
import { SettingsText } from '@/components/runs/settings-text'
import { Button } from '@/components/ui/button'
import { cn } from '@/components/ui/cn'
import { Kbd } from '@/components/ui/kbd'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import type { LaunchEstimate, LaunchRequest } from '@/lib/domain/launch'
import { formatPlural } from '@/lib/format/format-count'
import { describeBasis, describeCache, describeCost, describeTime } from './describe-estimate'

export type LaunchTargetText = {
  /** what it would run, `3 modules`; null: nothing is chosen */
  text: string | null
  missing: string
  /** what the button says meanwhile */
  choose: string
}

type EstimatePanelProps = {
  team: string
  /** null: something is missing */
  request: LaunchRequest | null
  target: LaunchTargetText
  budgetError: string | null
  busy: boolean
  onRun: () => void
}

/** What the answers so far would cost and take, and the button that does it. */
export function EstimatePanel({ team, request, target, budgetError, busy, onRun }: EstimatePanelProps) {
  const { data, error, isFetching, isPlaceholderData } = useEstimate(team, request)
  return (
    <Panel
      className="shrink-0 max-lg:tall:sticky max-lg:bottom-2 max-lg:z-10 max-lg:tall:shadow-float"
      aria-label="Estimate"
    >
      <div className="grid gap-2.5 px-3.5 py-3">
        <div aria-live="polite" aria-busy={isFetching} className="grid gap-1.5">
          {request === null ? (
            <p className="text-dim">{budgetError ?? target.missing}</p>
          ) : error !== null ? (
            <p className="text-dim">No estimate: {error.message}</p>
          ) : data === undefined ? (
            <Skeleton className="h-10" />
          ) : (
            <div className={cn('grid gap-1.5 transition-opacity', isPlaceholderData && 'opacity-60')}>
              <Estimate
                team={team}
                estimate={data}
                unit={request.changes === undefined ? 'module' : 'changed file'}
              />
            </div>
          )}
        </div>
        <Button variant="primary" size="lg" loading={busy} disabled={request === null} onClick={onRun}>
          {busy || target.text === null ? null : <Play aria-hidden />}{' '}
          {target.text === null ? target.choose : `Run ${target.text}`}{' '}
          {target.text === null ? null : <Kbd className="max-lg:hidden">⌘↵</Kbd>}
        </Button>
      </div>
    </Panel>
  )
}

function Estimate({ team, estimate, unit }: { team: string; estimate: LaunchEstimate; unit: string }) {
  const facts = [
    formatPlural(estimate.modules, unit),
    describeTime(estimate),
    describeCache(estimate),
  ].filter((fact) => fact !== null)
  const basis = describeBasis(estimate)
  return (
    <>
      <p className="font-semibold text-lg tracking-tight">{describeCost(estimate)}</p>
      <p className="text-dim text-sm">
        {facts.join(' · ')}
        {basis === '' ? null : <span className="block text-faint text-xs">{basis}</span>}
      </p>
      {estimate.notices.length + estimate.unpriced.length === 0 ? null : (
        <ul className="grid gap-1 text-sm">
          {estimate.unpriced.map((model) => (
            <li key={model} className="flex items-start gap-1.5 text-dim">
              <Info className="mt-0.5 size-3.5 shrink-0" aria-hidden />
              <span>
                {model} has no price: charged as the dearest known.{' '}
                <Link
                  href={`/t/${team}/settings/prices?add=${encodeURIComponent(model)}`}
                  className="text-accent underline underline-offset-4"
                >
                  Add its price
                </Link>
              </span>
            </li>
          ))}
          {estimate.notices.map((notice) => (
            <li key={notice} className="flex items-start gap-1.5 text-dim">
              <Info className="mt-0.5 size-3.5 shrink-0" aria-hidden />
              <span>
                <SettingsText team={team} text={notice} />
              </span>
            </li>
          ))}
        </ul>
      )}
    </>
  )
}
