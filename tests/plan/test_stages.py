"""A project's workflow can be changed, and no item is lost on the way."""
import pytest

from portal.plan.completing import complete, reopen
from portal.plan.editing import set_stage
from portal.plan.stage import Stage
from portal.plan.stages import (
    LastStage,
    add_stage,
    ensure_stages,
    first_of,
    remove_stage,
    rename_stage,
    reorder_stages,
    stages_of,
)


def kinds(project):
    return [(stage.kind, stage.name) for stage in stages_of(project.id)]


def test_a_project_without_stages_gets_the_usual_four_once(session, world):
    for stage in stages_of(world.rexproject.id):
        world.crown.stage_id = None
        session.flush()
        session.delete(stage)
    session.flush()
    ensure_stages(world.rexproject)
    assert kinds(world.rexproject) == [("todo", ""), ("doing", ""), ("client", ""), ("done", "")]
    assert [s.id for s in ensure_stages(world.rexproject)] == [s.id for s in stages_of(world.rexproject.id)]


def test_stages_are_added_renamed_and_reordered(session, world):
    proof = add_stage(project=world.site, by=world.mia, name="Proof", kind="doing")
    assert kinds(world.site)[-2:] == [("doing", "Proof"), ("done", "")]
    assert rename_stage(project=world.site, by=world.mia, stage=proof, name="Proofs")
    assert not rename_stage(project=world.site, by=world.mia, stage=proof, name="Proofs")
    assert reorder_stages(project=world.site, by=world.mia, stage=proof, position=0)
    assert not reorder_stages(project=world.site, by=world.mia, stage=proof, position=0)
    assert kinds(world.site)[0] == ("doing", "Proofs")
    assert [stage.position for stage in stages_of(world.site.id)] == [0, 1, 2, 3, 4]


def test_a_removed_stage_hands_its_items_on_and_whose_move_they_are_follows(session, world):
    stages = stages_of(world.site.id)
    client = first_of(stages, "client")
    set_stage(item=world.logo, by=world.tess, stage=client)
    heir = remove_stage(project=world.site, by=world.mia, stage=client)
    assert heir.kind == "doing"
    assert (world.logo.stage_id, world.logo.move) == (heir.id, "staff")


def test_an_item_taken_back_from_done_does_not_look_for_a_stage_that_went(session, world):
    client = first_of(stages_of(world.site.id), "client")
    set_stage(item=world.logo, by=world.tess, stage=client)
    complete(item=world.logo, by=world.tess)
    heir = remove_stage(project=world.site, by=world.mia, stage=client)
    reopen(item=world.logo, by=world.tess)
    assert world.logo.stage_id == heir.id


def test_the_first_stage_hands_on_to_what_is_open_never_to_done(session, world):
    stages = {stage.kind: stage for stage in stages_of(world.site.id)}
    assert remove_stage(project=world.site, by=world.mia, stage=stages["todo"]).kind == "doing"
    assert not world.logo.is_done


def test_a_workflow_keeps_a_stage_for_the_team_and_one_for_what_is_done(session, world):
    stages = {stage.kind: stage for stage in stages_of(world.site.id)}
    with pytest.raises(LastStage):
        remove_stage(project=world.site, by=world.mia, stage=stages["done"])
    remove_stage(project=world.site, by=world.mia, stage=stages["todo"])
    with pytest.raises(LastStage):
        remove_stage(project=world.site, by=world.mia, stage=session.get(Stage, stages["doing"].id))
