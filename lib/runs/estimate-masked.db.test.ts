import { describe, expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { LaunchOptions } from '@/lib/domain/launch'
import { seedSources } from '@/lib/testing/seed/seed-sources'
import { seedTeam } from '@/lib/testing/seed/seed-team'
import { estimateLaunch } from './estimate-launch'

// Put together here, so that no file of ours holds what looks like a secret or like somebody's data.
const KEYS = `KEY = "AKIAQ3EGRK7D${'XW2LMZP5'}"\nPASSWORD = "hunter2${'hunter2'}"\n`
const MAIL = `OWNER = "maria.lopez${'@'}telefonica.es"\n`

describe('before the click', () => {
  test('says how many values will be masked in how many modules, but only when a model would be asked', async () => {
    const { owner } = await seedTeam({ slug: 'masked' })
    const files = { 'clean.py': 'x = 1\n', 'keys.py': KEYS, 'mail.py': MAIL, 'other.py': KEYS + MAIL }
    const { projectId } = await seedSources(owner, { slug: 'shop', files })
    const notices = async (modulePaths: string[], useModel = true) => {
      const options = LaunchOptions.parse({ useModel })
      const estimate = await estimateLaunch(owner, {
        projectId,
        workflow: 'test-generation',
        modulePaths,
        options,
      })
      return estimate.notices.filter((notice) => notice.includes('masked'))
    }
    expect(await notices(['keys.py'])).toEqual([])
    const models = { cheap: 'claude-haiku-5-5', capable: 'claude-sonnet-5-5', premium: 'claude-opus-5-5' }
    const { teamId, userId } = owner
    await db().provider.create({
      data: { teamId, name: 'stand-in', kind: 'anthropic', models, createdBy: userId },
    })
    expect(await notices(['clean.py'])).toEqual([])
    expect(await notices(['mail.py'])).toEqual([
      '1 value will be masked in 1 module before a model sees it: 1 e-mail address.',
    ])
    const all =
      '6 values will be masked in 3 modules before a model sees them: 4 secrets and 2 e-mail addresses.'
    expect(await notices(Object.keys(files))).toEqual([all])
    expect(await notices(Object.keys(files))).toEqual([all])
    expect(await notices(Object.keys(files), false)).toEqual([])
  })
})
