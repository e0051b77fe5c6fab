import { expect, test } from 'vitest'
import { db } from '@/lib/db/db'
import { sweepBlobs } from '@/lib/imports/sweep-blobs'
import { seedSources } from './seed-sources'
import { seedTeam } from './seed-team'

test('what is seeded stays, also while a worker that has just started sweeps', async () => {
  const { owner } = await seedTeam({ slug: 'swept' })
  let isSeeding = true
  const sweep = async () => {
    while (isSeeding) await sweepBlobs()
  }
  const sweeping = [sweep(), sweep()]
  for (let n = 0; n < 20; n++) {
    const files = Object.fromEntries(Array.from({ length: 50 }, (_, m) => [`m${m}.py`, `# ${n} ${m}\n`]))
    await seedSources(owner, { slug: `swept-${n}`, files })
  }
  isSeeding = false
  await Promise.all(sweeping)
  expect(await db().blob.count()).toBe(20 * 50)
})
