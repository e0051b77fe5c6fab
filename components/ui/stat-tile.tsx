import Link from 'next/link'
import type { ReactNode } from 'react'

type StatTileProps = {
  label: string
  /** the figure with its unit; null = nothing was measured yet */
  value: ReactNode | null
  /** n and what it is made of */
  note: ReactNode
  /** a Sparkline or a Meter */
  drawing: ReactNode
  /** the runs behind the figure */
  href: string
}

/** One figure with its drawing, its n and the runs behind it. */
export function StatTile({ label, value, note, drawing, href }: StatTileProps) {
  return (
    <Link
      href={href}
      className="block min-w-0 rounded-lg border bg-panel px-3.5 py-3 shadow-panel transition-colors hover:border-control"
    >
      <p className="text-dim text-sm">{label}</p>
      <p className="mt-0.5 truncate font-semibold text-2xl tracking-tight">
        {value ?? <span className="font-medium text-faint text-lg">no data</span>}
      </p>
      {drawing}
      <p className="mt-1 truncate text-dim text-xs">{note}</p>
    </Link>
  )
}
