"""Nothing stale: when data, code or pins change, every chapter is run and read again.

Both caches look at a chapter's own text only. Jupyter Book's cache of outputs would go on to
publish old numbers, and Sphinx would not read the chapter at all. When anything changes, every
page is written again: each names the files of the site with one version for all.
"""

import shutil
from pathlib import Path

from . import made_from


def setup(app):
    """Make the digests a part of the configuration, which Sphinx compares with the last build."""
    app.add_config_value("book_digest", "", "env", [str])
    app.add_config_value("site_version", "", "html", [str])
    app.add_config_value("preview", [], "", [list])  # the pages of one: `tools/preview.py`
    app.connect("config-inited", forget_if_changed)


def forget_if_changed(app, config):
    """Throw away the cached outputs when they may no longer be true.

    A preview goes on from the last whole build, and names its digests.
    """
    if config.preview:
        return
    root = Path(app.srcdir)
    config.book_digest = made_from.digest(root, made_from.of_outputs(root))
    config.site_version = made_from.digest(root, made_from.of_site(root))[:8]
    cache = Path(app.outdir).with_name(".jupyter_cache")
    stamp = cache / "digest.txt"
    if not stamp.exists() or stamp.read_text() != config.book_digest:
        shutil.rmtree(cache, ignore_errors=True)
        cache.mkdir(parents=True)
        stamp.write_text(config.book_digest)
