import type { Instrumentation } from 'next'

/** Next calls this once when a server process starts. The first import would otherwise wait for the sandbox's self-test. */
export async function register(): Promise<void> {
  if (process.env.NEXT_RUNTIME !== 'nodejs' || process.env.NEXT_PHASE === 'phase-production-build') return
  const [{ chooseSandboxMode }, { log }, { limitStatements }] = await Promise.all([
    import('@/lib/sandbox/choose-mode'),
    import('@/lib/log/log'),
    import('@/lib/db/patience'),
  ])
  limitStatements()
  chooseSandboxMode().then(
    ({ mode }) => log.info({ sandbox: mode }, 'sandbox chosen'),
    (error: unknown) => log.error({ err: error }, 'the sandbox self-test could not run'),
  )
}

/** Next calls this for every error that no one caught; the browser is told its digest only. */
export const onRequestError: Instrumentation.onRequestError = async (error, request, context) => {
  if (process.env.NEXT_RUNTIME !== 'nodejs') return
  const { logPageError } = await import('@/lib/entry/log-page-error')
  logPageError(error, request, context)
}
