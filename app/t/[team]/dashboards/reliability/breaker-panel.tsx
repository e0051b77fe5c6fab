'use client'

import { CircleCheck } from 'lucide-react'
import Link from 'next/link'
import { LeftAlone } from '@/components/providers/left-alone'
import { useBreakers } from '@/components/queries/use-breakers'
import { Panel } from '@/components/ui/panel'
import type { BreakerRow } from '@/lib/domain/breaker'

type BreakerPanelProps = { team: string; initial: BreakerRow[] | undefined }

/** Which models are not asked at the moment because they kept failing. */
export function BreakerPanel({ team, initial }: BreakerPanelProps) {
  const { data, error } = useBreakers(team, initial)
  return (
    <Panel title="Which models are left alone?" note="now, whatever the filters" className="mt-3">
      <div className="grid gap-2 px-3.5 py-3">
        {error === null ? null : <p className="text-bad text-sm">{error.message}</p>}
        {data === undefined || data.length > 0 ? (
          <LeftAlone breakers={data ?? []}>
            Until then the next provider stands in, or the template.{' '}
            <Link href={`/t/${team}/settings/provider`} className="underline underline-offset-4">
              Settings → Providers
            </Link>
          </LeftAlone>
        ) : (
          <p className="flex items-center gap-2 text-dim">
            <CircleCheck className="size-4 shrink-0 text-verified" aria-hidden />
            None. A model that fails several times in a row is not asked for a while, and the next provider
            stands in.
          </p>
        )}
      </div>
    </Panel>
  )
}
