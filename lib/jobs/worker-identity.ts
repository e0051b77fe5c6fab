import 'server-only'
import { randomBytes } from 'node:crypto'
import os from 'node:os'

export interface WorkerIdentity {
  /** unique per process: the durable engine's executor id */
  id: string
  host: string
  pid: number
}

/** A new identity for this process; never reused, so that a dead worker cannot be taken for a living one. */
export function newWorkerIdentity(): WorkerIdentity {
  const host = os.hostname()
  return { id: `${host}-${process.pid}-${randomBytes(4).toString('hex')}`, host, pid: process.pid }
}
