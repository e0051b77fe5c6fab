import type { DataPolicy } from '@/lib/domain/words'

/** Where a project's code may go, as people read it. */
export const POLICY_WORDS = {
  external: { label: 'any model', hint: 'Prompts with its code may go to any connected model.' },
  'local-only': {
    label: 'local models',
    hint: 'Only to models that are marked as running on your own machines.',
  },
  'no-model': {
    label: 'no model',
    hint: 'Its code goes to no model at all: every run takes the template path.',
  },
} satisfies Record<DataPolicy, { label: string; hint: string }>
