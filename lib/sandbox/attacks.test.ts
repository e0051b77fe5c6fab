import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { ATTACK_CASES } from '@/lib/sandbox/attack-cases'
import { type AttackHost, openAttackHost } from '@/lib/sandbox/attack-host'
import { runAttack } from '@/lib/sandbox/run-attack'

let host: AttackHost
beforeAll(async () => {
  host = await openAttackHost()
})
afterAll(async () => {
  await host.close()
})

describe.each(['bubblewrap', 'landlock'] as const)('mode %s', (mode) => {
  it.each(ATTACK_CASES.map((attack) => [attack.name, attack] as const))(
    'blocks %s',
    async (_name, attack) => {
      const verdict = await runAttack(mode, attack, host.targets)
      expect(verdict).toEqual({ name: attack.name, blocked: true, detail: '' })
    },
  )
})
