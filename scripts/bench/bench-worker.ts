import { runAsWorker } from '@/lib/jobs/run-as-worker'
import { makePythonPort } from '@/lib/runs/ports/make-python-port'
import { makeWorkflowPorts } from '@/lib/runs/ports/make-workflow-ports'
import { benchWorkflow } from './bench-workflow'

// The real worker with the real ports; only the workflow is the bench's own.
await runAsWorker({
  findWorkflow: () => benchWorkflow,
  makePorts: makeWorkflowPorts,
  makePython: makePythonPort,
})
