import 'server-only'
import path from 'node:path'
import { env } from '@/lib/env'

/** Raise it when a folder is written in another way: those of before are then not used, and pruned in time. */
const LAYOUT = 2
const DRAFT = '.draft-'

/** Where the files of snapshots lie on this machine. */
export function snapshotsFolder(): string {
  return path.join(env().ASSAY_DATA, 'snapshots')
}

/** Beginning of the name of a folder that is being written or removed: nobody uses one. */
export function draftPrefix(): string {
  return path.join(snapshotsFolder(), DRAFT)
}

/** Whether a folder of this name is being written or removed. */
export const isDraft = (name: string) => name.startsWith(DRAFT)

/** The folder of all snapshots with these files. */
export function folderOf(contentHash: string): string {
  return path.join(snapshotsFolder(), `${contentHash}.${LAYOUT}`)
}
