import {
  Ban,
  BrainCircuit,
  CircleAlert,
  CircleCheck,
  CircleDashed,
  CircleHelp,
  CircleX,
  Database,
  FileCode2,
  Hourglass,
  LoaderCircle,
  type LucideIcon,
} from 'lucide-react'
import type { RunSource, RunStatus, Verdict } from '@/lib/domain/words'
import { cn } from './cn'
import { Pill, type PillTone } from './pill'
import { VERDICT_WORD } from './verdict-word'

type Look = { tone: PillTone; icon: LucideIcon; word: string; spins?: boolean }

const VERDICT = {
  verified: { tone: 'verified', icon: CircleCheck, word: VERDICT_WORD.verified },
  unverified: { tone: 'warn', icon: CircleHelp, word: VERDICT_WORD.unverified },
  rejected: { tone: 'bad', icon: CircleX, word: VERDICT_WORD.rejected },
} satisfies Record<Verdict, Look>

const SOURCE = {
  model: { tone: 'model', icon: BrainCircuit, word: 'model' },
  cache: { tone: 'cache', icon: Database, word: 'cache' },
  template: { tone: 'template', icon: FileCode2, word: 'template' },
} satisfies Record<RunSource, Look>

const STATUS = {
  queued: { tone: 'neutral', icon: CircleDashed, word: 'queued' },
  running: { tone: 'run', icon: LoaderCircle, word: 'running', spins: true },
  'awaiting-approval': { tone: 'warn', icon: Hourglass, word: 'awaiting approval' },
  done: { tone: 'neutral', icon: CircleCheck, word: 'done' },
  failed: { tone: 'bad', icon: CircleAlert, word: 'failed' },
  cancelled: { tone: 'neutral', icon: Ban, word: 'cancelled' },
} satisfies Record<RunStatus, Look>

function LookPill({ look, className }: { look: Look; className?: string | undefined }) {
  const Icon = look.icon
  return (
    <Pill tone={look.tone} className={className}>
      <Icon className={cn(look.spins && 'animate-spin')} aria-hidden />
      {look.word}
    </Pill>
  )
}

type PillProps<Value> = { value: Value; className?: string }

export function VerdictPill({ value, className }: PillProps<Verdict>) {
  return <LookPill look={VERDICT[value]} className={className} />
}

export function SourcePill({ value, className }: PillProps<RunSource>) {
  return <LookPill look={SOURCE[value]} className={className} />
}

export function RunStatusPill({ value, className }: PillProps<RunStatus>) {
  return <LookPill look={STATUS[value]} className={className} />
}

type RunPillProps = { status: RunStatus; verdict: Verdict | null; className?: string }

/** What a list shows of a run: its verdict once it is done, else how far it is. */
export function RunPill({ status, verdict, className }: RunPillProps) {
  const look = status === 'done' && verdict !== null ? VERDICT[verdict] : STATUS[status]
  return <LookPill look={look} className={className} />
}
