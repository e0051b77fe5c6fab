import { runAsWorker } from '@/lib/jobs/run-as-worker'
import { scriptedTools } from './scripted-workflow'

// A worker process like the real one, for tests that kill it.
await runAsWorker(scriptedTools)
