"""Run the chapters' cells in kernels that are forked from one warm process.

A kernel of its own costs each chapter 4 to 5 seconds of starting and importing. Python's fork
server imports once, and each kernel is a fork of it: fresh, and ready at once. Where there is no
fork (Windows) kernels start as they always do.
"""

import multiprocessing
import os
from importlib.metadata import EntryPoint
from pathlib import Path
from threading import Thread

from jupyter_client.provisioning import KernelProvisionerFactory
from jupyter_client.provisioning.local_provisioner import LocalProvisioner

WARM = ["ipykernel.kernelapp", "widgets"]


def setup(app):
    """Let every kernel of this build be forked."""
    root = str(app.srcdir)
    path = os.environ.get("PYTHONPATH")
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [root, path]))
    if "forkserver" not in multiprocessing.get_all_start_methods():
        return
    fork = multiprocessing.get_context("forkserver")
    fork.set_forkserver_preload(WARM)
    factory = KernelProvisionerFactory.instance()
    entry = EntryPoint("forked", f"{__name__}:ForkedProvisioner", factory.GROUP_NAME)
    factory.provisioners["forked"] = entry
    factory.default_provisioner_name = "forked"
    app.connect("env-before-read-docs", warm_up)


def warm_up(app, env, docnames):
    """Start the server and its imports while Sphinx reads, if there are chapters with cells."""
    if any("{code-cell}" in Path(env.doc2path(name)).read_text("utf8") for name in docnames):
        fork = multiprocessing.get_context("forkserver")
        Thread(target=fork.Process(target=os.getpid, daemon=True).start, daemon=True).start()


class ForkedProvisioner(LocalProvisioner):
    """Start a kernel as a fork of the warm process, in place of a new interpreter."""

    async def launch_kernel(self, cmd, **kwargs):
        """Start the kernel; ``cmd`` is the usual ``python -m ipykernel_launcher -f FILE``."""
        fork = multiprocessing.get_context("forkserver")
        arguments = cmd[cmd.index("-f") :]
        self.process = ForkedProcess(
            target=run_kernel, args=(arguments, kwargs.get("cwd")), context=fork
        )
        self.pid, self.pgid = self.process.pid, None
        return self.connection_info


class ForkedProcess:
    """A multiprocessing process with the face of ``subprocess.Popen`` that Jupyter expects."""

    stdin = stdout = stderr = None

    def __init__(self, target, args, context):
        self.process = context.Process(target=target, args=args, daemon=True)
        self.process.start()
        self.pid = self.process.pid

    def poll(self):
        """Return the exit code, or None while the process runs."""
        return self.process.exitcode

    def wait(self):
        """Wait for the process and return its exit code."""
        self.process.join()
        return self.process.exitcode

    def send_signal(self, number):
        """Send a signal, as Jupyter does to interrupt or end a kernel."""
        os.kill(self.pid, number)

    def terminate(self):
        """Ask the process to end."""
        self.process.terminate()

    def kill(self):
        """End the process."""
        self.process.kill()


def run_kernel(arguments, folder):
    """Be a kernel, in the folder of the chapter."""
    from ipykernel.kernelapp import IPKernelApp

    os.environ["JPY_PARENT_PID"] = str(os.getppid())  # end with the build, and say nothing
    if folder:
        os.chdir(folder)
    IPKernelApp.launch_instance(argv=arguments)
