import 'server-only'
import type { Readable } from 'node:stream'

/** How foreign code is isolated; ordered from strongest to "nothing is executed". */
export type SandboxMode = 'bubblewrap' | 'landlock' | 'refuse'

export type SandboxLimits = {
  /** Real time until everything inside is killed. */
  wallMs: number
  /** CPU time of one process. */
  cpuSeconds: number
  /** Resident memory of the whole process tree; one process may map twice as much address space. */
  memoryBytes: number
  /** Processes and threads alive at once. */
  processes: number
  /** Largest single file. */
  fileBytes: number
  /** All files in the scratch folder together. */
  scratchBytes: number
  /** Captured stdout, and separately stderr. */
  outputBytes: number
}

const MIB = 1024 * 1024

export const DEFAULT_LIMITS: SandboxLimits = {
  wallMs: 30_000,
  cpuSeconds: 30,
  memoryBytes: 1024 * MIB,
  processes: 64,
  fileBytes: 64 * MIB,
  scratchBytes: 128 * MIB,
  outputBytes: 8 * MIB,
}

export type SandboxRequest = {
  /** Host folder seen read-only inside; `{in}` in argv and env stands for where. */
  inputDir: string
  /** Further read-only host folders by name; `{name}` in argv and env stands for where each is seen. */
  inputs?: Record<string, string>
  /** Program and arguments. `{box}` stands for the writable scratch folder, which is also the working folder. */
  argv: string[]
  stdin?: string | Readable
  /** Added to the small fixed environment of the sandbox; nothing of the server's own is passed on. */
  env?: Record<string, string>
  limits?: Partial<SandboxLimits>
  signal?: AbortSignal
  /** Called for every complete line of stdout as it arrives. */
  onStdoutLine?: (line: string) => void
  /** This process may end while it runs: for tools that are kept warm. */
  background?: boolean
  /** Host paths readable inside at their own place (an interpreter's prefix outside /usr). */
  readPaths?: string[]
  /** Forces a mode; without it the one that passed the self-test is used. */
  mode?: SandboxMode
}

export type SandboxEnd =
  | 'exited'
  | 'timeout'
  | 'killed'
  | 'cancelled'
  | 'output-limit'
  | 'memory-limit'
  | 'refused'

export type SandboxResult = {
  /** Null when the program did not end by itself. */
  exitCode: number | null
  /** Signal that ended the program, when one did. */
  signalName: string | null
  ended: SandboxEnd
  stdout: string
  stderr: string
  durationMs: number
  mode: SandboxMode
  /** The command as seen inside, quoted for reading. */
  command: string
}

/** A ready-made child process: what to spawn and what to clean up afterwards. */
export type SandboxCommand = {
  file: string
  args: string[]
  env: Record<string, string>
  /** Contents for descriptors 3, 4, … of the child; the one after them is its status pipe. */
  extraPipes: Buffer[]
  /** Whether the program itself was started, by what the status pipe said until the end. */
  hasStarted: (status: string) => boolean
  /** Set when the server is root: the child process itself is started under this identity. */
  spawnAs: { uid: number; gid: number } | null
  /** Where the scratch folder is mounted inside; null when it is a folder of the host. */
  scratchMount: string | null
  /** Signal that makes the sandbox end its whole process tree. */
  killSignal: 'SIGKILL' | 'SIGTERM'
  /** The inner command for people. */
  command: string
  dispose: () => Promise<void>
}
