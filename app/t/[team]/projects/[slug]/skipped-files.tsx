'use client'

import { Download } from 'lucide-react'
import { saveFile } from '@/components/runs/save-file'
import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { countSkipped, type SkippedFile } from '@/lib/domain/module'
import { formatPlural } from '@/lib/format/format-count'
import { toCsv } from '@/lib/format/to-csv'

const COLUMNS = {
  file: ({ path }: SkippedFile) => path,
  why: ({ reason }: SkippedFile) => reason,
}

/** "3 files left out", and which and why; to be copied or kept as CSV. */
export function SkippedFiles({ skipped, name }: { skipped: readonly SkippedFile[]; name: string }) {
  const text = `${formatPlural(countSkipped(skipped), 'file')} left out`
  const csv = toCsv(skipped, COLUMNS)
  return (
    <Dialog>
      <DialogTrigger className="underline underline-offset-4">{text}</DialogTrigger>
      <DialogContent
        title={text}
        description="They are not stored, and no workflow sees them."
        className="max-w-2xl"
      >
        <div className="flex items-center justify-end gap-1">
          <CopyButton text={csv} label="Copy the list" />
          <Button size="sm" onClick={() => saveFile(`${name}-left-out.csv`, csv, 'text/csv')}>
            <Download aria-hidden /> CSV
          </Button>
        </div>
        <Table label={text}>
          <thead>
            <tr>
              <Th>File</Th>
              <Th>Why</Th>
            </tr>
          </thead>
          <tbody>
            {skipped.map(({ path, reason }) => (
              <Tr key={path}>
                <Td className="break-all font-mono text-xs">{path}</Td>
                <Td className="whitespace-normal text-dim">{reason}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </DialogContent>
    </Dialog>
  )
}
