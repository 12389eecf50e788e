"""Everything a person can do on a screen. Keys, footer, palette, F1 help and key settings all come from here."""

from hep_tui.tui.commands.after import *
from hep_tui.tui.commands.anywhere import *
from hep_tui.tui.commands.base import *
from hep_tui.tui.commands.meetings import *
from hep_tui.tui.commands.notes import *
from hep_tui.tui.commands.papers import *
from hep_tui.tui.commands.polls import *
from hep_tui.tui.commands.register import *
from hep_tui.tui.commands.review import *
from hep_tui.tui.commands.room import *
from hep_tui.tui.commands.search import *
