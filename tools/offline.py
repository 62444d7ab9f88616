"""Pack the built site into one file: unpack it anywhere and open index.html, no server needed."""

import sys
import zipfile
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
HTML = ROOT / "_build" / "html"
BUNDLE = ROOT / "_build" / "integrated-care-words-site.zip"
LEFT_OUT = (".buildinfo", "objects.inv")


def pack(site: Path, bundle: Path) -> None:
    """Write every file of a site into a zip, below one folder; the same site makes the same zip."""
    files = [path for path in sorted(site.rglob("*")) if path.is_file()]
    with zipfile.ZipFile(bundle, "w", zipfile.ZIP_DEFLATED) as packed:
        for path in files:
            name = path.relative_to(site)
            if name.parts[0] not in LEFT_OUT:
                # A fixed date: zip would else hold that of the build.
                entry = zipfile.ZipInfo(f"{bundle.stem}/{name.as_posix()}")
                packed.writestr(entry, path.read_bytes(), zipfile.ZIP_DEFLATED)


if __name__ == "__main__":
    if not (HTML / "index.html").exists():
        sys.exit("There is no built site to pack: run `make book` first.")
    pack(HTML, BUNDLE)
    print(f"{BUNDLE.relative_to(ROOT)}: {BUNDLE.stat().st_size / 1e6:.1f} MB")
