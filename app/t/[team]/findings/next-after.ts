/** The row that takes the place of the current one when `gone` leave the list: the next below, else the next above. */
export function nextAfter(
  rows: readonly { id: string }[],
  gone: readonly string[],
  currentId: string | null,
): string | null {
  const at = rows.findIndex(({ id }) => id === currentId)
  const stays = ({ id }: { id: string }) => !gone.includes(id)
  const below = rows.slice(at + 1).find(stays)
  return (below ?? rows.slice(0, Math.max(at, 0)).findLast(stays))?.id ?? null
}

interface Place {
  currentId: string | null
  openId: string | null
}

/**
 * Where to go once a verdict is saved: to `next`, if the finding that is open, or else the current one, is among the judged.
 * Null: stay, as the person went on meanwhile.
 */
export function moveAfter(
  judged: readonly string[],
  next: string | null,
  { currentId, openId }: Place,
): { to: string | null; opens: boolean } | null {
  const id = openId ?? currentId
  return id !== null && judged.includes(id) ? { to: next, opens: openId !== null } : null
}
