"""The recipes of docs/scale.md, each run as it is printed there."""

import os
import re
import subprocess
import sys
from importlib.util import find_spec
from pathlib import Path

import pytest

from newsclean import Cleaner
from tests.engines.articles import articles, plainly, read_back

pa = pytest.importorskip("pyarrow")

PAGE = (Path(__file__).parent.parent.parent / "docs" / "scale.md").read_text(encoding="utf-8")
RECIPES = dict(re.findall(r"```python\n# (\w+\.py)\n(.*?)```", PAGE, re.DOTALL))
NEEDS = {
    "many.py": "newsclean",
    "polars_step.py": "polars",
    "datasets_step.py": "datasets",
    "spark_step.py": "pyspark",
    "ray_step.py": "ray",
    "datatrove_step.py": "datatrove",
}
COUNT = 200


def test_every_block_of_python_is_a_recipe():
    assert set(RECIPES) == set(NEEDS)
    assert PAGE.count("```python") == len(NEEDS)
    assert all('if __name__ == "__main__":' in recipe for recipe in RECIPES.values())


def run(path, timeout=240):
    environment = {**os.environ, "SPARK_LOCAL_IP": "127.0.0.1", "PYSPARK_PYTHON": sys.executable}
    environment |= {"RAY_ENABLE_UV_RUN_RUNTIME_ENV": "0", "HF_HOME": str(path.parent / "hf")}
    done = subprocess.run(
        [sys.executable, path.name],
        cwd=path.parent,
        env=environment,
        capture_output=True,
        timeout=timeout,
        check=False,
    )
    assert done.returncode == 0, done.stderr.decode()[-3000:]
    return done.stdout.decode("utf-8")


@pytest.mark.parametrize("name", NEEDS)
def test_recipe(name, tmp_path):
    if find_spec(NEEDS[name]) is None:
        pytest.skip(f"{NEEDS[name]} is not installed")
    (tmp_path / "in").mkdir()
    table = pa.Table.from_pylist(list(articles(COUNT)))
    import pyarrow.parquet as pq

    pq.write_table(table, tmp_path / "in" / "a.parquet")
    (tmp_path / name).write_text(RECIPES[name], encoding="utf-8")
    printed = run(tmp_path / name)
    if name == "many.py":
        text = Cleaner(to="zh-Hans").text("圖書館的燈亮了。").text
        assert f"('{text}', 'changed', None)\nNone\n" in printed
        return
    expected = plainly(COUNT)
    if name == "datatrove_step.py":
        expected = [row for row in expected if row[1] is not None]
    if (tmp_path / "out").is_dir():
        assert read_back(tmp_path / "out") == expected
    else:
        found = pq.ParquetFile(tmp_path / "out.parquet").read().to_pylist()
        assert sorted((row["id"], row["text"]) for row in found) == expected
