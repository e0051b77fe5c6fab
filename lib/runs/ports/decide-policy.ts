import 'server-only'
import type { LaunchOptions } from '@/lib/domain/launch'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { ModelPermission, StartQuestion } from '@/lib/workflows/ports'
import { decideStart } from '../routing/decide-start'
import { decideModels } from './decide-models'

/** Which models a stage of this run may ask, and where it starts; who chose the start at launch has chosen. */
export async function decidePolicy(
  run: RunScope,
  options: LaunchOptions,
  question: StartQuestion,
): Promise<ModelPermission> {
  const { teamId, projectId } = run
  const asked = decideModels({ teamId, projectId, useModel: options.useModel })
  if (options.startTier !== 'auto' || !options.useModel) return asked
  const [permission, start] = await Promise.all([asked, decideStart(run, question, asked)])
  return permission.allowed ? { ...permission, start } : permission
}
