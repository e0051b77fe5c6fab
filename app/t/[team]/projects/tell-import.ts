import { toast } from '@/components/ui/toast'
import type { ImportState } from '@/lib/domain/import'
import { importOutcome } from './import-words'

const READING_MS = 10_000
const GLANCE_MS = 4_000

/** Says what an import brought. */
export function tellImport(result: NonNullable<ImportState['result']>): void {
  toast.success(importOutcome(result), {
    description: result.notices.join(' '),
    duration: result.notices.length > 0 ? READING_MS : GLANCE_MS,
  })
}
