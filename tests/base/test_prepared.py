"""A prepared statement is built once for each shape, and never answers with another caller's values."""
import pytest
from sqlalchemy import select

from portal.base import prepared as module
from portal.base.ids import new_id
from portal.base.prepared import Said, prepared
from portal.entries.entry import Entry
from portal.entries.visible import entries_visible_to, find_entry
from portal.projects.project import Project
from portal.projects.viewer import viewer_of
from portal.projects.visible import find_project
from tests.world import build_world


@pytest.fixture
def world(session):
    return build_world()


def titles(viewer):
    return set(_titles(viewer).scalars())


@prepared
def _titles(viewer):
    return entries_visible_to(viewer).with_only_columns(Entry.title).options()


@pytest.mark.parametrize("order", [("cleo", "olaf", "tess", "ada", "sam"), ("sam", "ada", "tess", "olaf", "cleo")])
def test_each_viewer_sees_through_their_own_fence_whoever_asked_before(world, session, order):
    for name in order:
        viewer = viewer_of(getattr(world, name))
        plain = set(session.scalars(entries_visible_to(viewer).with_only_columns(Entry.title)))
        assert titles(viewer) == plain


def test_a_viewer_narrowed_to_an_entry_stays_narrowed(world):
    viewer = viewer_of(world.cleo)
    assert find_entry(viewer, world.site.id, world.logo.id) is world.logo
    narrowed = viewer.narrowed(only_projects=frozenset({world.site.id}), only_entries=frozenset({new_id()}))
    assert find_entry(narrowed, world.site.id, world.logo.id) is None
    assert find_entry(viewer.narrowed(only_projects=frozenset()), world.site.id, world.logo.id) is None
    assert find_project(viewer.narrowed(only_projects=frozenset({world.shop.id})), world.site.id) is None


def test_it_is_built_once_for_each_shape(world):
    built = []

    @prepared
    def by_project(project, kind):
        built.append(kind)
        return select(Entry.title).where(Entry.project_id == project.id, Entry.kind == kind)

    site = set(by_project(world.site, "work_item").scalars())
    shop = set(by_project(world.shop, "work_item").scalars())
    assert site and shop and not site & shop
    assert by_project(world.site, "pin").scalars().all() == []
    assert built == ["work_item", "pin"]


def test_a_list_of_ids_may_be_of_any_length_and_empty(world):
    @prepared
    def by_ids(ids):
        return select(Project.id).where(Project.id.in_(ids))

    for ids in ((world.site.id,), (world.site.id, world.shop.id), ()):
        assert set(by_ids(ids).scalars()) == set(ids)


def test_what_could_differ_unseen_is_refused(world):
    @prepared
    def by_name(project):
        return select(Project.id).where(Project.name == project.name)

    with pytest.raises(TypeError, match="fact of its own"):
        by_name(world.site)


def test_a_value_that_is_missing_later_is_refused(world):
    @prepared
    def children(entry):
        return select(Entry.id).where(Entry.parent_id == entry.parent_id)

    world.logo.parent_id = world.secret.id
    children(world.logo)
    with pytest.raises(TypeError, match="None"):
        children(world.secret)


def test_of_a_statement_with_many_shapes_the_newest_are_kept_and_the_log_says_it_once(world, monkeypatch, caplog):
    monkeypatch.setattr(module, "MOST", 3)
    built = []

    @prepared
    def by_title(title):
        built.append(title)
        return select(Entry.title).where(Entry.title == title)

    assert [by_title(title).scalar() for title in ("a", "b", "Logo", "c", "d", "Logo", "a")] == [
        None, None, "Logo", None, None, "Logo", None]
    assert built == ["a", "b", "Logo", "c", "d", "a"]
    assert [record.getMessage() for record in caplog.records] == ["statement has many shapes"]


def test_a_text_that_is_said_is_a_value_and_makes_no_shape_of_its_own(world):
    built = []

    @prepared
    def by_title(title, titles):
        built.append(title)
        return select(Entry.title).where(Entry.title == title, Entry.title.in_(titles))

    for asked, among, found in (("Logo", ["Logo", "x"], ["Logo"]), ("Logo", ["x"], []), ("y", ["y"], [])):
        assert by_title(Said(asked), [Said(text) for text in among]).scalars().all() == found
    assert len(built) == 1
