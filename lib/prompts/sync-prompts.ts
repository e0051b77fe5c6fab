import 'server-only'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import type { Db } from '@/lib/db/db'
import { PROMPTS_FOLDER } from './load-prompt'
import { type ParsedPrompt, parsePrompt } from './parse-prompt'

/** All prompt files, parsed, sorted by id. */
export async function readPrompts(folder = PROMPTS_FOLDER): Promise<ParsedPrompt[]> {
  const files = await readdir(folder, { recursive: true })
  const ids = files
    .filter((file) => file.endsWith('.md'))
    .map((file) => file.split(path.sep).join('/').replace(/\.md$/, ''))
    .sort()
  return Promise.all(
    ids.map(async (id) => parsePrompt(id, await readFile(path.join(folder, `${id}.md`), 'utf8'))),
  )
}

/**
 * Writes new prompt versions to the database; safe to call by several processes at once and at every start.
 * Throws, naming the file, when a version that is known has another text: versions are immutable.
 */
export async function syncPrompts(db: Db, folder?: string): Promise<{ added: string[] }> {
  const prompts = await readPrompts(folder)
  const before = await db.promptVersion.findMany({ select: { id: true } })
  const known = new Set(before.map(({ id }) => id))
  await db.promptVersion.createMany({
    data: prompts.map(({ id, workflow, stage, version, hash, meta, body }) => ({
      id,
      workflow,
      stage,
      version,
      hash,
      meta,
      body,
    })),
    skipDuplicates: true,
  })
  const stored = await db.promptVersion.findMany({ select: { id: true, hash: true } })
  const hashById = new Map(stored.map(({ id, hash }) => [id, hash]))
  const changed = prompts.filter(({ id, hash }) => hashById.get(id) !== hash)
  if (changed.length > 0) {
    const files = changed.map(({ id }) => `prompts/${id}.md`).join(', ')
    throw new Error(
      `Prompt versions never change, but these files have another text than the version in the database: ${files}. ` +
        'Put the old text back and write the change as the next version (.v<N+1>.md).',
    )
  }
  return { added: prompts.map(({ id }) => id).filter((id) => !known.has(id)) }
}
