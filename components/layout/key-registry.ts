/** One key of a page: `key` is a character ("j", "?"), a name ("Enter"), "mod+k", or a sequence ("g r"). */
export interface KeyBinding {
  key: string
  /** what it does, for the `?` dialog */
  label: string
  run: (event: KeyboardEvent) => void
  /** works while typing too; only sensible with "mod+" */
  whileTyping?: boolean
  /** heading in the `?` dialog; "This page" unless told */
  group?: string
}

const SEQUENCE_MS = 900

/** The bindings that are in force now; the newest one wins a key. */
export class KeyRegistry {
  private bindings: readonly KeyBinding[] = []
  private readonly listeners = new Set<() => void>()
  private prefix = ''
  private prefixAt = 0

  /** A stable array between changes, as useSyncExternalStore wants it. */
  readonly snapshot = (): readonly KeyBinding[] => this.bindings

  readonly subscribe = (listener: () => void): (() => void) => {
    this.listeners.add(listener)
    return () => this.listeners.delete(listener)
  }

  /** Puts bindings in force; returns the function that takes them out again. */
  add(bindings: readonly KeyBinding[]): () => void {
    this.change([...this.bindings, ...bindings])
    return () => this.change(this.bindings.filter((binding) => !bindings.includes(binding)))
  }

  /** Finds what a press means; remembers the first key of a sequence. `nowMs` is any steady clock. */
  match(press: string, nowMs: number): KeyBinding | null {
    const sequence =
      nowMs - this.prefixAt < SEQUENCE_MS && this.prefix !== '' ? `${this.prefix} ${press}` : press
    this.prefix = ''
    const found = this.find(sequence) ?? (sequence === press ? null : this.find(press))
    if (found === null && this.bindings.some((binding) => binding.key.startsWith(`${press} `))) {
      this.prefix = press
      this.prefixAt = nowMs
    }
    return found
  }

  private find(key: string): KeyBinding | null {
    return this.bindings.findLast((binding) => binding.key === key) ?? null
  }

  private change(bindings: readonly KeyBinding[]): void {
    this.bindings = bindings
    for (const listener of this.listeners) listener()
  }
}

/** The name of a press as bindings write it: Ctrl and ⌘ are both "mod". */
export function pressOf(event: Pick<KeyboardEvent, 'key' | 'metaKey' | 'ctrlKey' | 'altKey'>): string {
  return `${event.metaKey || event.ctrlKey ? 'mod+' : ''}${event.altKey ? 'alt+' : ''}${event.key}`
}
