import { z } from 'zod'
import { FindingSeverity } from './finding'
import { RunRow } from './run'
import { WorkflowName } from './words'

/** What a person looks for: every word must be in the path, the dotted name or the project's name. Empty: the newest. */
export const SearchQuery = z.object({
  q: z
    .string()
    .trim()
    .max(200)
    .regex(/^[^\0]*$/)
    .default(''),
})
export type SearchQuery = z.infer<typeof SearchQuery>

export const FoundProject = z.object({ slug: z.string(), name: z.string() })
export type FoundProject = z.infer<typeof FoundProject>

export const FoundModule = z.object({
  projectSlug: z.string(),
  projectName: z.string(),
  path: z.string(),
  /** dotted name as it is imported */
  name: z.string(),
})
export type FoundModule = z.infer<typeof FoundModule>

/** As lists show it: with the verdict of its newest version. */
export const FoundRun = RunRow.pick({
  id: true,
  projectName: true,
  targetKind: true,
  targetPath: true,
  targetName: true,
  status: true,
  verdict: true,
  createdAt: true,
})
export type FoundRun = z.infer<typeof FoundRun>

export const FoundLaunch = z.object({
  id: z.string(),
  projectName: z.string(),
  workflow: WorkflowName,
  targetCount: z.number().int(),
  /** of changes, not of modules */
  isOnChanges: z.boolean(),
  createdAt: z.string(),
})
export type FoundLaunch = z.infer<typeof FoundLaunch>

export const FoundFinding = z.object({
  id: z.string(),
  message: z.string(),
  rule: z.string(),
  /** what the rule is called */
  title: z.string(),
  severity: FindingSeverity,
  path: z.string(),
  startLine: z.number().int(),
  projectName: z.string(),
})
export type FoundFinding = z.infer<typeof FoundFinding>

/** A few of each kind, best first. Times are ISO 8601 UTC. */
export const SearchResult = z.object({
  projects: z.array(FoundProject),
  modules: z.array(FoundModule),
  findings: z.array(FoundFinding),
  runs: z.array(FoundRun),
  launches: z.array(FoundLaunch),
})
export type SearchResult = z.infer<typeof SearchResult>
