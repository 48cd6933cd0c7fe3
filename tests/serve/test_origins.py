"""View 4, the origins: who is listed, who is not, and the page of one."""

from __future__ import annotations

import html
import json
import re
from pathlib import Path

import pytest
from lxml import html as tree
from starlette.testclient import TestClient

from tests.conftest import Sayso
from tests.serve.conftest import Serve

HOSTILE = "<script>alert(1)</script>"


def page(client: TestClient, path: str = "/origins", **address: str) -> str:
    answer = client.get(path, params=address or None)
    assert answer.status_code == 200, answer.text
    return answer.text


def section(text: str, heading: str) -> str:
    at = text.index(f'aria-labelledby="{heading}"')
    return text[at : text.index("</section>", at)]


def test_known_origins_come_first_and_lead_to_their_page(demo_client: TestClient) -> None:
    text = page(demo_client)
    known = section(text, "known")
    first = re.search(r'<h3><a href="([^"]+)">([^<]+)</a>', known)
    assert first and first[2] == "Interior Ministry"
    assert "naming nobody" not in known and "naming nobody" in section(text, "untold")
    one = page(demo_client, html.unescape(first[1]))
    assert "<h1>Interior Ministry</h1>" in one and "<svg" in section(one, "passing") and "<table>" in section(one, "passing")
    assert 'class="evidence"' in section(one, "claims")


def test_what_an_origin_is_is_told_in_words(demo_client: TestClient) -> None:
    """ "ngo", "international org" and "other · KZ" were shown raw."""
    known = tree.fromstring(page(demo_client)).xpath("//ul[@class='origins']/li")
    told = {li.xpath("string(h3)"): " ".join(li.xpath("string(*[2][@class='hint'])").split()) for li in known}
    assert told["Interior Ministry"] == "government · Kazakhstan"
    assert told["Human Rights Watch"] == "aid group or NGO"
    assert told["Collective Security Treaty Organization"] == "international organisation"
    assert {of for of in told.values() if "other" in of or "KZ" in of} == set()


def test_each_figure_has_its_independent_origins_and_why(demo_client: TestClient) -> None:
    figures = section(page(demo_client), "figures")
    assert "2 origins (at most" in figures and "Prosecutor General" in figures and "/figure/s" in figures


def test_filters_choose_who_is_shown(demo_client: TestClient) -> None:
    assert "Collective Security" in page(demo_client)
    assert "Collective Security" not in section(page(demo_client, kind="killed"), "known")
    assert "Nobody tells anything that fits" in page(demo_client, text="zebra")


def test_an_origin_outside_the_filters_is_still_found_and_none_is_404(demo_client: TestClient) -> None:
    assert "Human Rights Watch" in page(demo_client, origin="human-rights-watch", kind="killed")
    assert demo_client.get("/origins", params={"origin": "nobody"}).status_code == 404


@pytest.fixture
def private(sayso: Sayso, serve: Serve, tmp_path: Path) -> TestClient:
    texts = (
        "Marat Bekov, a resident who saw it, said 12 people had been killed in Almaty.",
        "Marat Bekov, a witness, said 12 people had been killed in Almaty.",
        f"The Interior Ministry {HOSTILE} said 26 people had been killed in Almaty.",
    )
    reports = tmp_path / "reports.jsonl"
    lines = (
        {"id": f"r{n}", "title": HOSTILE, "text": text, "published": "2022-01-07", "publisher": f"{HOSTILE} {n}"}
        for n, text in enumerate(texts)
    )
    reports.write_text("\n".join(map(json.dumps, lines)), encoding="utf8")
    ledger = tmp_path / "private.ledger"
    assert sayso("--ledger", ledger, "add", reports, "--reader", "rules").status == 0
    return serve(ledger)


def test_an_origin_that_speaks_only_later_says_so(demo_client: TestClient) -> None:
    later = {"origin": "KZ/prosecutor-general", "as_of": "2022-01-08"}
    assert "Prosecutor General" in page(demo_client, origin=later["origin"])
    answer = demo_client.get("/origins", params=later)
    assert answer.status_code == 404
    assert "E052" in answer.text


def test_an_origin_is_looked_at_through_time(demo_client: TestClient) -> None:
    """Once: its page had no slider, and lost who is looked at when the moment was typed."""
    early, now = ({"origin": "human-rights-watch", "kind": "killed"} | at for at in ({"as_of": "2022-01-27"}, {}))
    for address in (early, now):
        form = tree.fromstring(page(demo_client, **address)).xpath("//form[@data-ask]")[0]
        assert form.get("action") == "/origins" and form.xpath(".//*[@data-slider]")
        assert dict(form.form_values()) == {"as_of": "", **address}


def test_private_persons_are_counted_by_role_and_have_no_page(private: TestClient) -> None:
    text = page(private)
    roles = section(text, "private")
    assert "witness: " in roles and "<a" not in roles
    told = re.sub(r"<blockquote.*?</blockquote>", "", text, flags=re.DOTALL)
    assert "Bekov" not in told
    every = {html.unescape(key) for key in re.findall(r"origin=([^\"&]+)", text)}
    assert not [key for key in every if "witness" in key.lower() or "bekov" in key.lower()]


NAMES = {"expert": "Satpayev", "witness": "Bekova"}
TELLERS = (
    "Analyst Dosym Satpayev said 40 people had been killed in Almaty.",
    "Dosym Satpayev, a political analyst, said 41 people had been killed in Almaty.",
    "Political analyst Dosym Satpayev of the Risk Assessment Group said 42 people had been killed in Almaty.",
    "Professor Dosym Satpayev of Nazarbayev University said 45 people had been killed in Almaty. Satpayev said more.",
    "The Interior Ministry, citing the witness Aigul Bekova, said 44 people had been killed in Almaty.",
    "Security expert Dosym Satpayev denied that 44 people had been killed in Almaty.",
    "The Interior Ministry said 26 people had been killed in Almaty.",
)


@pytest.fixture
def tellers(sayso: Sayso, serve: Serve, tmp_path: Path) -> TestClient:
    """Experts and a witness, named as news names them."""
    reports = tmp_path / "tellers.jsonl"
    lines = (
        {"id": f"t{n}", "title": "News", "text": text, "published": f"2022-01-0{n + 1}", "publisher": f"Herald {n}"}
        for n, text in enumerate(TELLERS)
    )
    reports.write_text("\n".join(map(json.dumps, lines)), encoding="utf8")
    ledger = tmp_path / "tellers.ledger"
    assert sayso("--ledger", ledger, "add", reports, "--reader", "rules").status == 0
    return serve(ledger)


def words_of_ours(text: str) -> str:
    """Without the sentences that the reports published themselves, those among which a reviewer picks one included."""
    return re.sub(r"<(blockquote)\b.*?</\1>|>claim, [^<]*", "", text, flags=re.DOTALL)


def test_no_view_names_an_expert_or_a_witness(tellers: TestClient) -> None:
    front = page(tellers)
    figures = set(re.findall(r"/figure/[^\"?#&]+", page(tellers, "/")))
    incidents = set(re.findall(r"/incident/[^\"?#&]+", page(tellers, "/")))
    reviews = set(re.findall(r"/review\?[^\"]*subject=[^\"&]+", page(tellers, "/review")))
    origins = {html.unescape(at) for at in re.findall(r"href=\"(/origins\?origin=[^\"]+)", front)}
    assert figures and origins
    views = ["/", "/origins", "/review", "/search", *figures, *incidents, *map(html.unescape, reviews), *origins]
    for view in views:
        shown = words_of_ours(page(tellers, view))
        told = [name for name in NAMES.values() if name.lower() in shown.lower()]
        assert not told, (view, [shown[max(0, at - 300) : at + 60] for at in [shown.lower().index(told[0].lower())]])
    assert "expert" in page(tellers, "/") and "expert: " in section(front, "private")


def test_script_in_names_is_text(private: TestClient) -> None:
    text = page(private)
    assert HOSTILE not in text and html.escape(HOSTILE) in text
