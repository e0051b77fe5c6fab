import 'server-only'
import { readdirSync } from 'node:fs'
import { readProc } from '@/lib/sandbox/execution/process-tree'

const FIRST_NON_STANDARD = 3
const O_CLOEXEC = 0o2000000

/**
 * Whether a child process would inherit descriptors that this server itself was started with (a shell's,
 * a supervisor's). Node marks its own as close-on-exec, but not what it was given.
 */
export function childrenInheritDescriptors(): boolean {
  return readdirSync('/proc/self/fd')
    .map(Number)
    .filter((descriptor) => descriptor >= FIRST_NON_STANDARD)
    .some((descriptor) => {
      const flags = /^flags:\s+([0-7]+)$/m.exec(readProc(`/proc/self/fdinfo/${descriptor}`))?.[1]
      return flags !== undefined && (Number.parseInt(flags, 8) & O_CLOEXEC) === 0
    })
}
