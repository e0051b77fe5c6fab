import { readdirSync, readFileSync } from 'node:fs'
import path from 'node:path'

const APP = path.resolve('app')

/** A way in that Next serves: a page or a route file. */
export interface Place {
  kind: 'page' | 'route'
  /** URL pattern: `/t/[team]/runs/[run]` */
  pattern: string
  /** HTTP methods; a page has GET */
  methods: string[]
}

/** Every file below app/ whose name fits. */
function findFiles(fits: RegExp): string[] {
  return readdirSync(APP, { recursive: true, encoding: 'utf8' }).filter((file) =>
    fits.test(path.basename(file)),
  )
}

/** `(auth)/sign-in/page.tsx` → `/sign-in`: folders in brackets are no part of the URL. */
function patternOf(file: string): string {
  const folders = path.dirname(file).split(path.sep)
  return `/${folders.filter((folder) => folder !== '.' && !/^\(.*\)$/.test(folder)).join('/')}`
}

/** Of `export const GET = …`, `export async function POST(…` and `export { handle as GET }`. */
function methodsOf(file: string): string[] {
  const source = readFileSync(path.join(APP, file), 'utf8')
  const exported = source.matchAll(/^export (?:const|async function|function) \w+|^export \{[^}]*\}/gm)
  return [...exported].flatMap(([head]) => head.match(/\b(GET|POST|PUT|PATCH|DELETE)\b/g) ?? [])
}

/** All pages and routes there are, found in the file system. */
export function listPlaces(): Place[] {
  const pages = findFiles(/^page\.tsx$/).map(
    (file): Place => ({ kind: 'page', pattern: patternOf(file), methods: ['GET'] }),
  )
  const routes = findFiles(/^route\.tsx?$/).map(
    (file): Place => ({ kind: 'route', pattern: patternOf(file), methods: methodsOf(file) }),
  )
  return [...pages, ...routes].sort((one, other) => one.pattern.localeCompare(other.pattern))
}

/** Names of all actions in the sources: what files that begin with "use server" export. */
export function listActionNames(): string[] {
  return findFiles(/\.tsx?$/)
    .map((file) => readFileSync(path.join(APP, file), 'utf8'))
    .filter((source) => /^['"]use server['"]/.test(source))
    .flatMap((source) => [...source.matchAll(/^export (?:const|async function|function) (\w+)/gm)])
    .map(([, name = '']) => name)
    .sort()
}
