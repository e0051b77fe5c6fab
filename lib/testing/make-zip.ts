import { crc32, deflateRawSync } from 'node:zlib'

export interface ZipEntryDraft {
  name: string
  content: Buffer | string
  /** Unix mode with file type, e.g. 0o120777 for a link */
  unixMode?: number
  /** lies about the size, as a bomb does */
  declaredBytes?: number
  encrypted?: boolean
}

interface ZipPart {
  local: Buffer
  central: Buffer
}

function makePart(entry: ZipEntryDraft, offset: number): ZipPart {
  const content = Buffer.from(entry.content)
  const packed = deflateRawSync(content)
  const name = Buffer.from(entry.name, 'utf8')
  const common = Buffer.alloc(26)
  common.writeUInt16LE(20, 0)
  common.writeUInt16LE(0x800 | (entry.encrypted ? 1 : 0), 2)
  common.writeUInt16LE(8, 4)
  common.writeUInt32LE(crc32(content), 10)
  common.writeUInt32LE(packed.length, 14)
  common.writeUInt32LE(entry.declaredBytes ?? content.length, 18)
  common.writeUInt16LE(name.length, 22)
  const central = Buffer.alloc(46)
  central.write('PK\u0001\u0002', 0, 'latin1')
  central.writeUInt16LE((3 << 8) | 20, 4)
  common.copy(central, 6)
  central.writeUInt32LE(((entry.unixMode ?? 0o100644) << 16) >>> 0, 38)
  central.writeUInt32LE(offset, 42)
  return {
    local: Buffer.concat([Buffer.from('PK\u0003\u0004', 'latin1'), common, name, packed]),
    central: Buffer.concat([central, name]),
  }
}

/** A zip archive byte by byte, so that tests can make ones that no tool would write. */
export function makeZip(entries: ZipEntryDraft[]): Buffer {
  const parts: ZipPart[] = []
  let offset = 0
  for (const entry of entries) {
    const part = makePart(entry, offset)
    parts.push(part)
    offset += part.local.length
  }
  const central = Buffer.concat(parts.map((part) => part.central))
  const end = Buffer.alloc(22)
  end.write('PK\u0005\u0006', 0, 'latin1')
  end.writeUInt16LE(parts.length, 8)
  end.writeUInt16LE(parts.length, 10)
  end.writeUInt32LE(central.length, 12)
  end.writeUInt32LE(offset, 16)
  return Buffer.concat([...parts.map((part) => part.local), central, end])
}
