'use client'

import { ErrorState } from '@/components/ui/error-state'
import './globals.css'

type Props = { error: Error & { digest?: string }; reset: () => void }

/** Takes the place of the whole document when the root layout itself fails. */
export default function GlobalError({ error, reset }: Props) {
  return (
    <html lang="en">
      <body>
        <main className="grid min-h-dvh place-items-center">
          <ErrorState
            title="Something went wrong on our side"
            text="Try again. If it happens again, send this id to whoever runs this server."
            requestId={error.digest}
            onRetry={reset}
          />
        </main>
      </body>
    </html>
  )
}
