'use server'

import { z } from 'zod'
import { OfferedModelsRequest, ProviderDraft, ProviderOrder, ProviderTest } from '@/lib/domain/provider'
import { defineAction } from '@/lib/entry/define-action'
import { listOfferedModels } from '@/lib/llm/list-offered-models'
import { orderProviders } from '@/lib/llm/order-providers'
import { removeProvider } from '@/lib/llm/remove-provider'
import { saveProvider } from '@/lib/llm/save-provider'
import { switchProvider } from '@/lib/llm/switch-provider'
import { testProvider } from '@/lib/llm/test-provider'
import { priceUsage } from '@/lib/prices/price-usage'

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

export const switchProviderAction = defineAction({
  name: 'switch-provider',
  permission,
  input: ProviderId.extend({ enabled: z.boolean() }),
  handler: switchProvider,
})

export const orderProvidersAction = defineAction({
  name: 'order-providers',
  permission,
  input: ProviderOrder,
  handler: orderProviders,
})

export const testProviderAction = defineAction({
  name: 'test-provider',
  permission,
  input: ProviderTest,
  handler: async (ctx, input) => testProvider(ctx, input, await priceUsage(ctx.teamId)),
})

export const listOfferedModelsAction = defineAction({
  name: 'list-offered-models',
  permission,
  input: OfferedModelsRequest,
  handler: async (ctx, input) => ({ models: await listOfferedModels(ctx, input) }),
})
