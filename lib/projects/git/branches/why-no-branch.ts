import 'server-only'
import { AssayError } from '@/lib/domain/assay-error'
import { openForWriting } from './open-for-writing'

/** Where a project comes from, and the commit that its snapshot was read at. */
export interface BranchSource {
  sourceKind: string
  sourceLocation: string | null
  commit: string | null
}

/** Why nothing can be committed to a branch of the project's own repository, with what to do instead; null: it can. */
export async function whyNoBranch({
  sourceKind,
  sourceLocation,
  commit,
}: BranchSource): Promise<string | null> {
  if (sourceKind !== 'path' || sourceLocation === null || commit === null)
    return 'This project is no git checkout on this server. Download the patch instead.'
  try {
    await openForWriting(sourceLocation)
    return null
  } catch (error) {
    if (error instanceof AssayError) return error.message
    throw error
  }
}
