"""Chips, rents, heat and tokens: figures that agree with each other, with their sources and with physics."""

import csv
import json
import math
import shutil

import pandas as pd
import pytest

from capital import data

TABLES = [
    "gpu_generations",
    "gpu_prices",
    "rack_power",
    "gpu_rental_prices",
    "gpu_break_even_rents",
    "compute_contract_rates",
    "llama3_interruptions",
    "fleet_failure_rates",
    "temperature_evidence",
    "activation_energies",
    "arrhenius_factors",
    "doubling_rules",
    "operating_temperatures",
    "chip_service_lives",
    "token_prices",
    "token_price_declines",
    "ai_company_accounts",
    "subsidy_claims",
    "ai_service_changes",
    "ai_labor_cost_claims",
]
BOLTZMANN_EV = 8.617333e-5  # CODATA 2018, eV per kelvin
HOURS = 730  # of a mean month


def series(table, **where):
    for column, value in where.items():
        table = table[table[column] == value]
    return table


def factor(energy, low, high):
    """Arrhenius acceleration from low to high degrees C."""
    return math.exp(energy / BOLTZMANN_EV * (1 / (low + 273.15) - 1 / (high + 273.15)))


# Every table


@pytest.mark.parametrize("name", TABLES)
def test_every_row_has_a_dated_source_and_says_how_far_it_carries(name):
    table = data.load(name)
    for column in ("source_title", "source_publisher", "source_date", "note", "confidence"):
        assert table[column].notna().all(), column
    assert table["note"].str.endswith((".", "?")).all()
    without = table[table["source_url"].isna()]
    assert (without["confidence"] == "unconfirmed").all()
    assert without["note"].str.contains("emembered").all()


@pytest.mark.parametrize("name", TABLES)
def test_no_row_says_the_same_twice(name):
    figures = data.load(name).drop(columns=["note", "source_title", "source_publisher", "source_date", "source_url"])
    assert not figures.duplicated().any()


@pytest.mark.parametrize("name", TABLES)
def test_low_is_not_above_high(name):
    table = data.load(name)
    lows = [column for column in table if "low" in column.split("_")]
    for low in lows:
        high = "_".join("high" if part == "low" else part for part in low.split("_"))
        both = table[[low, high]].dropna()
        assert (both[low] <= both[high]).all(), low


INEXACT = {
    "gpu_generations": "first_shipped",
    "gpu_prices": "date",
    "gpu_rental_prices": "date",
    "compute_contract_rates": "start",
    "token_prices": "date",
    "subsidy_claims": "date",
    "ai_labor_cost_claims": "date",
}


@pytest.mark.parametrize(("name", "column"), INEXACT.items())
def test_an_inexact_date_is_the_first_day_of_its_month_or_year(name, column):
    table = data.load(name)
    inexact = table.loc[table["date_precision"].isin(["month", "year"]), column]
    assert (pd.to_datetime(inexact).dt.day == 1).all()
    assert pd.to_datetime(table[column]).max() < pd.Timestamp("2026-12-01")


SPOILED = [  # table, row, column, text within the column's limits, words of the rule that refuses it
    ("gpu_generations", "H100", "first_shipped", "2022-01-01", "nothing ships before"),
    ("gpu_generations", "H100", "date_precision", "", "has a precision"),
    ("gpu_generations", "H100", "dense_fp16_tflops", "1979", "16-bit rate is half"),
    ("gpu_generations", "H100", "sparse_fp8_tflops", "1979", "8-bit rate is half"),
    ("gpu_generations", "GB300", "dense_fp4_tflops", "10000", "4-bit rate is half"),
    ("gpu_generations", "B200", "sparse_fp4_tflops", "12000", "4-bit rate is half"),
    ("gpu_generations", "V100", "power_w", "3000", "performance per watt"),
    ("gpu_prices", "V100", "chips_in_system", "16", "share is the system price"),
    ("gpu_prices", "V100", "chips_in_system", "", "neither"),
    ("gpu_prices", "H100", "price_high_usd", "20000", "at most the upper"),
    ("rack_power", "GB200 NVL72", "power_low_kw", "200", "at most the upper"),
    ("gpu_rental_prices", "compux-range-h100-2025-06-01", "high_usd_per_hour", "1", "at most the upper"),
    ("compute_contract_rates", "Anthropic", "chips", "200000", "payment over chips"),
    ("llama3_interruptions", "CPU", "printed_share_pct", "1.5", "printed share"),
    ("fleet_failure_rates", "Crusoe H200 cluster", "rate_pct_per_chip_year", "41.5", "events over chips"),
    ("fleet_failure_rates", "Meta RSC-1", "rate_pct_per_chip_year", "30", "server over its chips"),
    ("fleet_failure_rates", "Crusoe H200 cluster", "events", "", "not both"),
    ("activation_energies", "corrosion", "low_ev", "0.9", "at most the upper"),
    ("arrhenius_factors", "0.3", "to_c", "66", "ten degrees"),
    ("doubling_rules", "Rubycon", "implied_low_ev", "", "both ends"),
    ("doubling_rules", "chemistry", "valid_to_c", "30", "at least ten degrees"),
    ("operating_temperatures", "data center class A1", "low_c", "40", "at most the upper"),
    ("chip_service_lives", "Azure NC", "start_latest", "", "dates of its start"),
    ("chip_service_lives", "Azure NC", "end", "2015-12-31", "starts before it ends"),
    ("token_prices", "GPT-5", "output_usd_per_mtok", "1", "as dear as input"),
    ("token_price_declines", "stanford-gpt35", "end_usd_per_mtok", "0.08", "factor is that of the prices"),
    ("token_price_declines", "stanford-gpt35", "end_usd_per_mtok", "", "both prices"),
    ("token_price_declines", "stanford-gpt35", "end", "2021-10-01", "ends after"),
    ("ai_company_accounts", "OpenAI", "period_end", "2020-12-31", "ends after"),
    ("subsidy_claims", "alderson", "price_usd", "100", "lower multiple"),
    ("subsidy_claims", "alderson", "numerator_high_usd", "600", "upper multiple"),
    ("ai_service_changes", "GitHub Copilot", "uptime_pct", "99", "uptime is given"),
    ("ai_service_changes", "Claude Code", "end", "2026-01-01", "ends after"),
    ("ai_labor_cost_claims", "catanzaro", "value_unit", "months", "without a figure"),
]


@pytest.mark.parametrize(("name", "row", "column", "text", "words"), SPOILED)
def test_each_rule_refuses_what_breaks_it(name, row, column, text, words, tmp_path, monkeypatch, capsys):
    copy = tmp_path / "data"
    shutil.copytree(data.DATA, copy)
    package = json.loads((copy / "datapackage.json").read_text(encoding="utf-8"))
    package["resources"] = [table for table in package["resources"] if table["name"] == name]
    (copy / "datapackage.json").write_text(json.dumps(package), encoding="utf-8")
    with (copy / f"{name}.csv").open(newline="", encoding="utf-8") as file:
        heading, *rows = csv.reader(file)
    next(cells for cells in rows if cells[0] == row)[heading.index(column)] = text
    with (copy / f"{name}.csv").open("w", newline="", encoding="utf-8") as file:
        csv.writer(file, lineterminator="\n").writerows([heading, *rows])
    monkeypatch.setattr(data, "DATA", copy)
    assert data.main() == 1
    said = capsys.readouterr().out
    assert "the rule is broken" in said
    assert words in said


def test_every_rule_is_put_to_that_test():
    rules = {
        (name, check["description"]) for name in TABLES for check in data.metadata(name)["checks"] if "formula" in check
    }
    tried = {(name, rule) for name, rule in rules for table, *_, words in SPOILED if table == name and words in rule}
    untried = {rule for _, rule in rules - tried}
    assert all("is at most the upper one" in rule for rule in untried), untried


# Chips


def test_generations_follow_each_other_and_ship_after_they_are_announced():
    chips = data.load("gpu_generations")
    assert chips["announced"].is_monotonic_increasing
    assert chips["first_shipped"].dropna().is_monotonic_increasing
    assert chips["generation"].is_monotonic_increasing
    assert (chips.groupby("architecture")["generation"].nunique() == 1).all()
    assert not chips["first_shipped"].iloc[:-1].isna().any()


def test_dense_is_half_of_sparse_but_three_quarters_for_blackwell_ultra_at_four_bits():
    chips = data.load("gpu_generations").set_index("chip")
    for bits in (16, 8, 4):
        ratio = (chips[f"dense_fp{bits}_tflops"] / chips[f"sparse_fp{bits}_tflops"]).dropna()
        if bits == 4:
            assert ratio.pop("GB300") == 0.75
        assert len(ratio)
        assert (ratio == 0.5).all()


def test_halving_the_bits_doubles_the_dense_rate_from_hopper_to_blackwell():
    chips = data.load("gpu_generations").set_index("chip").loc["H100":"GB300"]
    assert (chips["dense_fp8_tflops"] == 2 * chips["dense_fp16_tflops"]).all()
    four = chips["dense_fp4_tflops"].dropna()
    assert (four / chips.loc[four.index, "dense_fp8_tflops"]).to_dict() == {"B200": 2, "GB200": 2, "GB300": 3}


def test_work_per_watt_at_sixteen_bits_rises_to_blackwell_and_falls_after():
    chips = data.load("gpu_generations").set_index("chip")
    per_watt = (chips["dense_fp16_tflops"] / chips["power_w"]).round(2).dropna()
    assert per_watt.to_dict() == {
        "V100": 0.42,
        "A100-40": 0.78,
        "A100-80": 0.78,
        "H100": 1.41,
        "H200": 1.41,
        "B200": 2.25,
        "GB200": 2.08,
        "GB300": 1.79,
        "VR200": 1.74,
    }
    assert per_watt.loc[:"B200"].is_monotonic_increasing
    assert per_watt.loc["B200":].is_monotonic_decreasing


def test_power_and_rate_of_a_chip_rise_from_generation_to_generation():
    chips = data.load("gpu_generations").dropna(subset="power_w")
    assert chips["power_w"].is_monotonic_increasing
    assert chips["dense_fp16_tflops"].is_monotonic_increasing
    assert chips["memory_bandwidth_tb_s"].is_monotonic_increasing


def test_the_rack_draws_more_than_its_chips_and_less_than_three_times_as_much():
    racks = data.load("rack_power").dropna(subset="chips")
    chips = data.load("gpu_generations").set_index("chip")["power_w"]
    ratio = racks["power_low_kw"] * 1000 / (racks["chips"].astype(float) * racks["chip"].map(chips))
    ratio = ratio.dropna()
    assert len(ratio) >= 5
    assert ratio.between(1, 3).all()


def test_a_share_of_a_server_is_its_price_over_its_chips_and_dearer_than_the_bare_chip():
    prices = data.load("gpu_prices")
    shares = prices.dropna(subset="system_low_usd")
    for end in ("low", "high"):
        share = shares[f"system_{end}_usd"] / shares["chips_in_system"].astype(float)
        assert (share - shares[f"price_{end}_usd"]).abs().max() <= 1
    for chip in ("V100", "A100-40", "VR200"):
        of = series(prices, chip=chip)
        assert series(of, basis="chip")["price_high_usd"].max() < of.loc[of["basis"] != "chip", "price_low_usd"].min()


def test_prices_of_chips_rise_with_the_generations_and_stay_in_plausible_bands():
    prices = data.load("gpu_prices")
    assert prices["price_low_usd"].between(5_000, 120_000).all()
    sold = series(prices, party="seller").set_index("chip")["price_low_usd"]
    assert sold["V100"] < sold["A100-40"] < sold["B200"]


# Rents


def test_rents_lie_in_the_band_of_their_chip():
    bands = {
        "K80 to V100": (0.1, 3),
        "V100": (0.3, 4),
        "A100-40": (0.8, 5),
        "A100-80": (0.8, 6),
        "H100": (1.2, 15),
        "H200": (2, 15),
        "B200": (3, 20),
    }
    rents = data.load("gpu_rental_prices")
    assert set(rents["chip"]) == set(bands)
    for chip, (low, high) in bands.items():
        of = series(rents, chip=chip)
        assert of["low_usd_per_hour"].between(low, high).all(), chip
        assert of["high_usd_per_hour"].dropna().between(low, high).all(), chip


def test_a_series_has_one_kind_of_price():
    rents = data.load("gpu_rental_prices")
    assert (rents.groupby("series")["kind"].nunique() == 1).all()
    assert not rents.duplicated(["series", "chip", "date"]).any()


def rent(name, chip="H100"):
    of = series(data.load("gpu_rental_prices"), series=name, chip=chip).sort_values("date")
    return of.set_index("date")["low_usd_per_hour"]


@pytest.mark.parametrize(
    ("name", "chip", "growth"),
    [
        ("SemiAnalysis, one-year contract", "H100", 1.56),
        ("Lambda, one A100 40 GB", "A100-40", 1.81),
        ("Lambda, one H100 SXM", "H100", 1.13),
        ("RunPod, secure cloud", "H100", 1.21),
        ("RunPod, secure cloud", "A100-80", 1.13),
    ],
)
def test_rents_of_old_chips_that_rose_to_2026(name, chip, growth):
    rents = rent(name, chip)
    assert rents.is_monotonic_increasing
    assert rents.iloc[-1] / rents.iloc[0] == pytest.approx(growth, abs=0.006)


@pytest.mark.parametrize(
    ("name", "chip", "growth"),
    [
        ("AWS, on demand", "H100", 0.56),
        ("AWS, on demand", "A100-40", 0.67),
        ("AIMultiple, median posted", "H100", 0.42),
        ("AIMultiple, median posted", "K80 to V100", 0.54),
        ("RunPod, community cloud", "H100", 1),
        ("RunPod, secure cloud", "B200", 1),
    ],
)
def test_rents_that_fell_or_stood_still(name, chip, growth):
    rents = rent(name, chip)
    assert rents.is_monotonic_decreasing
    assert rents.iloc[-1] / rents.iloc[0] == pytest.approx(growth, abs=0.006)


def test_one_year_contracts_rose_38_percent_from_october_to_march():
    rents = rent("SemiAnalysis, one-year contract")
    assert rents["2026-03-01"] / rents["2025-10-01"] == pytest.approx(1.38, abs=0.005)


def test_aws_prices_are_those_of_a_server_over_eight_chips():
    rents = data.load("gpu_rental_prices")
    server = {
        ("A100-40", "2020-11-01"): 32.77,
        ("A100-40", "2026-11-09"): 21.957642,
        ("A100-80", "2026-11-09"): 27.44705,
        ("H100", "2023-07-26"): 98.32,
        ("H100", "2026-11-09"): 55.04,
        ("H200", "2026-08-06"): 63.296,
    }
    for (chip, date), price in server.items():
        row = series(rents, series="AWS, on demand", chip=chip, date=pd.Timestamp(date))
        assert row["low_usd_per_hour"].item() == pytest.approx(price / 8, abs=0.006)


def test_the_lowest_contract_was_just_above_the_break_even_of_the_hardware():
    break_even = data.load("gpu_break_even_rents").set_index("threshold")["usd_per_hour"]
    assert break_even["hardware pays back"] < rent("SemiAnalysis, one-year contract").min() < 1.1 * 1.65
    assert break_even["hardware pays back"] < break_even["beats the stock market"]


def test_contract_rates_are_payments_over_chips_and_hours():
    contracts = data.load("compute_contract_rates")
    rate = contracts["payment_bn_usd_per_month"] * 1e9 / (contracts["chips"] * HOURS)
    assert rate.round(2).tolist() == contracts["usd_per_chip_hour"].tolist() == [7.78, 11.46]


# Heat


def test_the_causes_of_the_llama_3_paper_add_up():
    causes = data.load("llama3_interruptions")
    assert causes["interruptions"].sum() == 419
    gpu = series(causes, component="GPU")
    assert gpu["interruptions"].sum() == 268
    assert gpu["interruptions"].sum() / causes["interruptions"].sum() == pytest.approx(0.640, abs=0.0005)
    assert gpu["printed_share_pct"].sum() == pytest.approx(58.7)  # the paper's own sum, with its slip


def test_only_the_first_printed_share_is_a_slip():
    causes = data.load("llama3_interruptions").set_index("cause")
    gap = (causes["printed_share_pct"] - causes["interruptions"] / 4.19).abs()
    assert gap.pop("Faulty GPU") == pytest.approx(5.2, abs=0.05)
    assert gap.max() <= 0.06


def test_failure_rates_are_events_over_chips_and_days():
    fleets = data.load("fleet_failure_rates")
    counted = fleets.dropna(subset="events").astype({"events": float, "chips": float, "days": float})
    rate = 36500 * counted["events"] / counted["chips"] / counted["days"]
    assert (rate - counted["rate_pct_per_chip_year"]).abs().max() <= 0.005
    served = fleets.dropna(subset="failures_per_1000_node_days")
    rate = 36.5 * served["failures_per_1000_node_days"] / served["chips_per_node"].astype(float)
    assert (rate - served["rate_pct_per_chip_year"]).abs().max() <= 0.005


def test_llama_3_events_are_those_of_its_table_of_causes():
    causes = data.load("llama3_interruptions").set_index("cause")["interruptions"]
    events = series(data.load("fleet_failure_rates"), fleet="Llama 3 405B training").set_index("event")["events"]
    assert events["faulty GPU"] == causes["Faulty GPU"]
    assert events["faulty GPU or its HBM3"] == causes["Faulty GPU"] + causes["GPU HBM3 memory"]
    assert events["all unexpected interruptions"] == causes.sum()


def test_most_chips_outlive_six_years_even_if_every_such_interruption_killed_one():
    fleets = data.load("fleet_failure_rates").set_index("event")
    loss = fleets.loc["faulty GPU or its HBM3", "rate_pct_per_chip_year"] / 100
    assert (1 - loss) ** 3 == pytest.approx(0.75, abs=0.005)
    assert (1 - loss) ** 6 == pytest.approx(0.57, abs=0.006)


def test_rsc_1_at_16384_chips_fails_every_1_8_hours():
    """Meta, HPCA 2025: the mean time to failure it projects from 6.50 failures per 1,000 server-days."""
    rate = data.load("fleet_failure_rates").set_index("fleet").loc["Meta RSC-1", "failures_per_1000_node_days"]
    assert 24 / (16384 / 8 * rate / 1000) == pytest.approx(1.8, abs=0.05)


def test_factors_are_those_of_the_arrhenius_equation():
    table = data.load("arrhenius_factors")
    for row in table.itertuples():
        assert row.acceleration_factor == round(factor(row.activation_energy_ev, row.from_c, row.to_c), 2)


def test_ten_degrees_halve_life_only_near_0_7_ev_between_60_and_75_degrees():
    table = data.load("arrhenius_factors")
    halving = table[table["acceleration_factor"].between(1.95, 2.05)]
    assert (halving["activation_energy_ev"] == 0.7).all()
    assert halving[["from_c", "to_c"]].to_numpy().tolist() == [[60, 70], [65, 75]]


def test_a_doubling_rule_holds_at_the_energies_it_implies():
    rules = data.load("doubling_rules").dropna(subset="valid_from_c")
    assert len(rules) == 2
    for row in rules.itertuples():
        first, last = int(row.valid_from_c), int(row.valid_to_c)
        assert factor(row.implied_low_ev, first, first + 10) == pytest.approx(row.factor_per_10_c, rel=0.01)
        assert factor(row.implied_high_ev, last - 10, last) == pytest.approx(row.factor_per_10_c, rel=0.01)


def test_the_essays_rule_gives_neither_range_nor_source():
    essay = data.load("doubling_rules").set_index("rule").loc["essay"]
    assert pd.isna(essay["valid_from_c"])
    assert essay["party"] == "critic"


def test_mechanisms_differ_so_much_that_ten_degrees_can_shorten_life_or_lengthen_it():
    energies = data.load("activation_energies")
    assert factor(energies["low_ev"].min(), 65, 75) < 1
    assert factor(energies["high_ev"].max(), 65, 75) > 2.5


def test_silicon_is_hotter_than_the_air_at_the_inlet():
    degrees = data.load("operating_temperatures")
    assert series(degrees, place="silicon")["high_c"].min() > series(degrees, place="air at the inlet")["high_c"].max()
    classes = degrees[degrees["item"].str.startswith("data center")]
    assert (classes["low_c"].iloc[0] >= classes["low_c"].iloc[1:]).all()  # recommended lies within each class
    assert (classes["high_c"].iloc[0] <= classes["high_c"].iloc[1:]).all()


def test_years_of_service_are_those_between_the_dates():
    lives = data.load("chip_service_lives").dropna(subset="start_earliest")
    assert len(lives) == 3
    for years, start in (("years_low", "start_latest"), ("years_high", "start_earliest")):
        days = (lives["end"] - lives[start]).dt.days
        assert (days / 365.25 - lives[years]).abs().max() <= 0.051


def test_retired_chips_served_at_least_twice_the_anonymous_claim():
    lives = data.load("chip_service_lives")
    claim = series(lives, kind="claim")["years_high"].max()
    assert series(lives, kind="retired")["years_low"].min() >= 2 * claim


# Tokens, accounts and claims


def test_prices_of_tokens_that_the_chapter_compares():
    prices = data.load("token_prices")
    inputs = prices.set_index("model")["input_usd_per_mtok"]
    assert inputs["GPT-5.5"] == 2 * inputs["GPT-5.4"] == 4 * inputs["GPT-5"]
    assert inputs["GPT-5.5 Pro"] == 6 * inputs["GPT-5.5"]
    assert inputs["Claude Opus 4"] == 3 * inputs["Claude Opus 4.5"]
    assert inputs["Claude Opus 5.5"] < inputs["Claude Opus 5"] == inputs["Claude Opus 4.5"]
    assert prices["input_usd_per_mtok"].between(0.05, 60).all()
    assert prices["output_usd_per_mtok"].between(0.05, 200).all()
    assert (prices["output_usd_per_mtok"] >= prices["input_usd_per_mtok"]).all()


def test_open_weights_cost_about_a_tenth_of_opus_as_alderson_says():
    prices = data.load("token_prices").set_index("model")
    opus = prices.loc["Claude Opus 4.7"]
    for model in ("Qwen 3.5 397B", "Kimi K2.5"):
        for column in ("input_usd_per_mtok", "output_usd_per_mtok"):
            assert prices.loc[model, column] / opus[column] == pytest.approx(0.085, abs=0.01)


def test_claimed_falls_are_the_ratios_of_their_prices():
    falls = data.load("token_price_declines").set_index("claim_id")
    priced = falls.dropna(subset="start_usd_per_mtok")
    ratio = priced["start_usd_per_mtok"] / priced["end_usd_per_mtok"]
    assert ratio.round().to_dict() == {"a16z-mmlu-42": 1000, "stanford-gpt35": 286}
    assert (ratio / priced["factor_low"] - 1).abs().max() < 0.03


def test_a_thousandfold_in_three_years_is_tenfold_a_year():
    falls = data.load("token_price_declines").set_index("claim_id")
    whole, yearly = falls.loc["a16z-mmlu-42"], falls.loc["a16z-yearly"]
    years = (whole["end"] - whole["start"]).days / 365.25
    assert whole["factor_low"] ** (1 / years) == pytest.approx(yearly["factor_low"], rel=0.01)


def test_the_stanford_period_is_23_months_not_18():
    row = data.load("token_price_declines").set_index("claim_id").loc["stanford-gpt35"]
    assert (row["end"] - row["start"]).days / 30.44 == pytest.approx(23, abs=0.1)


def test_the_price_of_a_fixed_score_falls_while_that_of_the_frontier_rises():
    falls = data.load("token_price_declines").set_index("claim_id")
    assert falls.loc[["gundlach-same", "gundlach-frontier"], "direction"].tolist() == ["cheaper", "dearer"]
    assert (falls["direction"] == "dearer").sum() == 1


def amount(item, period):
    """Billions of dollars, OpenAI."""
    of = series(data.load("ai_company_accounts"), company="OpenAI", item=item, period=period)
    return of["value_bn_usd"].item()


@pytest.mark.parametrize("year", ["2024", "2025"])
def test_openai_revenue_less_costs_is_its_operating_loss(year):
    loss = amount("total costs", year) - amount("revenue", year)
    assert loss == pytest.approx(amount("operating loss", year), abs=0.015)


def test_openai_costs_of_2025_are_the_sum_of_their_parts():
    parts = ["cost of revenue", "research and development", "sales and marketing", "general and administrative"]
    total = sum(amount(part, "2025") for part in parts)
    assert total == pytest.approx(amount("total costs", "2025"), abs=0.025)


def test_openai_gross_margin_of_2025_and_its_dispute():
    revenue, cost = amount("revenue", "2025"), amount("cost of revenue", "2025")
    assert 1 - cost / revenue == pytest.approx(0.426, abs=0.0005)
    bills = series(data.load("ai_company_accounts"), item="inference bought from Azure")
    assert bills["value_bn_usd"].max() > cost


def test_openai_first_quarter_of_2026_has_an_adjusted_margin_of_minus_122_percent():
    revenue = amount("revenue", "2026-Q1")
    adjusted = amount("adjusted operating loss", "2026-Q1")
    assert adjusted / revenue == pytest.approx(1.22, abs=0.005)
    pay = amount("stock-based compensation", "2026-Q1")
    assert amount("operating loss", "2026-Q1") - pay == pytest.approx(adjusted, abs=0.06)


def test_the_projected_loss_of_2026_cannot_be_the_operating_loss_of_the_first_quarter_continued():
    year = series(data.load("ai_company_accounts"), item="loss, definition unclear")["value_bn_usd"].item()
    assert year < 2 * amount("operating loss", "2026-Q1")


def test_claimed_multiples_are_use_over_price():
    claims = data.load("subsidy_claims")
    for end in ("low", "high"):
        both = claims.dropna(subset=[f"numerator_{end}_usd", "price_usd"])
        assert len(both) >= 10
        gap = both[f"numerator_{end}_usd"] / both["price_usd"] - both[f"multiple_{end}"]
        assert gap.abs().max() <= 0.05


def test_the_essays_multiple_is_reached_by_heavy_users_at_list_prices_and_by_no_average():
    claims = data.load("subsidy_claims").set_index("claim_id")
    essay = claims.loc["essay"]
    assert (essay["multiple_low"], essay["multiple_high"]) == (10, 20)
    assert pd.isna(essay["numerator_low_usd"])
    averages = claims[claims["users"] == "average"]
    assert averages["multiple_high"].max() < essay["multiple_low"]
    known = claims.dropna(subset="multiple_low")
    assert known["multiple_low"].min() == 1
    assert known["multiple_low"].max() == pytest.approx(154.9)


def test_ten_times_from_list_price_to_cost_separates_cursor_from_alderson():
    claims = data.load("subsidy_claims").set_index("claim_id")
    assert claims.loc["cursor-2026", "multiple_low"] == 10 * claims.loc["alderson", "multiple_low"]


def test_claude_code_errors_lasted_47_days_from_the_first_change_to_the_last_repair():
    changes = series(data.load("ai_service_changes"), kind="quality")
    assert (changes["end"].max() - changes["start"].min()).days == 47


def test_a_change_of_service_is_dated_before_it_was_read_of_and_no_uptime_is_a_typing_error():
    changes = data.load("ai_service_changes")
    assert (changes.start <= changes.end.fillna(changes.start)).all()
    assert changes.start.dt.year.eq(2026).all()
    assert changes.uptime_pct.dropna().between(95, 100).all()


def test_claims_of_cost_are_within_what_their_unit_can_be():
    claims = data.load("ai_labor_cost_claims")
    most = {"months": 12, "U.S. dollars an engineer and month": 5_000, "% of wages": 100}
    stated = claims[claims.value_unit != "none"]
    assert (stated.value_high <= stated.value_unit.map(most)).all()
    assert (stated.value_low > 0).all()


def test_ubers_bill_per_engineer_is_below_a_wage():
    claims = data.load("ai_labor_cost_claims").set_index("claim_id")
    assert claims.loc["uber-engineer", "value_high"] * 12 == 24_000
    assert claims.loc["microsoft-engineer", "confidence"] == "unconfirmed"
