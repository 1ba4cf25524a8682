"""Who owes whom: balance sheets, single debts, yearly dues, customers, revenue from outside, vendor finance."""

import csv
import functools
import io

import pytest

from capital import data

SHEETS, DEBTS, DUES = "ai_balance_sheets", "ai_debts", "yearly_dues"
CUSTOMERS, OUTSIDE, VENDORS = "customer_concentration", "revenue_outside_circle", "vendor_finance"
PROJECTS = "data_center_financing"

load = functools.cache(data.load)


def item(party, name, day):
    table = load(SHEETS)
    row = table[(table["party_id"] == party) & (table["item"] == name) & (table["end"] == day)]
    assert len(row) == 1
    return row["value_low_bn"].item()


def project(name, measure):
    table = load(PROJECTS)
    return table[(table["project"] == name) & (table["measure"] == measure)]["value_high"].item()


# Parties


@pytest.mark.parametrize(
    ("name", "party", "group"),
    [
        (SHEETS, "party_id", "is_group"),
        (DEBTS, "party_id", "is_group"),
        (CUSTOMERS, "seller", "is_group"),
        (OUTSIDE, "party_id", "is_group"),
        (DUES, "to_party", "to_is_group"),
    ],
)
def test_a_party_is_in_deal_parties_or_called_a_group(name, party, group):
    table, parties = load(name), load("deal_parties")["party_id"]
    assert (table[party].isin(parties) == ~table[group]).all()
    assert set(table.loc[table[group], party]) <= {"hyperscalers", "lenders", "landlords", "holders of its bonds"}


def test_every_debtor_and_payer_is_a_party_of_a_deal():
    parties = set(load("deal_parties")["party_id"])
    assert set(load(DUES)["from_party"]) <= parties
    assert set(load(DEBTS)["party_id"]) <= parties


# Balance sheets and debts


def test_the_six_debts_of_coreweave_are_its_printed_principal():
    debts = load(DEBTS)
    six = debts.loc[debts["in_total"], "amount_high_bn"]
    assert len(six) == 6
    assert six.sum() == pytest.approx(11.171, abs=0.0006)


def test_principal_exceeds_the_debt_net_of_discount_and_the_debt_due_in_a_year():
    assert (
        11.171
        > item("coreweave", "total debt", "2025-06-30")
        > item("coreweave", "debt due within a year", "2025-06-30")
    )


def test_a_debt_has_the_same_sum_in_every_table():
    debts = load(DEBTS).set_index("id")["amount_high_bn"]
    deals = load("deals")
    bonds = deals[(deals["deal_id"] == "hyperion-bonds") & (deals["measure"] == "cash placed")]["amount_high_bn"].item()
    assert debts["hyperion-bonds-of-beignet-investor"] == bonds == project("Hyperion, Louisiana", "debt") == 27.3
    assert debts["coreweave-ddtl-4-0"] == project("DDTL 4.0", "debt") == 8.5
    assert debts["coreweave-ddtl-5-0"] == project("DDTL 5.0", "debt") == 3.1
    assert debts["softbank-bridge-loan"] == item("softbank", "bridge loan", "2026-03-27") == 40


def test_the_tenant_and_not_the_machine_sets_the_margin():
    """Two facilities of one firm, seven weeks apart."""
    debts = load(DEBTS).set_index("id")
    rated, unrated = debts.loc["coreweave-ddtl-4-0"], debts.loc["coreweave-ddtl-5-0"]
    assert (rated["rate_high_pct"], unrated["rate_high_pct"]) == (2.25, 4.5)
    assert rated["rate_is"] == unrated["rate_is"] == "margin over SOFR"
    assert (unrated["end"] - rated["end"]).days == 48


def test_orders_of_oracle_grow_by_the_printed_steps():
    orders = [
        item("oracle", "remaining performance obligations", day)
        for day in ("2025-08-31", "2025-11-30", "2026-02-28", "2026-05-31")
    ]
    assert orders == [455, 523, 553, 638]
    assert orders[3] - orders[2] == 85


@pytest.mark.parametrize("party", ["oracle", "meta", "microsoft", "hyperscalers"])
def test_leases_not_begun_only_grow(party):
    table = load(SHEETS)
    leases = table[(table["party_id"] == party) & (table["item"] == "leases not yet commenced")]
    assert leases.sort_values("end")["value_low_bn"].is_monotonic_increasing
    assert len(leases) > 1


def test_coreweave_pays_a_quarter_of_its_revenue_as_interest():
    day = "2026-03-31"
    assert item("coreweave", "interest expense", day) / item("coreweave", "revenue", day) == pytest.approx(
        0.26, abs=0.005
    )


def test_openai_has_no_debt_and_fifty_times_its_revenue_in_commitments():
    assert item("openai", "total debt", "2026-03-31") == 0
    revenue = load(OUTSIDE).set_index("party_id").loc["openai", "revenue_bn"]
    assert item("openai", "purchase commitments off the balance sheet", "2026-03-31") / revenue == pytest.approx(
        51, abs=0.2
    )


def test_amazon_gained_more_on_anthropic_than_aws_earned():
    """14.2 billion of AWS in the same quarter, as the row's note says."""
    assert item("amazon", "gains on Anthropic", "2026-03-31") == 16.8 > 14.2


# Dues


@pytest.mark.parametrize(
    ("id", "total", "years"),
    [
        ("openai-oracle-computing-commitment-spread-evenly", 300, (5, 5)),
        ("anthropic-google-computing-commitment-spread-evenly", 200, (5, 5)),
        ("anthropic-amazon-computing-commitment-spread-evenly", 100, (10, 10)),
        ("openai-microsoft-computing-commitment-spread-evenly", 250, (10, 5)),
        ("openai-coreweave-computing-commitment-spread-evenly", 22.4, (6.2, 5)),
        ("meta-coreweave-computing-commitment-spread-evenly", 14.2, (6.25, 6.25)),
    ],
)
def test_a_due_is_its_commitment_over_its_years(id, total, years):
    due = load(DUES).set_index("id").loc[id]
    deals = load("deals")
    between = deals[(deals["from_party"] == due["from_party"]) & (deals["to_party"] == due["to_party"])]
    promised = between[(between["measure"] == "signed commitment") & (between["flow"] == "compute purchase")][
        "amount_low_bn"
    ]
    assert total == pytest.approx(promised.sum()) or total in promised.tolist()
    assert [due["due_low_bn"], due["due_high_bn"]] == pytest.approx([total / length for length in years], rel=0.02)


def test_interest_of_a_year_is_four_quarters_or_the_rate_times_the_sum():
    due = load(DUES)[load(DUES)["what"] == "interest"].set_index("from_party")["due_high_bn"]
    assert due["coreweave"] == pytest.approx(4 * item("coreweave", "interest expense", "2026-03-31"), abs=0.05)
    assert due["oracle"] == pytest.approx(4 * item("oracle", "interest expense", "2026-02-28"), abs=0.05)
    assert due["hyperion"] == pytest.approx(27.3 * 0.0658, abs=0.05)


def test_one_pair_and_purpose_has_one_row_and_only_openai_and_microsoft_have_two_views():
    pairs = load(DUES).groupby(["from_party", "to_party"]).size()
    assert pairs[pairs > 1].to_dict() == {("openai", "microsoft"): 2}


# Customers and revenue


def test_shares_in_one_whole_are_not_more_than_the_whole():
    table = load(CUSTOMERS)
    direct = table[(table["seller"] == "nvidia") & (table["end"] == "2025-07-27") & (table["measure"] == "revenue")]
    assert direct["share_high_pct"].sum() == 85  # six direct customers, as printed


def test_a_share_is_the_quotient_it_is_said_to_be():
    table = load(CUSTOMERS).set_index(["seller", "customer", "measure", "period"])["share_high_pct"]
    outside = load(OUTSIDE).set_index("party_id")
    microsoft, coreweave = outside.loc["microsoft"], outside.loc["coreweave"]
    assert table["microsoft", "openai", "revenue", "FY2026"] == pytest.approx(
        100 * microsoft["from_members_low_bn"] / microsoft["revenue_bn"], abs=0.05
    )
    assert table["coreweave", "microsoft", "revenue", "2025"] == pytest.approx(
        100 * coreweave["from_members_low_bn"] / coreweave["revenue_bn"], abs=0.6
    )
    orders = item("microsoft", "remaining performance obligations", "2025-12-31")
    assert table["microsoft", "openai", "remaining performance obligations", "2025-12-31"] == pytest.approx(
        100 * 281 / orders, abs=0.1
    )


def test_nvidia_has_three_views_of_one_revenue():
    outside = load(OUTSIDE).set_index("party_id").loc["nvidia"]
    assert outside["revenue_bn"] == item("nvidia", "revenue", "2026-04-26") == 81.615
    assert (outside["outside_low_bn"], outside["outside_high_bn"]) == (6.369, 43.746)


# Vendor finance


def vendor(name, measure, period):
    table = load(VENDORS)
    return table[(table["vendor"] == name) & (table["measure"] == measure) & (table["period"] == period)][
        "value_high"
    ].item()


@pytest.mark.parametrize(("day", "share"), [("2002-12-31", 0.74), ("2003-12-31", 0.70)])
def test_nortel_set_aside_most_of_what_was_drawn(day, share):
    drawn, aside = vendor("Nortel", "drawn and outstanding, gross", day), vendor("Nortel", "provision against it", day)
    assert aside / drawn == pytest.approx(share, abs=0.005)


def test_both_sums_for_lucent_stay_and_nobody_failed_owing_more_than_was_promised():
    table = load(VENDORS)
    lucent = table[(table["vendor"] == "Lucent") & (table["measure"] == "commitments to finance customers")]
    assert sorted(lucent["value_high"]) == [7, 8.1]
    assert vendor("Lucent", "owed by Winstar at its failure", "2001-04-18") < vendor(
        "Lucent", "credit promised to Winstar", "1998"
    )


# Faults sown into copies of the tables


@pytest.mark.parametrize(
    ("name", "id", "column", "text", "rule"),
    [
        (DEBTS, "coreweave-ddtl-4-0", "matures_by", "2025-03-31", "falls due before its date"),
        (DEBTS, "coreweave-2031-senior-notes", "rate_is", "", "says what it is"),
        (DEBTS, "coreweave-2031-senior-notes", "rate_high_pct", "0.09", "minimum"),
        (DEBTS, "coreweave-2031-senior-notes", "in_total", "true", "debts in the total"),
        (SHEETS, "oracle-interest-expense-2026-02-28", "start", "2025-03-01", "about 91 days"),
        (SHEETS, "oracle-leases-not-yet-commenced-2025-11-30", "kind", "stock", "are commitments"),
        (SHEETS, "oracle-operating-income-2026-02-28", "value_low_bn", "-5.464", "only cash flow"),
        (DUES, "openai-oracle-computing-commitment-spread-evenly", "end", "2041-12-31", "five to ten years"),
        (DUES, "coreweave-lenders-interest-quarter-times-four", "to_is_group", "false", "owed to lenders"),
        (OUTSIDE, "nvidia-2026-04-26", "from_members_low_bn", "38.869", "outside at most"),
        (OUTSIDE, "nvidia-2026-04-26", "from_members_high_bn", "74.246", "outside at least"),
        (CUSTOMERS, "microsoft-openai-revenue-fy2026", "end", "2027-06-30", "maximum"),
        (VENDORS, "nortel-loans-to-customers-2000", "value_low", "31", "in order"),
        (VENDORS, "nortel-loans-to-customers-2000", "confidence", "confirmed", "digest confirms nothing"),
    ],
)
def test_a_fault_is_refused(tmp_path, monkeypatch, name, id, column, text, rule):
    """The schema and the rules find it; the hash plays no part here."""
    table = data.metadata(name)
    content = changed((data.DATA / table["path"]).read_text(encoding="utf-8"), id, column, text)
    (tmp_path / table["path"]).write_text(content, encoding="utf-8")
    monkeypatch.setattr(data, "DATA", tmp_path)
    _, problems = data._examine({key: table[key] for key in table if key not in ("hash", "bytes")})
    assert any(rule in problem for problem in problems), problems


def changed(text, id, column, value):
    """The CSV text with one cell replaced."""
    rows = list(csv.reader(io.StringIO(text)))
    next(row for row in rows if row[0] == id)[rows[0].index(column)] = value
    out = io.StringIO()
    csv.writer(out, lineterminator="\n").writerows(rows)
    return out.getvalue()
