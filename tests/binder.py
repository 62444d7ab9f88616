"""Do here, without Docker, what Binder does with this repository.

repo2docker, which Binder runs, says itself what it would do: which Python, which packages to
start from, which steps in which order. The steps are run as they stand, in a new environment and
a home folder of their own. What differs from Binder: the first packages come from pip and not
from conda, and the user and the operating system are those of this machine.
"""

import json
import os
import re
import shutil
import subprocess
import sys
import time
from dataclasses import dataclass
from pathlib import Path

import yaml
from packaging.utils import canonicalize_name

from tests.copies import ROOT, tracked

# Asked in a process of its own, in the folder that the question is about.
ASK = """
import json
from pathlib import Path

from repo2docker import buildpacks
from repo2docker.app import Repo2Docker

builder = Repo2Docker()
packs = [kind("base-image") for kind in builder.buildpacks]
pack = next(pack for pack in packs if pack.detect())
pack.platform = builder.platform
[lock] = [path for path in pack.get_build_script_files() if path.endswith(".lock")]
print(json.dumps({
    "pack": type(pack).__name__,
    "python": pack.python_version,
    "lock": str(Path(buildpacks.__file__).parent / lock),
    "early": list(pack.get_preassemble_script_files().values()),
    "before": [command for _, command in pack.get_preassemble_scripts()],
    "after": [command for _, command in pack.get_assemble_scripts()],
    "last": pack.get_post_build_scripts(),
    "start": pack.get_start_script(),
}))
"""

# What conda calls otherwise than PyPI.
RENAMED = {
    "jupyterhub-base": "jupyterhub",
    "jupyterhub-singleuser": "jupyterhub",
    "nbconvert-core": "nbconvert",
    "python-fastjsonschema": "fastjsonschema",
}
BASE = "/user/somebody/"  # where a hub puts the server of a learner
NOT_PYTHON = {"python", "nodejs"}
# What the machine needs to reach its packages, and to count right; nothing else of it is passed on.
KEPT = re.compile(r"(PIP|UV|SSL|OPENBLAS|REQUESTS)_|(HTTPS?|NO|ALL)_PROXY$", re.IGNORECASE)


@dataclass(frozen=True)
class Plan:
    """What repo2docker would do.

    Parameters
    ----------
    pack : str
        Which of its build packs takes the repository.
    python : str
        The version of Python.
    lock : str
        The file with the packages that it starts from.
    early : list of str
        The files of the repository that are there before all others.
    before, after, last : list of str
        Commands: with those files alone, with the whole repository, and to finish.
    start : str or None
        A script of the repository that each start runs.
    """

    pack: str
    python: str
    lock: str
    early: list[str]
    before: list[str]
    after: list[str]
    last: list[str]
    start: str | None

    def frozen(self) -> list[str]:
        """Return the Python packages that it starts from, as pip writes them."""
        lines = re.findall(r"/([^/]+)-([^-/]+)-py[^-/]*\.(?:conda|tar\.bz2)", self._read(self.lock))
        return [f"{RENAMED.get(name, name)}=={version}" for name, version in lines]

    def asked(self) -> list[str]:
        """Return the packages that these come of."""
        listed = yaml.safe_load(self._read(re.sub(r"-linux-[^/]*\.lock$", ".yml", self.lock)))
        names = [re.split("=", each)[0] for each in listed["dependencies"]]
        return sorted({RENAMED.get(name, name) for name in names} - NOT_PYTHON)

    @staticmethod
    def _read(path):
        return Path(path).read_text("utf8")


def ask(folder) -> Plan:
    """Return what repo2docker would do with a folder."""
    asked = subprocess.run(
        [sys.executable, "-c", ASK], cwd=folder, stdout=subprocess.PIPE, text=True, check=True
    )
    return Plan(**json.loads(asked.stdout.splitlines()[-1]))


class Image:
    """An environment and a home folder such as Binder would make.

    Attributes
    ----------
    plan : Plan
    home : pathlib.Path
        The repository, which is also the learner's home.
    prefix : pathlib.Path
        The environment.
    base, packages : dict of str to str
        Versions by package: those it started from, and those it ended with.
    added : int
        How much larger the environment is than what it started from, in bytes.
    seconds : float
        How long the repository's own steps took.
    """

    def __init__(self, folder):
        self.home, self.prefix = folder / "home", folder / "prefix"
        self.python = self.prefix / "bin" / "python"
        self.copy([name for name in tracked() if name.startswith(".binder/")])
        self.plan = ask(self.home)
        self.make_base(folder)
        self.base, size = self.installed(), self.size()
        start = time.monotonic()
        shutil.rmtree(self.home)
        self.copy(self.plan.early)
        self.do(self.plan.before)
        self.copy(tracked())
        self.do(self.plan.after + self.plan.last)
        self.seconds = time.monotonic() - start
        self.packages, self.added = self.installed(), self.size() - size

    def copy(self, names):
        """Copy files of the repository into the home folder."""
        for name in names:
            (self.home / name).parent.mkdir(parents=True, exist_ok=True)
            shutil.copy(ROOT / name, self.home / name)

    def make_base(self, folder):
        """Make the environment that repo2docker starts from, as far as pip has its packages."""
        (folder / "frozen.txt").write_text("\n".join(self.plan.frozen()))
        python = shutil.which(f"python{self.plan.python}") or sys.executable
        # A network that looks into what is fetched has a certificate that the system alone knows.
        uv = [sys.executable, "-m", "uv", "--quiet", "--system-certs"]
        subprocess.run([*uv, "venv", "--python", python, self.prefix], check=True)
        install = [*uv, "pip", "install", "--python", self.python]
        constraints = ["--constraint", folder / "frozen.txt"]
        subprocess.run([*install, *constraints, *self.plan.asked()], check=True)

    def variables(self):
        """Return all that the steps and the server get from around them."""
        path = [self.prefix / "bin", "/usr/local/bin", "/usr/bin", "/bin"]
        return {key: value for key, value in os.environ.items() if KEPT.match(key)} | {
            "HOME": str(self.home),
            "PATH": os.pathsep.join(map(str, path)),
            "LANG": "C.UTF-8",
            "SHELL": "/bin/bash",
            "KERNEL_PYTHON_PREFIX": str(self.prefix),
            "NB_PYTHON_PREFIX": str(self.prefix),
            "REPO_DIR": str(self.home),
        }

    def do(self, commands):
        """Run steps as they stand; the first that fails ends it with what it printed."""
        for command in commands:
            done = subprocess.run(
                ["bash", "-c", command], cwd=self.home, env=self.variables(),
                stdout=subprocess.PIPE, stderr=subprocess.STDOUT, text=True,
            )  # fmt: skip
            if done.returncode:
                raise RuntimeError(f"Binder would stop at: {command}\n{done.stdout}")

    def run(self, *arguments):
        """Return what the environment's Python prints."""
        command = [self.python, *arguments]
        return subprocess.run(
            command, env=self.variables(), cwd=self.home, capture_output=True, text=True, check=True
        ).stdout

    def installed(self):
        """Return the version of each package."""
        listed = json.loads(self.run("-m", "pip", "list", "--format=json"))
        return {canonicalize_name(each["name"]): each["version"] for each in listed}

    def size(self):
        """Return the size of the environment in bytes."""
        found = self.prefix.rglob("*")
        return sum(path.lstat().st_size for path in found if not path.is_dir())
