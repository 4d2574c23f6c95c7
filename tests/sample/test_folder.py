"""The sample's folder: made, made anew, or refused."""

from pathlib import Path

import pytest

from makegood.errors import MakegoodError
from makegood.flow import open_project
from makegood.sample.make import make
from makegood.sample.truths import load


def test_an_earlier_sample_is_made_anew_with_everything_that_makegood_wrote_on_it(tmp_path: Path):
    folder = tmp_path / "demo"
    make(folder, size=0.02)
    before = (folder / "data" / "refunds.csv").read_bytes()
    (folder / "lake").mkdir()
    (folder / "lake" / "old").write_text("old")
    (folder / "report.html").write_text("old")
    (folder / "data" / "refunds.csv").write_text("changed")
    (folder / "promises" / "more.yaml").write_text("- promise: x")
    make(folder, size=0.02)
    assert (folder / "data" / "refunds.csv").read_bytes() == before
    assert sorted(path.name for path in folder.iterdir()) == [
        ".sample",
        "data",
        "makegood.yaml",
        "promises",
        "units.csv",
    ]
    assert not (folder / "promises" / "more.yaml").exists()


def test_a_users_own_file_beside_the_sample_stays(tmp_path: Path):
    make(tmp_path, size=0.02)
    (tmp_path / "my notes.txt").write_text("mine")
    make(tmp_path, size=0.02)
    assert (tmp_path / "my notes.txt").read_text() == "mine"


def test_a_folder_with_something_else_is_refused_and_untouched(tmp_path: Path):
    (tmp_path / "makegood.yaml").write_text("organisation: Mine")
    with pytest.raises(MakegoodError) as error:
        make(tmp_path, size=0.02)
    assert str(error.value) == (
        f"{tmp_path} the folder is not empty, and not an earlier sample\n"
        "  found: 1 thing that the sample did not put there\n"
        "  fix:   name another folder, such as `makegood demo nordlys`"
    )
    assert [path.name for path in tmp_path.iterdir()] == ["makegood.yaml"]


def test_a_file_in_place_of_the_folder_is_refused(tmp_path: Path):
    (tmp_path / "demo").write_text("a file")
    with pytest.raises(MakegoodError) as error:
        make(tmp_path / "demo")
    assert str(error.value) == (
        f"{tmp_path / 'demo'} this is a file, and the sample needs a folder\n"
        "  fix:   name another folder, such as `makegood demo nordlys`"
    )


def test_a_missing_folder_is_made_with_its_parents(tmp_path: Path):
    make(tmp_path / "a" / "b", size=0.02)
    assert (tmp_path / "a" / "b" / "makegood.yaml").is_file()


def test_the_tree_of_units_is_that_of_the_planted_shops(tmp_path: Path):
    make(tmp_path, size=0.02)
    units = open_project(tmp_path).units
    assert len(units.places) == 1 + len({shop.region for shop in load().shops}) + len(load().shops)
    for shop in load().shops:
        assert [place.unit for place in units.above(shop.shop, load().since)] == [shop.shop, shop.region, "Danmark"]
