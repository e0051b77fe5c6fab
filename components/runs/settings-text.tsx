import Link from 'next/link'
import { Fragment } from 'react'

const PAGES: Record<string, string> = {
  'Settings → Providers': 'settings/provider',
  'Settings → Runtime': 'settings/runtime',
}

/** A sentence of ours whose "Settings → …" leads there. */
export function SettingsText({ team, text }: { team: string; text: string }) {
  return text.split(/(Settings → \w+)/).map((part, index) => {
    const page = PAGES[part]
    return (
      // biome-ignore lint/suspicious/noArrayIndexKey: parts of a text have no identity but their place
      <Fragment key={index}>
        {page === undefined ? (
          part
        ) : (
          <Link href={`/t/${team}/${page}`} className="underline underline-offset-4">
            {part}
          </Link>
        )}
      </Fragment>
    )
  })
}
