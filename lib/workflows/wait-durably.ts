import type { StageInput } from './define-stage'
import type { EnginePorts, SpanEnd } from './ports'
import type { StageScope } from './stage-scope'

interface Wait {
  id: string
  /** null: in a queue, whose length only its provider knows */
  ms: number | null
  /** stands within a sentence */
  why: string
}

/** Opens a wait's bar in the waterfall. */
export async function beginWait<Input extends StageInput, Output, Ports extends EnginePorts>(
  { ports, stage }: StageScope<Input, Output, Ports>,
  { id, ms, why }: Wait,
): Promise<void> {
  const time = ms === null ? 'for its turn' : `${Math.max(1, Math.round(ms / 1000))} s`
  const label = `Waiting ${time}: ${why}`
  await ports.step(`${id}-begin`, () =>
    ports.record.startSpan({ id, stage: stage.name, kind: 'wait', label }),
  )
}

/** Closes a wait's bar. */
export async function endWait<Input extends StageInput, Output, Ports extends EnginePorts>(
  { ports }: StageScope<Input, Output, Ports>,
  id: string,
  end: SpanEnd,
): Promise<void> {
  await ports.step(`${id}-end`, () => ports.record.endSpan(id, end))
}

/** A durable, cancellable wait with its own bar in the waterfall. It holds nothing that others could use meanwhile. */
export async function waitDurably<Input extends StageInput, Output, Ports extends EnginePorts>(
  scope: StageScope<Input, Output, Ports>,
  wait: Wait & { ms: number },
): Promise<void> {
  await beginWait(scope, wait)
  await scope.ports.sleep(wait.id, wait.ms)
  const detail = `before call ${scope.attempts.length + 1}`
  await endWait(scope, wait.id, { status: 'ok', detail })
}
