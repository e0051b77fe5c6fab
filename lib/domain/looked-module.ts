import type { Detection, FindingTool } from './finding'

/** How far a run looked at a module as a whole: what it did not find is fixed only as far as that. */
export interface LookedModule {
  path: string
  /** those that read all of it */
  tools: FindingTool[]
  /** models answered everything that they were to be asked */
  withModels: boolean
  /** what analysers still see there and the run does not show */
  unshown: Pick<Detection, 'rule' | 'qualifiedName' | 'quote' | 'fingerprint'>[]
}
