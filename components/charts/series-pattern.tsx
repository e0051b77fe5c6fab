import type { DaySeries } from './day-series'

const SIZE = 6
const SHAPES = {
  stripes: 'M0 6 6 0M-1 1 1-1M5 7 7 5',
  cross: 'M0 6 6 0M-1 1 1-1M5 7 7 5M0 0 6 6',
  dots: 'M3 2.2v1.6',
} satisfies Record<NonNullable<DaySeries['pattern']>, string>

const patternId = (series: DaySeries) => `pattern-${series.key}`

/** What a shape of the series is filled with. */
export function seriesFill(series: DaySeries): string {
  return series.pattern === undefined ? `var(${series.color})` : `url(#${patternId(series)})`
}

/** The pattern itself, for the `defs` of a drawing; nothing for a plain series. */
export function SeriesPattern({ series }: { series: DaySeries }) {
  if (series.pattern === undefined) return null
  return (
    <pattern id={patternId(series)} width={SIZE} height={SIZE} patternUnits="userSpaceOnUse">
      <rect width={SIZE} height={SIZE} fill={`var(${series.color})`} />
      <path
        d={SHAPES[series.pattern]}
        stroke="var(--panel)"
        strokeWidth={1.4}
        strokeLinecap="round"
        opacity={0.75}
      />
    </pattern>
  )
}

/** The series as a small square, for legends. */
export function SeriesSwatch({ series }: { series: DaySeries }) {
  return (
    <svg aria-hidden width={10} height={10} className="shrink-0 rounded-[2px]">
      <rect width={10} height={10} fill={`var(${series.color})`} />
      {series.pattern ? (
        <path
          d={SHAPES[series.pattern]}
          transform="scale(1.6)"
          stroke="var(--panel)"
          strokeWidth={1}
          opacity={0.75}
        />
      ) : null}
    </svg>
  )
}
