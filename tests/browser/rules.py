"""The rules of accessibility, as axe knows them: those that hold in any theme, and those of color."""

from axe_playwright_python.sync_playwright import Axe

COLORS = ["color-contrast", "link-in-text-block"]
PLAIN = {"resultTypes": ["violations"], "preload": False}
# A page of code has thousands of words in color, and axe takes 3 ms for each. All that its rules see of one is its
# color, size and weight, and what it stands on: of words alike in these, one is looked at and the others are put away.
ONE_OF_EACH = """() => {
  const seen = new Set(), more = [];
  for (const word of document.querySelectorAll(".highlight span:not(:has(*))")) {
    if (!word.checkVisibility({opacityProperty: true, visibilityProperty: true}) || !word.innerText.trim()) continue;
    const {color, fontSize, fontWeight} = getComputedStyle(word), looks = [color, fontSize, fontWeight];
    for (let under = word; under; under = under.parentElement) {
      const {backgroundColor, backgroundImage, opacity} = getComputedStyle(under);
      looks.push(backgroundColor, backgroundImage, opacity);
    }
    if (seen.has(looks.join())) more.push(word); else seen.add(looks.join());
  }
  for (const word of more) word.hidden = true;
}"""
AND_BACK = "for (const word of document.querySelectorAll('.highlight span[hidden]')) word.hidden = false"


def unfold(page):
    """Open every fold of a page, and wait until it is in full color."""
    page.evaluate("for (const details of document.querySelectorAll('details')) details.open = true")
    page.wait_for_timeout(500)  # what opens fades in, and half faded it lacks contrast


def report(page, **options):
    found = Axe().run(page, options=PLAIN | options)
    return found.generate_report() if found.response["violations"] else ""


def broken_rules(page):
    """What breaks a rule of any theme, as a report; empty if nothing."""
    return report(page, rules={rule: {"enabled": False} for rule in COLORS})


def broken_colors(page):
    """What breaks a rule of color in the theme shown, as a report; empty if nothing."""
    page.evaluate(ONE_OF_EACH)
    found = report(page, runOnly=COLORS)
    page.evaluate(AND_BACK)
    return found
