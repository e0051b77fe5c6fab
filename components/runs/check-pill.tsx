import { CircleCheck, CircleSlash, CircleX, type LucideIcon } from 'lucide-react'
import { Pill, type PillTone } from '@/components/ui/pill'
import type { TestResult } from '@/lib/domain/check'
import type { CheckOutcome } from '@/lib/domain/words'

type Look = { tone: PillTone; icon: LucideIcon; word: string }

const CHECK_LOOK = {
  passed: { tone: 'verified', icon: CircleCheck, word: 'passed' },
  failed: { tone: 'bad', icon: CircleX, word: 'failed' },
  'not-executed': { tone: 'warn', icon: CircleSlash, word: 'not executed' },
} satisfies Record<CheckOutcome, Look>

const TEST_LOOK = {
  passed: CHECK_LOOK.passed,
  failed: CHECK_LOOK.failed,
  error: { tone: 'bad', icon: CircleX, word: 'error' },
  skipped: { tone: 'neutral', icon: CircleSlash, word: 'skipped' },
  missing: { tone: 'warn', icon: CircleSlash, word: 'did not run' },
} satisfies Record<TestResult['outcome'], Look>

/** Kinds of checks as people read them; an unknown kind is shown by its own name. */
export const CHECK_KIND_WORDS: Record<string, string> = {
  tests: 'Tests',
  'tests-again': 'Tests again, other hash seed',
  'planted-mistakes': 'Planted mistakes',
  'observed-tests': 'Observed tests',
  import: 'Import',
  syntax: 'Syntax',
  'evidence-read': 'Evidence was read',
  'findings-quoted': 'Findings quote the code',
  'fixes-tried': 'Fixes tried in a copy',
  'answers-complete': 'Answers are complete',
  'quotes-located': 'Quotes stand in the code',
}

function LookPill({ look }: { look: Look }) {
  const Icon = look.icon
  return (
    <Pill tone={look.tone}>
      <Icon aria-hidden /> {look.word}
    </Pill>
  )
}

export function CheckPill({ value }: { value: CheckOutcome }) {
  return <LookPill look={CHECK_LOOK[value]} />
}

export function TestPill({ value }: { value: TestResult['outcome'] }) {
  return <LookPill look={TEST_LOOK[value]} />
}
