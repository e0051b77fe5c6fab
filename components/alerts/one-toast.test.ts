import { expect, it } from 'vitest'
import { ONE_TOAST, tellNews } from './one-toast'

const alert = (id: string, ruleName: string) => ({ id, ruleName, text: `${ruleName}, in words.` })

it('however many alerts fire at once, one toast tells of them, at the top and for some seconds', () => {
  expect(tellNews([])).toBeNull()
  expect(tellNews([alert('1', 'Runs fail')])).toEqual({
    ...{ title: 'Runs fail', text: 'Runs fail, in words.', path: 'alerts/1' },
  })
  expect(
    tellNews([alert('1', 'Runs fail'), alert('2', 'A provider is down'), alert('3', 'Runs fail')]),
  ).toEqual({
    ...{ title: '3 alerts fire', text: 'Runs fail. A provider is down.', path: 'alerts' },
  })
  expect(ONE_TOAST).toMatchObject({ id: 'alert', position: 'top-center' })
  expect(ONE_TOAST.duration).toBeLessThanOrEqual(8000)
})
