import 'server-only'
import { type CacheOptions, type Idle, TeamCache } from '@/lib/cache/team-cache'
import { db } from '@/lib/db/db'
import type { JsonValue } from '@/lib/db/sql'
import type { LaunchOptions } from '@/lib/domain/launch'
import { storable } from '@/lib/format/storable'
import { maskText } from '@/lib/privacy/mask-texts'
import { loadPrompt } from '@/lib/prompts/load-prompt'
import { recordAttempt, recordOutcome } from '@/lib/telemetry/record-attempt'
import { recordCheck } from '@/lib/telemetry/record-check'
import type { RunScope } from '@/lib/telemetry/run-scope'
import { spanWriterOf } from '@/lib/telemetry/span-writer'
import type { CachePort, EnginePorts, PromptPort, RecordPort } from '@/lib/workflows/ports'
import type { CallPatience } from '../calls/send-call'
import type { StepDebts } from '../execution/execute-run'
import { decidePolicy } from './decide-policy'
import { makeModelPort } from './make-model-port'
import { maskChecked } from './mask-checked'

const prompts: PromptPort = {
  async load(id) {
    const { hash, meta, system, user, repair } = await loadPrompt(id)
    return { id, hash, tier: meta.tier, maxTokens: meta.maxTokens, system, user, repair }
  },
}

function makeCachePort(run: RunScope, signal: AbortSignal, options: CacheOptions): CachePort {
  const cache = new TeamCache(run, signal, options)
  return {
    lookup: (parts, onWait) => cache.lookup(parts, onWait),
    peek: (parts) => cache.peek(parts),
    // Whoever stores through the port hands in a stage's output, which is JSON by its schema.
    store: (parts, value, figures) => cache.store(parts, value as JsonValue, figures),
    abandon: (parts) => cache.abandon(parts),
    park: (parts) => cache.park(parts),
    refuse: (parts, served) => cache.refuse(parts, served),
  }
}

async function masked(text: string | null | undefined, runId: string): Promise<string | null> {
  return text === null || text === undefined ? null : storable(await maskText(text, runId))
}

function makeRecordPort(run: RunScope, payNow: StepDebts['payNow'] = async () => {}): RecordPort {
  const spans = spanWriterOf(run)
  return {
    startSpan: async (span) => {
      const since = performance.now()
      spans.start({ ...span, detail: await masked(span.detail, run.runId) }, since)
    },
    // What a check says may quote the code that failed.
    endSpan: async (id, end) => spans.end(id, { ...end, detail: await masked(end.detail, run.runId) }),
    check: async (check) => recordCheck(db(), run, { ...check, ...(await maskChecked(check, run.runId)) }),
    attempt: (attempt) => recordAttempt(db(), run, { attempt }),
    async attemptOutcome(id, outcome, errorText) {
      await payNow()
      await recordOutcome(db(), run, id, outcome, await masked(errorText, run.runId))
    },
  }
}

/** The real ports of the engine for one try of a run; `step` and `sleep` are the durable engine's. */
export function makeEnginePorts(given: {
  run: RunScope
  options: LaunchOptions
  signal: AbortSignal
  step: EnginePorts['step']
  sleep: EnginePorts['sleep']
  debts?: StepDebts
  idle?: Idle
  /** see `RunExecution` */
  flights?: string[]
  patience?: CallPatience
}): EnginePorts {
  const { run, options, signal, step, sleep, debts, idle, flights, patience } = given
  const { budgetNanoUsd, delivery } = options
  return {
    step,
    sleep,
    signal,
    prompts,
    policy: { decide: (question) => decidePolicy(run, options, question) },
    cache: makeCachePort(run, signal, { idle, flights, leaveToStep: debts?.leaveToStep }),
    model: makeModelPort({ run, budgetNanoUsd, delivery, signal, leaveToStep: debts?.leaveToStep, patience }),
    record: makeRecordPort(run, debts?.payNow),
  }
}
