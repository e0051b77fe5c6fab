import type { Metadata } from 'next'
import { LeftAlone } from '@/components/providers/left-alone'
import { Panel } from '@/components/ui/panel'
import type { BreakerRow } from '@/lib/domain/breaker'
import { listBreakers } from '@/lib/llm/limits/list-breakers'
import { RefreshEvery } from '../../settings/runtime/refresh-every'
import { DashboardView } from '../dashboard-view'
import { type DashboardProps, loadDashboard } from '../load-dashboard'

export const metadata: Metadata = { title: 'Reliability' }

/** No event says that a model is left alone, or that it is asked again. */
const REFRESH_MS = 15_000

export default async function ReliabilityDashboardPage(props: DashboardProps) {
  const { ctx, view } = await loadDashboard('reliability', props)
  const breakers = await listBreakers(ctx)
  return (
    <DashboardView {...view}>
      <BreakerPanel breakers={breakers} />
      <RefreshEvery milliseconds={REFRESH_MS} />
    </DashboardView>
  )
}

function BreakerPanel({ breakers }: { breakers: readonly BreakerRow[] }) {
  return (
    <Panel title="Which models are left alone?" note="now, whatever the filters" className="mt-3">
      {breakers.length === 0 ? (
        <p className="px-3.5 py-3 text-dim text-sm">
          None. A model that fails several times in a row is not asked for a while, and the next provider
          stands in.
        </p>
      ) : (
        <div className="p-3.5">
          <LeftAlone breakers={breakers} />
        </div>
      )}
    </Panel>
  )
}
