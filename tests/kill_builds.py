"""Kill builds of a small book at seeded moments, and see that none harms the site.

By hand, as it takes minutes: `python -m tests.kill_builds 50`. After each kill the site must be
whole, or set aside whole where the next build puts it back; at the end a build must go well and
leave nothing behind.
"""

import os
import random
import signal
import subprocess
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path

from tests.copies import TWO_CHAPTERS, Copy, contents

SEED = 18


def killed(book, seconds: float, signal_sent: int) -> str:
    """Begin a build and kill it, with all that it began; say how it ended."""
    build = book.start(stdout=subprocess.DEVNULL, start_new_session=True)
    try:
        build.wait(seconds)
    except subprocess.TimeoutExpired:
        os.killpg(build.pid, signal_sent)
        return f"killed by {signal.Signals(signal_sent).name}, exit {build.wait()}"
    return f"ended before, exit {build.returncode}"


def main(number: int) -> int:
    """Kill this many builds; return 0 if the site was whole each time."""
    chance, ends, harm = random.Random(SEED), Counter(), []
    with tempfile.TemporaryDirectory() as folder:
        book = Copy(Path(folder), TWO_CHAPTERS)
        book.build()
        begun = time.monotonic()
        status, output = book.build()
        lasts = time.monotonic() - begun
        if status:
            sys.exit(output)
        whole = contents(book.site)
        for count in range(number):
            seconds = chance.uniform(0, lasts)
            sent = (signal.SIGTERM, signal.SIGKILL)[count % 2]
            ends[killed(book, seconds, sent)] += 1
            old = book.site.with_name(".old")
            if contents(book.site if book.site.exists() else old) != whole:
                harm.append(f"number {count}, after {seconds:.2f} s")
        status, output = book.build()
        left = {".new", ".old", ".unfinished"} & {path.name for path in book.site.parent.iterdir()}
        print(*(f"{times} {how}" for how, times in sorted(ends.items())), sep="\n")
        print("The site was harmed:", harm or "never")
        print(
            "The next build:", "went well" if status == 0 else output, "and left", left or "nothing"
        )
        return bool(harm or status or left or contents(book.site) != whole)


if __name__ == "__main__":
    sys.exit(main(int(sys.argv[1])))
