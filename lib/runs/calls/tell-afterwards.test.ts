import { expect, test } from 'vitest'
import { allTold, tellAfterwards } from './tell-afterwards'

test('a process that ends waits for all that is being told, and for nothing else', async () => {
  const ends: (() => void)[] = []
  const tell = () => tellAfterwards(new Promise((resolve) => ends.push(resolve)))
  const order: string[] = []
  const all = [tell(), tell()].map((told) => told.then(() => order.push('told')))
  const end = allTold().then(() => order.push('end'))
  for (const resolve of ends) resolve()
  await Promise.all([...all, end])
  expect(order).toEqual(['told', 'told', 'end'])
  await allTold()
})
