import 'server-only'
import { createHash } from 'node:crypto'
import { parse } from 'yaml'
import { z } from 'zod'
import { Tier } from '@/lib/domain/words'
import { placeholdersOf } from '@/lib/format/fill-placeholders'

const FrontMatter = z.strictObject({
  tier: Tier,
  maxTokens: z.number().int().min(1).max(64_000),
  /** name of the zod schema of the answer, for readers; the stage holds the schema itself */
  outputSchema: z.string().min(1),
  variables: z.array(z.string().regex(/^[a-zA-Z][a-zA-Z0-9_]*$/)),
})
export type FrontMatter = z.infer<typeof FrontMatter>

export interface ParsedPrompt {
  /** `<workflow>/<stage>.v<N>` */
  id: string
  workflow: string
  stage: string
  version: number
  /** sha256 of the file's text */
  hash: string
  meta: FrontMatter
  /** the file's text */
  body: string
  system: string
  user: string
  repair: string
}

const PROMPT_ID = /^([a-z0-9-]+)\/([a-z0-9-]+)\.v([1-9][0-9]*)$/
const FILE = /^---\n([\s\S]*?)\n---\n([\s\S]*)$/
const SECTIONS = ['System', 'User', 'Repair'] as const
/** What the engine itself puts into the repair turn. */
const REPAIR_VARIABLES = ['failure', 'previous']

function readSections(id: string, text: string): Record<(typeof SECTIONS)[number], string> {
  const parts = text.split(/^# (System|User|Repair)[ \t]*$/m)
  const found = new Map<string, string>()
  for (let at = 1; at < parts.length; at += 2) {
    const name = parts[at] ?? ''
    if (found.has(name)) throw new Error(`Prompt ${id}: section "# ${name}" stands twice.`)
    found.set(name, (parts[at + 1] ?? '').trim())
  }
  const section = (name: string) => {
    const body = found.get(name)
    if (!body) throw new Error(`Prompt ${id}: section "# ${name}" is missing or empty.`)
    return body
  }
  return { System: section('System'), User: section('User'), Repair: section('Repair') }
}

/** The front matter must name exactly the variables of the text, or a typing error would go out to a model. */
function assertVariables(id: string, meta: FrontMatter, sections: ReturnType<typeof readSections>): void {
  if (placeholdersOf(sections.System).length > 0) {
    throw new Error(`Prompt ${id}: "# System" must have no variables: as a stable prefix it is cached.`)
  }
  const inRepair = placeholdersOf(sections.Repair)
  const foreign = inRepair.filter((name) => !REPAIR_VARIABLES.includes(name))
  if (foreign.length > 0) throw new Error(`Prompt ${id}: "# Repair" knows no {{${foreign.join('}}, {{')}}}.`)
  const used = [...placeholdersOf(sections.User), ...inRepair].sort()
  const named = [...meta.variables].sort()
  if (used.join() !== named.join()) {
    throw new Error(
      `Prompt ${id}: its variables are [${used.join(', ')}], its front matter says [${named.join(', ')}].`,
    )
  }
}

/** Parses a prompt file; throws with the id and what is wrong. Line ends do not change the hash. */
export function parsePrompt(id: string, fileText: string): ParsedPrompt {
  const idParts = PROMPT_ID.exec(id)
  if (idParts === null) throw new Error(`Prompt ${id}: the name must be <workflow>/<stage>.v<number>.md.`)
  const body = fileText.replaceAll('\r\n', '\n')
  const file = FILE.exec(body)
  if (file === null) throw new Error(`Prompt ${id}: no front matter between two lines of "---".`)
  const meta = FrontMatter.safeParse(parse(file[1] ?? ''))
  if (!meta.success) throw new Error(`Prompt ${id}: front matter: ${z.prettifyError(meta.error)}`)
  const sections = readSections(id, file[2] ?? '')
  assertVariables(id, meta.data, sections)
  return {
    id,
    workflow: idParts[1] ?? '',
    stage: idParts[2] ?? '',
    version: Number(idParts[3]),
    hash: createHash('sha256').update(body).digest('hex'),
    meta: meta.data,
    body,
    system: sections.System,
    user: sections.User,
    repair: sections.Repair,
  }
}
