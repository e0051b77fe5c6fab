/** What Node runs a worker with. */
export declare const workerArgs: string[]
