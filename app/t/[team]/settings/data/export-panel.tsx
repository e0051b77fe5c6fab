import { Download } from 'lucide-react'
import { Button } from '@/components/ui/button'
import { Panel } from '@/components/ui/panel'

/** Everything the team has, in one archive. */
export function ExportPanel({ teamSlug }: { teamSlug: string }) {
  return (
    <Panel title="Export everything">
      <div className="grid gap-3 p-3.5">
        <p className="text-dim">
          A .tar.gz of JSON lines, a file for each kind of row: projects and their files, runs, attempts,
          prompts, outputs, findings, budgets, the audit log. Secrets found in code and texts are masked; keys
          of providers, links of invitations and passwords are not in it.
        </p>
        <div>
          <Button asChild>
            <a href={`/api/t/${teamSlug}/archive`} download>
              <Download aria-hidden /> Download the archive
            </a>
          </Button>
        </div>
      </div>
    </Panel>
  )
}
