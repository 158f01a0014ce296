//! Written by `zkml.cairo` from the Python verifier's own code; do not edit. 8 pictures of the
//! architecture 1ea670acad8aac45… under sn-pos-32-31-24.
use bounded::BoundedInt;
#[feature("bounded-int-utils")]
use core::internal::bounded_int::{DivRemHelper, UnitInt, div_rem, downcast, upcast};
use crate::zkml::circuit::{Circuit, Folding, Known, Lookups, Opened, Sizes};
use crate::zkml::{last_message, merkle};

/// The words of the architecture's digest.
pub const ARCHITECTURE: [u32; 8] = [
    0xac70a61e, 0x45ac8aad, 0x47217476, 0x1eaa5bfa, 0x1a2d464c, 0x9e0c6ab9, 0x13e3085c, 0x594b7e92,
];

/// log2 of the size of the weights' table.
pub const WEIGHT_BITS: u32 = 15;

/// All that depends on the architecture is in the code.
#[derive(Copy, Drop)]
pub struct Written {}

pub impl Implementation of Circuit<Written> {
    #[inline(always)]
    fn sizes(self: Written) -> Sizes {
        Sizes {
            code: 11,
            grinding: 24,
            items: 8,
            outputs: 4,
            binding: 1,
            packed: 133,
            input_bits: 0,
            items_bits: 3,
            witness_bits: 19,
            terms_bits: 11,
            output_bits: 2,
            scale: 64,
            levels: 4,
            join: 1,
            input_join: 4,
            queries: 31,
            draws: 6,
            hints: 2,
            felts: 3307,
        }
    }
    fn folds(self: Written, level: u32) -> (u32, felt252) {
        match level {
            0 => (4, 0x78000000000000ff00000000000000000000000000000000000000000000001),
            1 => (3, 0x70000000000000ee00000000000000000000000000000000000000000000001),
            2 => (3, 0x70000000000000ee00000000000000000000000000000000000000000000001),
            _ => (3, 0x70000000000000ee00000000000000000000000000000000000000000000001),
        }
    }
    fn lookups(
        self: Written, image: Span<felt252>, position: Span<felt252>, alpha: felt252, beta: felt252,
    ) -> Lookups {
        lookups(image, position, alpha, beta)
    }
    fn outputs(
        self: Written, image: Span<felt252>, output_point: Span<felt252>, values: Span<felt252>,
    ) -> felt252 {
        outputs(image, output_point, values)
    }
    fn known(
        self: Written,
        image: Span<felt252>,
        position: Span<felt252>,
        output_point: Span<felt252>,
        eta: felt252,
        sigma: Span<felt252>,
    ) -> Known {
        known(image, position, output_point, eta, sigma)
    }
    fn opening(
        self: Written,
        image: Span<felt252>,
        position: Span<felt252>,
        output_point: Span<felt252>,
        eta: felt252,
        sigma: Span<felt252>,
        gamma: felt252,
        zeta: felt252,
        packing: felt252,
        source_point: felt252,
        point: Span<felt252>,
        joined: Span<felt252>,
        last: Span<felt252>,
    ) -> felt252 {
        opening(
            image,
            position,
            output_point,
            eta,
            sigma,
            gamma,
            zeta,
            packing,
            source_point,
            point,
            joined,
            last,
        )
    }
    fn split_positions(self: Written, word: u128, ref drawn: Array<u32>) {
        let _ = split_positions(word, ref drawn);
    }
    fn split_order(self: Written, word: u128, ref order: Array<u32>) -> bool {
        upcast::<_, felt252>(split_order(word, ref order)) == 0
    }
    fn query(
        self: Written,
        position: u32,
        ref proof: Span<felt252>,
        folding: Folding,
        last: Box<[felt252; 64]>,
    ) -> Opened {
        query(position, ref proof, folding, last)
    }
    fn walk(
        self: Written, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Span<felt252>> {
        let [n0, n1, n2, n3, n4] = walk_7(128, ref opened, ref proof)?.unbox();
        Some(array![n0, n1, n2, n3, n4].span())
    }
}

fn lookups(
    mut image: Span<felt252>, mut position: Span<felt252>, alpha: felt252, beta: felt252,
) -> Lookups {
    let [b0, b1, b2] = (*image.multi_pop_front::<3>().unwrap()).unbox();
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14] = (*position
        .multi_pop_front::<15>()
        .unwrap())
        .unbox();
    let v23 = 0 - r0 + 1;
    let v24 = 0 - r1 + 1;
    let v25 = v23 * v24;
    let v26 = r1 * v23;
    let v27 = 0 - r2 + 1;
    let v28 = v26 * v27;
    let v29 = r0 * v24;
    let v30 = v27 * v29;
    let v31 = 0 - r3 + 1;
    let v32 = v30 * v31;
    let v33 = r3 * v30;
    let v34 = 0 - r4 + 1;
    let v35 = v33 * v34;
    let v36 = 0 - r5 + 1;
    let v37 = v35 * v36;
    let v38 = r2 * v26;
    let v39 = 0 - b0 + 1;
    let v40 = 0 - b1 + 1;
    let v41 = v39 * v40;
    let v42 = 0 - b2 + 1;
    let v43 = v41 * v42;
    let v44 = beta * beta;
    let v45 = r0 * r1;
    let v46 = r2 * v45;
    let v47 = r3 * v46;
    let v48 = r4 * v47;
    let v49 = r5 * v48;
    let v50 = 0 - r6 + 1;
    let v51 = 0 - r7 + 1;
    let v53 = 0 - r8 + 1;
    let v55 = 0 - r9 + 1;
    let v57 = 0 - r10 + 1;
    let v59 = 0 - r11 + 1;
    let v61 = 0 - r12 + 1;
    let v63 = 0 - r13 + 1;
    let v65 = 0 - r14 + 1;
    let v67 = 0
        - 262144 * r6
        - 131072 * r7
        - 65536 * r8
        - 32768 * r9
        - 16384 * r10
        - 8192 * r11
        - 4096 * r12
        - 2048 * r13
        - 1024 * r14
        - 562949953422368;
    let v68 = beta * v67;
    let v69 = alpha - v68;
    let v70 = v49 * v69;
    let v71 = v36 * v48;
    let v72 = r6 * v71;
    let v80 = r14 * beta;
    let v81 = alpha
        + 281474976710656 * v80
        - 128 * r7
        - 64 * r8
        - 32 * r9
        - 16 * r10
        - 8 * r11
        - 4 * r12
        - 2 * r13
        - r14;
    let v82 = v72 * v81;
    let v83 = v50 * v71;
    let v84 = 131072 * r7
        + 65536 * r8
        + 32768 * r9
        + 16384 * r10
        + 8192 * r11
        + 4096 * r12
        + 2048 * r13
        + 1024 * r14
        - 562949953421280;
    let v85 = beta * v84;
    let v86 = alpha - v85 - 255;
    let v87 = v83 * v86;
    let v88 = v34 * v47;
    let v89 = r5 * v88;
    let v90 = r6 * v89;
    let v91 = r7 * v90;
    let v98 = 0
        - 65536 * r8
        - 32768 * r9
        - 16384 * r10
        - 8192 * r11
        - 4096 * r12
        - 2048 * r13
        - 1024 * r14
        - 562949953946656;
    let v99 = beta * v98;
    let v100 = alpha - v99;
    let v101 = v91 * v100;
    let v102 = v51 * v90;
    let v103 = r8 * v102;
    let v104 = v55 * v57;
    let v105 = v59 * v104;
    let v106 = v61 * v105;
    let v107 = v63 * v106;
    let v108 = v65 * v107;
    let v109 = 0
        - 32768 * r9
        - 16384 * r10
        - 8192 * r11
        - 4096 * r12
        - 2048 * r13
        - 1024 * r14
        - 562949954077728;
    let v110 = beta * v109;
    let v111 = alpha - v110;
    let v112 = v103 * v111;
    let v113 = v53 * v102;
    let v114 = r9 * v113;
    let v115 = r10 * v114;
    let v119 = 0 - 8192 * r11 - 4096 * r12 - 2048 * r13 - 1024 * r14 - 562949954143264;
    let v120 = beta * v119;
    let v121 = alpha - v120;
    let v122 = v115 * v121;
    let v123 = v57 * v114;
    let v124 = 8192 * r11 + 4096 * r12 + 2048 * r13 + 1024 * r14 - 562949953159136;
    let v125 = beta * v124;
    let v126 = alpha - v125 - 255;
    let v127 = v123 * v126;
    let v128 = v55 * v113;
    let v129 = r10 * v128;
    let v130 = r11 * v129;
    let v133 = 4096 * r12 + 2048 * r13 + 1024 * r14 - 562949953142752;
    let v134 = beta * v133;
    let v135 = alpha - v134 - 255;
    let v136 = v130 * v135;
    let v137 = v59 * v129;
    let v138 = r12 * v137;
    let v140 = 0 - 2048 * r13 - 1024 * r14 - 562949954159648;
    let v141 = beta * v140;
    let v142 = alpha - v141;
    let v143 = v138 * v142;
    let v144 = v61 * v137;
    let v145 = 2048 * r13 + 1024 * r14 - 562949953134560;
    let v146 = beta * v145;
    let v147 = alpha - v146 - 255;
    let v148 = v144 * v147;
    let v149 = v57 * v128;
    let v150 = r11 * v149;
    let v151 = r12 * v150;
    let v152 = r13 * v151;
    let v153 = 1024 * r14 - 562949953130464;
    let v154 = beta * v153;
    let v155 = alpha - v154 - 255;
    let v156 = v152 * v155;
    let v157 = v63 * v151;
    let v158 = r14 * v157;
    let v159 = alpha + 562949953128416 * beta - 255;
    let v160 = v158 * v159;
    let v170 = alpha
        - 512 * r5
        - 256 * r6
        - 128 * r7
        - 64 * r8
        - 32 * r9
        - 16 * r10
        - 8 * r11
        - 4 * r12
        - 2 * r13
        - r14
        - v44
        - 562949953421312;
    let v171 = v48 * v170;
    let v172 = r8 * v91;
    let v173 = alpha - 32 * r9 - 16 * r10 - 8 * r11 - 4 * r12 - 2 * r13 - r14 - v44 + 32;
    let v174 = v172 * v173;
    let v175 = v53 * v91;
    let v176 = alpha
        + 281474976710592 * v108
        - 32 * r9
        - 16 * r10
        - 8 * r11
        - 4 * r12
        - 2 * r13
        - r14
        - v44
        - 281474976710624;
    let v177 = v175 * v176;
    let v178 = v25 + v28 + v32 + v37 + v38;
    let v179 = alpha * v178;
    let v180 = v70 + v82 + v87 + v101 + v112 + v122 + v127 + v136 + v143 + v148 + v156 + v160;
    let v181 = v43 * v180;
    let v182 = v49 + v72 + v83 + v91 + v103 + v115 + v123 + v130 + v138 + v144 + v152 + v158;
    let v183 = v43 * v182;
    let v184 = alpha - v44;
    let v185 = v178 * v184;
    let v186 = v171 + v174 + v177;
    let v187 = v43 * v186;
    let v188 = v48 + v172 + v175;
    let v189 = v43 * v188;
    Lookups {
        active: v25 + v28 + v32 + v37 + v38,
        on_first: v43,
        fixed_2: v179 + v181 - v25 - v28 - v32 - v37 - v38 - v183 + 1,
        fixed_1: v185 + v187 - v25 - v28 - v32 - v37 - v38 - v189 + 1,
    }
}

fn outputs(
    mut image: Span<felt252>, mut output_point: Span<felt252>, mut values: Span<felt252>,
) -> felt252 {
    let [b0, b1, b2] = (*image.multi_pop_front::<3>().unwrap()).unbox();
    let [o0, o1] = (*output_point.multi_pop_front::<2>().unwrap()).unbox();
    let [
        y0,
        y1,
        y2,
        y3,
        y4,
        y5,
        y6,
        y7,
        y8,
        y9,
        y10,
        y11,
        y12,
        y13,
        y14,
        y15,
        y16,
        y17,
        y18,
        y19,
        y20,
        y21,
        y22,
        y23,
        y24,
        y25,
        y26,
        y27,
        y28,
        y29,
        y30,
        y31,
    ] =
        (*values
        .multi_pop_front::<32>()
        .unwrap())
        .unbox();
    let v53 = 0 - b0 + 1;
    let v54 = b1 * v53;
    let v55 = b0 * b1;
    let v56 = 0 - b0 - v54 + 1;
    let v57 = b2 * v56;
    let v58 = b2 * v54;
    let v59 = b0 - v55;
    let v60 = b2 * v59;
    let v61 = b2 * v55;
    let v62 = 0 - o0 + 1;
    let v63 = o1 * v62;
    let v64 = o0 * o1;
    let v65 = 0 - o0 - v63 + 1;
    let v66 = y0 * v65;
    let v67 = y1 * v63;
    let v68 = o0 - v64;
    let v69 = y2 * v68;
    let v70 = y3 * v64;
    let v71 = 0 - b0 - v54 - v57 + 1;
    let v72 = v66 + v67 + v69 + v70;
    let v73 = v71 * v72;
    let v74 = y4 * v65;
    let v75 = y5 * v63;
    let v76 = y6 * v68;
    let v77 = y7 * v64;
    let v78 = v74 + v75 + v76 + v77;
    let v79 = v57 * v78;
    let v80 = y8 * v65;
    let v81 = y9 * v63;
    let v82 = y10 * v68;
    let v83 = y11 * v64;
    let v84 = v54 - v58;
    let v85 = v80 + v81 + v82 + v83;
    let v86 = v84 * v85;
    let v87 = y12 * v65;
    let v88 = y13 * v63;
    let v89 = y14 * v68;
    let v90 = y15 * v64;
    let v91 = v87 + v88 + v89 + v90;
    let v92 = v58 * v91;
    let v93 = y16 * v65;
    let v94 = y17 * v63;
    let v95 = y18 * v68;
    let v96 = y19 * v64;
    let v97 = b0 - v55 - v60;
    let v98 = v93 + v94 + v95 + v96;
    let v99 = v97 * v98;
    let v100 = y20 * v65;
    let v101 = y21 * v63;
    let v102 = y22 * v68;
    let v103 = y23 * v64;
    let v104 = v100 + v101 + v102 + v103;
    let v105 = v60 * v104;
    let v106 = y24 * v65;
    let v107 = y25 * v63;
    let v108 = y26 * v68;
    let v109 = y27 * v64;
    let v110 = v55 - v61;
    let v111 = v106 + v107 + v108 + v109;
    let v112 = v110 * v111;
    let v113 = y28 * v65;
    let v114 = y29 * v63;
    let v115 = y30 * v68;
    let v116 = y31 * v64;
    let v117 = v113 + v114 + v115 + v116;
    let v118 = v61 * v117;
    v73 + v79 + v86 + v92 + v99 + v105 + v112 + v118
}

fn known(
    _image: Span<felt252>,
    _position: Span<felt252>,
    _output_point: Span<felt252>,
    _eta: felt252,
    mut sigma: Span<felt252>,
) -> Known {
    let [g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, g10] = (*sigma.multi_pop_front::<11>().unwrap())
        .unbox();
    let v48 = 0 - g1 + 1;
    let v49 = g0 * v48;
    let v50 = g2 * v49;
    let v51 = g3 * v50;
    let v52 = 0 - g4 + 1;
    let v53 = v51 * v52;
    let v54 = 0 - g5 + 1;
    let v55 = v53 * v54;
    let v56 = 0 - g6 + 1;
    let v58 = 0 - g7 + 1;
    let v61 = 0 - g9 + 1;
    let v62 = g10 * v61;
    let v63 = g9 * g10;
    let v709 = g6 * v55;
    let v710 = v58 * v709;
    let v711 = 0 - g8 + 1;
    let v712 = v710 * v711;
    let v713 = 63 * v62 + 4095 * g9 + 258048 * v63 + 1;
    let v714 = v712 * v713;
    let v715 = g8 * v710;
    let v716 = v713 * v715;
    let v717 = g7 * v709;
    let v718 = v711 * v717;
    let v719 = v713 * v718;
    let v720 = g8 * v717;
    let v721 = v713 * v720;
    let v722 = g5 * v53;
    let v723 = v56 * v722;
    let v724 = v58 * v723;
    let v725 = v711 * v724;
    let v726 = v713 * v725;
    Known {
        value: v714 + v716 + v719 + v721 + v726,
        weights: 0,
        channels: array![].span(),
        rows: array![].span(),
        columns: array![].span(),
        items: array![].span(),
    }
}

fn opening(
    mut image: Span<felt252>,
    mut position: Span<felt252>,
    mut output_point: Span<felt252>,
    eta: felt252,
    mut sigma: Span<felt252>,
    gamma: felt252,
    zeta: felt252,
    packing: felt252,
    _source_point: felt252,
    mut point: Span<felt252>,
    mut joined: Span<felt252>,
    mut last: Span<felt252>,
) -> felt252 {
    let [b0, b1, b2] = (*image.multi_pop_front::<3>().unwrap()).unbox();
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14] = (*position
        .multi_pop_front::<15>()
        .unwrap())
        .unbox();
    let [o0, o1] = (*output_point.multi_pop_front::<2>().unwrap()).unbox();
    let [g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, g10] = (*sigma.multi_pop_front::<11>().unwrap())
        .unbox();
    let [u0, u1, u2, u3, u4, u5, u6, u7, u8, u9, u10, u11, u12] = (*point
        .multi_pop_front::<13>()
        .unwrap())
        .unbox();
    let [j0] = (*joined.multi_pop_front::<1>().unwrap()).unbox();
    let [
        f0,
        f1,
        f2,
        f3,
        f4,
        f5,
        f6,
        f7,
        f8,
        f9,
        f10,
        f11,
        f12,
        f13,
        f14,
        f15,
        f16,
        f17,
        f18,
        f19,
        f20,
        f21,
        f22,
        f23,
        f24,
        f25,
        f26,
        f27,
        f28,
        f29,
        f30,
        f31,
        f32,
        f33,
        f34,
        f35,
        f36,
        f37,
        f38,
        f39,
        f40,
        f41,
        f42,
        f43,
        f44,
        f45,
        f46,
        f47,
        f48,
        f49,
        f50,
        f51,
        f52,
        f53,
        f54,
        f55,
        f56,
        f57,
        f58,
        f59,
        f60,
        f61,
        f62,
        f63,
    ] =
        (*last
        .multi_pop_front::<64>()
        .unwrap())
        .unbox();
    let v32 = 0 - r0 + 1;
    let v33 = 0 - r1 + 1;
    let v34 = v32 * v33;
    let v35 = r1 * v32;
    let v36 = 0 - r2 + 1;
    let v37 = v35 * v36;
    let v38 = r0 * v33;
    let v39 = v36 * v38;
    let v40 = 0 - r3 + 1;
    let v41 = v39 * v40;
    let v42 = r3 * v39;
    let v43 = 0 - r4 + 1;
    let v44 = v42 * v43;
    let v45 = 0 - r5 + 1;
    let v46 = v44 * v45;
    let v47 = r2 * v35;
    let v48 = 0 - g1 + 1;
    let v49 = g0 * v48;
    let v50 = g2 * v49;
    let v51 = g3 * v50;
    let v52 = 0 - g4 + 1;
    let v53 = v51 * v52;
    let v54 = 0 - g5 + 1;
    let v55 = v53 * v54;
    let v56 = 0 - g6 + 1;
    let v57 = v55 * v56;
    let v58 = 0 - g7 + 1;
    let v59 = g8 * v58;
    let v60 = g7 * g8;
    let v61 = 0 - g9 + 1;
    let v62 = g10 * v61;
    let v63 = g9 * g10;
    let v64 = r6 * v45;
    let v65 = r5 * r6;
    let v66 = 0 - r5 - v64 + 1;
    let v67 = r7 * v66;
    let v68 = r7 * v64;
    let v69 = r5 - v65;
    let v70 = r7 * v69;
    let v71 = r7 * v65;
    let v72 = 0 - r5 - v64 - v67 + 1;
    let v73 = r8 * v72;
    let v74 = r8 * v67;
    let v75 = v64 - v68;
    let v76 = r8 * v75;
    let v77 = r8 * v68;
    let v78 = r5 - v65 - v70;
    let v79 = r8 * v78;
    let v80 = r8 * v70;
    let v81 = v65 - v71;
    let v82 = r8 * v81;
    let v83 = r8 * v71;
    let v84 = 0 - r5 - v64 - v67 - v73 + 1;
    let v85 = r9 * v84;
    let v86 = r9 * v73;
    let v87 = v67 - v74;
    let v88 = r9 * v87;
    let v89 = r9 * v74;
    let v90 = v64 - v68 - v76;
    let v91 = r9 * v90;
    let v92 = r9 * v76;
    let v93 = v68 - v77;
    let v94 = r9 * v93;
    let v95 = r9 * v77;
    let v96 = r5 - v65 - v70 - v79;
    let v97 = r9 * v96;
    let v98 = r9 * v79;
    let v99 = v70 - v80;
    let v100 = r9 * v99;
    let v101 = r9 * v80;
    let v102 = v65 - v71 - v82;
    let v103 = r9 * v102;
    let v104 = r9 * v82;
    let v105 = v71 - v83;
    let v106 = r9 * v105;
    let v107 = r9 * v83;
    let v108 = 0 - r10 + 1;
    let v109 = r11 * v108;
    let v110 = r10 * r11;
    let v111 = 0 - r10 - v109 + 1;
    let v112 = r12 * v111;
    let v113 = r12 * v109;
    let v114 = r10 - v110;
    let v115 = r12 * v114;
    let v116 = r12 * v110;
    let v117 = 0 - r10 - v109 - v112 + 1;
    let v118 = r13 * v117;
    let v119 = r13 * v112;
    let v120 = v109 - v113;
    let v121 = r13 * v120;
    let v122 = r13 * v113;
    let v123 = r10 - v110 - v115;
    let v124 = r13 * v123;
    let v125 = r13 * v115;
    let v126 = v110 - v116;
    let v127 = r13 * v126;
    let v128 = r13 * v116;
    let v129 = 0 - r10 - v109 - v112 - v118 + 1;
    let v130 = r14 * v129;
    let v131 = r14 * v118;
    let v132 = v112 - v119;
    let v133 = r14 * v132;
    let v134 = r14 * v119;
    let v135 = v109 - v113 - v121;
    let v136 = r14 * v135;
    let v137 = r14 * v121;
    let v138 = v113 - v122;
    let v139 = r14 * v138;
    let v140 = r14 * v122;
    let v141 = r10 - v110 - v115 - v124;
    let v142 = r14 * v141;
    let v143 = r14 * v124;
    let v144 = v115 - v125;
    let v145 = r14 * v144;
    let v146 = r14 * v125;
    let v147 = v110 - v116 - v127;
    let v148 = r14 * v147;
    let v149 = r14 * v127;
    let v150 = v116 - v128;
    let v151 = r14 * v150;
    let v152 = r14 * v128;
    let v153 = 0 - r5 - v64 - v67 - v73 - v85 + 1;
    let v154 = v59 * v153;
    let v155 = 0 - g7 - v59 + 1;
    let v156 = v85 * v155;
    let v157 = g7 - v60;
    let v158 = v153 * v157;
    let v159 = v59 * v85;
    let v160 = v73 - v86;
    let v161 = v155 * v160;
    let v162 = v85 * v157;
    let v163 = v59 * v160;
    let v164 = v86 * v155;
    let v165 = v157 * v160;
    let v166 = v59 * v86;
    let v167 = v67 - v74 - v88;
    let v168 = v155 * v167;
    let v169 = v86 * v157;
    let v170 = v59 * v167;
    let v171 = v88 * v155;
    let v172 = v157 * v167;
    let v173 = v59 * v88;
    let v174 = v74 - v89;
    let v175 = v155 * v174;
    let v176 = v88 * v157;
    let v177 = v59 * v174;
    let v178 = v89 * v155;
    let v179 = v157 * v174;
    let v180 = v59 * v89;
    let v181 = v64 - v68 - v76 - v91;
    let v182 = v155 * v181;
    let v183 = v89 * v157;
    let v184 = v59 * v181;
    let v185 = v91 * v155;
    let v186 = v157 * v181;
    let v187 = v59 * v91;
    let v188 = v76 - v92;
    let v189 = v155 * v188;
    let v190 = v91 * v157;
    let v191 = v59 * v188;
    let v192 = v92 * v155;
    let v193 = v157 * v188;
    let v194 = v59 * v92;
    let v195 = v68 - v77 - v94;
    let v196 = v155 * v195;
    let v197 = v92 * v157;
    let v198 = v59 * v195;
    let v199 = v94 * v155;
    let v200 = v157 * v195;
    let v201 = v59 * v94;
    let v202 = v77 - v95;
    let v203 = v155 * v202;
    let v204 = v94 * v157;
    let v205 = v59 * v202;
    let v206 = v95 * v155;
    let v207 = v157 * v202;
    let v208 = v59 * v95;
    let v209 = r5 - v65 - v70 - v79 - v97;
    let v210 = v155 * v209;
    let v211 = v95 * v157;
    let v212 = v59 * v209;
    let v213 = v97 * v155;
    let v214 = v157 * v209;
    let v215 = v59 * v97;
    let v216 = v79 - v98;
    let v217 = v155 * v216;
    let v218 = v97 * v157;
    let v219 = v59 * v216;
    let v220 = v98 * v155;
    let v221 = v157 * v216;
    let v222 = v59 * v98;
    let v223 = v70 - v80 - v100;
    let v224 = v155 * v223;
    let v225 = v98 * v157;
    let v226 = v59 * v223;
    let v227 = v100 * v155;
    let v228 = v157 * v223;
    let v229 = v59 * v100;
    let v230 = v80 - v101;
    let v231 = v155 * v230;
    let v232 = v100 * v157;
    let v233 = v59 * v230;
    let v234 = v101 * v155;
    let v235 = v157 * v230;
    let v236 = v59 * v101;
    let v237 = v65 - v71 - v82 - v103;
    let v238 = v155 * v237;
    let v239 = v101 * v157;
    let v240 = v59 * v237;
    let v241 = v103 * v155;
    let v242 = v157 * v237;
    let v243 = v59 * v103;
    let v244 = v82 - v104;
    let v245 = v155 * v244;
    let v246 = v103 * v157;
    let v247 = v59 * v244;
    let v248 = v104 * v155;
    let v249 = v157 * v244;
    let v250 = v59 * v104;
    let v251 = v71 - v83 - v106;
    let v252 = v155 * v251;
    let v253 = v104 * v157;
    let v254 = v59 * v251;
    let v255 = v106 * v155;
    let v256 = v157 * v251;
    let v257 = v59 * v106;
    let v258 = v83 - v107;
    let v259 = v155 * v258;
    let v260 = v106 * v157;
    let v261 = v59 * v258;
    let v262 = v107 * v155;
    let v263 = v157 * v258;
    let v264 = v59 * v107;
    let v265 = v107 * v157;
    let v266 = 0 - r10 - v109 - v112 - v118 - v130 + 1;
    let v267 = v62 * v266;
    let v268 = 0 - g9 - v62 + 1;
    let v269 = v130 * v268;
    let v270 = g9 - v63;
    let v271 = v266 * v270;
    let v272 = v62 * v130;
    let v273 = v118 - v131;
    let v274 = v268 * v273;
    let v275 = v130 * v270;
    let v276 = v62 * v273;
    let v277 = v131 * v268;
    let v278 = v270 * v273;
    let v279 = v62 * v131;
    let v280 = v112 - v119 - v133;
    let v281 = v268 * v280;
    let v282 = v131 * v270;
    let v283 = v62 * v280;
    let v284 = v133 * v268;
    let v285 = v270 * v280;
    let v286 = v62 * v133;
    let v287 = v119 - v134;
    let v288 = v268 * v287;
    let v289 = v133 * v270;
    let v290 = v62 * v287;
    let v291 = v134 * v268;
    let v292 = v270 * v287;
    let v293 = v62 * v134;
    let v294 = v109 - v113 - v121 - v136;
    let v295 = v268 * v294;
    let v296 = v134 * v270;
    let v297 = v62 * v294;
    let v298 = v136 * v268;
    let v299 = v270 * v294;
    let v300 = v62 * v136;
    let v301 = v121 - v137;
    let v302 = v268 * v301;
    let v303 = v136 * v270;
    let v304 = v62 * v301;
    let v305 = v137 * v268;
    let v306 = v270 * v301;
    let v307 = v62 * v137;
    let v308 = v113 - v122 - v139;
    let v309 = v268 * v308;
    let v310 = v137 * v270;
    let v311 = v62 * v308;
    let v312 = v139 * v268;
    let v313 = v270 * v308;
    let v314 = v62 * v139;
    let v315 = v122 - v140;
    let v316 = v268 * v315;
    let v317 = v139 * v270;
    let v318 = v62 * v315;
    let v319 = v140 * v268;
    let v320 = v270 * v315;
    let v321 = v62 * v140;
    let v322 = r10 - v110 - v115 - v124 - v142;
    let v323 = v268 * v322;
    let v324 = v140 * v270;
    let v325 = v62 * v322;
    let v326 = v142 * v268;
    let v327 = v270 * v322;
    let v328 = v62 * v142;
    let v329 = v124 - v143;
    let v330 = v268 * v329;
    let v331 = v142 * v270;
    let v332 = v62 * v329;
    let v333 = v143 * v268;
    let v334 = v270 * v329;
    let v335 = v62 * v143;
    let v336 = v115 - v125 - v145;
    let v337 = v268 * v336;
    let v338 = v143 * v270;
    let v339 = v62 * v336;
    let v340 = v145 * v268;
    let v341 = v270 * v336;
    let v342 = v62 * v145;
    let v343 = v125 - v146;
    let v344 = v268 * v343;
    let v345 = v145 * v270;
    let v346 = v62 * v343;
    let v347 = v146 * v268;
    let v348 = v270 * v343;
    let v349 = v62 * v146;
    let v350 = v110 - v116 - v127 - v148;
    let v351 = v268 * v350;
    let v352 = v146 * v270;
    let v353 = v62 * v350;
    let v354 = v148 * v268;
    let v355 = v270 * v350;
    let v356 = v62 * v148;
    let v357 = v127 - v149;
    let v358 = v268 * v357;
    let v359 = v148 * v270;
    let v360 = v62 * v357;
    let v361 = v149 * v268;
    let v362 = v270 * v357;
    let v363 = v62 * v149;
    let v364 = v116 - v128 - v151;
    let v365 = v268 * v364;
    let v366 = v149 * v270;
    let v367 = v62 * v364;
    let v368 = v151 * v268;
    let v369 = v270 * v364;
    let v370 = v62 * v151;
    let v371 = v128 - v152;
    let v372 = v268 * v371;
    let v373 = v151 * v270;
    let v374 = v62 * v371;
    let v375 = v152 * v268;
    let v376 = v270 * v371;
    let v377 = v62 * v152;
    let v378 = v152 * v270;
    let v379 = 0 - g3 + 1;
    let v380 = v50 * v379;
    let v381 = g5 * v52;
    let v382 = g4 * g5;
    let v383 = 0 - g4 - v381 + 1;
    let v384 = g6 * v383;
    let v385 = g6 * v381;
    let v386 = g4 - v382;
    let v387 = g6 * v386;
    let v388 = g6 * v382;
    let v389 = 0 - r7 + 1;
    let v390 = r8 * v389;
    let v391 = r7 * r8;
    let v392 = 0 - r7 - v390 + 1;
    let v393 = r9 * v392;
    let v394 = r9 * v390;
    let v395 = r7 - v391;
    let v396 = r9 * v395;
    let v397 = r9 * v391;
    let v398 = 0 - r7 - v390 - v393 + 1;
    let v399 = r10 * v398;
    let v400 = r10 * v393;
    let v401 = v390 - v394;
    let v402 = r10 * v401;
    let v403 = r10 * v394;
    let v404 = r7 - v391 - v396;
    let v405 = r10 * v404;
    let v406 = r10 * v396;
    let v407 = v391 - v397;
    let v408 = r10 * v407;
    let v409 = r10 * v397;
    let v410 = 0 - r11 + 1;
    let v411 = r12 * v410;
    let v412 = r11 * r12;
    let v413 = 0 - r11 - v411 + 1;
    let v414 = r13 * v413;
    let v415 = r13 * v411;
    let v416 = r11 - v412;
    let v417 = r13 * v416;
    let v418 = r13 * v412;
    let v419 = 0 - r11 - v411 - v414 + 1;
    let v420 = r14 * v419;
    let v421 = r14 * v414;
    let v422 = v411 - v415;
    let v423 = r14 * v422;
    let v424 = r14 * v415;
    let v425 = r11 - v412 - v417;
    let v426 = r14 * v425;
    let v427 = r14 * v417;
    let v428 = v412 - v418;
    let v429 = r14 * v428;
    let v430 = r14 * v418;
    let v431 = 0 - r7 - v390 - v393 - v399 + 1;
    let v432 = v59 * v431;
    let v433 = v155 * v399;
    let v434 = v157 * v431;
    let v435 = v59 * v399;
    let v436 = v393 - v400;
    let v437 = v155 * v436;
    let v438 = v157 * v399;
    let v439 = v59 * v436;
    let v440 = v155 * v400;
    let v441 = v157 * v436;
    let v442 = v59 * v400;
    let v443 = v390 - v394 - v402;
    let v444 = v155 * v443;
    let v445 = v157 * v400;
    let v446 = v59 * v443;
    let v447 = v155 * v402;
    let v448 = v157 * v443;
    let v449 = v59 * v402;
    let v450 = v394 - v403;
    let v451 = v155 * v450;
    let v452 = v157 * v402;
    let v453 = v59 * v450;
    let v454 = v155 * v403;
    let v455 = v157 * v450;
    let v456 = v59 * v403;
    let v457 = r7 - v391 - v396 - v405;
    let v458 = v155 * v457;
    let v459 = v157 * v403;
    let v460 = v59 * v457;
    let v461 = v155 * v405;
    let v462 = v157 * v457;
    let v463 = v59 * v405;
    let v464 = v396 - v406;
    let v465 = v155 * v464;
    let v466 = v157 * v405;
    let v467 = v59 * v464;
    let v468 = v155 * v406;
    let v469 = v157 * v464;
    let v470 = v59 * v406;
    let v471 = v391 - v397 - v408;
    let v472 = v155 * v471;
    let v473 = v157 * v406;
    let v474 = v59 * v471;
    let v475 = v155 * v408;
    let v476 = v157 * v471;
    let v477 = v59 * v408;
    let v478 = v397 - v409;
    let v479 = v155 * v478;
    let v480 = v157 * v408;
    let v481 = v59 * v478;
    let v482 = v155 * v409;
    let v483 = v157 * v478;
    let v484 = v59 * v409;
    let v485 = v157 * v409;
    let v486 = 0 - r11 - v411 - v414 - v420 + 1;
    let v487 = v62 * v486;
    let v488 = v268 * v420;
    let v489 = v270 * v486;
    let v490 = v62 * v420;
    let v491 = v414 - v421;
    let v492 = v268 * v491;
    let v493 = v270 * v420;
    let v494 = v62 * v491;
    let v495 = v268 * v421;
    let v496 = v270 * v491;
    let v497 = v62 * v421;
    let v498 = v411 - v415 - v423;
    let v499 = v268 * v498;
    let v500 = v270 * v421;
    let v501 = v62 * v498;
    let v502 = v268 * v423;
    let v503 = v270 * v498;
    let v504 = v62 * v423;
    let v505 = v415 - v424;
    let v506 = v268 * v505;
    let v507 = v270 * v423;
    let v508 = v62 * v505;
    let v509 = v268 * v424;
    let v510 = v270 * v505;
    let v511 = v62 * v424;
    let v512 = r11 - v412 - v417 - v426;
    let v513 = v268 * v512;
    let v514 = v270 * v424;
    let v515 = v62 * v512;
    let v516 = v268 * v426;
    let v517 = v270 * v512;
    let v518 = v62 * v426;
    let v519 = v417 - v427;
    let v520 = v268 * v519;
    let v521 = v270 * v426;
    let v522 = v62 * v519;
    let v523 = v268 * v427;
    let v524 = v270 * v519;
    let v525 = v62 * v427;
    let v526 = v412 - v418 - v429;
    let v527 = v268 * v526;
    let v528 = v270 * v427;
    let v529 = v62 * v526;
    let v530 = v268 * v429;
    let v531 = v270 * v526;
    let v532 = v62 * v429;
    let v533 = v418 - v430;
    let v534 = v268 * v533;
    let v535 = v270 * v429;
    let v536 = v62 * v533;
    let v537 = v268 * v430;
    let v538 = v270 * v533;
    let v539 = v62 * v430;
    let v540 = v270 * v430;
    let v541 = 0 - g2 + 1;
    let v542 = v49 * v541;
    let v543 = g4 * v379;
    let v544 = g3 * g4;
    let v545 = 0 - g3 - v543 + 1;
    let v546 = g5 * v545;
    let v547 = g5 * v543;
    let v548 = g3 - v544;
    let v549 = g5 * v548;
    let v550 = g5 * v544;
    let v551 = 0 - g3 - v543 - v546 + 1;
    let v552 = g6 * v551;
    let v553 = g6 * v546;
    let v554 = v543 - v547;
    let v555 = g6 * v554;
    let v556 = g6 * v547;
    let v557 = g3 - v544 - v549;
    let v558 = g6 * v557;
    let v559 = g6 * v549;
    let v560 = v544 - v550;
    let v561 = g6 * v560;
    let v562 = g6 * v550;
    let v563 = 0 - r9 + 1;
    let v564 = r10 * v563;
    let v565 = r9 * r10;
    let v566 = 0 - r9 - v564 + 1;
    let v567 = r11 * v566;
    let v568 = r11 * v564;
    let v569 = r9 - v565;
    let v570 = r11 * v569;
    let v571 = r11 * v565;
    let v572 = 0 - r12 + 1;
    let v573 = r13 * v572;
    let v574 = r12 * r13;
    let v575 = 0 - r12 - v573 + 1;
    let v576 = r14 * v575;
    let v577 = r14 * v573;
    let v578 = r12 - v574;
    let v579 = r14 * v578;
    let v580 = r14 * v574;
    let v581 = 0 - r9 - v564 - v567 + 1;
    let v582 = v59 * v581;
    let v583 = v155 * v567;
    let v584 = v157 * v581;
    let v585 = v59 * v567;
    let v586 = v564 - v568;
    let v587 = v155 * v586;
    let v588 = v157 * v567;
    let v589 = v59 * v586;
    let v590 = v155 * v568;
    let v591 = v157 * v586;
    let v592 = v59 * v568;
    let v593 = r9 - v565 - v570;
    let v594 = v155 * v593;
    let v595 = v157 * v568;
    let v596 = v59 * v593;
    let v597 = v155 * v570;
    let v598 = v157 * v593;
    let v599 = v59 * v570;
    let v600 = v565 - v571;
    let v601 = v155 * v600;
    let v602 = v157 * v570;
    let v603 = v59 * v600;
    let v604 = v155 * v571;
    let v605 = v157 * v600;
    let v606 = v59 * v571;
    let v607 = v157 * v571;
    let v608 = 0 - r12 - v573 - v576 + 1;
    let v609 = v62 * v608;
    let v610 = v268 * v576;
    let v611 = v270 * v608;
    let v612 = v62 * v576;
    let v613 = v573 - v577;
    let v614 = v268 * v613;
    let v615 = v270 * v576;
    let v616 = v62 * v613;
    let v617 = v268 * v577;
    let v618 = v270 * v613;
    let v619 = v62 * v577;
    let v620 = r12 - v574 - v579;
    let v621 = v268 * v620;
    let v622 = v270 * v577;
    let v623 = v62 * v620;
    let v624 = v268 * v579;
    let v625 = v270 * v620;
    let v626 = v62 * v579;
    let v627 = v574 - v580;
    let v628 = v268 * v627;
    let v629 = v270 * v579;
    let v630 = v62 * v627;
    let v631 = v268 * v580;
    let v632 = v270 * v627;
    let v633 = v62 * v580;
    let v634 = v270 * v580;
    let v635 = 0 - g0 + 1;
    let v636 = v48 * v635;
    let v637 = g3 * v541;
    let v638 = g2 * g3;
    let v639 = 0 - g2 - v637 + 1;
    let v640 = g4 * v639;
    let v641 = g4 * v637;
    let v642 = g2 - v638;
    let v643 = g4 * v642;
    let v644 = g4 * v638;
    let v645 = 0 - g2 - v637 - v640 + 1;
    let v646 = g5 * v645;
    let v647 = g5 * v640;
    let v648 = v637 - v641;
    let v649 = g5 * v648;
    let v650 = g5 * v641;
    let v651 = g2 - v638 - v643;
    let v652 = g5 * v651;
    let v653 = g5 * v643;
    let v654 = v638 - v644;
    let v655 = g5 * v654;
    let v656 = g5 * v644;
    let v657 = 0 - g2 - v637 - v640 - v646 + 1;
    let v658 = g6 * v657;
    let v659 = g6 * v646;
    let v660 = v640 - v647;
    let v661 = g6 * v660;
    let v662 = g6 * v647;
    let v663 = v637 - v641 - v649;
    let v664 = g6 * v663;
    let v665 = g6 * v649;
    let v666 = v641 - v650;
    let v667 = g6 * v666;
    let v668 = g6 * v650;
    let v669 = g2 - v638 - v643 - v652;
    let v670 = g6 * v669;
    let v671 = g6 * v652;
    let v672 = v643 - v653;
    let v673 = g6 * v672;
    let v674 = g6 * v653;
    let v675 = v638 - v644 - v655;
    let v676 = g6 * v675;
    let v677 = g6 * v655;
    let v678 = v644 - v656;
    let v679 = g6 * v678;
    let v680 = g6 * v656;
    let v681 = 0 - r13 + 1;
    let v682 = r14 * v681;
    let v683 = r13 * r14;
    let v684 = v59 * v413;
    let v685 = v155 * v411;
    let v686 = v157 * v413;
    let v687 = v59 * v411;
    let v688 = v155 * v416;
    let v689 = v157 * v411;
    let v690 = v59 * v416;
    let v691 = v155 * v412;
    let v692 = v157 * v416;
    let v693 = v59 * v412;
    let v694 = v157 * v412;
    let v695 = 0 - r13 - v682 + 1;
    let v696 = v62 * v695;
    let v697 = v268 * v682;
    let v698 = v270 * v695;
    let v699 = v62 * v682;
    let v700 = r13 - v683;
    let v701 = v268 * v700;
    let v702 = v270 * v682;
    let v703 = v62 * v700;
    let v704 = v268 * v683;
    let v705 = v270 * v700;
    let v706 = v62 * v683;
    let v707 = v270 * v683;
    let v708 = g1 * v635;
    let v713 = gamma * gamma;
    let v714 = gamma * v713;
    let v715 = v713 * v713;
    let v716 = gamma * v715;
    let v717 = v714 * v714;
    let v718 = gamma * v717;
    let v719 = v715 * v715;
    let v799 = 0 - u0 + 1;
    let v800 = 0 - u1 + 1;
    let v801 = v799 * v800;
    let v802 = 0 - u2 + 1;
    let v803 = v801 * v802;
    let v804 = b0 * u0;
    let v805 = b1 * u1;
    let v806 = 2 * v804 - b0 - u0 + 1;
    let v807 = 2 * v805 - b1 - u1 + 1;
    let v808 = v806 * v807;
    let v809 = b2 * u2;
    let v810 = 2 * v809 - b2 - u2 + 1;
    let v811 = v808 * v810;
    let v812 = v34 * gamma;
    let v813 = v37 * gamma;
    let v814 = v41 * gamma;
    let v815 = v46 * gamma;
    let v816 = v47 * gamma;
    let v817 = r0 * r1;
    let v818 = r2 * v817;
    let v819 = r3 * v818;
    let v820 = r4 * v819;
    let v821 = r5 * v820;
    let v822 = v713 * v821;
    let v823 = v45 * v820;
    let v824 = r6 * v823;
    let v825 = v713 * v824;
    let v826 = 0 - r6 + 1;
    let v827 = v823 * v826;
    let v828 = v713 * v827;
    let v829 = v43 * v819;
    let v830 = r5 * v829;
    let v831 = r6 * v830;
    let v832 = r7 * v831;
    let v833 = v713 * v832;
    let v834 = v389 * v831;
    let v835 = r8 * v834;
    let v836 = v713 * v835;
    let v837 = 0 - r8 + 1;
    let v838 = v834 * v837;
    let v839 = r9 * v838;
    let v840 = r10 * v839;
    let v841 = v713 * v840;
    let v842 = v108 * v839;
    let v843 = v713 * v842;
    let v844 = v563 * v838;
    let v845 = r10 * v844;
    let v846 = r11 * v845;
    let v847 = v713 * v846;
    let v848 = v410 * v845;
    let v849 = r12 * v848;
    let v850 = v713 * v849;
    let v851 = v572 * v848;
    let v852 = v713 * v851;
    let v853 = v108 * v844;
    let v854 = r11 * v853;
    let v855 = r12 * v854;
    let v856 = r13 * v855;
    let v857 = v713 * v856;
    let v858 = v681 * v855;
    let v859 = r14 * v858;
    let v860 = v713 * v859;
    let v861 = v714 * v820;
    let v862 = r8 * v832;
    let v863 = v714 * v862;
    let v864 = v832 * v837;
    let v865 = v714 * v864;
    let v866 = v57 * v715;
    let v867 = v380 * v715;
    let v868 = v542 * v715;
    let v869 = v636 * v715;
    let v870 = v708 * v715;
    let v871 = v47 * v718;
    let v872 = packing * packing;
    let v873 = v872 * v872;
    let v874 = v873 * v873;
    let v875 = v874 * v874;
    let v876 = v875 * v875;
    let v877 = packing * v876;
    let v878 = v877 * v877;
    let v879 = v878 * v878;
    let v880 = packing * v879;
    let v881 = v880 * v880;
    let v882 = v881 * v881;
    let v883 = v882 - 1;
    let v884 = u0 * v883;
    let v885 = v881 - 1;
    let v886 = u1 * v885;
    let v887 = v884 + 1;
    let v888 = v886 + 1;
    let v889 = v887 * v888;
    let v890 = v880 - 1;
    let v891 = u2 * v890;
    let v892 = v891 + 1;
    let v893 = v889 * v892;
    let v894 = v719 * u3;
    let v895 = v719 - v894;
    let v896 = v893 * v895;
    let v897 = f0 + 256 * f1;
    let v898 = v897 + 65536 * f2;
    let v899 = v898 + 16777216 * f3;
    let v900 = v899 + 4294967296 * f4;
    let v901 = v900 + 1099511627776 * f5;
    let v902 = v901 + 281474976710656 * f6;
    let v903 = v902 + 72057594037927936 * f7;
    let v904 = v903 + 0x10000000000000000 * f8;
    let v905 = v904 + 0x1000000000000000000 * f9;
    let v906 = v905 + 0x100000000000000000000 * f10;
    let v907 = v906 + 0x10000000000000000000000 * f11;
    let v908 = v907 + 0x1000000000000000000000000 * f12;
    let v909 = v908 + 0x100000000000000000000000000 * f13;
    let v910 = v909 + 0x10000000000000000000000000000 * f14;
    let v911 = v910 + 0x1000000000000000000000000000000 * f15;
    let v912 = v911 + 0x100000000000000000000000000000000 * f16;
    let v913 = v912 + 0x10000000000000000000000000000000000 * f17;
    let v914 = v913 + 0x1000000000000000000000000000000000000 * f18;
    let v915 = v914 + 0x100000000000000000000000000000000000000 * f19;
    let v916 = v915 + 0x10000000000000000000000000000000000000000 * f20;
    let v917 = v916 + 0x1000000000000000000000000000000000000000000 * f21;
    let v918 = v917 + 0x100000000000000000000000000000000000000000000 * f22;
    let v919 = v918 + 0x10000000000000000000000000000000000000000000000 * f23;
    let v920 = v919 + 0x1000000000000000000000000000000000000000000000000 * f24;
    let v921 = v920 + 0x100000000000000000000000000000000000000000000000000 * f25;
    let v922 = v921 + 0x10000000000000000000000000000000000000000000000000000 * f26;
    let v923 = v922 + 0x1000000000000000000000000000000000000000000000000000000 * f27;
    let v924 = v923 + 0x100000000000000000000000000000000000000000000000000000000 * f28;
    let v925 = v924 + 0x10000000000000000000000000000000000000000000000000000000000 * f29;
    let v926 = v925 + 0x1000000000000000000000000000000000000000000000000000000000000 * f30;
    let v927 = v926 + 0x100000000000000000000000000000000000000000000000000000000000000 * f31;
    let v928 = v927 - 0x220000000000000000000000000000000000000000000000020 * f32;
    let v929 = v928 - 0x22000000000000000000000000000000000000000000000002000 * f33;
    let v930 = v929 - 0x2200000000000000000000000000000000000000000000000200000 * f34;
    let v931 = v930 - 0x220000000000000000000000000000000000000000000000020000000 * f35;
    let v932 = v931 - 0x22000000000000000000000000000000000000000000000002000000000 * f36;
    let v933 = v932 - 0x2200000000000000000000000000000000000000000000000200000000000 * f37;
    let v934 = v933 - 0x220000000000000000000000000000000000000000000000020000000000000 * f38;
    let v935 = v934 + 0x483ffffffffffffffffffffffffffffffffe000000000000044 * f39;
    let v936 = v935 + 0x483ffffffffffffffffffffffffffffffffe00000000000004400 * f40;
    let v937 = v936 + 0x483ffffffffffffffffffffffffffffffffe0000000000000440000 * f41;
    let v938 = v937 + 0x483ffffffffffffffffffffffffffffffffe000000000000044000000 * f42;
    let v939 = v938 + 0x483ffffffffffffffffffffffffffffffffe00000000000004400000000 * f43;
    let v940 = v939 + 0x483ffffffffffffffffffffffffffffffffe0000000000000440000000000 * f44;
    let v941 = v940 - 0x37c000000000011000000000000000000001fffffffffffffbc000000000001 * f45;
    let v942 = v941 + 0x3fffffffffff66fffffffffffffffffffe000000000000043ffffffffffff70 * f46;
    let v943 = v942 - 0x9988000000000000000001fffffffffffffbc0000000000009080 * f47;
    let v944 = v943 - 0x9988000000000000000001fffffffffffffbc000000000000908000 * f48;
    let v945 = v944 - 0x9988000000000000000001fffffffffffffbc00000000000090800000 * f49;
    let v946 = v945 - 0x9988000000000000000001fffffffffffffbc0000000000009080000000 * f50;
    let v947 = v946 - 0x9988000000000000000001fffffffffffffbc000000000000908000000000 * f51;
    let v948 = v947 - 0x1987fffffffffef0000001fffffffffffffbc000000000000907fffffffffff * f52;
    let v949 = v948 - 0x7fffffffffeb9d00001fffffffffffffbc000000000000907ffffffffffecd * f53;
    let v950 = v949 + 0x14640fffe000000000000043ffffffffffff6f8000000000013310 * f54;
    let v951 = v950 + 0x14640fffe000000000000043ffffffffffff6f800000000001331000 * f55;
    let v952 = v951 + 0x14640fffe000000000000043ffffffffffff6f80000000000133100000 * f56;
    let v953 = v952 + 0x14640fffe000000000000043ffffffffffff6f8000000000013310000000 * f57;
    let v954 = v953 + 0x14640fffe000000000000043ffffffffffff6f800000000001331000000000 * f58;
    let v955 = v954 - 0x39bf00020000032ffffffbc000000000000907ffffffffffeccf00000000003 * f59;
    let v956 = v955 - 0x3f0002000002b5cffffbc000000000000907ffffffffffeccf000000000028d * f60;
    let v957 = v956 - 0x2000002b54a1ffbc000000000000907ffffffffffeccf000000000028c82 * f61;
    let v958 = v957 - 0x2000002b54a1ffbc000000000000907ffffffffffeccf000000000028c8200 * f62;
    let v959 = v958 - 0x2b54a1ff78000000000000907ffffffffffeccf000000000028c81fffc * f63;
    let v960 = 0 - u7 + 1;
    let v961 = u8 * v960;
    let v962 = u7 * u8;
    let v963 = 0 - u7 - v961 + 1;
    let v964 = u9 * v963;
    let v965 = u9 * v961;
    let v966 = u7 - v962;
    let v967 = u9 * v966;
    let v968 = u9 * v962;
    let v969 = 0 - u7 - v961 - v964 + 1;
    let v970 = u10 * v969;
    let v971 = u10 * v964;
    let v972 = v961 - v965;
    let v973 = u10 * v972;
    let v974 = u10 * v965;
    let v975 = u7 - v962 - v967;
    let v976 = u10 * v975;
    let v977 = u10 * v967;
    let v978 = v962 - v968;
    let v979 = u10 * v978;
    let v980 = u10 * v968;
    let v981 = 0 - u7 - v961 - v964 - v970 + 1;
    let v982 = u11 * v981;
    let v983 = u11 * v970;
    let v984 = v964 - v971;
    let v985 = u11 * v984;
    let v986 = u11 * v971;
    let v987 = v961 - v965 - v973;
    let v988 = u11 * v987;
    let v989 = u11 * v973;
    let v990 = v965 - v974;
    let v991 = u11 * v990;
    let v992 = u11 * v974;
    let v993 = u7 - v962 - v967 - v976;
    let v994 = u11 * v993;
    let v995 = u11 * v976;
    let v996 = v967 - v977;
    let v997 = u11 * v996;
    let v998 = u11 * v977;
    let v999 = v962 - v968 - v979;
    let v1000 = u11 * v999;
    let v1001 = u11 * v979;
    let v1002 = v968 - v980;
    let v1003 = u11 * v1002;
    let v1004 = u11 * v980;
    let v1005 = 0 - u7 - v961 - v964 - v970 - v982 + 1;
    let v1006 = u12 * v1005;
    let v1007 = u12 * v982;
    let v1008 = v970 - v983;
    let v1009 = u12 * v1008;
    let v1010 = u12 * v983;
    let v1011 = v964 - v971 - v985;
    let v1012 = u12 * v1011;
    let v1013 = u12 * v985;
    let v1014 = v971 - v986;
    let v1015 = u12 * v1014;
    let v1016 = u12 * v986;
    let v1017 = v961 - v965 - v973 - v988;
    let v1018 = u12 * v1017;
    let v1019 = u12 * v988;
    let v1020 = v973 - v989;
    let v1021 = u12 * v1020;
    let v1022 = u12 * v989;
    let v1023 = v965 - v974 - v991;
    let v1024 = u12 * v1023;
    let v1025 = u12 * v991;
    let v1026 = v974 - v992;
    let v1027 = u12 * v1026;
    let v1028 = u12 * v992;
    let v1029 = u7 - v962 - v967 - v976 - v994;
    let v1030 = u12 * v1029;
    let v1031 = u12 * v994;
    let v1032 = v976 - v995;
    let v1033 = u12 * v1032;
    let v1034 = u12 * v995;
    let v1035 = v967 - v977 - v997;
    let v1036 = u12 * v1035;
    let v1037 = u12 * v997;
    let v1038 = v977 - v998;
    let v1039 = u12 * v1038;
    let v1040 = u12 * v998;
    let v1041 = v962 - v968 - v979 - v1000;
    let v1042 = u12 * v1041;
    let v1043 = u12 * v1000;
    let v1044 = v979 - v1001;
    let v1045 = u12 * v1044;
    let v1046 = u12 * v1001;
    let v1047 = v968 - v980 - v1003;
    let v1048 = u12 * v1047;
    let v1049 = u12 * v1003;
    let v1050 = v980 - v1004;
    let v1051 = u12 * v1050;
    let v1052 = u12 * v1004;
    let v1053 = 0x8800000000000120fffffffffffffffffffffffffffffffff8 * v957
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8 * v926;
    let v1054 = packing * v1053;
    let v1055 = 0x88000000000001b1800000000001330ffffffffffffffffffc0 * v957
        - 0x88000000000001b1800000000001330ffffffffffffffffffc0 * v959;
    let v1056 = v872 * v1055;
    let v1057 = v926 + v1054 + v1056;
    let v1058 = 0 - u7 - v961 - v964 - v970 - v982 - v1006 + 1;
    let v1059 = v1057 * v1058;
    let v1060 = 0x8800000000000120fffffffffffffffffffffffffffffffff80000 * v955
        - 0x8800000000000120fffffffffffffffffffffffffffffffff80000 * v924;
    let v1061 = packing * v1060;
    let v1062 = 0x88000000000001b1800000000001330ffffffffffffffffffc00000 * v955
        - 0x88000000000001b1800000000001330ffffffffffffffffffc00000 * v959;
    let v1063 = v872 * v1062;
    let v1064 = 65536 * v924 + v1061 + v1063;
    let v1065 = v872 * v1006;
    let v1066 = v1064 * v1065;
    let v1067 = 0x8800000000000120fffffffffffffffffffffffffffffffff800000000 * v953
        - 0x8800000000000120fffffffffffffffffffffffffffffffff800000000 * v922;
    let v1068 = packing * v1067;
    let v1069 = 0x88000000000001b1800000000001330ffffffffffffffffffc000000000 * v953
        - 0x88000000000001b1800000000001330ffffffffffffffffffc000000000 * v959;
    let v1070 = v872 * v1069;
    let v1071 = 4294967296 * v922 + v1068 + v1070;
    let v1072 = packing * v872;
    let v1073 = packing * v1072;
    let v1074 = v982 - v1007;
    let v1075 = v1073 * v1074;
    let v1076 = v1071 * v1075;
    let v1077 = 0x8800000000000120fffffffffffffffffffffffffffffffff8000000000000 * v951
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8000000000000 * v920;
    let v1078 = packing * v1077;
    let v1079 = 0x8000000000000a1800000000001330ffffffffffffffffffbfffffffffffff * v951
        - 0x8000000000000a1800000000001330ffffffffffffffffffbfffffffffffff * v959;
    let v1080 = v872 * v1079;
    let v1081 = 281474976710656 * v920 + v1078 + v1080;
    let v1082 = packing * v1073;
    let v1083 = packing * v1082;
    let v1084 = v1007 * v1083;
    let v1085 = v1081 * v1084;
    let v1086 = 0x80000000000001100 * v918 - 0x80000000000001100 * v949;
    let v1087 = packing * v1086;
    let v1088 = 0x90800000000001330ffffffffffffffffffbffffffffffffef000 * v949
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef000 * v959;
    let v1089 = v872 * v1088;
    let v1090 = 0x10000000000000000 * v918 + v1087 + v1089;
    let v1091 = packing * v1083;
    let v1092 = packing * v1091;
    let v1093 = v970 - v983 - v1009;
    let v1094 = v1092 * v1093;
    let v1095 = v1090 * v1094;
    let v1096 = 0x800000000000011000000 * v916 - 0x800000000000011000000 * v947;
    let v1097 = packing * v1096;
    let v1098 = 0x90800000000001330ffffffffffffffffffbffffffffffffef0000000 * v947
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef0000000 * v959;
    let v1099 = v872 * v1098;
    let v1100 = 0x100000000000000000000 * v916 + v1097 + v1099;
    let v1101 = packing * v1092;
    let v1102 = packing * v1101;
    let v1103 = v1009 * v1102;
    let v1104 = v1100 * v1103;
    let v1105 = 0x8000000000000110000000000 * v914 - 0x8000000000000110000000000 * v945;
    let v1106 = packing * v1105;
    let v1107 = 0x90800000000001330ffffffffffffffffffbffffffffffffef00000000000 * v945
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef00000000000 * v959;
    let v1108 = v872 * v1107;
    let v1109 = 0x1000000000000000000000000 * v914 + v1106 + v1108;
    let v1110 = packing * v1102;
    let v1111 = packing * v1110;
    let v1112 = v983 - v1010;
    let v1113 = v1111 * v1112;
    let v1114 = v1109 * v1113;
    let v1115 = 0x80000000000001100000000000000 * v912 - 0x80000000000001100000000000000 * v943;
    let v1116 = packing * v1115;
    let v1117 = 0x400000000000011000000000000121 * v959 - 0x400000000000011000000000000121 * v943;
    let v1118 = v872 * v1117;
    let v1119 = 0x10000000000000000000000000000 * v912 + v1116 + v1118;
    let v1120 = packing * v1111;
    let v1121 = packing * v1120;
    let v1122 = v1010 * v1121;
    let v1123 = v1119 * v1122;
    let v1124 = 0x800000000000011000000000000000000 * v910
        - 0x800000000000011000000000000000000 * v941;
    let v1125 = packing * v1124;
    let v1126 = 0x4000000000000110000000000001210000 * v959
        - 0x4000000000000110000000000001210000 * v941;
    let v1127 = v872 * v1126;
    let v1128 = 0x100000000000000000000000000000000 * v910 + v1125 + v1127;
    let v1129 = packing * v1121;
    let v1130 = packing * v1129;
    let v1131 = v964 - v971 - v985 - v1012;
    let v1132 = v1130 * v1131;
    let v1133 = v1128 * v1132;
    let v1134 = 0x8000000000000110000000000000000000000 * v908
        - 0x8000000000000110000000000000000000000 * v939;
    let v1135 = packing * v1134;
    let v1136 = 0x40000000000001100000000000012100000000 * v959
        - 0x40000000000001100000000000012100000000 * v939;
    let v1137 = v872 * v1136;
    let v1138 = 0x1000000000000000000000000000000000000 * v908 + v1135 + v1137;
    let v1139 = packing * v1130;
    let v1140 = packing * v1139;
    let v1141 = v1012 * v1140;
    let v1142 = v1138 * v1141;
    let v1143 = 0x80000000000001100000000000000000000000000 * v906
        - 0x80000000000001100000000000000000000000000 * v937;
    let v1144 = packing * v1143;
    let v1145 = 0x400000000000011000000000000121000000000000 * v959
        - 0x400000000000011000000000000121000000000000 * v937;
    let v1146 = v872 * v1145;
    let v1147 = 0x10000000000000000000000000000000000000000 * v906 + v1144 + v1146;
    let v1148 = packing * v1140;
    let v1149 = packing * v1148;
    let v1150 = v985 - v1013;
    let v1151 = v1149 * v1150;
    let v1152 = v1147 * v1151;
    let v1153 = 0x800000000000011000000000000000000000000000000 * v904
        - 0x800000000000011000000000000000000000000000000 * v935;
    let v1154 = packing * v1153;
    let v1155 = 0x4000000000000110000000000001210000000000000000 * v959
        - 0x4000000000000110000000000001210000000000000000 * v935;
    let v1156 = v872 * v1155;
    let v1157 = 0x100000000000000000000000000000000000000000000 * v904 + v1154 + v1156;
    let v1158 = packing * v1149;
    let v1159 = packing * v1158;
    let v1160 = v1013 * v1159;
    let v1161 = v1157 * v1160;
    let v1162 = 0x8000000000000110000000000000000000000000000000000 * v902
        - 0x8000000000000110000000000000000000000000000000000 * v933;
    let v1163 = packing * v1162;
    let v1164 = 0x40000000000001100000000000012100000000000000000000 * v959
        - 0x40000000000001100000000000012100000000000000000000 * v933;
    let v1165 = v872 * v1164;
    let v1166 = 0x1000000000000000000000000000000000000000000000000 * v902 + v1163 + v1165;
    let v1167 = packing * v1159;
    let v1168 = packing * v1167;
    let v1169 = v971 - v986 - v1015;
    let v1170 = v1168 * v1169;
    let v1171 = v1166 * v1170;
    let v1172 = 0x80000000000001100000000000000000000000000000000000000 * v900
        - 0x80000000000001100000000000000000000000000000000000000 * v931;
    let v1173 = packing * v1172;
    let v1174 = 0x400000000000011000000000000121000000000000000000000000 * v959
        - 0x400000000000011000000000000121000000000000000000000000 * v931;
    let v1175 = v872 * v1174;
    let v1176 = 0x10000000000000000000000000000000000000000000000000000 * v900 + v1173 + v1175;
    let v1177 = packing * v1168;
    let v1178 = packing * v1177;
    let v1179 = v1015 * v1178;
    let v1180 = v1176 * v1179;
    let v1181 = 0x800000000000011000000000000000000000000000000000000000000 * v898
        - 0x800000000000011000000000000000000000000000000000000000000 * v929;
    let v1182 = packing * v1181;
    let v1183 = 0x4000000000000110000000000001210000000000000000000000000000 * v959
        - 0x4000000000000110000000000001210000000000000000000000000000 * v929;
    let v1184 = v872 * v1183;
    let v1185 = 0x100000000000000000000000000000000000000000000000000000000 * v898 + v1182 + v1184;
    let v1186 = packing * v1178;
    let v1187 = packing * v1186;
    let v1188 = v986 - v1016;
    let v1189 = v1187 * v1188;
    let v1190 = v1185 * v1189;
    let v1191 = 0x8000000000000110000000000000000000000000000000000000000000000 * f0
        - 0x8000000000000110000000000000000000000000000000000000000000000 * v927;
    let v1192 = packing * v1191;
    let v1193 = 0x40000000000001100000000000012100000000000000000000000000000000 * v958
        - 0x40000000000001100000000000012100000000000000000000000000000000 * v927;
    let v1194 = v872 * v1193;
    let v1195 = 0x20000000000000cc000000000001b1800000000001331000000000000000000 * v958
        - 0x20000000000000cc000000000001b1800000000001331000000000000000000 * v959;
    let v1196 = v1072 * v1195;
    let v1197 = 0x1000000000000000000000000000000000000000000000000000000000000 * f0
        + v1192
        + v1194
        + v1196;
    let v1198 = packing * v1187;
    let v1199 = packing * v1198;
    let v1200 = v1016 * v1199;
    let v1201 = v1197 * v1200;
    let v1202 = 0x8800000000000120fffffffffffffffffffffffffffffffff800 * v956
        - 0x8800000000000120fffffffffffffffffffffffffffffffff800 * v925;
    let v1203 = packing * v1202;
    let v1204 = 0x88000000000001b1800000000001330ffffffffffffffffffc000 * v956
        - 0x88000000000001b1800000000001330ffffffffffffffffffc000 * v959;
    let v1205 = v872 * v1204;
    let v1206 = 256 * v925 + v1203 + v1205;
    let v1207 = packing * v1199;
    let v1208 = packing * v1207;
    let v1209 = packing * v1208;
    let v1210 = v961 - v965 - v973 - v988 - v1018;
    let v1211 = v1209 * v1210;
    let v1212 = v1206 * v1211;
    let v1213 = 0x8800000000000120fffffffffffffffffffffffffffffffff8000000 * v954
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8000000 * v923;
    let v1214 = packing * v1213;
    let v1215 = 0x88000000000001b1800000000001330ffffffffffffffffffc0000000 * v954
        - 0x88000000000001b1800000000001330ffffffffffffffffffc0000000 * v959;
    let v1216 = v872 * v1215;
    let v1217 = 16777216 * v923 + v1214 + v1216;
    let v1218 = packing * v1209;
    let v1219 = packing * v1218;
    let v1220 = v1018 * v1219;
    let v1221 = v1217 * v1220;
    let v1222 = 0x8800000000000120fffffffffffffffffffffffffffffffff80000000000 * v952
        - 0x8800000000000120fffffffffffffffffffffffffffffffff80000000000 * v921;
    let v1223 = packing * v1222;
    let v1224 = 0x88000000000001b1800000000001330ffffffffffffffffffc00000000000 * v952
        - 0x88000000000001b1800000000001330ffffffffffffffffffc00000000000 * v959;
    let v1225 = v872 * v1224;
    let v1226 = 1099511627776 * v921 + v1223 + v1225;
    let v1227 = packing * v1219;
    let v1228 = packing * v1227;
    let v1229 = v988 - v1019;
    let v1230 = v1228 * v1229;
    let v1231 = v1226 * v1230;
    let v1232 = 576460752303423505 * v919 - 576460752303423505 * v950;
    let v1233 = packing * v1232;
    let v1234 = 0x90800000000001330ffffffffffffffffffbffffffffffffef0 * v950
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef0 * v959;
    let v1235 = v872 * v1234;
    let v1236 = 72057594037927936 * v919 + v1233 + v1235;
    let v1237 = packing * v1228;
    let v1238 = packing * v1237;
    let v1239 = v1019 * v1238;
    let v1240 = v1236 * v1239;
    let v1241 = 0x8000000000000110000 * v917 - 0x8000000000000110000 * v948;
    let v1242 = packing * v1241;
    let v1243 = 0x90800000000001330ffffffffffffffffffbffffffffffffef00000 * v948
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef00000 * v959;
    let v1244 = v872 * v1243;
    let v1245 = 0x1000000000000000000 * v917 + v1242 + v1244;
    let v1246 = packing * v1238;
    let v1247 = packing * v1246;
    let v1248 = v973 - v989 - v1021;
    let v1249 = v1247 * v1248;
    let v1250 = v1245 * v1249;
    let v1251 = 0x80000000000001100000000 * v915 - 0x80000000000001100000000 * v946;
    let v1252 = packing * v1251;
    let v1253 = 0x90800000000001330ffffffffffffffffffbffffffffffffef000000000 * v946
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef000000000 * v959;
    let v1254 = v872 * v1253;
    let v1255 = 0x10000000000000000000000 * v915 + v1252 + v1254;
    let v1256 = packing * v1247;
    let v1257 = packing * v1256;
    let v1258 = v1021 * v1257;
    let v1259 = v1255 * v1258;
    let v1260 = 0x800000000000011000000000000 * v913 - 0x800000000000011000000000000 * v944;
    let v1261 = packing * v1260;
    let v1262 = 0x10800000000000230ffffffffffffffffffbffffffffffffeefffffffffffff * v944
        - 0x10800000000000230ffffffffffffffffffbffffffffffffeefffffffffffff * v959;
    let v1263 = v872 * v1262;
    let v1264 = 0x100000000000000000000000000 * v913 + v1261 + v1263;
    let v1265 = packing * v1257;
    let v1266 = packing * v1265;
    let v1267 = v989 - v1022;
    let v1268 = v1266 * v1267;
    let v1269 = v1264 * v1268;
    let v1270 = 0x8000000000000110000000000000000 * v911 - 0x8000000000000110000000000000000 * v942;
    let v1271 = packing * v1270;
    let v1272 = 0x40000000000001100000000000012100 * v959
        - 0x40000000000001100000000000012100 * v942;
    let v1273 = v872 * v1272;
    let v1274 = 0x1000000000000000000000000000000 * v911 + v1271 + v1273;
    let v1275 = packing * v1266;
    let v1276 = packing * v1275;
    let v1277 = v1022 * v1276;
    let v1278 = v1274 * v1277;
    let v1279 = 0x80000000000001100000000000000000000 * v909
        - 0x80000000000001100000000000000000000 * v940;
    let v1280 = packing * v1279;
    let v1281 = 0x400000000000011000000000000121000000 * v959
        - 0x400000000000011000000000000121000000 * v940;
    let v1282 = v872 * v1281;
    let v1283 = 0x10000000000000000000000000000000000 * v909 + v1280 + v1282;
    let v1284 = packing * v1276;
    let v1285 = packing * v1284;
    let v1286 = v965 - v974 - v991 - v1024;
    let v1287 = v1285 * v1286;
    let v1288 = v1283 * v1287;
    let v1289 = 0x800000000000011000000000000000000000000 * v907
        - 0x800000000000011000000000000000000000000 * v938;
    let v1290 = packing * v1289;
    let v1291 = 0x4000000000000110000000000001210000000000 * v959
        - 0x4000000000000110000000000001210000000000 * v938;
    let v1292 = v872 * v1291;
    let v1293 = 0x100000000000000000000000000000000000000 * v907 + v1290 + v1292;
    let v1294 = packing * v1285;
    let v1295 = packing * v1294;
    let v1296 = v1024 * v1295;
    let v1297 = v1293 * v1296;
    let v1298 = 0x8000000000000110000000000000000000000000000 * v905
        - 0x8000000000000110000000000000000000000000000 * v936;
    let v1299 = packing * v1298;
    let v1300 = 0x40000000000001100000000000012100000000000000 * v959
        - 0x40000000000001100000000000012100000000000000 * v936;
    let v1301 = v872 * v1300;
    let v1302 = 0x1000000000000000000000000000000000000000000 * v905 + v1299 + v1301;
    let v1303 = packing * v1295;
    let v1304 = packing * v1303;
    let v1305 = v991 - v1025;
    let v1306 = v1304 * v1305;
    let v1307 = v1302 * v1306;
    let v1308 = 0x80000000000001100000000000000000000000000000000 * v903
        - 0x80000000000001100000000000000000000000000000000 * v934;
    let v1309 = packing * v1308;
    let v1310 = 0x400000000000011000000000000121000000000000000000 * v959
        - 0x400000000000011000000000000121000000000000000000 * v934;
    let v1311 = v872 * v1310;
    let v1312 = 0x10000000000000000000000000000000000000000000000 * v903 + v1309 + v1311;
    let v1313 = packing * v1304;
    let v1314 = packing * v1313;
    let v1315 = v1025 * v1314;
    let v1316 = v1312 * v1315;
    let v1317 = 0x800000000000011000000000000000000000000000000000000 * v901
        - 0x800000000000011000000000000000000000000000000000000 * v932;
    let v1318 = packing * v1317;
    let v1319 = 0x4000000000000110000000000001210000000000000000000000 * v959
        - 0x4000000000000110000000000001210000000000000000000000 * v932;
    let v1320 = v872 * v1319;
    let v1321 = 0x100000000000000000000000000000000000000000000000000 * v901 + v1318 + v1320;
    let v1322 = packing * v1314;
    let v1323 = packing * v1322;
    let v1324 = v974 - v992 - v1027;
    let v1325 = v1323 * v1324;
    let v1326 = v1321 * v1325;
    let v1327 = 0x8000000000000110000000000000000000000000000000000000000 * v899
        - 0x8000000000000110000000000000000000000000000000000000000 * v930;
    let v1328 = packing * v1327;
    let v1329 = 0x40000000000001100000000000012100000000000000000000000000 * v959
        - 0x40000000000001100000000000012100000000000000000000000000 * v930;
    let v1330 = v872 * v1329;
    let v1331 = 0x1000000000000000000000000000000000000000000000000000000 * v899 + v1328 + v1330;
    let v1332 = packing * v1323;
    let v1333 = packing * v1332;
    let v1334 = v1027 * v1333;
    let v1335 = v1331 * v1334;
    let v1336 = 0x80000000000001100000000000000000000000000000000000000000000 * v897
        - 0x80000000000001100000000000000000000000000000000000000000000 * v928;
    let v1337 = packing * v1336;
    let v1338 = 0x400000000000011000000000000121000000000000000000000000000000 * v959
        - 0x400000000000011000000000000121000000000000000000000000000000 * v928;
    let v1339 = v872 * v1338;
    let v1340 = 0x10000000000000000000000000000000000000000000000000000000000 * v897
        + v1337
        + v1339;
    let v1341 = packing * v1333;
    let v1342 = packing * v1341;
    let v1343 = v992 - v1028;
    let v1344 = v1342 * v1343;
    let v1345 = v1340 * v1344;
    let v1346 = packing * v1342;
    let v1347 = packing * v1346;
    let v1348 = packing * v1347;
    let v1349 = v1028 * v1348;
    let v1350 = v1057 * v1349;
    let v1351 = packing * v1348;
    let v1352 = packing * v1351;
    let v1353 = u7 - v962 - v967 - v976 - v994 - v1030;
    let v1354 = v1352 * v1353;
    let v1355 = v1064 * v1354;
    let v1356 = packing * v1352;
    let v1357 = packing * v1356;
    let v1358 = v1030 * v1357;
    let v1359 = v1071 * v1358;
    let v1360 = packing * v1357;
    let v1361 = packing * v1360;
    let v1362 = v994 - v1031;
    let v1363 = v1361 * v1362;
    let v1364 = v1081 * v1363;
    let v1365 = packing * v1361;
    let v1366 = packing * v1365;
    let v1367 = v1031 * v1366;
    let v1368 = v1090 * v1367;
    let v1369 = packing * v1366;
    let v1370 = packing * v1369;
    let v1371 = v976 - v995 - v1033;
    let v1372 = v1370 * v1371;
    let v1373 = v1100 * v1372;
    let v1374 = packing * v1370;
    let v1375 = packing * v1374;
    let v1376 = v1033 * v1375;
    let v1377 = v1109 * v1376;
    let v1378 = packing * v1375;
    let v1379 = packing * v1378;
    let v1380 = v995 - v1034;
    let v1381 = v1379 * v1380;
    let v1382 = v1119 * v1381;
    let v1383 = packing * v1379;
    let v1384 = packing * v1383;
    let v1385 = v1034 * v1384;
    let v1386 = v1128 * v1385;
    let v1387 = packing * v1384;
    let v1388 = packing * v1387;
    let v1389 = v967 - v977 - v997 - v1036;
    let v1390 = v1388 * v1389;
    let v1391 = v1138 * v1390;
    let v1392 = packing * v1388;
    let v1393 = packing * v1392;
    let v1394 = v1036 * v1393;
    let v1395 = v1147 * v1394;
    let v1396 = packing * v1393;
    let v1397 = packing * v1396;
    let v1398 = v997 - v1037;
    let v1399 = v1397 * v1398;
    let v1400 = v1157 * v1399;
    let v1401 = packing * v1397;
    let v1402 = packing * v1401;
    let v1403 = v1037 * v1402;
    let v1404 = v1166 * v1403;
    let v1405 = packing * v1402;
    let v1406 = packing * v1405;
    let v1407 = v977 - v998 - v1039;
    let v1408 = v1406 * v1407;
    let v1409 = v1176 * v1408;
    let v1410 = packing * v1406;
    let v1411 = packing * v1410;
    let v1412 = v1039 * v1411;
    let v1413 = v1185 * v1412;
    let v1414 = packing * v1411;
    let v1415 = packing * v1414;
    let v1416 = v998 - v1040;
    let v1417 = v1415 * v1416;
    let v1418 = v1197 * v1417;
    let v1419 = packing * v1415;
    let v1420 = packing * v1419;
    let v1421 = packing * v1420;
    let v1422 = v1040 * v1421;
    let v1423 = v1206 * v1422;
    let v1424 = packing * v1421;
    let v1425 = packing * v1424;
    let v1426 = v962 - v968 - v979 - v1000 - v1042;
    let v1427 = v1425 * v1426;
    let v1428 = v1217 * v1427;
    let v1429 = packing * v1425;
    let v1430 = packing * v1429;
    let v1431 = v1042 * v1430;
    let v1432 = v1226 * v1431;
    let v1433 = packing * v1430;
    let v1434 = packing * v1433;
    let v1435 = v1000 - v1043;
    let v1436 = v1434 * v1435;
    let v1437 = v1236 * v1436;
    let v1438 = packing * v1434;
    let v1439 = packing * v1438;
    let v1440 = v1043 * v1439;
    let v1441 = v1245 * v1440;
    let v1442 = packing * v1439;
    let v1443 = packing * v1442;
    let v1444 = v979 - v1001 - v1045;
    let v1445 = v1443 * v1444;
    let v1446 = v1255 * v1445;
    let v1447 = packing * v1443;
    let v1448 = packing * v1447;
    let v1449 = v1045 * v1448;
    let v1450 = v1264 * v1449;
    let v1451 = packing * v1448;
    let v1452 = packing * v1451;
    let v1453 = v1001 - v1046;
    let v1454 = v1452 * v1453;
    let v1455 = v1274 * v1454;
    let v1456 = packing * v1452;
    let v1457 = packing * v1456;
    let v1458 = v1046 * v1457;
    let v1459 = v1283 * v1458;
    let v1460 = packing * v1457;
    let v1461 = packing * v1460;
    let v1462 = v968 - v980 - v1003 - v1048;
    let v1463 = v1461 * v1462;
    let v1464 = v1293 * v1463;
    let v1465 = packing * v1461;
    let v1466 = packing * v1465;
    let v1467 = v1048 * v1466;
    let v1468 = v1302 * v1467;
    let v1469 = packing * v1466;
    let v1470 = packing * v1469;
    let v1471 = v1003 - v1049;
    let v1472 = v1470 * v1471;
    let v1473 = v1312 * v1472;
    let v1474 = packing * v1470;
    let v1475 = packing * v1474;
    let v1476 = v1049 * v1475;
    let v1477 = v1321 * v1476;
    let v1478 = packing * v1475;
    let v1479 = packing * v1478;
    let v1480 = v980 - v1004 - v1051;
    let v1481 = v1479 * v1480;
    let v1482 = v1331 * v1481;
    let v1483 = packing * v1479;
    let v1484 = packing * v1483;
    let v1485 = v1051 * v1484;
    let v1486 = v1340 * v1485;
    let v1487 = packing * v1484;
    let v1488 = packing * v1487;
    let v1489 = packing * v1488;
    let v1490 = v1004 - v1052;
    let v1491 = v1489 * v1490;
    let v1492 = v1057 * v1491;
    let v1493 = packing * v1489;
    let v1494 = packing * v1493;
    let v1495 = v1052 * v1494;
    let v1496 = v1064 * v1495;
    let v1497 = 0 - u4 + 1;
    let v1498 = u5 * v1497;
    let v1499 = u6 * v1498;
    let v1500 = v1059
        + v1066
        + v1076
        + v1085
        + v1095
        + v1104
        + v1114
        + v1123
        + v1133
        + v1142
        + v1152
        + v1161
        + v1171
        + v1180
        + v1190
        + v1201
        + v1212
        + v1221
        + v1231
        + v1240
        + v1250
        + v1259
        + v1269
        + v1278
        + v1288
        + v1297
        + v1307
        + v1316
        + v1326
        + v1335
        + v1345
        + v1350
        + v1355
        + v1359
        + v1364
        + v1368
        + v1373
        + v1377
        + v1382
        + v1386
        + v1391
        + v1395
        + v1400
        + v1404
        + v1409
        + v1413
        + v1418
        + v1423
        + v1428
        + v1432
        + v1437
        + v1441
        + v1446
        + v1450
        + v1455
        + v1459
        + v1464
        + v1468
        + v1473
        + v1477
        + v1482
        + v1486
        + v1492
        + v1496;
    let v1501 = v1499 * v1500;
    let v1502 = v896 * v1501;
    let v1503 = v812 - v34;
    let v1504 = u3 * v1503;
    let v1505 = v34 + v1504;
    let v1506 = v811 * v1505;
    let v1507 = 0 - u5 + 1;
    let v1508 = v1497 * v1507;
    let v1509 = 2 * r2 - 1;
    let v1510 = u6 * v1509;
    let v1511 = v1510 - r2 + 1;
    let v1512 = v1508 * v1511;
    let v1513 = 2 * r3 - 1;
    let v1514 = u7 * v1513;
    let v1515 = v1514 - r3 + 1;
    let v1516 = v1512 * v1515;
    let v1517 = 2 * r4 - 1;
    let v1518 = u8 * v1517;
    let v1519 = v1518 - r4 + 1;
    let v1520 = v1516 * v1519;
    let v1521 = 2 * r5 - 1;
    let v1522 = u9 * v1521;
    let v1523 = v1522 - r5 + 1;
    let v1524 = v1520 * v1523;
    let v1525 = 2 * r6 - 1;
    let v1526 = u10 * v1525;
    let v1527 = v1526 - r6 + 1;
    let v1528 = v1524 * v1527;
    let v1529 = 2 * r7 - 1;
    let v1530 = u11 * v1529;
    let v1531 = v1530 - r7 + 1;
    let v1532 = v1528 * v1531;
    let v1533 = 2 * r8 - 1;
    let v1534 = u12 * v1533;
    let v1535 = v1534 - r8 + 1;
    let v1536 = v1532 * v1535;
    let v1537 = f1 - f0;
    let v1538 = r14 * v1537;
    let v1539 = f3 - f2;
    let v1540 = r14 * v1539;
    let v1541 = f5 - f4;
    let v1542 = r14 * v1541;
    let v1543 = f7 - f6;
    let v1544 = r14 * v1543;
    let v1545 = f9 - f8;
    let v1546 = r14 * v1545;
    let v1547 = f11 - f10;
    let v1548 = r14 * v1547;
    let v1549 = f13 - f12;
    let v1550 = r14 * v1549;
    let v1551 = f15 - f14;
    let v1552 = r14 * v1551;
    let v1553 = f17 - f16;
    let v1554 = r14 * v1553;
    let v1555 = f19 - f18;
    let v1556 = r14 * v1555;
    let v1557 = f21 - f20;
    let v1558 = r14 * v1557;
    let v1559 = f23 - f22;
    let v1560 = r14 * v1559;
    let v1561 = f25 - f24;
    let v1562 = r14 * v1561;
    let v1563 = f27 - f26;
    let v1564 = r14 * v1563;
    let v1565 = f29 - f28;
    let v1566 = r14 * v1565;
    let v1567 = f31 - f30;
    let v1568 = r14 * v1567;
    let v1569 = f33 - f32;
    let v1570 = r14 * v1569;
    let v1571 = f35 - f34;
    let v1572 = r14 * v1571;
    let v1573 = f37 - f36;
    let v1574 = r14 * v1573;
    let v1575 = f39 - f38;
    let v1576 = r14 * v1575;
    let v1577 = f41 - f40;
    let v1578 = r14 * v1577;
    let v1579 = f43 - f42;
    let v1580 = r14 * v1579;
    let v1581 = f45 - f44;
    let v1582 = r14 * v1581;
    let v1583 = f47 - f46;
    let v1584 = r14 * v1583;
    let v1585 = f49 - f48;
    let v1586 = r14 * v1585;
    let v1587 = f51 - f50;
    let v1588 = r14 * v1587;
    let v1589 = f53 - f52;
    let v1590 = r14 * v1589;
    let v1591 = f55 - f54;
    let v1592 = r14 * v1591;
    let v1593 = f57 - f56;
    let v1594 = r14 * v1593;
    let v1595 = f59 - f58;
    let v1596 = r14 * v1595;
    let v1597 = f61 - f60;
    let v1598 = r14 * v1597;
    let v1599 = f63 - f62;
    let v1600 = r14 * v1599;
    let v1601 = f2 + v1540 - f0 - v1538;
    let v1602 = r13 * v1601;
    let v1603 = f6 + v1544 - f4 - v1542;
    let v1604 = r13 * v1603;
    let v1605 = f10 + v1548 - f8 - v1546;
    let v1606 = r13 * v1605;
    let v1607 = f14 + v1552 - f12 - v1550;
    let v1608 = r13 * v1607;
    let v1609 = f18 + v1556 - f16 - v1554;
    let v1610 = r13 * v1609;
    let v1611 = f22 + v1560 - f20 - v1558;
    let v1612 = r13 * v1611;
    let v1613 = f26 + v1564 - f24 - v1562;
    let v1614 = r13 * v1613;
    let v1615 = f30 + v1568 - f28 - v1566;
    let v1616 = r13 * v1615;
    let v1617 = f34 + v1572 - f32 - v1570;
    let v1618 = r13 * v1617;
    let v1619 = f38 + v1576 - f36 - v1574;
    let v1620 = r13 * v1619;
    let v1621 = f42 + v1580 - f40 - v1578;
    let v1622 = r13 * v1621;
    let v1623 = f46 + v1584 - f44 - v1582;
    let v1624 = r13 * v1623;
    let v1625 = f50 + v1588 - f48 - v1586;
    let v1626 = r13 * v1625;
    let v1627 = f54 + v1592 - f52 - v1590;
    let v1628 = r13 * v1627;
    let v1629 = f58 + v1596 - f56 - v1594;
    let v1630 = r13 * v1629;
    let v1631 = f62 + v1600 - f60 - v1598;
    let v1632 = r13 * v1631;
    let v1633 = f4 + v1542 + v1604 - f0 - v1538 - v1602;
    let v1634 = r12 * v1633;
    let v1635 = f12 + v1550 + v1608 - f8 - v1546 - v1606;
    let v1636 = r12 * v1635;
    let v1637 = f20 + v1558 + v1612 - f16 - v1554 - v1610;
    let v1638 = r12 * v1637;
    let v1639 = f28 + v1566 + v1616 - f24 - v1562 - v1614;
    let v1640 = r12 * v1639;
    let v1641 = f36 + v1574 + v1620 - f32 - v1570 - v1618;
    let v1642 = r12 * v1641;
    let v1643 = f44 + v1582 + v1624 - f40 - v1578 - v1622;
    let v1644 = r12 * v1643;
    let v1645 = f52 + v1590 + v1628 - f48 - v1586 - v1626;
    let v1646 = r12 * v1645;
    let v1647 = f60 + v1598 + v1632 - f56 - v1594 - v1630;
    let v1648 = r12 * v1647;
    let v1649 = f8 + v1546 + v1606 + v1636 - f0 - v1538 - v1602 - v1634;
    let v1650 = r11 * v1649;
    let v1651 = f24 + v1562 + v1614 + v1640 - f16 - v1554 - v1610 - v1638;
    let v1652 = r11 * v1651;
    let v1653 = f40 + v1578 + v1622 + v1644 - f32 - v1570 - v1618 - v1642;
    let v1654 = r11 * v1653;
    let v1655 = f56 + v1594 + v1630 + v1648 - f48 - v1586 - v1626 - v1646;
    let v1656 = r11 * v1655;
    let v1657 = f16 + v1554 + v1610 + v1638 + v1652 - f0 - v1538 - v1602 - v1634 - v1650;
    let v1658 = r10 * v1657;
    let v1659 = f48 + v1586 + v1626 + v1646 + v1656 - f32 - v1570 - v1618 - v1642 - v1654;
    let v1660 = r10 * v1659;
    let v1661 = f32
        + v1570
        + v1618
        + v1642
        + v1654
        + v1660
        - f0
        - v1538
        - v1602
        - v1634
        - v1650
        - v1658;
    let v1662 = r9 * v1661;
    let v1663 = f0 + v1538 + v1602 + v1634 + v1650 + v1658 + v1662;
    let v1664 = v1536 * v1663;
    let v1665 = v1506 * v1664;
    let v1666 = v813 - v37;
    let v1667 = u3 * v1666;
    let v1668 = v37 + v1667;
    let v1669 = v811 * v1668;
    let v1670 = 0 - u6 + 1;
    let v1671 = v1498 * v1670;
    let v1672 = v1515 * v1671;
    let v1673 = v1519 * v1672;
    let v1674 = v1523 * v1673;
    let v1675 = v1527 * v1674;
    let v1676 = v1531 * v1675;
    let v1677 = v1535 * v1676;
    let v1678 = v1663 * v1677;
    let v1679 = v1669 * v1678;
    let v1680 = v814 - v41;
    let v1681 = u3 * v1680;
    let v1682 = v41 + v1681;
    let v1683 = v811 * v1682;
    let v1684 = u4 * v1507;
    let v1685 = v1670 * v1684;
    let v1686 = v960 * v1685;
    let v1687 = v1519 * v1686;
    let v1688 = v1523 * v1687;
    let v1689 = v1527 * v1688;
    let v1690 = v1531 * v1689;
    let v1691 = v1535 * v1690;
    let v1692 = v1663 * v1691;
    let v1693 = v1683 * v1692;
    let v1694 = v815 - v46;
    let v1695 = u3 * v1694;
    let v1696 = v46 + v1695;
    let v1697 = v811 * v1696;
    let v1698 = u7 * v1685;
    let v1699 = 0 - u8 + 1;
    let v1700 = v1698 * v1699;
    let v1701 = 0 - u9 + 1;
    let v1702 = v1700 * v1701;
    let v1703 = v1527 * v1702;
    let v1704 = v1531 * v1703;
    let v1705 = v1535 * v1704;
    let v1706 = v1663 * v1705;
    let v1707 = v1697 * v1706;
    let v1708 = v816 - v47;
    let v1709 = u3 * v1708;
    let v1710 = v47 + v1709;
    let v1711 = v811 * v1710;
    let v1712 = v1499 * v1515;
    let v1713 = v1519 * v1712;
    let v1714 = v1523 * v1713;
    let v1715 = v1527 * v1714;
    let v1716 = v1531 * v1715;
    let v1717 = v1535 * v1716;
    let v1718 = v1663 * v1717;
    let v1719 = v1711 * v1718;
    let v1720 = u3 * v822;
    let v1721 = v822 - v1720;
    let v1722 = v803 * v1721;
    let v1723 = u4 * u5;
    let v1724 = u6 * v1723;
    let v1725 = u7 * v1724;
    let v1726 = u8 * v1725;
    let v1727 = u9 * v1726;
    let v1728 = v1527 * v1727;
    let v1729 = v1531 * v1728;
    let v1730 = v1535 * v1729;
    let v1731 = v1663 * v1730;
    let v1732 = v1722 * v1731;
    let v1733 = u3 * v825;
    let v1734 = v825 - v1733;
    let v1735 = v803 * v1734;
    let v1736 = v1701 * v1726;
    let v1737 = u10 * v1736;
    let v1738 = v1531 * v1737;
    let v1739 = v1535 * v1738;
    let v1740 = v1663 * v1739;
    let v1741 = v1735 * v1740;
    let v1742 = u3 * v828;
    let v1743 = v828 - v1742;
    let v1744 = v803 * v1743;
    let v1745 = 0 - u10 + 1;
    let v1746 = v1736 * v1745;
    let v1747 = v1531 * v1746;
    let v1748 = v1535 * v1747;
    let v1749 = v1663 * v1748;
    let v1750 = v1744 * v1749;
    let v1751 = u3 * v833;
    let v1752 = v833 - v1751;
    let v1753 = v803 * v1752;
    let v1754 = v1699 * v1725;
    let v1755 = u9 * v1754;
    let v1756 = u10 * v1755;
    let v1757 = u11 * v1756;
    let v1758 = v1535 * v1757;
    let v1759 = v1663 * v1758;
    let v1760 = v1753 * v1759;
    let v1761 = u3 * v836;
    let v1762 = v836 - v1761;
    let v1763 = v803 * v1762;
    let v1764 = 0 - u11 + 1;
    let v1765 = v1756 * v1764;
    let v1766 = u12 * v1765;
    let v1767 = v1663 * v1766;
    let v1768 = v1763 * v1767;
    let v1769 = u3 * v841;
    let v1770 = v841 - v1769;
    let v1771 = v803 * v1770;
    let v1772 = 0 - u12 + 1;
    let v1773 = v1765 * v1772;
    let v1774 = f48 + v1586 + v1626 + v1646 + v1656;
    let v1775 = v1773 * v1774;
    let v1776 = v1771 * v1775;
    let v1777 = u3 * v843;
    let v1778 = v843 - v1777;
    let v1779 = v803 * v1778;
    let v1780 = f32 + v1570 + v1618 + v1642 + v1654;
    let v1781 = v1773 * v1780;
    let v1782 = v1779 * v1781;
    let v1783 = u3 * v847;
    let v1784 = v847 - v1783;
    let v1785 = v803 * v1784;
    let v1786 = f24 + v1562 + v1614 + v1640;
    let v1787 = v1773 * v1786;
    let v1788 = v1785 * v1787;
    let v1789 = u3 * v850;
    let v1790 = v850 - v1789;
    let v1791 = v803 * v1790;
    let v1792 = f20 + v1558 + v1612;
    let v1793 = v1773 * v1792;
    let v1794 = v1791 * v1793;
    let v1795 = u3 * v852;
    let v1796 = v852 - v1795;
    let v1797 = v803 * v1796;
    let v1798 = f16 + v1554 + v1610;
    let v1799 = v1773 * v1798;
    let v1800 = v1797 * v1799;
    let v1801 = u3 * v857;
    let v1802 = v857 - v1801;
    let v1803 = v803 * v1802;
    let v1804 = f14 + v1552;
    let v1805 = v1773 * v1804;
    let v1806 = v1803 * v1805;
    let v1807 = u3 * v860;
    let v1808 = v860 - v1807;
    let v1809 = v803 * v1808;
    let v1810 = f13 * v1773;
    let v1811 = v1809 * v1810;
    let v1812 = u3 * v861;
    let v1813 = v803 * v1812;
    let v1814 = v1523 * v1726;
    let v1815 = v1527 * v1814;
    let v1816 = v1531 * v1815;
    let v1817 = v1535 * v1816;
    let v1818 = v1663 * v1817;
    let v1819 = v1813 * v1818;
    let v1820 = u3 * v863;
    let v1821 = v803 * v1820;
    let v1822 = u12 * v1757;
    let v1823 = v1663 * v1822;
    let v1824 = v1821 * v1823;
    let v1825 = u3 * v865;
    let v1826 = v803 * v1825;
    let v1827 = v1757 * v1772;
    let v1828 = v1663 * v1827;
    let v1829 = v1826 * v1828;
    let v1830 = u3 * v866;
    let v1831 = v866 - v1830;
    let v1832 = v811 * v1831;
    let v1833 = v212 - v154;
    let v1834 = u7 * v1833;
    let v1835 = v213 + v214 - v156 - v158;
    let v1836 = u7 * v1835;
    let v1837 = v215 - v159;
    let v1838 = u7 * v1837;
    let v1839 = v217 + v218 - v161 - v162;
    let v1840 = u7 * v1839;
    let v1841 = v219 - v163;
    let v1842 = u7 * v1841;
    let v1843 = v220 + v221 - v164 - v165;
    let v1844 = u7 * v1843;
    let v1845 = v222 - v166;
    let v1846 = u7 * v1845;
    let v1847 = v224 + v225 - v168 - v169;
    let v1848 = u7 * v1847;
    let v1849 = v226 - v170;
    let v1850 = u7 * v1849;
    let v1851 = v227 + v228 - v171 - v172;
    let v1852 = u7 * v1851;
    let v1853 = v229 - v173;
    let v1854 = u7 * v1853;
    let v1855 = v231 + v232 - v175 - v176;
    let v1856 = u7 * v1855;
    let v1857 = v233 - v177;
    let v1858 = u7 * v1857;
    let v1859 = v234 + v235 - v178 - v179;
    let v1860 = u7 * v1859;
    let v1861 = v236 - v180;
    let v1862 = u7 * v1861;
    let v1863 = v238 + v239 - v182 - v183;
    let v1864 = u7 * v1863;
    let v1865 = v240 - v184;
    let v1866 = u7 * v1865;
    let v1867 = v241 + v242 - v185 - v186;
    let v1868 = u7 * v1867;
    let v1869 = v243 - v187;
    let v1870 = u7 * v1869;
    let v1871 = v245 + v246 - v189 - v190;
    let v1872 = u7 * v1871;
    let v1873 = v247 - v191;
    let v1874 = u7 * v1873;
    let v1875 = v248 + v249 - v192 - v193;
    let v1876 = u7 * v1875;
    let v1877 = v250 - v194;
    let v1878 = u7 * v1877;
    let v1879 = v252 + v253 - v196 - v197;
    let v1880 = u7 * v1879;
    let v1881 = v254 - v198;
    let v1882 = u7 * v1881;
    let v1883 = v255 + v256 - v199 - v200;
    let v1884 = u7 * v1883;
    let v1885 = v257 - v201;
    let v1886 = u7 * v1885;
    let v1887 = v259 + v260 - v203 - v204;
    let v1888 = u7 * v1887;
    let v1889 = v261 - v205;
    let v1890 = u7 * v1889;
    let v1891 = v262 + v263 - v206 - v207;
    let v1892 = u7 * v1891;
    let v1893 = v264 - v208;
    let v1894 = u7 * v1893;
    let v1895 = v265 - v210 - v211;
    let v1896 = u7 * v1895;
    let v1897 = v184 + v1866 - v154 - v1834;
    let v1898 = u8 * v1897;
    let v1899 = v185 + v186 + v1868 - v156 - v158 - v1836;
    let v1900 = u8 * v1899;
    let v1901 = v187 + v1870 - v159 - v1838;
    let v1902 = u8 * v1901;
    let v1903 = v189 + v190 + v1872 - v161 - v162 - v1840;
    let v1904 = u8 * v1903;
    let v1905 = v191 + v1874 - v163 - v1842;
    let v1906 = u8 * v1905;
    let v1907 = v192 + v193 + v1876 - v164 - v165 - v1844;
    let v1908 = u8 * v1907;
    let v1909 = v194 + v1878 - v166 - v1846;
    let v1910 = u8 * v1909;
    let v1911 = v196 + v197 + v1880 - v168 - v169 - v1848;
    let v1912 = u8 * v1911;
    let v1913 = v198 + v1882 - v170 - v1850;
    let v1914 = u8 * v1913;
    let v1915 = v199 + v200 + v1884 - v171 - v172 - v1852;
    let v1916 = u8 * v1915;
    let v1917 = v201 + v1886 - v173 - v1854;
    let v1918 = u8 * v1917;
    let v1919 = v203 + v204 + v1888 - v175 - v176 - v1856;
    let v1920 = u8 * v1919;
    let v1921 = v205 + v1890 - v177 - v1858;
    let v1922 = u8 * v1921;
    let v1923 = v206 + v207 + v1892 - v178 - v179 - v1860;
    let v1924 = u8 * v1923;
    let v1925 = v208 + v1894 - v180 - v1862;
    let v1926 = u8 * v1925;
    let v1927 = v210 + v211 + v1896 - v182 - v183 - v1864;
    let v1928 = u8 * v1927;
    let v1929 = v170 + v1850 + v1914 - v154 - v1834 - v1898;
    let v1930 = u9 * v1929;
    let v1931 = v171 + v172 + v1852 + v1916 - v156 - v158 - v1836 - v1900;
    let v1932 = u9 * v1931;
    let v1933 = v173 + v1854 + v1918 - v159 - v1838 - v1902;
    let v1934 = u9 * v1933;
    let v1935 = v175 + v176 + v1856 + v1920 - v161 - v162 - v1840 - v1904;
    let v1936 = u9 * v1935;
    let v1937 = v177 + v1858 + v1922 - v163 - v1842 - v1906;
    let v1938 = u9 * v1937;
    let v1939 = v178 + v179 + v1860 + v1924 - v164 - v165 - v1844 - v1908;
    let v1940 = u9 * v1939;
    let v1941 = v180 + v1862 + v1926 - v166 - v1846 - v1910;
    let v1942 = u9 * v1941;
    let v1943 = v182 + v183 + v1864 + v1928 - v168 - v169 - v1848 - v1912;
    let v1944 = u9 * v1943;
    let v1945 = v163 + v1842 + v1906 + v1938 - v154 - v1834 - v1898 - v1930;
    let v1946 = u10 * v1945;
    let v1947 = v164 + v165 + v1844 + v1908 + v1940 - v156 - v158 - v1836 - v1900 - v1932;
    let v1948 = u10 * v1947;
    let v1949 = v166 + v1846 + v1910 + v1942 - v159 - v1838 - v1902 - v1934;
    let v1950 = u10 * v1949;
    let v1951 = v168 + v169 + v1848 + v1912 + v1944 - v161 - v162 - v1840 - v1904 - v1936;
    let v1952 = u10 * v1951;
    let v1953 = v159 + v1838 + v1902 + v1934 + v1950 - v154 - v1834 - v1898 - v1930 - v1946;
    let v1954 = u11 * v1953;
    let v1955 = v161
        + v162
        + v1840
        + v1904
        + v1936
        + v1952
        - v156
        - v158
        - v1836
        - v1900
        - v1932
        - v1948;
    let v1956 = u11 * v1955;
    let v1957 = v156
        + v158
        + v1836
        + v1900
        + v1932
        + v1948
        + v1956
        - v154
        - v1834
        - v1898
        - v1930
        - v1946
        - v1954;
    let v1958 = u12 * v1957;
    let v1959 = v154 + v1834 + v1898 + v1930 + v1946 + v1954 + v1958;
    let v1960 = v1499 * v1959;
    let v1961 = v267 * f0;
    let v1962 = v269 + v271;
    let v1963 = f1 * v1962;
    let v1964 = v272 * f2;
    let v1965 = v274 + v275;
    let v1966 = f3 * v1965;
    let v1967 = v276 * f4;
    let v1968 = v277 + v278;
    let v1969 = f5 * v1968;
    let v1970 = v279 * f6;
    let v1971 = v281 + v282;
    let v1972 = f7 * v1971;
    let v1973 = v283 * f8;
    let v1974 = v284 + v285;
    let v1975 = f9 * v1974;
    let v1976 = v286 * f10;
    let v1977 = v288 + v289;
    let v1978 = f11 * v1977;
    let v1979 = v290 * f12;
    let v1980 = v291 + v292;
    let v1981 = f13 * v1980;
    let v1982 = v293 * f14;
    let v1983 = v295 + v296;
    let v1984 = f15 * v1983;
    let v1985 = v297 * f16;
    let v1986 = v298 + v299;
    let v1987 = f17 * v1986;
    let v1988 = v300 * f18;
    let v1989 = v302 + v303;
    let v1990 = f19 * v1989;
    let v1991 = v304 * f20;
    let v1992 = v305 + v306;
    let v1993 = f21 * v1992;
    let v1994 = v307 * f22;
    let v1995 = v309 + v310;
    let v1996 = f23 * v1995;
    let v1997 = v311 * f24;
    let v1998 = v312 + v313;
    let v1999 = f25 * v1998;
    let v2000 = v314 * f26;
    let v2001 = v316 + v317;
    let v2002 = f27 * v2001;
    let v2003 = v318 * f28;
    let v2004 = v319 + v320;
    let v2005 = f29 * v2004;
    let v2006 = v321 * f30;
    let v2007 = v323 + v324;
    let v2008 = f31 * v2007;
    let v2009 = v325 * f32;
    let v2010 = v326 + v327;
    let v2011 = f33 * v2010;
    let v2012 = v328 * f34;
    let v2013 = v330 + v331;
    let v2014 = f35 * v2013;
    let v2015 = v332 * f36;
    let v2016 = v333 + v334;
    let v2017 = f37 * v2016;
    let v2018 = v335 * f38;
    let v2019 = v337 + v338;
    let v2020 = f39 * v2019;
    let v2021 = v339 * f40;
    let v2022 = v340 + v341;
    let v2023 = f41 * v2022;
    let v2024 = v342 * f42;
    let v2025 = v344 + v345;
    let v2026 = f43 * v2025;
    let v2027 = v346 * f44;
    let v2028 = v347 + v348;
    let v2029 = f45 * v2028;
    let v2030 = v349 * f46;
    let v2031 = v351 + v352;
    let v2032 = f47 * v2031;
    let v2033 = v353 * f48;
    let v2034 = v354 + v355;
    let v2035 = f49 * v2034;
    let v2036 = v356 * f50;
    let v2037 = v358 + v359;
    let v2038 = f51 * v2037;
    let v2039 = v360 * f52;
    let v2040 = v361 + v362;
    let v2041 = f53 * v2040;
    let v2042 = v363 * f54;
    let v2043 = v365 + v366;
    let v2044 = f55 * v2043;
    let v2045 = v367 * f56;
    let v2046 = v368 + v369;
    let v2047 = f57 * v2046;
    let v2048 = v370 * f58;
    let v2049 = v372 + v373;
    let v2050 = f59 * v2049;
    let v2051 = v374 * f60;
    let v2052 = v375 + v376;
    let v2053 = f61 * v2052;
    let v2054 = v377 * f62;
    let v2055 = v378 * f63;
    let v2056 = v1961
        + v1963
        + v1964
        + v1966
        + v1967
        + v1969
        + v1970
        + v1972
        + v1973
        + v1975
        + v1976
        + v1978
        + v1979
        + v1981
        + v1982
        + v1984
        + v1985
        + v1987
        + v1988
        + v1990
        + v1991
        + v1993
        + v1994
        + v1996
        + v1997
        + v1999
        + v2000
        + v2002
        + v2003
        + v2005
        + v2006
        + v2008
        + v2009
        + v2011
        + v2012
        + v2014
        + v2015
        + v2017
        + v2018
        + v2020
        + v2021
        + v2023
        + v2024
        + v2026
        + v2027
        + v2029
        + v2030
        + v2032
        + v2033
        + v2035
        + v2036
        + v2038
        + v2039
        + v2041
        + v2042
        + v2044
        + v2045
        + v2047
        + v2048
        + v2050
        + v2051
        + v2053
        + v2054
        + v2055;
    let v2057 = v1960 * v2056;
    let v2058 = v1832 * v2057;
    let v2059 = u3 * v867;
    let v2060 = v867 - v2059;
    let v2061 = v811 * v2060;
    let v2062 = 2 * g4 + v381 + v384 - v382 - v387 - 1;
    let v2063 = u6 * v2062;
    let v2064 = v387 - v384;
    let v2065 = u6 * v2064;
    let v2066 = v382 + v385 - v388 - v381;
    let v2067 = u6 * v2066;
    let v2068 = v388 - v385;
    let v2069 = u6 * v2068;
    let v2070 = v2067 + g4 + 2 * v381 + v384 - v385 - v2063 - 1;
    let v2071 = u7 * v2070;
    let v2072 = v385 + v2069 - v384 - v2065;
    let v2073 = u7 * v2072;
    let v2074 = v2065 + v2073 + g4 + v381 + 2 * v384 - v2063 - v2071 - 1;
    let v2075 = u8 * v2074;
    let v2076 = v2063 + v2071 + v2075 - g4 - v381 - v384 + 1;
    let v2077 = v1508 * v2076;
    let v2078 = v460 - v432;
    let v2079 = u9 * v2078;
    let v2080 = v461 + v462 - v433 - v434;
    let v2081 = u9 * v2080;
    let v2082 = v463 - v435;
    let v2083 = u9 * v2082;
    let v2084 = v465 + v466 - v437 - v438;
    let v2085 = u9 * v2084;
    let v2086 = v467 - v439;
    let v2087 = u9 * v2086;
    let v2088 = v468 + v469 - v440 - v441;
    let v2089 = u9 * v2088;
    let v2090 = v470 - v442;
    let v2091 = u9 * v2090;
    let v2092 = v472 + v473 - v444 - v445;
    let v2093 = u9 * v2092;
    let v2094 = v474 - v446;
    let v2095 = u9 * v2094;
    let v2096 = v475 + v476 - v447 - v448;
    let v2097 = u9 * v2096;
    let v2098 = v477 - v449;
    let v2099 = u9 * v2098;
    let v2100 = v479 + v480 - v451 - v452;
    let v2101 = u9 * v2100;
    let v2102 = v481 - v453;
    let v2103 = u9 * v2102;
    let v2104 = v482 + v483 - v454 - v455;
    let v2105 = u9 * v2104;
    let v2106 = v484 - v456;
    let v2107 = u9 * v2106;
    let v2108 = v485 - v458 - v459;
    let v2109 = u9 * v2108;
    let v2110 = v446 + v2095 - v432 - v2079;
    let v2111 = u10 * v2110;
    let v2112 = v447 + v448 + v2097 - v433 - v434 - v2081;
    let v2113 = u10 * v2112;
    let v2114 = v449 + v2099 - v435 - v2083;
    let v2115 = u10 * v2114;
    let v2116 = v451 + v452 + v2101 - v437 - v438 - v2085;
    let v2117 = u10 * v2116;
    let v2118 = v453 + v2103 - v439 - v2087;
    let v2119 = u10 * v2118;
    let v2120 = v454 + v455 + v2105 - v440 - v441 - v2089;
    let v2121 = u10 * v2120;
    let v2122 = v456 + v2107 - v442 - v2091;
    let v2123 = u10 * v2122;
    let v2124 = v458 + v459 + v2109 - v444 - v445 - v2093;
    let v2125 = u10 * v2124;
    let v2126 = v439 + v2087 + v2119 - v432 - v2079 - v2111;
    let v2127 = u11 * v2126;
    let v2128 = v440 + v441 + v2089 + v2121 - v433 - v434 - v2081 - v2113;
    let v2129 = u11 * v2128;
    let v2130 = v442 + v2091 + v2123 - v435 - v2083 - v2115;
    let v2131 = u11 * v2130;
    let v2132 = v444 + v445 + v2093 + v2125 - v437 - v438 - v2085 - v2117;
    let v2133 = u11 * v2132;
    let v2134 = v435 + v2083 + v2115 + v2131 - v432 - v2079 - v2111 - v2127;
    let v2135 = u12 * v2134;
    let v2136 = v437 + v438 + v2085 + v2117 + v2133 - v433 - v434 - v2081 - v2113 - v2129;
    let v2137 = u12 * v2136;
    let v2138 = v487 * f0;
    let v2139 = v488 + v489;
    let v2140 = f1 * v2139;
    let v2141 = v490 * f2;
    let v2142 = v492 + v493;
    let v2143 = f3 * v2142;
    let v2144 = v494 * f4;
    let v2145 = v495 + v496;
    let v2146 = f5 * v2145;
    let v2147 = v497 * f6;
    let v2148 = v499 + v500;
    let v2149 = f7 * v2148;
    let v2150 = v501 * f8;
    let v2151 = v502 + v503;
    let v2152 = f9 * v2151;
    let v2153 = v504 * f10;
    let v2154 = v506 + v507;
    let v2155 = f11 * v2154;
    let v2156 = v508 * f12;
    let v2157 = v509 + v510;
    let v2158 = f13 * v2157;
    let v2159 = v511 * f14;
    let v2160 = v513 + v514;
    let v2161 = f15 * v2160;
    let v2162 = v515 * f16;
    let v2163 = v516 + v517;
    let v2164 = f17 * v2163;
    let v2165 = v518 * f18;
    let v2166 = v520 + v521;
    let v2167 = f19 * v2166;
    let v2168 = v522 * f20;
    let v2169 = v523 + v524;
    let v2170 = f21 * v2169;
    let v2171 = v525 * f22;
    let v2172 = v527 + v528;
    let v2173 = f23 * v2172;
    let v2174 = v529 * f24;
    let v2175 = v530 + v531;
    let v2176 = f25 * v2175;
    let v2177 = v532 * f26;
    let v2178 = v534 + v535;
    let v2179 = f27 * v2178;
    let v2180 = v536 * f28;
    let v2181 = v537 + v538;
    let v2182 = f29 * v2181;
    let v2183 = v539 * f30;
    let v2184 = v540 * f31;
    let v2185 = v487 * f32;
    let v2186 = f33 * v2139;
    let v2187 = v490 * f34;
    let v2188 = f35 * v2142;
    let v2189 = v494 * f36;
    let v2190 = f37 * v2145;
    let v2191 = v497 * f38;
    let v2192 = f39 * v2148;
    let v2193 = v501 * f40;
    let v2194 = f41 * v2151;
    let v2195 = v504 * f42;
    let v2196 = f43 * v2154;
    let v2197 = v508 * f44;
    let v2198 = f45 * v2157;
    let v2199 = v511 * f46;
    let v2200 = f47 * v2160;
    let v2201 = v515 * f48;
    let v2202 = f49 * v2163;
    let v2203 = v518 * f50;
    let v2204 = f51 * v2166;
    let v2205 = v522 * f52;
    let v2206 = f53 * v2169;
    let v2207 = v525 * f54;
    let v2208 = f55 * v2172;
    let v2209 = v529 * f56;
    let v2210 = f57 * v2175;
    let v2211 = v532 * f58;
    let v2212 = f59 * v2178;
    let v2213 = v536 * f60;
    let v2214 = f61 * v2181;
    let v2215 = v539 * f62;
    let v2216 = v540 * f63;
    let v2217 = v432 + v2079 + v2111 + v2127 + v2135;
    let v2218 = v2138
        + v2140
        + v2141
        + v2143
        + v2144
        + v2146
        + v2147
        + v2149
        + v2150
        + v2152
        + v2153
        + v2155
        + v2156
        + v2158
        + v2159
        + v2161
        + v2162
        + v2164
        + v2165
        + v2167
        + v2168
        + v2170
        + v2171
        + v2173
        + v2174
        + v2176
        + v2177
        + v2179
        + v2180
        + v2182
        + v2183
        + v2184;
    let v2219 = v2217 * v2218;
    let v2220 = v433 + v434 + v2081 + v2113 + v2129 + v2137;
    let v2221 = v2185
        + v2186
        + v2187
        + v2188
        + v2189
        + v2190
        + v2191
        + v2192
        + v2193
        + v2194
        + v2195
        + v2196
        + v2197
        + v2198
        + v2199
        + v2200
        + v2201
        + v2202
        + v2203
        + v2204
        + v2205
        + v2206
        + v2207
        + v2208
        + v2209
        + v2210
        + v2211
        + v2212
        + v2213
        + v2214
        + v2215
        + v2216;
    let v2222 = v2220 * v2221;
    let v2223 = v2219 + v2222;
    let v2224 = v2077 * v2223;
    let v2225 = v2061 * v2224;
    let v2226 = u3 * v868;
    let v2227 = v868 - v2226;
    let v2228 = v811 * v2227;
    let v2229 = 2 * g3 + v543 + v546 + v552 - v544 - v549 - v558 - 1;
    let v2230 = u7 * v2229;
    let v2231 = v558 - v552;
    let v2232 = u7 * v2231;
    let v2233 = v549 + v553 - v559 - v546;
    let v2234 = u7 * v2233;
    let v2235 = v559 - v553;
    let v2236 = u7 * v2235;
    let v2237 = v544 + v547 + v555 - v550 - v561 - v543;
    let v2238 = u7 * v2237;
    let v2239 = v561 - v555;
    let v2240 = u7 * v2239;
    let v2241 = v550 + v556 - v562 - v547;
    let v2242 = u7 * v2241;
    let v2243 = v562 - v556;
    let v2244 = u7 * v2243;
    let v2245 = v2238 + g3 + 2 * v543 + v546 + v552 - v547 - v555 - v2230 - 1;
    let v2246 = u8 * v2245;
    let v2247 = v555 + v2240 - v552 - v2232;
    let v2248 = u8 * v2247;
    let v2249 = v547 + v2242 + v553 - v556 - v546 - v2234;
    let v2250 = u8 * v2249;
    let v2251 = v556 + v2244 - v553 - v2236;
    let v2252 = u8 * v2251;
    let v2253 = v2234 + v2250 + g3 + v543 + 2 * v546 + v552 - v553 - v2230 - v2246 - 1;
    let v2254 = u9 * v2253;
    let v2255 = v553 + v2236 + v2252 - v552 - v2232 - v2248;
    let v2256 = u9 * v2255;
    let v2257 = v2232 + v2248 + v2256 + g3 + v543 + v546 + 2 * v552 - v2230 - v2246 - v2254 - 1;
    let v2258 = u10 * v2257;
    let v2259 = v2230 + v2246 + v2254 + v2258 - g3 - v543 - v546 - v552 + 1;
    let v2260 = v1671 * v2259;
    let v2261 = v596 - v582;
    let v2262 = u11 * v2261;
    let v2263 = v597 + v598 - v583 - v584;
    let v2264 = u11 * v2263;
    let v2265 = v599 - v585;
    let v2266 = u11 * v2265;
    let v2267 = v601 + v602 - v587 - v588;
    let v2268 = u11 * v2267;
    let v2269 = v603 - v589;
    let v2270 = u11 * v2269;
    let v2271 = v604 + v605 - v590 - v591;
    let v2272 = u11 * v2271;
    let v2273 = v606 - v592;
    let v2274 = u11 * v2273;
    let v2275 = v607 - v594 - v595;
    let v2276 = u11 * v2275;
    let v2277 = v589 + v2270 - v582 - v2262;
    let v2278 = u12 * v2277;
    let v2279 = v590 + v591 + v2272 - v583 - v584 - v2264;
    let v2280 = u12 * v2279;
    let v2281 = v592 + v2274 - v585 - v2266;
    let v2282 = u12 * v2281;
    let v2283 = v594 + v595 + v2276 - v587 - v588 - v2268;
    let v2284 = u12 * v2283;
    let v2285 = v609 * f0;
    let v2286 = v610 + v611;
    let v2287 = f1 * v2286;
    let v2288 = v612 * f2;
    let v2289 = v614 + v615;
    let v2290 = f3 * v2289;
    let v2291 = v616 * f4;
    let v2292 = v617 + v618;
    let v2293 = f5 * v2292;
    let v2294 = v619 * f6;
    let v2295 = v621 + v622;
    let v2296 = f7 * v2295;
    let v2297 = v623 * f8;
    let v2298 = v624 + v625;
    let v2299 = f9 * v2298;
    let v2300 = v626 * f10;
    let v2301 = v628 + v629;
    let v2302 = f11 * v2301;
    let v2303 = v630 * f12;
    let v2304 = v631 + v632;
    let v2305 = f13 * v2304;
    let v2306 = v633 * f14;
    let v2307 = v634 * f15;
    let v2308 = v609 * f16;
    let v2309 = f17 * v2286;
    let v2310 = v612 * f18;
    let v2311 = f19 * v2289;
    let v2312 = v616 * f20;
    let v2313 = f21 * v2292;
    let v2314 = v619 * f22;
    let v2315 = f23 * v2295;
    let v2316 = v623 * f24;
    let v2317 = f25 * v2298;
    let v2318 = v626 * f26;
    let v2319 = f27 * v2301;
    let v2320 = v630 * f28;
    let v2321 = f29 * v2304;
    let v2322 = v633 * f30;
    let v2323 = v634 * f31;
    let v2324 = v609 * f32;
    let v2325 = f33 * v2286;
    let v2326 = v612 * f34;
    let v2327 = f35 * v2289;
    let v2328 = v616 * f36;
    let v2329 = f37 * v2292;
    let v2330 = v619 * f38;
    let v2331 = f39 * v2295;
    let v2332 = v623 * f40;
    let v2333 = f41 * v2298;
    let v2334 = v626 * f42;
    let v2335 = f43 * v2301;
    let v2336 = v630 * f44;
    let v2337 = f45 * v2304;
    let v2338 = v633 * f46;
    let v2339 = v634 * f47;
    let v2340 = v609 * f48;
    let v2341 = f49 * v2286;
    let v2342 = v612 * f50;
    let v2343 = f51 * v2289;
    let v2344 = v616 * f52;
    let v2345 = f53 * v2292;
    let v2346 = v619 * f54;
    let v2347 = f55 * v2295;
    let v2348 = v623 * f56;
    let v2349 = f57 * v2298;
    let v2350 = v626 * f58;
    let v2351 = f59 * v2301;
    let v2352 = v630 * f60;
    let v2353 = f61 * v2304;
    let v2354 = v633 * f62;
    let v2355 = v634 * f63;
    let v2356 = v582 + v2262 + v2278;
    let v2357 = v2285
        + v2287
        + v2288
        + v2290
        + v2291
        + v2293
        + v2294
        + v2296
        + v2297
        + v2299
        + v2300
        + v2302
        + v2303
        + v2305
        + v2306
        + v2307;
    let v2358 = v2356 * v2357;
    let v2359 = v583 + v584 + v2264 + v2280;
    let v2360 = v2308
        + v2309
        + v2310
        + v2311
        + v2312
        + v2313
        + v2314
        + v2315
        + v2316
        + v2317
        + v2318
        + v2319
        + v2320
        + v2321
        + v2322
        + v2323;
    let v2361 = v2359 * v2360;
    let v2362 = v585 + v2266 + v2282;
    let v2363 = v2324
        + v2325
        + v2326
        + v2327
        + v2328
        + v2329
        + v2330
        + v2331
        + v2332
        + v2333
        + v2334
        + v2335
        + v2336
        + v2337
        + v2338
        + v2339;
    let v2364 = v2362 * v2363;
    let v2365 = v587 + v588 + v2268 + v2284;
    let v2366 = v2340
        + v2341
        + v2342
        + v2343
        + v2344
        + v2345
        + v2346
        + v2347
        + v2348
        + v2349
        + v2350
        + v2351
        + v2352
        + v2353
        + v2354
        + v2355;
    let v2367 = v2365 * v2366;
    let v2368 = v2358 + v2361 + v2364 + v2367;
    let v2369 = v2260 * v2368;
    let v2370 = v2228 * v2369;
    let v2371 = u3 * v869;
    let v2372 = v869 - v2371;
    let v2373 = v811 * v2372;
    let v2374 = 2 * g2 + v637 + v640 + v646 + v658 - v638 - v643 - v652 - v670 - 1;
    let v2375 = u8 * v2374;
    let v2376 = v670 - v658;
    let v2377 = u8 * v2376;
    let v2378 = v652 + v659 - v671 - v646;
    let v2379 = u8 * v2378;
    let v2380 = v671 - v659;
    let v2381 = u8 * v2380;
    let v2382 = v643 + v647 + v661 - v653 - v673 - v640;
    let v2383 = u8 * v2382;
    let v2384 = v673 - v661;
    let v2385 = u8 * v2384;
    let v2386 = v653 + v662 - v674 - v647;
    let v2387 = u8 * v2386;
    let v2388 = v674 - v662;
    let v2389 = u8 * v2388;
    let v2390 = v638 + v641 + v649 + v664 - v644 - v655 - v676 - v637;
    let v2391 = u8 * v2390;
    let v2392 = v676 - v664;
    let v2393 = u8 * v2392;
    let v2394 = v655 + v665 - v677 - v649;
    let v2395 = u8 * v2394;
    let v2396 = v677 - v665;
    let v2397 = u8 * v2396;
    let v2398 = v644 + v650 + v667 - v656 - v679 - v641;
    let v2399 = u8 * v2398;
    let v2400 = v679 - v667;
    let v2401 = u8 * v2400;
    let v2402 = v656 + v668 - v680 - v650;
    let v2403 = u8 * v2402;
    let v2404 = v680 - v668;
    let v2405 = u8 * v2404;
    let v2406 = v2391 + g2 + 2 * v637 + v640 + v646 + v658 - v641 - v649 - v664 - v2375 - 1;
    let v2407 = u9 * v2406;
    let v2408 = v664 + v2393 - v658 - v2377;
    let v2409 = u9 * v2408;
    let v2410 = v649 + v2395 + v659 - v665 - v646 - v2379;
    let v2411 = u9 * v2410;
    let v2412 = v665 + v2397 - v659 - v2381;
    let v2413 = u9 * v2412;
    let v2414 = v641 + v2399 + v647 + v661 - v650 - v667 - v640 - v2383;
    let v2415 = u9 * v2414;
    let v2416 = v667 + v2401 - v661 - v2385;
    let v2417 = u9 * v2416;
    let v2418 = v650 + v2403 + v662 - v668 - v647 - v2387;
    let v2419 = u9 * v2418;
    let v2420 = v668 + v2405 - v662 - v2389;
    let v2421 = u9 * v2420;
    let v2422 = v2383
        + v2415
        + g2
        + v637
        + 2 * v640
        + v646
        + v658
        - v647
        - v661
        - v2375
        - v2407
        - 1;
    let v2423 = u10 * v2422;
    let v2424 = v661 + v2385 + v2417 - v658 - v2377 - v2409;
    let v2425 = u10 * v2424;
    let v2426 = v647 + v2387 + v2419 + v659 - v662 - v646 - v2379 - v2411;
    let v2427 = u10 * v2426;
    let v2428 = v662 + v2389 + v2421 - v659 - v2381 - v2413;
    let v2429 = u10 * v2428;
    let v2430 = v2379
        + v2411
        + v2427
        + g2
        + v637
        + v640
        + 2 * v646
        + v658
        - v659
        - v2375
        - v2407
        - v2423
        - 1;
    let v2431 = u11 * v2430;
    let v2432 = v659 + v2381 + v2413 + v2429 - v658 - v2377 - v2409 - v2425;
    let v2433 = u11 * v2432;
    let v2434 = v2377
        + v2409
        + v2425
        + v2433
        + g2
        + v637
        + v640
        + v646
        + 2 * v658
        - v2375
        - v2407
        - v2423
        - v2431
        - 1;
    let v2435 = u12 * v2434;
    let v2436 = v2375 + v2407 + v2423 + v2431 + v2435 - g2 - v637 - v640 - v646 - v658 + 1;
    let v2437 = v1686 * v2436;
    let v2438 = v696 * f0;
    let v2439 = v697 + v698;
    let v2440 = f1 * v2439;
    let v2441 = v699 * f2;
    let v2442 = v701 + v702;
    let v2443 = f3 * v2442;
    let v2444 = v703 * f4;
    let v2445 = v704 + v705;
    let v2446 = f5 * v2445;
    let v2447 = v706 * f6;
    let v2448 = v707 * f7;
    let v2449 = v696 * f8;
    let v2450 = f9 * v2439;
    let v2451 = v699 * f10;
    let v2452 = f11 * v2442;
    let v2453 = v703 * f12;
    let v2454 = f13 * v2445;
    let v2455 = v706 * f14;
    let v2456 = v707 * f15;
    let v2457 = v696 * f16;
    let v2458 = f17 * v2439;
    let v2459 = v699 * f18;
    let v2460 = f19 * v2442;
    let v2461 = v703 * f20;
    let v2462 = f21 * v2445;
    let v2463 = v706 * f22;
    let v2464 = v707 * f23;
    let v2465 = v696 * f24;
    let v2466 = f25 * v2439;
    let v2467 = v699 * f26;
    let v2468 = f27 * v2442;
    let v2469 = v703 * f28;
    let v2470 = f29 * v2445;
    let v2471 = v706 * f30;
    let v2472 = v707 * f31;
    let v2473 = v696 * f32;
    let v2474 = f33 * v2439;
    let v2475 = v699 * f34;
    let v2476 = f35 * v2442;
    let v2477 = v703 * f36;
    let v2478 = f37 * v2445;
    let v2479 = v706 * f38;
    let v2480 = v707 * f39;
    let v2481 = v696 * f40;
    let v2482 = f41 * v2439;
    let v2483 = v699 * f42;
    let v2484 = f43 * v2442;
    let v2485 = v703 * f44;
    let v2486 = f45 * v2445;
    let v2487 = v706 * f46;
    let v2488 = v707 * f47;
    let v2489 = v696 * f48;
    let v2490 = f49 * v2439;
    let v2491 = v699 * f50;
    let v2492 = f51 * v2442;
    let v2493 = v703 * f52;
    let v2494 = f53 * v2445;
    let v2495 = v706 * f54;
    let v2496 = v707 * f55;
    let v2497 = v696 * f56;
    let v2498 = f57 * v2439;
    let v2499 = v699 * f58;
    let v2500 = f59 * v2442;
    let v2501 = v703 * f60;
    let v2502 = f61 * v2445;
    let v2503 = v706 * f62;
    let v2504 = v707 * f63;
    let v2505 = v2438 + v2440 + v2441 + v2443 + v2444 + v2446 + v2447 + v2448;
    let v2506 = v684 * v2505;
    let v2507 = v685 + v686;
    let v2508 = v2449 + v2450 + v2451 + v2452 + v2453 + v2454 + v2455 + v2456;
    let v2509 = v2507 * v2508;
    let v2510 = v2457 + v2458 + v2459 + v2460 + v2461 + v2462 + v2463 + v2464;
    let v2511 = v687 * v2510;
    let v2512 = v688 + v689;
    let v2513 = v2465 + v2466 + v2467 + v2468 + v2469 + v2470 + v2471 + v2472;
    let v2514 = v2512 * v2513;
    let v2515 = v2473 + v2474 + v2475 + v2476 + v2477 + v2478 + v2479 + v2480;
    let v2516 = v690 * v2515;
    let v2517 = v691 + v692;
    let v2518 = v2481 + v2482 + v2483 + v2484 + v2485 + v2486 + v2487 + v2488;
    let v2519 = v2517 * v2518;
    let v2520 = v2489 + v2490 + v2491 + v2492 + v2493 + v2494 + v2495 + v2496;
    let v2521 = v693 * v2520;
    let v2522 = v2497 + v2498 + v2499 + v2500 + v2501 + v2502 + v2503 + v2504;
    let v2523 = v694 * v2522;
    let v2524 = v2506 + v2509 + v2511 + v2514 + v2516 + v2519 + v2521 + v2523;
    let v2525 = v2437 * v2524;
    let v2526 = v2373 * v2525;
    let v2527 = u3 * v870;
    let v2528 = v870 - v2527;
    let v2529 = v811 * v2528;
    let v2530 = u10 * v2374;
    let v2531 = u10 * v2376;
    let v2532 = u10 * v2378;
    let v2533 = u10 * v2380;
    let v2534 = u10 * v2382;
    let v2535 = u10 * v2384;
    let v2536 = u10 * v2386;
    let v2537 = u10 * v2388;
    let v2538 = u10 * v2390;
    let v2539 = u10 * v2392;
    let v2540 = u10 * v2394;
    let v2541 = u10 * v2396;
    let v2542 = u10 * v2398;
    let v2543 = u10 * v2400;
    let v2544 = u10 * v2402;
    let v2545 = u10 * v2404;
    let v2546 = v2538 + g2 + 2 * v637 + v640 + v646 + v658 - v641 - v649 - v664 - v2530 - 1;
    let v2547 = u11 * v2546;
    let v2548 = v664 + v2539 - v658 - v2531;
    let v2549 = u11 * v2548;
    let v2550 = v649 + v2540 + v659 - v665 - v646 - v2532;
    let v2551 = u11 * v2550;
    let v2552 = v665 + v2541 - v659 - v2533;
    let v2553 = u11 * v2552;
    let v2554 = v641 + v2542 + v647 + v661 - v650 - v667 - v640 - v2534;
    let v2555 = u11 * v2554;
    let v2556 = v667 + v2543 - v661 - v2535;
    let v2557 = u11 * v2556;
    let v2558 = v650 + v2544 + v662 - v668 - v647 - v2536;
    let v2559 = u11 * v2558;
    let v2560 = v668 + v2545 - v662 - v2537;
    let v2561 = u11 * v2560;
    let v2562 = v2534
        + v2555
        + g2
        + v637
        + 2 * v640
        + v646
        + v658
        - v647
        - v661
        - v2530
        - v2547
        - 1;
    let v2563 = u12 * v2562;
    let v2564 = v661 + v2535 + v2557 - v658 - v2531 - v2549;
    let v2565 = u12 * v2564;
    let v2566 = v647 + v2536 + v2559 + v659 - v662 - v646 - v2532 - v2551;
    let v2567 = u12 * v2566;
    let v2568 = v662 + v2537 + v2561 - v659 - v2533 - v2553;
    let v2569 = u12 * v2568;
    let v2570 = v268 * f0;
    let v2571 = v62 * f1;
    let v2572 = v270 * f2;
    let v2573 = v63 * f3;
    let v2574 = v268 * f4;
    let v2575 = v62 * f5;
    let v2576 = v270 * f6;
    let v2577 = v63 * f7;
    let v2578 = v268 * f8;
    let v2579 = v62 * f9;
    let v2580 = v270 * f10;
    let v2581 = v63 * f11;
    let v2582 = v268 * f12;
    let v2583 = v62 * f13;
    let v2584 = v270 * f14;
    let v2585 = v63 * f15;
    let v2586 = v268 * f16;
    let v2587 = v62 * f17;
    let v2588 = v270 * f18;
    let v2589 = v63 * f19;
    let v2590 = v268 * f20;
    let v2591 = v62 * f21;
    let v2592 = v270 * f22;
    let v2593 = v63 * f23;
    let v2594 = v268 * f24;
    let v2595 = v62 * f25;
    let v2596 = v270 * f26;
    let v2597 = v63 * f27;
    let v2598 = v268 * f28;
    let v2599 = v62 * f29;
    let v2600 = v270 * f30;
    let v2601 = v63 * f31;
    let v2602 = v268 * f32;
    let v2603 = v62 * f33;
    let v2604 = v270 * f34;
    let v2605 = v63 * f35;
    let v2606 = v268 * f36;
    let v2607 = v62 * f37;
    let v2608 = v270 * f38;
    let v2609 = v63 * f39;
    let v2610 = v268 * f40;
    let v2611 = v62 * f41;
    let v2612 = v270 * f42;
    let v2613 = v63 * f43;
    let v2614 = v268 * f44;
    let v2615 = v62 * f45;
    let v2616 = v270 * f46;
    let v2617 = v63 * f47;
    let v2618 = v268 * f48;
    let v2619 = v62 * f49;
    let v2620 = v270 * f50;
    let v2621 = v63 * f51;
    let v2622 = v268 * f52;
    let v2623 = v62 * f53;
    let v2624 = v270 * f54;
    let v2625 = v63 * f55;
    let v2626 = v268 * f56;
    let v2627 = v62 * f57;
    let v2628 = v270 * f58;
    let v2629 = v63 * f59;
    let v2630 = v268 * f60;
    let v2631 = v62 * f61;
    let v2632 = v270 * f62;
    let v2633 = v63 * f63;
    let v2634 = v2570 + v2571 + v2572 + v2573;
    let v2635 = v155 * v2634;
    let v2636 = v2574 + v2575 + v2576 + v2577;
    let v2637 = v59 * v2636;
    let v2638 = v2578 + v2579 + v2580 + v2581;
    let v2639 = v157 * v2638;
    let v2640 = v2582 + v2583 + v2584 + v2585;
    let v2641 = v60 * v2640;
    let v2642 = v2586 + v2587 + v2588 + v2589;
    let v2643 = v155 * v2642;
    let v2644 = v2590 + v2591 + v2592 + v2593;
    let v2645 = v59 * v2644;
    let v2646 = v2594 + v2595 + v2596 + v2597;
    let v2647 = v157 * v2646;
    let v2648 = v2598 + v2599 + v2600 + v2601;
    let v2649 = v60 * v2648;
    let v2650 = v2602 + v2603 + v2604 + v2605;
    let v2651 = v155 * v2650;
    let v2652 = v2606 + v2607 + v2608 + v2609;
    let v2653 = v59 * v2652;
    let v2654 = v2610 + v2611 + v2612 + v2613;
    let v2655 = v157 * v2654;
    let v2656 = v2614 + v2615 + v2616 + v2617;
    let v2657 = v60 * v2656;
    let v2658 = v2618 + v2619 + v2620 + v2621;
    let v2659 = v155 * v2658;
    let v2660 = v2622 + v2623 + v2624 + v2625;
    let v2661 = v59 * v2660;
    let v2662 = v2626 + v2627 + v2628 + v2629;
    let v2663 = v157 * v2662;
    let v2664 = v2630 + v2631 + v2632 + v2633;
    let v2665 = v60 * v2664;
    let v2666 = v2530 + v2547 + v2563 - g2 - v637 - v640 - v646 - v658 + 1;
    let v2667 = v2635 + v2637 + v2639 + v2641;
    let v2668 = v2666 * v2667;
    let v2669 = v658 + v2531 + v2549 + v2565;
    let v2670 = v2643 + v2645 + v2647 + v2649;
    let v2671 = v2669 * v2670;
    let v2672 = v646 + v2532 + v2551 + v2567 - v659;
    let v2673 = v2651 + v2653 + v2655 + v2657;
    let v2674 = v2672 * v2673;
    let v2675 = v659 + v2533 + v2553 + v2569;
    let v2676 = v2659 + v2661 + v2663 + v2665;
    let v2677 = v2675 * v2676;
    let v2678 = v2668 + v2671 + v2674 + v2677;
    let v2679 = v1702 * v2678;
    let v2680 = v2529 * v2679;
    let v2681 = u3 * v871;
    let v2682 = v871 - v2681;
    let v2683 = v811 * v2682;
    let v2684 = v1718 * v2683;
    let v2685 = v34 * v57;
    let v2686 = v716 * v2685;
    let v2687 = r3 * v36;
    let v2688 = r2 * r3;
    let v2689 = 0 - r2 - v2687 + 1;
    let v2690 = r4 * v2689;
    let v2691 = r4 * v2687;
    let v2692 = r2 - v2688;
    let v2693 = r4 * v2692;
    let v2694 = r4 * v2688;
    let v2695 = g6 * v55;
    let v2696 = v58 * v2695;
    let v2697 = 0 - g8 + 1;
    let v2698 = v2696 * v2697;
    let v2699 = v34 * v2698;
    let v2700 = v716 * v2699;
    let v2701 = v37 * v380;
    let v2702 = v716 * v2701;
    let v2703 = r4 * v40;
    let v2704 = r3 * r4;
    let v2705 = 0 - r3 - v2703 + 1;
    let v2706 = r5 * v2705;
    let v2707 = r5 * v2703;
    let v2708 = r3 - v2704;
    let v2709 = r5 * v2708;
    let v2710 = r5 * v2704;
    let v2711 = 0 - r3 - v2703 - v2706 + 1;
    let v2712 = r6 * v2711;
    let v2713 = r6 * v2706;
    let v2714 = v2703 - v2707;
    let v2715 = r6 * v2714;
    let v2716 = r6 * v2707;
    let v2717 = r3 - v2704 - v2709;
    let v2718 = r6 * v2717;
    let v2719 = r6 * v2709;
    let v2720 = v2704 - v2710;
    let v2721 = r6 * v2720;
    let v2722 = r6 * v2710;
    let v2723 = g8 * v2696;
    let v2724 = v37 * v2723;
    let v2725 = v716 * v2724;
    let v2726 = v41 * v542;
    let v2727 = v716 * v2726;
    let v2728 = r5 * v43;
    let v2729 = r4 * r5;
    let v2730 = 0 - r4 - v2728 + 1;
    let v2731 = r6 * v2730;
    let v2732 = r6 * v2728;
    let v2733 = r4 - v2729;
    let v2734 = r6 * v2733;
    let v2735 = r6 * v2729;
    let v2736 = 0 - r4 - v2728 - v2731 + 1;
    let v2737 = r7 * v2736;
    let v2738 = r7 * v2731;
    let v2739 = v2728 - v2732;
    let v2740 = r7 * v2739;
    let v2741 = r7 * v2732;
    let v2742 = r4 - v2729 - v2734;
    let v2743 = r7 * v2742;
    let v2744 = r7 * v2734;
    let v2745 = v2729 - v2735;
    let v2746 = r7 * v2745;
    let v2747 = r7 * v2735;
    let v2748 = 0 - r4 - v2728 - v2731 - v2737 + 1;
    let v2749 = r8 * v2748;
    let v2750 = r8 * v2737;
    let v2751 = v2731 - v2738;
    let v2752 = r8 * v2751;
    let v2753 = r8 * v2738;
    let v2754 = v2728 - v2732 - v2740;
    let v2755 = r8 * v2754;
    let v2756 = r8 * v2740;
    let v2757 = v2732 - v2741;
    let v2758 = r8 * v2757;
    let v2759 = r8 * v2741;
    let v2760 = r4 - v2729 - v2734 - v2743;
    let v2761 = r8 * v2760;
    let v2762 = r8 * v2743;
    let v2763 = v2734 - v2744;
    let v2764 = r8 * v2763;
    let v2765 = r8 * v2744;
    let v2766 = v2729 - v2735 - v2746;
    let v2767 = r8 * v2766;
    let v2768 = r8 * v2746;
    let v2769 = v2735 - v2747;
    let v2770 = r8 * v2769;
    let v2771 = r8 * v2747;
    let v2772 = g7 * v2695;
    let v2773 = v2697 * v2772;
    let v2774 = v41 * v2773;
    let v2775 = v716 * v2774;
    let v2776 = v46 * v636;
    let v2777 = v716 * v2776;
    let v2778 = r7 * v826;
    let v2779 = r6 * r7;
    let v2780 = 0 - r6 - v2778 + 1;
    let v2781 = r8 * v2780;
    let v2782 = r8 * v2778;
    let v2783 = r6 - v2779;
    let v2784 = r8 * v2783;
    let v2785 = r8 * v2779;
    let v2786 = 0 - r6 - v2778 - v2781 + 1;
    let v2787 = r9 * v2786;
    let v2788 = r9 * v2781;
    let v2789 = v2778 - v2782;
    let v2790 = r9 * v2789;
    let v2791 = r9 * v2782;
    let v2792 = r6 - v2779 - v2784;
    let v2793 = r9 * v2792;
    let v2794 = r9 * v2784;
    let v2795 = v2779 - v2785;
    let v2796 = r9 * v2795;
    let v2797 = r9 * v2785;
    let v2798 = 0 - r6 - v2778 - v2781 - v2787 + 1;
    let v2799 = r10 * v2798;
    let v2800 = r10 * v2787;
    let v2801 = v2781 - v2788;
    let v2802 = r10 * v2801;
    let v2803 = r10 * v2788;
    let v2804 = v2778 - v2782 - v2790;
    let v2805 = r10 * v2804;
    let v2806 = r10 * v2790;
    let v2807 = v2782 - v2791;
    let v2808 = r10 * v2807;
    let v2809 = r10 * v2791;
    let v2810 = r6 - v2779 - v2784 - v2793;
    let v2811 = r10 * v2810;
    let v2812 = r10 * v2793;
    let v2813 = v2784 - v2794;
    let v2814 = r10 * v2813;
    let v2815 = r10 * v2794;
    let v2816 = v2779 - v2785 - v2796;
    let v2817 = r10 * v2816;
    let v2818 = r10 * v2796;
    let v2819 = v2785 - v2797;
    let v2820 = r10 * v2819;
    let v2821 = r10 * v2797;
    let v2822 = g8 * v2772;
    let v2823 = v46 * v2822;
    let v2824 = v716 * v2823;
    let v2825 = eta * v708;
    let v2826 = v716 * v2825;
    let v2827 = 0 - o0 + 1;
    let v2828 = o1 * v2827;
    let v2829 = o0 * o1;
    let v2830 = g5 * v53;
    let v2831 = v56 * v2830;
    let v2832 = v58 * v2831;
    let v2833 = v2697 * v2832;
    let v2834 = eta * v2833;
    let v2835 = v716 * v2834;
    let v2836 = v960 * v1724;
    let v2837 = v1699 * v2836;
    let v2838 = v1701 * v2837;
    let v2839 = v1745 * v2838;
    let v2840 = v1764 * v2839;
    let v2841 = 2 * r2 + v2687 + v2690 - v2688 - v2693 - 1;
    let v2842 = u12 * v2841;
    let v2843 = v2693 - v2690;
    let v2844 = u12 * v2843;
    let v2845 = v2688 + v2691 - v2694 - v2687;
    let v2846 = u12 * v2845;
    let v2847 = v2694 - v2691;
    let v2848 = u12 * v2847;
    let v2849 = g10 * v1537;
    let v2850 = g10 * v1539;
    let v2851 = g10 * v1541;
    let v2852 = g10 * v1543;
    let v2853 = g10 * v1545;
    let v2854 = g10 * v1547;
    let v2855 = g10 * v1549;
    let v2856 = g10 * v1551;
    let v2857 = g10 * v1553;
    let v2858 = g10 * v1555;
    let v2859 = g10 * v1557;
    let v2860 = g10 * v1559;
    let v2861 = g10 * v1561;
    let v2862 = g10 * v1563;
    let v2863 = g10 * v1565;
    let v2864 = g10 * v1567;
    let v2865 = g10 * v1569;
    let v2866 = g10 * v1571;
    let v2867 = g10 * v1573;
    let v2868 = g10 * v1575;
    let v2869 = g10 * v1577;
    let v2870 = g10 * v1579;
    let v2871 = g10 * v1581;
    let v2872 = g10 * v1583;
    let v2873 = g10 * v1585;
    let v2874 = g10 * v1587;
    let v2875 = g10 * v1589;
    let v2876 = g10 * v1591;
    let v2877 = g10 * v1593;
    let v2878 = g10 * v1595;
    let v2879 = g10 * v1597;
    let v2880 = g10 * v1599;
    let v2881 = f2 + v2850 - f0 - v2849;
    let v2882 = g9 * v2881;
    let v2883 = f6 + v2852 - f4 - v2851;
    let v2884 = g9 * v2883;
    let v2885 = f10 + v2854 - f8 - v2853;
    let v2886 = g9 * v2885;
    let v2887 = f14 + v2856 - f12 - v2855;
    let v2888 = g9 * v2887;
    let v2889 = f18 + v2858 - f16 - v2857;
    let v2890 = g9 * v2889;
    let v2891 = f22 + v2860 - f20 - v2859;
    let v2892 = g9 * v2891;
    let v2893 = f26 + v2862 - f24 - v2861;
    let v2894 = g9 * v2893;
    let v2895 = f30 + v2864 - f28 - v2863;
    let v2896 = g9 * v2895;
    let v2897 = f34 + v2866 - f32 - v2865;
    let v2898 = g9 * v2897;
    let v2899 = f38 + v2868 - f36 - v2867;
    let v2900 = g9 * v2899;
    let v2901 = f42 + v2870 - f40 - v2869;
    let v2902 = g9 * v2901;
    let v2903 = f46 + v2872 - f44 - v2871;
    let v2904 = g9 * v2903;
    let v2905 = f50 + v2874 - f48 - v2873;
    let v2906 = g9 * v2905;
    let v2907 = f54 + v2876 - f52 - v2875;
    let v2908 = g9 * v2907;
    let v2909 = f58 + v2878 - f56 - v2877;
    let v2910 = g9 * v2909;
    let v2911 = f62 + v2880 - f60 - v2879;
    let v2912 = g9 * v2911;
    let v2913 = f4 + v2851 + v2884 - f0 - v2849 - v2882;
    let v2914 = g8 * v2913;
    let v2915 = f12 + v2855 + v2888 - f8 - v2853 - v2886;
    let v2916 = g8 * v2915;
    let v2917 = f20 + v2859 + v2892 - f16 - v2857 - v2890;
    let v2918 = g8 * v2917;
    let v2919 = f28 + v2863 + v2896 - f24 - v2861 - v2894;
    let v2920 = g8 * v2919;
    let v2921 = f36 + v2867 + v2900 - f32 - v2865 - v2898;
    let v2922 = g8 * v2921;
    let v2923 = f44 + v2871 + v2904 - f40 - v2869 - v2902;
    let v2924 = g8 * v2923;
    let v2925 = f52 + v2875 + v2908 - f48 - v2873 - v2906;
    let v2926 = g8 * v2925;
    let v2927 = f60 + v2879 + v2912 - f56 - v2877 - v2910;
    let v2928 = g8 * v2927;
    let v2929 = f8 + v2853 + v2886 + v2916 - f0 - v2849 - v2882 - v2914;
    let v2930 = g7 * v2929;
    let v2931 = f24 + v2861 + v2894 + v2920 - f16 - v2857 - v2890 - v2918;
    let v2932 = g7 * v2931;
    let v2933 = f40 + v2869 + v2902 + v2924 - f32 - v2865 - v2898 - v2922;
    let v2934 = g7 * v2933;
    let v2935 = f56 + v2877 + v2910 + v2928 - f48 - v2873 - v2906 - v2926;
    let v2936 = g7 * v2935;
    let v2937 = v2842 - r2 - v2687 - v2690 + 1;
    let v2938 = f0 + v2849 + v2882 + v2914 + v2930;
    let v2939 = v2937 * v2938;
    let v2940 = v2690 + v2844;
    let v2941 = f16 + v2857 + v2890 + v2918 + v2932;
    let v2942 = v2940 * v2941;
    let v2943 = v2687 + v2846 - v2691;
    let v2944 = f32 + v2865 + v2898 + v2922 + v2934;
    let v2945 = v2943 * v2944;
    let v2946 = v2691 + v2848;
    let v2947 = f48 + v2873 + v2906 + v2926 + v2936;
    let v2948 = v2946 * v2947;
    let v2949 = v2939 + v2942 + v2945 + v2948;
    let v2950 = v2840 * v2949;
    let v2951 = v2686 * v2950;
    let v2952 = u10 * v2838;
    let v2953 = u11 * v2952;
    let v2954 = u12 * v2953;
    let v2955 = 0 - r2 - v2687 - v2690 + 1;
    let v2956 = f0 + v2849 + v2882;
    let v2957 = v2955 * v2956;
    let v2958 = f4 + v2851 + v2884;
    let v2959 = v2690 * v2958;
    let v2960 = v2687 - v2691;
    let v2961 = f8 + v2853 + v2886;
    let v2962 = v2960 * v2961;
    let v2963 = f12 + v2855 + v2888;
    let v2964 = v2691 * v2963;
    let v2965 = r2 - v2688 - v2693;
    let v2966 = f16 + v2857 + v2890;
    let v2967 = v2965 * v2966;
    let v2968 = f20 + v2859 + v2892;
    let v2969 = v2693 * v2968;
    let v2970 = v2688 - v2694;
    let v2971 = f24 + v2861 + v2894;
    let v2972 = v2970 * v2971;
    let v2973 = f28 + v2863 + v2896;
    let v2974 = v2694 * v2973;
    let v2975 = f32 + v2865 + v2898;
    let v2977 = f36 + v2867 + v2900;
    let v2979 = f40 + v2869 + v2902;
    let v2981 = f44 + v2871 + v2904;
    let v2983 = f48 + v2873 + v2906;
    let v2985 = f52 + v2875 + v2908;
    let v2987 = f56 + v2877 + v2910;
    let v2989 = f60 + v2879 + v2912;
    let v2991 = v2957 + v2959 + v2962 + v2964 + v2967 + v2969 + v2972 + v2974;
    let v2992 = v2954 * v2991;
    let v2993 = v2700 * v2992;
    let v2994 = v1670 * v1723;
    let v2995 = v960 * v2994;
    let v2996 = 2 * r3 + v2703 + v2706 + v2712 - v2704 - v2709 - v2718 - 1;
    let v2997 = u8 * v2996;
    let v2998 = v2718 - v2712;
    let v2999 = u8 * v2998;
    let v3000 = v2709 + v2713 - v2719 - v2706;
    let v3001 = u8 * v3000;
    let v3002 = v2719 - v2713;
    let v3003 = u8 * v3002;
    let v3004 = v2704 + v2707 + v2715 - v2710 - v2721 - v2703;
    let v3005 = u8 * v3004;
    let v3006 = v2721 - v2715;
    let v3007 = u8 * v3006;
    let v3008 = v2710 + v2716 - v2722 - v2707;
    let v3009 = u8 * v3008;
    let v3010 = v2722 - v2716;
    let v3011 = u8 * v3010;
    let v3012 = v3005 + r3 + 2 * v2703 + v2706 + v2712 - v2707 - v2715 - v2997 - 1;
    let v3013 = u9 * v3012;
    let v3014 = v2715 + v3007 - v2712 - v2999;
    let v3015 = u9 * v3014;
    let v3016 = v2707 + v3009 + v2713 - v2716 - v2706 - v3001;
    let v3017 = u9 * v3016;
    let v3018 = v2716 + v3011 - v2713 - v3003;
    let v3019 = u9 * v3018;
    let v3020 = v3001 + v3017 + r3 + v2703 + 2 * v2706 + v2712 - v2713 - v2997 - v3013 - 1;
    let v3021 = u10 * v3020;
    let v3022 = v2713 + v3003 + v3019 - v2712 - v2999 - v3015;
    let v3023 = u10 * v3022;
    let v3024 = v2999 + v3015 + v3023 + r3 + v2703 + v2706 + 2 * v2712 - v2997 - v3013 - v3021 - 1;
    let v3025 = u11 * v3024;
    let v3026 = v2997 + v3013 + v3021 + v3025 - r3 - v2703 - v2706 - v2712 + 1;
    let v3027 = v2995 * v3026;
    let v3028 = 2 * g4 - 1;
    let v3029 = u12 * v3028;
    let v3030 = v3029 - g4 + 1;
    let v3031 = v3027 * v3030;
    let v3032 = f16 + v2857 + v2890 + v2918 + v2932 - f0 - v2849 - v2882 - v2914 - v2930;
    let v3033 = g6 * v3032;
    let v3034 = f48 + v2873 + v2906 + v2926 + v2936 - f32 - v2865 - v2898 - v2922 - v2934;
    let v3035 = g6 * v3034;
    let v3036 = f32
        + v2865
        + v2898
        + v2922
        + v2934
        + v3035
        - f0
        - v2849
        - v2882
        - v2914
        - v2930
        - v3033;
    let v3037 = g5 * v3036;
    let v3038 = f0 + v2849 + v2882 + v2914 + v2930 + v3033 + v3037;
    let v3039 = v3031 * v3038;
    let v3040 = v2702 * v3039;
    let v3041 = v1772 * v2953;
    let v3042 = 0 - r3 - v2703 - v2706 - v2712 + 1;
    let v3043 = v2956 * v3042;
    let v3044 = v2712 * v2958;
    let v3045 = v2706 - v2713;
    let v3046 = v2961 * v3045;
    let v3047 = v2713 * v2963;
    let v3048 = v2703 - v2707 - v2715;
    let v3049 = v2966 * v3048;
    let v3050 = v2715 * v2968;
    let v3051 = v2707 - v2716;
    let v3052 = v2971 * v3051;
    let v3053 = v2716 * v2973;
    let v3054 = r3 - v2704 - v2709 - v2718;
    let v3055 = v2975 * v3054;
    let v3056 = v2718 * v2977;
    let v3057 = v2709 - v2719;
    let v3058 = v2979 * v3057;
    let v3059 = v2719 * v2981;
    let v3060 = v2704 - v2710 - v2721;
    let v3061 = v2983 * v3060;
    let v3062 = v2721 * v2985;
    let v3063 = v2710 - v2722;
    let v3064 = v2987 * v3063;
    let v3065 = v2722 * v2989;
    let v3066 = v3043
        + v3044
        + v3046
        + v3047
        + v3049
        + v3050
        + v3052
        + v3053
        + v3055
        + v3056
        + v3058
        + v3059
        + v3061
        + v3062
        + v3064
        + v3065;
    let v3067 = v3041 * v3066;
    let v3068 = v2725 * v3067;
    let v3069 = 2 * r4 + v2728 + v2731 + v2737 + v2749 - v2729 - v2734 - v2743 - v2761 - 1;
    let v3070 = u6 * v3069;
    let v3071 = v2761 - v2749;
    let v3072 = u6 * v3071;
    let v3073 = v2743 + v2750 - v2762 - v2737;
    let v3074 = u6 * v3073;
    let v3075 = v2762 - v2750;
    let v3076 = u6 * v3075;
    let v3077 = v2734 + v2738 + v2752 - v2744 - v2764 - v2731;
    let v3078 = u6 * v3077;
    let v3079 = v2764 - v2752;
    let v3080 = u6 * v3079;
    let v3081 = v2744 + v2753 - v2765 - v2738;
    let v3082 = u6 * v3081;
    let v3083 = v2765 - v2753;
    let v3084 = u6 * v3083;
    let v3085 = v2729 + v2732 + v2740 + v2755 - v2735 - v2746 - v2767 - v2728;
    let v3086 = u6 * v3085;
    let v3087 = v2767 - v2755;
    let v3088 = u6 * v3087;
    let v3089 = v2746 + v2756 - v2768 - v2740;
    let v3090 = u6 * v3089;
    let v3091 = v2768 - v2756;
    let v3092 = u6 * v3091;
    let v3093 = v2735 + v2741 + v2758 - v2747 - v2770 - v2732;
    let v3094 = u6 * v3093;
    let v3095 = v2770 - v2758;
    let v3096 = u6 * v3095;
    let v3097 = v2747 + v2759 - v2771 - v2741;
    let v3098 = u6 * v3097;
    let v3099 = v2771 - v2759;
    let v3100 = u6 * v3099;
    let v3101 = v3086 + r4 + 2 * v2728 + v2731 + v2737 + v2749 - v2732 - v2740 - v2755 - v3070 - 1;
    let v3102 = u7 * v3101;
    let v3103 = v2755 + v3088 - v2749 - v3072;
    let v3104 = u7 * v3103;
    let v3105 = v2740 + v3090 + v2750 - v2756 - v2737 - v3074;
    let v3106 = u7 * v3105;
    let v3107 = v2756 + v3092 - v2750 - v3076;
    let v3108 = u7 * v3107;
    let v3109 = v2732 + v3094 + v2738 + v2752 - v2741 - v2758 - v2731 - v3078;
    let v3110 = u7 * v3109;
    let v3111 = v2758 + v3096 - v2752 - v3080;
    let v3112 = u7 * v3111;
    let v3113 = v2741 + v3098 + v2753 - v2759 - v2738 - v3082;
    let v3114 = u7 * v3113;
    let v3115 = v2759 + v3100 - v2753 - v3084;
    let v3116 = u7 * v3115;
    let v3117 = v3078
        + v3110
        + r4
        + v2728
        + 2 * v2731
        + v2737
        + v2749
        - v2738
        - v2752
        - v3070
        - v3102
        - 1;
    let v3118 = u8 * v3117;
    let v3119 = v2752 + v3080 + v3112 - v2749 - v3072 - v3104;
    let v3120 = u8 * v3119;
    let v3121 = v2738 + v3082 + v3114 + v2750 - v2753 - v2737 - v3074 - v3106;
    let v3122 = u8 * v3121;
    let v3123 = v2753 + v3084 + v3116 - v2750 - v3076 - v3108;
    let v3124 = u8 * v3123;
    let v3125 = v3074
        + v3106
        + v3122
        + r4
        + v2728
        + v2731
        + 2 * v2737
        + v2749
        - v2750
        - v3070
        - v3102
        - v3118
        - 1;
    let v3126 = u9 * v3125;
    let v3127 = v2750 + v3076 + v3108 + v3124 - v2749 - v3072 - v3104 - v3120;
    let v3128 = u9 * v3127;
    let v3129 = v3072
        + v3104
        + v3120
        + v3128
        + r4
        + v2728
        + v2731
        + v2737
        + 2 * v2749
        - v3070
        - v3102
        - v3118
        - v3126
        - 1;
    let v3130 = u10 * v3129;
    let v3131 = v3070 + v3102 + v3118 + v3126 + v3130 - r4 - v2728 - v2731 - v2737 - v2749 + 1;
    let v3132 = v1684 * v3131;
    let v3133 = 2 * g3 - 1;
    let v3134 = u11 * v3133;
    let v3135 = v3134 - g3 + 1;
    let v3136 = v3132 * v3135;
    let v3137 = v3030 * v3136;
    let v3138 = v3038 * v3137;
    let v3139 = v2727 * v3138;
    let v3140 = u11 * v2839;
    let v3141 = u12 * v3069;
    let v3142 = u12 * v3071;
    let v3143 = u12 * v3073;
    let v3144 = u12 * v3075;
    let v3145 = u12 * v3077;
    let v3146 = u12 * v3079;
    let v3147 = u12 * v3081;
    let v3148 = u12 * v3083;
    let v3149 = u12 * v3085;
    let v3150 = u12 * v3087;
    let v3151 = u12 * v3089;
    let v3152 = u12 * v3091;
    let v3153 = u12 * v3093;
    let v3154 = u12 * v3095;
    let v3155 = u12 * v3097;
    let v3156 = u12 * v3099;
    let v3157 = v3141 - r4 - v2728 - v2731 - v2737 - v2749 + 1;
    let v3158 = v2956 * v3157;
    let v3159 = v2749 + v3142;
    let v3160 = v2958 * v3159;
    let v3161 = v2737 + v3143 - v2750;
    let v3162 = v2961 * v3161;
    let v3163 = v2750 + v3144;
    let v3164 = v2963 * v3163;
    let v3165 = v2731 + v3145 - v2738 - v2752;
    let v3166 = v2966 * v3165;
    let v3167 = v2752 + v3146;
    let v3168 = v2968 * v3167;
    let v3169 = v2738 + v3147 - v2753;
    let v3170 = v2971 * v3169;
    let v3171 = v2753 + v3148;
    let v3172 = v2973 * v3171;
    let v3173 = v2728 + v3149 - v2732 - v2740 - v2755;
    let v3174 = v2975 * v3173;
    let v3175 = v2755 + v3150;
    let v3176 = v2977 * v3175;
    let v3177 = v2740 + v3151 - v2756;
    let v3178 = v2979 * v3177;
    let v3179 = v2756 + v3152;
    let v3180 = v2981 * v3179;
    let v3181 = v2732 + v3153 - v2741 - v2758;
    let v3182 = v2983 * v3181;
    let v3183 = v2758 + v3154;
    let v3184 = v2985 * v3183;
    let v3185 = v2741 + v3155 - v2759;
    let v3186 = v2987 * v3185;
    let v3187 = v2759 + v3156;
    let v3188 = v2989 * v3187;
    let v3189 = v3158
        + v3160
        + v3162
        + v3164
        + v3166
        + v3168
        + v3170
        + v3172
        + v3174
        + v3176
        + v3178
        + v3180
        + v3182
        + v3184
        + v3186
        + v3188;
    let v3190 = v3140 * v3189;
    let v3191 = v2775 * v3190;
    let v3192 = 2 * r6 + v2778 + v2781 + v2787 + v2799 - v2779 - v2784 - v2793 - v2811 - 1;
    let v3193 = u5 * v3192;
    let v3194 = v2811 - v2799;
    let v3195 = u5 * v3194;
    let v3196 = v2793 + v2800 - v2812 - v2787;
    let v3197 = u5 * v3196;
    let v3198 = v2812 - v2800;
    let v3199 = u5 * v3198;
    let v3200 = v2784 + v2788 + v2802 - v2794 - v2814 - v2781;
    let v3201 = u5 * v3200;
    let v3202 = v2814 - v2802;
    let v3203 = u5 * v3202;
    let v3204 = v2794 + v2803 - v2815 - v2788;
    let v3205 = u5 * v3204;
    let v3206 = v2815 - v2803;
    let v3207 = u5 * v3206;
    let v3208 = v2779 + v2782 + v2790 + v2805 - v2785 - v2796 - v2817 - v2778;
    let v3209 = u5 * v3208;
    let v3210 = v2817 - v2805;
    let v3211 = u5 * v3210;
    let v3212 = v2796 + v2806 - v2818 - v2790;
    let v3213 = u5 * v3212;
    let v3214 = v2818 - v2806;
    let v3215 = u5 * v3214;
    let v3216 = v2785 + v2791 + v2808 - v2797 - v2820 - v2782;
    let v3217 = u5 * v3216;
    let v3218 = v2820 - v2808;
    let v3219 = u5 * v3218;
    let v3220 = v2797 + v2809 - v2821 - v2791;
    let v3221 = u5 * v3220;
    let v3222 = v2821 - v2809;
    let v3223 = u5 * v3222;
    let v3224 = v3209 + r6 + 2 * v2778 + v2781 + v2787 + v2799 - v2782 - v2790 - v2805 - v3193 - 1;
    let v3225 = u6 * v3224;
    let v3226 = v2805 + v3211 - v2799 - v3195;
    let v3227 = u6 * v3226;
    let v3228 = v2790 + v3213 + v2800 - v2806 - v2787 - v3197;
    let v3229 = u6 * v3228;
    let v3230 = v2806 + v3215 - v2800 - v3199;
    let v3231 = u6 * v3230;
    let v3232 = v2782 + v3217 + v2788 + v2802 - v2791 - v2808 - v2781 - v3201;
    let v3233 = u6 * v3232;
    let v3234 = v2808 + v3219 - v2802 - v3203;
    let v3235 = u6 * v3234;
    let v3236 = v2791 + v3221 + v2803 - v2809 - v2788 - v3205;
    let v3237 = u6 * v3236;
    let v3238 = v2809 + v3223 - v2803 - v3207;
    let v3239 = u6 * v3238;
    let v3240 = v3201
        + v3233
        + r6
        + v2778
        + 2 * v2781
        + v2787
        + v2799
        - v2788
        - v2802
        - v3193
        - v3225
        - 1;
    let v3241 = u7 * v3240;
    let v3242 = v2802 + v3203 + v3235 - v2799 - v3195 - v3227;
    let v3243 = u7 * v3242;
    let v3244 = v2788 + v3205 + v3237 + v2800 - v2803 - v2787 - v3197 - v3229;
    let v3245 = u7 * v3244;
    let v3246 = v2803 + v3207 + v3239 - v2800 - v3199 - v3231;
    let v3247 = u7 * v3246;
    let v3248 = v3197
        + v3229
        + v3245
        + r6
        + v2778
        + v2781
        + 2 * v2787
        + v2799
        - v2800
        - v3193
        - v3225
        - v3241
        - 1;
    let v3249 = u8 * v3248;
    let v3250 = v2800 + v3199 + v3231 + v3247 - v2799 - v3195 - v3227 - v3243;
    let v3251 = u8 * v3250;
    let v3252 = v3195
        + v3227
        + v3243
        + v3251
        + r6
        + v2778
        + v2781
        + v2787
        + 2 * v2799
        - v3193
        - v3225
        - v3241
        - v3249
        - 1;
    let v3253 = u9 * v3252;
    let v3254 = v3193 + v3225 + v3241 + v3249 + v3253 - r6 - v2778 - v2781 - v2787 - v2799 + 1;
    let v3255 = v1497 * v3254;
    let v3256 = 2 * g2 - 1;
    let v3257 = u10 * v3256;
    let v3258 = v3257 - g2 + 1;
    let v3259 = v3255 * v3258;
    let v3260 = v3135 * v3259;
    let v3261 = v3030 * v3260;
    let v3262 = v3038 * v3261;
    let v3263 = v2777 * v3262;
    let v3264 = v1764 * v2952;
    let v3265 = u12 * v3192;
    let v3266 = u12 * v3194;
    let v3267 = u12 * v3196;
    let v3268 = u12 * v3198;
    let v3269 = u12 * v3200;
    let v3270 = u12 * v3202;
    let v3271 = u12 * v3204;
    let v3272 = u12 * v3206;
    let v3273 = u12 * v3208;
    let v3274 = u12 * v3210;
    let v3275 = u12 * v3212;
    let v3276 = u12 * v3214;
    let v3277 = u12 * v3216;
    let v3278 = u12 * v3218;
    let v3279 = u12 * v3220;
    let v3280 = u12 * v3222;
    let v3281 = v3265 - r6 - v2778 - v2781 - v2787 - v2799 + 1;
    let v3282 = v2956 * v3281;
    let v3283 = v2799 + v3266;
    let v3284 = v2958 * v3283;
    let v3285 = v2787 + v3267 - v2800;
    let v3286 = v2961 * v3285;
    let v3287 = v2800 + v3268;
    let v3288 = v2963 * v3287;
    let v3289 = v2781 + v3269 - v2788 - v2802;
    let v3290 = v2966 * v3289;
    let v3291 = v2802 + v3270;
    let v3292 = v2968 * v3291;
    let v3293 = v2788 + v3271 - v2803;
    let v3294 = v2971 * v3293;
    let v3295 = v2803 + v3272;
    let v3296 = v2973 * v3295;
    let v3297 = v2778 + v3273 - v2782 - v2790 - v2805;
    let v3298 = v2975 * v3297;
    let v3299 = v2805 + v3274;
    let v3300 = v2977 * v3299;
    let v3301 = v2790 + v3275 - v2806;
    let v3302 = v2979 * v3301;
    let v3303 = v2806 + v3276;
    let v3304 = v2981 * v3303;
    let v3305 = v2782 + v3277 - v2791 - v2808;
    let v3306 = v2983 * v3305;
    let v3307 = v2808 + v3278;
    let v3308 = v2985 * v3307;
    let v3309 = v2791 + v3279 - v2809;
    let v3310 = v2987 * v3309;
    let v3311 = v2809 + v3280;
    let v3312 = v2989 * v3311;
    let v3313 = v3282
        + v3284
        + v3286
        + v3288
        + v3290
        + v3292
        + v3294
        + v3296
        + v3298
        + v3300
        + v3302
        + v3304
        + v3306
        + v3308
        + v3310
        + v3312;
    let v3314 = v3264 * v3313;
    let v3315 = v2824 * v3314;
    let v3316 = u7 * v2994;
    let v3317 = 2 * o0 + v2828 - v2829 - 1;
    let v3318 = u8 * v3317;
    let v3319 = v2829 - v2828;
    let v3320 = u8 * v3319;
    let v3321 = v3320 + o0 + 2 * v2828 - v3318 - 1;
    let v3322 = u9 * v3321;
    let v3323 = v3318 + v3322 - o0 - v2828 + 1;
    let v3324 = v3316 * v3323;
    let v3325 = v3258 * v3324;
    let v3326 = v3135 * v3325;
    let v3327 = v3030 * v3326;
    let v3328 = v3038 * v3327;
    let v3329 = v2826 * v3328;
    let v3330 = 0 - o0 - v2828 + 1;
    let v3333 = o0 - v2829;
    let v3340 = v2975 * v3330;
    let v3341 = v2828 * v2977;
    let v3342 = v2979 * v3333;
    let v3343 = v2829 * v2981;
    let v3348 = v3340 + v3341 + v3342 + v3343;
    let v3349 = v2954 * v3348;
    let v3350 = v2835 * v3349;
    let v3351 = zeta * zeta;
    let v3352 = v3351 * v3351;
    let v3353 = v3352 * v3352;
    let v3354 = v3353 * v3353;
    let v3355 = v3354 * v3354;
    let v3356 = v3355 * v3355;
    let v3357 = v3356 * v3356;
    let v3358 = v3357 * v3357;
    let v3359 = v3358 * v3358;
    let v3360 = v3359 * v3359;
    let v3361 = v3360 * v3360;
    let v3362 = v3361 * v3361;
    let v3363 = v3362 * v3362;
    let v3364 = v3363 * v3363;
    let v3365 = zeta - 1;
    let v3366 = u4 * v3365;
    let v3367 = v3351 - 1;
    let v3368 = u5 * v3367;
    let v3369 = v3366 + 1;
    let v3370 = v3368 + 1;
    let v3371 = v3369 * v3370;
    let v3372 = v3352 - 1;
    let v3373 = u6 * v3372;
    let v3374 = v3373 + 1;
    let v3375 = v3371 * v3374;
    let v3376 = v3353 - 1;
    let v3377 = u7 * v3376;
    let v3378 = v3377 + 1;
    let v3379 = v3375 * v3378;
    let v3380 = v3354 - 1;
    let v3381 = u8 * v3380;
    let v3382 = v3381 + 1;
    let v3383 = v3379 * v3382;
    let v3384 = v3355 - 1;
    let v3385 = u9 * v3384;
    let v3386 = v3385 + 1;
    let v3387 = v3383 * v3386;
    let v3388 = v3356 - 1;
    let v3389 = u10 * v3388;
    let v3390 = v3389 + 1;
    let v3391 = v3387 * v3390;
    let v3392 = v3357 - 1;
    let v3393 = u11 * v3392;
    let v3394 = v3393 + 1;
    let v3395 = v3391 * v3394;
    let v3396 = v3358 - 1;
    let v3397 = u12 * v3396;
    let v3398 = v3397 + 1;
    let v3399 = v3395 * v3398;
    let v3400 = f1 * v3364;
    let v3401 = f3 * v3364;
    let v3402 = f5 * v3364;
    let v3403 = f7 * v3364;
    let v3404 = f9 * v3364;
    let v3405 = f11 * v3364;
    let v3406 = f13 * v3364;
    let v3407 = f15 * v3364;
    let v3408 = f17 * v3364;
    let v3409 = f19 * v3364;
    let v3410 = f21 * v3364;
    let v3411 = f23 * v3364;
    let v3412 = f25 * v3364;
    let v3413 = f27 * v3364;
    let v3414 = f29 * v3364;
    let v3415 = f31 * v3364;
    let v3416 = f33 * v3364;
    let v3417 = f35 * v3364;
    let v3418 = f37 * v3364;
    let v3419 = f39 * v3364;
    let v3420 = f41 * v3364;
    let v3421 = f43 * v3364;
    let v3422 = f45 * v3364;
    let v3423 = f47 * v3364;
    let v3424 = f49 * v3364;
    let v3425 = f51 * v3364;
    let v3426 = f53 * v3364;
    let v3427 = f55 * v3364;
    let v3428 = f57 * v3364;
    let v3429 = f59 * v3364;
    let v3430 = f61 * v3364;
    let v3431 = f63 * v3364;
    let v3432 = f2 + v3401;
    let v3433 = v3363 * v3432;
    let v3434 = f6 + v3403;
    let v3435 = v3363 * v3434;
    let v3436 = f10 + v3405;
    let v3437 = v3363 * v3436;
    let v3438 = f14 + v3407;
    let v3439 = v3363 * v3438;
    let v3440 = f18 + v3409;
    let v3441 = v3363 * v3440;
    let v3442 = f22 + v3411;
    let v3443 = v3363 * v3442;
    let v3444 = f26 + v3413;
    let v3445 = v3363 * v3444;
    let v3446 = f30 + v3415;
    let v3447 = v3363 * v3446;
    let v3448 = f34 + v3417;
    let v3449 = v3363 * v3448;
    let v3450 = f38 + v3419;
    let v3451 = v3363 * v3450;
    let v3452 = f42 + v3421;
    let v3453 = v3363 * v3452;
    let v3454 = f46 + v3423;
    let v3455 = v3363 * v3454;
    let v3456 = f50 + v3425;
    let v3457 = v3363 * v3456;
    let v3458 = f54 + v3427;
    let v3459 = v3363 * v3458;
    let v3460 = f58 + v3429;
    let v3461 = v3363 * v3460;
    let v3462 = f62 + v3431;
    let v3463 = v3363 * v3462;
    let v3464 = f4 + v3402 + v3435;
    let v3465 = v3362 * v3464;
    let v3466 = f12 + v3406 + v3439;
    let v3467 = v3362 * v3466;
    let v3468 = f20 + v3410 + v3443;
    let v3469 = v3362 * v3468;
    let v3470 = f28 + v3414 + v3447;
    let v3471 = v3362 * v3470;
    let v3472 = f36 + v3418 + v3451;
    let v3473 = v3362 * v3472;
    let v3474 = f44 + v3422 + v3455;
    let v3475 = v3362 * v3474;
    let v3476 = f52 + v3426 + v3459;
    let v3477 = v3362 * v3476;
    let v3478 = f60 + v3430 + v3463;
    let v3479 = v3362 * v3478;
    let v3480 = f8 + v3404 + v3437 + v3467;
    let v3481 = v3361 * v3480;
    let v3482 = f24 + v3412 + v3445 + v3471;
    let v3483 = v3361 * v3482;
    let v3484 = f40 + v3420 + v3453 + v3475;
    let v3485 = v3361 * v3484;
    let v3486 = f56 + v3428 + v3461 + v3479;
    let v3487 = v3361 * v3486;
    let v3488 = f16 + v3408 + v3441 + v3469 + v3483;
    let v3489 = v3360 * v3488;
    let v3490 = f48 + v3424 + v3457 + v3477 + v3487;
    let v3491 = v3360 * v3490;
    let v3492 = f32 + v3416 + v3449 + v3473 + v3485 + v3491;
    let v3493 = v3359 * v3492;
    let v3494 = f0 + v3400 + v3433 + v3465 + v3481 + v3489 + v3493;
    let v3495 = v3399 * v3494;
    let v3496 = v717 * v3495;
    let v3497 = v1502
        + v1665
        + v1679
        + v1693
        + v1707
        + v1719
        + v1732
        + v1741
        + v1750
        + v1760
        + v1768
        + v1776
        + v1782
        + v1788
        + v1794
        + v1800
        + v1806
        + v1811
        + v1819
        + v1824
        + v1829
        + v2058
        + v2225
        + v2370
        + v2526
        + v2680
        + v2684
        - 2 * v2951
        - 2 * v2993
        - v3040
        - v3068
        - v3139
        - v3191
        - v3263
        - v3315
        - v3329
        - v3350
        - v3496;
    let v3498 = j0 * v3497;
    2 * v2951
        + 2 * v2993
        + v3040
        + v3068
        + v3139
        + v3191
        + v3263
        + v3315
        + v3329
        + v3350
        + v3496
        + v3498
}

impl Split128By20 of DivRemHelper<
    BoundedInt<0, 0xffffffffffffffffffffffffffffffff>, UnitInt<1048576>,
> {
    type DivT = BoundedInt<0, 0xfffffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0xfffff>;
}
impl Split108By20 of DivRemHelper<BoundedInt<0, 0xfffffffffffffffffffffffffff>, UnitInt<1048576>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0xfffff>;
}
impl Split88By20 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffff>, UnitInt<1048576>> {
    type DivT = BoundedInt<0, 0xfffffffffffffffff>;
    type RemT = BoundedInt<0, 0xfffff>;
}
impl Split68By20 of DivRemHelper<BoundedInt<0, 0xfffffffffffffffff>, UnitInt<1048576>> {
    type DivT = BoundedInt<0, 0xffffffffffff>;
    type RemT = BoundedInt<0, 0xfffff>;
}
impl Split48By20 of DivRemHelper<BoundedInt<0, 0xffffffffffff>, UnitInt<1048576>> {
    type DivT = BoundedInt<0, 0xfffffff>;
    type RemT = BoundedInt<0, 0xfffff>;
}
impl Split28By20 of DivRemHelper<BoundedInt<0, 0xfffffff>, UnitInt<1048576>> {
    type DivT = BoundedInt<0, 0xff>;
    type RemT = BoundedInt<0, 0xfffff>;
}
impl Split128By5 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x7ffffffffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split123By5 of DivRemHelper<BoundedInt<0, 0x7ffffffffffffffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x3fffffffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split118By5 of DivRemHelper<BoundedInt<0, 0x3fffffffffffffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x1ffffffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split113By5 of DivRemHelper<BoundedInt<0, 0x1ffffffffffffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0xfffffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split108By5 of DivRemHelper<BoundedInt<0, 0xfffffffffffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x7fffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split103By5 of DivRemHelper<BoundedInt<0, 0x7fffffffffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x3ffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split98By5 of DivRemHelper<BoundedInt<0, 0x3ffffffffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x1fffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split93By5 of DivRemHelper<BoundedInt<0, 0x1fffffffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split88By5 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x7ffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split83By5 of DivRemHelper<BoundedInt<0, 0x7ffffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x3fffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split78By5 of DivRemHelper<BoundedInt<0, 0x3fffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x1ffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split73By5 of DivRemHelper<BoundedInt<0, 0x1ffffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0xfffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split68By5 of DivRemHelper<BoundedInt<0, 0xfffffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x7fffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split63By5 of DivRemHelper<BoundedInt<0, 0x7fffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x3ffffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split58By5 of DivRemHelper<BoundedInt<0, 0x3ffffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x1fffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split53By5 of DivRemHelper<BoundedInt<0, 0x1fffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0xffffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split48By5 of DivRemHelper<BoundedInt<0, 0xffffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x7ffffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split43By5 of DivRemHelper<BoundedInt<0, 0x7ffffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x3fffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split38By5 of DivRemHelper<BoundedInt<0, 0x3fffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x1ffffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split33By5 of DivRemHelper<BoundedInt<0, 0x1ffffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0xfffffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split28By5 of DivRemHelper<BoundedInt<0, 0xfffffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x7fffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split23By5 of DivRemHelper<BoundedInt<0, 0x7fffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x3ffff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split18By5 of DivRemHelper<BoundedInt<0, 0x3ffff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x1fff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split13By5 of DivRemHelper<BoundedInt<0, 0x1fff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0xff>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split8By5 of DivRemHelper<BoundedInt<0, 0xff>, UnitInt<32>> {
    type DivT = BoundedInt<0, 0x7>;
    type RemT = BoundedInt<0, 0x1f>;
}
impl Split20By3 of DivRemHelper<BoundedInt<0, 0xfffff>, UnitInt<8>> {
    type DivT = BoundedInt<0, 0x1ffff>;
    type RemT = BoundedInt<0, 0x7>;
}
impl Split17By3 of DivRemHelper<BoundedInt<0, 0x1ffff>, UnitInt<8>> {
    type DivT = BoundedInt<0, 0x3fff>;
    type RemT = BoundedInt<0, 0x7>;
}
impl Split14By3 of DivRemHelper<BoundedInt<0, 0x3fff>, UnitInt<8>> {
    type DivT = BoundedInt<0, 0x7ff>;
    type RemT = BoundedInt<0, 0x7>;
}
impl Split11By3 of DivRemHelper<BoundedInt<0, 0x7ff>, UnitInt<8>> {
    type DivT = BoundedInt<0, 0xff>;
    type RemT = BoundedInt<0, 0x7>;
}
impl Split8By1 of DivRemHelper<BoundedInt<0, 0xff>, UnitInt<2>> {
    type DivT = BoundedInt<0, 0x7f>;
    type RemT = BoundedInt<0, 0x1>;
}
const BY_1: NonZero<UnitInt<2>> = 2;
const BY_3: NonZero<UnitInt<8>> = 8;
const BY_5: NonZero<UnitInt<32>> = 32;
const BY_20: NonZero<UnitInt<1048576>> = 1048576;
type Position = BoundedInt<0, 0xfffff>;
type Top = BoundedInt<0, 0x7f>;

/// Splits a challenge's low half into positions.
fn split_positions(word: u128, ref numbers: Array<u32>) -> BoundedInt<0, 0xff> {
    let rest: BoundedInt<0, 0xffffffffffffffffffffffffffffffff> = upcast(word);
    let (rest, number) = div_rem(rest, BY_20);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_20);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_20);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_20);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_20);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_20);
    numbers.append(upcast(number));
    rest
}

/// Splits an element of the order's hint; what is left must be zero.
fn split_order(word: u128, ref numbers: Array<u32>) -> BoundedInt<0, 0x7> {
    let rest: BoundedInt<0, 0xffffffffffffffffffffffffffffffff> = upcast(word);
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_5);
    numbers.append(upcast(number));
    rest
}

fn digits_of(
    position: Position,
) -> (
    Top,
    BoundedInt<0, 0x7>,
    BoundedInt<0, 0x7>,
    BoundedInt<0, 0x7>,
    BoundedInt<0, 0x7>,
    BoundedInt<0, 0x1>,
) {
    let rest = position;
    let (rest, d0) = div_rem(rest, BY_3);
    let (rest, d1) = div_rem(rest, BY_3);
    let (rest, d2) = div_rem(rest, BY_3);
    let (rest, d3) = div_rem(rest, BY_3);
    let (rest, d4) = div_rem(rest, BY_1);
    (rest, d0, d1, d2, d3, d4)
}

fn point_of_d0(digit: BoundedInt<0, 0x7>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x3b1c96a24c7669cfe72ab052121589cec349cbbcee1b9b09de8c5cf6e0bef41,
        2 => 0x1342b2946b146d7334a83ab7f1ec75e8c5d8531b5a03ab4b878549e246766d8,
        3 => 0x68b76e685a1afbb3fa1f335583936958214264afec146eb863bf481aa1e8a0c,
        4 => 0x5c0a717bca84bf725164a76ab0137402eedac496081f8c38c71bd5031055652,
        5 => 0x6921158784611fe6564c5cd52c6920b19d1be6be6939122048eaa69f263e810,
        6 => 0x68cd38db18764a1d8cf691ffea257660682d17527ebf948e631e8585b392cd2,
        _ => 0x572451a9524329af00bfe35a20de976df1a01375960abe14f3db571f4f633fa,
    }
}
fn point_of_d1(digit: BoundedInt<0, 0x7>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x2c161bccefe8efe8357a7ff5d9529c36dc49fe38ca502941ad37af3d0a6b4f5,
        2 => 0x3a362d340d28de59362d5c9c178262e18226a39c977b11390a5fa7f296fbf1c,
        3 => 0x234b25e11c55c49ed7f39bac26c2285dbfaacc4ff57c1f52ca84684d3258b61,
        4 => 0xffbb44b8cc76db064426a2a4d6bafeaa47a4c08437c60404eeb1c0125ca33a,
        5 => 0x495385572227dd1fa1347955aa757669837247815637d1bbd89a8ca541884eb,
        6 => 0x57c4e321e48a2f050df7f9b450a4e0f4ebebca29cbf81e26c3ca24356098c34,
        _ => 0x4500ec3923324f2cb0b159506155e09d0960002870c67892089ac72727ad5e6,
    }
}
fn point_of_d2(digit: BoundedInt<0, 0x7>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x3b2bde244c675c684d31aa6bf06f7c942e643e2574403becf0daf8179e2ebe,
        2 => 0x2d852a47dcde3c315d57a9fd511649fbb26f74e269130b496bc19dcfeccfccc,
        3 => 0x609ff5c047afa4dc3387b13a4eabb6629a57ad4827e4596584366103c8ff3d2,
        4 => 0x6ba7cbe076e7f5dd73ddcd4d25979acdc2f028f06fa1b55b4a47f4c44ad0610,
        5 => 0x4c505dae269e5b8f32d3259925125198bdbecb98f887e0921ab72a4e4762600,
        6 => 0x5de3ac9f90ca0cb579e1e1566377dc0b04da00245808234c1359b8be348cc3a,
        _ => 0x14dc242a3764a74a817a7bc5e7e3522e414d62222f5bc5ff4b5d0da7b8f45b6,
    }
}
fn point_of_d3(digit: BoundedInt<0, 0x7>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x36cb7c6ed4327aa7206f426c3bb94ce5e64466c3e64660db0f43dd2349eea63,
        2 => 0x38e7d59155023a76d3b276395c2c067b93dd56fe36060ec6503e80bf248b36c,
        3 => 0xbad1d20b10ecf81ae65cf2392be4abf2d502d10b87602580166811ab7563a3,
        4 => 0x6a50046d4afae89aa80b742d48175a5b7a6e1b42a5ab630140437adcdf92351,
        5 => 0x9238e3dc68b596fb444dce966abd9da2ca2ca7bde41fc3f3bb6856886a2d43,
        6 => 0x1908ba177e699fec07eb47ac6efcbe3c974d82c048bdfb1b21df49fea6d127d,
        _ => 0x78a9d0e51c9352b091cadc80b21cecbd857a323b768367a9b0b748ee7ef4bc4,
    }
}
fn point_of_d4(digit: BoundedInt<0, 0x1>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        _ => 0x63f5efaa33929b2e40a4a07b940adf4612806f6417e3754e8cde2cdaea51997,
    }
}
fn point_of_top(digit: BoundedInt<0, 0x7f>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x43a8517523f55a8f3776dfa6bcd79eaa84e9027d8d4bee30c0926df0c07573f,
        2 => 0x718f1ad809daae7d7c15128ae86e4f6b9381de7db8c30c45b7e4e4566984d05,
        3 => 0x4b7cc473e54832cf31c0cb392a7333fe777f8f2aab4674ffe93c6474611f79b,
        4 => 0x74621517f505f35aae7b169c4bd9d3ee16e9f911ac57a23b0062d2c71200963,
        5 => 0x112aef40c234ec65d9391c0b590f473a2a9a549ab5d4773605a3cbd48fd73a1,
        6 => 0x36aaf01be6cf733383b68df56c063645b594440501eeb439a66aab4f1bb06cd,
        7 => 0x32b70e99176177d152a338d93b3bdc64ef361293a900d86b0bdb3264d661d2f,
        8 => 0x2b9f95d9c7a91e553fee72855f2b4d0f2bb5a002989ac16fad72a75ae580194,
        9 => 0x2e26d98425f4a3a23924766d13fa0e04dfe54b0cc541665a2a558e4e3dec844,
        10 => 0x449fdc1522dbd751b28675d111797dca4a95a43a0226070776e09d0c0d0bb2e,
        11 => 0x608f9356d05ad29a58390a336a0a7ad772160cd617b42ceaede5f37c493aae6,
        12 => 0x45b82350ba3d7883520dfea8ba1ce9a5e6020054ff9fbe4414574a6ad003d92,
        13 => 0x4322721fab144052634d3e5209442ded626da3abbdf7b99a190ad0f5d9d0780,
        14 => 0x4df1fc3af5902fede17e8052864845f00c31730910cc676c0af4bd026180aac,
        15 => 0x6abbe9147f81d7127926dd5f120f379b7f8e14038d493f1ba28697a0f0e8601,
        16 => 0x19e8e437bd95ece45cf52e13abd5bfd4266bc82a085c456785975cc2e35511a,
        17 => 0x23c82bec89f798c56382c3efb479f61e7e4aeb03d8ebb53d9547cebab1d1aac,
        18 => 0x3ff29b5098a838e6fbdd014f4c43bbb7ac695ee51e7d6c34bba52ae5e5ddfb3,
        19 => 0x617f5f7a78bb573f7104b25d755c2222309ca42dff02a5a5990742477adaa09,
        20 => 0x20ec7796442577dd4f861289b2e6a933e25576db875fb8692e83eb69d25d789,
        21 => 0x225fe19135f981c051f0dda623e78fb2306641d3537dc38a035c759834e5513,
        22 => 0x2cc187ccdad452ae42383b2b80020af9f0e8ccc99f3385127935180e9a84665,
        23 => 0x588dee27d9527a4a0ff66aab409df637c6b2e0976cc00bea2ed238c3a771044,
        24 => 0x24bbf20b2affc602687b32282a4c76318d5954d6aeb8f29e88b8025d2020d66,
        25 => 0x1e074bfe48829f167d9bfb97b45e413358610307c1f1d76d5c30ce5135e2f9,
        26 => 0x6006475d3e5eef70f72f4155202edd84315af8095ea00f1fb3c552b9a6bf001,
        27 => 0x552a37b3ee6d03bd540e330518836946673b95abb853f06662296ccf53e5664,
        28 => 0xb237baa59a616019caba7f5d20976d3cb8c1a8c5fca316a11c9674962d550a,
        29 => 0x1cc66d98b0faf810f15a1b8413d7384dc30b293fd4df77426b63161ac54119b,
        30 => 0x757420e2b4f92438df721899e444871744ef873099d9a4008741635ce8dc9cf,
        31 => 0x5c1af8aa2043b5f31d3f6ab583c290d5fde23415674bf1298504485dba14d86,
        32 => 0x7547fa31c5686a61dc5aecd8eae6f099f2b4b62971f450b0a87a94282e87775,
        33 => 0x5d5b3a09910fe341bbf5f67417c3666315597d42b036fc2928b7f6c7c9b40d3,
        34 => 0x1dc89b0b67c308f76ccabff521f6da01901d7a1590371bc7e82d5ee965f44d5,
        35 => 0xf44863c8571f5a14cf8ebfe9969c6cca8f7b09f421029a88d235b69e0f0fb1,
        36 => 0x7254a8aea3fadab3e1ca07f5568cfe83fa338f60d0cbbb933d6c647ad2c1391,
        37 => 0x2a835ed1d27871929f211728ec5336812f3dea84f9b8d7bd870e231d3a08438,
        38 => 0x3bda23a498342558ac2d442482390935a67b267d3f782734c9fe9b48a01b901,
        39 => 0x429974149947f359830af3e4f5cf24cfa0ee1ad4fb82027c671872f5b2a40cb,
        40 => 0x2c5065ee0afbaec6c9413fde077d029ded2ff1eaa10bf4769f30cc36f140c0e,
        41 => 0x4005c84e509c25c177cca8af4783a4f720c39b00efe26d0c572f160b62579b1,
        42 => 0x344b68cefdb2fa7d67e45ae64491e7df2f82b3c00a4c17c85069c1e069cd6f8,
        43 => 0x654ea12d0d456fdba492e3245d4386a070db02c271c7fc4eb54c94b3f9f45d3,
        44 => 0x678ce99d2b36b1c7cd9b604412d85f100e51f652b7900b3c8088b81813250dc,
        45 => 0x7d7d04102a0a7ee331c88a93cb282e8608327b443ada1bd8bee67c85f260fc5,
        46 => 0x4c02a173b5b2e05efe4e74b2650b73251bc6cb37f27b59ad0a58b4e34ea5e0d,
        47 => 0x6f3896eee822f8c81e63ef0421e99d5ed0214151b64addfc613d9d26091b6ed,
        48 => 0xa78bc91a9058f510755b4e950e3e978fef308e0b170743cf162e7830934694,
        49 => 0x403705d7a91a562974ee5262c616378d6a7c5acd85dae20a278b0e970624072,
        50 => 0x204e17eae01d5f0dfc430b3f9cd8a6dfd30bf88fbdd90418a8f3af73a3f0b7b,
        51 => 0x4143c4e777dd40170f76323bf49f62fefae1c3dbf583fce9c801d1f0c0b9f0b,
        52 => 0x4d6a8a065435849a19110faab95c9475321f47fdcfecbf3044293e3f2d53c40,
        53 => 0x57b3ac0ca5ae5c6e956723061be1c2d5f999035768f88a651a0b8283dd6a1dd,
        54 => 0x48a0b8557ed6ab2e625212f4811a17f67db3e4a0e50e4f4be25803391671abe,
        55 => 0x15ea02415694850ee79e7f98c351447fbdeb7407a56ce0f064cf53ad49eb50f,
        56 => 0x7172163e0a7d536f7eac484bbd4798611cd86bd80162f5bb9df925d2cb02d74,
        57 => 0xe7bc1eb63dfdf48190461777c5e12308f7f7361e902ce97a00ef9cdd92c7e3,
        58 => 0x6dc8d21586671b9ceb0285650652fd47729acf1441731570c8d82233b708809,
        59 => 0x21347ed1d1922ac1dbbe881a80395ee1d36cc9cc0a9bfb48a68112cdcaadd28,
        60 => 0x3b248664fdd0d2949ac645a14161f7eda1d9d00b78eac8bbaeb6acf208da07,
        61 => 0x72466b8c9804ce939110daf141cdb89c19ce35c5f52efec57c2950179567622,
        62 => 0x7e975f0af44905b79c66c12a3e5ea5dc93a4f35ccb0a52fed4b21ada9e0ec8a,
        63 => 0x2ea34f7464142c0c00f8dfab832f773369682f3625d13513183be4a7f6bf37c,
        64 => 0x35fd3901cedd2ee24cca8f9895df525e5484134a90a0813e4fb0a7dc1eae1a6,
        65 => 0x151a08edf6475aad0d20ec76ddf76eecd2e1bccd4184721273d3eee4a5bb745,
        66 => 0x69805441669ba7c7cfd496397690a3e420dfe52108ef0cb6f9f47c687e31f03,
        67 => 0x3a58cbed98853457258254f8613a201d06708ef601be3f237247c6e01b6c897,
        68 => 0x5d7134fa30f87dba8e7ddab798ecebcc291dcbd084b7bd46b2f6a214c6f01e9,
        69 => 0x2e89c3fe1398069bf333f6ae8c10284e0a8a1e295aac1c237a64f3767008032,
        70 => 0x496fde9aa81b9e57dea6f49c45ef524ce3aaf87f125780227e26769ca9d74f0,
        71 => 0x7a0a9d45eaf6dc367e98a2de0407b45b0e8b8d2ea6037d3d71f241e038ed0fe,
        72 => 0x5013c118454044b4e4afc85b12bbf269ffb1ae5e4b077a11f41ba4957ba5f4f,
        73 => 0x454e9d62ac93ac7096c81ee9a7f5132d408759cf09166cb53d5a039af7307cc,
        74 => 0x3d36a798ff601ca8e35004e96d0fafc41829bfec2b82f8a0b3c199effdb9417,
        75 => 0x6696c1c3123c1ba9c3c55029518b4ee4595971b9b5b51db0014723a61975149,
        76 => 0xd034c3b1cd27d814923ab00f21e537b52c36610f34e673dfd6b29c857f8077,
        77 => 0x347af6c00f548746ff3b09aa05f2d4da5d4ff8e9199d77f120972712c236908,
        78 => 0x7fc7ae4c97bcaf55150eeab8cca69e3231d6167ecb282fae55899f3fabf5a25,
        79 => 0x10541c5a623ee0e08a40bb218a59e3f950c5ab240c332ea4c5923a7c55572b0,
        80 => 0x2069a459d3f9d6ada0dd06333977f882fc1841f407888b7287542470ee394ef,
        81 => 0x488e72238dd1019749c7ae0c3b1e6090e855af317a96f8523bc81a436192f3d,
        82 => 0x5ecafdccb1726053b7a082fe7bbfcae30dffff77927a228256c4120dc01eaf2,
        83 => 0x37b5399442ba76dcf701198958a5b8e3d8f34646385f06481388b90c6b58264,
        84 => 0x4118436f6b177dfb105ddb73e2b6ddefc3b47b4151358c9ceada1802b03dc4c,
        85 => 0xf4f382b9b980ee2659026e914c00a484350905c537da6abae9a41de38e8d7c,
        86 => 0x6d122ef4d281c7c01b8b30c19e0c2817dd17221697f52ffdc81e8e97aebfaf5,
        87 => 0xfe41917b95f87a57b45d57d189feb431fa3792103f2cdf2324d5351f4d792f,
        88 => 0x2e3e5c17880569e0455271c03d299f9a622badff25d78d58cf120c41d2e3ab4,
        89 => 0x2167ed2407f6c2009d6211eff010578a2cce2262ba0dd43c652eddfa669fa1b,
        90 => 0x2f033ba131103add0d1574e68485ae1f126d9cf7b9bbf8c0483327557e81d74,
        91 => 0x346990117e2c88c0c209448cfe9bc7e2072e68982bb77bdcb367915f97d196d,
        92 => 0xffd023d2bfbce2c2a5affdfab397ddbf988dbdfd3ae35b65881865c2648673,
        93 => 0x24a20e879cf5b2752a8932b7895d6090a8e49a745828fe65753a90b8f554654,
        94 => 0x4bd66464b499dfaad6af6e41ca5437e190521c621bc2af44db09f833ae2b438,
        95 => 0x412a8b56f1ca6ccb7aa185d97dcdb137addb8ac1d36fd08688df0e4725b98bf,
        96 => 0x439f778fe620f10810cd1c15e9528f7ea674531db27cfc8502ffa6e6657da8a,
        97 => 0x132c7bd5a8df6f042b1cad85f607d0fa1fe642f36efcb15a2fe4a15c8c3433,
        98 => 0x5f6c7adf0c24c6bcb1bcce9b1e9993122150bc219565857ae19d47598cf00b9,
        99 => 0x1f4fed74ecfe239814fab188467bab2ff4f8cf1a07eb642ff0c5429567799b4,
        100 => 0x3e5150955d881d7f984e45bc403ba0ac45e132072f9fd5140623f5ef7220890,
        101 => 0x5912748d74d9773aa805efd7bca3c8f356f306cff5cc1f35e5fa76d53d4585b,
        102 => 0x6a735b792e8dfcdaf82e68658d22799d5e72c4487e204c27e72d1550dbb663c,
        103 => 0x6e574c72190acfa324bb8b0adb6c8ec810b1dd29cee010cce4bbb3f1a173aaf,
        104 => 0x31357d03a40f8858ae53bc25a4de5eb64e2582b8dabf5e25a76226535f2409,
        105 => 0x53285fa6ce68a105003b434b979b28be29ebd3059135b800606b34881784e28,
        106 => 0x7e5a7ee12c771032356ce2f01797244dee0a329536943444aaeb797e5979154,
        107 => 0x7039ea83cd6da723c7288437f8ea36405c3ce1ffe5e99dd4dd5cf823472162f,
        108 => 0x42a9f2442bd496406a8fa7ae3c97151e2e217d938230c9537a7c9a12081686d,
        109 => 0x5ed2d028e63dfccc1074edd786c37ce224e43369242463540a0d15063fb6fd7,
        110 => 0x7d1b2f2869871b79e93f036a1e9ac738c98327b3a88f9e7ef174e5d9894d13c,
        111 => 0x33da8c6b83bae1244b6fe4c2b6e8e438b54add952a35775e0c4f8c9876edab8,
        112 => 0x6a9fb81708e4615945fb25e0a591e4fc1b97d671a54798f76aeba2be481b685,
        113 => 0x5276e6b078f3110dc736353ef5e5a9bb416876226a472c5b216daf949331f64,
        114 => 0x69c8b8c4e70db4a10cddf15005cc4d6c77164c9dd349d06d2e43c7e14c5c743,
        115 => 0x5303d91272c08e5f641a0216b6661647df5990f87c5094c6e89cb00b6be384a,
        116 => 0x7d1369a6c837db79095b2817d8a5402d132c83a3ae4b79f5fdeeea134b65b5f,
        117 => 0x574f41e09b46369a07a3b61aa779aa864a5ff55456628463b17fe40ebb5deb5,
        118 => 0x232de3d466c439f6905fb7e3e291f0a66107e6a485927f8c7c0714dcb9f1846,
        119 => 0x4de2ef0b6879ffa5d2347967bb4f0a72a773f04d787cd5299c2c3a5142d51c6,
        120 => 0xad1e896178c36367be8b57dfa4640b20c714107523c48d41c02d0b8bfd69a3,
        121 => 0x33bfdb972e91e4dffdf7785e0fef9812fc7c51bd0d565fe075f1e4a1d8d713,
        122 => 0x28ff5666ae41ffbdc447ec436b0852ac202dfb3ed7e65d772681503abb55cdf,
        123 => 0x6f23fbfeaa6db37afbc2ab6c5cfd69f95273534cdb960ab5daf813a0a77fd0d,
        124 => 0xa07796b7456730141333ba57075d61380e160c35c0a903290fe4ca320bb316,
        125 => 0x220fb79d453086afb85a6f61f67cfb7a0d3b8f22e36fb9a0a1fd3f167200279,
        126 => 0x4f2823661bf80fdeebdbd3729387f2c547630650e82f98df163bf98fc40c0b,
        _ => 0x1313270e778bfde637a60d191c27e7ce5adb8d9c15d7e367e1db7ca02b26d51,
    }
}

/// One draw: its leaves, their paths up to the cap, and the folds that lead to the last message.
#[inline(never)]
fn query(
    position: u32, ref proof: Span<felt252>, folding: Folding, last: Box<[felt252; 64]>,
) -> Opened {
    let [
        a0_0,
        a0_1,
        a0_2,
        a0_3,
        a0_4,
        a0_5,
        a0_6,
        a0_7,
        a0_8,
        a0_9,
        a0_10,
        a0_11,
        a0_12,
        a0_13,
        a0_14,
        a0_15,
        s0_0,
        s0_1,
        s0_2,
        s0_3,
        s0_4,
        s0_5,
        s0_6,
        s0_7,
        s0_8,
        s0_9,
        s0_10,
        s0_11,
        s0_12,
        a1_0,
        a1_1,
        a1_2,
        a1_3,
        a1_4,
        a1_5,
        a1_6,
        s1_0,
        s1_1,
        s1_2,
        s1_3,
        s1_4,
        s1_5,
        s1_6,
        s1_7,
        s1_8,
        s1_9,
        w0_0,
        w0_1,
        w0_2,
        w0_3,
        w0_4,
        w0_5,
        w0_6,
        w0_7,
        sw0_0,
        sw0_1,
        sw0_2,
        sw0_3,
        sw0_4,
        sw0_5,
        sw0_6,
        sw0_7,
        sw0_8,
        sw0_9,
        a2_0,
        a2_1,
        a2_2,
        a2_3,
        a2_4,
        a2_5,
        a2_6,
        s2_0,
        s2_1,
        s2_2,
        s2_3,
        s2_4,
        s2_5,
        s2_6,
        a3_0,
        a3_1,
        a3_2,
        a3_3,
        a3_4,
        a3_5,
        a3_6,
        s3_0,
        s3_1,
        s3_2,
        s3_3,
    ] =
        (*proof
        .multi_pop_front::<89>()
        .unwrap())
        .unbox();
    let Folding { mut joined, mut ratios, mut scales } = folding;
    let [q0, q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11, q12] = (*ratios
        .multi_pop_front::<13>()
        .unwrap())
        .unbox();
    let [k0, k1, k2, k3] = (*scales.multi_pop_front::<4>().unwrap()).unbox();
    let [r0] = (*joined.multi_pop_front::<1>().unwrap()).unbox();
    let position: Position = downcast(position).unwrap();
    let (top, d0, d1, d2, d3, d4) = digits_of(position);
    let x = point_of_top(top)
        * point_of_d0(d0)
        * point_of_d1(d1)
        * point_of_d2(d2)
        * point_of_d3(d3)
        * point_of_d4(d4);
    let h0 = merkle::leaf_16(
        a0_0,
        a0_1,
        a0_2,
        a0_3,
        a0_4,
        a0_5,
        a0_6,
        a0_7,
        a0_8,
        a0_9,
        a0_10,
        a0_11,
        a0_12,
        a0_13,
        a0_14,
        a0_15,
    );
    let h0 = merkle::climb_3(h0, d0, s0_0, s0_1, s0_2);
    let h0 = merkle::climb_3(h0, d1, s0_3, s0_4, s0_5);
    let h0 = merkle::climb_3(h0, d2, s0_6, s0_7, s0_8);
    let h0 = merkle::climb_3(h0, d3, s0_9, s0_10, s0_11);
    let h0 = merkle::climb_1(h0, d4, s0_12);
    let (value, x) = merkle::fold_16(
        x,
        q0,
        q1,
        q2,
        q3,
        a0_0,
        a0_1,
        a0_2,
        a0_3,
        a0_4,
        a0_5,
        a0_6,
        a0_7,
        a0_8,
        a0_9,
        a0_10,
        a0_11,
        a0_12,
        a0_13,
        a0_14,
        a0_15,
    );
    let (root, c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7) = merkle::with_folded_8(
        d0, k0 * value, a1_0, a1_1, a1_2, a1_3, a1_4, a1_5, a1_6,
    );
    let x = x * root;
    let h1 = merkle::leaf_8(c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7);
    let h1 = merkle::climb_3(h1, d1, s1_0, s1_1, s1_2);
    let h1 = merkle::climb_3(h1, d2, s1_3, s1_4, s1_5);
    let h1 = merkle::climb_3(h1, d3, s1_6, s1_7, s1_8);
    let h1 = merkle::climb_1(h1, d4, s1_9);
    let hw0 = merkle::leaf_8(w0_0, w0_1, w0_2, w0_3, w0_4, w0_5, w0_6, w0_7);
    let hw0 = merkle::climb_3(hw0, d1, sw0_0, sw0_1, sw0_2);
    let hw0 = merkle::climb_3(hw0, d2, sw0_3, sw0_4, sw0_5);
    let hw0 = merkle::climb_3(hw0, d3, sw0_6, sw0_7, sw0_8);
    let hw0 = merkle::climb_1(hw0, d4, sw0_9);
    let j0_0 = w0_0 + r0 * (c1_0 - w0_0);
    let j0_1 = w0_1 + r0 * (c1_1 - w0_1);
    let j0_2 = w0_2 + r0 * (c1_2 - w0_2);
    let j0_3 = w0_3 + r0 * (c1_3 - w0_3);
    let j0_4 = w0_4 + r0 * (c1_4 - w0_4);
    let j0_5 = w0_5 + r0 * (c1_5 - w0_5);
    let j0_6 = w0_6 + r0 * (c1_6 - w0_6);
    let j0_7 = w0_7 + r0 * (c1_7 - w0_7);
    let (value, x) = merkle::fold_8(x, q4, q5, q6, j0_0, j0_1, j0_2, j0_3, j0_4, j0_5, j0_6, j0_7);
    let (root, c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7) = merkle::with_folded_8(
        d1, k1 * value, a2_0, a2_1, a2_2, a2_3, a2_4, a2_5, a2_6,
    );
    let x = x * root;
    let h2 = merkle::leaf_8(c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7);
    let h2 = merkle::climb_3(h2, d2, s2_0, s2_1, s2_2);
    let h2 = merkle::climb_3(h2, d3, s2_3, s2_4, s2_5);
    let h2 = merkle::climb_1(h2, d4, s2_6);
    let (value, x) = merkle::fold_8(x, q7, q8, q9, c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7);
    let (root, c3_0, c3_1, c3_2, c3_3, c3_4, c3_5, c3_6, c3_7) = merkle::with_folded_8(
        d2, k2 * value, a3_0, a3_1, a3_2, a3_3, a3_4, a3_5, a3_6,
    );
    let x = x * root;
    let h3 = merkle::leaf_8(c3_0, c3_1, c3_2, c3_3, c3_4, c3_5, c3_6, c3_7);
    let h3 = merkle::climb_3(h3, d3, s3_0, s3_1, s3_2);
    let h3 = merkle::climb_1(h3, d4, s3_3);
    let (value, x) = merkle::fold_8(
        x, q10, q11, q12, c3_0, c3_1, c3_2, c3_3, c3_4, c3_5, c3_6, c3_7,
    );
    let ends = last_message::is_at(last, x, k3 * value);
    Opened { top: upcast(top), nodes: array![h0, h1, h2, h3, hw0].span(), ends }
}

/// Nodes that no draw lies below, as the proof gives them.
#[inline(never)]
fn given(ref proof: Span<felt252>) -> Option<Box<[felt252; 5]>> {
    let nodes = *proof.multi_pop_front::<5>()?;
    Some(nodes)
}

#[inline(never)]
fn walk_0(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 5]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let _ = opened.pop_front();
    let nodes = *next.nodes.multi_pop_front::<5>()?;
    Some(nodes)
}

#[inline(never)]
fn walk_1(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 5]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4] = walk_0(end - 1, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4] = walk_0(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4),
            ],
        ),
    )
}

#[inline(never)]
fn walk_2(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 5]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4] = walk_1(end - 2, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4] = walk_1(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4),
            ],
        ),
    )
}

#[inline(never)]
fn walk_3(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 5]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4] = walk_2(end - 4, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4] = walk_2(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4),
            ],
        ),
    )
}

#[inline(never)]
fn walk_4(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 5]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4] = walk_3(end - 8, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4] = walk_3(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4),
            ],
        ),
    )
}

#[inline(never)]
fn walk_5(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 5]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4] = walk_4(end - 16, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4] = walk_4(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4),
            ],
        ),
    )
}

#[inline(never)]
fn walk_6(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 5]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4] = walk_5(end - 32, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4] = walk_5(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4),
            ],
        ),
    )
}

#[inline(never)]
fn walk_7(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 5]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4] = walk_6(end - 64, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4] = walk_6(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4),
            ],
        ),
    )
}
