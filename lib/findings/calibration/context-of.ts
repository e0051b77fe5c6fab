import 'server-only'
import { z } from 'zod'
import type { Detection } from '@/lib/domain/finding'

/** What kind of code a folder holds: the same rule is right in one and wrong in another. */
const Folder = z.enum(['tests', 'migrations', 'scripts', 'examples', 'generated', 'library'])
type Folder = z.infer<typeof Folder>

/** Where in a module something stands, by the shape of its qualified name. */
const Scope = z.enum(['module', 'test', 'dunder', 'private', 'public'])

/** The few things about a finding that verdicts are learned by, beside its rule and project. */
export const FindingContext = z.object({
  folder: Folder,
  scope: Scope,
  /** dotted name of what is called there; empty: it is no call */
  subject: z.string(),
})
export type FindingContext = z.infer<typeof FindingContext>

const BY_SEGMENT: Record<string, Folder> = {
  ...{ tests: 'tests', test: 'tests', testing: 'tests' },
  ...{ migrations: 'migrations', alembic: 'migrations' },
  ...{ scripts: 'scripts', tools: 'scripts', bin: 'scripts', benchmarks: 'scripts', bench: 'scripts' },
  ...{ examples: 'examples', example: 'examples', docs: 'examples', doc: 'examples', demo: 'examples' },
  ...{ vendor: 'generated', third_party: 'generated', generated: 'generated', _vendor: 'generated' },
}
const BY_FILE: [RegExp, Folder][] = [
  [/^(test_.*|.*_test|conftest)\.py$/, 'tests'],
  [/_pb2(_grpc)?\.pyi?$/, 'generated'],
  [/^(setup|noxfile|fabfile|tasks)\.py$/, 'scripts'],
]

/** The context of a detection: path by whole segments, name by its shape, and what is called. */
export function contextOf(detection: Pick<Detection, 'path' | 'qualifiedName' | 'subject'>): FindingContext {
  const { path, qualifiedName, subject } = detection
  return { folder: folderOf(path), scope: scopeOf(qualifiedName), subject: subject ?? '' }
}

function folderOf(path: string): Folder {
  const segments = path.split('/')
  const file = segments.pop() ?? ''
  const byFile = BY_FILE.find(([shape]) => shape.test(file))?.[1]
  if (byFile !== undefined) return byFile
  const known = segments.find((segment) => Object.hasOwn(BY_SEGMENT, segment))
  return (known === undefined ? undefined : BY_SEGMENT[known]) ?? 'library'
}

function scopeOf(qualifiedName: string): FindingContext['scope'] {
  if (qualifiedName === '') return 'module'
  const parts = qualifiedName.split('.')
  if (parts.some((part) => /^(test_|Test[A-Z])/.test(part))) return 'test'
  const last = parts.at(-1) ?? ''
  if (/^__\w+__$/.test(last)) return 'dunder'
  return parts.some((part) => part.startsWith('_')) ? 'private' : 'public'
}
