import {
  Check,
  CircleCheck,
  CircleDot,
  CircleSlash,
  EyeOff,
  FlaskConical,
  GitCompare,
  type LucideIcon,
  MessageSquareWarning,
  ThumbsUp,
  Wrench,
} from 'lucide-react'
import { Pill, type PillTone } from '@/components/ui/pill'
import type { FindingRow, FindingState, ReviewVerdictWord } from '@/lib/domain/finding-row'
import { REASON_WORD, REVIEW_VERDICT_WORD } from './finding-words'

type Look = { tone: PillTone; icon: LucideIcon }

const STATE = {
  open: { tone: 'neutral', icon: CircleDot },
  accepted: { tone: 'run', icon: Check },
  dismissed: { tone: 'template', icon: CircleSlash },
  fixed: { tone: 'verified', icon: Wrench },
} satisfies Record<FindingState, Look>

/** What became of it so far; a dismissal with its reason. */
export function StatePill({ finding }: { finding: Pick<FindingRow, 'state' | 'dismissReason'> }) {
  const { state, dismissReason } = finding
  const { tone, icon: Icon } = STATE[state]
  const reason =
    state === 'dismissed' && dismissReason !== null ? REASON_WORD[dismissReason].toLowerCase() : null
  return (
    <Pill tone={tone}>
      <Icon aria-hidden />
      {reason === null ? state : `${state}: ${reason}`}
    </Pill>
  )
}

/** A test that fails because of it is attached. */
export function ProvenPill() {
  return (
    <Pill tone="verified" title="A test that fails because of it was run in the sandbox">
      <FlaskConical aria-hidden />
      proven
    </Pill>
  )
}

/** Only a change that was reviewed holds it. */
export function InChangePill() {
  return (
    <Pill tone="neutral" title="It stands in a change that was reviewed, not in the project’s own code">
      <GitCompare aria-hidden />
      in a change
    </Pill>
  )
}

/** Kept back because of earlier verdicts. */
export function HiddenPill() {
  return (
    <Pill tone="template">
      <EyeOff aria-hidden />
      suppressed
    </Pill>
  )
}

const VERDICT = {
  approve: { tone: 'verified', icon: ThumbsUp },
  'approve-with-suggestions': { tone: 'warn', icon: CircleCheck },
  'request-changes': { tone: 'bad', icon: MessageSquareWarning },
} satisfies Record<ReviewVerdictWord, Look>

/** What a review comes to. */
export function ReviewVerdictPill({ value }: { value: ReviewVerdictWord }) {
  const { tone, icon: Icon } = VERDICT[value]
  return (
    <Pill tone={tone}>
      <Icon aria-hidden />
      {REVIEW_VERDICT_WORD[value]}
    </Pill>
  )
}
