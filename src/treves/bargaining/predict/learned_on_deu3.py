"""The outcome mixture as learned on two thirds of the DEU III proposals, and on which issues.

Written by ``examples/arregui_2022_outcome_mixture.py``. The numbers are ours; nothing of the data can be read back
from them.
"""

from __future__ import annotations

from treves.bargaining.predict.outcome_mixture import OutcomeMixture

__all__ = ["LEARNED_FROM", "LEARNED_ON_DEU3"]

LEARNED_ON_DEU3 = OutcomeMixture(
    parameters=(
        0.4764,  # support
        0.5300,  # co_legislator
        0.3614,  # reference
        -0.6519,  # distance
        -0.7865,  # extreme
        -0.2574,  # between
        0.2460,  # between_per_position
        -0.6699,  # width
    ),
    issues=243,
    proposals=91,
    ridge=0.1,
    source="learned on a random two thirds of the proposals of DEU III (Arregui & Perarnaud 2022, doi 10.34810/data53)",
)

LEARNED_FROM = frozenset({
    "0036d8c20d", "04f4e25256", "090ec2a4c0", "0acf8aaf8c", "0b1a29acfc", "0c353668b6", "104e959a1e", "109f8ea7f4",
    "11c838d40c", "123dc924cb", "13d15d0076", "159159995c", "159689b20f", "18729c5f04", "18b0fc374c", "193c11931f",
    "1976b84c79", "1a3d8450ca", "1a79d72f79", "1b3f7afe9b", "1b991f1c13", "1d485ddff8", "1d5673069e", "1e01bcf1db",
    "1e0c7917b2", "1e2a78c598", "1e6e3ac76b", "20452ddc8b", "24a0c546b8", "25561aa1a4", "26601654ba", "266ba1845c",
    "278a7a0975", "28439a8869", "286243bcfa", "291fecea4f", "2b641b675c", "2b975cbca6", "2bcfe124b4", "2beb7c81b0",
    "2c50bd02a8", "2d332126ad", "2d3e20cbae", "2de18bea0d", "2fb6fc582e", "2fc157ac0e", "3366478296", "339e840028",
    "34817c7a8c", "34cde7389d", "34d129416f", "353cc5f80d", "359aab72ee", "365bd9fd17", "368cfb306a", "3f0521430c",
    "3f0d22f243", "3ff7985480", "44bdcd8413", "485da745a8", "4a13e2519c", "4cb641107f", "4e4e48db5b", "4f47aa9ad1",
    "5097930c02", "50f7807937", "50ff83195b", "51088502f3", "528b305c4d", "52a8246485", "55a623e4f8", "5ba538068a",
    "5c7362134e", "5c8169c33d", "5cd80261e3", "5cf154dcaf", "5d0dd4d141", "5df84de5d5", "60b871f5b4", "60e96275a6",
    "61a5ae50a7", "6260c256ea", "62a3b33c8c", "648662467c", "64bc26a554", "652abd882a", "65c6040fdc", "65d1c0e46f",
    "675a872160", "67759642f8", "67de41031b", "68a06de641", "6efbbd4a76", "70c5eff473", "71602da011", "71ad3b33e5",
    "73283166c8", "734ac6f6ff", "7351c45923", "73bb2fd7b9", "7473ed33c4", "7714be105a", "7860d5da20", "79f95a752b",
    "7af40a69e5", "7c2bb898b1", "7c2d450417", "7c6c0baf1b", "7f64a2bae4", "803f641526", "804e8cebf0", "819e892c7d",
    "8298e7b4f6", "82d31f9e41", "846be27518", "84b8a0fbbc", "8508817ddf", "8540771144", "85688ff567", "85d3eb949e",
    "86495781e9", "87cf0a6b05", "88d3304405", "89b29a7aba", "8a0180e2db", "8a02493a07", "8a606d2023", "8aaa694054",
    "8d73a475e4", "8e368733bd", "8edd8153bb", "8f1e9676bf", "8f8aadb294", "8fb67cfe30", "9123eb950c", "9253afb1fc",
    "9340c81c58", "93564323f7", "9380b5a0ae", "939f14b8b3", "94abf30425", "94ffac9687", "9519e70696", "953c312c0b",
    "956d5145f5", "958db05344", "95b0bc8254", "9899e1daaa", "98c0960da6", "99cfc2cf2a", "9b69cfb713", "9b9ee96117",
    "9bef484bf2", "9c783947aa", "9dbca82855", "9df40e1aa2", "9ecccf8531", "9f0967d940", "9f8be0079d", "a05cb91f7b",
    "a0c8b3bdae", "a17a34f757", "a34f525519", "a4fb458f09", "a711371e49", "a819a20d25", "a82f981861", "a8e7f71c0c",
    "a998452c96", "ad124bdf4e", "adfaa064e0", "aee0d82fe5", "afea0e8328", "b0280a7fe5", "b0e4dc7cc0", "b141aa6bcc",
    "b1eefa1606", "b210f27101", "b21188aba9", "b2d16c7179", "b2d45a09f7", "b36c526702", "b4033ca544", "b45b1e83b4",
    "b650774305", "b70f154df5", "b862b509d9", "b89900c223", "bb928c89d6", "bcee4b0f61", "bddd6f771f", "bdffecc32b",
    "bf447d80d4", "c012d2dbd7", "c2ad945baa", "c31c5ddfc0", "c3b0467afa", "c3c56dd923", "c3f9455f5a", "c6381f5be5",
    "c696bef3f2", "c7397b9ef5", "c760eb1704", "c81c63bdcf", "c8f0d3316f", "ca4c2abf9c", "ccab5ef884", "cd2b23ced0",
    "cdbcfb7aae", "d12678692b", "d21e720d36", "d2b12d3491", "d37d4eecb1", "d468052d70", "d4c96edab7", "d622a50549",
    "d89e7d9e75", "db4e252402", "dc9c69f5cf", "dded3057a2", "dfce4f6159", "e073301196", "e16a46d6bc", "e290b759e9",
    "e3f21c7bb7", "e66d2e8c4a", "ea193370e1", "ebccbbf145", "ec950f375a", "ef4ea41a35", "f123f2d426", "f30fd993b7",
    "f4b0e84132", "f76684608a", "f78c0534dc", "f7e728a873", "f9c9de52bd", "fdc8f008d8",
})  # fmt: skip
"""Fingerprints of the issues learned from, see :mod:`treves.bargaining.predict.fingerprints`."""
