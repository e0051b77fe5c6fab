'use client'

import { ORIGIN_WORD } from '@/components/runs/run-words'
import { Pill } from '@/components/ui/pill'
import { Select } from '@/components/ui/select'
import { formatExactTime } from '@/lib/format/format-time'
import { useRunPage } from './run-context'
import { useRunUrl } from './use-run-url'

/** Which version of the output is looked at: an edit or a re-run makes a new one. */
export function VersionSelect() {
  const { detail, artifact } = useRunPage()
  const [, setUrl] = useRunUrl()
  if (artifact === null) return null
  const versions = detail.artifacts.filter((one) => one.path === artifact.path)
  if (versions.length < 2) return <Pill>v{artifact.version}</Pill>
  const newest = versions[0]?.version
  return (
    <Select
      aria-label="Version"
      className="h-7 w-auto"
      value={String(artifact.version)}
      options={versions.map((one) => ({
        value: String(one.version),
        label: `v${one.version}${one.version === newest ? ' (newest)' : ''}`,
        hint: `${ORIGIN_WORD[one.origin]}${one.createdByName === null ? '' : `, ${one.createdByName}`}, ${formatExactTime(one.createdAt)}`,
      }))}
      onValueChange={(value) => void setUrl({ version: Number(value) === newest ? null : Number(value) })}
    />
  )
}
