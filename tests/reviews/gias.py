"""An extract as the DfE's register gives it, with its headings, words and encoding; every school is invented."""

import csv
import io

HEADINGS = (
    "URN", "LA (code)", "LA (name)", "EstablishmentNumber", "EstablishmentName", "TypeOfEstablishment (code)",
    "TypeOfEstablishment (name)", "EstablishmentTypeGroup (code)", "EstablishmentTypeGroup (name)",
    "EstablishmentStatus (code)", "EstablishmentStatus (name)", "OpenDate", "CloseDate", "PhaseOfEducation (code)",
    "PhaseOfEducation (name)", "StatutoryLowAge", "StatutoryHighAge", "ReligiousCharacter (code)",
    "ReligiousCharacter (name)", "NumberOfPupils", "TrustSchoolFlag (name)", "Trusts (code)", "Trusts (name)",
    "Street", "Town", "County (name)", "Postcode", "SchoolWebsite", "TelephoneNum", "HeadFirstName", "HeadLastName",
)  # fmt: skip
_STATUS = {"Open": "1", "Closed": "2", "Open, but proposed to close": "3", "Proposed to open": "4"}
_NAMES = (
    "Alder",
    "Birch",
    "Café Lane",
    "Dove",
    "Elm",
    "St Thérèse’s",
    "Ferry",
    "Gorse",
    "Heron",
    "Ivy",
    "Juniper",
    "Kestrel",
)
_PRIMARY = (
    "Community school",
    "Voluntary aided school",
    "Academy converter",
    "Academy sponsor led",
    "Foundation school",
)


def extract(authority: str = "Wexbury", code: str = "998") -> bytes:
    """Return an extract of 32 establishments, 26 of them open schools, in cp1252 with CRLF."""
    rows = [
        _row(138_001 + i, f"{name} Primary School", _PRIMARY[i % 5], "Primary", 180 + 10 * i)
        for i, name in enumerate(_NAMES)
    ]
    rows += [
        _row(139_001 + i, f"{name} High School", "Academy converter", "Secondary", 900 + i)
        for i, name in enumerate(_NAMES[:5])
    ]
    rows += [
        _row(139_101, "Alder Middle School", "Community school", "Middle deemed secondary", 400),
        _row(139_102, "Holm School", "Community special school", "Not applicable", 80),
        _row(139_103, "Quay School", "Academy special converter", "Not applicable", 95),
        _row(139_104, "The Bridge", "Pupil referral unit", "Not applicable", 40),
        _row(139_105, "Wexbury Nursery School", "Local authority nursery school", "Nursery", 70),
        _row(139_106, "Dove Prep", "Other independent school", "Not applicable", 210),
        _row(139_107, "Wexbury College", "Further education", "16 plus", ""),
        _row(139_108, "Larch School", "Non-maintained special school", "Not applicable", 33),
        _row(139_109, "Mere Free School", "Free schools", "All-through", 1100, "Open, but proposed to close"),
        _row(139_201, "Old Elm Primary School", "Community school", "Primary", 120, "Closed"),
        _row(139_202, "Old Ivy Primary School", "Community school", "Primary", "", "Closed"),
        _row(139_203, "New Quay Primary School", "Free schools", "Primary", "", "Proposed to open"),
        _row(139_301, "Wexbury Children’s Centre", "Children's centre", "Not applicable", ""),
    ]  # fmt: skip
    written = io.StringIO(newline="")
    out = csv.writer(written, lineterminator="\r\n")
    out.writerow(HEADINGS)
    out.writerows(
        [_cell(row | {"LA (code)": code, "LA (name)": authority}, heading) for heading in HEADINGS] for row in rows
    )
    return written.getvalue().encode("cp1252")


def _row(urn: int, name: str, type: str, phase: str, pupils: int | str, status: str = "Open") -> dict[str, str]:
    trust = "Wex Trust" if type.startswith("Academy") else ""
    return {
        "URN": str(urn), "EstablishmentName": name, "TypeOfEstablishment (name)": type,
        "EstablishmentStatus (name)": status, "EstablishmentStatus (code)": _STATUS[status],
        "PhaseOfEducation (name)": phase, "PhaseOfEducation (code)": "2", "NumberOfPupils": str(pupils),
        "ReligiousCharacter (name)": "Does not apply", "Trusts (name)": trust, "Town": "Wexbury",
        "Postcode": f"ZZ{urn % 9 + 1} 1AA", "OpenDate": "01-09-2012", "HeadLastName": "Example",
    }  # fmt: skip


def _cell(row: dict[str, str], heading: str) -> str:
    return row.get(heading, "")
