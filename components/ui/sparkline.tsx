import { cn } from './cn'

const WIDTH = 120
const HEIGHT = 26
const PAD = 2

/**
 * A small line without axes; a null leaves a gap. Purely decorative: the figures stand beside it.
 * With fewer than two figures only its place is held, so that nothing jumps when data arrives.
 */
export function Sparkline({ values, className }: { values: readonly (number | null)[]; className?: string }) {
  return (
    <svg
      aria-hidden
      viewBox={`0 0 ${WIDTH} ${HEIGHT}`}
      preserveAspectRatio="none"
      className={cn('h-6.5 w-full text-accent', className)}
    >
      <path
        d={sparklinePath(values)}
        fill="none"
        stroke="currentColor"
        strokeWidth={1.6}
        vectorEffect="non-scaling-stroke"
        strokeLinejoin="round"
      />
    </svg>
  )
}

/** The path of the line in a 120 × 26 box; empty with fewer than two figures, or when nothing ever happened. */
export function sparklinePath(values: readonly (number | null)[]): string {
  const known = values.filter((value) => value !== null)
  if (known.length < 2 || known.every((value) => value === 0)) return ''
  const low = Math.min(...known)
  const range = Math.max(...known) - low
  const step = WIDTH / (values.length - 1)
  let pen: 'M' | 'L' = 'M'
  const parts: string[] = []
  values.forEach((value, index) => {
    if (value === null) {
      pen = 'M'
      return
    }
    const y = range === 0 ? HEIGHT / 2 : HEIGHT - PAD - ((value - low) / range) * (HEIGHT - 2 * PAD)
    parts.push(`${pen}${round(index * step)} ${round(y)}`)
    pen = 'L'
  })
  return parts.join('')
}

const round = (value: number) => Math.round(value * 100) / 100
