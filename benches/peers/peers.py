"""The eight kernel figures in numpy and in OpenFisca-Core, beside ours, on the same columns.

Called by ./run. Each peer works on whole columns; the exact oracle is plain Python, whole numbers throughout.
"""

import argparse
import json
import pathlib
import time

import numpy as np

CAP = 50_000_000
TENTH_ABOVE = 30_000_000
FLOOR = 1_000_000
CEILING = 3_000_000
FREE_CASH = 990_000
CLASS_LIMIT = 200_000
EXEMPT_CAP = 330_000
#: One whole in the unit of the column `rate`: 10^-12, as the rates of the law crate.
WHOLE = 10**12

COLUMNS = [
    "other_claims", "secured_part", "tier_total", "standard_claims", "cash", "deposit", "insurance", "car",
    "retirement", "securities", "home_value", "home_secured", "principal", "rate", "months_left", "extension", "net",
]
#: Its way from the columns to its own arrays, which every run of it pays.
INPUT = "taking columns"
#: Ours fills the eight in one pass; a peer's time is that of its eight figures.
ALL = "all eight"
FIGURES = [
    "eligible", "minimum", "liquidation", "required", "monthly_36", "monthly_60", "level_payment", "attachable",
]


def load(folder):
    read = lambda name: np.fromfile(folder / f"{name}.i64", dtype=np.int64)
    return {name: read(name) for name in COLUMNS}, {name: read(f"ours-{name}") for name in FIGURES}


def in_cells(columns, kind):
    """A rate has thirteen digits, in columns of any width."""
    return {name: column if name == "rate" else column.astype(kind) for name, column in columns.items()}


# numpy ------------------------------------------------------------------------------------------------------------

def np_eligible(c):
    return np.maximum(c["other_claims"] - c["secured_part"], 0) <= CAP


def np_minimum(c):
    """None is -1."""
    tier, standard = c["tier_total"], c["standard_claims"]
    fifth = -(-standard // 5)
    small = np.where(standard < FLOOR, standard, np.clip(fifth, FLOOR, CEILING))
    large = np.where(tier > TENTH_ABOVE, -(-tier // 10), small)
    return np.where(tier > CAP, -1, large)


def np_liquidation(c):
    """The practice of Tokyo: each class in full above the limit, else not at all."""
    above = lambda value: np.where(value > CLASS_LIMIT, value, 0)
    return (
        np.maximum(c["cash"] - FREE_CASH, 0)
        + above(c["deposit"]) + above(c["insurance"]) + above(c["car"]) + above(c["securities"])
        + above(c["retirement"] // 8)
        + np.maximum(c["home_value"] - c["home_secured"], 0)
    )


def np_required(c, minimum, liquidation):
    standard = c["standard_claims"]
    required = np.minimum(np.maximum(minimum, liquidation), standard)
    return np.where(minimum < 0, -1, required)


def np_level_payment(c):
    """The annuity in floating point: the fraction of a yen is cut off after rounding errors have happened."""
    rate = c["rate"] / WHOLE / 12
    months = c["months_left"] + c["extension"]
    with np.errstate(divide="ignore", invalid="ignore"):
        annuity = c["principal"] * rate / (1 - (1 + rate) ** -months)
    return np.where(c["rate"] == 0, c["principal"] // months, np.floor(annuity)).astype(np.int64)


def np_attachable(c):
    net = c["net"]
    exempt = np.minimum(-(-net * 3 // 4), EXEMPT_CAP)
    return net - exempt


def numpy_figures(c, clock):
    out = {}
    step = lambda name, figure, *more: out.__setitem__(name, clock(name, lambda: figure(*more)))
    step("eligible", np_eligible, c)
    step("minimum", np_minimum, c)
    step("liquidation", np_liquidation, c)
    step("required", np_required, c, out["minimum"], out["liquidation"])
    month = lambda count: np.where(out["required"] < 0, -1, out["required"] // count)
    step("monthly_36", month, 36)
    step("monthly_60", month, 60)
    step("level_payment", np_level_payment, c)
    step("attachable", np_attachable, c)
    return out


# OpenFisca --------------------------------------------------------------------------------------------------------

def openfisca_figures(c, clock):
    from openfisca_core import entities, periods, simulations, taxbenefitsystems, variables

    household = entities.Entity("household", "households", "A household", "")
    system = taxbenefitsystems.TaxBenefitSystem([household])
    month = periods.DateUnit.MONTH

    def variable(name, formula=None, kind=int):
        body = {"value_type": kind, "entity": household, "definition_period": month, "label": name}
        if formula is not None:
            body["formula"] = formula
        system.add_variable(type(name, (variables.Variable,), body))

    for name in COLUMNS:
        # A rate in 10^-12 does not fit the 32 bits of its integers.
        variable(name, kind=float if name == "rate" else int)

    def of(*names):
        return lambda households, period: {name: households(name, period) for name in names}

    def formula(names, figure):
        read = of(*names)
        return lambda households, period: figure(read(households, period))

    variable("eligible", formula(["other_claims", "secured_part"], np_eligible), kind=bool)
    variable("minimum", formula(["tier_total", "standard_claims"], np_minimum))
    assets = ["cash", "deposit", "insurance", "car", "retirement", "securities", "home_value", "home_secured"]
    variable("liquidation", formula(assets, np_liquidation))
    variable("required", formula(
        ["standard_claims", "minimum", "liquidation"], lambda c: np_required(c, c["minimum"], c["liquidation"])))
    share = lambda count: lambda c: np.where(c["required"] < 0, -1, c["required"] // count)
    variable("monthly_36", formula(["required"], share(36)))
    variable("monthly_60", formula(["required"], share(60)))
    # Its integers have 32 bits and its floats too: the annuity is worked out in 64.
    wide = lambda c: np_level_payment({name: column.astype(np.float64) for name, column in c.items()})
    variable("level_payment", formula(["principal", "rate", "months_left", "extension"], wide))
    attachable = lambda c: np_attachable({"net": c["net"].astype(np.int64)})
    variable("attachable", formula(["net"], attachable))

    rows = len(c["net"])
    simulation = simulations.SimulationBuilder().build_default_simulation(system, count=rows)
    period = "2026-11"
    out = {}

    def take():
        for name in COLUMNS:
            simulation.set_input(name, period, c[name])

    clock(INPUT, take)
    for name in FIGURES:
        # What a figure rests on is remembered from the figures before it, as it is for the others.
        simulation.delete_arrays(name)
        out[name] = clock(name, lambda: simulation.calculate(name, period))
    return out


# The exact oracle -------------------------------------------------------------------------------------------------

def oracle(c):
    """Row by row in whole numbers of any size, written from the articles and not from the code."""
    powers = {}

    def annuity(principal, rate, months):
        if rate == 0:
            return principal // months
        if (rate, months) not in powers:
            a, b = rate, 12 * WHOLE
            grown = (a + b) ** months
            powers[rate, months] = (a * grown, b * (grown - b**months))
        above, below = powers[rate, months]
        return principal * above // below

    def minimum(tier, standard):
        if tier > 50_000_000:
            return -1
        if tier > 30_000_000:
            return (tier + 9) // 10
        if standard < 1_000_000:
            return standard
        return min(max((standard + 4) // 5, 1_000_000), 3_000_000)

    out = {name: [] for name in FIGURES}
    columns = [c[name].tolist() for name in COLUMNS]
    for row in zip(*columns):
        (other, secured, tier, standard, cash, deposit, insurance, car, retirement, securities, value, owed,
         principal, rate, left, extension, net) = row
        out["eligible"].append(int(max(other - secured, 0) <= 50_000_000))
        least = minimum(tier, standard)
        out["minimum"].append(least)
        estate = max(cash - 990_000, 0) + max(value - owed, 0)
        for one in (deposit, insurance, car, securities, retirement // 8):
            estate += one if one > 200_000 else 0
        out["liquidation"].append(estate)
        required = -1 if least < 0 else min(max(least, estate), standard)
        out["required"].append(required)
        out["monthly_36"].append(-1 if required < 0 else required // 36)
        out["monthly_60"].append(-1 if required < 0 else required // 60)
        out["level_payment"].append(annuity(principal, rate, left + extension))
        exempt = min((net * 3 + 3) // 4, 330_000)
        out["attachable"].append(net - exempt)
    return {name: np.array(values, dtype=np.int64) for name, values in out.items()}


def timed(figures, columns, rounds):
    """The best of some rounds for each figure, in nanoseconds a row."""
    best = {}
    rows = len(columns["net"])

    def clock(name, work):
        # What others do on the machine does not count; neither side uses a second thread.
        start = time.process_time_ns()
        result = work()
        taken = (time.process_time_ns() - start) / rows
        best[name] = min(taken, best.get(name, float("inf")))
        return result

    for _ in range(rounds):
        out = figures(columns, clock)
    return out, best


def table(ours, peers):
    """Prints the times of a width."""
    print(f"{'figure':<16}{'ours':>9}" + "".join(f"{name:>12}{'ratio':>8}" for name in peers))
    for name in [*FIGURES, INPUT, ALL, "all, with input"]:
        sums = {ALL: FIGURES, "all, with input": [*FIGURES, INPUT]}
        theirs = [sum(times.get(one, 0) for one in sums.get(name, [name])) for _, times in peers.values()]
        if name == INPUT:
            print(f"{name:<25}" + "".join(f"{time:>12.2f}{'':>8}" for time in theirs))
            continue
        own = ours[ALL if name in sums else name]
        print(f"{name:<16}{own:>9.2f}" + "".join(f"{time:>12.2f}{time / own:>8.1f}" for time in theirs))


def main():
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--rounds", type=int, default=15)
    arguments = parser.parse_args()
    columns, ours = load(arguments.folder)
    with open(arguments.folder / "ours.json", encoding="utf-8") as file:
        our_times = json.load(file)
    # First of all: after it the arrays of the peers find memory that the process has already, which saves them a fifth of
    # their time.
    exact = oracle(columns)
    rows = len(columns["net"])
    print(f"{rows:,} rows, one thread, best of {arguments.rounds} rounds, nanoseconds of processor time a row")
    differing = {"ours": ours}
    for kind, times in our_times.items():
        cells = in_cells(columns, kind)
        peers = {
            "numpy": timed(numpy_figures, cells, arguments.rounds),
            "OpenFisca": timed(openfisca_figures, cells, arguments.rounds),
        }
        print(f"\ncolumns of {kind}")
        table(times, peers)
        differing |= {f"{name} {kind}": out for name, (out, _) in peers.items()}
    print("\nrows that differ from the exact oracle")
    print(f"{'figure':<16}" + "".join(f"{name:>17}" for name in differing))
    wrong = lambda out, name: int((np.asarray(out[name]).astype(np.int64) != exact[name]).sum())
    for name in FIGURES:
        print(f"{name:<16}" + "".join(f"{wrong(out, name):>17}" for out in differing.values()))
    raise SystemExit(1 if any(wrong(ours, name) for name in FIGURES) else 0)


if __name__ == "__main__":
    main()
