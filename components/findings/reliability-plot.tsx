import type { ReliabilityReport } from '@/lib/domain/finding-verdict'
import { formatCount } from '@/lib/format/format-count'

/** Side of the plot and room for the axes, in units of its own. */
const SIDE = 240
const LEFT = 40
const BOTTOM = 34
const TOP = 14
const TICKS = [0, 0.25, 0.5, 0.75, 1]

const x = (share: number) => LEFT + share * SIDE
const y = (share: number) => TOP + (1 - share) * SIDE
const percent = (share: number) => `${Math.round(share * 100)} %`

type Bin = ReliabilityReport['bins'][number]
type KnownBin = Bin & { said: number; right: number }
const isKnown = (bin: Bin): bin is KnownBin => bin.said !== null && bin.right !== null

/** What was said against what came true, bin by bin. On the line: as often right as it said. The table holds the same figures. */
export function ReliabilityPlot({ bins }: { bins: readonly Bin[] }) {
  const known = bins.filter(isKnown)
  const most = Math.max(1, ...known.map(({ n }) => n))
  return (
    <figure className="grid items-start gap-x-6 gap-y-3 px-3.5 py-3 md:grid-cols-[minmax(0,22rem)_minmax(0,1fr)]">
      <svg
        viewBox={`0 0 ${LEFT + SIDE + 14} ${TOP + SIDE + BOTTOM}`}
        className="w-full max-w-88"
        role="img"
        aria-label="Reliability: confidence against the share that people accepted. The table shows the same figures."
      >
        {TICKS.map((tick) => (
          <g key={tick} className="fill-dim text-2xs">
            <line x1={x(0)} x2={x(1)} y1={y(tick)} y2={y(tick)} className="stroke-line-soft" />
            <text x={LEFT - 5} y={y(tick) + 3} textAnchor="end" fontSize={10}>
              {percent(tick)}
            </text>
            <text x={x(tick)} y={y(0) + 14} textAnchor="middle" fontSize={10}>
              {percent(tick)}
            </text>
          </g>
        ))}
        <line x1={x(0)} y1={y(0)} x2={x(1)} y2={y(1)} className="stroke-faint" strokeDasharray="4 4" />
        {known.map((bin) => (
          <g key={bin.from}>
            <line
              x1={x(bin.said)}
              x2={x(bin.said)}
              y1={y(bin.said)}
              y2={y(bin.right)}
              className="stroke-accent/50"
            />
            <circle
              cx={x(bin.said)}
              cy={y(bin.right)}
              // The area stands for n.
              r={3 + 7 * Math.sqrt(bin.n / most)}
              className="fill-accent/70 stroke-panel"
            />
          </g>
        ))}
        <text x={x(0.5)} y={y(0) + 30} textAnchor="middle" fontSize={10} className="fill-dim">
          confidence shown
        </text>
        <text
          x={9}
          y={y(0.5)}
          textAnchor="middle"
          fontSize={10}
          transform={`rotate(-90 9 ${y(0.5)})`}
          className="fill-dim"
        >
          accepted
        </text>
      </svg>
      <table className="w-full max-w-md border-collapse text-sm" aria-label="Reliability by confidence">
        <thead>
          <tr className="text-dim text-xs">
            <th className="py-1 text-left font-medium">Confidence</th>
            <th className="py-1 text-right font-medium">It said</th>
            <th className="py-1 text-right font-medium">Accepted</th>
            <th className="py-1 pl-5 text-right font-medium">n</th>
          </tr>
        </thead>
        <tbody>
          {bins.map((bin) => (
            <tr key={bin.from} className="border-line-soft border-t">
              <td className="py-1">
                {Math.round(bin.from * 100)}–{percent(bin.to)}
              </td>
              <td className="py-1 text-right">{bin.said === null ? '–' : percent(bin.said)}</td>
              <td className="py-1 text-right">{bin.right === null ? '–' : percent(bin.right)}</td>
              <td className="py-1 pl-5 text-right text-dim">{formatCount(bin.n)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </figure>
  )
}
