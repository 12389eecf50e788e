"""The laptops that stored something in the record: introduce one, admit what was set aside, erase its name."""

from textual.content import Content

from hep_tui.actions import erasing
from hep_tui.actions import laptops as actions
from hep_tui.actions.record import require_reason
from hep_tui.domain.wording import counted
from hep_tui.logbook import Book
from hep_tui.logbook.laptop_key import four_words
from hep_tui.tui.command import command
from hep_tui.tui.dragged import dragged
from hep_tui.tui.forgetting import offer_to_forget
from hep_tui.tui.screens.listing import ListScreen
from hep_tui.tui.symbols import pointer
from hep_tui.tui.text import content, hung
from hep_tui.views.laptops import Laptop, laptops

_READ_OUT = "Its owner reads them out, from this same screen on that laptop."
_NO_KEYS = (
    "Nobody founded this review: all that is in it counts. The first merge that would take something away makes this "
    "laptop the one that introduces others; F4 does so now."
)


class LaptopsScreen(ListScreen[list[Laptop], Laptop]):
    """List whose entries the record holds, and say which laptops may take back, erase, reopen and declare."""

    OFFERS = "introduce-laptop admit-laptop erase-laptop found-review up down scroll-up scroll-down back"

    def __init__(self) -> None:
        super().__init__()
        self.words, self.founded = "", True

    async def load(self) -> list[Laptop]:
        """Read the laptops, and the words of this one."""
        self.words, self.founded = await self.ask(_of_this)
        return await self.ask(laptops)

    def rows(self, view: list[Laptop]) -> list[Laptop]:
        """Return the laptops, those first that nobody introduced."""
        return sorted(view, key=lambda laptop: laptop.introduced)

    def head(self, view: list[Laptop]) -> None:
        """Say how many laptops nobody introduced."""
        strangers = sum(not laptop.introduced for laptop in view)
        self.top("laptops of this review", saved=f"{strangers} NOT INTRODUCED" if strangers else "all introduced")

    def above(self, view: list[Laptop]) -> list[Content]:
        """Return the words that this laptop's owner reads out."""
        said = self.words or "none: it can keep no key, hep doctor says why"
        lines = hung(" The words of this laptop:  ", said, self.size.width - 2)
        lines += [] if self.founded else ["", *hung(" ", _NO_KEYS, self.size.width - 2)]
        return [Content(""), *(content(line, "bold") for line in lines), Content("")]

    def block(self, row: Laptop, *, here: bool) -> list[Content]:
        """Return what a laptop is called, how much it stored, and whether it is introduced."""
        width = self.size.width - 2
        name = hung(f" {pointer(here)} ", row.id, width)
        said = hung("   ", ", ".join((counted(row.entries, "entry", "entries"), *row.said)), width)
        style = "bold $here" if here else "bold"
        return [*(content(line, style) for line in name), *(content(line, "$quiet") for line in said), Content("")]

    @command("i", hint=True, label="introduce")
    async def action_introduce_laptop(self) -> None:
        """Introduce a laptop by the four words that its owner reads out: from now on it may do what this one may."""
        words = await self.ask_for("Which four words?", about=_READ_OUT)
        if not words:
            return
        file = await self.ask_for("In which file, if it stored nothing here yet? Enter alone looks in this record.")
        if file is not None and await self.do(actions.introduce, words, dragged(file) if file else None):
            self.say("Introduced: what was set aside of it counts from now on.")

    @command("a", hint=True, label="admit")
    async def action_admit_laptop(self) -> None:
        """Let everything count that the marked laptop stored so far, and nothing that comes later."""
        laptop = self.chosen()
        if laptop is None:
            return
        if not laptop.set_aside:
            self.say(f"Nothing of {laptop.id} is set aside.")
            return
        aside = counted(laptop.set_aside, "entry that was", "entries that were")
        question = f"Admit {aside} set aside, of {laptop.id}? Undo does not reach this."
        if await self.sure(question) and await self.do(actions.admit, laptop.id, laptop.writers):
            self.say(f"Admitted: what {laptop.id} stored so far counts.")

    @command("delete,backspace", shown="Del", label="erase name")
    async def action_erase_laptop(self) -> None:
        """Erase for good the name of the marked laptop, which only files of the first hep hold."""
        laptop = self.chosen()
        if laptop is None:
            return
        if not laptop.device:
            self.say(f"The record holds no name of {laptop.id}, so there is nothing to erase.")
            return
        asked = f"Why must the name {laptop.device} be erased? The reason stays in the record."
        why = await self.ask_until(require_reason, asked)
        if why is not None and await self.do(erasing.laptop, laptop.device, why):
            await offer_to_forget(self, f"The name {laptop.device}")

    @command("f4", shown="F4", label="found")
    async def action_found_review(self) -> None:
        """Make this laptop the one that introduces others, where the review has none or its first one is lost."""
        about = "Other laptops then have to introduce this one before they merge its file."
        question = "Make this laptop the one that introduces others? Undo does not reach this."
        if await self.sure(question, about) and await self.do(actions.found):
            self.say("This laptop introduces others from now on.")


def _of_this(book: Book) -> tuple[str, bool]:
    """Return the words of this laptop, and whether any laptop founded the review."""
    return four_words(book.laptop.public) if book.laptop else "", bool(book.trust.claims)
