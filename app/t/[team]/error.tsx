'use client'

import { UnexpectedError, type UnexpectedErrorProps } from '@/components/ui/unexpected-error'

export default function TeamError(props: UnexpectedErrorProps) {
  return <UnexpectedError {...props} />
}
