import { describe, expect, it } from 'vitest'
import { seccompProgram } from './seccomp-program'
import { SECCOMP_TABLES } from './seccomp-tables'

const ALLOW = 'allow'
type Call = { arch?: number; number: number; arguments?: number[] }

/** Runs the filter as the kernel would: classic BPF over `struct seccomp_data`. */
function decide(program: Buffer, call: Call & { arch: number }): string {
  const data = Buffer.alloc(64)
  data.writeUInt32LE(call.number >>> 0, 0)
  data.writeUInt32LE(call.arch >>> 0, 4)
  for (const [index, value] of (call.arguments ?? []).entries())
    data.writeUInt32LE(value >>> 0, 16 + 8 * index)
  let accumulator = 0
  for (let position = 0; position * 8 < program.length; position += 1) {
    const code = program.readUInt16LE(position * 8)
    const operand = program.readUInt32LE(position * 8 + 4)
    const jump = (holds: boolean) => program.readUInt8(position * 8 + (holds ? 2 : 3))
    if (code === 0x20) accumulator = data.readUInt32LE(operand)
    else if (code === 0x15) position += jump(accumulator === operand)
    else if (code === 0x35) position += jump(accumulator >= operand)
    else if (code === 0x45) position += jump((accumulator & operand) !== 0)
    else if (code === 0x06) {
      if (operand === 0x7fff0000) return ALLOW
      return operand === 0x80000000 ? 'kill' : `errno ${operand & 0xffff}`
    } else throw new Error(`unknown instruction ${code}`)
  }
  throw new Error('the program ran past its end')
}

describe.each(['x64', 'arm64'] as const)('the filter for %s', (arch) => {
  const table = SECCOMP_TABLES[arch]
  if (table === undefined) throw new Error(`no table for ${arch}`)
  const program = seccompProgram(arch)
  const ask = (call: Call) => decide(program, { arch: table.auditArch, ...call })

  it('denies every listed call and nothing that is not', () => {
    const denied = new Set(Object.values(table.denied))
    expect(denied.size).toBe(Object.keys(table.denied).length)
    for (let number = 0; number < 480; number += 1) {
      if ([table.clone, table.clone3, table.ioctl, table.socket].includes(number)) continue
      expect([number, ask({ number })]).toEqual([number, denied.has(number) ? 'errno 1' : ALLOW])
    }
  })

  it('lets processes and threads be made, but no namespaces', () => {
    const THREAD = 0x3d0f00
    expect(ask({ number: table.clone, arguments: [THREAD] })).toBe(ALLOW)
    for (const flag of [0x10000000, 0x20000, 0x40000000, 0x20000000, 0x8000000, 0x4000000, 0x2000000]) {
      expect(ask({ number: table.clone, arguments: [THREAD | flag] })).toBe('errno 1')
    }
    expect(ask({ number: table.clone3 })).toBe('errno 38')
  })

  it('refuses sockets and keys pushed into a terminal', () => {
    expect(ask({ number: table.socket })).toBe('errno 97')
    expect(ask({ number: table.ioctl, arguments: [0, 0x5412] })).toBe('errno 1')
    expect(ask({ number: table.ioctl, arguments: [0, 0x541c] })).toBe('errno 1')
    expect(ask({ number: table.ioctl, arguments: [0, 0x5401] })).toBe(ALLOW)
  })

  it('kills calls of another processor and refuses the x32 numbering', () => {
    expect(ask({ number: 0, arch: 0x40000003 })).toBe('kill')
    if (arch === 'x64') expect(ask({ number: 0x40000000 })).toBe('errno 38')
  })
})

it('has no program for a processor without a table', () => {
  expect(() => seccompProgram('mips')).toThrow('mips')
})
