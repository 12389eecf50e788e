"""Write a report as the files that it is handed over in."""

from importlib.util import find_spec

from hep_tui.reports.document import Document
from hep_tui.reports.report_docx import report_docx
from hep_tui.reports.report_html import report_html
from hep_tui.reports.report_xlsx import report_xlsx


def report_files(document: Document) -> dict[str, bytes]:
    """Return a page, and where what writes them is installed, a Word document and a workbook, by file name."""
    files = {"report.html": report_html(document).encode()}
    if find_spec("docx"):
        files["report.docx"] = report_docx(document)
    if find_spec("xlsxwriter"):
        files["tables.xlsx"] = report_xlsx(document)
    return files
