import 'server-only'
import type { ChildProcess } from 'node:child_process'
import { Socket } from 'node:net'

/** From now on this process may end while the child runs. */
export function letGo(child: ChildProcess): void {
  child.unref()
  for (const stream of child.stdio) if (stream instanceof Socket) stream.unref()
}
