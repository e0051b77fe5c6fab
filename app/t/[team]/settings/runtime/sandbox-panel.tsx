import { ShieldAlert, ShieldCheck, ShieldX } from 'lucide-react'
import { Panel } from '@/components/ui/panel'
import { Pill } from '@/components/ui/pill'
import { RelativeTime } from '@/components/ui/relative-time'
import { Table, Td, Th, Tr } from '@/components/ui/table'
import { formatPlural } from '@/lib/format/format-count'

type Mode = 'bubblewrap' | 'landlock' | 'refuse'

export type SandboxPanelProps = {
  report: {
    mode: Mode
    refusals: readonly { mode: Mode; reason: string }[]
    attacks: readonly { name: string; blocked: boolean; detail: string }[]
    checkedAt: string
  }
}

const MODE = {
  bubblewrap: {
    title: 'Bubblewrap',
    text: 'Foreign code runs in namespaces of its own: no network, no files of this machine, no other process, with limits on memory, time and processes.',
  },
  landlock: {
    title: 'Landlock',
    text: 'Foreign code runs under Landlock, a filter of system calls and resource limits: no network, no files of this machine, no other process.',
  },
  refuse: {
    title: 'Refused',
    text: 'No sandbox holds here, so no code is executed: tests are checked for syntax only, and outputs are marked “unverified”.',
  },
} satisfies Record<Mode, { title: string; text: string }>

/** How foreign code is isolated, why not better, and the attacks that were tried. */
export function SandboxPanel({ report }: SandboxPanelProps) {
  const { title, text } = MODE[report.mode]
  const Icon = report.mode === 'refuse' ? ShieldAlert : ShieldCheck
  return (
    <Panel
      title="Sandbox"
      note={
        <>
          self-test of this process, <RelativeTime time={report.checkedAt} />
        </>
      }
    >
      <div className="grid gap-2 p-3.5">
        <p className="flex items-center gap-2 font-medium">
          <Icon
            className={report.mode === 'refuse' ? 'size-4 text-warn' : 'size-4 text-verified'}
            aria-hidden
          />
          {title}
        </p>
        <p className="max-w-prose text-dim">{text}</p>
        {report.refusals.map(({ mode, reason }) => (
          <p key={mode} className="text-dim">
            Not {MODE[mode].title}: <span className="break-words whitespace-pre-line">{reason}</span>
          </p>
        ))}
      </div>
      {report.attacks.length > 0 ? <Attacks attacks={report.attacks} /> : null}
    </Panel>
  )
}

function Attacks({ attacks }: { attacks: SandboxPanelProps['report']['attacks'] }) {
  const blocked = attacks.filter((attack) => attack.blocked).length
  return (
    <details className="border-line-soft border-t">
      <summary className="px-3.5 py-2.5 text-dim hover:text-ink focus-visible:outline-offset-[-2px]">
        {blocked} of {formatPlural(attacks.length, 'attack')} blocked
      </summary>
      <Table label="Attacks of the self-test">
        <thead>
          <tr>
            <Th>Attack</Th>
            <Th>Result</Th>
            <Th>What was seen</Th>
          </tr>
        </thead>
        <tbody>
          {attacks.map((attack) => (
            <Tr key={attack.name}>
              <Td>{attack.name.replaceAll('-', ' ')}</Td>
              <Td>
                <Pill tone={attack.blocked ? 'verified' : 'bad'}>
                  {attack.blocked ? <ShieldCheck aria-hidden /> : <ShieldX aria-hidden />}
                  {attack.blocked ? 'blocked' : 'got through'}
                </Pill>
              </Td>
              <Td className="whitespace-normal text-dim">
                {attack.detail === '' ? 'nothing got through' : attack.detail}
              </Td>
            </Tr>
          ))}
        </tbody>
      </Table>
    </details>
  )
}
