/** The words of a text, in lower case. */
export const wordsOf = (text: string): string[] => text.toLowerCase().split(/\s+/).filter(Boolean)

/** Whether every typed word stands anywhere in the text: what the server's search asks of what it finds. */
export function holdsWords(text: string, typed: readonly string[]): boolean {
  const lower = text.toLowerCase()
  return typed.every((word) => lower.includes(word))
}

/** Whether every typed word begins a word of the text: "ad pro" fits "Add a project". */
export function beginsWords(text: string, typed: readonly string[]): boolean {
  const words = text.toLowerCase().split(/[^\p{L}\p{N}]+/u)
  return typed.every((word) => words.some((own) => own.startsWith(word)))
}
