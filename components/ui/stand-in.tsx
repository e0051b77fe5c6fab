'use client'

import { type Ref, type RefObject, useLayoutEffect } from 'react'

type StandInProps = {
  of: RefObject<HTMLElement | null>
  ref?: Ref<HTMLElement>
  'aria-describedby'?: string
}

/**
 * Draws nothing and passes on an element that is there already, as the trigger of a part that came later: were the
 * element drawn anew within that part, it would lose the focus.
 */
export function StandIn({ of: element, ref, 'aria-describedby': described }: StandInProps) {
  useLayoutEffect(() => {
    const put = (is: HTMLElement | null) => {
      if (typeof ref === 'function') ref(is)
      else if (ref) ref.current = is
    }
    put(element.current)
    return () => put(null)
  }, [element, ref])
  useLayoutEffect(() => {
    const is = element.current
    if (is === null || described === undefined) return
    is.setAttribute('aria-describedby', described)
    return () => is.removeAttribute('aria-describedby')
  }, [element, described])
  return null
}
