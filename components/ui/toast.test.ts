import { afterEach, expect, it } from 'vitest'
import { type Toast, takeToasts, toast, waitingToasts } from './toast'

afterEach(() => waitingToasts.forget())

it('keeps what is said before there is anything to draw it, and hands it over in order', () => {
  let heard = 0
  const stop = waitingToasts.subscribe(() => {
    heard += 1
  })
  toast.success('Saved.')
  toast.error('Not saved.', { id: 'a' })
  expect(heard).toBe(2)
  expect(waitingToasts.all().map(({ text }) => text)).toEqual(['Saved.', 'Not saved.'])

  const drawn: Toast[] = []
  const leave = takeToasts((each) => drawn.push(each))
  toast.info('Later.')
  expect(drawn.map(({ kind, text }) => `${kind} ${text}`)).toEqual([
    'success Saved.',
    'error Not saved.',
    'info Later.',
  ])
  expect(drawn[1]?.options).toEqual({ id: 'a' })
  expect(waitingToasts.all()).toEqual([])
  leave()
  toast.warning('Nobody draws it.')
  expect(waitingToasts.all()).toHaveLength(1)
  stop()
})
