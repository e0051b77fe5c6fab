import 'server-only'
import { launcherPython } from '@/lib/sandbox/launcher-python'
import { runInMode } from '@/lib/sandbox/run-in-mode'
import { sandboxFile } from '@/lib/sandbox/sandbox-file'
import type { SandboxLimits, SandboxMode } from '@/lib/sandbox/sandbox-types'
import { ATTACK_LIMITS, type AttackCase } from '@/lib/sandbox/self-test/attack-cases'
import type { AttackTargets } from '@/lib/sandbox/self-test/attack-host'
import { type AttackVerdict, judgeAttack } from '@/lib/sandbox/self-test/judge-attack'

/** Runs one attack from inside the sandbox in the given mode and says whether it was blocked. */
export async function runAttack(
  mode: SandboxMode,
  attack: AttackCase,
  targets: AttackTargets,
  /** Other limits for the sandbox than the attack is told: for showing that the attack notices. */
  changedLimits: Partial<SandboxLimits> = {},
): Promise<AttackVerdict> {
  const python = (await launcherPython()) ?? 'python3'
  const limits = { ...ATTACK_LIMITS, ...attack.limits }
  // The name that attacking processes give themselves (at most 15 characters), to find survivors by.
  const marker = `atk-${Math.random().toString(36).slice(2, 10)}`
  const config = JSON.stringify({ ...targets, ...limits, marker, inputDir: '{in}', harmless: false })
  try {
    const result = await runInMode(mode, {
      inputDir: sandboxFile('attacks'),
      argv: [python, '-s', '-B', '{in}/main.py', attack.name, config],
      limits: { ...limits, ...changedLimits },
    })
    return await judgeAttack(attack, result, marker)
  } catch (error) {
    return { name: attack.name, blocked: false, detail: `could not be started: ${String(error)}` }
  }
}
