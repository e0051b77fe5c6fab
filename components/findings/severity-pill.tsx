import { ChevronDown, ChevronsUp, ChevronUp, Equal, type LucideIcon } from 'lucide-react'
import { Pill, type PillTone } from '@/components/ui/pill'
import type { FindingSeverity } from '@/lib/domain/finding'

const LOOK = {
  critical: { tone: 'bad', icon: ChevronsUp },
  high: { tone: 'bad', icon: ChevronUp },
  medium: { tone: 'warn', icon: Equal },
  low: { tone: 'neutral', icon: ChevronDown },
} satisfies Record<FindingSeverity, { tone: PillTone; icon: LucideIcon }>

/** How bad it is: arrow, word and colour. */
export function SeverityPill({ value, className }: { value: FindingSeverity; className?: string }) {
  const { tone, icon: Icon } = LOOK[value]
  return (
    <Pill tone={tone} className={className}>
      <Icon aria-hidden />
      {value}
    </Pill>
  )
}
