import { FilePen, FilePlus2, FileSymlink, FileX2, type LucideIcon } from 'lucide-react'
import { countDiff, type DiffFileRow } from '@/lib/domain/code-diff'
import { formatPlural } from '@/lib/format/format-count'

const MARK = {
  added: { icon: FilePlus2, word: 'added' },
  removed: { icon: FileX2, word: 'removed' },
  changed: { icon: FilePen, word: 'changed' },
  moved: { icon: FileSymlink, word: 'moved' },
} satisfies Record<DiffFileRow['change'], { icon: LucideIcon; word: string }>

/** What became of a file: a sign, and a word for those who do not see it. */
export function ChangeMark({ change }: { change: DiffFileRow['change'] }) {
  const { icon: Icon, word } = MARK[change]
  return (
    <span title={word} className="shrink-0 text-dim">
      <Icon className="size-4" aria-hidden />
      <span className="sr-only">{word}: </span>
    </span>
  )
}

/** Lines that came and went: `+12 −4`. */
export function LineCounts({ file }: { file: DiffFileRow | undefined }) {
  if (file === undefined || file.textLeftOut !== null) return null
  return (
    <span className="shrink-0 text-dim text-xs tabular-nums">
      <span className="sr-only">{formatPlural(file.addedLines, 'line')} added, </span>
      <span aria-hidden>+{file.addedLines} </span>
      <span className="sr-only">{formatPlural(file.removedLines, 'line')} removed</span>
      <span aria-hidden>−{file.removedLines}</span>
    </span>
  )
}

/** `3 files, 2 of them Python, +12 −4 lines`. */
export function describeCount(files: readonly DiffFileRow[]): string {
  const count = countDiff(files)
  const python = count.pythonFiles === count.files ? '' : `, ${count.pythonFiles} of them Python`
  return `${formatPlural(count.files, 'file')}${python}, +${count.addedLines} −${count.removedLines} lines`
}

/** The changed files of a diff. What a workflow does not look at stands back. */
export function ChangedFileList({ files }: { files: readonly DiffFileRow[] }) {
  return (
    <ul aria-label="Changed files" className="divide-y divide-line-soft">
      {files.map((file) => (
        <li key={file.path} className="flex items-center gap-2 px-3.5 py-1.5 text-sm">
          <ChangeMark change={file.change} />
          <span
            className={
              file.isPython
                ? 'min-w-0 flex-1 truncate font-mono'
                : 'min-w-0 flex-1 truncate font-mono text-dim'
            }
            title={file.path}
          >
            {file.oldPath === null ? file.path : `${file.oldPath} → ${file.path}`}
          </span>
          {file.textLeftOut === null ? null : <span className="text-dim text-xs">{file.textLeftOut}</span>}
          <LineCounts file={file} />
        </li>
      ))}
    </ul>
  )
}
