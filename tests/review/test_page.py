"""The page in a real browser: every decision by keys alone, two tabs, attacks from other pages, for everybody."""

import re
import socketserver
import subprocess
import sys
import threading
from collections.abc import Callable, Iterator
from http.server import BaseHTTPRequestHandler
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import Browser, Page, expect

from tests.browser.chromium import ARGUMENTS, MISSING, found
from tests.review.conftest import DRAFT, TEXT, TOKEN, Served

Open = Callable[..., Page]


@pytest.fixture
def opened(browser: Browser, served: Served) -> Iterator[Open]:
    pages: list[tuple[Page, list[str]]] = []

    def run(width: int = 1400, height: int = 900) -> Page:
        context = browser.new_context(viewport={"width": width, "height": height}, reduced_motion="reduce")
        page, said = context.new_page(), []
        page.on("console", lambda message: said.append(message.text) if message.type in ("error", "warning") else None)
        page.on("pageerror", lambda error: said.append(str(error)))
        page.goto(served.address)
        page.wait_for_selector("html[data-ready]", state="attached")
        pages.append((page, said))
        return page

    yield run
    for page, said in pages:
        assert [line for line in said if "status of 4" not in line] == []
        page.context.close()


def saved(page: Page, served: Served, words: str) -> None:
    """What was decided is told, and is in the file."""
    expect(page.locator("#said")).to_contain_text("Saved")
    expect(page.locator("#said")).not_to_have_class(re.compile("busy"))
    expect(page.locator("#dialog")).not_to_be_visible()
    for _ in range(50):
        if words in served.text:
            return
        page.wait_for_timeout(20)
    raise AssertionError(f"{words!r} not in\n{served.text}")


def press(page: Page, *keys: str) -> None:
    for key in keys:
        page.keyboard.press(key)


def test_the_token_leaves_the_address(opened: Open) -> None:
    page = opened()
    assert TOKEN not in page.url
    assert page.evaluate("document.cookie") == ""
    page.reload()
    page.wait_for_selector("html[data-ready]", state="attached")
    assert page.locator(".row").count() == 3


def test_it_opens_at_the_first_undecided_and_every_passage_is_lit(opened: Open) -> None:
    page = opened()
    assert page.locator(".row[aria-current=true] .who").inner_text() == "the mayor"
    assert page.locator("#progress-said").inner_text() == "0 of 3 decided"
    sizes = page.evaluate("Object.fromEntries([...CSS.highlights].map(([name, set]) => [name, set.size]))")
    assert sizes["hand"] == 2
    assert sizes["open"] == 2
    lit = page.evaluate("[...CSS.highlights.get('hand')].map(range => range.toString())")
    assert lit == ["The bridge is shut", "It will open in May"]
    # A character of two units shifts nothing.
    assert page.evaluate("[...CSS.highlights.get('open')].map(range => range.toString())") == [
        "Nobody was hurt",
        "It is old",
    ]


def test_every_decision_by_keys_alone(opened: Open, served: Served) -> None:
    page = opened()
    press(page, "a")
    saved(page, served, "reviewed: {by: Ada, on: 2026-03-10}")
    expect(page.locator(".row[aria-current=true] .who")).to_have_text("Ada Lovelace")
    # The speaker: another name, who is new; Enter saves.
    press(page, "s", "Control+a")
    page.keyboard.type("Ben Roy")
    press(page, "Enter")
    saved(page, served, '"roy («said»)"')
    assert 'roy: {name: "Ben Roy", kind: person}' in served.text
    press(page, "Escape", "t", "ArrowDown", "ArrowDown", "Enter")
    saved(page, served, "denies:")
    press(page, "Escape", "v")
    page.keyboard.type("a call")
    press(page, "Enter")
    saved(page, served, "checked: {by: Ada, on: 2026-03-10, how: a call, result: holds}".replace("a call", '"a call"'))
    press(page, "r")
    page.keyboard.type("the mayor")
    press(page, "Tab")
    page.keyboard.type("Was anybody hurt?")
    press(page, "Enter")
    saved(page, served, 'asked: {who: mayor, question: "Was anybody hurt?"}')
    press(page, "c", "Control+a")
    page.keyboard.type("no-victims")
    press(page, "Enter")
    saved(page, served, "no-victims:")
    press(page, "Escape", "a")
    saved(page, served, "reviewed")
    expect(page.locator("#progress-said")).to_have_text("2 of 3 decided")
    # Two sources become one, after a look at what changes.
    press(page, "g")
    page.keyboard.type("the mayor")
    press(page, "Enter")
    expect(page.locator("#dialog pre")).to_contain_text("-  maire")
    press(page, "Enter")
    saved(page, served, "- chain: mayor  # line 1")
    assert "aliases: [the town's mayor]" in served.text
    press(page, "x")
    saved(page, served, "rejected:")
    assert "draft: true" not in served.text
    press(page, "S", "Enter")
    saved(page, served, "signed:")
    expect(page.locator("#verdict")).to_contain_text("signed by Ada")
    steps = len(served.session.work.journal.done)
    for _ in range(steps):
        press(page, "u")
    for _ in range(100):
        if served.text == DRAFT:
            break
        page.wait_for_timeout(50)
    assert served.text == DRAFT
    for _ in range(steps):
        press(page, "U")
    saved(page, served, "signed:")


def test_words_are_marked_by_keyboard(opened: Open, served: Served) -> None:
    page = opened()
    press(page, "j", "j", "m")
    expect(page.locator("#marking")).to_be_visible()
    # Behind « It is old »: back over two words, then mark them.
    for _ in range(2):
        press(page, "Shift+ArrowLeft")
    marked = page.evaluate("getSelection().toString()")
    assert marked.strip() in TEXT
    assert "old" in marked
    press(page, "Enter")
    saved(page, served, marked.strip())
    expect(page.locator(".row")).to_have_count(4)


def test_words_are_marked_by_mouse_and_a_click_takes_a_statement_in_hand(opened: Open, served: Served) -> None:
    page = opened()
    box = page.evaluate(
        """() => { const node = document.querySelector('.article').firstChild, range = new Range();
        const at = node.data.indexOf('Nobody'); range.setStart(node, at); range.setEnd(node, at + 3);
        const r = range.getBoundingClientRect(); return [r.x + 3, r.y + r.height / 2]; }"""
    )
    page.mouse.click(*box)
    expect(page.locator(".row[aria-current=true] .who")).to_have_text("Ada Lovelace")
    page.mouse.dblclick(*box)
    page.locator("#mark").click()
    saved(page, served, "Nobody")
    expect(page.locator(".row")).to_have_count(4)


def test_two_tabs_agree(opened: Open, served: Served) -> None:
    one, other = opened(), opened()
    press(one, "a")
    expect(other.locator("#progress-said")).to_have_text("1 of 3 decided")
    # The file is changed by an editor, too.
    served.file.write_text(served.text.replace("title: The bridge", "title: The old bridge"), "utf-8")
    assert served.session.look()
    for page in (one, other):
        expect(page.locator("#title")).to_have_text("The old bridge")


def test_a_comment_is_asked_about(opened: Open, served: Served) -> None:
    served.file.write_text(DRAFT.replace('  - chain: "lovelace', '  # ask her again\n  - chain: "lovelace'), "utf-8")
    served.session.look()
    page = opened()
    press(page, "j", "x")
    expect(page.locator("#dialog")).to_be_visible()
    press(page, "Escape")
    assert "ask her again" in served.text
    press(page, "x")
    expect(page.locator("#dialog")).to_be_visible()
    press(page, "Enter")
    saved(page, served, "rejected:")
    assert "ask her again" not in served.text


def test_moved_quotations_come_first(opened: Open, served: Served) -> None:
    (served.file.parent / "a.txt").write_text(TEXT.replace("It is old", "It is very, very old"), "utf-8")
    served.session.look()
    page = opened()
    first = page.locator(".row").first
    assert "old" in first.inner_text()
    assert first.locator(".trouble").count() == 1


def test_hostile_words_stay_words(opened: Open, served: Served) -> None:
    nasty = '<img src=x onerror="window.got=1"></script><b>'
    served.file.write_text(
        DRAFT.replace("name: Ada Lovelace", f"name: '{nasty}'").replace("title: The bridge", f"title: '{nasty}'"),
        "utf-8",
    )
    served.session.look()
    page = opened()
    press(page, "j", "3", "j", "2", "4", "5")
    page.wait_for_timeout(300)
    assert page.evaluate("window.got") is None
    assert page.locator("img:not(.drawing), b[onerror]").count() == 0
    assert nasty in page.locator("#title").inner_text()


@pytest.mark.parametrize("width", [1400, 390])
def test_axe_finds_nothing_and_nothing_is_wider_than_the_page(opened: Open, served: Served, width: int) -> None:
    page = opened(width)
    for key in ("1", "2", "3", "4", "5", "1"):
        press(page, key)
        page.wait_for_timeout(150)
        result = Axe().run(page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]})
        assert result.violations_count == 0, result.generate_report()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    press(page, "?")
    expect(page.locator("#keys-dialog")).to_be_visible()


def test_tab_reaches_everything_and_the_focus_is_seen(opened: Open) -> None:
    page = opened()
    reached = set()
    for _ in range(80):
        page.keyboard.press("Tab")
        reached.add(page.evaluate("document.activeElement.id || document.activeElement.className"))
        if page.evaluate("document.activeElement !== document.body"):
            assert page.evaluate("getComputedStyle(document.activeElement).outlineStyle") != "none"
    assert {"undo", "sign", "find", "which", "mark", "accept", "reject", "article"} - {"undo"} <= reached


# --- other pages -------------------------------------------------------------------------------------------------------


class _Evil(BaseHTTPRequestHandler):
    """A page of somebody else."""

    def do_GET(self) -> None:
        self.send_response(200)
        self.send_header("Content-Type", "text/html")
        self.end_headers()
        self.wfile.write(b"<!doctype html><title>evil</title><p>evil")

    def log_message(self, format: str, *args: object) -> None:
        pass


@pytest.fixture
def evil() -> Iterator[int]:
    with socketserver.ThreadingTCPServer(("127.0.0.1", 0), _Evil) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


def test_another_page_gets_nothing(browser: Browser, served: Served, evil: int) -> None:
    page = browser.new_context().new_page()
    page.goto(f"http://127.0.0.1:{evil}/")
    ours = f"http://{served.server.host}"
    tried = page.evaluate(
        """async (ours) => {
          const found = {};
          const attempt = async (name, act) => { try { found[name] = await act(); } catch { found[name] = 'refused'; } };
          await attempt('fetch', async () => (await fetch(ours + '/state')).status);
          await attempt('token', async () => (await fetch(ours + '/state', {headers: {'X-Provenance-Token': 'x'}})).status);
          await attempt('post', async () => (await fetch(ours + '/undo', {method: 'POST', mode: 'no-cors', body: '{}'})).type);
          await attempt('frame', () => new Promise((done) => {
            const frame = document.createElement('iframe');
            frame.onload = () => { try { done(frame.contentDocument ? 'seen' : 'blank'); } catch { done('hidden'); } };
            frame.src = ours + '/'; document.body.append(frame); setTimeout(() => done('refused'), 1500); }));
          await attempt('image', () => new Promise((done) => {
            const image = new Image(); image.onload = () => done('seen'); image.onerror = () => done('refused'); image.src = ours + '/main.js'; }));
          await attempt('script', () => new Promise((done) => {
            const script = document.createElement('script'); script.type = 'module'; script.onload = () => done('seen'); script.onerror = () => done('refused');
            script.src = ours + '/main.js'; document.head.append(script); }));
          return found;
        }""",
        ours,
    )
    assert tried["fetch"] == tried["token"] == "refused"
    assert tried["post"] in ("refused", "opaque")
    assert tried["frame"] in ("refused", "blank", "hidden")
    assert tried["image"] == tried["script"] == "refused"
    # A form goes out, and is turned away.
    page.evaluate(
        """(ours) => { const form = document.createElement('form'); form.method = 'post'; form.enctype = 'text/plain';
        form.action = ours + '/undo'; form.innerHTML = '<input name="{\\"a" value="b\\"}">'; document.body.append(form); form.submit(); }""",
        ours,
    )
    page.wait_for_timeout(300)
    assert served.text == DRAFT
    page.context.close()


_REBOUND = """
import sys
from playwright.sync_api import sync_playwright
executable, port, token, *arguments = sys.argv[1:]
with sync_playwright() as playwright:
    browser = playwright.chromium.launch(executable_path=executable, args=arguments)
    page = browser.new_page()
    answer = page.goto(f"http://evil.example:{port}/")
    headers = {"X-Provenance-Token": token}
    got = page.evaluate("headers => fetch('/state', {headers}).then(r => r.status)", headers)
    print(answer.status, got)
    browser.close()
"""


def test_a_name_that_is_made_to_lead_here_gets_nothing(served: Served) -> None:
    """DNS rebinding: the browser takes the address for that of somebody else's name."""
    executable = found()
    if executable is None:
        pytest.skip(MISSING)
    rule = "--host-resolver-rules=MAP evil.example 127.0.0.1"
    command = [sys.executable, "-c", _REBOUND, str(executable), str(served.server.server_port), TOKEN, *ARGUMENTS, rule]
    done = subprocess.run(command, capture_output=True, text=True, timeout=60, check=True)
    assert done.stdout.split() == ["403", "403"]


def test_another_port_gives_us_no_cookie_and_none_is_read(browser: Browser, served: Served, evil: int) -> None:
    context = browser.new_context()
    context.add_cookies([{"name": "token", "value": TOKEN, "url": f"http://127.0.0.1:{evil}"}])
    page = context.new_page()
    page.goto(f"http://{served.server.host}/")
    page.wait_for_timeout(300)
    assert page.locator(".row").count() == 0
    assert "token" in page.locator("#alarm").inner_text()
    context.close()


def test_the_shell_holds_no_data(served: Served) -> None:
    from provenance.review.http import Request

    shell = served.server.desk.handle(Request("GET", "/", {"host": served.server.host})).body.decode()
    assert "bridge" not in shell
    assert str(Path(served.file)) not in shell


def test_what_is_to_be_corrected_is_told_first(opened: Open, served: Served) -> None:
    """A source that is never used, a note, stands above the statement that must be corrected in the file."""
    text = DRAFT.replace("draft: true\n", "").replace(
        "  lovelace:", "  nobody: {name: Nobody, kind: person}\n  lovelace:"
    )
    text = text.replace("\nstatements:", "  b: {publisher: Post, published: 2026-02-01}\n\nstatements:")
    said = "  - {chain: lovelace, in: b, says: {is-old: {text: may be old, certainty: possible}}}\n"
    served.file.write_text(f"{text}{said}  - {{chain: lovelace, in: a, says: {{is-old: It is old}}}}\n", "utf-8")
    page = opened()
    page.locator(".tabs button", has_text="Findings").click()
    found = page.locator("#rows .found")
    found.first.wait_for()
    rank = {"error": 0, "warning": 1, "note": 2}
    shown = [rank[one.get_attribute("data-severity") or ""] for one in found.all()]
    assert shown == sorted(shown)
    assert {0, 2} <= set(shown)


def test_a_drawing_is_as_large_as_it_is_drawn(opened: Open) -> None:
    """On a telephone, too: its letters are read, and it is moved within its frame, not with the page."""
    page = opened(390, 844)
    drawing = page.locator("#detail img.drawing").first
    drawing.wait_for()
    assert drawing.evaluate(
        "(image) => image.decode().then(() => image.width === image.naturalWidth && image.width > 390)"
    )
    assert page.evaluate("document.documentElement.scrollWidth <= innerWidth")
