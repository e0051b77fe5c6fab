import 'server-only'

export type SandboxIdentity = { uid: number; gid: number }

// 60578–61183 is left free by systemd and Debian, and below 65536, so it is mapped in most containers.
const FIRST_UID = 60_600
const SLOTS = 500

/** One group for all of them: staged copies of inputs belong to it. */
export const SANDBOX_GID = 60_599

const busy = new Set<number>()
let next = Math.floor(Math.random() * SLOTS)

/** Process limits and signals work per user id, so that each sandbox of a root server gets its own. */
export function takeIdentity(): SandboxIdentity | null {
  if (process.getuid?.() !== 0) return null
  for (let tried = 0; tried < SLOTS; tried += 1) {
    const slot = next
    next = (next + 1) % SLOTS
    if (busy.has(slot)) continue
    busy.add(slot)
    return { uid: FIRST_UID + slot, gid: SANDBOX_GID }
  }
  throw new Error(`more than ${SLOTS} sandboxes at once`)
}

/** Gives an identity back once no process runs under it any more; null (not root): nothing was taken. */
export function releaseIdentity(identity: SandboxIdentity | null): void {
  if (identity !== null) busy.delete(identity.uid - FIRST_UID)
}
