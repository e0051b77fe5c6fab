'use client'

import {
  createContext,
  type ReactNode,
  useContext,
  useEffect,
  useRef,
  useState,
  useSyncExternalStore,
} from 'react'
import { type KeyBinding, KeyRegistry, pressOf } from './key-registry'
import { useSingleKeys } from './use-single-keys'

const KeysContext = createContext<KeyRegistry | null>(null)

const TYPING =
  'input:not([type=checkbox]):not([type=radio]), textarea, select, [contenteditable=true], .cm-editor'
/** Where single keys belong to the widget: menus and lists have type-ahead, open dialogs cover the page. */
const OWN_KEYS = '[role=menu], [role=listbox]'
const OPEN_DIALOG = '[role=dialog][data-state=open], [role=alertdialog][data-state=open]'

/** Listens for keys on behalf of everything below it. */
export function KeysProvider({ children }: { children: ReactNode }) {
  const [registry] = useState(() => new KeyRegistry())
  const [singleKeys] = useSingleKeys()
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.defaultPrevented || event.isComposing || event.repeat) return
      const target = event.target instanceof Element ? event.target : null
      const press = pressOf(event)
      const typing = target?.closest(TYPING) != null
      const single = !press.startsWith('mod+')
      if (
        single &&
        (!singleKeys || typing || target?.closest(OWN_KEYS) || document.querySelector(OPEN_DIALOG))
      )
        return
      const binding = registry.match(press, event.timeStamp)
      if (binding === null || (typing && binding.whileTyping !== true)) return
      event.preventDefault()
      binding.run(event)
    }
    document.addEventListener('keydown', onKeyDown)
    return () => document.removeEventListener('keydown', onKeyDown)
  }, [registry, singleKeys])
  return <KeysContext.Provider value={registry}>{children}</KeysContext.Provider>
}

function useRegistry(): KeyRegistry {
  const registry = useContext(KeysContext)
  if (registry === null) throw new Error('useKeys needs a KeysProvider above it')
  return registry
}

/**
 * Puts keys in force while the component is on screen and lists them in the `?` dialog.
 * `run` may change at every render; the keys and labels are compared by value.
 */
export function useKeys(bindings: KeyBinding | readonly KeyBinding[]): void {
  const registry = useRegistry()
  const list = 'key' in bindings ? [bindings] : bindings
  const latest = useRef(list)
  useEffect(() => {
    latest.current = list
  })
  const signature = JSON.stringify(
    list.map(({ key, label, group, whileTyping }) => [key, label, group, whileTyping]),
  )
  // biome-ignore lint/correctness/useExhaustiveDependencies: the signature stands for the list
  useEffect(
    () =>
      registry.add(
        list.map((binding, index) => ({ ...binding, run: (event) => latest.current[index]?.run(event) })),
      ),
    [registry, signature],
  )
}

const none: readonly KeyBinding[] = []

/** Every binding in force, for the `?` dialog. */
export function useAllKeys(): readonly KeyBinding[] {
  const registry = useRegistry()
  return useSyncExternalStore(registry.subscribe, registry.snapshot, () => none)
}
