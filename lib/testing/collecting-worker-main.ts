import { setFlagsFromString } from 'node:v8'
import { runInNewContext } from 'node:vm'

// The real worker on a machine short of memory: what only a weak reference holds is gone at once.
setFlagsFromString('--expose-gc')
const collectGarbage: () => void = runInNewContext('gc')
setInterval(collectGarbage, 250).unref()
await import('@/lib/jobs/worker-main')
