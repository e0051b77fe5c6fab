'use server'

import { z } from 'zod'
import { ProviderDraft } from '@/lib/domain/provider'
import { defineAction } from '@/lib/entry/define-action'
import { removeProvider } from '@/lib/llm/remove-provider'
import { saveProvider } from '@/lib/llm/save-provider'
import { testProvider } from '@/lib/llm/test-provider'

const permission = 'manage-settings'
const ProviderId = z.object({ id: z.string().min(1) })

export const saveProviderAction = defineAction({
  name: 'save-provider',
  permission,
  input: ProviderDraft,
  handler: saveProvider,
})

export const removeProviderAction = defineAction({
  name: 'remove-provider',
  permission,
  input: ProviderId,
  handler: removeProvider,
})

export const testProviderAction = defineAction({
  name: 'test-provider',
  permission,
  input: ProviderId,
  handler: testProvider,
})
