import { beforeEach, expect, it, vi } from 'vitest'

const flushes: { resolve: () => void; reject: (error: Error) => void }[] = []
vi.mock('./query-often', () => ({
  queryOften: () => new Promise<void>((resolve, reject) => flushes.push({ resolve, reject })),
}))

beforeEach(() => {
  flushes.length = 0
  vi.resetModules()
})

it('asks nothing where nothing was sent', async () => {
  const { onDisk } = await import('./to-disk')
  await onDisk()
  expect(flushes).toHaveLength(0)
})

it('lets those who come while the disk is busy share the next time', async () => {
  const { toDisk, onDisk } = await import('./to-disk')
  let arrived = 0
  const all = [toDisk(), toDisk(), toDisk(), onDisk()].map((one) => one.then(() => arrived++))
  expect(flushes).toHaveLength(1)
  flushes[0]?.resolve()
  await vi.waitFor(() => expect(flushes).toHaveLength(2))
  // The first asked before the first flush began; nobody else is told yet.
  expect(arrived).toBe(1)
  flushes[1]?.resolve()
  await Promise.all(all)
  expect(flushes).toHaveLength(2)
})

it('is asked again after the database broke off', async () => {
  const { toDisk, onDisk } = await import('./to-disk')
  const first = toDisk()
  flushes[0]?.reject(new Error('connection lost'))
  await expect(first).rejects.toThrow('connection lost')
  const again = onDisk()
  expect(flushes).toHaveLength(2)
  flushes[1]?.resolve()
  await again
  await onDisk()
  expect(flushes).toHaveLength(2)
})
