import { toast } from './toast'

/** Something was opened and did not come. */
export function sayNotLoaded(): void {
  toast.error('This part of the page could not be loaded. Reload the page once the connection is back.', {
    id: 'not-loaded',
  })
}
