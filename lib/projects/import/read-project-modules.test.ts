import { describe, expect, test, vi } from 'vitest'
import { AssayError } from '@/lib/domain/assay-error'
import { readModules } from '@/lib/python/read-modules'
import { hashFiles } from './hash-files'
import { readProjectModules } from './read-project-modules'

vi.mock('@/lib/python/read-modules', () => ({ readModules: vi.fn() }))

const { files } = hashFiles([
  { path: 'pkg/__init__.py', content: Buffer.from('') },
  { path: 'pkg/app.py', content: Buffer.from('a = 1\nb = 2\n') },
  { path: 'pkg/data.txt', content: Buffer.from('x') },
])

describe('on a machine without Python', () => {
  test('modules are listed, and a notice says what is missing', async () => {
    vi.mocked(readModules).mockRejectedValueOnce(new AssayError('unavailable', 'Install Python 3.9.'))
    const { modules, notices } = await readProjectModules(files)
    expect(notices).toEqual(['The modules could not be read, only listed: Install Python 3.9.'])
    expect(
      modules.map(({ path, name, lines, facts, syntaxError }) => ({ path, name, lines, facts, syntaxError })),
    ).toEqual([
      {
        path: 'pkg/__init__.py',
        name: 'pkg',
        lines: 0,
        facts: { unread: 'Install Python 3.9.' },
        syntaxError: null,
      },
      {
        path: 'pkg/app.py',
        name: 'pkg.app',
        lines: 2,
        facts: { unread: 'Install Python 3.9.' },
        syntaxError: null,
      },
    ])
  })

  test('a fault of our own is not taken for that', async () => {
    vi.mocked(readModules).mockRejectedValueOnce(new Error('bug'))
    await expect(readProjectModules(files)).rejects.toThrow('bug')
  })
})
