'use client'

import { CircleCheck, CircleDashed, CircleX } from 'lucide-react'
import { useRouter } from 'next/navigation'
import { useState } from 'react'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { RelativeTime } from '@/components/ui/relative-time'
import type { ProviderRow, ProviderTestResult, TestFindings } from '@/lib/domain/provider'
import { Tier } from '@/lib/domain/words'
import { testProviderAction } from './actions'
import { TestedModels } from './tested-models'

type ConnectionTestProps = {
  teamSlug: string
  provider: ProviderRow
  editable: boolean
  onListed: (models: readonly string[]) => void
}

/** Whether the provider answered when it was last asked, and asks again. */
export function ConnectionTest({ teamSlug, provider, editable, onListed }: ConnectionTestProps) {
  const router = useRouter()
  const { run, pending } = useToastAction(testProviderAction)
  // The environment's provider has no row that could keep a result.
  const [latest, setLatest] = useState<ProviderTestResult | null>(null)
  const ok = latest?.ok ?? provider.lastTestOk
  const found = latest === null ? provider.lastTest : { calls: latest.calls, offered: latest.models.length }
  const text = textOf(latest?.text ?? provider.lastTestText, found)
  const test = async (tiers: readonly Tier[]) => {
    const result = await run({ team: teamSlug, id: provider.id, tiers })
    if (!result.ok) return
    setLatest(result.data)
    onListed(result.data.models)
    router.refresh()
  }
  const hasOtherModels = new Set(Object.values(provider.models)).size > 1
  return (
    <div className="grid gap-2 border-line-soft border-t px-3.5 py-2.5">
      <div className="flex flex-wrap items-center gap-x-3 gap-y-2">
        <p role="status" className="flex min-w-0 flex-1 basis-64 items-start gap-2 text-sm">
          <StateIcon ok={ok} />
          <span className="min-w-0 whitespace-pre-line break-words">
            {pending
              ? 'Asking it…'
              : ok === null
                ? 'Not tested yet.'
                : `${ok ? 'It answers.' : 'Something is wrong.'}${text?.includes('\n') ? '\n' : ' '}${text}`}
            {provider.lastTestedAt !== null && !pending ? (
              <RelativeTime time={provider.lastTestedAt} className="ml-1.5 text-dim" />
            ) : null}
          </span>
        </p>
        {editable ? (
          <>
            <Button
              size="sm"
              loading={pending}
              disabled={!provider.enabled}
              onClick={() => void test(['cheap'])}
            >
              Test connection
            </Button>
            {hasOtherModels ? (
              <Button
                size="sm"
                variant="ghost"
                disabled={!provider.enabled || pending}
                title="Asks the model of each tier one tiny question"
                onClick={() => void test(Tier.options)}
              >
                Test every tier
              </Button>
            ) : null}
          </>
        ) : null}
      </div>
      {editable && !provider.enabled ? (
        <p className="text-dim text-xs">It is switched off: switch it on to test it.</p>
      ) : null}
      {found !== null && ok !== null && !pending ? <TestedModels found={found} isUp={ok} /> : null}
    </div>
  )
}

/** Of several models each has a line of its own below. */
function textOf(text: string | null, found: TestFindings | null): string | null {
  const calls = found?.calls ?? []
  if (calls.length < 2) return text
  return `${calls.filter(({ ok }) => ok).length} of ${calls.length} models answered.`
}

function StateIcon({ ok }: { ok: boolean | null }) {
  if (ok === null) return <CircleDashed className="mt-0.5 size-4 shrink-0 text-faint" aria-hidden />
  return ok ? (
    <CircleCheck className="mt-0.5 size-4 shrink-0 text-verified" aria-hidden />
  ) : (
    <CircleX className="mt-0.5 size-4 shrink-0 text-bad" aria-hidden />
  )
}
