/**
 * Ends this execution of a run, not the run: a call of it waits in a batch. No step may follow the call's on the way out,
 * as the run is taken up again by repeating its last step.
 */
export class RunParkedError extends Error {
  constructor() {
    super('the run waits for a batch')
    this.name = 'RunParkedError'
  }
}
