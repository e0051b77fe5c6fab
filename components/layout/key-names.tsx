import { Kbd } from '@/components/ui/kbd'

/** "mod+k" and "g r" drawn as keys. */
export function KeyNames({ keys }: { keys: string }) {
  const names = keys.replace('mod+', '⌘ ').split(' ')
  return (
    <span className="flex gap-1 text-dim">
      {names.map((name) => (
        <Kbd key={name}>{name}</Kbd>
      ))}
    </span>
  )
}
