"""Dates and times as Chinese news pages write them, brought into ISO 8601."""

from __future__ import annotations

from newsclean.patterns import compiled
from newsclean.structure.rules.fold import fold
from newsclean.structure.rules.words import expression

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_DIGITS = str.maketrans("〇零一二三四五六七八九", "00123456789")
_DAYS = (31, 29, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def moment(text: str) -> str | None:
    """The first date in a text, with its time and zone if they are there, in ISO 8601.

    >>> moment("2019年06月15日08:18 来源：某报")
    '2019-06-15T08:18'
    """
    return folded_moment(fold(text))


def folded_moment(folded: str) -> str | None:
    """The same, in a text that is folded."""
    if not compiled(expression("century")).search(folded):
        return None
    folded = _numerals(folded)
    date, between, time = map(expression, ("date", "between-date-and-time", "time"))
    found = compiled(f"{date}(?:{between}{time})?").search(folded)
    if found is None:
        return None
    year = int(found["rocyear"]) + 1911 if found["roc"] else int(found["year"] or found["glued"])
    month, day = int(found["month"]), int(found["day"])
    if day > _DAYS[month - 1]:
        return None
    date = f"{year:04}-{month:02}-{day:02}"
    if found["hour"] is None:
        first = compiled(expression("time-before-date")).search(folded)
        if first is None or first.end() != found.start():
            return date
        return f"{date}T{int(first['hour']):02}:{first['minute']}"
    hour = int(found["hour"])
    half = found["half"] or found["half2"] or ""
    if hour < 12 and compiled(expression("afternoon")).match(half):
        hour += 12
    elif hour == 12 and compiled(expression("forenoon")).match(half):
        hour = 0
    second = f":{found['second']}" if found["second"] else ""
    return f"{date}T{hour:02}:{found['minute']}{second}{_zone(found['zone1'] or found['zone2'])}"


def _zone(text: str | None) -> str:
    """The offset a page's name for its zone stands for."""
    if not text:
        return ""
    if compiled(expression("china-time")).search(text):
        return "+08:00"
    digits = text.replace("gmt", "").replace("utc", "").replace(" ", "")
    if digits in ("", "z"):
        return "+00:00"
    hours, _, minutes = digits[1:].partition(":")
    if len(hours) > 2:
        hours, minutes = hours[:-2], hours[-2:]
    return f"{digits[0]}{int(hours):02}:{minutes or '00'}"


def _numerals(text: str) -> str:
    """Dates in Chinese numerals (二〇一九年九月十七日) with digits, that of a feed (3 sep 2019 18:20) as
    others are; other text as it is.
    """
    if ":" in text and (feed := compiled(expression("date-of-feed")).search(text)):
        month = 1 + _MONTHS.index(feed[2]) // 3
        text = f"{text[: feed.start()]}{feed[3]}-{month}-{feed[1]}{text[feed.end() :]}"
    said = compiled(expression("date-in-numerals")).search(text)
    if said is None:
        return text
    date = f"{said[1].translate(_DIGITS)}-{_small(said[2])}-{_small(said[3])}"
    return f"{text[: said.start()]}{date}{text[said.end() :]}"


def _small(numeral: str) -> int:
    """A number up to 99 in Chinese numerals."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int(numeral.translate(_DIGITS))
    return 10 * (int(tens.translate(_DIGITS)) if tens else 1) + (int(ones.translate(_DIGITS)) if ones else 0)
