import io
import zipfile
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from openpyxl import Workbook

from hep_tui.errors import HepError
from hep_tui.exchange.headers import SIGN_UP, meaning
from hep_tui.tables.heading import Columns, NoHeading, doubts_of, find_columns
from hep_tui.tables.read import AS_IT_COMES, LIST, read_table
from hep_tui.tables.reading import COLUMN, HEADING, Reading, Row
from tests.domain.test_text import HOSTILE


def written(tmp_path: Path, data: str | bytes, encoding: str = "utf-8") -> Path:
    path = tmp_path / "list.csv"
    path.write_bytes(data if isinstance(data, bytes) else data.encode(encoding))
    return path


def read_rows(path: Path) -> tuple[Row, ...]:
    return read_table(path).rows


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
@pytest.mark.parametrize("sign", [",", ";", "\t", "|"])
def test_whatever_a_spreadsheet_saves_is_read(sign: str, encoding: str, tmp_path: Path) -> None:
    text = f"Name{sign}School\r\nZoë Example{sign}St Mary’s\r\n\r\n"
    assert read_rows(written(tmp_path, text, encoding)) == (
        Row(1, ("Name", "School")),
        Row(2, ("Zoë Example", "St Mary’s")),
    )


def test_quoted_cells_may_hold_the_sign_and_line_breaks(tmp_path: Path) -> None:
    rows = read_rows(written(tmp_path, 'Name,School\n"Ann Example","Hill, The\nSchool"\nBen Example,Oak\n'))
    assert rows[1:] == (Row(2, ("Ann Example", "Hill, The School")), Row(4, ("Ben Example", "Oak")))


def test_a_workbook_is_read_with_numbers_as_texts_and_its_first_full_sheet(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.create_sheet("people")
    sheet.append(["Name", "URN"])
    sheet.append([])
    sheet.append(["Ann Example", 102378])
    sheet.append(["Ben Example", 102379.0])
    book.save(tmp_path / "list.xlsx")
    assert read_rows(tmp_path / "list.xlsx")[1:] == (
        Row(3, ("Ann Example", "102378")),
        Row(4, ("Ben Example", "102379")),
    )


def test_formulas_and_hostile_cells_are_text_without_power(tmp_path: Path) -> None:
    book = Workbook()
    sheet = book.active
    assert sheet is not None
    sheet.append(["Name"])
    sheet.append(['=HYPERLINK("https://example.org","Ann")'])
    sheet.append(["[bold]Ann[/x]"])
    book.save(tmp_path / "list.xlsx")
    assert read_rows(tmp_path / "list.xlsx") == (Row(1, ("Name",)), Row(3, ("[bold]Ann[/x]",)))
    quoted = "".join(
        '"' + text[:100_000].encode("utf-8", "replace").decode().replace('"', '""') + '"\n' for text in HOSTILE
    )
    for row in read_rows(written(tmp_path, "Name,x\n" + quoted)):
        assert all(cell.isprintable() and len(cell) <= LIST.cell for cell in row.cells)


@pytest.mark.parametrize("after", ["Fay Fox,Meadow,4\n", 'Fay Fox,"Meadow, High",4\n', "x" * 200_000 + "\n"])
def test_a_quotation_mark_that_is_not_closed_swallows_no_rows(after: str, tmp_path: Path) -> None:
    text = 'Name,School,Table\n"Ann, A","Oak\nSchool",1\nEve Earle,"Harefield,4\n' + after
    with pytest.raises(HepError) as refused:
        read_rows(written(tmp_path, text))
    assert str(refused.value) == (
        "list.csv, line 4, column 2: the cell begins with a quotation mark and does not end with one; "
        "nothing was read, close it or take it out."
    )


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"PK\x03\x04 no archive", "not a workbook"),
        (b"\x89PNG\0\0\0\0", "is a picture"),
        (b"Name\n" + b"x\n" * 20_001, "more than 20,000 rows"),
        (b"Name" + b"," * 200 + b"x\n", "line 1, has more than 100 columns"),
        (b'Name\n"' + b"x" * 200_000 + b'"\n', "line 2, is not valid CSV"),
        (b"x" * 10_000_001, "larger than 10 MB"),
    ],
)
def test_what_is_no_list_is_refused_in_a_sentence(data: bytes, why: str, tmp_path: Path) -> None:
    with pytest.raises(HepError, match=why):
        read_rows(written(tmp_path, data))


def test_a_file_that_is_not_there_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path in (tmp_path / "none.csv", tmp_path):
        with pytest.raises(HepError, match="nothing was read"):
            read_rows(path)


def test_a_workbook_that_would_fill_the_memory_or_is_broken_is_refused(tmp_path: Path) -> None:
    bomb, broken = io.BytesIO(), io.BytesIO()
    with zipfile.ZipFile(bomb, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0" * (LIST.unpacked + 1))
    with zipfile.ZipFile(broken, "w") as archive:
        archive.writestr("xl/workbook.xml", "<workbook")
    for data, why in (
        (bomb.getvalue(), "unpacks to more than 100 MB"),
        (broken.getvalue(), "not a workbook that hep can read"),
    ):
        with pytest.raises(HepError, match=why):
            read_rows(written(tmp_path, data))


@given(st.binary(max_size=300))
def test_any_bytes_are_read_or_refused(data: bytes) -> None:
    import tempfile

    with tempfile.TemporaryDirectory() as folder:
        path = Path(folder) / "any.csv"
        path.write_bytes(data)
        try:
            assert all(row.line > 0 and row.cells for row in read_rows(path))
        except HepError as error:
            refusal = str(error)
        else:
            return
        assert "nothing was" in refusal


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Name", "name"), ("Full name", "name"), ("Your name", "name"), ("Name of delegate", "name"),
        ("First name", "first"), ("Forename", "first"), ("Surname", "last"), ("Last_Name", "last"),
        ("School", "school"), ("School name", "school"), ("Name of school", "school"),
        ("Name of your school", "school"),
        ("Organisation", "school"), ("URN", "urn"), ("School URN", "urn"), ("Role", "role"), ("Job title", "role"),
        ("Phase", "phase"), ("Group", "groups"), ("E-mail", "private"), ("Email address", "private"),
        ("School e-mail", "private"), ("Telephone number", "private"), ("IP Address", "private"), ("Mobile", "private"),
        ("Dietary requirements", ""), ("Timestamp", ""), ("Title", ""), ("", ""),
    ],
)  # fmt: skip
def test_a_column_is_recognised_by_the_words_over_it(header: str, what: str) -> None:
    assert meaning(header)[0] == what


def columns_of(*rows: Row) -> tuple[Reading, Columns]:
    reading = Reading("list.csv", rows)
    return reading, find_columns(reading, SIGN_UP, AS_IT_COMES)


def test_a_heading_may_be_under_a_title_and_every_column_is_accounted_for() -> None:
    headers = ("Id", "Email", "Name", "Name of school", "Job title", "Anything else?")
    reading, columns = columns_of(Row(1, ("Sign-up for the workshop",)), Row(3, headers), Row(4, ("1", "", "Ann")))
    assert columns.line == 3
    assert columns.recognised == (("Name", "name"), ("Name of school", "school"), ("Job title", "role"))
    assert (columns.private, columns.others) == (("Email",), ("Id", "Anything else?"))
    assert columns.cell(Row(4, ("1", "ann@example.org", "Ann Example")), "name") == "Ann Example"
    assert columns.cell(Row(4, ("1",)), "school") == ""
    assert [doubt.kind for doubt in doubts_of(columns, reading)] == [HEADING, COLUMN]


def test_a_row_of_data_is_no_heading_although_it_holds_one_known_word() -> None:
    with pytest.raises(HepError, match="no column is headed Name"):
        columns_of(Row(1, ("No", "Kind", "Whom")), Row(2, ("1", "Delegate", "Ann Example")))


def test_below_a_title_one_word_for_the_names_is_enough_of_a_heading() -> None:
    title, headers = Row(1, ("Heads’ conference, as of 1 July",)), Row(3, ("Name", "Where from", "Lunch"))
    _, columns = columns_of(title, headers, Row(4, ("Ann Example", "Oak", "vegan")))
    assert (columns.line, columns.recognised) == (3, (("Name", "name"),))


def test_below_a_title_a_row_of_data_is_still_no_heading() -> None:
    with pytest.raises(HepError, match=r"line 3: no column is headed Name.*\(it has Ann Example, Oak, Guest\)"):
        columns_of(Row(1, ("Conference",)), Row(3, ("Ann Example", "Oak", "Guest")), Row(4, ("Ben", "Oak", "Guest")))


def test_a_list_below_a_title_that_nothing_heads_is_asked_about_by_its_headings() -> None:
    with pytest.raises(NoHeading) as refused:
        columns_of(Row(1, ("Conference",)), Row(3, ("Colleague", "Base")), Row(4, ("Ann Example", "Oak")))
    assert refused.value.cells == ("Colleague", "Base")


def test_the_column_that_is_filled_is_taken_before_an_empty_one_of_a_surer_heading() -> None:
    _, columns = columns_of(
        Row(1, ("ID", "Email", "Name", "What is your full name?", "Which school are you from?")),
        Row(2, ("1", "anonymous", "anonymous", "Ann Example", "Oak")),
    )
    assert columns.recognised == (("What is your full name?", "name"), ("Which school are you from?", "school"))


def test_whoever_placed_an_order_is_not_the_person_who_comes() -> None:
    _, columns = columns_of(
        Row(1, ("Order Name", "Ticket Full Name", "Ticket Company Name", "School")),
        Row(2, ("Events Ltd", "Ann Example", "Oak", "Oak")),
    )
    assert columns.recognised == (("Ticket Full Name", "name"), ("School", "school"))


def test_a_list_without_names_is_refused_with_its_headings() -> None:
    with pytest.raises(HepError, match=r"list\.csv, line 2: no column is headed Name.*\(it has School, Places\)"):
        columns_of(Row(2, ("School", "Places")), Row(3, ("Oak", "2")))
    with pytest.raises(HepError, match="it has nothing"):
        columns_of()


@pytest.mark.parametrize(
    ("header", "what"),
    [
        ("Staff name", "name"), ("Headteacher name", "name"), ("Contact name", "name"), ("Name (please print)", "name"),
        ("What is your name?", "name"), ("Attendee name", "name"), ("HeadFirstName", "first"), ("HeadLastName", "last"),
        ("Which school are you from?", "school"), ("School / Organisation", "school"), ("EstablishmentName", "school"),
        ("School (please select)", "school"), ("Ticket Job Title", "role"), ("What is your role?", "role"),
        ("Attendee Status", "status"), ("Attending?", "status"), ("Void Status", "status"), ("Table number", "table"),
        ("Order Name", ""), ("Invoice address: Name", ""),
    ],
)  # fmt: skip
def test_headings_of_sign_up_tools_are_recognised(header: str, what: str) -> None:
    assert meaning(header)[0] == what
