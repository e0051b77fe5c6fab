import 'server-only'
import { db } from '@/lib/db/db'
import { log } from '@/lib/log/log'
import { chooseSandboxMode } from '@/lib/sandbox/choose-mode'

/** Tests the sandbox at the start rather than at the first run, and writes down what this worker isolates code with. */
export async function reportSandbox(workerId: string): Promise<void> {
  const sandbox = await chooseSandboxMode()
  log.info({ mode: sandbox.mode }, 'sandbox chosen')
  await db().worker.update({ where: { id: workerId }, data: { sandbox } })
}
