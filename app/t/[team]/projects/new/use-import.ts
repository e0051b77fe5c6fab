'use client'

import { useRouter } from 'next/navigation'
import { toast } from 'sonner'
import { useAction } from '@/components/ui/use-action'
import type { ActionResult } from '@/lib/domain/action-result'
import type { ImportResult } from '@/lib/domain/module'
import { formatPlural } from '@/lib/format/format-count'

/** Runs an import; when it worked, says what came in and goes to the project. */
export function useImport(action: (input: unknown) => Promise<ActionResult<ImportResult>>, teamSlug: string) {
  const router = useRouter()
  const state = useAction(action)
  const start = async (input: unknown) => {
    const result = await state.run(input)
    if (!result.ok) return
    const { slug, fileCount, moduleCount, notices } = result.data
    toast.success(`Imported ${formatPlural(fileCount, 'file')}, ${formatPlural(moduleCount, 'module')}.`, {
      description: notices.join(' '),
      duration: notices.length > 0 ? 10_000 : 4_000,
    })
    router.push(`/t/${teamSlug}/projects/${slug}`)
  }
  return { ...state, start }
}
