import { notFound } from 'next/navigation'
import { AssayError } from '@/lib/domain/assay-error'

/** The verb's result, or the "not found" page where the verb says so (also for another team's things). */
export async function orNotFound<T>(loading: Promise<T>): Promise<T> {
  try {
    return await loading
  } catch (error) {
    if (error instanceof AssayError && error.code === 'not-found') notFound()
    throw error
  }
}
