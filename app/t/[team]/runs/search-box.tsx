'use client'

import { Search } from 'lucide-react'
import { type KeyboardEvent, useEffect, useRef, useState } from 'react'
import { useKeys } from '@/components/layout/use-keys'
import { Input } from '@/components/ui/input'
import { parseRunSearch, type RunSearch } from './parse-run-search'

const PAUSE_MS = 300

/**
 * Text and facets in one line. Text searches while it is typed; a facet (`source:template`) moves to the choices
 * when Enter is pressed.
 */
export function SearchBox({ q, onSearch }: { q: string | null; onSearch: (search: RunSearch) => void }) {
  const [draft, setDraft] = useState(q ?? '')
  const [unknown, setUnknown] = useState<string[]>([])
  const box = useRef<HTMLInputElement>(null)
  const sent = useRef(q)
  useKeys({ key: '/', label: 'Search runs', run: () => box.current?.focus() })

  // The URL changed without us: back, or "clear all".
  useEffect(() => {
    if (q === sent.current) return
    sent.current = q
    setDraft(q ?? '')
    setUnknown([])
  }, [q])

  const send = (search: RunSearch) => {
    sent.current = search.q
    onSearch(search)
  }
  useEffect(() => {
    const search = parseRunSearch(draft)
    const isText = Object.keys(search.choices).length === 0
    if (!isText || search.unknown.length > 0 || search.q === sent.current) return
    const timer = setTimeout(() => send(search), PAUSE_MS)
    return () => clearTimeout(timer)
  })

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.key === 'Escape') box.current?.blur()
    if (event.key !== 'Enter') return
    const search = parseRunSearch(draft)
    setUnknown(search.unknown)
    setDraft(search.q ?? '')
    send(search)
  }
  return (
    <div className="relative min-w-0 flex-1 basis-64">
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
      <Input
        ref={box}
        type="search"
        value={draft}
        onChange={(event) => {
          setDraft(event.target.value)
          setUnknown([])
        }}
        onKeyDown={onKeyDown}
        placeholder="Search targets, or source:template verdict:unverified …"
        aria-label="Search runs by target, or by facet:value"
        className="pl-8.5"
      />
      <p aria-live="polite" className="absolute top-full left-0 z-10 text-warn text-xs">
        {unknown.length === 0 ? null : `No such filter: ${unknown.join(', ')}. Searched as text.`}
      </p>
    </div>
  )
}
