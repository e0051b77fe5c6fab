const NAMED = '\\w+(?: \\([^()]+\\))?'
const SAID = new RegExp(` (${NAMED}(?: and ${NAMED})*) says? so, too\\.$`)

/** A message without the sentence that other tools say the same, and those tools with their codes; null: none does. */
export function witnessOf(message: string): {
  text: string
  witness: { tools: string; codes: string } | null
} {
  const [whole = '', codes] = SAID.exec(message) ?? []
  if (codes === undefined) return { text: message, witness: null }
  const tools = codes.replace(/ \([^()]+\)/g, '')
  return { text: message.slice(0, -whole.length), witness: { tools, codes } }
}
