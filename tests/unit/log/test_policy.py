import pytest
from cryptography.hazmat.primitives.asymmetric.ed25519 import Ed25519PrivateKey

from provenance.errors import NoteError
from provenance.log import Cosigner, parse_policy
from tests.unit.log.signing import signer

LOG = str(signer().key)
W = [
    str(Cosigner(f"w{n}.example", Ed25519PrivateKey.from_private_bytes(bytes([n]) * 32)).key)
    for n in range(1, 5)
]
POLICY = f"""\
# who must have seen it
log {LOG} https://example.org/log

witness A {W[0]}\thttps://w1.example
  witness B {W[1]}
witness C {W[2]}
group AB any A B
group all-of all AB C
quorum all-of
"""


def test_a_policy_says_logs_witnesses_and_a_quorum() -> None:
    policy = parse_policy(POLICY.encode())
    assert policy.logs == (signer().key,)
    assert [witness.url for witness in policy.witnesses.values()] == [
        "https://w1.example",
        None,
        None,
    ]


@pytest.mark.parametrize(
    ("cosigned", "is_met"),
    [("AC", True), ("BC", True), ("ABC", True), ("AB", False), ("C", False), ("", False)],
)
def test_a_quorum_of_groups_is_counted(cosigned: str, *, is_met: bool) -> None:
    assert parse_policy(POLICY.encode()).is_met(cosigned) is is_met


@pytest.mark.parametrize(("needed", "met"), [("1", "A"), ("2", "AB"), ("all", "ABC")])
def test_a_threshold_is_what_it_says(needed: str, met: str) -> None:
    lines = [*(f"witness {name} {key}" for name, key in zip("ABC", W, strict=False))]
    data = "\n".join([*lines, f"group g {needed} A B C", "quorum g"]).encode()
    policy = parse_policy(data)
    assert policy.is_met(met)
    assert not policy.is_met(met[:-1])


def test_a_quorum_of_one_witness_and_of_none() -> None:
    one = parse_policy(f"witness A {W[0]}\nquorum A".encode())
    assert (one.is_met("A"), one.is_met("")) == (True, False)
    assert parse_policy(b"quorum none\n").is_met(())


@pytest.mark.parametrize(
    ("line", "why"),
    [
        ("quorum AB", "line 10 of the policy: there is a second quorum"),
        ("witnes D x", "is no line of a policy"),
        ("log", "is no line"),
        (f"log {LOG}", "the log is named twice"),
        (f"log {W[3]}", "wrong type"),
        (f"witness D {LOG}", "wrong type"),
        (f"witness D {W[0]}", "the witness is named twice"),
        (f"witness A {W[3]}", "the name A is taken"),
        (f"witness none {W[3]}", "the name none is taken"),
        ("group g 1", "is no line"),
        ("group g 0 C", "no threshold|member twice"),
        ("group g 2 C", "no threshold|member twice"),
        ("group g some C", "no threshold|member twice"),
        ("group g any Z", "Z is no witness"),
        ("group g any none", "none is no witness"),
        ("group g any A", "A is a member twice"),
        ("log x", "is no verifier key"),
        ("log \xe9", "is no verifier key|not UTF-8"),
    ],
)
def test_a_policy_with_one_flaw_is_refused(line: str, why: str) -> None:
    with pytest.raises(NoteError, match=why):
        parse_policy((POLICY + line).encode("latin-1"))


@pytest.mark.parametrize(
    ("data", "why"),
    [
        (b"", "no quorum"),
        (b"quorum A", "A is no witness"),
        (b"quorum none\r\n", "control character"),
        (b"quorum none\n" * 1001, "more than 1,000 lines"),
    ],
)
def test_a_file_that_is_no_policy_is_refused(data: bytes, why: str) -> None:
    with pytest.raises(NoteError, match=why):
        parse_policy(data)
