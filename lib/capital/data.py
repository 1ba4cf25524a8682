"""The course's tables: one CSV file each, described in ``data/datapackage.json`` (a Data Package, version 2).

``load`` hands out a table only if its file is the recorded one, byte for byte, and obeys its schema: types,
limits, keys, and the rules listed under ``checks``, such as accounting identities. After a change that is
meant, ``python -m capital.data`` tests every table and records the new files.
"""

import functools
import hashlib
import importlib.metadata
import itertools
import json
import os
import sys
from pathlib import Path

import numpy as np


def _folder():
    """Where the tables are: in the repository, or where an installation from it has put them."""
    here = Path(__file__).parents[2] / "data"
    if here.is_dir():
        return here
    files = importlib.metadata.files("capital") or []
    return next((Path(file.locate()).resolve().parent for file in files if file.name == "datapackage.json"), here)


DATA = _folder()
# Table of each year, and the share of its output that an industry's inputs and value added may leave unexplained:
# in the first, the transport of imports; in the second, rounding to a million.
INPUT_OUTPUT = {2000: ("wiod", 0.017), 2014: ("wiod", 0.017), 2023: ("bea", 0.0002)}


def _package():
    path = DATA / "datapackage.json"
    try:
        return json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise FileNotFoundError(
            f"There is no {path}. The tables come with the course: install it from its repository, with pip install ."
        ) from None
    except ValueError as error:
        raise ValueError(
            f"data/{path.name} cannot be read: {error}. To restore it: git checkout -- data/{path.name}"
        ) from None


def _examine(table):
    """Return the table as a frictionless resource, and a sentence for each thing that is wrong with it."""
    # Imported here because it costs 0.2 s, and 1 s more for jsonschema where Altair has not loaded that yet.
    from frictionless import Checklist, FrictionlessException, Resource

    file, checks = f"data/{table['path']}", table.get("checks", [])
    if not (DATA / table["path"]).is_file():
        raise FileNotFoundError(f"{file} is missing. To restore it: git checkout -- {file}")
    try:
        resource = Resource.from_descriptor(table, basepath=str(DATA))
        report = resource.validate(Checklist.from_descriptor({"checks": checks}))
    except FrictionlessException as error:
        reasons = "; ".join(reason.message for reason in error.reasons or [error.error])
        return None, [f"data/datapackage.json describes {table['name']} wrongly: {reasons}"]
    problems = []
    for error in [error for task in report.tasks for error in task.errors] + report.errors:
        if error.type == "hash-count":
            problems.append(f"{file} is not the file recorded (its sha256 differs)")
        elif error.type == "row-constraint":
            rules = (check["description"] for check in checks if f'"{check.get("formula")}"' in error.note)
            problems.append(f"{file}, row {error.row_number}: the rule is broken that {next(rules)}")
        elif error.type != "byte-count":
            problems.append(f"{file}: {error.message}")
    return resource, problems


def tables():
    """Return the names of all tables.

    >>> tables()[:2]
    ['us_nonfinancial_corporate', 'ai_task_time']
    """
    return [table["name"] for table in _package()["resources"]]


def metadata(name):
    """Return what ``datapackage.json`` says of a table: title, sources, licenses, columns and their units.

    An unknown name raises ValueError with the names there are.

    >>> metadata("us_nonfinancial_corporate")["schema"]["fields"][1]["unit"]
    'billions of U.S. dollars'
    """
    for table in _package()["resources"]:
        if table["name"] == name:
            return table
    raise ValueError(f'There is no table "{name}". The tables are: {", ".join(tables())}')


def source(name):
    """Return a short citation of a table for a caption: publisher, titles, date, license.

    >>> source("ai_task_time")
    'This course: compiled from the studies named in each row (2026-11). CC0 1.0.'
    """
    table, titles = metadata(name), {}
    for entry in table["sources"]:
        titles.setdefault((entry["publisher"], entry["date"]), []).append(entry["title"])
    cited = "; ".join(f"{publisher}: {', '.join(of)} ({date})" for (publisher, date), of in titles.items())
    return f"{cited}. {', '.join(license['title'] for license in table['licenses'])}."


def load(name):
    """Return a table, tested, with its rows and columns in the order of the file; a copy at each call.

    Whole numbers come as int64 (Int64 where some are missing), other numbers as float64, dates as datetime64,
    yes and no as bool (boolean where some are missing), text as str. ``metadata(name)`` has the units.

    Parameters
    ----------
    name : str
        One of ``tables()``.

    Returns
    -------
    pandas.DataFrame

    Raises
    ------
    ValueError
        No table has this name, or its file is not the recorded one or breaks its schema.
    FileNotFoundError
        The file, or the whole folder of tables, is missing.

    Examples
    --------
    >>> table = load("us_nonfinancial_corporate").set_index("year")
    >>> table.loc[2024, "net_operating_surplus_bn"].item()
    2957.761
    """
    table = metadata(name)
    path = DATA / table["path"]
    contents = hashlib.sha256(path.read_bytes()).digest() if path.is_file() else b""
    return _tested(DATA, json.dumps(table), contents).copy()


@functools.cache
def _tested(_folder, descriptor, _contents):
    """Return the table that ``load`` tests once for each state of its file, its description and its folder."""
    table = json.loads(descriptor)
    resource, problems = _examine(table)
    if not table.get("hash", "").startswith("sha256:"):
        problems.append(f"data/datapackage.json records no sha256 of {table['name']}")
    if problems:
        more = f" (and {len(problems) - 1} more)" if len(problems) > 1 else ""
        raise ValueError(
            f"{problems[0]}{more}. To undo a change: git checkout -- data/{table['path']}. "
            "If it is meant, .venv/bin/python -m capital.data tests every table and records the new file."
        )
    frame = resource.to_pandas().reset_index(drop="primaryKey" not in table["schema"])
    kinds = {field["name"]: field["type"] for field in table["schema"]["fields"]}
    gaps = {column: "boolean" for column in kinds if kinds[column] == "boolean" and frame[column].hasnans}
    return frame[list(kinds)].astype(gaps)


def input_output(year):
    """Return what United States industries buy from each other per dollar of output, and a table of the industries.

    The year is 2000 or 2014 (55 industries, with hours; domestic and imported inputs apart) or 2023 (71 industries,
    without either). ``coefficients["total"]``, and in the first two years its parts ``"domestic"`` and ``"imported"``,
    are square: the row is the seller, the column the buyer, A[i, j] dollars of i for a dollar of j's output, both by
    code in the order of ``industries``. ValueError tells of another year, or of tables that do not fit together.

    >>> coefficients, industries = input_output(2014)
    >>> inputs = coefficients["total"].sum()
    >>> income = industries["value_added_mn"] / industries["gross_output_mn"]
    >>> round(inputs["C29"].item(), 3), round(income["C29"].item(), 3)  # motor vehicles; the rest is transport
    (0.757, 0.235)
    """
    if year not in INPUT_OUTPUT:
        raise ValueError(f"There is no input-output table of {year}. Years: {', '.join(map(str, INPUT_OUTPUT))}")
    origin, tolerance = INPUT_OUTPUT[year]
    industries, cells = (load(f"us_io_{origin}_{kind}") for kind in ("industries", "coefficients"))
    industries, cells = (table[table["year"] == year].drop(columns="year") for table in (industries, cells))
    industries = industries.set_index("code")
    codes = list(industries.index)
    if list(zip(cells["seller"], cells["buyer"], strict=True)) != list(itertools.product(codes, codes)):
        raise ValueError(f"The sellers and buyers of {year} are not its industries, each pair once and in their order")
    cells = cells.set_index(["seller", "buyer"])
    coefficients = {part: cells[part].unstack().loc[codes, codes] for part in cells}
    total = coefficients.setdefault("total", sum(coefficients.values()))
    rest = 1 - total.sum() - industries["value_added_mn"] / industries["gross_output_mn"]
    if rest.abs().max() > tolerance:
        raise ValueError(f"Inputs and value added of {rest.abs().idxmax()} in {year} are not its output")
    if total.sum().max() >= 1 or np.abs(np.linalg.eigvals(total)).max() >= 1:
        raise ValueError(f"The industries of {year} use up as much as they produce")
    return coefficients, industries


def main():
    """Test every table and record the files of those that pass; return 1 if any fails, otherwise 0."""
    package, failed = _package(), 0
    for table in package["resources"]:
        try:
            _, problems = _examine({key: table[key] for key in table if key not in ("hash", "bytes")})
        except FileNotFoundError as error:
            problems = [str(error)]
        if problems:
            failed = 1
            print(f"{table['name']}: refused, its record stays as it was", *problems, sep="\n  ")
            continue
        content = (DATA / table["path"]).read_bytes()
        digest = f"sha256:{hashlib.sha256(content).hexdigest()}"
        print(f"{table['name']}: valid,", "unchanged" if digest == table.get("hash") else "new file recorded")
        table.update(hash=digest, bytes=len(content))
    fresh = DATA / "datapackage.json.new"
    fresh.write_text(json.dumps(package, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    os.replace(fresh, DATA / "datapackage.json")
    return failed


if __name__ == "__main__":
    sys.exit(main())
