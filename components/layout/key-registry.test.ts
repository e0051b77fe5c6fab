import { describe, expect, it, vi } from 'vitest'
import { type KeyBinding, KeyRegistry, pressOf } from './key-registry'

const binding = (key: string, label = key): KeyBinding => ({ key, label, run: vi.fn() })

describe('KeyRegistry', () => {
  it('gives a key to the newest binding and back when it goes', () => {
    const keys = new KeyRegistry()
    const page = binding('j', 'page')
    const panel = binding('j', 'panel')
    keys.add([page])
    const remove = keys.add([panel])
    expect(keys.match('j', 0)).toBe(panel)
    remove()
    expect(keys.match('j', 10)).toBe(page)
  })

  it('reads a sequence only when its keys come soon after each other', () => {
    const keys = new KeyRegistry()
    const runs = binding('g r')
    keys.add([runs])
    expect(keys.match('g', 0)).toBeNull()
    expect(keys.match('r', 500)).toBe(runs)
    expect(keys.match('g', 2000)).toBeNull()
    expect(keys.match('r', 3000)).toBeNull()
  })

  it('a key that does not end the sequence still means itself', () => {
    const keys = new KeyRegistry()
    const next = binding('j')
    keys.add([binding('g r'), next])
    expect(keys.match('g', 0)).toBeNull()
    expect(keys.match('j', 100)).toBe(next)
    expect(keys.match('r', 200)).toBeNull()
  })

  it('tells its listeners and keeps the snapshot stable between changes', () => {
    const keys = new KeyRegistry()
    const heard = vi.fn()
    keys.subscribe(heard)
    const before = keys.snapshot()
    expect(keys.snapshot()).toBe(before)
    keys.add([binding('a')])
    expect(heard).toHaveBeenCalledTimes(1)
    expect(keys.snapshot()).not.toBe(before)
  })
})

describe('pressOf', () => {
  const press = (key: string, modifiers: Partial<KeyboardEvent> = {}) =>
    pressOf({ key, metaKey: false, ctrlKey: false, altKey: false, ...modifiers })

  it('names Ctrl and ⌘ alike', () => {
    expect(press('k', { metaKey: true })).toBe('mod+k')
    expect(press('k', { ctrlKey: true })).toBe('mod+k')
  })

  it('keeps characters as they are typed', () => {
    expect(press('?')).toBe('?')
    expect(press('Enter')).toBe('Enter')
  })
})
