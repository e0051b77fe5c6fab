'use client'

import { Button } from '@/components/ui/button'
import { CopyButton } from '@/components/ui/copy-button'
import { Dialog, DialogContent, DialogFooter } from '@/components/ui/dialog'

/** The secret of a webhook, the one time it is shown. */
export function SecretDialog({ secret, onClose }: { secret: string | null; onClose: () => void }) {
  return (
    <Dialog open={secret !== null} onOpenChange={(open) => (open ? undefined : onClose())}>
      <DialogContent
        title="Secret of the webhook"
        description="Every message is signed with it, as the Standard Webhooks specification says. It is shown this once: store it where messages are received."
      >
        <p className="flex items-center gap-2 rounded-md border bg-line-soft px-2.5 py-2">
          <code className="min-w-0 flex-1 font-mono text-sm wrap-anywhere">{secret}</code>
          <CopyButton text={secret ?? ''} label="Copy the secret" />
        </p>
        <DialogFooter>
          <Button variant="primary" onClick={onClose}>
            I have stored it
          </Button>
        </DialogFooter>
      </DialogContent>
    </Dialog>
  )
}
