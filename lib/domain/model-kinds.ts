import type { FindingCategory, FindingSeverity } from './finding'

/** What a finding may be called: a rule of ours, or a kind of fault that no analyser looks for. */
export interface FindingKind {
  id: string
  title: string
  category: FindingCategory
  severity: FindingSeverity
  cwe: number | null
}

const kind = (
  name: string,
  title: string,
  [category, severity]: [FindingCategory, FindingSeverity],
  cwe: number | null = null,
): FindingKind => ({ id: `model/${name}`, title, category, severity, cwe })

/** The closed list of what only a model can see; whatever it calls otherwise is dropped. */
export const MODEL_KINDS: readonly FindingKind[] = [
  kind('wrong-result', 'The result is wrong for some input', ['correctness', 'high']),
  kind('crash', 'Some valid input raises', ['correctness', 'high']),
  kind('wrong-state', 'State is left wrong or half changed', ['correctness', 'high']),
  kind('missing-case', 'A case is not handled', ['correctness', 'medium']),
  kind('broken-contract', 'It does not do what its name or documentation says', ['correctness', 'medium']),
  kind('concurrency', 'It goes wrong when run twice at once', ['correctness', 'high'], 362),
  kind('missing-authorisation', 'An act is not authorised', ['security', 'critical'], 862),
  kind('missing-validation', 'Input from outside is trusted', ['security', 'high'], 20),
  kind('data-exposure', 'Data is shown to whoever should not see it', ['security', 'high'], 200),
  kind('unsafe-design', 'Its design cannot be made safe', ['security', 'high'], 657),
  kind('needless-work', 'Work grows faster than the input', ['performance', 'medium'], 407),
  kind('resource-leak', 'A resource is not given back', ['performance', 'medium'], 772),
  kind('architecture', 'Responsibilities or layers are mixed up', ['maintainability', 'medium']),
  kind('misleading', 'A name or structure misleads its reader', ['maintainability', 'low']),
]

/** Kinds of a fault in the plan of a program rather than in a line of it. */
export const ARCHITECTURE_KINDS: ReadonlySet<string> = new Set(['model/architecture', 'model/unsafe-design'])

/** The kind of this id; undefined for rules of analysers. */
export function modelKind(id: string): FindingKind | undefined {
  return MODEL_KINDS.find((one) => one.id === id)
}
