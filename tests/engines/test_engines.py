"""The engines themselves: all records come out once, as a plain loop makes them, also if a worker is killed.

`.ci/run` installs each engine into an environment of its own; where one is absent its tests are skipped.
"""

import os
import signal
import subprocess
import sys
import time
from importlib.util import find_spec
from pathlib import Path

import pytest

pytest.importorskip("pyarrow")

from tests.engines.articles import plainly, read_back, write_parquet

JOBS = Path(__file__).with_name("jobs.py")
COUNT = int(os.environ.get("NEWSCLEAN_TEST_RECORDS", "20000"))
ROOT = Path(__file__).parent.parent.parent
#: Seconds in which a job must have come to where a worker is killed.
LATEST = 600


def engine(name):
    package = {"spark": "pyspark"}.get(name, name)
    return pytest.mark.skipif(find_spec(package) is None, reason=f"{package} is not installed")


def run(name, source, target, *, marker=None, timeout=600):
    """A job in a process group of its own; ``None`` if it has not ended after so many seconds.

    Where a worker is to be killed they are counted from then on: a busy machine takes long to come there.
    """
    paths = os.pathsep.join([str(JOBS.parent), str(ROOT), os.environ.get("PYTHONPATH", "")])
    environment = {
        **os.environ,
        "PYTHONPATH": paths,
        "PYSPARK_PYTHON": sys.executable,
        "SPARK_LOCAL_IP": "127.0.0.1",
        "RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0",
    }
    if marker is not None:
        environment |= {"NEWSCLEAN_TEST_MARKER": str(marker), "NEWSCLEAN_TEST_VICTIM": str(COUNT // 2)}
    command = [sys.executable, str(JOBS), name, str(source), str(target)]
    with (target.parent / f"{target.name}.log").open("wb") as log:
        process = subprocess.Popen(
            command, env=environment, stdout=log, stderr=log, cwd=target.parent, start_new_session=True
        )
        try:
            latest = time.monotonic() + LATEST
            while marker is not None and not marker.exists() and process.poll() is None:
                if time.monotonic() > latest:
                    return None
                time.sleep(0.5)
            return process.wait(timeout)
        except subprocess.TimeoutExpired:
            return None
        finally:
            if process.poll() is None:
                os.killpg(process.pid, signal.SIGKILL)
                process.wait()


@pytest.fixture(scope="module")
def source(tmp_path_factory):
    folder = tmp_path_factory.mktemp("data") / "in"
    write_parquet(folder, COUNT)
    return folder


@pytest.fixture(scope="module")
def expected():
    return plainly(COUNT)


@pytest.mark.parametrize("name", [pytest.param(n, marks=engine(n)) for n in ("spark", "ray")])
def test_a_killed_worker_loses_nothing(name, source, expected, tmp_path):
    marker, target = tmp_path / "killed", tmp_path / "out"
    assert run(name, source, target, marker=marker) == 0, (tmp_path / "out.log").read_text()[-3000:]
    assert marker.exists()  # one was killed
    assert read_back(target) == expected


@engine("spark")
def test_the_script_for_spark_submit(tmp_path):
    from newsclean.engines import spark

    write_parquet(tmp_path / "in", 200, files=1)
    command = [Path(sys.executable).with_name("spark-submit"), "--master", "local[1]", spark.__file__]
    done = subprocess.run(
        [*command, tmp_path / "in", tmp_path / "out"],
        env={**os.environ, "PYSPARK_PYTHON": sys.executable, "SPARK_LOCAL_IP": "127.0.0.1"},
        capture_output=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    assert read_back(tmp_path / "out") == plainly(200)


@engine("datatrove")
def test_datatrove_hangs_when_a_worker_is_killed_and_a_second_run_completes(source, expected, tmp_path):
    """docs/scale.md says so; when this fails, datatrove has become better, and the page is to be changed."""
    marker, target = tmp_path / "killed", tmp_path / "out"
    assert run("datatrove", source, target, marker=marker, timeout=60) is None
    assert marker.exists()
    expected = [row for row in expected if row[1] is not None]  # its readers leave these out
    assert len(read_back(target)) < len(expected)
    assert run("datatrove", source, target, marker=marker) == 0, (tmp_path / "out.log").read_text()[-3000:]
    assert read_back(target) == expected
