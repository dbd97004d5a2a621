"""launch.py FD COMMAND…: run a command, and write [seconds, greatest memory as the kernel has it, exit code] to a pipe.

A child's peak begins with the size of the process that it was started from: this one is small, whoever measures.
"""

import json
import os
import subprocess
import sys
from time import perf_counter as now


def main(pipe: str, *command: str) -> None:
    start = now()
    with subprocess.Popen(command) as process:
        _, status, usage = os.wait4(process.pid, 0)
        process.returncode = os.waitstatus_to_exitcode(status)
    told = now() - start, usage.ru_maxrss, process.returncode
    os.write(int(pipe), json.dumps(told).encode())


if __name__ == "__main__":
    main(*sys.argv[1:])
