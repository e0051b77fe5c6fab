import { Scale } from 'lucide-react'
import { ReliabilityPlot } from '@/components/findings/reliability-plot'
import { EmptyState } from '@/components/ui/empty-state'
import { Panel } from '@/components/ui/panel'
import type { ReliabilityReport } from '@/lib/domain/finding-verdict'
import { formatPlural } from '@/lib/format/format-count'

/** Fewer verdicts than this say little about calibration. */
const ENOUGH = 50

/** Whether confidence means what it says: the plot, its two scores, and n. */
export function ReliabilityPanel({ report }: { report: ReliabilityReport }) {
  const { n, brier, calibrationError } = report
  if (n === 0 || brier === null || calibrationError === null) {
    return (
      <Panel title="Reliability">
        <EmptyState icon={Scale} title="Nobody has judged a finding yet">
          Accept or dismiss findings: this plot then shows whether “80 %” was right eight times in ten.
        </EmptyState>
      </Panel>
    )
  }
  return (
    <Panel
      title="Reliability"
      note={`off by ${(calibrationError * 100).toFixed(1)} points on average, n = ${formatPlural(n, 'verdict')}`}
      className="overflow-hidden"
    >
      <ReliabilityPlot bins={report.bins} />
      <dl className="grid gap-x-8 gap-y-2 border-line-soft border-t px-3.5 py-3 sm:grid-cols-2">
        <Score word="Expected calibration error" value={calibrationError}>
          Mean distance between what was said and what came true, weighted by n. 0 is perfect.
        </Score>
        <Score word="Brier score" value={brier}>
          Mean squared error of each forecast. 0 is perfect, always saying 50 % gives 0.25.
        </Score>
      </dl>
      {n >= ENOUGH ? null : (
        <p className="border-line-soft border-t px-3.5 py-2 text-dim text-sm">
          {formatPlural(n, 'verdict')} {n === 1 ? 'is' : 'are'} few: chance moves these figures. From about{' '}
          {ENOUGH} on they mean something.
        </p>
      )}
    </Panel>
  )
}

function Score({ word, value, children }: { word: string; value: number; children: string }) {
  return (
    <div>
      <dt className="text-dim text-sm">{word}</dt>
      <dd>
        <span className="font-semibold text-lg">{value.toFixed(3)}</span>
        <p className="text-dim text-sm">{children}</p>
      </dd>
    </div>
  )
}
