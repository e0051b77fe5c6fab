'use server'

import { z } from 'zod'
import { removeChannel } from '@/lib/alerts/channels/remove-channel'
import { renewSecret } from '@/lib/alerts/channels/renew-secret'
import { saveChannel } from '@/lib/alerts/channels/save-channel'
import { switchChannel } from '@/lib/alerts/channels/switch-channel'
import { retryDelivery } from '@/lib/alerts/deliveries/retry-delivery'
import { testChannel } from '@/lib/alerts/deliveries/test-channel'
import { acknowledgeAlert } from '@/lib/alerts/incidents/acknowledge-alert'
import { snoozeAlert } from '@/lib/alerts/incidents/snooze-alert'
import { removeRule } from '@/lib/alerts/rules/remove-rule'
import { resetRule } from '@/lib/alerts/rules/reset-rule'
import { saveRule } from '@/lib/alerts/rules/save-rule'
import { switchRule } from '@/lib/alerts/rules/switch-rule'
import { AlertAct, AlertRuleDraft, AlertSnooze } from '@/lib/domain/alert'
import { AlertChannelDraft } from '@/lib/domain/alert-channel'
import { defineAction } from '@/lib/entry/define-action'

const permission = 'manage-settings'
const ById = z.object({ id: z.string().min(1) })
const Switch = ById.extend({ enabled: z.boolean() })

export const acknowledgeAlertAction = defineAction({
  name: 'acknowledge-alert',
  permission: 'review',
  input: AlertAct.extend({ acknowledged: z.boolean() }),
  handler: acknowledgeAlert,
})

export const snoozeAlertAction = defineAction({
  name: 'snooze-alert',
  permission: 'review',
  input: AlertSnooze,
  handler: snoozeAlert,
})

export const saveAlertRuleAction = defineAction({
  name: 'save-alert-rule',
  permission,
  input: AlertRuleDraft,
  handler: saveRule,
})

export const switchAlertRuleAction = defineAction({
  name: 'switch-alert-rule',
  permission,
  input: Switch,
  handler: switchRule,
})

export const resetAlertRuleAction = defineAction({
  name: 'reset-alert-rule',
  permission,
  input: ById,
  handler: resetRule,
})

export const removeAlertRuleAction = defineAction({
  name: 'remove-alert-rule',
  permission,
  input: ById,
  handler: removeRule,
})

export const saveAlertChannelAction = defineAction({
  name: 'save-alert-channel',
  permission,
  input: AlertChannelDraft,
  handler: saveChannel,
})

export const switchAlertChannelAction = defineAction({
  name: 'switch-alert-channel',
  permission,
  input: Switch,
  handler: switchChannel,
})

export const renewAlertSecretAction = defineAction({
  name: 'renew-alert-secret',
  permission,
  input: ById,
  handler: renewSecret,
})

export const testAlertChannelAction = defineAction({
  name: 'test-alert-channel',
  permission,
  input: ById,
  handler: testChannel,
})

export const removeAlertChannelAction = defineAction({
  name: 'remove-alert-channel',
  permission,
  input: ById,
  handler: removeChannel,
})

export const retryAlertDeliveryAction = defineAction({
  name: 'retry-alert-delivery',
  permission,
  input: ById,
  handler: retryDelivery,
})
