import { runAsWorker } from '@/lib/jobs/run-as-worker'
import { USUAL_PACE } from '@/lib/runs/batches/batch-pace'
import { makeEnginePorts } from '@/lib/runs/ports/make-engine-ports'
import { testGeneration } from '@/lib/workflows/test-generation/workflow'
import { fakeAnalysis } from './fake-analysis'
import { fakePython } from './fake-python'

const python = fakePython({ observed: 'def test_seen():\n    assert go() == 1\n' })

// A real worker whose Python is fake, so that many runs are quick, and whose batches take seconds instead of a day.
await runAsWorker(
  {
    findWorkflow: () => testGeneration,
    makePython: async () => python,
    makePorts: async ({ teamId, projectId, launchId, userId, workflow, input }, { step, sleep, signal }) => {
      const { runId, tryNumber, options } = input
      const run = { teamId, projectId, launchId, userId, workflow, runId, tryNumber }
      return { ...makeEnginePorts({ run, options, signal, step, sleep }), ...fakeAnalysis(), python }
    },
  },
  { ...USUAL_PACE, settleMs: 3000, pollMs: 300 },
)
