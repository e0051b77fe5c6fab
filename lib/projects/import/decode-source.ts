import 'server-only'
import { decodePython } from './decode-python'

/** Text of a stored module as pages and workflows show it; of bytes in no known encoding, one character per byte. */
export function decodeSource(content: Uint8Array): string {
  const bytes = Buffer.from(content)
  return decodePython(bytes) ?? bytes.toString('latin1')
}
