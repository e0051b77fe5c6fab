import 'server-only'
import { readdir } from 'node:fs/promises'
import type { WorkflowName } from '@/lib/domain/words'
import { loadPrompt, PROMPTS_FOLDER } from '@/lib/prompts/load-prompt'
import type { ParsedPrompt } from '@/lib/prompts/parse-prompt'
import { PASSES } from './passes'

/** A workflow's prompts of today, by stage. */
export async function newestPrompts(workflow: WorkflowName): Promise<Map<string, ParsedPrompt>> {
  if (PASSES[workflow].length === 0) return new Map()
  const newest = new Map<string, { id: string; version: number }>()
  for (const file of await readdir(`${PROMPTS_FOLDER}/${workflow}`)) {
    const [, stage, version] = /^(.+)\.v(\d+)\.md$/.exec(file) ?? []
    if (stage === undefined) continue
    const known = newest.get(stage)
    if (known === undefined || known.version < Number(version)) {
      newest.set(stage, { id: `${workflow}/${stage}.v${version}`, version: Number(version) })
    }
  }
  const prompts = await Promise.all([...newest.values()].map(({ id }) => loadPrompt(id)))
  return new Map(prompts.map((prompt) => [prompt.stage, prompt]))
}
