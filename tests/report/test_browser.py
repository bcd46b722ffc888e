"""The page in a real browser: it opens at once, filters, searches, obeys the keyboard, and runs nothing else.

Needs Chromium with its driver, and selenium (the extra ``browser``); `.ci/run` installs them.
"""

import shutil
import time

import pytest

from newsclean import clean
from newsclean.report.view import view
from tests.report.pages import INVISIBLE, PLAIN, many, page_of
from tests.report.test_page import HOSTILE

webdriver = pytest.importorskip("selenium.webdriver", reason="needs selenium: pip install -e '.[browser]'")
from selenium.common.exceptions import StaleElementReferenceException  # noqa: E402
from selenium.webdriver.common.by import By  # noqa: E402
from selenium.webdriver.common.keys import Keys  # noqa: E402

CHROMIUM = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
DRIVER = shutil.which("chromedriver")

pytestmark = pytest.mark.skipif(
    not (CHROMIUM and DRIVER), reason="needs Chromium and chromedriver (Debian: chromium chromium-driver)"
)


class Browser:
    """A page that is open, and what a person does with it."""

    def __init__(self, driver):
        self.driver = driver

    def open(self, file, address=""):
        self.driver.get("about:blank")
        self.driver.get(file.as_uri() + address)
        self.wait("body.ready")

    def all(self, selector):
        return self.driver.find_elements(By.CSS_SELECTOR, selector)

    def wait(self, selector, timeout=20):
        end = time.monotonic() + timeout
        while not self.all(selector):
            assert time.monotonic() < end, f"no {selector}"
            time.sleep(0.02)
        return self.all(selector)[0]

    def until(self, condition, timeout=20):
        end = time.monotonic() + timeout
        while not condition():
            assert time.monotonic() < end, "it did not come about"
            time.sleep(0.02)

    def click(self, selector, timeout=20):
        """Click on what the selector finds. The page may draw its list anew between finding and clicking."""
        end = time.monotonic() + timeout
        while True:
            try:
                return self.wait(selector, timeout).click()
            except StaleElementReferenceException:
                assert time.monotonic() < end, f"{selector} never stood still"

    def texts(self, selector):
        """The texts of all that the selector finds, read in one step, so that nothing goes stale between."""
        return self.driver.execute_script(
            "return [...document.querySelectorAll(arguments[0])].map(e => e.textContent)", selector
        )

    def keys(self, *keys):
        self.driver.switch_to.active_element.send_keys(*keys)

    def run(self, script):
        return self.driver.execute_script(f"return {script}")

    @property
    def totals(self):
        return self.texts("#totals span")

    @property
    def shown(self):
        return int(self.totals[0].split(" of ")[0].replace(",", ""))

    @property
    def text(self):
        return self.run("document.getElementById('document').textContent")

    def errors(self):
        return [entry["message"] for entry in self.driver.get_log("browser") if entry["level"] == "SEVERE"]


@pytest.fixture(scope="module")
def driver():
    options = webdriver.ChromeOptions()
    options.binary_location = CHROMIUM
    for argument in ("--headless=new", "--no-sandbox", "--disable-gpu", "--disable-dev-shm-usage",
                     "--window-size=1400,900", "--lang=en"):  # fmt: skip
        options.add_argument(argument)
    options.set_capability("goog:loggingPrefs", {"browser": "ALL"})
    with webdriver.Chrome(options, webdriver.ChromeService(DRIVER)) as driver:
        yield driver


@pytest.fixture
def browser(driver):
    """The browser; whatever a test does, no script may fail and nothing may be refused."""
    driver.get("about:blank")
    driver.get_log("browser")
    browser = Browser(driver)
    yield browser
    assert browser.errors() == []


@pytest.fixture(scope="module")
def thousand(tmp_path_factory):
    file = tmp_path_factory.mktemp("page") / "report.html"
    file.write_bytes(page_of(many(1000)))
    return file


def test_a_thousand_documents_open_in_two_seconds(browser, thousand):
    taken = []
    for _ in range(3):  # other programs may have the processor
        start = time.monotonic()
        browser.open(thousand)
        taken.append(time.monotonic() - start)
    assert browser.shown == 1000
    assert min(taken) < 2, taken


def test_only_the_rows_in_view_are_in_the_page(browser, thousand):
    browser.open(thousand)
    assert 5 < len(browser.all(".row")) < 60
    browser.run("document.getElementById('list').scrollTop = 1e9")
    browser.until(lambda: any("00999" in text for text in browser.texts(".row")))


def test_filters(browser, thousand):
    browser.open(thousand)
    browser.click("[data-key='rules zero-width']")
    assert browser.shown == 143
    assert browser.all("[data-key='rules zero-width'][aria-pressed=true]")
    # A second value of the same kind adds documents, another kind takes some away.
    browser.click("[data-key='rules injected-pinyin']")
    assert browser.shown == 286
    browser.click("[data-key='removed_roles breadcrumb']")
    assert browser.shown == 143
    browser.click("#clear")
    assert browser.shown == 1000
    for key, count in (("encodings gb18030", 143), ("warnings lost-characters", 143), ("kinds failed", 142)):
        browser.click(f"[data-key='{key}']")
        assert browser.shown == count
        browser.click("#clear")


def test_search_finds_names_and_texts(browser, thousand):
    browser.open(thousand)
    search = browser.wait("#search")
    for query, count in (
        ("文章-00042", 1),
        ("锟斤拷", 143),
        ("读者的来信", 715),
        ("U+200B", 143),
        ("没有的词", 0),
    ):
        search.clear()
        search.send_keys(query)
        browser.until(lambda: len(browser.totals) == 5 and browser.shown == count)  # noqa: B023
    browser.until(lambda: any("No document matches" in text for text in browser.texts("#rows .empty")))


def test_the_keyboard_alone(browser, thousand):
    browser.open(thousand)
    browser.keys("j")
    browser.until(lambda: "文章-00000" in browser.text)
    browser.keys("j")
    browser.until(lambda: "文章-00001" in browser.text)
    browser.keys("n")
    tip = browser.wait("#tip:not([hidden])").text
    assert "breadcrumb" in tip
    assert "A line of this role is not part of the article." in tip
    browser.keys("n")
    browser.keys("i")
    assert browser.all(".lines.inline")
    browser.keys("s")
    assert browser.all(".lines.side")
    browser.keys("c")
    assert browser.all("[aria-pressed=true]")
    browser.keys("c")
    browser.keys("k")
    browser.until(lambda: "文章-00000" in browser.text)
    browser.keys(Keys.ESCAPE)
    browser.keys(Keys.END)
    browser.until(lambda: "文章-00999" in browser.text)
    browser.keys("/")
    assert browser.run("document.activeElement.id") == "search"
    browser.keys("j", Keys.ESCAPE)
    browser.keys("?")
    assert browser.run("document.getElementById('help').open")
    browser.keys(Keys.ESCAPE)


def test_both_sides_and_their_reasons(browser, tmp_path):
    file = tmp_path / "one.html"
    file.write_bytes(page_of([view(clean(INVISIBLE.encode(), path="a.txt"))]))
    browser.open(file, "#0")
    browser.wait(".line")
    assert [mark.text for mark in browser.all("del.repair .invisible")] == ["ZWSP"]
    blank, removed = browser.all("del.strip")
    assert (blank.text, removed.text) == ("↵", "（责任编辑：林晓）")
    numbers = browser.texts(".cell.after .number")
    assert [number for number in numbers if number] == ["1", "2", "3"]
    webdriver.ActionChains(browser.driver).move_to_element(removed).perform()
    tip = browser.wait("#tip:not([hidden])").text
    assert "editor-label" in tip
    assert "nothing" in tip


def test_hostile_names_and_contents_stay_text(browser, tmp_path):
    bell = "\u202egnp.exe\x1b[2J"
    hostile = [
        clean(f"{PLAIN}\n{HOSTILE}\n", path=f"{HOSTILE}.txt"),
        clean(f"{PLAIN}\n<b>粗</b>&amp;&lt;\n", path=bell),
        clean(f"\u2028\u2029\ufeff{PLAIN}\ud800\n", path="__proto__"),
    ]
    file = tmp_path / "hostile.html"
    file.write_bytes(page_of([view(document) for document in hostile], title=HOSTILE))
    browser.open(file, "#0")
    browser.until(lambda: HOSTILE in browser.text)
    assert browser.driver.title == f"{HOSTILE} · newsclean"
    assert not browser.all("img, svg, iframe, #document b:not(.cell)")
    browser.keys("j")
    browser.until(lambda: "U+202E" in browser.text)
    assert "\u202e" not in browser.text
    browser.keys("j")
    browser.until(lambda: "__proto__" in browser.text)


def test_chinese(browser, thousand):
    browser.open(thousand, "#1")
    browser.wait(".line")
    for language, name, said in (("zh-Hans", "简体中文", "左右对照"), ("zh-Hant", "繁體中文", "左右對照")):
        browser.run(f"document.getElementById('language').value = '{language}'")
        browser.run("document.getElementById('language').dispatchEvent(new Event('change'))")
        assert said in browser.text
        assert browser.run("document.documentElement.lang") == language
        assert browser.run("document.querySelector('#language :checked').textContent") == name
    browser.run("document.getElementById('language').value = 'en'")
    browser.run("document.getElementById('language').dispatchEvent(new Event('change'))")


def test_light_and_dark(browser, thousand):
    browser.open(thousand)
    seen = set()
    for _ in range(2):
        browser.keys("t")
        seen.add(browser.run("getComputedStyle(document.body).backgroundColor"))
    assert len(seen) == 2


def test_a_long_document_comes_in_parts(browser, tmp_path):
    lines = "".join(f"第{number}行：图书馆宣\u200b布延长开放。\n" for number in range(3000))
    file = tmp_path / "long.html"
    file.write_bytes(page_of([view(clean(lines, path="long.txt", only=["repair"]))]))
    browser.open(file, "#0")
    browser.wait(".line")
    assert len(browser.all(".line")) < 1500

    def reached():
        browser.run("document.getElementById('document').scrollTop = 1e9")
        return "第1200行" in browser.text

    browser.until(reached)


def test_a_phone_shows_one_thing_at_a_time(browser, thousand):
    size = browser.driver.get_window_size()
    browser.driver.execute_cdp_cmd(
        "Emulation.setDeviceMetricsOverride",
        {"width": 390, "height": 800, "deviceScaleFactor": 1, "mobile": True},
    )
    try:
        browser.open(thousand)
        assert not browser.wait("#document").is_displayed()
        browser.click(".row")
        browser.until(lambda: browser.wait("#document").is_displayed())
        assert not browser.wait("#list").is_displayed()
        assert browser.run("document.documentElement.scrollWidth") <= 390
        browser.click(".back")
        assert browser.wait("#list").is_displayed()
    finally:
        browser.driver.execute_cdp_cmd("Emulation.clearDeviceMetricsOverride", {})
        browser.driver.set_window_size(size["width"], size["height"])
