import type { ComponentProps } from 'react'
import { cn } from './cn'

type TableProps = ComponentProps<'table'> & {
  /** names the table and its scroll area for screen readers */
  label: string
}

/** A table that scrolls sideways inside its panel when the screen is narrow, shaded where there is more; keys scroll it too. */
export function Table({ label, className, ...props }: TableProps) {
  return (
    <section
      className="scroll-edges relative w-full rounded-[inherit] overflow-x-auto focus-visible:outline-offset-[-2px]"
      // biome-ignore lint/a11y/noNoninteractiveTabindex: a scroll area must be reachable by keyboard
      tabIndex={0}
      aria-label={label}
    >
      <table className={cn('w-full border-collapse', className)} aria-label={label} {...props} />
    </section>
  )
}

export function Th({ className, scope = 'col', ...props }: ComponentProps<'th'>) {
  return (
    <th
      scope={scope}
      className={cn(
        'border-line-soft border-b px-3.5 py-1.75 text-left font-medium text-dim text-xs whitespace-nowrap',
        className,
      )}
      {...props}
    />
  )
}

export function Tr({ className, ...props }: ComponentProps<'tr'>) {
  return (
    <tr
      className={cn(
        'border-line-soft border-b last:border-0 hover:bg-line-soft/60 aria-selected:bg-accent-soft',
        className,
      )}
      {...props}
    />
  )
}

type TdProps = ComponentProps<'td'> & {
  /** a figure: right-aligned, tabular */
  numeric?: boolean
}

export function Td({ className, numeric, ...props }: TdProps) {
  return (
    <td className={cn('px-3.5 py-1.75 whitespace-nowrap', numeric && 'text-right', className)} {...props} />
  )
}
