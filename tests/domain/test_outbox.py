"""What becomes of a row that the disk did not take at once."""

from hep_tui.domain.outbox import Deed, Job, Outbox, Step


def said(text: str, subject: str = "n1", before: str | None = None) -> Deed:
    return Deed("note", subject, text, before)


def waiting(box: Outbox) -> list[str]:
    return [row.deed.value for row in box]


def taken(box: Outbox) -> Job:
    """Return what is asked of the disk next."""
    job = box.take()
    assert job is not None
    return job


def unsure(box: Outbox, text: str = "one") -> None:
    """Enter a note that the disk neither took nor refused."""
    box.enter(said(text))
    taken(box)
    box.unsure("receipt", "DISK FULL")


def test_rows_leave_in_the_order_in_which_they_were_entered_one_at_a_time() -> None:
    box = Outbox()
    box.enter(said("one", "n1"))
    box.enter(said("two", "n2"))
    first = taken(box)
    assert first.deed.value == "one"
    assert box.take() is None
    box.landed()
    second = taken(box)
    assert second.deed.value == "two"


def test_what_the_disk_did_not_answer_for_is_tried_again_as_it_was() -> None:
    box = Outbox()
    unsure(box)
    assert box.why == "DISK FULL"
    job = taken(box)
    assert (job.step, job.receipt) == (Step.AGAIN, "receipt")
    assert box.landed()
    assert waiting(box) == []
    assert box.why == ""


def test_a_row_that_never_reached_the_disk_is_changed_in_its_place() -> None:
    box = Outbox()
    box.enter(said("one", "n1"))
    box.take()
    box.unreached("FILE IN USE")
    box.enter(said("two", "n2"))
    box.enter(said("one, better", "n1", before="one"))
    job = taken(box)
    assert job.step is Step.STORE
    assert job.deed == said("one, better")
    assert waiting(box) == ["one, better", "two"]


def test_a_changed_row_that_may_be_on_the_disk_is_looked_for_first() -> None:
    box = Outbox()
    unsure(box)
    box.enter(said("another", before="one"))
    job = taken(box)
    assert (job.step, job.deed.value) == (Step.LOOK, "one")
    box.absent()
    job = taken(box)
    assert job.step is Step.STORE
    assert job.deed == said("another")


def test_a_changed_row_that_was_on_the_disk_corrects_it_there() -> None:
    box = Outbox()
    unsure(box)
    box.enter(said("another"))
    box.take()
    assert box.landed() is None
    job = taken(box)
    assert job.step is Step.STORE
    assert job.deed == said("another", before="one")


def test_a_row_that_is_changed_while_it_is_under_way_says_that_in_the_end() -> None:
    box = Outbox()
    box.enter(said("one"))
    box.take()
    box.enter(said("another"))
    assert box.landed() is None
    job = taken(box)
    assert job.deed == said("another", before="one")
    assert box.landed()


def test_a_row_that_is_taken_back_before_it_was_tried_never_reaches_the_disk() -> None:
    box = Outbox()
    box.enter(said("one"))
    box.withdraw("n1")
    assert box.take() is None
    assert box.rows == []


def test_a_row_that_is_taken_back_and_may_be_on_the_disk_is_looked_for_and_ends_where_it_is_not() -> None:
    box = Outbox()
    unsure(box)
    box.withdraw("n1")
    assert waiting(box) == []
    job = taken(box)
    assert job.step is Step.LOOK
    box.absent()
    assert box.rows == []


def test_a_row_that_is_taken_back_and_was_on_the_disk_is_taken_back_there() -> None:
    box = Outbox()
    unsure(box)
    box.withdraw("n1")
    box.take()
    box.landed()
    job = taken(box)
    assert job.deed == Deed("note", "n1", None, "one")
    assert box.landed()
    assert box.rows == []


def test_a_correction_that_is_taken_back_after_it_landed_brings_back_what_stood_before() -> None:
    box = Outbox()
    box.enter(said("better", before="good"))
    box.take()
    box.withdraw("n1")
    box.landed()
    job = taken(box)
    assert (job.deed.before, job.deed.value) == ("better", "good")


def test_a_refused_row_waits_for_a_person_and_lets_the_others_by() -> None:
    box = Outbox()
    box.enter(said("one", "n1"))
    box.enter(said("two", "n2"))
    box.take()
    row = box.refuse("There is no such meeting.")
    assert row is not None
    assert row.refused
    job = taken(box)
    assert job.deed.value == "two"
    box.landed()
    assert box.take() is None
    assert waiting(box) == ["one"]
    box.enter(said("one again", "n1"))
    job = taken(box)
    assert job.deed.value == "one again"


def test_a_refusal_of_what_was_changed_meanwhile_is_no_refusal_of_what_it_says_now() -> None:
    box = Outbox()
    box.enter(said("one"))
    box.take()
    box.enter(said("another"))
    assert box.refuse("no words") is None
    job = taken(box)
    assert job.deed.value == "another"
    box.withdraw("n1")
    assert box.refuse("no words") is None
    assert box.rows == []


def test_there_is_nothing_to_take_back_of_a_thing_that_does_not_wait() -> None:
    assert Outbox().withdraw("n1") is None
