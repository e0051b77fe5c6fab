import type { Detection } from '@/lib/domain/finding'
import type { CheckedDetectionInput } from '@/lib/domain/finding-row'

/** A text as it was at launch; of changes also what it was before. */
export interface ReviewFile {
  path: string
  source: string
  /** null: there was none, or the target is no change */
  oldSource: string | null
  /** lines that changed, 1-based and ascending; null: the file is looked at as a whole */
  changed: number[] | null
}

/** A function, or the code around functions: what one question shows of a file. */
export interface Unit {
  path: string
  /** qualified name, or `<module>` */
  name: string
  /** the lines that it shows, ascending; a question counts them from 1 */
  lines: number[]
  /** signatures of what it calls of its own file */
  callees: string[]
}

/** Something that may be a finding, located. */
export interface Candidate {
  detection: Detection
  /** `strong`: an analyser is sure enough to show it unasked · `weak`: it is not · `flag`: a model pointed at it */
  kind: 'strong' | 'weak' | 'flag'
  /** of a flag: the prompt that pointed at it */
  promptHash: string | null
}

/** Something that was looked at and is not shown. */
export interface Dropped {
  stage: 'triage' | 'verify' | 'premium' | 'refute' | 'check'
  rule: string
  path: string
  line: number
  quote: string
  why: string
}

/** A finding with what was said against it by a model that may not drop it. */
export interface Settled {
  detection: CheckedDetectionInput
  doubt: string | null
  /** of a prediction: how its kind is kept out; null: the rule's page says it */
  prevention: string | null
}
