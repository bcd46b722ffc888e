"""Dates and times as Chinese news pages write them, brought into ISO 8601."""

from __future__ import annotations

from newsclean.patterns import compiled
from newsclean.structure.rules.fold import fold

# Applied to folded text. The day may be glued to the time (2021-01-2004:29), the time may stand
# before the date (19:042023/08/25, 17:30 2020/08/09).
_DATE = (
    r"(?:(?P<roc>民国) *(?P<rocyear>\d{2,3})|(?<!\d)(?P<year>(?:19|20)\d\d)|(?<=:\d\d)(?P<glued>20\d\d))"
    r" *[-/.年] *(?P<month>1[0-2]|0?[1-9]) *[-/.月] *(?P<day>3[01]|[12]\d|0?[1-9])(?!\d(?!\d?:)) *日?"
)
_BETWEEN = (
    r"[ t,|]*(?:\(?(?:星期|周|礼拜)[一二三四五六日天]\)?)?[ ,|]*(?P<zone1>hkt|北京时间|台北时间|香港时间)? *"
)
_TIME = (
    r"(?P<half>上午|下午|中午|晚上|凌晨|早上|am|pm)? *(?P<hour>2[0-3]|[01]?\d)(?:[:时点](?P<minute>[0-5]\d))"
    r"(?:[:分](?P<second>[0-5]\d))?(?:\.\d+)?分? *(?P<half2>am|pm)?"
    r" *(?P<zone2>z(?![a-z])|hkt|(?:gmt|utc)? *[+-]\d{1,2}(?::?\d\d)?|gmt|utc|\((?:北京|台北|香港)时间\))?"
)
_PATTERN = f"{_DATE}(?:{_BETWEEN}{_TIME})?"
_TIME_FIRST = r"(?<!\d)(?P<hour>2[0-3]|[01]?\d):(?P<minute>[0-5]\d)[ |,]*(?=20\d\d[-/.年])"

_MONTHS = "janfebmaraprmayjunjulaugsepoctnovdec"
_FEED = (
    r"(?<![\da-z])(\d{1,2}) (jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec)[a-z]* ((?:19|20)\d\d)(?= \d\d:)"
)
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
    if not ("20" in folded or "19" in folded or "二" in folded or "一九" in folded or "民国" in folded):
        return None
    folded = _numerals(folded)
    found = compiled(_PATTERN).search(folded)
    if found is None:
        return None
    year = int(found["rocyear"]) + 1911 if found["roc"] else int(found["year"] or found["glued"])
    month, day = int(found["month"]), int(found["day"])
    if day > _DAYS[month - 1]:
        return None
    date = f"{year:04}-{month:02}-{day:02}"
    if found["hour"] is None:
        first = compiled(_TIME_FIRST).search(folded)
        if first is None or first.end() != found.start():
            return date
        return f"{date}T{int(first['hour']):02}:{first['minute']}"
    hour = int(found["hour"])
    half = found["half"] or found["half2"]
    if half in ("下午", "晚上", "pm") and hour < 12:
        hour += 12
    elif half in ("am", "凌晨", "早上", "上午") and hour == 12:
        hour = 0
    second = f":{found['second']}" if found["second"] else ""
    return f"{date}T{hour:02}:{found['minute']}{second}{_zone(found['zone1'] or found['zone2'])}"


def _zone(text: str | None) -> str:
    """The offset a page's name for its zone stands for."""
    if not text:
        return ""
    if "时间" in text or text == "hkt":
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
    if ":" in text and (match := compiled(_FEED).search(text)):
        month = 1 + _MONTHS.index(match[2]) // 3
        text = f"{text[: match.start()]}{match[3]}-{month}-{match[1]}{text[match.end() :]}"
    if "二" not in text and "一九" not in text:
        return text

    def digits(match: object) -> str:
        year, month, day = match.groups()  # type: ignore[attr-defined]
        return f"{year.translate(_DIGITS)}年{_small(month)}月{_small(day)}日"

    pattern = (
        "([一二][〇零一二三四五六七八九]{3})年([一二三四五六七八九十]{1,2})月([一二三四五六七八九十]{1,3})日"
    )
    return compiled(pattern).sub(digits, text)


def _small(numeral: str) -> int:
    """A number up to 99 in Chinese numerals."""
    tens, ten, ones = numeral.rpartition("十")
    if not ten:
        return int(numeral.translate(_DIGITS))
    return 10 * (int(tens.translate(_DIGITS)) if tens else 1) + (int(ones.translate(_DIGITS)) if ones else 0)
