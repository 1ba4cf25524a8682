"""Every figure of every chapter: the browser's runtime computes what NumPy computes, at any setting."""

import html
import json
import re
from urllib.parse import unquote

import numpy as np
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from chapters import FIGURED, explorers_of
from explorable.controls import Choice, Slider
from explorable.figure import TOLERANCE
from explorable.frame import difference
from explorable.trace import run_vega


def setting(controls, draw_between_steps):
    """A strategy for one setting of the controls, anywhere on the sliders or on their steps."""
    return st.fixed_dictionaries(
        {
            key: st.floats(c.low, c.high) if draw_between_steps and isinstance(c, Slider) else st.sampled_from(c.states)
            for key, c in controls.items()
        }
    )


def test_every_link_to_a_setting_asks_for_what_its_figure_can_show(figured):
    explorers = explorers_of(figured)
    words = "".join("".join(cell["source"]) for cell in json.loads(figured.read_text("utf-8"))["cells"])
    for link in re.findall(r'href="#([^"]*=[^"]*)"', words):
        for each in html.unescape(link).split("&"):
            name, key, value = re.fullmatch(r"([^.=]+)\.([^.=]+)=(.*)", each).groups()
            control, value = explorers[name].controls[key], unquote(value)
            if isinstance(control, Slider):
                assert control.low <= float(value) <= control.high, link
            else:
                assert value in (control.options if isinstance(control, Choice) else ("on", "off")), link


def frames_of(chapter, sampled):
    return [
        frame for explorer in explorers_of(chapter).values() for frame in explorer.frames if frame.sampled == sampled
    ]


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_traced_figures_agree_with_numpy_over_their_whole_range(figured, data):
    for explorer in explorers_of(figured).values():
        for frame in explorer.frames:
            if not frame.sampled:
                drawn = data.draw(st.lists(setting(explorer.controls, True), min_size=1, max_size=8), label=frame.name)
                worst, where = frame.disagreement(drawn)
                assert worst <= TOLERANCE, f"{explorer.name}: {where}"


@settings(max_examples=8, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.data())
def test_sampled_figures_hold_the_state_they_show(figured, data):
    for frame in frames_of(figured, sampled=True):
        values = data.draw(setting(frame.controls, False), label=frame.name)
        scope = [{"name": name, "value": value} for name, value in values.items()] + frame.signals
        columns = [column for column in frame.columns if column not in frame.base]
        (shown,) = run_vega(frame.vega_data(), columns, [scope])
        exact = frame.compute(values)
        for column, packed in zip(columns, shown, strict=True):
            assert difference(packed, exact[column]) < 1e-5, f"{column} at {values}"


def test_each_chapter_has_its_explorers(chapter):
    explorers = explorers_of(chapter)
    assert len([explorer for explorer in explorers.values() if explorer.controls]) >= 2


def test_each_caption_is_a_sentence_at_every_end(figured):
    from explorable.figure import end_settings

    for explorer in explorers_of(figured).values():
        for values in end_settings(explorer.controls, most=4):
            sentence = explorer.sentence(**values)
            assert sentence.endswith((".", ")")), sentence
            assert "nan" not in sentence.lower().split(), sentence


def test_no_two_figures_of_a_chapter_share_a_name(figured):
    names = [name for name in explorers_of(figured)]
    source = figured.read_text("utf-8")
    assert all(source.count(f'<figure class=\\"explorer\\" id=\\"{name}\\"') == 1 for name in names)
    if not names:
        pytest.fail("no figure at all")


def test_the_front_page_has_marx_at_one_end_and_okishio_at_the_other():
    """Where nothing else gets cheaper all firms lose by it; where all does, at the old real wage, none ever loses."""
    race = explorers_of(next(notebook for notebook in FIGURED if notebook.stem == "index"))["race"]
    for replaced in race.controls["replaced"].states:
        alone, after = race.frame(replaced=replaced, cheaper=0).leaders.iloc[[0, -1]]
        assert after < 1 / 3 < alone
        okishio = race.frame(replaced=replaced, cheaper=1)
        np.testing.assert_allclose(okishio.leaders, alone)
        np.testing.assert_allclose(okishio.others, 1 / 3)
        border = race.frame(replaced=replaced, cheaper=0).border[0]
        end = race.frame(replaced=replaced, cheaper=border).leaders.iloc[-1]
        assert end == pytest.approx(1 / 3)


# The right answer of each question, in the numbers of its figure: first two letters of the page, name of the figure.
BORNE_OUT = {
    "in race": lambda e: e.frame().leaders.iloc[-1] < 1 / 3,
    "01 pair": lambda e: 0.5 < e.frame(coat_dead=1.5).ladders.iloc[-1] / e.frame().ladders.iloc[-1] < 1,
    "01 dollar": lambda e: e.frame("dollar").set_index("industry").minutes.idxmax() == "Restaurants, hotels",
    "01 where": lambda e: e.frame().elsewhere[0] > e.frame(product="meals").elsewhere[0],
    "01 cloud": lambda e: all(
        abs(e.frame("verdict", shuffle=k).r2[0] - e.frame("verdict").r2[0]) < 0.1 for k in (1, 7, 20)
    ),
    "01 wants": lambda e: (
        e.frame().ratio[0] > 2.1 and abs(e.frame().ratio.iloc[-1] - 2) < 1e-9 and e.frame(limit=30).ratio.iloc[-1] > 2.1
    ),
    "01 chance": lambda e: 0.28 < e.frame("real").as_good[0] < 1 / 3,
    "02 producers": lambda e: 0.2 < 1 - e.frame("now").level[0] / 10 < 0.25,
    "02 day": lambda e: e.frame("day", adopters=0.49).credited[49] < 8,
    "02 unsold": lambda e: 1 < e.frame().realized[0] < 2,
    "02 studies": lambda e: all(say in e.sentence(work="coding") for say in ("from 0.44", "to 1.19")),
    "02 adoption": lambda e: e.frame("at_share").low_now[0] < 1 < e.frame("at_share").high_now[0],
    "02 weight": lambda e: (e.frame("scales").wages_say[0], e.frame("scales").training_says[0]) == ("slow", "fast"),
    "03 day": lambda e: e.frame(output=2).unpaid[0] == pytest.approx(9),
    "03 split": lambda e: e.frame().rate.iloc[-1] > 2 and e.frame(pay=1).rate.iloc[-1] == pytest.approx(1),
    "03 week": lambda e: 16.5 < e.frame("chosen").hours[0] < 17.5,
    "03 record": lambda e: (
        abs(e.frame("that_year", year=2024).surplus[0] - e.frame("that_year", year=1950).surplus[0]) < 0.1
    ),
    "03 hours": lambda e: e.frame()["head"].iloc[-1] > 1 > e.frame()["worker"].iloc[-1],
    "04 race": lambda e: e.frame().buyers.iloc[-1] > 20 * e.frame().leader.iloc[-1] > 0,
    "04 band": lambda e: e.frame().extra.iloc[0] == pytest.approx(e.frame().extra.iloc[24]),
    "04 fall": lambda e: 400 < e.frame("pace").times[0] < 450,
    "04 moat": lambda e: e.frame("ends_of").now[0] < 0.35 and e.frame("ends_of", firm="Nvidia").now[0] > 0.7,
    "05 day": lambda e: abs(e.frame("day", hours=9).needed[0] - 4 / 3) < 1e-9,
    "05 studies": lambda e: "for (" not in e.sentence(weakest="administrative register"),
    "05 minding": lambda e: 4.5 < e.frame("turning").most[0] < 5.5,
    "05 shorter": lambda e: e.frame("now").made_same[0] > e.frame("now").made_old[0],
    "06 bench": lambda e: e.frame().check[0] > 2 * (e.frame(times=10).tokens[0] - e.frame().tokens[0]),
    "06 ruler": lambda e: e.frame("ruler").set_index("case").says["Marx's 150 men"] == "saves labor only",
    "06 frontier": lambda e: (
        e.frame("cheapest", until=22).least_cost[0] < 0.005 < 0.8 < e.frame("cheapest").least_cost[0]
    ),
    "07 scales": lambda e: e.frame().ai[4:8].sum() / e.frame()["all"][4:8].sum() < 0.011,
    "07 dots": lambda e: e.frame(capital=3, composition=4).jobs[0] == pytest.approx(1.2),
    "07 cycle": lambda e: e.frame("rest", productivity=0.03).wages[0] < e.frame("rest").wages[0] - 0.05,
    "07 taken": lambda e: -0.125 < e.frame().change[0] < -0.115,
    "08 clocks": lambda e: e.frame().book[18] > e.frame().market[18] and e.frame().age[18] == 3,
    "08 restated": lambda e: -0.06 < e.frame().worst[4] < e.frame().best[4] < -0.04,
    "08 rents": lambda e: abs(e.frame("tested_rent").change[0]) < e.frame("tested_rent").limit[0],
    "08 bind": lambda e: "both scrap" in e.frame().verdict[0],
    "09 lag": lambda e: e.frame().year[e.frame().price.idxmax()] == 5 and e.frame().coming[20] > 1,
    "09 funnel": lambda e: e.frame().reached[0] == 13,
    "09 share": lambda e: 0.22 < e.frame("own_share", imported=0.75).share[0] < 0.24,
    "09 booms": lambda e: e.frame().share.iloc[-1] > 0.048 > 0.0447 > e.frame().share[e.frame().date < 2006].max(),
    "09 gigawatt": lambda e: 0.19 < e.frame().left.iloc[-1] < 0.2,
    "10 dollar": lambda e: 1.45 < e.frame().booked.iloc[-1] < 1.55,
    "10 map": lambda e: (
        e.frame("on_the_map").query("source == 'Nvidia' and target == 'OpenAI'").shown.sum() == 30
        and e.frame("on_the_map", what="announced ceiling", day="end of 2025")
        .query("source == 'Nvidia' and target == 'OpenAI'")
        .shown.sum()
        == 100
    ),
    "10 fall": lambda e: list(e.frame().state[:3]) == ["cannot pay", "pays", "pays"],
    "10 stakes": lambda e: 4.5 < e.frame().quarters.max() < 6,
    "11 drift": lambda e: e.frame("hour").rate.iloc[-1] < e.frame("hour").rate[0],
    "11 causes": lambda e: all(
        e.frame(cheapening=0, cause=cause, strength=1).society.iloc[-1] < e.frame(cheapening=0.03).society.iloc[-1]
        and e.frame(cheapening=0.03).society.iloc[-1] == pytest.approx(1 / 3)
        for cause in ("2 · wages below value", "5 · trade")
    ),
    "11 windows": lambda e: 0.08 < e.frame("counts").rises[0] < 0.12,
    "11 us-rate": lambda e: (
        set(e.frame("trend")[["verdict_current", "verdict_historical"]].to_numpy().flat) == {"falls"}
    ),
    "11 payroll": lambda e: e.frame().rate.iloc[-1] < e.frame().before[0],
    "11 technique": lambda e: all(
        point.at_wage >= 2 / 3 - 1e-3
        for inputs in e.controls["inputs"].states
        for labor in e.controls["labor"].states
        for point in e.frame("points", inputs=inputs, labor=labor).itertuples()
        if point.choice == "firms choose it"
    ),
    "12 sphere": lambda e: e.frame().got[2] == pytest.approx(14) and e.frame().made[2] == 0,
    "12 upstream": lambda e: 0.25 < e.frame(replaced=0).set_index("industry").left["Oil refining"] < 0.27,
    "12 worlds": lambda e: e.frame().stays.iloc[-1] > e.frame().stays[0] and e.frame(old=True).stays.iloc[-1] < 0.01,
    "12 machines": lambda e: e.frame().rate.iloc[-1] > e.frame().rate[0] > 0 and e.frame().worth.iloc[-1] == 0,
    "13 shared": lambda e: 0.08 < e.frame().taken[0] < 0.1 < 0.2 < e.frame(country="France").taken[0],
    "13 week": lambda e: 15 < e.frame().won[0] < 16.5,
    "13 delay": lambda e: 185 < e.frame().monthly[0] < 195 and e.frame(vouched=True).missing.max() == 0,
}


def test_the_answer_to_each_question_is_borne_out_by_its_figure(figured):
    for name, explorer in explorers_of(figured).items():
        if explorer.predict:
            assert BORNE_OUT[f"{figured.stem[:2]} {name}"](explorer), explorer.predict
