import Link from 'next/link'
import type { ReactNode } from 'react'
import { Sparkline } from './sparkline'

type StatTileProps = {
  label: string
  /** the figure with its unit; null = nothing was measured yet */
  value: ReactNode | null
  /** n and what it is made of */
  note: ReactNode
  trend?: readonly (number | null)[]
  /** colour of the line by meaning, e.g. "text-verified" */
  trendClassName?: string
  /** the runs behind the figure */
  href: string
}

/** One figure with its n, its trend and the runs behind it. */
export function StatTile({ label, value, note, trend, trendClassName, href }: StatTileProps) {
  return (
    <Link
      href={href}
      className="group block min-w-0 rounded-lg border bg-panel px-3.5 py-3 shadow-panel transition-colors hover:border-control"
    >
      <p className="text-dim text-sm">{label}</p>
      <p className="mt-0.5 truncate font-semibold text-2xl tracking-tight">
        {value ?? <span className="text-faint">no data</span>}
      </p>
      {trend ? <Sparkline values={trend} className={trendClassName ?? 'text-accent'} /> : null}
      <p className="mt-0.5 truncate text-dim text-xs">{note}</p>
    </Link>
  )
}
