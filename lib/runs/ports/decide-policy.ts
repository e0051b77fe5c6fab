import 'server-only'
import type { LaunchOptions } from '@/lib/domain/launch'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { ModelPermission, StartQuestion } from '@/lib/workflows/ports'
import { decideStart } from '../routing/decide-start'
import { isInteractive } from '../slots/is-interactive'
import { decideModels } from './decide-models'

/** Which models a stage of this run may ask, and where it starts; who chose the start at launch has chosen. */
export async function decidePolicy(
  run: RunScope,
  options: LaunchOptions,
  question: StartQuestion,
): Promise<ModelPermission> {
  const { teamId, projectId } = run
  const asked = decideModels({ teamId, projectId, useModel: options.useModel })
  const isAutomatic = options.startTier === 'auto' && options.useModel
  const [permission, isAwaited, start] = await Promise.all([
    asked,
    isInteractive(run.launchId),
    isAutomatic ? decideStart(run, question, asked) : null,
  ])
  return permission.allowed ? { ...permission, start, isBulk: !isAwaited } : permission
}
