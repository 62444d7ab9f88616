"""Nothing stale: when data, code or pins change, every chapter is run and read again.

Both caches look at a chapter's own text only. Jupyter Book's cache of outputs would go on to
publish old numbers, and Sphinx would not read the chapter at all.
"""

import hashlib
import shutil
from pathlib import Path

WATCHED = ("data/*", "widgets/**/*", "sphinx_ext/**/*", "pins.txt")


def setup(app):
    """Make the digest a part of the configuration, which Sphinx compares with the last build."""
    app.add_config_value("book_digest", "", "env", [str])
    app.connect("config-inited", forget_if_changed)


def digest(root: Path) -> str:
    """Return a digest of everything that the chapters' outputs depend on."""
    result = hashlib.sha256()
    for pattern in WATCHED:
        for path in sorted(root.glob(pattern)):
            if path.is_file() and "__pycache__" not in path.parts:
                result.update(path.relative_to(root).as_posix().encode())
                result.update(path.read_bytes())
    return result.hexdigest()


def forget_if_changed(app, config):
    """Throw away the cached outputs when they may no longer be true."""
    config.book_digest = digest(Path(app.srcdir))
    cache = Path(app.outdir).with_name(".jupyter_cache")
    stamp = cache / "digest.txt"
    if not stamp.exists() or stamp.read_text() != config.book_digest:
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        stamp.write_text(config.book_digest)
