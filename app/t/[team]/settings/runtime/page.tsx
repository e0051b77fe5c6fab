import type { Metadata } from 'next'
import { Suspense } from 'react'
import { Panel } from '@/components/ui/panel'
import { Skeleton } from '@/components/ui/skeleton'
import { loadTeamPage } from '@/lib/entry/load-team-page'
import { listWorkers } from '@/lib/metrics/list-workers'
import { countToSumUp } from '@/lib/metrics/rollups/count-to-sum-up'
import { findToolchain } from '@/lib/python/toolchain'
import { chooseSandboxMode } from '@/lib/sandbox/choose-mode'
import { PythonPanel } from './python-panel'
import { RefreshEvery } from './refresh-every'
import { SandboxPanel } from './sandbox-panel'
import { WorkersPanel } from './workers-panel'

export const metadata: Metadata = { title: 'Runtime' }

type Props = { params: Promise<{ team: string }> }

/** What this machine offers to run code with. Sandbox and Python are probed once per process. */
export default async function RuntimePage({ params }: Props) {
  const ctx = await loadTeamPage((await params).team)
  const [workers, toSumUp] = await Promise.all([listWorkers(ctx), countToSumUp(ctx.teamId)])
  return (
    <>
      {toSumUp === 0 ? null : (
        <p role="status" className="rounded-lg border bg-warn-soft px-3.5 py-2.5 text-warn">
          The figures of charts are being summed up anew, after an update or for another time zone. Until it
          is done, some charts lack older days; nothing is lost.
        </p>
      )}
      <WorkersPanel workers={workers} />
      <Suspense fallback={<Waiting title="Sandbox" note="attacking it to see whether it holds…" />}>
        <Sandbox />
      </Suspense>
      <Suspense fallback={<Waiting title="Python" note="looking for an interpreter…" />}>
        <Python />
      </Suspense>
      <RefreshEvery milliseconds={5000} />
    </>
  )
}

async function Sandbox() {
  return <SandboxPanel report={await chooseSandboxMode()} />
}

async function Python() {
  return <PythonPanel toolchain={await findToolchain()} />
}

function Waiting({ title, note }: { title: string; note: string }) {
  return (
    <Panel title={title} note={note} aria-busy>
      <Skeleton className="m-3.5 h-24" />
    </Panel>
  )
}
