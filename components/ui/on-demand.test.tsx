import { renderToStaticMarkup } from 'react-dom/server'
import { expect, it } from 'vitest'
import { Dialog, DialogContent, DialogTrigger } from './dialog'
import { DropdownMenu, DropdownMenuContent, DropdownMenuItem, DropdownMenuTrigger } from './dropdown-menu'
import { onDemand } from './on-demand'
import { Popover, PopoverContent, PopoverTrigger } from './popover'
import { Tooltip } from './tooltip'

it('what opens a menu, a dialog or a box is on the page, what opens is not', () => {
  const html = renderToStaticMarkup(
    <>
      <DropdownMenu>
        <DropdownMenuTrigger className="wide">More</DropdownMenuTrigger>
        <DropdownMenuContent>
          <DropdownMenuItem>Inside</DropdownMenuItem>
        </DropdownMenuContent>
      </DropdownMenu>
      <Dialog>
        <DialogTrigger asChild>
          <a href="/custom">Custom</a>
        </DialogTrigger>
        <DialogContent title="Inside">Inside</DialogContent>
      </Dialog>
      <Popover>
        <PopoverTrigger>About</PopoverTrigger>
        <PopoverContent aria-label="Inside">Inside</PopoverContent>
      </Popover>
      <Tooltip content="Inside">
        <button type="button">Mark</button>
      </Tooltip>
    </>,
  )
  expect(html).not.toContain('Inside')
  expect(html).toMatch(
    /<button[^>]*aria-haspopup="menu"[^>]*aria-expanded="false"[^>]*class="wide"[^>]*>More/,
  )
  expect(html).toMatch(/<a href="\/custom"[^>]*aria-haspopup="dialog"[^>]*>Custom/)
  expect(html).toMatch(/<button[^>]*aria-haspopup="dialog"[^>]*aria-expanded="false"[^>]*>About/)
  expect(html).toContain('<button type="button">Mark</button>')
})

it('a part is loaded once for all who want it, and again after a failure', async () => {
  let asked = 0
  const part = onDemand(async () => {
    asked += 1
    if (asked === 1) throw new Error('no network')
    return 'here'
  })
  part.prepare()
  await expect(part.load()).rejects.toThrow('no network')
  expect(part.loaded()).toBeUndefined()
  expect(await Promise.all([part.load(), part.load()])).toEqual(['here', 'here'])
  expect(part.loaded()).toBe('here')
  expect(asked).toBe(2)
})
