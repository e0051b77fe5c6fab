'use client'

import { UnexpectedError, type UnexpectedErrorProps } from '@/components/ui/unexpected-error'
import './globals.css'

/** Takes the place of the whole document when the root layout itself fails. */
export default function GlobalError(props: UnexpectedErrorProps) {
  return (
    <html lang="en">
      <body>
        <main className="grid min-h-dvh place-items-center">
          <UnexpectedError {...props} />
        </main>
      </body>
    </html>
  )
}
