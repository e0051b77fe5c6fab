import { ErrorState } from './error-state'

export interface UnexpectedErrorProps {
  error: Error & { digest?: string }
  reset: () => void
}

/** What an error page says of a fault of ours; the digest is the id under which the log holds it. */
export function UnexpectedError({ error, reset }: UnexpectedErrorProps) {
  return (
    <ErrorState
      title="Something went wrong on our side"
      text="Try again. If it happens again, send this id to whoever runs this server."
      requestId={error.digest}
      onRetry={reset}
    />
  )
}
