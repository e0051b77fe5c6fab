'use client'

import dynamic from 'next/dynamic'
import { Skeleton } from '@/components/ui/skeleton'

/** The editor, loaded when someone edits: it weighs on no page that is only read. */
export const CodeEditor = dynamic(async () => (await import('./python-editor')).PythonEditor, {
  ssr: false,
  loading: () => <Skeleton className="m-3.5 h-80" />,
})
