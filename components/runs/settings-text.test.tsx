import { renderToStaticMarkup } from 'react-dom/server'
import { expect, test } from 'vitest'
import { SettingsText } from './settings-text'

test('the settings that a sentence names are a link, the rest is text', () => {
  const html = renderToStaticMarkup(
    <SettingsText team="acme" text="Enter a valid key in Settings → Providers. See Settings → Nowhere." />,
  )
  expect(html).toContain('href="/t/acme/settings/provider"')
  expect(html.match(/<a /g)).toHaveLength(1)
  expect(html.replace(/<[^>]+>/g, '')).toBe(
    'Enter a valid key in Settings → Providers. See Settings → Nowhere.',
  )
})
