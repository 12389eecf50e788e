"""What some languages of Europe call months and days: facts of the Unicode CLDR, in the forms that dates take."""

from collections.abc import Sequence
from dataclasses import dataclass

_SHORT = 4
"""A name of so many letters is short enough for a narrow place."""


@dataclass(frozen=True)
class Calendar:
    """Hold how dates are written: twelve months, seven weekdays from Monday, and the words for today and tomorrow.

    A word for tomorrow that means morning as well is left out.
    `day` and `dated` are a date without its year and with it; `month_first` says that 12/3 is a day of December.
    """

    months: tuple[str, ...]
    weekdays: tuple[str, ...]
    near: tuple[str, ...] = ()
    day: str = "{day} {month}"
    dated: str = "{day} {month} {year}"
    month_first: bool = False

    def short(self, month: int) -> str:
        """Return a month, from 1, in three or four letters."""
        name = self.months[month - 1]
        return name if len(name) <= _SHORT else name[: _SHORT - 1]


def _in(months: str, weekdays: str, near: str, **forms: str | bool) -> Calendar:
    """Return a calendar of names with a blank between them; a blank within a name is written `_`."""
    names = (tuple(name.replace("_", " ") for name in each.split()) for each in (months, weekdays, near))
    return Calendar(*names, **forms)  # type: ignore[arg-type]


_EN = (
    "January February March April May June July August September October November December",
    "Monday Tuesday Wednesday Thursday Friday Saturday Sunday",
    "today tomorrow",
)
_OF = {"day": "{day} de {month}", "dated": "{day} de {month} de {year}"}
CALENDARS = {
    "en": _in(*_EN),
    "en-us": _in(*_EN, day="{month} {day}", dated="{month} {day}, {year}", month_first=True),
    "cy": _in(
        "Ionawr Chwefror Mawrth Ebrill Mai Mehefin Gorffennaf Awst Medi Hydref Tachwedd Rhagfyr",
        "Dydd_Llun Dydd_Mawrth Dydd_Mercher Dydd_Iau Dydd_Gwener Dydd_Sadwrn Dydd_Sul",
        "heddiw yfory",
    ),
    "ga": _in(
        "Eanáir Feabhra Márta Aibreán Bealtaine Meitheamh Iúil Lúnasa Meán_Fómhair Deireadh_Fómhair Samhain Nollaig",
        "Dé_Luain Dé_Máirt Dé_Céadaoin Déardaoin Dé_hAoine Dé_Sathairn Dé_Domhnaigh",
        "inniu amárach",
    ),
    "de": _in(
        "Januar Februar März April Mai Juni Juli August September Oktober November Dezember",
        "Montag Dienstag Mittwoch Donnerstag Freitag Samstag Sonntag",
        "heute",
        day="{day}. {month}",
        dated="{day}. {month} {year}",
    ),
    "es": _in(
        "enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre",
        "lunes martes miércoles jueves viernes sábado domingo",
        "hoy",
        **_OF,
    ),
    "fr": _in(
        "janvier février mars avril mai juin juillet août septembre octobre novembre décembre",
        "lundi mardi mercredi jeudi vendredi samedi dimanche",
        "aujourd'hui demain",
    ),
    "it": _in(
        "gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre",
        "lunedì martedì mercoledì giovedì venerdì sabato domenica",
        "oggi domani",
    ),
    "nl": _in(
        "januari februari maart april mei juni juli augustus september oktober november december",
        "maandag dinsdag woensdag donderdag vrijdag zaterdag zondag",
        "vandaag",
    ),
    "pl": _in(
        "stycznia lutego marca kwietnia maja czerwca lipca sierpnia września października listopada grudnia",
        "poniedziałek wtorek środa czwartek piątek sobota niedziela",
        "dzisiaj jutro",
    ),
    "pt": _in(
        "janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro",
        "segunda-feira terça-feira quarta-feira quinta-feira sexta-feira sábado domingo",
        "hoje amanhã",
        **_OF,
    ),
}
ENGLISH = CALENDARS["en"]


def calendar_of(lang: str, months: Sequence[str] = (), weekdays: Sequence[str] = ()) -> Calendar:
    """Return the calendar of a language by its tag, with the names that a pack gives; English for one not known."""
    tag = lang.casefold()
    known = CALENDARS.get(tag) or CALENDARS.get(tag.split("-")[0])
    found = known or ENGLISH
    if not months and not weekdays:
        return found
    return Calendar(
        tuple(months) or found.months,
        tuple(weekdays) or found.weekdays,
        found.near,
        found.day,
        dated=found.dated,
        month_first=found.month_first,
    )
