"""The figures as a table, beside what they shall reach."""


#: Pages that gather from everywhere, and the way without an outbox: shown beside the floor, measured against themselves as
#: the town grows.
UNLIMITED = {"form post with its fragment", "home", "home of a member", "home of a manager", "item page of a manager"}
PAGE_LIMIT, POST_LIMIT, GROWTH_LIMIT = 2.5, 2.5, 1.3


def tell(result: dict) -> str:
    lines = [*_table(result["figures"]), "", *_verdicts(result)]
    return "\n".join(lines)


def _table(figures: dict) -> list[str]:
    lines = [f"{'':38}{'conn':>5}{'req/s':>9}{'p50 ms':>9}{'p95 ms':>9}{'CPU ms':>9}{'x floor':>9}{'wrong':>7}"]
    for name, by in figures.items():
        floor = figures[_floor_of(name)]
        for connections, each in by.items():
            lines.append(f"{name:38}{connections:5}{each['per_second']:9.0f}{each['p50_ms']:9.1f}{each['p95_ms']:9.1f}"
                         f"{each['cpu_ms']:9.2f}{each['cpu_ms'] / floor[connections]['cpu_ms']:9.2f}{each['wrong']:7}")
    return lines


def _floor_of(name: str) -> str:
    return "floor: insert" if name.startswith(("posting", "form post", "floor: insert")) else "floor: 50 rows"


def _verdicts(result: dict) -> list[str]:
    idle = sum(result["idle_mb"].values())
    lines = [_line("idle memory, web + worker", f"{idle:.0f} MB", idle < 220, "under 220 MB")]
    lines += [_line(f"SQL statements: {name}", count, count <= 12, "at most 12") for name, count in result["statements"].items()]
    figures = result["figures"]
    for name, by in figures.items():
        if name.startswith("floor"):
            continue
        if name.endswith(", grown"):
            small = figures[name.removesuffix(", grown")]
            # CPU, the database's included, is the steady figure; the time beside it is what this hour's weather made of it.
            slower, later = by[8]["cpu_ms"] / small[8]["cpu_ms"], by[1]["p50_ms"] / small[1]["p50_ms"]
            lines.append(_line(name, f"{slower:.2f}x the CPU, {later:.2f}x the time", slower <= GROWTH_LIMIT,
                               f"at most {GROWTH_LIMIT}x"))
        elif name not in UNLIMITED:
            ratio = by[8]["cpu_ms"] / figures[_floor_of(name)][8]["cpu_ms"]
            lines.append(_line(f"CPU: {name}", f"{ratio:.2f}x floor", ratio <= PAGE_LIMIT, f"at most {PAGE_LIMIT}x"))
        if name.startswith("posting") and not name.endswith(", grown"):
            slow = by[8]["p95_ms"] / figures["floor: insert"][8]["p95_ms"]
            lines.append(_line("p95 of posting at 8 connections", f"{slow:.2f}x floor", slow <= 1.5, "at most 1.5x"))
    return lines + _weights(result["weight"]) + _offline(result["offline"])


def _offline(told: dict) -> list[str]:
    if not told:
        return []
    sizes = told["sizes"]
    said = f"{sizes['together'] / 1024:.1f} KB (worker {sizes['worker'] / 1024:.1f}, outbox {sizes['outbox'] / 1024:.1f} alone)"
    return [_line("a kept page without a network, on a phone", f"{told['warm_ms']:.0f} ms", told["warm_ms"] <= 1000, "1 s"),
            _line("the same with the worker ended before", f"{told['cold_ms']:.0f} ms", told["cold_ms"] <= 1000, "1 s"),
            _line("worker and outbox together", said, sizes["together"] <= 8 * 1024, "8 KB")]


def _weights(weight: dict) -> list[str]:
    if not weight:
        return []
    first, later = weight["first"], weight["later"]
    kinds = ", ".join(f"{kind} {size}" for kind, size in first.items() if kind not in ("requests", "total"))
    return [_line("first load on a phone", f"{first['total'] / 1024:.1f} KB ({kinds})", first["total"] <= 60 * 1024, "60 KB"),
            _line("its requests", first["requests"], first["requests"] <= 8, "at most 8"),
            _line("a later page", f"{later['total'] / 1024:.1f} KB", later["total"] <= 10 * 1024, "10 KB")]


def _line(what: str, said, reached: bool, target: str) -> str:
    return f"{'ok  ' if reached else 'MISS'} {what}: {said} (to reach: {target})"
