import 'server-only'
import { readdirSync, readFileSync } from 'node:fs'
import { setTimeout } from 'node:timers/promises'
import { z } from 'zod'
import type { SandboxResult } from '@/lib/sandbox/sandbox-types'
import type { AttackCase } from '@/lib/sandbox/self-test/attack-cases'

const SURVIVOR_WAIT_MS = 500

const AttackLine = z.object({
  verdict: z.enum(['leak', 'blocked', 'works', 'broken']),
  check: z.string(),
  detail: z.string(),
})

export type AttackVerdict = {
  name: string
  blocked: boolean
  /** What leaked or went wrong; empty when all was blocked. */
  detail: string
}

/** Reads what an attack reported and looks at the host itself: a survivor or a late end is a leak too. */
export async function judgeAttack(
  attack: AttackCase,
  result: SandboxResult,
  marker: string,
): Promise<AttackVerdict> {
  const lines = readLines(result.stdout)
  const knownBroken = attack.knownBroken?.[result.mode] ?? []
  const problems = lines
    .filter((line) => line.verdict === 'leak' || line.verdict === 'broken')
    .filter((line) => !(line.verdict === 'broken' && knownBroken.includes(line.check)))
    .map((line) => `${line.verdict}: ${line.check} (${line.detail})`)
  if (!attack.ends.includes(result.ended)) {
    problems.push(
      `ended as ${result.ended}, expected ${attack.ends.join(' or ')}: ${result.stderr.slice(-300)}`,
    )
  }
  if (result.ended === 'exited' && result.exitCode !== 0) {
    problems.push(`exit code ${result.exitCode}: ${result.stderr.slice(-300)}`)
  }
  const blocked = lines.filter((line) => line.verdict === 'blocked').length
  if (blocked < attack.minBlocked)
    problems.push(`only ${blocked} of ${attack.minBlocked} checks were reported`)
  const survivors = await findSurvivors(marker)
  if (survivors.length > 0) problems.push(`leak: processes survive (${survivors.join(', ')})`)
  return { name: attack.name, blocked: problems.length === 0, detail: problems.join('; ') }
}

function readLines(stdout: string): z.infer<typeof AttackLine>[] {
  return stdout
    .split('\n')
    .filter((line) => line.startsWith('{') && line.endsWith('}'))
    .map((line) => AttackLine.parse(JSON.parse(line)))
}

/** A killed process needs a moment to go; what is there after half a second stays. */
async function findSurvivors(marker: string): Promise<number[]> {
  for (let waitMs = 0; waitMs < SURVIVOR_WAIT_MS; waitMs += 20) {
    if (findProcesses(marker).length === 0) return []
    await setTimeout(20)
  }
  return findProcesses(marker)
}

/** Ids of the host's running processes with this name. */
function findProcesses(name: string): number[] {
  return readdirSync('/proc')
    .filter((entry) => /^\d+$/.test(entry))
    .map(Number)
    .filter((pid) => {
      try {
        const [, comm, state] = /^\d+ \((.*)\) (\S)/.exec(readFileSync(`/proc/${pid}/stat`, 'utf8')) ?? []
        return comm === name && state !== 'Z'
      } catch {
        return false
      }
    })
}
