"""Looking at a page as somebody who cannot see it well would: axe-core, both schemes, narrow screens."""
from functools import cache
from pathlib import Path

AXE = Path(__file__).parent / "axe" / "axe.min.js"
RULES = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa"]
#: All that another colour scheme can change.
CONTRAST = {"runOnly": {"type": "rule", "values": ["color-contrast"]}}
#: WCAG 2.2, 1.4.10: content reflows at this width.
NARROWEST = 320


def bring_along(page) -> None:
    """Every document of this page comes with the inspector: handed over once, not again for each."""
    if not getattr(page, "is_inspected", False):
        page.add_init_script(source())
        page.is_inspected = True


@cache
def source() -> str:
    return AXE.read_text()


def findings(page, schemes=("light", "dark"), within=None) -> list[str]:
    """What keeps people out of the page as it stands: in these colour schemes, under its policy, on a narrow screen.

    ``within`` is a place in it that has just opened: the rest of the page was looked at before.
    """
    size = page.viewport_size
    if not page.evaluate("() => Boolean(window.axe)"):
        page.evaluate(source())
    first, *others = schemes
    page.emulate_media(color_scheme=first)
    page.evaluate(PAINTED)
    found = _run(page, {"runOnly": RULES}, within)
    for scheme in others:
        page.emulate_media(color_scheme=scheme)
        page.evaluate(PAINTED)
        found += [f"{scheme}: {each}" for each in _run(page, CONTRAST, within)]
    found += page.evaluate(TOO_SMALL)
    page.set_viewport_size({**size, "width": NARROWEST})
    page.evaluate(PAINTED)
    wide = page.evaluate("document.documentElement.scrollWidth")
    if wide > NARROWEST:
        found.append(f"{wide} px wide on a screen of {NARROWEST}: {page.evaluate(WIDEST)}")
    page.set_viewport_size(size)
    return found


#: Once the page is painted anew, and no colour is still on its way; what never ends is not waited for.
PAINTED = """async () => {
  const frames = () => new Promise(done => requestAnimationFrame(() => requestAnimationFrame(done)))
  const ends = each => each.effect?.getComputedTiming().endTime !== Infinity
  for (let moving; moving !== 0;) {
    await frames()
    const running = document.getAnimations().filter(each => ends(each) && each.playState === "running")
    await Promise.all(running.map(each => each.finished.catch(() => null)))
    moving = running.length
  }
}"""
#: What a thumb has to meet is 44 px high, or stands in a label or row that is. Links in a sentence may be smaller, and so may
#: pictures until they are there, and pins, which stand where they stand.
TOO_SMALL = """() => !matchMedia("(pointer: coarse)").matches ? [] :
  [...document.querySelectorAll("button, summary, select, textarea, input:not([type=hidden]), a")].filter(each => {
    const { height, width } = (each.closest("label") ?? each).getBoundingClientRect()
    return each.checkVisibility({ visibilityProperty: true, opacityProperty: true }) && height < 43.5 && width > 1
      && getComputedStyle(each).display !== "inline"
      && !each.closest(".row-title, .card-title, .file-name, .message-when, .message-body, .prose, .deliberate-decoy")
      && !each.matches(".file-picture, .thing-picture, [href*='/pins/']")
  }).slice(0, 3).map(each => `too small for a thumb: ${each.outerHTML.slice(0, 120)}`)"""
WIDEST = """() => [...document.querySelectorAll("body *")].filter(each => each.getBoundingClientRect().right > 320.5)
  .slice(0, 3).map(each => each.outerHTML.slice(0, 90)).join(" | ")"""


def _run(page, options: dict, within=None) -> list[str]:
    # How to find an element again is not asked for, nor its stylesheets: both cost more than most rules.
    told = page.evaluate("""([options, place]) => axe.run(place ?? document, {
      resultTypes: ["violations"], selectors: false, preload: { assets: ["media"] }, ...options }).then(({ violations }) =>
      violations.filter(each => ["serious", "critical"].includes(each.impact)).flatMap(each =>
        each.nodes.slice(0, 3).map(node => `${each.id}: ${node.html.slice(0, 160)} ${node.any[0]?.message ?? ""}`)))""",
                         [options, within and within.element_handle()])
    return list(told)
