"""One build at a time: a second one in the same folder says so, waits, and then begins.

The lock is that of a process on a file, which the system takes back however the process ends. So
a build that is killed keeps nobody waiting. It is taken before any code or table of the book is
read: a build that has waited knows nothing of how things stood before.
"""

from pathlib import Path

from filelock import AcquireReturnProxy, FileLock, Timeout

LOCK = ".lock"  # below _build


def take(app) -> None:
    """Let this build hold its folder until it has ended."""
    turn = wait_for_turn(Path(app.outdir).parent)
    app.connect("build-finished", lambda *_: turn.lock.release(), priority=999)  # after all others


def wait_for_turn(folder: Path) -> AcquireReturnProxy:
    """Return when a folder such as ``_build`` is ours; the end of a ``with`` gives it back."""
    lock = FileLock(folder / LOCK, is_singleton=True)
    try:
        return lock.acquire(timeout=0)
    except Timeout:
        book = folder.resolve().parent
        print(f"Waiting until another build of {book} has ended.", flush=True)
        return lock.acquire()
