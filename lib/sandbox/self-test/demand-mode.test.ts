import { expect, test } from 'vitest'
import { demandMode } from './demand-mode'

test('a missing mode fails in CI and in npm test, and says what to do', () => {
  expect(demandMode('bubblewrap', { CI: 'true' })).toContain('apt-get install bubblewrap')
  expect(demandMode('landlock', { ASSAY_TEST_ALL: '1' })).toContain('ASSAY_ALLOW_MISSING_SANDBOX=landlock')
})

test('it may be missing elsewhere, or where that is said of this very mode', () => {
  expect(demandMode('bubblewrap', {})).toBeNull()
  expect(demandMode('bubblewrap', { CI: 'false' })).toBeNull()
  expect(demandMode('bubblewrap', { CI: '1', ASSAY_ALLOW_MISSING_SANDBOX: '1' })).toBeNull()
  expect(demandMode('landlock', { CI: '1', ASSAY_ALLOW_MISSING_SANDBOX: 'bubblewrap, landlock' })).toBeNull()
  expect(demandMode('bubblewrap', { CI: '1', ASSAY_ALLOW_MISSING_SANDBOX: 'landlock' })).not.toBeNull()
})
