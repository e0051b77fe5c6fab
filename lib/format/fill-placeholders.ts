const PLACEHOLDER = /\{\{([a-zA-Z][a-zA-Z0-9_]*)\}\}/g

/** Names of all `{{name}}` in a text, each once, in order of appearance. */
export function placeholdersOf(text: string): string[] {
  return [...new Set(Array.from(text.matchAll(PLACEHOLDER), (match) => match[1] ?? ''))]
}

/**
 * Fills every `{{name}}` in one pass, so that braces inside a value stay as they are.
 * Throws when a value is missing or one is given that the text does not use: either is a mistake in a prompt.
 */
export function fillPlaceholders(text: string, values: Record<string, string>): string {
  const names = placeholdersOf(text)
  const missing = names.filter((name) => !Object.hasOwn(values, name))
  const unused = Object.keys(values).filter((name) => !names.includes(name))
  if (missing.length > 0) throw new Error(`No value for {{${missing.join('}}, {{')}}}.`)
  if (unused.length > 0) throw new Error(`The text has no {{${unused.join('}}, {{')}}}.`)
  return text.replace(PLACEHOLDER, (_all, name: string) => values[name] ?? '')
}
