import type { EditOutcome, OutputFigures, RunFigures } from './run'
import type { Verdict } from './words'

interface OwnOutcome {
  verdict: Verdict | null
  verdictText: string | null
  figures: RunFigures
}

/** What a reader would accept or download: a person's newest version of a run's output, else what the run made. */
export function newestOutcome({ verdict, verdictText, figures }: OwnOutcome): {
  verdict: Verdict | null
  verdictText: string | null
  figures: OutputFigures
  edit: Pick<EditOutcome, 'version' | 'isBeingChecked'> | null
} {
  const { edit, ...own } = figures
  if (edit === undefined) return { verdict, verdictText, figures: own, edit: null }
  const { version, isBeingChecked } = edit
  return {
    verdict: edit.verdict,
    verdictText: edit.verdictText,
    figures: edit.figures,
    edit: { version, isBeingChecked },
  }
}
