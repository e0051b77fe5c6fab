'use client'

import { useGitRefs } from '@/components/queries/use-changes'
import { useSnapshots } from '@/components/queries/use-snapshots'
import { FormField } from '@/components/ui/form-field'
import { Segmented } from '@/components/ui/segmented'
import { Select } from '@/components/ui/select'
import { Textarea } from '@/components/ui/textarea'
import { MAX_DIFF_TEXT } from '@/lib/domain/code-diff'
import type { GitRefs } from '@/lib/domain/git-refs'
import type { ProjectRow } from '@/lib/domain/project-row'
import { describeSnapshot } from '@/lib/domain/snapshot-choice'
import { formatCount } from '@/lib/format/format-count'
import { ChangesPreview } from './changes-preview'
import type { What } from './launch-url'
import { NewestCommits } from './newest-commits'
import { RefInput } from './ref-input'
import type { ChangesDraft } from './use-changes-draft'

const WAYS = [
  { value: 'range', label: 'Commits' },
  { value: 'pull-request', label: 'Branch or pull request' },
  { value: 'diff', label: 'Pasted diff' },
  { value: 'snapshots', label: 'Imports' },
] as const satisfies { value: What; label: string }[]

type ChangesPickerProps = { team: string; project: ProjectRow; draft: ChangesDraft }

/** Which changes: four ways to name them, and what they are about. */
export function ChangesPicker({ team, project, draft }: ChangesPickerProps) {
  const { what, chooseWay } = draft
  const needsGit = what === 'range' || what === 'pull-request'
  const refs = useGitRefs(team, project.slug, needsGit)
  const unavailable = refs.data?.unavailable ?? refs.error?.message ?? null
  return (
    <div className="grid grid-cols-1 gap-3.5 p-3.5">
      <Segmented
        label="How the changes are named"
        value={what}
        options={WAYS}
        onValueChange={chooseWay}
        className="max-w-full flex-wrap"
      />
      {needsGit && unavailable !== null ? (
        <p role="status" className="text-dim text-sm">
          {unavailable}
        </p>
      ) : null}
      {what === 'range' ? <RangeFields draft={draft} refs={refs.data} /> : null}
      {what === 'pull-request' ? <PullRequestFields draft={draft} refs={refs.data} /> : null}
      {what === 'diff' ? <DiffField draft={draft} /> : null}
      {what === 'snapshots' ? <SnapshotFields team={team} project={project} draft={draft} /> : null}
      <ChangesPreview draft={draft} />
    </div>
  )
}

type GitFieldsProps = { draft: ChangesDraft; refs: GitRefs | undefined }

function RangeFields({ draft, refs }: GitFieldsProps) {
  const { fields, set } = draft
  const branch = refs?.defaultBranch ?? undefined
  return (
    <>
      <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
        <RefInput
          label="From"
          hint="Branch, tag or commit, or steps back such as main~6: the state before."
          value={fields.from}
          onChange={(from) => set({ from })}
          refs={refs}
          withCommits
        />
        <RefInput
          label="To"
          hint="The state to look at. What is not committed is in neither."
          placeholder={branch}
          value={fields.to}
          onChange={(to) => set({ to })}
          refs={refs}
          withCommits
        />
      </div>
      <NewestCommits
        commits={refs?.commits ?? []}
        chosen={fields.from}
        onChoose={(from) => set({ from, to: fields.to === '' ? (branch ?? 'HEAD') : fields.to })}
      />
    </>
  )
}

function PullRequestFields({ draft, refs }: GitFieldsProps) {
  const { fields, set } = draft
  return (
    <div className="grid grid-cols-1 gap-3 sm:grid-cols-2">
      <RefInput
        label="Branch or pull request"
        hint="A branch, a number such as #7, or a ref such as refs/pull/7/head."
        value={fields.ref}
        onChange={(ref) => set({ ref })}
        refs={refs}
      />
      <RefInput
        label="Into"
        hint="What it does differently since it left this branch is looked at."
        placeholder={refs?.defaultBranch ?? 'default branch'}
        value={fields.into}
        onChange={(into) => set({ into })}
        refs={refs}
      />
    </div>
  )
}

function DiffField({ draft }: { draft: ChangesDraft }) {
  const { fields, setText } = draft
  const tooLong = fields.text.length > MAX_DIFF_TEXT
  return (
    <FormField
      label="Unified diff"
      hint="What git diff, git format-patch or diff -u writes, against the files as they were imported."
      error={
        tooLong ? `This is longer than ${formatCount(MAX_DIFF_TEXT)} characters. Paste it in parts.` : null
      }
    >
      {(control) => (
        <Textarea
          {...control}
          rows={10}
          spellCheck={false}
          placeholder={'--- a/app.py\n+++ b/app.py\n@@ -1,2 +1,2 @@'}
          value={fields.text}
          onChange={(event) => setText(event.target.value)}
          className="font-mono text-xs"
        />
      )}
    </FormField>
  )
}

function SnapshotFields({ team, project, draft }: ChangesPickerProps) {
  const { fields, set } = draft
  const { data: snapshots = [] } = useSnapshots(team, project.slug)
  const earlier = snapshots.filter(({ id }) => id !== project.snapshot?.id)
  if (earlier.length === 0) {
    return (
      <p className="text-dim text-sm">This project was imported once: there is nothing to compare yet.</p>
    )
  }
  return (
    <FormField label="Changed since" hint="Compared with the files as they were imported last.">
      {(control) => (
        <Select
          {...control}
          value={fields.from === '' ? undefined : fields.from}
          placeholder="Choose an earlier import"
          options={earlier.map((snapshot) => ({ value: snapshot.id, label: describeSnapshot(snapshot) }))}
          onValueChange={(from) => set({ from })}
        />
      )}
    </FormField>
  )
}
