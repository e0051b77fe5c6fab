import { serverScriptArgs } from '../setup/prepare-python.mjs'

/**
 * What Node runs a worker with. What a call makes lives as long as the call, a second or so: in a nursery of the usual size
 * it is copied twice before it dies, and every other second a run waits 5 ms for that. A larger one is cleared seldom, and
 * by then nearly all of it is dead. It takes up to 100 MB more.
 */
export const workerArgs = ['--min-semi-space-size=16', '--max-semi-space-size=32', ...serverScriptArgs]
