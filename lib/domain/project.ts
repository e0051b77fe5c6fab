import { z } from 'zod'
import { DataPolicy } from './words'

const ProjectName = z
  .string()
  .trim()
  .max(60, 'At most 60 characters.')
  .transform((name) => (name === '' ? undefined : name))
  .optional()

/** True adds a source that the team has added already; forms send text. */
const EvenIfAdded = z.union([z.boolean(), z.literal('true').transform(() => true)]).default(false)

/** Forms that add a project; an empty name means: named after its source. */
export const AddGitProject = z.object({
  name: ProjectName,
  evenIfAdded: EvenIfAdded,
  url: z.string().trim().min(1, 'Enter the address of the repository.').max(500),
  /** branch, tag or commit; empty = default branch */
  ref: z.string().trim().max(200).nullish(),
})
export type AddGitProject = z.input<typeof AddGitProject>

export const AddPathProject = z.object({
  name: ProjectName,
  evenIfAdded: EvenIfAdded,
  path: z.string().trim().min(1, 'Enter a folder of the server.').max(1000),
})
export type AddPathProject = z.input<typeof AddPathProject>

export const AddArchiveProject = z.object({
  name: ProjectName,
  evenIfAdded: EvenIfAdded,
  archive: z.file('Choose a zip or tar.gz file.').min(1, 'The file is empty.'),
})
export type AddArchiveProject = z.input<typeof AddArchiveProject>

export const AddPasteProject = z.object({
  name: ProjectName,
  evenIfAdded: EvenIfAdded,
  fileName: z
    .string()
    .trim()
    .regex(/^[A-Za-z_][A-Za-z0-9_]{0,79}\.py$/, 'A file name such as my_module.py.'),
  code: z
    .string()
    .min(1, 'Paste some code.')
    .max(1024 * 1024, 'At most 1 MiB.'),
})
export type AddPasteProject = z.input<typeof AddPasteProject>

export const AddSampleProject = z.object({ evenIfAdded: EvenIfAdded })
export type AddSampleProject = z.input<typeof AddSampleProject>

export const SetDataPolicy = z.object({ projectId: z.string().min(1), dataPolicy: DataPolicy })
export type SetDataPolicy = z.infer<typeof SetDataPolicy>
