import 'server-only'
import { readdir, readFile } from 'node:fs/promises'
import path from 'node:path'
import { parseRule, type Rule } from './parse-rule'

/** Folder of the rules' files, relative to where the server is started. */
const RULES_FOLDER = 'lib/analysis/rules'

let loaded: Promise<Map<string, Rule>> | undefined

/** All rules of ours by id, in the order of their ids; the files never change while a process runs. */
export function loadRules(): Promise<Map<string, Rule>> {
  loaded ??= readRules()
  return loaded
}

async function readRules(): Promise<Map<string, Rule>> {
  const names = (await readdir(path.resolve(RULES_FOLDER))).filter((name) => name.endsWith('.md')).sort()
  const rules = await Promise.all(
    names.map(async (name) =>
      parseRule(path.basename(name, '.md'), await readFile(path.resolve(RULES_FOLDER, name), 'utf8')),
    ),
  )
  return new Map(rules.map((rule) => [rule.id, rule]))
}
