"""The page of the demonstration dossier, walked through in a real browser."""

import re
from collections.abc import Callable
from pathlib import Path

import pytest
from axe_playwright_python.sync_playwright import Axe
from playwright.sync_api import expect

from provenance.auditing import DossierAudit
from tests.browser.conftest import Opened, page_of

Open = Callable[..., Opened]
DESK = {"viewport": {"width": 1280, "height": 900}}
PHONE = {"viewport": {"width": 390, "height": 844}}
DARK = {**DESK, "color_scheme": "dark"}


@pytest.fixture
def fr(opened: Open, seed: dict[str, Path]) -> Opened:
    return opened(seed["fr"], **DESK)


def near(shown: Opened, section: str) -> Opened:
    """Open an annex and scroll to it: what is far from view is laid out when it comes near."""
    shown.eval(f"document.getElementById('{section}').open = true")
    shown.eval(f"document.getElementById('{section}').scrollIntoView({{behavior: 'instant'}})")
    shown.eval("new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))")
    return shown


def status_of(shown: Opened, claim: str) -> str:
    return str(shown.eval(f"document.getElementById('claim-{claim}').dataset.status"))


def test_it_opens_from_a_file_and_asks_for_nothing(fr: Opened) -> None:
    assert fr.said == []
    assert [url.partition(":")[0] for url in fr.asked] == ["file"]
    assert fr.page.title() == "Poutine à Téhéran et les drones iraniens"


def test_nothing_else_may_run_in_it(fr: Opened) -> None:
    fr.eval("document.body.append(Object.assign(document.createElement('script'), {textContent: 'window.got = 1'}))")
    fr.eval(
        "document.body.insertAdjacentHTML('beforeend', '<i id=x onclick=\"window.got = 2\" style=\"color: red\">x</i>')"
    )
    fr.page.locator("#x").click()
    assert fr.eval("window.got") is None
    assert len([line for line in fr.said if "Content Security Policy" in line]) == 3


def test_the_opening_says_what_an_editor_needs(fr: Opened) -> None:
    brief = fr.page.locator("#brief").inner_text()
    assert "Ne pas publier\u00a0: 4 corrections" in brief
    assert "16 affirmations ne tiennent qu’à l’exécutif russe" in brief
    stopped = fr.page.locator("#brief .brief .stop > .requests > li").all_inner_texts()
    assert len(stopped) == 4
    assert "« le 15 juillet »" in stopped[1].replace("\u00a0", " ")
    assert "Associated Press, version 2 (16 juillet 2022), qui remplace cette version, dit" in stopped[1]
    assert "Hossein Amir-Abdollahian (15 juillet 2022)" in stopped[3]
    assert "Ouchakov" not in stopped[3], "he spoke on the 19th, and the article may be of that day"


# --- the article ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("how", ["hover", "focus"])
def test_words_show_what_they_rest_on(fr: Opened, how: str) -> None:
    words = fr.page.locator("a.said", has_text="le 15 juillet")
    getattr(words, how)()
    (card,) = fr.page.locator(".cards li.shown[data-card]").all_inner_texts()
    assert re.search(
        r"Maison-Blanche → Associated Press, première version \(16 juillet 2022\)\? → La Nouvelle Tribune", card
    )
    assert "abandonné" in card
    assert "certain" in card
    assert "Origines\xa0: 1" in card
    assert fr.page.locator("a.said", has_text="le 15 juillet").get_attribute("data-status") == "superseded"
    flags = " ".join(fr.page.locator(".cards li.shown[data-flag]").all_inner_texts())
    assert "qui remplace cette version, dit" in flags
    assert "ne nomme pas Associated Press" in flags


def test_words_lead_to_their_claim_and_back(fr: Opened) -> None:
    fr.page.locator("a.said", has_text="le 15 juillet").click()
    claim = fr.page.locator("#claim-second-visit-july-15")
    assert claim.locator(".more").is_visible()
    assert fr.eval("document.activeElement.closest('tbody')?.id") == "claim-second-visit-july-15"
    claim.locator("a.back").first.click()
    target = fr.eval("document.getElementById(location.hash.slice(1)).nextElementSibling.textContent")
    assert target == "le 15 juillet"


def test_words_that_carry_four_statements_show_all_four(fr: Opened) -> None:
    fr.page.locator("a.said", has_text="rien d'officiel sur ce plan").focus()
    assert fr.page.locator(".cards li.shown[data-card]").count() == 4
    # They say that nothing is confirmed: what became of the claims is not what became of these words.
    assert fr.page.locator("a.said", has_text="rien d'officiel").get_attribute("data-status") == "not_asserted"
    fr.page.keyboard.press("Escape")
    assert fr.page.locator(".cards li.shown").count() == 0


# --- claims --------------------------------------------------------------------------------------------------------


def test_claims_are_sorted_both_ways(fr: Opened) -> None:
    heading = fr.page.locator("table.claims thead th", has_text="Récits")
    numbers = "[...document.querySelectorAll('table.claims tbody:not([hidden])')].map(t => Number(t.rows[0].cells[2].innerText))"
    heading.locator("button").click()
    rising = fr.eval(numbers)
    assert rising == sorted(rising)
    assert heading.get_attribute("aria-sort") == "ascending"
    heading.locator("button").click()
    assert fr.eval(numbers) == sorted(rising, reverse=True)
    assert max(rising) == 8


def test_claims_are_filtered(fr: Opened) -> None:
    shown = fr.page.locator("table.claims tbody:not([hidden]):not(.left-out)")
    counted = fr.page.locator(".counted")
    assert shown.count() == 35
    fr.page.select_option("[data-filter=status]", "denied")
    assert shown.count() == 4
    assert counted.inner_text() == "4 / 35"
    fr.page.select_option("[data-filter=status]", "")
    fr.page.select_option("[data-filter=source]", label="Nasser Kanaani")
    assert [t.get_attribute("id") for t in shown.all()] == ["claim-iran-prepares-drones"]
    fr.page.select_option("[data-filter=source]", "")
    fr.page.select_option("[data-filter=rule]", label="une version antérieure est encore citée")
    assert [t.get_attribute("id") for t in shown.all()] == ["claim-second-visit-july-15"]
    fr.page.select_option("[data-filter=rule]", "")
    fr.page.fill("[data-filter=words]", "TELEPHONE")
    assert [t.get_attribute("id") for t in shown.all()] == ["claim-two-phone-calls"]


def test_a_link_to_a_claim_that_is_filtered_out_shows_it(fr: Opened) -> None:
    fr.page.fill("[data-filter=words]", "téléphone")
    fr.page.locator("a.said[href='#claim-putin-meets-khamenei']").first.click()
    assert fr.page.locator("#claim-putin-meets-khamenei .more").is_visible()


def test_rivals_stand_side_by_side_with_the_difference_marked(fr: Opened) -> None:
    fr.page.locator("#claim-second-visit-july-15 .opens").click()
    sides = fr.page.locator("#claim-second-visit-july-15 .sides").first
    assert sides.locator("mark.differs").all_inner_texts() == ["15", "5"]


# --- diagrams ------------------------------------------------------------------------------------------------------


@pytest.fixture
def june(fr: Opened) -> Opened:
    """The claim of the first visit, opened: told by two names of one organisation."""
    fr.page.locator("#claim-visit-june-8 .opens").click()
    fr.page.locator("#claim-visit-june-8 .diagram").scroll_into_view_if_needed()
    return fr


BOX = "#claim-visit-june-8 .stage:not([hidden]) .box"
VIEW = "document.querySelector('#claim-visit-june-8 .stage:not([hidden]) svg').getAttribute('viewBox').split(' ').map(Number)"


def test_a_diagram_is_zoomed_moved_and_fitted(june: Opened) -> None:
    tools = june.page.locator("#claim-visit-june-8 .tools")
    whole = june.eval(VIEW)
    tools.locator("[data-do=in]").click()
    assert june.eval(VIEW)[2] == pytest.approx(whole[2] / 1.25, rel=0.01)
    tools.locator("[data-do=out]").click()
    tools.locator("[data-do=out]").click()
    assert june.eval(VIEW)[2] == pytest.approx(whole[2] * 1.25, rel=0.01)
    tools.locator("[data-do=fit]").click()
    fitted = june.eval(VIEW)
    assert fitted == pytest.approx(whole, abs=8)
    stage = june.page.locator("#claim-visit-june-8 .stage.names")
    stage.focus()
    june.page.keyboard.press("ArrowRight")
    assert june.eval(VIEW)[0] == pytest.approx(fitted[0] + fitted[2] / 10, abs=0.2)
    june.page.keyboard.press("+")
    assert june.eval(VIEW)[2] == pytest.approx(fitted[2] / 1.25, rel=0.01)
    june.page.keyboard.press("0")
    assert june.eval(VIEW) == fitted
    frame = stage.bounding_box()
    assert frame is not None
    x, y = frame["x"] + 6, frame["y"] + 6
    june.page.mouse.move(x, y)
    june.page.mouse.down()
    june.page.mouse.move(x + 60, y + 30, steps=4)
    june.page.mouse.up()
    moved = june.eval(VIEW)
    assert moved[0] < fitted[0] - 10
    assert moved[1] < fitted[1] - 10
    assert moved[2:] == fitted[2:]


def test_the_wheel_scrolls_the_page_until_the_diagram_has_the_focus(june: Opened) -> None:
    whole = june.eval(VIEW)
    june.page.locator(BOX).first.hover()
    june.page.mouse.wheel(0, -40)
    assert june.eval(VIEW) == whole
    june.page.locator("#claim-visit-june-8 .stage.names").focus()
    june.page.mouse.wheel(0, -40)
    june.page.wait_for_timeout(100)
    assert june.eval(VIEW)[2] < whole[2]


def lit(shown: Opened) -> set[str]:
    boxes = shown.page.locator(BOX + ".lit").all()
    return {(box.get_attribute("aria-label") or "").split(",")[0] for box in boxes}


def test_pointing_at_a_box_lights_every_way_through_it(june: Opened) -> None:
    june.page.locator(BOX, has_text="CNN").hover()
    assert lit(june) == {
        "Jake Sullivan",
        "CNN",
        "News.az",
        "Une première visite russe à Kashan a eu lieu le 8 juin 2022",
    }
    assert june.page.locator("#claim-visit-june-8 p.lit").inner_text().endswith("1")


def test_a_source_is_chosen_from_the_list(june: Opened) -> None:
    through = june.page.locator("#claim-visit-june-8 [data-do=through]")
    through.select_option(label="Maison-Blanche, gouvernement, partie prenante")
    # The article and the day before, and two that had it from the first version of AP.
    assert lit(june) >= {"Maison-Blanche", "La Nouvelle Tribune", "Associated Press", "News-24.fr"}
    assert "Jake Sullivan" not in lit(june)
    assert june.page.locator("#claim-visit-june-8 p.lit").inner_text().endswith("4")
    through.select_option("")
    assert lit(june) == set()


def test_the_keyboard_goes_from_box_to_box(june: Opened) -> None:
    june.page.locator("#claim-visit-june-8 .stage.names").focus()
    june.page.keyboard.press("Tab")
    first = june.eval("document.activeElement.getAttribute('aria-label')")
    assert june.eval("document.activeElement.closest('.box') !== null")
    june.page.keyboard.press("ArrowLeft")
    june.page.keyboard.press("ArrowLeft")
    assert june.eval("document.activeElement.getAttribute('aria-label')") != first
    june.page.keyboard.press("Enter")
    assert june.eval("document.activeElement.getAttribute('aria-pressed')") == "true"
    june.page.keyboard.press("Escape")
    assert june.eval("document.activeElement.getAttribute('aria-pressed')") == "false"


def test_houses_are_drawn_as_one_in_the_drawing_of_the_dossier(fr: Opened) -> None:
    figure = near(fr, "chains").page.locator("#chains .diagram")
    boxes = figure.locator(".stage:not([hidden]) .box")
    assert boxes.filter(has_text="Jake Sullivan").count() == 1
    figure.locator("[data-do=organisations]").check()
    assert boxes.filter(has_text="Jake Sullivan").count() == 0
    assert boxes.filter(has_text="exécutif américain").count() == 1


def test_parties_and_what_fell_are_hidden(fr: Opened) -> None:
    fr.page.locator("#claim-second-visit-july-15 .opens").click()
    figure = fr.page.locator("#claim-second-visit-july-15 .diagram")
    boxes = figure.locator(".stage.names .box:visible")
    before = boxes.count()
    figure.locator("[data-do=parties]").check()
    # Every report of it begins with an interested party: nothing is left but the claim.
    assert before > 5
    assert boxes.count() == 1
    figure.locator("[data-do=parties]").uncheck()
    assert boxes.count() == before
    figure.locator("[data-do=standing]").check()
    # The first version and everything that passed through it fell.
    assert boxes.count() == 1
    assert figure.locator(".stage.names .arrow:visible").count() == 0


# --- time ----------------------------------------------------------------------------------------------------------


def test_the_slider_moves_every_status_and_count(fr: Opened) -> None:
    assert fr.page.locator("#date").inner_text() == "20 juillet 2022"
    assert not fr.page.locator("#claim-drones-delivered-august").is_visible()
    fr.day(10)
    assert fr.page.locator("#date").inner_text() == "5 novembre 2022"
    assert status_of(fr, "drones-delivered-august") == "denied"
    assert status_of(fr, "small-number-before-war") == "admitted"
    assert "reconnu" in fr.page.locator("#claim-small-number-before-war .row").inner_text()
    assert "38 affirmations" in fr.page.locator("#brief").inner_text()
    assert fr.page.locator(".counted").inner_text() == "38 / 38"
    fr.day(0)
    # On 11 July one thing had been said, by one man.
    assert "1 affirmation" in fr.page.locator("#brief").inner_text()
    assert status_of(fr, "iran-prepares-drones") == "unconfirmed"
    assert "n’a pas encore paru" in fr.page.locator("#brief").inner_text()
    assert fr.page.locator("a.flagged").count() == 0
    assert fr.page.locator("table.claims tbody:visible").count() == 1
    assert fr.page.locator(".early").is_visible()
    fr.page.locator("#back").click()
    assert fr.page.locator("#date").inner_text() == "20 juillet 2022"
    assert status_of(fr, "iran-prepares-drones") == "denied"


def test_the_slider_stands_still_whatever_day_is_told(fr: Opened) -> None:
    slider, date = fr.page.locator("#day"), fr.page.locator("#date")
    before = slider.bounding_box()
    for day in ("1er septembre 2022", "30 septembre 2022", "1er mai 2022"):
        date.evaluate("(told, day) => { told.value = day; }", day)
        assert slider.bounding_box() == before


def test_the_words_of_the_article_and_the_diagram_follow(fr: Opened) -> None:
    fr.page.locator("#claim-iran-prepares-drones .opens").click()
    boxes = fr.page.locator("#claim-iran-prepares-drones .stage.names .box:visible")
    words = fr.page.locator("a.said", has_text="le 15 juillet")
    assert words.get_attribute("data-status") == "superseded"
    now = boxes.count()
    note = fr.page.locator("#claim-iran-prepares-drones .stage.names .box.claim .note")
    assert note.text_content() == "démenti (partie)"
    fr.day(0)
    assert note.text_content() == "non confirmé"
    assert words.get_attribute("data-status") == ""
    assert 0 < boxes.count() < now
    fr.day(10)
    assert boxes.count() > now


def test_a_diagram_that_was_closed_when_the_day_changed_is_fitted_when_opened(june: Opened) -> None:
    opener = june.page.locator("#claim-visit-june-8 .opens")
    opener.click()
    june.day(10)
    opener.click()
    assert june.eval(VIEW)[2] > 400


def test_a_broken_fragment_breaks_nothing(opened: Open, seed: dict[str, Path]) -> None:
    shown = opened(seed["fr"], **DESK)
    shown.eval("location.hash = '%E0%A4%A'")
    assert shown.said == []


def test_the_slider_works_with_the_keyboard(fr: Opened) -> None:
    fr.page.locator("#day").focus()
    fr.page.keyboard.press("ArrowRight")
    expect(fr.page.locator("#date")).to_have_text("29 juillet 2022")
    assert fr.page.locator("#day").get_attribute("aria-valuetext") == "29 juillet 2022"


def test_the_timeline_tells_a_denial_by_the_day_it_was_said(fr: Opened) -> None:
    days = near(fr, "time").page.locator(".days > li", has=fr.page.locator("h3", has_text="15 juillet 2022"))
    told = days.first.inner_text()
    assert "Hossein Amir-Abdollahian dément" in told
    assert "lu dans Xinhua (16 juillet 2022)" in told


# --- sources, findings, signature ----------------------------------------------------------------------------------


def test_a_source_has_its_record(fr: Opened) -> None:
    profile = near(fr, "sources").page.locator(".profile", has=fr.page.locator("summary b", has_text="Jake Sullivan"))
    said = profile.locator(".record").first.inner_text()
    assert "parle de 7 affirmations" in said
    assert "partie prenante" in said
    profile.locator("summary").click()
    # The list is made when it is opened.
    profile.locator(".heard li").first.wait_for(state="visible")
    assert profile.locator(".heard li:visible").count() > 5


def test_a_house_is_drawn_with_the_reason_of_each_union(fr: Opened) -> None:
    trees = near(fr, "sources").page.locator(".tree", has=fr.page.locator("> li > bdi", has_text="exécutif russe"))
    trees.wait_for(state="visible")
    house = trees.inner_text()
    assert "entreprise unitaire d'État du gouvernement russe" in house


def test_notes_and_folded_findings_wait_to_be_asked_for(fr: Opened) -> None:
    near(fr, "findings")
    fr.eval("document.querySelectorAll('#findings .cause').forEach(cause => cause.open = true)")
    shown = fr.page.locator("#findings .found > li:visible")
    few = shown.count()
    fr.page.locator("[data-do=notes]").check()
    more = shown.count()
    fr.page.locator("[data-do=folded]").check()
    assert 0 < few < more < shown.count()


def test_very_many_faults_leave_the_first_page_to_the_rest(
    audited: Callable[..., DossierAudit], tmp_path: Path, opened: Open
) -> None:
    """Nine names that nothing bears: six are told, three open; on paper all stand."""
    said = "".join(f"  - {{chain: Voice {n}, in: a, says: {{c: {{text: shut}}}}}}\n" for n in range(9))
    audit = audited(
        "language: en\nsources: {m: {name: The mayor, kind: person}}\ndocuments: {a: {publisher: Post}}\n"
        f"claims: {{c: The bridge is shut.}}\nstatements:\n{said}"
    )
    (tmp_path / "page.html").write_text(page_of(audit), "utf-8")
    shown = opened(tmp_path / "page.html", **DESK)
    faults = shown.page.locator(".faults .findings > li:visible")
    assert faults.count() == 6
    more = shown.page.locator(".faults summary")
    assert more.inner_text() == "3 more"
    more.click()
    assert faults.count() == 9
    more.click()
    shown.page.emulate_media(media="print")
    shown.eval("dispatchEvent(new Event('beforeprint'))")
    assert faults.count() == 9


def test_what_is_counted_of_a_cause_is_there(fr: Opened) -> None:
    """On a screen no cause opens to nothing; on paper, where nothing can be asked for, all that is counted stands."""
    near(fr, "findings")
    fr.eval("document.querySelectorAll('#findings .cause').forEach(cause => cause.open = true)")
    causes = fr.page.locator("#findings .cause:visible")
    assert 0 < causes.count() < fr.page.locator("#findings .cause:not([hidden])").count()
    for number in range(causes.count()):
        assert causes.nth(number).locator(".found > li:visible").count() > 0
    fr.page.locator("[data-do=print-annexes]").check()
    fr.page.emulate_media(media="print")
    causes = fr.page.locator("#findings .cause:not([hidden])")
    for number in range(causes.count()):
        said = causes.nth(number).locator("summary small:not([hidden])").inner_text()
        assert causes.nth(number).locator(".found > li:visible").count() == int(said)


def test_no_claim_has_a_heading_over_nothing(fr: Opened) -> None:
    assert (
        fr.eval("""() => [...document.querySelectorAll('.claims tbody:not([hidden]) .findings')].filter(list =>
        !list.previousElementSibling.hidden && ![...list.children].some(item => !item.hidden)).length""")
        == 0
    )


def test_a_date_beside_a_name_that_is_written_from_the_right_stays_whole(
    audited: Callable[..., DossierAudit], tmp_path: Path, opened: Open
) -> None:
    audit = audited(
        "language: fr\ndocuments: {a: {publisher: הארץ, published: 2020-06-03}}\nclaims: {c: Le pont est fermé.}\n"
        "statements: [{chain: Ann Hill, in: a, says: {c: {text: fermé}}}]\n"
    )
    (tmp_path / "page.html").write_text(page_of(audit), "utf-8")
    shown = opened(tmp_path / "page.html", "#claim-c", **DESK)
    name = shown.page.locator("#claim-c .who bdi", has_text="3 juin 2020")
    name.wait_for()
    # From left to right: the name, the day, the month, the year.
    places = name.evaluate("""(element) => {
        const node = element.firstChild, at = (word) => {
            const range = document.createRange(), start = node.data.indexOf(word);
            range.setStart(node, start); range.setEnd(node, start + word.length);
            return range.getBoundingClientRect().left;
        };
        return ["הארץ", "3", "juin", "2020"].map(at);
    }""")
    assert places == sorted(places)
    assert len(set(places)) == 4


def test_a_proof_is_shown_on_the_diagram(fr: Opened) -> None:
    near(fr, "findings").page.locator("#findings summary", has_text="Une version antérieure").click()
    finding = fr.page.locator("#findings .cause[open] .found > li").first
    finding.locator(".show").click()
    figure = fr.page.locator("#claim-second-visit-july-15 .diagram")
    assert figure.locator(".stage.names .lighting").count() == 1
    assert figure.locator(".box.lit", has_text="première version").count() == 1


def test_the_signature_names_every_input_with_its_hash(fr: Opened) -> None:
    import hashlib

    from tests.conftest import ROOT

    made = near(fr, "sign").page.locator(".made").inner_text()
    for name in ("tehran-2022-07.claims.yaml", "article.txt"):
        assert hashlib.sha256((ROOT / "seeds/tehran-2022-07" / name).read_bytes()).hexdigest() in made


# --- for everybody -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("language", "how"), [("fr", DESK), ("fr", DARK), ("en", PHONE)], ids=["light", "dark", "phone"]
)
def test_axe_finds_nothing(opened: Open, seed: dict[str, Path], language: str, how: dict[str, object]) -> None:
    shown = opened(seed[language], **how)
    shown.page.locator("#claim-visit-june-8 .opens").click()
    shown.page.locator("#claim-second-visit-july-15 .opens").click()
    shown.page.locator("a.said", has_text="rien d'officiel").focus()
    shown.eval("document.querySelectorAll('.annex').forEach(annex => annex.open = true)")
    shown.page.locator("[data-do=notes]").check()
    result = Axe().run(
        shown.page, options={"runOnly": ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"]}
    )
    assert result.violations_count == 0, result.generate_report()
    assert shown.said == []
    assert shown.eval("document.documentElement.scrollWidth") <= shown.eval("innerWidth")


def test_the_keyboard_reaches_everything(fr: Opened) -> None:
    fr.eval("document.activeElement.blur()")
    reached: list[str] = []
    for _ in range(400):
        fr.page.keyboard.press("Tab")
        if fr.eval("document.activeElement === document.body"):
            break
        seen = "(e => e.matches('.opens, .said, summary, a, button, input, select, [tabindex]') && e.getClientRects().length > 0)"
        assert fr.eval(f"{seen}(document.activeElement)"), fr.eval("document.activeElement.outerHTML.slice(0, 200)")
        reached.append(
            fr.eval(
                "(e => e.id || e.dataset.do || e.dataset.filter || e.closest('details')?.id || e.className)(document.activeElement)"
            )
        )
    for wanted in ("day", "copy", "said", "status", "opens", "print-annexes", "chains", "time", "sources", "findings"):
        assert any(wanted in name for name in reached), (wanted, reached)
    # What is reached is in the order of the page.
    assert (
        reached.index("copy") < next(i for i, name in enumerate(reached) if "opens" in name) < reached.index("sources")
    )


def test_everything_is_there_without_scripts(opened: Open, seed: dict[str, Path]) -> None:
    shown = opened(seed["fr"], **DESK, java_script_enabled=False)
    assert shown.page.locator("#claim-visit-june-8 .because:visible").count() == 1
    assert shown.page.locator("#claim-visit-june-8 svg.drawing:visible").count() == 1
    assert not shown.page.locator(".clock").is_visible()
    assert not shown.page.locator(".filters").first.is_visible()


def test_motion_is_reduced_on_request(opened: Open, seed: dict[str, Path]) -> None:
    shown = opened(seed["fr"], **DESK, reduced_motion="reduce")
    assert shown.eval("getComputedStyle(document.documentElement).scrollBehavior") == "auto"


def printed_pages(shown: Opened) -> int:
    document = shown.page.pdf(format="A4", print_background=True)
    assert document.startswith(b"%PDF-")
    return len(re.findall(rb"/Type\s*/Page[^s]", document))


def test_it_prints_an_edition_to_sign(fr: Opened) -> None:
    fr.page.emulate_media(media="print")
    assert printed_pages(fr) <= 6
    assert fr.page.locator("table.claims tbody:not([hidden]) .row:visible").count() == 35
    assert fr.page.locator("table.claims .more:visible").count() == 0
    assert not fr.page.locator(".top-bar").is_visible()
    assert not fr.page.locator(".tools").first.is_visible()
    assert fr.page.locator(".signers").is_visible()
    assert not fr.page.locator("#sources").is_visible()


def test_annexes_are_printed_on_request(fr: Opened) -> None:
    short = printed_pages(fr)
    fr.page.locator("[data-do=print-annexes]").check()
    fr.page.emulate_media(media="print")
    fr.eval("dispatchEvent(new Event('beforeprint'))")
    assert fr.page.locator("#sources .tree").first.is_visible()
    assert fr.page.locator("table.claims tbody:not([hidden]) .more:visible").count() == 35
    fr.eval("dispatchEvent(new Event('afterprint'))")
    fr.page.emulate_media(media="screen")
    assert fr.page.locator("table.claims .more:visible").count() == 0
    assert printed_pages(fr) > 2 * short


# --- the address ---------------------------------------------------------------------------------------------------


def test_the_address_keeps_the_day_and_the_filters(fr: Opened, opened: Open, seed: dict[str, Path]) -> None:
    fr.day(2)
    fr.page.select_option("[data-filter=status]", "denied")
    again = opened(seed["fr"], fragment=fr.eval("location.hash"), **DESK)
    assert again.page.locator("#date").inner_text() == fr.page.locator("#date").inner_text() == "13 juillet 2022"
    assert again.page.locator("[data-filter=status]").input_value() == "denied"
    shown = "table.claims tbody:not([hidden]):not(.left-out)"
    assert again.page.locator(shown).count() == fr.page.locator(shown).count() > 0


def test_a_link_to_what_is_not_known_yet_says_so_and_goes_to_the_day(opened: Open, seed: dict[str, Path]) -> None:
    shown = opened(seed["fr"], fragment="#claim-drones-delivered-august", **DESK)
    told = shown.page.locator("#not-yet")
    assert "20 juillet 2022" in told.inner_text()
    told.locator("button", has_text="30 août 2022").click()
    assert shown.page.locator("#claim-drones-delivered-august").is_visible()
    assert not told.is_visible()


def test_back_undoes_a_link(fr: Opened) -> None:
    fr.page.locator("a.said", has_text="le 15 juillet").click()
    assert "claim-second-visit-july-15" in fr.eval("location.hash")
    fr.page.go_back()
    assert "claim-second-visit-july-15" not in fr.eval("location.hash")


def test_what_an_author_is_given_is_copied(fr: Opened) -> None:
    fr.page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    fr.page.locator("#brief .brief .copying button").click()
    fr.page.wait_for_timeout(100)
    text = fr.eval("navigator.clipboard.readText()").replace("\u00a0", " ")
    assert text.startswith("Poutine à Téhéran et les drones iraniens\nNe pas publier : 4 corrections")
    assert "2. « le 15 juillet »" in text
    assert "\n\n3. " in text


_UPRIGHT = """claim => {
  const stage = document.querySelector(`#${claim} .stage.names`), svg = stage.querySelector("svg");
  const seen = (kind) => [...svg.querySelectorAll(kind)].filter((e) => !e.classList.contains("absent"));
  const rects = seen(".box").map((box) => box.firstElementChild.getBoundingClientRect());
  const inside = (p, r) => p.x > r.left + 1 && p.x < r.right - 1 && p.y > r.top + 1 && p.y < r.bottom - 1;
  const crossed = seen(".arrow").filter((arrow) => {
    const path = arrow.querySelector("path"), matrix = path.getScreenCTM(), length = path.getTotalLength();
    const points = Array.from({length: 101}, (_, i) => path.getPointAtLength((length * i) / 100).matrixTransform(matrix));
    const met = rects.filter((r) => points.some((p) => inside(p, r)));
    return met.length > 0;
  });
  const whole = stage.getBoundingClientRect();
  return {
    boxes: rects.length,
    wide: Math.max(...rects.map((r) => r.right)) - Math.min(...rects.map((r) => r.left)),
    outside: rects.filter((r) => r.left < whole.left || r.right > whole.right).length,
    crossed: crossed.length,
    scale: svg.getScreenCTM().a,
  };
}"""


def test_on_a_phone_a_drawing_stands_is_read_without_moving_and_no_arrow_crosses_a_box(
    opened: Open, seed: dict[str, Path]
) -> None:
    shown = opened(seed["fr"], "#claim-second-visit-july-15", **PHONE)
    found = shown.page.evaluate(_UPRIGHT, "claim-second-visit-july-15")
    assert (found["boxes"], found["outside"], found["crossed"]) == (9, 0, 0)
    assert found["scale"] > 0.95
    shown.page.set_viewport_size({"width": 1280, "height": 900})
    # The page hears of its new width a moment later; a drawing that stays narrow ends this in a time-out.
    wider = f"wanted => ({_UPRIGHT})('claim-second-visit-july-15').wide > wanted"
    shown.page.wait_for_function(wider, arg=2 * found["wide"])
    assert shown.page.evaluate(_UPRIGHT, "claim-second-visit-july-15")["crossed"] == 0


LONG = "Direction générale de la concurrence, de la consommation et de la répression des fraudes"
HOUSE = f"""
language: fr
sources: {{g: {{name: "{LONG}"}}, m: {{name: Anne Roux, kind: person, part_of: g}}, n: {{name: Yves Le Goff, kind: person, part_of: g}}}}
documents: {{a: {{publisher: Le Monde}}, b: {{publisher: La Croix}}}}
claims: {{c: Le lot est rappelé.}}
statements: [{{chain: m, in: a, says: {{c: w}}}}, {{chain: n, in: b, says: {{c: w}}}}]
"""


@pytest.mark.parametrize("how", [DESK, PHONE])
def test_the_name_of_a_house_stays_within_its_frame(
    opened: Open, audited: Callable[..., DossierAudit], tmp_path: Path, how: dict[str, object]
) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of(audited(HOUSE)), "utf-8")
    shown = opened(path, "#claim-c", **how)
    house = shown.page.locator("#claim-c .organisation")
    text = house.locator("text")
    assert re.fullmatch("Direction générale.*…", text.text_content() or "")
    frame, said = house.locator("rect").bounding_box(), text.bounding_box()
    assert frame is not None
    assert said is not None
    assert frame["x"] < said["x"]
    assert said["x"] + said["width"] < frame["x"] + frame["width"]


def test_no_filter_is_blamed_where_nobody_has_spoken_yet(
    opened: Open, audited: Callable[..., DossierAudit], tmp_path: Path
) -> None:
    path = tmp_path / "page.html"
    path.write_text(page_of(audited("language: fr\nclaims: {c: Le pont rouvrira.}\n")), "utf-8")
    shown = opened(path, **DESK)
    assert not shown.page.locator("#none-fits").is_visible()
    assert "par statut" not in shown.page.locator("#brief").inner_text()
