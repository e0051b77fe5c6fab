import 'server-only'
import { log } from '@/lib/log/log'
import { findRegisteredWorkflow } from '@/lib/runs/execution/find-workflow'
import { makePythonPort } from '@/lib/runs/ports/make-python-port'
import { makeWorkflowPorts } from '@/lib/runs/ports/make-workflow-ports'
import { runAsWorker } from './run-as-worker'

runAsWorker({
  findWorkflow: findRegisteredWorkflow,
  makePorts: makeWorkflowPorts,
  makePython: makePythonPort,
}).catch((error: unknown) => {
  log.fatal({ err: error }, 'worker could not start')
  process.exit(1)
})
