import { Check, CircleDashed, X } from 'lucide-react'
import type { FixCheck } from '@/lib/domain/finding-row'

type Outcome = 'yes' | 'no' | 'unknown'

const ICON = { yes: Check, no: X, unknown: CircleDashed }
const COLOR = { yes: 'text-verified', no: 'text-bad', unknown: 'text-faint' } satisfies Record<
  Outcome,
  string
>

/** What was tried with the fix in a scratch copy, each with its outcome. */
export function FixChecks({ check }: { check: FixCheck }) {
  const facts: [Outcome, string][] = [
    [check.applies ? 'yes' : 'no', check.applies ? 'applies' : 'does not apply'],
    [check.parses ? 'yes' : 'no', check.parses ? 'parses' : 'does not parse'],
    removalFact(check),
    [check.addsNone ? 'yes' : 'no', check.addsNone ? 'adds no other' : 'adds another finding'],
    testsFact(check.tests),
  ]
  return (
    <ul aria-label="Checks of the fix" className="flex flex-wrap gap-x-3 gap-y-1 text-dim text-sm">
      {facts.map(([outcome, words]) => {
        const Icon = ICON[outcome]
        return (
          <li key={words} className="flex items-center gap-1">
            <Icon className={`size-3.5 shrink-0 ${COLOR[outcome]}`} aria-hidden />
            {words}
          </li>
        )
      })}
    </ul>
  )
}

/** Of what only a model found nobody can look whether it is gone. */
function removalFact({ removesFinding, isByText }: FixCheck): [Outcome, string] {
  if (!removesFinding) return ['no', 'the finding stays']
  return ['yes', isByText === true ? 'changes the code in question' : 'removes the finding']
}

function testsFact(tests: FixCheck['tests']): [Outcome, string] {
  if (tests === 'green') return ['yes', 'tests stay green']
  return tests === 'red' ? ['no', 'tests fail with it'] : ['unknown', 'no tests were run']
}
