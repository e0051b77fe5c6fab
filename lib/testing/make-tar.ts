import { gzipSync } from 'node:zlib'

export interface TarEntryDraft {
  name: string
  content?: Buffer | string
  /** '0' file, '1' hard link, '2' symbolic link, '5' folder, '3' device */
  type?: string
  linkName?: string
  /** lies about the size */
  declaredBytes?: number
}

const BLOCK = 512

function makeHeader(entry: TarEntryDraft, bytes: number): Buffer {
  const header = Buffer.alloc(BLOCK)
  header.write(entry.name, 0, 100, 'utf8')
  header.write('0000644\0', 100, 'latin1')
  header.write('0000000\0', 108, 'latin1')
  header.write('0000000\0', 116, 'latin1')
  header.write(`${bytes.toString(8).padStart(11, '0')}\0`, 124, 'latin1')
  header.write('00000000000\0', 136, 'latin1')
  header.write('        ', 148, 'latin1')
  header.write(entry.type ?? '0', 156, 'latin1')
  header.write(entry.linkName ?? '', 157, 100, 'utf8')
  header.write('ustar\x0000', 257, 'latin1')
  const sum = header.reduce((total, byte) => total + byte, 0)
  header.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1')
  return header
}

/** A tar archive block by block, so that tests can make ones that no tool would write. */
export function makeTar(entries: TarEntryDraft[]): Buffer {
  const parts = entries.flatMap((entry) => {
    const content = Buffer.from(entry.content ?? '')
    const padding = Buffer.alloc((BLOCK - (content.length % BLOCK)) % BLOCK)
    return [makeHeader(entry, entry.declaredBytes ?? content.length), content, padding]
  })
  return Buffer.concat([...parts, Buffer.alloc(2 * BLOCK)])
}

export function makeTarGz(entries: TarEntryDraft[]): Buffer {
  return gzipSync(makeTar(entries))
}
