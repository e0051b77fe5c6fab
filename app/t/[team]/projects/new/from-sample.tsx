'use client'

import { addSampleProjectAction } from '../actions'
import { ImportForm } from './import-form'
import { useImport } from './use-import'

/** The package that comes with Assay. */
export function FromSample({ teamSlug }: { teamSlug: string }) {
  const add = useImport(addSampleProjectAction, teamSlug)
  return (
    <ImportForm
      submitLabel="Import the sample"
      pendingText="Importing the sample…"
      pending={add.pending}
      error={add.formError()}
      same={add.same}
      onSubmit={() => void add.start({ team: teamSlug })}
    >
      <p className="max-w-prose text-dim">
        A small Python package, written for this: a ledger with accounts, money and a parser. It needs nothing
        but Python, so every module of it can be run and tested here.
      </p>
    </ImportForm>
  )
}
