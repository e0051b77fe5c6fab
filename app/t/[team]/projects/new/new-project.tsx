'use client'

import { parseAsStringLiteral, useQueryState } from 'nuqs'
import { Panel } from '@/components/ui/panel'
import { Tabs, TabsContent, TabsList, TabsTrigger } from '@/components/ui/tabs'
import { ProjectSourceKind } from '@/lib/domain/words'
import { SOURCE_WORDS } from '../source-words'
import { FromArchive } from './from-archive'
import { FromGit } from './from-git'
import { FromPaste } from './from-paste'
import { FromPath } from './from-path'
import { FromSample } from './from-sample'

const parseFrom = parseAsStringLiteral(ProjectSourceKind.options).withDefault('git')

const FORMS = {
  git: FromGit,
  path: FromPath,
  upload: FromArchive,
  paste: FromPaste,
  sample: FromSample,
} satisfies Record<ProjectSourceKind, (props: { teamSlug: string }) => React.ReactNode>

/** The ways a project comes in. Forms stay mounted, so that changing the tab loses nothing. */
export function NewProject({ teamSlug }: { teamSlug: string }) {
  const [from, setFrom] = useQueryState('from', parseFrom)
  const choose = (value: string) => {
    const kind = ProjectSourceKind.safeParse(value)
    if (kind.success) void setFrom(kind.data)
  }
  return (
    <Panel className="max-w-3xl">
      <Tabs value={from} onValueChange={choose}>
        <TabsList aria-label="Where the code comes from">
          {ProjectSourceKind.options.map((kind) => {
            const { icon: Icon, label } = SOURCE_WORDS[kind]
            return (
              <TabsTrigger key={kind} value={kind}>
                <Icon className="size-4" aria-hidden /> {label}
              </TabsTrigger>
            )
          })}
        </TabsList>
        {ProjectSourceKind.options.map((kind) => {
          const Form = FORMS[kind]
          return (
            <TabsContent key={kind} value={kind} forceMount hidden={kind !== from} className="p-3.5">
              <Form teamSlug={teamSlug} />
            </TabsContent>
          )
        })}
      </Tabs>
    </Panel>
  )
}
