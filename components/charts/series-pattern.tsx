import type { Pattern, SeriesLook } from './series-look'

const SIZE = 6
const SHAPES = {
  plain: null,
  stripes: 'M0 6 6 0M-1 1 1-1M5 7 7 5',
  dots: 'M3 2.2v1.6',
  cross: 'M0 6 6 0M-1 1 1-1M5 7 7 5M0 0 6 6',
  bars: 'M3 0v6',
  grid: 'M3 0v6M0 3h6',
  'back-stripes': 'M0 0 6 6M-1 5 1 7M5-1 7 1',
  rows: 'M0 3h6',
  dashes: 'M1 1.5h2M4 4.5h2',
  bricks: 'M0 0h6M0 3h6M1.5 0v3M4.5 3v3',
} satisfies Record<Pattern, string | null>

const patternId = (scope: string, place: number) => `${scope}-pattern-${place}`

/** What a shape of the series is filled with; `scope` is the drawing's own, for ids are the whole page's. */
export function seriesFill(scope: string, place: number, { color, pattern }: SeriesLook): string {
  return SHAPES[pattern] === null ? color : `url(#${patternId(scope, place)})`
}

type SeriesPatternProps = { scope: string; place: number; look: SeriesLook }

/** The pattern itself, for the `defs` of a drawing; nothing for a plain series. */
export function SeriesPattern({ scope, place, look: { color, pattern } }: SeriesPatternProps) {
  const shape = SHAPES[pattern]
  if (shape === null) return null
  return (
    <pattern id={patternId(scope, place)} width={SIZE} height={SIZE} patternUnits="userSpaceOnUse">
      <rect width={SIZE} height={SIZE} fill={color} />
      <path d={shape} stroke="var(--panel)" strokeWidth={1.3} strokeLinecap="round" opacity={0.75} />
    </pattern>
  )
}

type SeriesSwatchProps = { look: SeriesLook; asLine: boolean }

/** The series in small, for legends and tooltips: a square with its pattern, or a piece of its line. */
export function SeriesSwatch({ look, asLine }: SeriesSwatchProps) {
  const shape = SHAPES[look.pattern]
  if (asLine) {
    return (
      <svg aria-hidden width={18} height={10} className="shrink-0">
        <path d="M0 5h18" stroke={look.color} strokeWidth={2} strokeDasharray={look.dash} />
      </svg>
    )
  }
  return (
    <svg aria-hidden width={10} height={10} className="shrink-0 rounded-[2px]">
      <rect width={10} height={10} fill={look.color} />
      {shape === null ? null : (
        <path d={shape} transform="scale(1.6)" stroke="var(--panel)" strokeWidth={1} opacity={0.75} />
      )}
    </svg>
  )
}
