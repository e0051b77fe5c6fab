/** What the column `verdict` of a person's edit holds until its check has ended; shown as `unverified`. */
export const BEING_CHECKED = 'being-checked'

/** Verdict text of an edit until its check has ended. */
export const WAITING_FOR_CHECK = 'Waiting for its check …'

/** An edit whose check came to nothing: it may be saved again as it is, to be checked again. */
export function isUncheckedEdit(artifact: {
  origin: string
  verdict: string
  isBeingChecked: boolean
}): boolean {
  return artifact.origin === 'person' && artifact.verdict === 'unverified' && !artifact.isBeingChecked
}
