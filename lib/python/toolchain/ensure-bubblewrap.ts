import 'server-only'
import path from 'node:path'
import { installWithApt } from '@/lib/python/toolchain/install-with-apt'
import { pythonFolder } from '@/lib/python/toolchain/toolchain-store'
import { unpackDebianPackages } from '@/lib/python/toolchain/unpack-debian-packages'
import { findBubblewrap } from '@/lib/sandbox/find-bubblewrap'

/**
 * Gets bubblewrap, the tool of the strongest sandbox mode, where that can be done: as root with apt, else
 * unpacked into the data folder. Without it the Landlock mode serves, so that a failure is only a note.
 */
export async function ensureBubblewrap(log: (line: string) => void): Promise<void> {
  if (findBubblewrap() !== null) return
  log('Getting bubblewrap for the sandbox …')
  const problem =
    process.getuid?.() === 0
      ? await installWithApt(['bubblewrap'])
      : await unpackDebianPackages(['bubblewrap'], path.join(pythonFolder(), 'debian'))
  if (problem !== null)
    log(`bubblewrap could not be had (${problem}); the Landlock sandbox is tried instead.`)
}
