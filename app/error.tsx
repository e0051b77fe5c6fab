'use client'

import { UnexpectedError, type UnexpectedErrorProps } from '@/components/ui/unexpected-error'

export default function RootError(props: UnexpectedErrorProps) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <UnexpectedError {...props} />
    </main>
  )
}
