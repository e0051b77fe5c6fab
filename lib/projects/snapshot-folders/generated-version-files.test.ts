import { describe, expect, test } from 'vitest'
import { generatedVersionFiles } from './generated-version-files'

const PATHS = ['pyproject.toml', 'src/pkg/__init__.py', 'src/pkg/a.py']
const found = (text: string, file = 'pyproject.toml', paths = PATHS) =>
  generatedVersionFiles(paths, [{ path: file, text }])

describe('a version file that the build writes', () => {
  test.each([
    ['setuptools-scm', '[tool.setuptools_scm]\nversion_file = "src/pkg/_version.py"\n'],
    ['setuptools-scm before 8', "[ tool.setuptools_scm ]\nwrite_to = 'src/pkg/_version.py' # here\n"],
    ['hatch-vcs', '[tool.hatch.build.hooks.vcs]\nversion-file = "src/pkg/_version.py"'],
    ['PDM', '[tool.pdm.version]\nsource = "scm"\nwrite_to = "src/pkg/_version.py"'],
    ['versioningit', '[tool.versioningit.write]\nfile = "src/pkg/_version.py"'],
  ])('is found as %s declares it', (_tool, text) => expect(found(text)).toEqual(['src/pkg/_version.py']))

  test('is found in a setup.py, and in a part of the repository', () => {
    const setup = 'setup(\n    use_scm_version={"write_to": "pkg/_version.py"},\n)'
    expect(found(setup, 'python/setup.py', ['python/setup.py', 'python/pkg/__init__.py'])).toEqual([
      'python/pkg/_version.py',
    ])
  })

  test.each([
    ['is in the source', '[tool.setuptools_scm]\nversion_file = "src/pkg/a.py"'],
    ['is declared of another tool', '[tool.other]\nversion_file = "src/pkg/_version.py"'],
    ['is commented out', '[tool.setuptools_scm]\n# version_file = "src/pkg/_version.py"'],
    ['would lie where nothing is', '[tool.setuptools_scm]\nversion_file = "src/other/_version.py"'],
    ['would lie outside', '[tool.setuptools_scm]\nversion_file = "../_version.py"'],
    ['is no version file', '[tool.setuptools_scm]\nversion_file = "src/pkg/secrets.py"'],
  ])('is none when it %s', (_what, text) => expect(found(text)).toEqual([]))

  test('that is there already stays what it is', () => {
    const text = '[tool.setuptools_scm]\nversion_file = "src/pkg/_version.py"'
    expect(found(text, 'pyproject.toml', [...PATHS, 'src/pkg/_version.py'])).toEqual([])
  })
})
