import { CircleCheck, CircleX } from 'lucide-react'
import { CodeView } from '@/components/code/code-view'
import { CodeBox } from './finding-section'

/** Code in which the rule finds something beside code in which it finds nothing. */
export function RuleExamples({ bad, good }: { bad: readonly string[]; good: readonly string[] }) {
  return (
    <div className="grid items-start gap-3 xl:grid-cols-2">
      <Examples kind="bad" codes={bad} />
      <Examples kind="good" codes={good} />
    </div>
  )
}

function Examples({ kind, codes }: { kind: 'bad' | 'good'; codes: readonly string[] }) {
  const Icon = kind === 'bad' ? CircleX : CircleCheck
  return (
    <div className="grid min-w-0 gap-2">
      <h3 className="flex items-center gap-1.5 font-medium text-sm">
        <Icon className={`size-4 ${kind === 'bad' ? 'text-bad' : 'text-verified'}`} aria-hidden />
        {kind === 'bad' ? 'It finds' : 'It is silent about'}
      </h3>
      {codes.map((code, index) => (
        <CodeBox key={code}>
          <CodeView
            code={code}
            language="python"
            label={`${kind === 'bad' ? 'Bad' : 'Good'} example ${index + 1}`}
          />
        </CodeBox>
      ))}
    </div>
  )
}
