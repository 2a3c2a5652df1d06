from hypothesis import given
from hypothesis import strategies as st

from provenance.digest import RunningRoot, leaf_hash, root_hash


@given(st.lists(st.binary(max_size=4), max_size=300))
def test_leaves_that_come_one_by_one_give_the_root_of_all(entries: list[bytes]) -> None:
    running, leaves = RunningRoot(), [leaf_hash(entry) for entry in entries]
    for count, leaf in enumerate(leaves):
        assert running.root() == root_hash(leaves[:count])
        running.add(leaf)
    assert running.root() == root_hash(leaves)
    assert running.count == len(leaves)


def test_an_odd_leaf_is_not_taken_twice() -> None:
    leaves = [leaf_hash(b"%d" % number) for number in range(3)]
    once, twice = RunningRoot(), RunningRoot()
    for leaf in leaves:
        once.add(leaf)
    for leaf in (*leaves, leaves[-1]):
        twice.add(leaf)
    assert once.root() != twice.root()
