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
