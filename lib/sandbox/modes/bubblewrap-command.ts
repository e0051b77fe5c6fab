import 'server-only'
import { lstatSync, readlinkSync } from 'node:fs'
import { OWNER_VARIABLE, ownerMark } from '@/lib/sandbox/execution/sandbox-owner'
import { findBubblewrap } from '@/lib/sandbox/find-bubblewrap'
import { launcherPython } from '@/lib/sandbox/launcher-python'
import { childrenInheritDescriptors } from '@/lib/sandbox/modes/inherited-descriptors'
import { fillPaths, insideEnv } from '@/lib/sandbox/modes/inside-paths'
import { quoteCommand } from '@/lib/sandbox/modes/quote-command'
import { releaseIdentity, takeIdentity } from '@/lib/sandbox/modes/sandbox-identity'
import { seccompProgram } from '@/lib/sandbox/modes/seccomp-program'
import { reachableDir } from '@/lib/sandbox/reachable-dir'
import type { SandboxCommand, SandboxLimits, SandboxRequest } from '@/lib/sandbox/sandbox-types'

const MIB = 1024 * 1024
const SYSTEM_PATH = '/usr/local/bin:/usr/bin:/bin:/usr/sbin:/sbin'
const SECCOMP_FD = 3
const PASSWD_FD = 4
const STATUS_FD = 5
const PASSWD = 'root:x:0:0:root:/:/bin/false\nsandbox:x:1000:1000:sandbox:/box:/bin/false\n'

/**
 * Mode A: namespaces by bubblewrap, limits by prlimit, system call filter by seccomp.
 * Nothing of the host is visible but /usr, the inputs and the read paths, all read-only.
 */
export async function bubblewrapCommand(
  request: SandboxRequest,
  limits: SandboxLimits,
): Promise<SandboxCommand> {
  const bubblewrap = findBubblewrap()
  if (bubblewrap === null) throw new Error('bubblewrap (bwrap) is not installed')
  const inputs = Object.entries(request.inputs ?? {})
  const paths = {
    in: '/in',
    box: '/box',
    ...Object.fromEntries(inputs.map(([name]) => [name, `/inputs/${name}`])),
  }
  const inputDir = await reachableDir(request.inputDir)
  const inputMounts = await Promise.all(
    inputs.map(async ([name, dir]) => ['--ro-bind', await reachableDir(dir), `/inputs/${name}`]),
  )
  const argv = request.argv.map((word) => fillPaths(word, paths))
  const starter = await closingStarter()
  const identity = takeIdentity()
  const [file = bubblewrap, ...startArgs] = [...starter, bubblewrap]
  return {
    file,
    args: [
      ...startArgs,
      ...isolation(),
      // Seen from outside only, see `sweepSandboxes`.
      ...['--setenv', OWNER_VARIABLE, ownerMark(), '--unsetenv', OWNER_VARIABLE],
      ...Object.entries(insideEnv(request, paths)).flatMap(([name, value]) => ['--setenv', name, value]),
      ...systemMounts(),
      ...(request.readPaths ?? []).flatMap((each) => ['--ro-bind-try', each, each]),
      ...['--size', String(Math.min(limits.scratchBytes, 32 * MIB)), '--tmpfs', '/tmp'],
      ...['--size', String(limits.scratchBytes), '--tmpfs', '/box'],
      ...['--ro-bind', inputDir, '/in', ...inputMounts.flat()],
      ...['--chdir', '/box', '--remount-ro', '/dev', '--remount-ro', '/'],
      ...['--seccomp', String(SECCOMP_FD), '--json-status-fd', String(STATUS_FD), '--'],
      ...limitedBy(limits),
      ...argv,
    ],
    env: { PATH: SYSTEM_PATH },
    extraPipes: [seccompProgram(), Buffer.from(PASSWD)],
    // Reported for the program only, not when bubblewrap itself fails.
    hasStarted: (status) => status.includes('"exit-code"'),
    spawnAs: identity,
    scratchMount: paths.box,
    killSignal: 'SIGKILL',
    command: quoteCommand(argv),
    dispose: async () => releaseIdentity(identity),
  }
}

/** bubblewrap passes on every descriptor it gets: where there are strange ones, Python closes them first. */
async function closingStarter(): Promise<string[]> {
  if (!childrenInheritDescriptors()) return []
  const python = await launcherPython()
  if (python === null) throw new Error('descriptors would be inherited and there is no Python to close them')
  const script = `import os, sys; os.closerange(${STATUS_FD + 1}, 1 << 20); os.execvp(sys.argv[1], sys.argv[1:])`
  return [python, '-I', '-S', '-c', script]
}

function isolation(): string[] {
  return [
    ...['--unshare-user', '--unshare-ipc', '--unshare-pid', '--unshare-net', '--unshare-uts'],
    ...['--unshare-cgroup-try', '--disable-userns', '--die-with-parent', '--new-session'],
    ...['--cap-drop', 'ALL', '--uid', '1000', '--gid', '1000', '--hostname', 'sandbox', '--clearenv'],
  ]
}

function systemMounts(): string[] {
  return [
    ...['--ro-bind', '/usr', '/usr'],
    ...['/bin', '/sbin', '/lib', '/lib64'].flatMap(sameAsHost),
    ...['--ro-bind-try', '/etc/ld.so.cache', '/etc/ld.so.cache'],
    ...['--ro-bind-try', '/etc/alternatives', '/etc/alternatives'],
    ...['--ro-bind-data', String(PASSWD_FD), '/etc/passwd'],
    // Inside containers /proc often cannot be mounted, and pytest and coverage run without it.
    ...['--dev', '/dev', '--size', String(8 * MIB), '--tmpfs', '/dev/shm'],
  ]
}

/** /bin and its like are links into /usr on merged systems and folders on others. */
function sameAsHost(dir: string): string[] {
  const found = lstatSync(dir, { throwIfNoEntry: false })
  if (found === undefined) return []
  return found.isSymbolicLink() ? ['--symlink', readlinkSync(dir), dir] : ['--ro-bind', dir, dir]
}

function limitedBy(limits: SandboxLimits): string[] {
  return [
    'prlimit',
    `--as=${2 * limits.memoryBytes}`,
    `--cpu=${limits.cpuSeconds}:${limits.cpuSeconds + 1}`,
    `--nproc=${limits.processes}`,
    `--fsize=${limits.fileBytes}`,
    '--nofile=256',
    '--core=0',
    '--',
  ]
}
