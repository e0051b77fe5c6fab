import 'server-only'
import { createHash } from 'node:crypto'
import type { CollectedFile } from '../collect/file-source'

export interface HashedFile extends CollectedFile {
  /** sha256 of the content, hex */
  hash: string
}

const sha256 = (content: Buffer | string) => createHash('sha256').update(content).digest('hex')

/** Addresses files by content, and all of them together by sha256 over the sorted (path, hash) pairs. */
export function hashFiles(files: CollectedFile[]): { files: HashedFile[]; contentHash: string } {
  const hashed = files.map((file) => ({ ...file, hash: sha256(file.content) }))
  const pairs = hashed.map(({ path, hash }) => `${path}\0${hash}\n`).sort()
  return { files: hashed, contentHash: sha256(pairs.join('')) }
}
