'use client'

import { Search } from 'lucide-react'
import { useEffect, useRef, useState } from 'react'
import { useKeys } from '@/components/layout/use-keys'
import { Input } from '@/components/ui/input'

const PAUSE_MS = 300

/** Searches message, rule, file and name while one types. */
export function SearchFindings({ q, onSearch }: { q: string | null; onSearch: (q: string | null) => void }) {
  const [draft, setDraft] = useState(q ?? '')
  const box = useRef<HTMLInputElement>(null)
  const sent = useRef(q)
  useKeys({ key: '/', label: 'Search findings', run: () => box.current?.focus() })
  // The URL changed without us: back, or "clear all".
  useEffect(() => {
    if (q === sent.current) return
    sent.current = q
    setDraft(q ?? '')
  }, [q])
  useEffect(() => {
    const next = draft.trim() === '' ? null : draft.trim()
    if (next === sent.current) return
    const timer = setTimeout(() => {
      sent.current = next
      onSearch(next)
    }, PAUSE_MS)
    return () => clearTimeout(timer)
  })
  return (
    <div className="relative min-w-0 flex-1 basis-64">
      <Search className="pointer-events-none absolute top-2 left-2.5 size-4 text-faint" aria-hidden />
      <Input
        ref={box}
        type="search"
        value={draft}
        onChange={(event) => setDraft(event.target.value)}
        onKeyDown={(event) => {
          if (event.key === 'Escape') box.current?.blur()
        }}
        maxLength={200}
        placeholder="Search what is said, files, rules, names"
        aria-label="Search findings"
        className="pl-8.5"
      />
    </div>
  )
}
