'use client'

import type { ReactNode } from 'react'
import { CodeView } from '@/components/code/code-view'
import { QueryError } from '@/components/queries/fetch-json'
import { useAttemptPayload } from '@/components/queries/use-attempt-payload'
import { readAnswer } from '@/components/runs/read-answer'
import { type PromptPart, readPrompt } from '@/components/runs/read-prompt'
import { CopyButton } from '@/components/ui/copy-button'
import { ErrorState } from '@/components/ui/error-state'
import { Skeleton } from '@/components/ui/skeleton'
import type { RunDetail } from '@/lib/domain/run'
import { filledLines } from '@/lib/format/filled-lines'
import { formatCount } from '@/lib/format/format-count'
import { formatDuration } from '@/lib/format/format-duration'
import { describeAttemptCost } from './describe-attempt-cost'
import { isQuiet } from './is-quiet'
import { useRunPage } from './run-context'

type Attempt = RunDetail['attempts'][number]

/** One attempt: the figures the provider returned, then prompt and answer as they were sent and received. */
export function AttemptDetails({ attempt }: { attempt: Attempt }) {
  return (
    <div className="grid gap-3 px-3.5 py-3">
      {attempt.errorText === null ? null : (
        <p className={isQuiet(attempt) ? 'text-dim' : 'text-bad'}>{attempt.errorText}</p>
      )}
      <dl className="grid grid-cols-[repeat(auto-fit,minmax(130px,1fr))] gap-x-4 gap-y-2.5">
        {factsOf(attempt).map(([term, value]) => (
          <div key={term} className="min-w-0">
            <dt className="text-dim text-xs">{term}</dt>
            <dd className="text-sm wrap-anywhere">{value}</dd>
          </div>
        ))}
      </dl>
      {attempt.hasPayload ? (
        <Payload attemptId={attempt.id} />
      ) : (
        <p className="text-dim">
          {attempt.source === 'model'
            ? 'Prompt and answer of this attempt are not kept.'
            : 'No model was asked here, so there is neither prompt nor answer.'}
        </p>
      )}
    </div>
  )
}

function factsOf(attempt: Attempt): [term: string, value: ReactNode][] {
  const { usage } = attempt
  const facts: [string, ReactNode | null][] = [
    ['Model', attempt.model],
    ['Provider', attempt.provider],
    ['Why this tier', attempt.tierReason],
    ['Prompt version', attempt.promptVersion],
    ['Cost', describeAttemptCost(attempt)],
    ['Input', `${formatCount(usage.inputTokens)} tokens`],
    ['Output', `${formatCount(usage.outputTokens)} tokens`],
    [
      'Read from prompt cache',
      usage.cacheReadTokens === 0 ? null : `${formatCount(usage.cacheReadTokens)} tokens`,
    ],
    [
      'Written to prompt cache',
      usage.cacheWrite5mTokens + usage.cacheWrite1hTokens === 0
        ? null
        : `${formatCount(usage.cacheWrite5mTokens + usage.cacheWrite1hTokens)} tokens`,
    ],
    ['Latency', attempt.latencyMs === null ? null : formatDuration(attempt.latencyMs)],
    [
      'First token after',
      attempt.timeToFirstTokenMs === null ? null : formatDuration(attempt.timeToFirstTokenMs),
    ],
    ['Stop reason', attempt.stopReason],
    ['Request id', attempt.requestId],
  ]
  const onlyForModels = new Set(['Cost', 'Input', 'Output'])
  return facts.filter(
    (fact): fact is [string, ReactNode] =>
      fact[1] !== null && (attempt.source === 'model' || !onlyForModels.has(fact[0])),
  )
}

function Payload({ attemptId }: { attemptId: string }) {
  const { team } = useRunPage()
  const { data, error, refetch } = useAttemptPayload(team, attemptId)
  if (error !== null) {
    return (
      <ErrorState
        text={error.message}
        requestId={error instanceof QueryError ? error.requestId : null}
        onRetry={() => void refetch()}
      />
    )
  }
  if (data === undefined) return <Skeleton className="h-64" />
  const parts = readPrompt(data.prompt)
  const firstUser = parts.findIndex(({ role }) => role === 'user')
  const filledOf = ({ role, text }: PromptPart, index: number) => {
    if (data.templates === null || role !== 'user') return undefined
    return filledLines(index === firstUser ? data.templates.user : data.templates.repair, text)
  }
  return (
    <>
      {parts.map((part, index) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: turns have no identity but their place
        <Turn key={index} title={`Prompt: ${part.role}`} text={part.text} filled={filledOf(part, index)} />
      ))}
      {data.answer === null ? (
        <p className="text-dim">No answer came back.</p>
      ) : (
        readAnswer(data.answer).map((part, index) => (
          // biome-ignore lint/suspicious/noArrayIndexKey: parts have no identity but their place
          <Turn key={index} {...part} />
        ))
      )}
    </>
  )
}

type TurnProps = {
  title: string
  text: string
  language?: string
  /** lines that hold what the template was filled with */
  filled?: ReadonlySet<number>
}

function Turn({ title, text, language = 'text', filled }: TurnProps) {
  return (
    <section className="overflow-hidden rounded-md border">
      <header className="flex items-center border-line-soft border-b bg-bg py-0.5 pr-1 pl-3">
        <h3 className="flex-1 font-medium text-sm">
          {title}
          {filled === undefined || filled.size === 0 ? null : (
            <span className="ml-2 font-normal text-dim text-xs">marked lines were filled in</span>
          )}
        </h3>
        <CopyButton text={text} label={`Copy ${title.toLowerCase()}`} />
      </header>
      <CodeView
        code={text}
        language={language}
        label={title}
        wrap
        markedLines={filled}
        className="max-h-96"
      />
    </section>
  )
}
