/** Verdict text of a person's edit until its check has ended. */
export const WAITING_FOR_CHECK = 'Waiting for its check …'

/** An edit whose check came to nothing: it may be saved again as it is, to be checked again. */
export function isUncheckedEdit(artifact: { origin: string; verdict: string; verdictText: string }): boolean {
  const { origin, verdict, verdictText } = artifact
  return origin === 'person' && verdict === 'unverified' && verdictText !== WAITING_FOR_CHECK
}
