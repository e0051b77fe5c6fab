export interface PatchLine {
  kind: 'same' | 'added' | 'removed' | 'hunk'
  text: string
  oldLine: number | null
  newLine: number | null
}

const HUNK = /^@@ -(\d+)(?:,\d+)? \+(\d+)(?:,\d+)? @@/

/** The lines of a unified diff of one file with their numbers; headers of files and "no newline" remarks are left out. */
export function readPatch(patch: string): PatchLine[] {
  const lines: PatchLine[] = []
  let oldLine = 0
  let newLine = 0
  let inHunk = false
  for (const text of patch.split('\n')) {
    const hunk = HUNK.exec(text)
    if (hunk !== null) {
      oldLine = Number(hunk[1])
      newLine = Number(hunk[2])
      inHunk = true
      lines.push({ kind: 'hunk', text, oldLine: null, newLine: null })
    } else if (!inHunk) continue
    else if (text.startsWith('+')) {
      lines.push({ kind: 'added', text: text.slice(1), oldLine: null, newLine })
      newLine += 1
    } else if (text.startsWith('-')) {
      lines.push({ kind: 'removed', text: text.slice(1), oldLine, newLine: null })
      oldLine += 1
    } else if (text.startsWith(' ')) {
      lines.push({ kind: 'same', text: text.slice(1), oldLine, newLine })
      oldLine += 1
      newLine += 1
    }
  }
  return lines
}
