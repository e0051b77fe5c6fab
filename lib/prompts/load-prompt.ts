import 'server-only'
import { readFile } from 'node:fs/promises'
import path from 'node:path'
import { type ParsedPrompt, parsePrompt } from './parse-prompt'

/** Folder of the prompt files, relative to where the server is started. */
export const PROMPTS_FOLDER = 'prompts'

const loaded = new Map<string, ParsedPrompt>()

/** The prompt `<workflow>/<stage>.v<N>`; files are immutable, so each is read once. Throws when there is none. */
export async function loadPrompt(id: string): Promise<ParsedPrompt> {
  const known = loaded.get(id)
  if (known !== undefined) return known
  const prompt = parsePrompt(id, await readFile(path.resolve(PROMPTS_FOLDER, `${id}.md`), 'utf8'))
  loaded.set(id, prompt)
  return prompt
}
