'use client'

import { useEffect, useState } from 'react'
import { CodeEditor } from '@/components/code/code-editor'
import { useToastAction } from '@/components/runs/use-toast-action'
import { Button } from '@/components/ui/button'
import { ConfirmDialog } from '@/components/ui/confirm-dialog'
import { Kbd } from '@/components/ui/kbd'
import { toast } from '@/components/ui/toast'
import { isUncheckedEdit } from '@/lib/domain/unchecked-edit'
import { saveEditAction } from '../actions'
import { dropDraft, findDraft, keepDraft } from './edit-draft'
import { useRunPage } from './run-context'
import { useRunUrl } from './use-run-url'

/**
 * Edits the newest version; saving makes the next one, which is executed like any other output. What is typed is kept
 * for the tab's life, so that another tab of the page or a link away loses nothing.
 */
export function EditPanel({ onEnd }: { onEnd: () => void }) {
  const { team, detail, artifact } = useRunPage()
  const [, setUrl] = useRunUrl()
  const original = artifact?.content ?? ''
  const runId = detail.run.id
  const base = artifact?.version ?? 1
  const [restored] = useState(() => findDraft(sessionStorage, runId, original))
  const [draft, setDraft] = useState(restored?.content ?? original)
  const { run: saveEdit, pending } = useToastAction(saveEditAction)
  const changed = draft !== original
  const savable = changed || (artifact != null && isUncheckedEdit(artifact))

  useEffect(() => {
    if (!changed) return
    const warn = (event: BeforeUnloadEvent) => event.preventDefault()
    window.addEventListener('beforeunload', warn)
    return () => window.removeEventListener('beforeunload', warn)
  }, [changed])

  const type = (content: string) => {
    setDraft(content)
    keepDraft(sessionStorage, runId, { version: base, content })
  }
  const end = () => {
    dropDraft(sessionStorage, runId)
    onEnd()
  }
  const save = async () => {
    if (!savable || pending) return
    const result = await saveEdit({ team, runId, content: draft, baseVersion: base })
    if (!result.ok) return
    toast.success(`Version ${result.data.version} saved. It is being checked.`)
    end()
    await setUrl({ version: null })
  }
  return (
    <>
      <header className="flex flex-wrap items-center gap-2 border-line-soft border-b px-3.5 py-1.5">
        <h2 className="min-w-0 truncate font-mono font-semibold text-sm">{artifact?.path}</h2>
        <p className="text-dim text-xs">
          <Kbd>Esc</Kbd> then <Kbd>Tab</Kbd> leaves the editor
        </p>
        <div className="ml-auto flex items-center gap-2">
          {changed ? (
            <ConfirmDialog
              title="Discard your changes?"
              description="What you typed since you opened the editor is lost."
              confirmLabel="Discard"
              onConfirm={end}
            >
              <Button disabled={pending}>Discard</Button>
            </ConfirmDialog>
          ) : (
            <Button onClick={end}>Close</Button>
          )}
          <Button variant="primary" loading={pending} disabled={!savable} onClick={() => void save()}>
            Save and check <Kbd>⌘↵</Kbd>
          </Button>
        </div>
      </header>
      {restored === null ? null : (
        <p role="status" className="border-line-soft border-b bg-warn-soft px-3.5 py-1.5 text-sm text-warn">
          Your unsaved changes were restored.
          {restored.version === base
            ? null
            : ` You began with version ${restored.version}; version ${base} was saved meanwhile and is not part of them.`}
        </p>
      )}
      <CodeEditor
        value={draft}
        onChange={type}
        label={`Edit ${artifact?.path ?? 'the output'}`}
        onSubmit={() => void save()}
      />
    </>
  )
}
