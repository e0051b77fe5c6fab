import {
  BellOff,
  BellRing,
  CircleCheck,
  CircleDashed,
  GraduationCap,
  Hourglass,
  type LucideIcon,
  OctagonAlert,
  TriangleAlert,
} from 'lucide-react'
import { Pill, type PillTone } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import type { AlertRow, AlertSeverity, RuleState } from '@/lib/domain/alert'

type Look = { tone: PillTone; icon: LucideIcon; word: string }

const STATE = {
  ok: { tone: 'verified', icon: CircleCheck, word: 'ok' },
  'no-data': { tone: 'neutral', icon: CircleDashed, word: 'no data' },
  learning: { tone: 'neutral', icon: GraduationCap, word: 'learning' },
  pending: { tone: 'warn', icon: Hourglass, word: 'pending' },
  firing: { tone: 'bad', icon: BellRing, word: 'firing' },
  resolved: { tone: 'verified', icon: CircleCheck, word: 'resolved' },
  off: { tone: 'neutral', icon: BellOff, word: 'off' },
} satisfies Record<RuleState, Look>

const SEVERITY = {
  warning: { tone: 'warn', icon: TriangleAlert, word: 'warning' },
  critical: { tone: 'bad', icon: OctagonAlert, word: 'critical' },
} satisfies Record<AlertSeverity, Look>

function LookPill({ look: { tone, icon: Icon, word } }: { look: Look }) {
  return (
    <Pill tone={tone}>
      <Icon aria-hidden />
      {word}
    </Pill>
  )
}

/** Where an alert or a rule stands. */
export function AlertStatePill({ state }: { state: RuleState }) {
  return <LookPill look={STATE[state]} />
}

/** Why something fires though all is well: it is over once that lasts. */
export function WellAgainPill({ alert: { clearSince } }: { alert: Pick<AlertRow, 'clearSince'> }) {
  if (clearSince === null) return null
  return (
    <Pill>
      <Hourglass aria-hidden /> well since <RelativeTime time={clearSince} />, over if it stays so
    </Pill>
  )
}

/** How much it matters. */
export function SeverityOfAlert({ severity }: { severity: AlertSeverity }) {
  return <LookPill look={SEVERITY[severity]} />
}

/** Of a message: sent, being tried, or given up. */
export function DeliveryPill({ state }: { state: 'waiting' | 'delivered' | 'given-up' }) {
  const look = {
    waiting: { tone: 'run', icon: CircleDashed, word: 'waiting' },
    delivered: { tone: 'verified', icon: CircleCheck, word: 'delivered' },
    'given-up': { tone: 'bad', icon: OctagonAlert, word: 'given up' },
  } as const
  return <LookPill look={look[state]} />
}
