'use server'

import { z } from 'zod'
import { PriceDraft, RepriceOrder, RepriceRequest } from '@/lib/domain/price'
import { defineAction } from '@/lib/entry/define-action'
import { addPrice } from '@/lib/prices/add-price'
import { removePrice } from '@/lib/prices/remove-price'
import { previewReprice } from '@/lib/runs/preview-reprice'
import { repriceAttempts } from '@/lib/runs/reprice-attempts'

const permission = 'manage-settings'

export const addPriceAction = defineAction({
  name: 'add-price',
  permission,
  input: PriceDraft,
  handler: addPrice,
})

export const removePriceAction = defineAction({
  name: 'remove-price',
  permission,
  input: z.object({ id: z.string().min(1) }),
  handler: removePrice,
})

export const previewRepriceAction = defineAction({
  name: 'preview-reprice',
  permission,
  input: RepriceRequest,
  handler: previewReprice,
})

export const repriceAttemptsAction = defineAction({
  name: 'reprice-attempts',
  permission,
  input: RepriceOrder,
  handler: repriceAttempts,
})
