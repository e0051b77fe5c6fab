import { toast } from '@/components/ui/toast'

/** Says why a page does not open now. One toast, however often it is asked for. */
export function sayOffline(): void {
  toast.info('You are offline, so this page cannot be loaded now. Back and forward still work.', {
    id: 'offline',
  })
}
