import { expect, test } from 'vitest'
import { readSourceFiles, type SourceFile } from '@/lib/testing/read-imports'

/** They write nothing, or nothing of a team: who signs in or out, and ends sessions of their own. */
const NOT_OF_A_TEAM = [
  ...['endSessionsAction', 'signInAction', 'signOutAction'],
  ...['listOfferedModelsAction', 'previewRepriceAction', 'previewRetentionAction'],
]

const files = readSourceFiles(['app', 'lib'])
const byPath = new Map(files.map((file) => [file.path.replace(/\.tsx?$/, ''), file]))

/** Whether a file records an act, itself or by what it imports. */
function records(path: string, seen = new Set<string>()): boolean {
  if (path === 'lib/teams/record-audit') return true
  const file = byPath.get(path)
  if (file === undefined || seen.has(path)) return false
  seen.add(path)
  return file.imports.some(
    ({ target, typeOnly }) => !typeOnly && target.startsWith('lib/') && records(target, seen),
  )
}

const IMPORTED = /import \{([^}]*)\} from '@\/(lib\/(?!domain|entry)[^']+)'/g

/** The files of the verbs that an action's handler names. */
function verbsOf({ text }: SourceFile, handler: string): string[] {
  return [...text.matchAll(IMPORTED)].flatMap(([, names = '', path = '']) =>
    names.split(',').some((name) => new RegExp(`\\b${name.trim()}\\b`).test(handler)) ? [path] : [],
  )
}

const actions = files
  .filter(({ text }) => /^\s*['"]use server['"]/.test(text))
  .flatMap((file) =>
    [...file.text.matchAll(/^export const (\w+Action) = defineAction\(\{([\s\S]*?)^\}\)/gm)].map(
      ([, name = '', body = '']) => ({ name, verbs: verbsOf(file, body.slice(body.indexOf('handler'))) }),
    ),
  )

test('every action leaves its trace in the audit log', () => {
  expect(actions.length).toBeGreaterThan(50)
  expect(actions.filter(({ verbs }) => verbs.length === 0)).toEqual([])
  const silent = actions.filter(({ verbs }) => !verbs.some((verb) => records(verb)))
  expect(silent.map(({ name }) => name).sort()).toEqual([...NOT_OF_A_TEAM].sort())
})
