'use server'

import { z } from 'zod'
import { changeBudgetLimit } from '@/lib/budgets/change-budget-limit'
import { createBudget } from '@/lib/budgets/create-budget'
import { removeBudget } from '@/lib/budgets/remove-budget'
import { restoreBudget } from '@/lib/budgets/restore-budget'
import { BudgetDraft, BudgetLimitDraft } from '@/lib/domain/budget'
import { defineAction } from '@/lib/entry/define-action'

const permission = 'manage-settings'
const BudgetId = z.object({ id: z.string().min(1) })

export const createBudgetAction = defineAction({
  name: 'create-budget',
  permission,
  input: BudgetDraft,
  handler: createBudget,
})

export const changeBudgetLimitAction = defineAction({
  name: 'change-budget-limit',
  permission,
  input: BudgetLimitDraft,
  handler: changeBudgetLimit,
})

export const removeBudgetAction = defineAction({
  name: 'remove-budget',
  permission,
  input: BudgetId,
  handler: removeBudget,
})

export const restoreBudgetAction = defineAction({
  name: 'restore-budget',
  permission,
  input: BudgetId,
  handler: restoreBudget,
})
