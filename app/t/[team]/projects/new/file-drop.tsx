'use client'

import { FileArchive, Upload } from 'lucide-react'
import { type DragEvent, useState } from 'react'
import { cn } from '@/components/ui/cn'
import type { FieldControl } from '@/components/ui/form-field'
import { formatBytes } from '@/lib/format/format-bytes'

type FileDropProps = {
  control: FieldControl
  accept: string
  file: File | null
  onFile: (file: File | null) => void
}

/** A file input that a file can also be dropped on. */
export function FileDrop({ control, accept, file, onFile }: FileDropProps) {
  const [over, setOver] = useState(false)
  const drag = (isOver: boolean) => (event: DragEvent) => {
    event.preventDefault()
    setOver(isOver)
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    onFile(event.dataTransfer.files[0] ?? null)
  }
  const Icon = file === null ? Upload : FileArchive
  return (
    <label
      onDragOver={drag(true)}
      onDragLeave={drag(false)}
      onDrop={drop}
      className={cn(
        'relative grid cursor-pointer justify-items-center gap-1 rounded-lg border border-control border-dashed px-4 py-8 text-center',
        'hover:bg-line-soft/60 has-focus-visible:outline-2 has-focus-visible:outline-accent has-focus-visible:outline-offset-2',
        over && 'border-accent bg-accent-soft',
      )}
    >
      <Icon className="size-5 text-faint" aria-hidden />
      {file === null ? (
        <span>
          Drop an archive here, or{' '}
          <span className="text-accent underline underline-offset-4">choose a file</span>
        </span>
      ) : (
        <span>
          <span className="font-medium">{file.name}</span>{' '}
          <span className="text-dim">{formatBytes(file.size)}</span>
        </span>
      )}
      <input
        {...control}
        type="file"
        accept={accept}
        className="absolute inset-0 cursor-pointer opacity-0"
        onChange={(event) => onFile(event.target.files?.[0] ?? null)}
      />
    </label>
  )
}
