'use client'

import { useId } from 'react'
import { FormField } from '@/components/ui/form-field'
import { Input } from '@/components/ui/input'
import type { GitRefs } from '@/lib/domain/git-refs'

const KIND_WORD = { branch: 'branch', tag: 'tag', 'pull-request': 'pull request' } as const

type RefInputProps = {
  label: string
  hint?: string
  placeholder?: string
  value: string
  onChange: (value: string) => void
  refs: GitRefs | undefined
  /** also offer the newest commits */
  withCommits?: boolean
}

/** A name of the project's git: chosen from what there is, or typed. */
export function RefInput({ label, hint, placeholder, value, onChange, refs, withCommits }: RefInputProps) {
  const listId = useId()
  return (
    <FormField label={label} hint={hint}>
      {(control) => (
        <>
          <Input
            {...control}
            list={listId}
            autoComplete="off"
            autoCapitalize="none"
            spellCheck={false}
            placeholder={placeholder}
            value={value}
            onChange={(event) => onChange(event.target.value)}
            className="font-mono text-sm"
          />
          <datalist id={listId}>
            {refs?.refs.map(({ kind, name }) => (
              <option key={`${kind} ${name}`} value={name} label={KIND_WORD[kind]} />
            ))}
            {withCommits === true
              ? refs?.commits.map(({ commit, subject }) => (
                  <option key={commit} value={commit} label={subject} />
                ))
              : null}
          </datalist>
        </>
      )}
    </FormField>
  )
}
