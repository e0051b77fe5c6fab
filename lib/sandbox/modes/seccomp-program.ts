import 'server-only'
import { SECCOMP_TABLES } from '@/lib/sandbox/modes/seccomp-tables'

type Instruction = { code: number; jumpTrue: number; jumpFalse: number; operand: number }

// Classic BPF, <linux/bpf_common.h>; `seccomp_data` is { nr, arch, ip(8), args[6](8 each) }, little endian.
const LOAD_WORD = 0x20
const JUMP_EQUAL = 0x15
const JUMP_GREATER_EQUAL = 0x35
const JUMP_ANY_BIT = 0x45
const RETURN = 0x06

const OFFSET_NUMBER = 0
const OFFSET_ARCH = 4
const OFFSET_ARG0 = 16
const OFFSET_ARG1 = 24

// <linux/seccomp.h>
const ALLOW = 0x7fff0000
const KILL_PROCESS = 0x80000000
const fail = (errno: number) => 0x00050000 | errno

const EPERM = 1
const ENOSYS = 38
const EAFNOSUPPORT = 97

/** CLONE_NEWUSER | NEWNS | NEWPID | NEWNET | NEWIPC | NEWUTS | NEWCGROUP */
const CLONE_NEW_NAMESPACES = 0x7e020000
const TIOCSTI = 0x5412
const TIOCLINUX = 0x541c

/**
 * The system call filter of the sandbox as a BPF program ready for `prctl(PR_SET_SECCOMP)` or
 * `bwrap --seccomp`. A deny list: namespaces and mounts stop most things already, this takes away
 * kernel surface, sockets (also vsock and netlink, which no namespace covers) and memfd.
 * `clone3` answers ENOSYS, since a filter cannot read its flags; libc then uses `clone`.
 * @throws Error on a processor without a table.
 */
export function seccompProgram(arch: string = process.arch): Buffer {
  const table = SECCOMP_TABLES[arch]
  if (table === undefined) throw new Error(`no system call table for processor ${arch}`)
  return assemble([
    load(OFFSET_ARCH),
    jump(JUMP_EQUAL, table.auditArch, 1, 0),
    answer(KILL_PROCESS),
    load(OFFSET_NUMBER),
    ...(table.foreignAbiFrom === null
      ? []
      : [jump(JUMP_GREATER_EQUAL, table.foreignAbiFrom, 0, 1), answer(fail(ENOSYS))]),
    ...whenCall(table.clone3, [answer(fail(ENOSYS))]),
    ...whenCall(table.socket, [answer(fail(EAFNOSUPPORT))]),
    ...Object.values(table.denied).flatMap((number) => whenCall(number, [answer(fail(EPERM))])),
    ...whenCall(table.clone, [
      load(OFFSET_ARG0),
      jump(JUMP_ANY_BIT, CLONE_NEW_NAMESPACES, 0, 1),
      answer(fail(EPERM)),
      answer(ALLOW),
    ]),
    ...whenCall(table.ioctl, [
      load(OFFSET_ARG1),
      jump(JUMP_EQUAL, TIOCSTI, 1, 0),
      jump(JUMP_EQUAL, TIOCLINUX, 0, 1),
      answer(fail(EPERM)),
      answer(ALLOW),
    ]),
    answer(ALLOW),
  ])
}

/** Runs `body` when the loaded number is `number`, otherwise skips it; `body` must end in an answer. */
function whenCall(number: number, body: Instruction[]): Instruction[] {
  return [jump(JUMP_EQUAL, number, 0, body.length), ...body]
}

function load(offset: number): Instruction {
  return { code: LOAD_WORD, jumpTrue: 0, jumpFalse: 0, operand: offset }
}

function jump(code: number, operand: number, jumpTrue: number, jumpFalse: number): Instruction {
  return { code, jumpTrue, jumpFalse, operand }
}

function answer(value: number): Instruction {
  return { code: RETURN, jumpTrue: 0, jumpFalse: 0, operand: value }
}

/** struct sock_filter { u16 code; u8 jt; u8 jf; u32 k } */
function assemble(instructions: Instruction[]): Buffer {
  const program = Buffer.alloc(instructions.length * 8)
  instructions.forEach(({ code, jumpTrue, jumpFalse, operand }, index) => {
    program.writeUInt16LE(code, index * 8)
    program.writeUInt8(jumpTrue, index * 8 + 2)
    program.writeUInt8(jumpFalse, index * 8 + 3)
    program.writeUInt32LE(operand >>> 0, index * 8 + 4)
  })
  return program
}
