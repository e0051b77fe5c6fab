import 'server-only'
import { log } from '@/lib/log/log'

/** Runs `task` now and then again `ms` after each end, never twice at a time; a failure is logged and tried again. */
export function repeatEvery(
  ms: number,
  name: string,
  task: () => Promise<unknown>,
): { stop: () => Promise<void> } {
  let timer: NodeJS.Timeout | undefined
  let stopped = false
  let running: Promise<void> = Promise.resolve()

  const round = (): void => {
    running = task()
      .then(
        () => undefined,
        (error: unknown) => log.warn({ err: error, task: name }, 'a repeated task failed'),
      )
      .then(() => {
        if (!stopped) timer = setTimeout(round, ms)
      })
  }
  round()
  return {
    async stop() {
      stopped = true
      clearTimeout(timer)
      await running
    },
  }
}
