'use client'

import { Dialog, DialogContent, DialogTrigger } from '@/components/ui/dialog'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import type { SkippedFile } from '@/lib/domain/module'
import { formatPlural } from '@/lib/format/format-count'

/** "3 files left out", and which and why. */
export function SkippedFiles({ skipped }: { skipped: readonly SkippedFile[] }) {
  const text = `${formatPlural(skipped.length, 'file')} left out`
  return (
    <Dialog>
      <DialogTrigger className="underline underline-offset-4">{text}</DialogTrigger>
      <DialogContent
        title={text}
        description="They are not stored, and no workflow sees them."
        className="max-w-2xl"
      >
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
                <Td className="font-mono text-xs">{path}</Td>
                <Td className="whitespace-normal text-dim">{reason}</Td>
              </Tr>
            ))}
          </tbody>
        </Table>
      </DialogContent>
    </Dialog>
  )
}
