import 'server-only'
import { toolEnv } from '@/lib/env'
import type { SandboxMode } from '@/lib/sandbox/sandbox-types'
import { ATTACK_CASES, type AttackCase } from '@/lib/sandbox/self-test/attack-cases'
import { type AttackTargets, openAttackHost } from '@/lib/sandbox/self-test/attack-host'
import type { AttackVerdict } from '@/lib/sandbox/self-test/judge-attack'
import { runAttack } from '@/lib/sandbox/self-test/run-attack'
import { sweepSandboxes } from '@/lib/sandbox/sweep-sandboxes'

export type SandboxReport = {
  mode: SandboxMode
  /** Why each mode that would be better is not used, in the order of preference. */
  refusals: { mode: SandboxMode; reason: string }[]
  /** The self-test of the chosen mode; empty for `refuse`. */
  attacks: AttackVerdict[]
  /** ISO 8601 */
  checkedAt: string
}

const PREFERENCE: SandboxMode[] = ['bubblewrap', 'landlock']
const PARALLEL = 4

/** A self-test can fail because the machine was busy or a tool was missing: later it is tried again. */
const RETRY_REFUSAL_AFTER_MS = 60_000

type Choice = { report: Promise<SandboxReport>; retryAtMs: number }

// On globalThis: Next bundles this file several times, and each copy would test anew.
const globalForSandbox = globalThis as typeof globalThis & { assaySandbox?: Choice | undefined }

/**
 * The strongest mode whose self-test holds: real attacks, run once per process (1 to 3 s). The setting
 * ASSAY_SANDBOX narrows the choice, but never skips the self-test. What could not be tested is tested again at the
 * next call, and a refusal that nobody asked for after a minute.
 */
export function chooseSandboxMode(): Promise<SandboxReport> {
  const before = globalForSandbox.assaySandbox
  if (before !== undefined && Date.now() < before.retryAtMs) return before.report
  const choice: Choice = { report: choose(), retryAtMs: Number.POSITIVE_INFINITY }
  globalForSandbox.assaySandbox = choice
  choice.report.then(
    ({ mode }) => {
      if (mode === 'refuse' && toolEnv().ASSAY_SANDBOX !== 'refuse')
        choice.retryAtMs = Date.now() + RETRY_REFUSAL_AFTER_MS
    },
    () => {
      choice.retryAtMs = 0
    },
  )
  return choice.report
}

/** For tests: the next call tests anew. */
export function forgetSandboxMode(): void {
  globalForSandbox.assaySandbox = undefined
}

async function choose(): Promise<SandboxReport> {
  sweepSandboxes()
  const wanted = toolEnv().ASSAY_SANDBOX
  const refusals: SandboxReport['refusals'] = []
  for (const mode of PREFERENCE) {
    if (wanted !== 'auto' && wanted !== mode) {
      refusals.push({ mode, reason: `ASSAY_SANDBOX is ${wanted}` })
      continue
    }
    const attacks = await selfTest(mode)
    const leaks = attacks.filter((attack) => !attack.blocked)
    if (leaks.length === 0) return { mode, refusals, attacks, checkedAt: new Date().toISOString() }
    refusals.push({ mode, reason: leaks.map((leak) => `${leak.name}: ${leak.detail}`).join('\n') })
  }
  return { mode: 'refuse', refusals, attacks: [], checkedAt: new Date().toISOString() }
}

/** Runs the quick attacks; after a first one that could not even start, the others are not tried. */
async function selfTest(mode: SandboxMode): Promise<AttackVerdict[]> {
  const host = await openAttackHost()
  try {
    const [first, ...others] = ATTACK_CASES.filter((attack) => attack.quick)
    const verdicts = first === undefined ? [] : [await runAttack(mode, first, host.targets)]
    if (verdicts.some((verdict) => !verdict.blocked)) return verdicts
    const lanes = Array.from({ length: PARALLEL }, async () => {
      for (let attack = others.shift(); attack !== undefined; attack = others.shift()) {
        verdicts.push(await runTwiceIfNeeded(mode, attack, host.targets))
      }
    })
    await Promise.all(lanes)
    return verdicts
  } finally {
    await host.close()
  }
}

/** A machine under load can miss a time limit once; what leaks, leaks again. */
async function runTwiceIfNeeded(mode: SandboxMode, attack: AttackCase, targets: AttackTargets) {
  const verdict = await runAttack(mode, attack, targets)
  return verdict.blocked ? verdict : runAttack(mode, attack, targets)
}
