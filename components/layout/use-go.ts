'use client'

import { useRouter } from 'next/navigation'
import { useCallback } from 'react'
import { isOffline } from '@/components/queries/is-offline'
import { sayOffline } from './say-offline'

/** Goes to a page; says so instead when it could not be loaded, where Next would leave for the browser's error page. */
export function useGo(): (href: string) => void {
  const router = useRouter()
  return useCallback((href: string) => (isOffline() ? sayOffline() : router.push(href)), [router])
}
