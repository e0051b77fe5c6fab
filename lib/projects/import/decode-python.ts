import 'server-only'

const BOM = '\ufeff'
/** PEP 263: a comment in the first or second line. */
const DECLARED = /^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)/

/** Python's spelling as the Encoding standard has it. */
function labelOf(name: string): string {
  const label = name.toLowerCase().replaceAll('_', '-')
  return label === 'latin-1' ? 'latin1' : label
}

function decode(content: Buffer, encoding: string): string | null {
  try {
    return new TextDecoder(encoding, { fatal: true }).decode(content)
  } catch {
    return null
  }
}

/** Text of a Python file in UTF-8 or in the encoding it declares (PEP 263), without byte order mark; null: neither. */
export function decodePython(content: Buffer): string | null {
  const lines = content
    .subarray(0, 1000)
    .toString('latin1')
    .split(/\r\n|\r|\n/, 2)
  const declared = lines.map((line) => DECLARED.exec(line)?.[1]).find((name) => name !== undefined)
  const text = decode(content, labelOf(declared ?? 'utf-8')) ?? decode(content, 'utf-8')
  return text?.startsWith(BOM) ? text.slice(BOM.length) : text
}
