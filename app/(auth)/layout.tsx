import type { ReactNode } from 'react'
import { AssayMark } from '@/components/layout/assay-mark'

/** Pages outside any team: one narrow column in the middle. */
export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="mx-auto flex min-h-dvh w-full max-w-sm flex-col justify-center gap-5 px-4 py-10">
      <div className="flex items-center gap-2.5">
        <AssayMark />
        <p className="font-semibold text-lg">Assay</p>
      </div>
      {children}
    </main>
  )
}
