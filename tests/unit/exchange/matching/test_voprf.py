"""The function is that of RFC 9497: same vectors, and no answer passes that was not computed with the one key."""

import pytest

from comity.exchange.matching.p256 import Point, Scalar, hash_to_point, point_from
from comity.exchange.matching.voprf import (
    Proof,
    blind,
    check_proof,
    derive_key,
    evaluate,
    evaluate_blinded,
    finalize,
    points_from,
    random_scalar,
)
from comity.exchange.refusal import RefusedError

# RFC 9497, appendix A.3.2 (VOPRF mode of P256-SHA256).
KEY = derive_key(b"\xa3" * 32, b"test key")
INPUTS = [b"\x00", b"\x5a" * 17]
BLINDS = [
    0x3338FA65EC36E0290022B48EB562889D89DBFA691D1CDE91517FA222ED7AD364,
    0xF9DB001266677F62C095021DB018CD8CBB55941D4073698CE45C405D1348B7B1,
]
BLINDED = [
    "02dd05901038bb31a6fae01828fd8d0e49e35a486b5c5d4b4994013648c01277da",
    "03462e9ae64cae5b83ba98a6b360d942266389ac369b923eb3d557213b1922f8ab",
]
EVALUATED = [
    "0209f33cab60cf8fe69239b0afbcfcd261af4c1c5632624f2e9ba29b90ae83e4a2",
    "02bb24f4d838414aef052a8f044a6771230ca69c0a5677540fff738dd31bb69771",
]
OUTPUTS = [
    "0412e8f78b02c415ab3a288e228978376f99927767ff37c5718d420010a645a1",
    "771e10dcd6bcd3664e23b8f2a710cfaaa8357747c4a8cbba03133967b5c24f18",
]
BATCH_CHANCE = 0x350E8040F828BF6CECA27405420CDF3D63CB3AEF005F40BA51943C8026877963
BATCH_PROOF = (
    "bdcc351707d02a72ce49511c7db990566d29d6153ad6f8982fad2b435d6ce4d6"
    "0da1e6b3fa740811bde34dd4fe0aa1b5fe6600d0440c9ddee95ea7fad7a60cf2"
)
SINGLE_PROOF = (
    "e7c2b3c5c954c035949f1f74e6bce2ed539a3be267d1481e9ddb178533df4c26"
    "64f69d065c604a4fd953e100b856ad83804eb3845189babfa5a702090d6fc5fa"
)


def test_the_keys_are_those_of_the_rfc() -> None:
    assert f"{KEY.value:064x}" == "ca5d94c8807817669a51b196c34c1b7f8442fde4334a7121ae4736364312fca6"
    public = "03e17e70604bcabe198882c0a1f27a92441e774224ed9c702e51dd17038b102462"
    assert KEY.times_generator().encoded().hex() == public


def test_the_batch_is_that_of_the_rfc() -> None:
    blinded = [blind(text, secret) for text, secret in zip(INPUTS, BLINDS, strict=True)]
    assert [point.encoded().hex() for point in blinded] == BLINDED
    evaluated, proof = evaluate_blinded(KEY, blinded, BATCH_CHANCE)
    assert [point.encoded().hex() for point in evaluated] == EVALUATED
    assert proof.encoded().hex() == BATCH_PROOF
    outputs = [finalize(*item).hex() for item in zip(INPUTS, BLINDS, evaluated, strict=True)]
    assert outputs == OUTPUTS == [evaluate(KEY, text).hex() for text in INPUTS]


def test_the_single_proof_is_that_of_the_rfc() -> None:
    assert evaluate_blinded(KEY, [point_from(bytes.fromhex(BLINDED[0]))], BLINDS[1])[1].encoded().hex() == SINGLE_PROOF


def test_texts_become_the_points_of_rfc_9380() -> None:
    # RFC 9380, appendix J.1.1 (P256_XMD:SHA-256_SSWU_RO_), the empty message.
    point = hash_to_point(b"", b"QUUX-V01-CS02-with-P256_XMD:SHA-256_SSWU_RO_")
    assert f"{point.x:064x}" == "2c15230b26dbc6fc9a37051158c95b79656e17a1a920b11394ca91c44247d3e4"
    assert f"{point.y:064x}" == "8a7a74985cc5c776cdfe4b1f19884970453912e9d31528c060be9ab5c43e8415"


def answer(key: Scalar, secrets: list[int]) -> tuple[list[Point], list[Point], Proof]:
    blinded = [blind(str(number).encode(), secret) for number, secret in enumerate(secrets)]
    return blinded, *evaluate_blinded(key, blinded)


def test_an_answer_with_another_key_for_one_element_does_not_pass() -> None:
    blinded, evaluated, proof = answer(KEY, [random_scalar() for _ in range(4)])
    check_proof(KEY.times_generator(), blinded, evaluated, proof)
    marked = [*evaluated[:3], Scalar(12345).times(blinded[3])]
    with pytest.raises(RefusedError, match="another key"):
        check_proof(KEY.times_generator(), blinded, marked, proof)
    with pytest.raises(RefusedError, match="another key"):
        check_proof(Scalar(12345).times_generator(), blinded, evaluated, proof)
    with pytest.raises(RefusedError, match="another key"):
        check_proof(KEY.times_generator(), blinded[::-1], evaluated[::-1], proof)


@pytest.mark.parametrize(
    "data",
    ["", "00", "02" + "00" * 31 + "01", "04" + "11" * 32, "02" + "ff" * 32, "02" + "11" * 31, "00" * 33],
)
def test_what_is_no_point_of_the_curve_is_refused(data: str) -> None:
    with pytest.raises(RefusedError):
        point_from(bytes.fromhex(data))


def test_a_cut_list_of_points_is_refused() -> None:
    with pytest.raises(RefusedError, match="cut off"):
        points_from(bytes.fromhex(BLINDED[0])[:-1])
