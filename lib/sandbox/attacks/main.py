"""Runs one attack from inside the sandbox: main.py NAME CONFIG-JSON.

The configuration names things of the host that must stay out of reach (see attack-host.ts).
"""

import json
import sys

import disk
import kernel
import memory
import network
import ordinary
import processes
import read_host
import write_host

ATTACKS = {
    "read-environment": read_host.read_environment,
    "read-host-files": read_host.read_host_files,
    "read-proc": read_host.read_proc,
    "inherited-descriptors": read_host.inherited_descriptors,
    "write-host-files": write_host.write_host_files,
    "links-out": write_host.links_out,
    "network": network.connect_anywhere,
    "allocate-memory": memory.allocate_memory,
    "memory-by-forks": memory.memory_by_forks,
    "memfd": memory.memfd,
    "shared-memory": memory.shared_memory,
    "burn-cpu": processes.burn_cpu,
    "burn-cpu-forked": processes.burn_cpu_forked,
    "fork-bomb": processes.fork_bomb,
    "many-processes": processes.many_processes,
    "many-threads": processes.many_threads,
    "daemon": processes.daemon,
    "daemon-outlives": processes.daemon_outlives,
    "kill-others": processes.kill_others,
    "huge-file": disk.huge_file,
    "many-files": disk.many_files,
    "many-inodes": disk.many_inodes,
    "endless-output": disk.endless_output,
    "system-calls": kernel.system_calls,
    "ordinary-program": ordinary.ordinary_program,
}

if __name__ == "__main__":
    ATTACKS[sys.argv[1]](json.loads(sys.argv[2]))
