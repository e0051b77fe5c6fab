import { cn } from '@/components/ui/cn'

/** The first letter of a name on a dark square (teams) or circle (people). */
export function InitialMark({ name, round = false }: { name: string; round?: boolean }) {
  const initial = [...name.trim()][0]?.toUpperCase() ?? '?'
  return (
    <span
      aria-hidden
      className={cn(
        'grid size-5.5 shrink-0 place-items-center font-bold text-xs',
        round ? 'rounded-full bg-line-soft text-dim' : 'rounded-md bg-ink text-bg',
      )}
    >
      {initial}
    </span>
  )
}
