import 'server-only'
import type { LaunchOptions } from '@/lib/domain/launch'
import type { RunScope } from '@/lib/telemetry/run-scope'
import type { ModelPermission, StartQuestion } from '@/lib/workflows/ports'
import { decideStart } from '../routing/decide-start'
import { startFactsColumns, startFactsOf } from '../routing/read-start-facts'
import { isInteractive } from '../slots/is-interactive'
import { NOT_WANTED, permissionOf, readPermission } from './decide-models'

/**
 * Which models a stage of this run may ask, and where it starts, asked for in one statement; who chose the start at launch
 * has chosen.
 */
export async function decidePolicy(
  run: RunScope,
  options: LaunchOptions,
  question: StartQuestion,
): Promise<ModelPermission> {
  if (!options.useModel) return NOT_WANTED
  const isAutomatic = options.startTier === 'auto'
  const [row, isAwaited] = await Promise.all([
    readPermission(run, isAutomatic ? startFactsColumns(run, question) : undefined),
    isInteractive(run.launchId),
  ])
  const permission = permissionOf(row)
  if (!permission.allowed) return permission
  const start = isAutomatic ? await decideStart(run, question, permission.models, startFactsOf(row)) : null
  return { ...permission, start, isBulk: !isAwaited }
}
