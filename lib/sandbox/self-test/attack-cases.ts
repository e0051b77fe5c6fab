import 'server-only'
import type { SandboxEnd, SandboxLimits, SandboxMode } from '@/lib/sandbox/sandbox-types'

export type AttackCase = {
  /** A key of ATTACKS in attacks/main.py. */
  name: string
  limits?: Partial<SandboxLimits>
  /** How the run may end; anything else means that a limit did not hold. */
  ends: SandboxEnd[]
  /** At least so many things must have been tried and blocked. */
  minBlocked: number
  /** Checks of ordinary behaviour that a mode cannot offer. */
  knownBroken?: Partial<Record<SandboxMode, string[]>>
  /** Part of the self-test at start-up: quick, and together they cover every kind of isolation. */
  quick?: true
}

const MIB = 1024 * 1024

/** Limits of all attacks unless a case says otherwise: small, so that reaching them is quick. */
export const ATTACK_LIMITS: SandboxLimits = {
  wallMs: 20_000,
  cpuSeconds: 10,
  memoryBytes: 256 * MIB,
  processes: 24,
  fileBytes: 16 * MIB,
  scratchBytes: 64 * MIB,
  outputBytes: 1 * MIB,
}

export const ATTACK_CASES: AttackCase[] = [
  { name: 'read-environment', ends: ['exited'], minBlocked: 1, quick: true },
  { name: 'read-host-files', ends: ['exited'], minBlocked: 6, quick: true },
  { name: 'read-proc', ends: ['exited'], minBlocked: 8, quick: true },
  { name: 'inherited-descriptors', ends: ['exited'], minBlocked: 5, quick: true },
  { name: 'write-host-files', ends: ['exited'], minBlocked: 9, quick: true },
  { name: 'links-out', ends: ['exited', 'killed'], minBlocked: 4 },
  { name: 'network', ends: ['exited'], minBlocked: 9, quick: true },
  { name: 'allocate-memory', ends: ['exited', 'memory-limit'], minBlocked: 0, quick: true },
  { name: 'memory-by-forks', ends: ['memory-limit'], minBlocked: 0 },
  { name: 'memfd', ends: ['exited'], minBlocked: 1 },
  { name: 'shared-memory', ends: ['exited'], minBlocked: 1 },
  { name: 'burn-cpu', limits: { wallMs: 20_000, cpuSeconds: 1 }, ends: ['killed'], minBlocked: 0 },
  { name: 'burn-cpu-forked', limits: { wallMs: 1_000 }, ends: ['timeout'], minBlocked: 0 },
  { name: 'fork-bomb', limits: { wallMs: 1_500 }, ends: ['timeout'], minBlocked: 0 },
  { name: 'many-processes', ends: ['exited'], minBlocked: 1, quick: true },
  { name: 'many-threads', ends: ['exited'], minBlocked: 1 },
  { name: 'daemon', limits: { wallMs: 1_000 }, ends: ['timeout'], minBlocked: 0, quick: true },
  { name: 'daemon-outlives', ends: ['exited'], minBlocked: 0 },
  { name: 'kill-others', ends: ['exited', 'killed'], minBlocked: 1, quick: true },
  { name: 'huge-file', ends: ['exited'], minBlocked: 1 },
  { name: 'many-files', ends: ['exited', 'killed'], minBlocked: 0 },
  { name: 'many-inodes', ends: ['exited', 'killed'], minBlocked: 0 },
  { name: 'endless-output', ends: ['output-limit'], minBlocked: 0 },
  { name: 'system-calls', ends: ['exited'], minBlocked: 27, quick: true },
  {
    name: 'ordinary-program',
    ends: ['exited'],
    minBlocked: 0,
    // Semaphores of multiprocessing live in /dev/shm, which Landlock can only open for all or for nobody.
    knownBroken: { landlock: ['forked pool'] },
    quick: true,
  },
]
