"""Processes of the command line without their start-up: a server has loaded the program and forks for each.

What a test gets is a process of its own, with its own arguments, environment, directory, pipes and exit
code; it only did not have to start Python and to import the program, which is most of what a short run takes
(0.27 s of processor time, against 0.04). What start-up itself does is tested with processes that start up
(test_output, test_shell, test_signals).
"""

from __future__ import annotations

import atexit
import contextlib
import gc
import json
import os
import runpy
import signal
import socket
import struct
import subprocess
import sys
import threading
import traceback
from collections.abc import Mapping, Sequence
from importlib import import_module
from pkgutil import walk_packages
from typing import NoReturn

AVAILABLE = hasattr(os, "fork") and hasattr(socket, "send_fds") and sys.platform != "darwin"

_LENGTH = struct.Struct("!I")
_STATUS = struct.Struct("!ii")  # of the process: its number, its status as os.waitpid gives it

#: What Python itself reads when it starts.
_AT_START = ("PYTHON", "LC_", "LANG", "TZ")


def can_run(environment: Mapping[str, str]) -> bool:
    """Whether a process with this environment differs in nothing that Python settles when it starts."""
    return AVAILABLE and _settled(environment) == _settled(os.environ)


def _settled(environment: Mapping[str, str]) -> dict[str, str]:
    return {name: value for name, value in environment.items() if name.startswith(_AT_START)}


class ForkServer:
    """Starts the server; ends it as a context manager."""

    def __enter__(self) -> ForkServer:
        self._socket, others = socket.socketpair()
        with others:
            # Pipes, so that what Python thinks of its standard streams is what it would think in a test.
            self._server = subprocess.Popen(
                [sys.executable, __file__, str(others.fileno())],
                stdin=subprocess.PIPE,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=[others.fileno()],
            )
        return self

    def __exit__(self, *_: object) -> None:
        self._socket.close()
        self._server.communicate()

    def run(
        self,
        arguments: Sequence[str],
        *,
        stdin: bytes,
        cwd: str | os.PathLike[str],
        env: Mapping[str, str],
        timeout: float,
    ) -> tuple[int, bytes, bytes]:
        """As :func:`subprocess.run`: exit code, standard output, standard error.

        :raises subprocess.TimeoutExpired: and the process is killed.
        """
        request = json.dumps([list(arguments), os.fspath(cwd), dict(env)]).encode()
        theirs_in, ours_in = os.pipe()
        ours_out, theirs_out = os.pipe()
        ours_error, theirs_error = os.pipe()
        theirs = [theirs_in, theirs_out, theirs_error]
        socket.send_fds(self._socket, [_LENGTH.pack(len(request))], theirs)
        self._socket.sendall(request)
        for handle in theirs:
            os.close(handle)
        made = {ours_out: b"", ours_error: b""}

        def read(handle: int) -> None:
            with open(handle, "rb") as file:
                made[handle] = file.read()

        def write() -> None:
            with contextlib.suppress(BrokenPipeError), open(ours_in, "wb") as file:
                file.write(stdin)

        threads = [threading.Thread(target=read, args=(handle,)) for handle in made]
        threads.append(threading.Thread(target=write))
        for thread in threads:
            thread.start()
        process = 0
        try:
            self._socket.settimeout(timeout)
            process, _ = self._status()
            _, status = self._status()
        except TimeoutError:
            self._socket.settimeout(None)
            if not process:  # it is not even made yet
                process, _ = self._status()
            with contextlib.suppress(ProcessLookupError):  # it ended just now
                os.kill(process, signal.SIGKILL)
            self._status()
            raise subprocess.TimeoutExpired(list(arguments), timeout) from None
        finally:
            for thread in threads:
                thread.join()
        return os.waitstatus_to_exitcode(status), made[ours_out], made[ours_error]

    def _status(self) -> tuple[int, int]:
        number, status = _STATUS.unpack(_exactly(self._socket, _STATUS.size))
        return number, status


def _exactly(connection: socket.socket, size: int) -> bytes:
    content = b""
    while len(content) < size:
        piece = connection.recv(size - len(content))
        if not piece:
            raise EOFError("the fork server ended")
        content += piece
    return content


def _serve(connection: socket.socket) -> list[str] | None:
    """Fork for each request; give its arguments in the process that was made for it, ``None`` at the end."""
    while True:
        head, handles, _, _ = socket.recv_fds(connection, _LENGTH.size, 3)
        if not head:
            return None
        arguments, directory, environment = json.loads(_exactly(connection, _LENGTH.unpack(head)[0]))
        process = os.fork()
        if not process:
            connection.close()
            for number, handle in enumerate(handles):
                os.dup2(handle, number)
                os.close(handle)
            os.chdir(directory)
            os.environ.clear()
            os.environ.update(environment)
            return arguments
        for handle in handles:
            os.close(handle)
        connection.sendall(_STATUS.pack(process, 0))
        connection.sendall(_STATUS.pack(*os.waitpid(process, 0)))


def _become(arguments: list[str]) -> NoReturn:
    """Be ``python -m newsclean`` with these arguments.

    What Python does at its end is done, but for the freeing of each object, which takes longer than the run.
    """
    sys.argv[1:] = arguments
    code = 0
    try:
        runpy.run_module("newsclean", run_name="__main__", alter_sys=True)
    except SystemExit as end:
        code = end.code if isinstance(end.code, int) else int(end.code is not None)
    except BaseException:
        traceback.print_exc()
        code = 1
    threading._shutdown()  # type: ignore[attr-defined]
    atexit._run_exitfuncs()
    for stream in (sys.stdout, sys.stderr):
        try:
            if stream is not None and not stream.closed:
                stream.flush()
        except OSError:
            code = 120  # as Python
    os._exit(code)


def _load() -> None:
    """Import everything once: what is imported runs in no process then."""
    import newsclean

    for module in walk_packages(newsclean.__path__, "newsclean."):
        if module.name != "newsclean.__main__":
            import_module(module.name)
    for name in ("numpy", "rich.console", "rich.table", "rich.progress", "chardet"):
        import_module(name)
    gc.collect()
    gc.freeze()


if __name__ == "__main__":
    del sys.path[0]  # this folder
    _load()
    asked = _serve(socket.socket(fileno=int(sys.argv[1])))
    if asked is not None:
        _become(asked)
