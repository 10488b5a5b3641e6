"""The log's tree is that of RFC 9162: its vectors, its worked example, and every proof up to 64 leaves (PL-20)."""

from __future__ import annotations

from functools import cache
from hashlib import sha256

import pytest
from hypothesis import given
from hypothesis import strategies as st

from bridge.core.log.merkle import (
    EMPTY,
    Tree,
    consistency,
    inclusion,
    is_consistent,
    is_included,
    leaf_hash,
    node_hash,
    root_of,
)

VECTORS = [bytes.fromhex(each) for each in (
    "", "00", "10", "2021", "3031", "40414243", "5051525354555657", "606162636465666768696a6b6c6d6e6f",
)]  # fmt: skip
"""The leaves that implementations of Certificate Transparency test with, and the roots of the first 0 to 8 of them."""
ROOTS = (
    "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855",
    "6e340b9cffb37a989ca544e6bb780a2c78901d3fb33738768511a30617afa01d",
    "fac54203e7cc696cf0dfcb42c92a1d9dbaf70ad9e621f4bd8d98662f00e3c125",
    "aeb6bcfe274b70a14fb067a5e5578264db0fa9b51af5e0ba159158f329e06e77",
    "d37ee418976dd95753c1c73862b9398fa2a2cf9b4ff0fdfe8b30cd95209614b7",
    "4e3bbb1f7b478dcfe71fb631631519a3bca12c9aefca1612bfce4c13a86264d4",
    "76e67dadbcdf1e10e1b74ddc608abd2f98dfb16fbce75277b5232a127f2087ef",
    "ddb89be403809e325750d3d263cd78929c2942b7942a34b77e122c9594a74c8c",
    "5dc9da79a70659a9ad559cb701ded9a2ab9d823aad2f4960cfe370eff4604328",
)
MOST = 64
VALUES = [sha256(bytes([number])).digest() for number in range(MOST + 1)]
SIZES = st.integers(1, MOST)


def independent(values: list[bytes]) -> bytes:
    """The root as the RFC defines it (2.1.1), by halves; nothing of the code under test."""
    if not values:
        return sha256(b"").digest()
    if len(values) == 1:
        return sha256(bytes([0]) + values[0]).digest()
    half = 1
    while half * 2 < len(values):
        half *= 2
    return sha256(bytes([1]) + independent(values[:half]) + independent(values[half:])).digest()


@cache
def subtree(start: int, end: int) -> bytes:
    """Of `VALUES`, by the independent definition."""
    return independent(VALUES[start:end])


def independent_path(position: int, values: list[bytes]) -> list[bytes]:
    """The proof as the RFC defines it (2.1.3.1), by recursion."""
    if len(values) == 1:
        return []
    half = 1
    while half * 2 < len(values):
        half *= 2
    if position < half:
        return [*independent_path(position, values[:half]), independent(values[half:])]
    return [*independent_path(position - half, values[half:]), independent(values[:half])]


def independent_proof(before: int, values: list[bytes], *, known: bool = True) -> list[bytes]:
    """The proof as the RFC defines it (2.1.4.1), by recursion."""
    if before == len(values):
        return [] if known else [independent(values)]
    half = 1
    while half * 2 < len(values):
        half *= 2
    if before <= half:
        return [*independent_proof(before, values[:half], known=known), independent(values[half:])]
    return [*independent_proof(before - half, values[half:], known=False), independent(values[:half])]


@pytest.mark.parametrize("size", range(9))
def test_pl_20_the_roots_are_those_of_the_published_vectors(size: int) -> None:
    """Other programs that know RFC 9162 compute the same; without leaves it is the hash of nothing."""
    assert root_of(VECTORS[:size]).hex() == ROOTS[size]


def test_pl_20_proofs_of_the_rfcs_example_have_the_nodes_it_names() -> None:
    """Section 2.1.5: seven leaves, and the nodes that each proof there consists of."""
    a, b, c, d, e, f, j = (leaf_hash(each) for each in VALUES[:7])
    g, h, i = node_hash(a, b), node_hash(c, d), node_hash(e, f)
    k, m = node_hash(g, h), node_hash(i, j)
    assert inclusion(0, 7, subtree) == [b, h, m]
    assert inclusion(3, 7, subtree) == [c, g, m]
    assert inclusion(4, 7, subtree) == [f, j, k]
    assert inclusion(6, 7, subtree) == [i, k]
    assert consistency(3, 7, subtree) == [c, d, g, m]
    assert consistency(4, 7, subtree) == [m]
    assert consistency(6, 7, subtree) == [i, j, k]


@pytest.mark.parametrize("size", range(MOST + 1))
def test_pl_20_roots_and_all_proofs_agree_with_an_independent_implementation(size: int) -> None:
    """Every entry's proof, and the proof from every earlier size, is the RFC's and is accepted."""
    root = independent(VALUES[:size])
    assert root_of(VALUES[:size]) == root
    for position in range(size):
        path = inclusion(position, size, subtree)
        assert path == independent_path(position, VALUES[:size])
        assert is_included(VALUES[position], position, size, path, root)
    for before in range(1, size + 1):
        path = consistency(before, size, subtree)
        assert path == independent_proof(before, VALUES[:size])
        assert is_consistent(before, size, path, independent(VALUES[:before]), root)
    assert is_consistent(0, size, [], EMPTY, root)


@given(st.data())
def test_pl_20_no_other_entry_position_size_or_path_is_accepted(data: st.DataObject) -> None:
    """A proof holds for exactly what it was made for."""
    size = data.draw(SIZES)
    position = data.draw(st.integers(0, size - 1))
    path, root = inclusion(position, size, subtree), subtree(0, size)
    assert not is_included(VALUES[position + 1], position, size, path, root)
    other = data.draw(st.integers(-1, MOST).filter(lambda each: each != position))
    assert not is_included(VALUES[position], other, size, path, root)
    assert not is_included(VALUES[position], position, size, [*path, root], root)
    for number in range(len(path)):
        assert not is_included(VALUES[position], position, size, path[:number] + path[number + 1 :], root)
        assert not is_included(VALUES[position], position, size, [*path[:number], EMPTY, *path[number + 1 :]], root)


@given(st.data())
def test_pl_23_a_tree_with_anything_changed_before_is_not_consistent(data: st.DataObject) -> None:
    """Whatever earlier entry was replaced, no proof leads from the old root to the new one."""
    size = data.draw(st.integers(2, MOST))
    before = data.draw(st.integers(1, size - 1))
    changed = data.draw(st.integers(0, before - 1))
    values = [*VALUES[:changed], EMPTY, *VALUES[changed + 1 : size]]
    path = consistency(before, size, lambda start, end: independent(values[start:end]))
    assert not is_consistent(before, size, path, subtree(0, before), independent(values))
    for number in range(len(path)):
        less = path[:number] + path[number + 1 :]
        assert not is_consistent(before, size, less, independent(values[:before]), independent(values))
    assert not is_consistent(before, size, [*path, EMPTY], independent(values[:before]), independent(values))


@given(st.lists(st.integers(0, 9), max_size=6))
def test_a_tree_that_grew_in_steps_is_the_tree_of_all_its_leaves(steps: list[int]) -> None:
    """Day by day, and after a restart that knows its full parts alone."""
    tree, at = Tree(), 0
    for step in steps:
        tree.grow(VALUES[at : at + step])
        at += step
        tree = Tree(tree.size, [*tree.peaks])
    assert (tree.size, tree.root()) == (at, independent(VALUES[:at]))


def test_a_tree_is_not_begun_with_parts_that_do_not_fit_its_size() -> None:
    """Five leaves are a part of four and one of one."""
    with pytest.raises(ValueError, match="5 leaves has 2 full parts, not 1"):
        Tree(5, [EMPTY])


@pytest.mark.parametrize(("position", "size"), [(0, 0), (3, 3), (-1, 3)])
def test_there_is_no_proof_of_a_leaf_that_there_is_not(position: int, size: int) -> None:
    """It is refused, not made up."""
    with pytest.raises(ValueError, match="none at position"):
        inclusion(position, size, subtree)
    with pytest.raises(ValueError, match="never had"):
        consistency(size + 1, size, subtree)
