"""Notice when the file beneath an open book is no longer the one that it wrote."""

import os

from hep_tui.logbook.book import Book
from hep_tui.logbook.errors import FileChanged, NotStored
from hep_tui.logbook.reach import reaching


class Watch:
    """Look at a file again and again: the same file, not emptied, with all that was in it at the last look.

    `review` is the id of the review that it holds, `last` the newest entry that it held.
    """

    def __init__(self, book: Book) -> None:
        self.book = book
        self._is = book.path.stat()
        self.last = book.newest()
        self.review = "".join(str(row["id"]) for row in book.rows("review")[:1])

    def look(self) -> None:
        """Raise FileChanged where the file is another, or lost something; NotStored where it cannot be reached now.

        A read that fails is not an answer yet while another program holds the file; any other failure is one.
        """
        self._look_at_file()
        try:
            with reaching():
                self.book.generation()
                self.require_all()
                self.last = self.book.newest()
        except FileChanged:
            raise
        except NotStored as error:
            if error.state == "FILE IN USE":
                raise
            raise FileChanged(f"{self.book.path.name} cannot be read any more") from error

    def require_all(self) -> None:
        """Raise FileChanged where what was read or stored before cannot be read any more."""
        self.book.require_own()
        if self.last and not self.book.entry(self.last):
            raise FileChanged(f"{self.book.path.name} lost what was stored in it")

    def _look_at_file(self) -> None:
        name = self.book.path.name
        try:
            found = self.book.path.stat()
        except OSError as error:
            raise FileChanged(f"{name} is gone from where it was") from error
        if not os.path.samestat(found, self._is):
            raise FileChanged(f"Another file was put in the place of {name}")
        if not found.st_size:
            raise FileChanged(f"{name} was emptied")
