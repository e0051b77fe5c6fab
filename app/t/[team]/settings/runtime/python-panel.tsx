import { CircleAlert } from 'lucide-react'
import type { ReactNode } from 'react'
import { Panel } from '@/components/ui/panel'

type Toolchain = {
  interpreter: string
  version: string
  pytestVersion: string | null
  coverageVersion: string | null
  origin: 'found' | 'pip' | 'apt' | 'dpkg' | 'floor'
}

const ORIGIN = {
  found: 'pytest and coverage were there already',
  pip: 'pytest and coverage were installed with pip into the data folder',
  apt: 'pytest and coverage were installed with apt',
  dpkg: 'pytest and coverage were unpacked from Debian packages into the data folder',
  floor: 'pytest and coverage could not be had: tests run with a small runner of our own',
} satisfies Record<Toolchain['origin'], string>

/** What Python code is read, run and tested with. */
export function PythonPanel({ toolchain }: { toolchain: Toolchain | { reason: string } }) {
  if ('reason' in toolchain) {
    return (
      <Panel title="Python" note="none that can be used">
        <p className="flex items-start gap-2 p-3.5 whitespace-pre-line">
          <CircleAlert className="mt-0.5 size-4 shrink-0 text-warn" aria-hidden />
          {toolchain.reason}
        </p>
      </Panel>
    )
  }
  return (
    <Panel title="Python" note={ORIGIN[toolchain.origin]}>
      <dl className="grid gap-x-6 gap-y-1.5 p-3.5 sm:grid-cols-[10rem_minmax(0,1fr)]">
        <Fact name="Interpreter">
          <code className="break-all font-mono text-xs">{toolchain.interpreter}</code>
        </Fact>
        <Fact name="Version">{toolchain.version}</Fact>
        <Fact name="pytest">{toolchain.pytestVersion ?? 'not here'}</Fact>
        <Fact name="coverage">{toolchain.coverageVersion ?? 'not here'}</Fact>
      </dl>
    </Panel>
  )
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <>
      <dt className="text-dim">{name}</dt>
      <dd>{children}</dd>
    </>
  )
}
