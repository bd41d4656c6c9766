"""Scenarios per second by forked workers and by ranks of MPI, on two cores; printed, not judged.

Call: workers.py BUILD/bin [ROUNDS]. The contenders take turns, so that a slow spell of the machine
meets all of them; the best round of each counts. CPU time tells what being several costs where
others have the cores.
"""

import os
import pathlib
import resource
import shutil
import subprocess
import sys
import tempfile
import time

TIMES = "subject,operator,stage,tier,service_ms,load_ms\nnet,whole,0,edge,10,50\n"
STUDY = """tiersim: 1
subjects: [net]
operators: [whole]
deployments: [edge]
profiles: times.csv
tiers: {edge: {}}
links: {mobile-edge: {bandwidth: 50 Mbps, delay: 5 ms, loss: 0.5 %}}
request: {payload: 150 kB, count: 100}
"""
SCENARIOS = 60  # of some 0.1 s each
# As root or not, with more ranks than cores or not, quiet, each rank on any core.
MPIRUN = ["mpirun", "-q", "--allow-run-as-root", "--oversubscribe", "--bind-to", "none"]


def cpu_seconds():
    """Of all children that have ended, and theirs."""
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    return used.ru_utime + used.ru_stime


def main():
    program = pathlib.Path(sys.argv[1]).resolve() / "tiersim"
    rounds = int(sys.argv[2]) if len(sys.argv) > 2 else 5
    contenders = {"-j 1": [program], "-j 2": [program]}
    if shutil.which("mpirun"):
        contenders["mpirun -n 1"] = [*MPIRUN, "-n", "1", program]
        contenders["mpirun -n 2"] = [*MPIRUN, "-n", "2", program]
    best = dict.fromkeys(contenders, 0.0)
    least = dict.fromkeys(contenders, float("inf"))
    os.sched_setaffinity(0, sorted(os.sched_getaffinity(0))[:2])
    print(f"load of the machine before: {os.getloadavg()[0]:.1f}")
    with tempfile.TemporaryDirectory() as folder:
        pathlib.Path(folder, "times.csv").write_text(TIMES)
        pathlib.Path(folder, "study.yaml").write_text(STUDY)
        seeds = ",".join(map(str, range(1, SCENARIOS + 1)))
        for _ in range(rounds):
            for name, call in contenders.items():
                jobs = [] if "mpirun" in name else name.split()
                arguments = ["run", "study.yaml", "--force", "--sweep", f"seed={seeds}", *jobs]
                begun, used = time.monotonic(), cpu_seconds()
                subprocess.run([*call, *arguments], cwd=folder, check=True, capture_output=True)
                best[name] = max(best[name], SCENARIOS / (time.monotonic() - begun))
                least[name] = min(least[name], (cpu_seconds() - used) / SCENARIOS)
    for name, rate in best.items():
        print(
            f"{name:<12} {rate:6.1f} scenarios/s, {rate / best['-j 1']:.2f} x; "
            f"{1e3 * least[name]:.1f} ms of CPU each"
        )


main()
