'use client'

import { ErrorState } from '@/components/ui/error-state'

type Props = { error: Error & { digest?: string }; reset: () => void }

export default function RootError({ error, reset }: Props) {
  return (
    <main className="grid min-h-dvh place-items-center">
      <ErrorState
        title="Something went wrong on our side"
        text="Try again. If it happens again, send this id to whoever runs this server."
        requestId={error.digest}
        onRetry={reset}
      />
    </main>
  )
}
