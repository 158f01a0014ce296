//! Figures that the Python twin computes and `tests/gateway/chain/test_merkle.py` holds against
//! this file. Record leaf `i` is Blake2s-256 of the text `record i`, cut to 251 bits; `RECORD_LEAF`
//! is the cut leaf of the record in `record_leaf.cairo`.

pub const LEAF_1: felt252 = 0x4c62a2ac2bcbbd8385028404040fcfc4c17930387214286ed2aa62f157cdd3b;
pub const LEAF_2: felt252 = 0x6b14ab0e6729236a3e33e35106e0f4adbd6041c85cd17ff7b6ef84c8fc22443;
pub const LEAF_3: felt252 = 0x4b517e14ceea01e7017eb0a63dea35220bbed0751247c4fdff5defdfc20bdcd;
pub const LEAF_4: felt252 = 0x1d36d53c342bab9e90aa72b5ceba18c93b3f18941c504cf1cbaff755a118850;
pub const LEAF_5: felt252 = 0x2eef48342e962cade2f9b5e204857497b5b60b808d0ec24cb1f4c7abe329c45;
pub const LEAF_6: felt252 = 0x182f95a4f3d395647480dae7af21efa1734af08cbd44136a891ecb006ae5384;
pub const LEAF_7: felt252 = 0x5d4229ac89acacf9b6b88dd1434e775042d4252db2935dea237df6bfef194ab;
pub const ROOT_1_FROM_1: felt252 = 0x9b2749fe0d1d4e26a25d248bcf23f29ec6cdbc52bbc7a6907aa4843c96e686;
pub const ROOT_2_FROM_1: felt252 = 0x5a20c011acec678b68584ac97096046fc9c69d95e948360e4586d15fd5132c;
pub const ROOT_3_FROM_1: felt252 =
    0x7b1958e309afdb980ebeb06a6cb664779fb2a88b7e561974519a5afc0ccf5c7;
pub const ROOT_5_FROM_1: felt252 =
    0x293fb5f400cf6e1cbb50c3b482bf12fb04d8d8b9ca201c1317724b2cc04b8ff;
pub const ROOT_7_FROM_1: felt252 =
    0x1b49a02fc7db0497f1fed4f55dbb29629d9e61474859c90872bf5961792f4e3;
pub const ROOT_7_FROM_1000000: felt252 =
    0x283fec75ca5d76d9f1a20b58f74922c972a3567101044ba14d35a3418baad6b;
pub const PATH_1000000_0: felt252 =
    0x3a26da53ad905a8ec96e9e031aaf5030299da0d867fc90af4c3b1e324270969;
pub const PATH_1000000_1: felt252 =
    0x807e1450ff163bf4926486b3fa5b688b1da064c045d568b93b8c9fed0dd61c;
pub const PATH_1000000_2: felt252 =
    0x302c9bbf1149009cd3fa59a4c640f4db1590b085ca6971c71640eb15748203;
pub const PATH_1000006_0: felt252 =
    0xf3d866b6b655ea2aea80241090f50461da9dbc15f43827a7cde4ff286d8e78;
pub const PATH_1000006_1: felt252 =
    0x12aa8a0fa525cf515af5a0caa0191b1b8e69362f1313923e5ba59b792b92d2c;
pub const RECORD_LEAF: felt252 = 0x243e48da212af990bd8349d36699bb95b67eadacaa28fa6a68a0a0efa88bbf8;
