import 'server-only'
import { foreignRule } from '@/lib/analysis/foreign-rule'
import { loadRules } from '@/lib/analysis/load-rules'
import { modelKind } from '@/lib/domain/model-kinds'

/** Titles by id: of our rules what their files say, of other tools' and models' what they mean here, else the id. */
export async function ruleTitles(ids: string[]): Promise<Record<string, string>> {
  const rules = await loadRules()
  return Object.fromEntries(ids.map((id) => [id, titleOf(id, rules)]))
}

function titleOf(id: string, rules: Awaited<ReturnType<typeof loadRules>>): string {
  return rules.get(id)?.title ?? foreignRule(id)?.title ?? modelKind(id)?.title ?? id
}
