import 'server-only'
import { Header } from 'tar'

const BLOCK = 512

/** A file as a piece of a tar archive: its header, its content, and zeros up to a whole block. */
export function tarFile(path: string, content: Buffer, mtime: Date): Buffer {
  const header = Buffer.alloc(BLOCK)
  new Header({ path, mode: 0o600, size: content.length, mtime, type: 'File' }).encode(header)
  return Buffer.concat([header, content, Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)])
}

/** What every tar archive ends with. */
export const tarEnd = (): Buffer => Buffer.alloc(2 * BLOCK)
