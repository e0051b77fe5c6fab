import { runAsWorker } from '@/lib/jobs/run-as-worker'
import { makeEnginePorts } from '@/lib/runs/ports/make-engine-ports'
import { benchWorkflow } from '@/scripts/bench/bench-workflow'
import { fakeAnalysis } from './fake-analysis'
import { fakePython } from './fake-python'

// A real worker that waits no longer than a second for a provider that is silent: tests of faults need not wait for minutes.
await runAsWorker({
  findWorkflow: () => benchWorkflow,
  makePython: async () => fakePython(),
  makePorts: async ({ teamId, projectId, launchId, userId, workflow, input }, { step, sleep, signal }) => {
    const { runId, tryNumber, options } = input
    const run = { teamId, projectId, launchId, userId, workflow, runId, tryNumber }
    const patience = { maxSilenceMs: 1000, maxCallMs: 2000 }
    const ports = makeEnginePorts({ run, options, signal, step, sleep, patience })
    return { ...ports, ...fakeAnalysis(), python: fakePython() }
  },
})
