//! Written by `zkml.cairo` from the Python verifier's own code; do not edit. 16 pictures of the
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
            items: 16,
            outputs: 4,
            binding: 2,
            packed: 133,
            input_bits: 12,
            items_bits: 4,
            witness_bits: 20,
            terms_bits: 11,
            output_bits: 2,
            scale: 64,
            levels: 5,
            join: 2,
            input_join: 3,
            queries: 31,
            draws: 7,
            hints: 2,
            felts: 4130,
        }
    }
    fn folds(self: Written, level: u32) -> (u32, felt252) {
        match level {
            0 => (3, 0x70000000000000ee00000000000000000000000000000000000000000000001),
            1 => (2, 0x60000000000000cc00000000000000000000000000000000000000000000001),
            2 => (3, 0x70000000000000ee00000000000000000000000000000000000000000000001),
            3 => (3, 0x70000000000000ee00000000000000000000000000000000000000000000001),
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
        let [n0, n1, n2, n3, n4, n5, n6] = walk_7(128, ref opened, ref proof)?.unbox();
        Some(array![n0, n1, n2, n3, n4, n5, n6].span())
    }
}

fn lookups(
    mut image: Span<felt252>, mut position: Span<felt252>, alpha: felt252, beta: felt252,
) -> Lookups {
    let [b0, b1, b2, b3] = (*image.multi_pop_front::<4>().unwrap()).unbox();
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14] = (*position
        .multi_pop_front::<15>()
        .unwrap())
        .unbox();
    let v24 = 0 - r0 + 1;
    let v25 = 0 - r1 + 1;
    let v26 = v24 * v25;
    let v27 = r1 * v24;
    let v28 = 0 - r2 + 1;
    let v29 = v27 * v28;
    let v30 = r0 * v25;
    let v31 = v28 * v30;
    let v32 = 0 - r3 + 1;
    let v33 = v31 * v32;
    let v34 = r3 * v31;
    let v35 = 0 - r4 + 1;
    let v36 = v34 * v35;
    let v37 = 0 - r5 + 1;
    let v38 = v36 * v37;
    let v39 = r2 * v27;
    let v40 = 0 - b0 + 1;
    let v41 = 0 - b1 + 1;
    let v42 = v40 * v41;
    let v43 = 0 - b2 + 1;
    let v44 = v42 * v43;
    let v45 = 0 - b3 + 1;
    let v46 = v44 * v45;
    let v47 = beta * beta;
    let v48 = r0 * r1;
    let v49 = r2 * v48;
    let v50 = r3 * v49;
    let v51 = r4 * v50;
    let v52 = r5 * v51;
    let v53 = 0 - r6 + 1;
    let v54 = 0 - r7 + 1;
    let v56 = 0 - r8 + 1;
    let v58 = 0 - r9 + 1;
    let v60 = 0 - r10 + 1;
    let v62 = 0 - r11 + 1;
    let v64 = 0 - r12 + 1;
    let v66 = 0 - r13 + 1;
    let v68 = 0 - r14 + 1;
    let v70 = 0
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
    let v71 = beta * v70;
    let v72 = alpha - v71;
    let v73 = v52 * v72;
    let v74 = v37 * v51;
    let v75 = r6 * v74;
    let v83 = r14 * beta;
    let v84 = alpha
        + 281474976710656 * v83
        - 128 * r7
        - 64 * r8
        - 32 * r9
        - 16 * r10
        - 8 * r11
        - 4 * r12
        - 2 * r13
        - r14;
    let v85 = v75 * v84;
    let v86 = v53 * v74;
    let v87 = 131072 * r7
        + 65536 * r8
        + 32768 * r9
        + 16384 * r10
        + 8192 * r11
        + 4096 * r12
        + 2048 * r13
        + 1024 * r14
        - 562949953421280;
    let v88 = beta * v87;
    let v89 = alpha - v88 - 255;
    let v90 = v86 * v89;
    let v91 = v35 * v50;
    let v92 = r5 * v91;
    let v93 = r6 * v92;
    let v94 = r7 * v93;
    let v101 = 0
        - 65536 * r8
        - 32768 * r9
        - 16384 * r10
        - 8192 * r11
        - 4096 * r12
        - 2048 * r13
        - 1024 * r14
        - 562949953946656;
    let v102 = beta * v101;
    let v103 = alpha - v102;
    let v104 = v94 * v103;
    let v105 = v54 * v93;
    let v106 = r8 * v105;
    let v107 = v58 * v60;
    let v108 = v62 * v107;
    let v109 = v64 * v108;
    let v110 = v66 * v109;
    let v111 = v68 * v110;
    let v112 = 0
        - 32768 * r9
        - 16384 * r10
        - 8192 * r11
        - 4096 * r12
        - 2048 * r13
        - 1024 * r14
        - 562949954077728;
    let v113 = beta * v112;
    let v114 = alpha - v113;
    let v115 = v106 * v114;
    let v116 = v56 * v105;
    let v117 = r9 * v116;
    let v118 = r10 * v117;
    let v122 = 0 - 8192 * r11 - 4096 * r12 - 2048 * r13 - 1024 * r14 - 562949954143264;
    let v123 = beta * v122;
    let v124 = alpha - v123;
    let v125 = v118 * v124;
    let v126 = v60 * v117;
    let v127 = 8192 * r11 + 4096 * r12 + 2048 * r13 + 1024 * r14 - 562949953159136;
    let v128 = beta * v127;
    let v129 = alpha - v128 - 255;
    let v130 = v126 * v129;
    let v131 = v58 * v116;
    let v132 = r10 * v131;
    let v133 = r11 * v132;
    let v136 = 4096 * r12 + 2048 * r13 + 1024 * r14 - 562949953142752;
    let v137 = beta * v136;
    let v138 = alpha - v137 - 255;
    let v139 = v133 * v138;
    let v140 = v62 * v132;
    let v141 = r12 * v140;
    let v143 = 0 - 2048 * r13 - 1024 * r14 - 562949954159648;
    let v144 = beta * v143;
    let v145 = alpha - v144;
    let v146 = v141 * v145;
    let v147 = v64 * v140;
    let v148 = 2048 * r13 + 1024 * r14 - 562949953134560;
    let v149 = beta * v148;
    let v150 = alpha - v149 - 255;
    let v151 = v147 * v150;
    let v152 = v60 * v131;
    let v153 = r11 * v152;
    let v154 = r12 * v153;
    let v155 = r13 * v154;
    let v156 = 1024 * r14 - 562949953130464;
    let v157 = beta * v156;
    let v158 = alpha - v157 - 255;
    let v159 = v155 * v158;
    let v160 = v66 * v154;
    let v161 = r14 * v160;
    let v162 = alpha + 562949953128416 * beta - 255;
    let v163 = v161 * v162;
    let v173 = alpha
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
        - v47
        - 562949953421312;
    let v174 = v51 * v173;
    let v175 = r8 * v94;
    let v176 = alpha - 32 * r9 - 16 * r10 - 8 * r11 - 4 * r12 - 2 * r13 - r14 - v47 + 32;
    let v177 = v175 * v176;
    let v178 = v56 * v94;
    let v179 = alpha
        + 281474976710592 * v111
        - 32 * r9
        - 16 * r10
        - 8 * r11
        - 4 * r12
        - 2 * r13
        - r14
        - v47
        - 281474976710624;
    let v180 = v178 * v179;
    let v181 = v26 + v29 + v33 + v38 + v39;
    let v182 = alpha * v181;
    let v183 = v73 + v85 + v90 + v104 + v115 + v125 + v130 + v139 + v146 + v151 + v159 + v163;
    let v184 = v46 * v183;
    let v185 = v52 + v75 + v86 + v94 + v106 + v118 + v126 + v133 + v141 + v147 + v155 + v161;
    let v186 = v46 * v185;
    let v187 = alpha - v47;
    let v188 = v181 * v187;
    let v189 = v174 + v177 + v180;
    let v190 = v46 * v189;
    let v191 = v51 + v175 + v178;
    let v192 = v46 * v191;
    Lookups {
        active: v26 + v29 + v33 + v38 + v39,
        on_first: v46,
        fixed_2: v182 + v184 - v26 - v29 - v33 - v38 - v39 - v186 + 1,
        fixed_1: v188 + v190 - v26 - v29 - v33 - v38 - v39 - v192 + 1,
    }
}

fn outputs(
    mut image: Span<felt252>, mut output_point: Span<felt252>, mut values: Span<felt252>,
) -> felt252 {
    let [b0, b1, b2, b3] = (*image.multi_pop_front::<4>().unwrap()).unbox();
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
        y32,
        y33,
        y34,
        y35,
        y36,
        y37,
        y38,
        y39,
        y40,
        y41,
        y42,
        y43,
        y44,
        y45,
        y46,
        y47,
        y48,
        y49,
        y50,
        y51,
        y52,
        y53,
        y54,
        y55,
        y56,
        y57,
        y58,
        y59,
        y60,
        y61,
        y62,
        y63,
    ] =
        (*values
        .multi_pop_front::<64>()
        .unwrap())
        .unbox();
    let v86 = 0 - b0 + 1;
    let v87 = b1 * v86;
    let v88 = b0 * b1;
    let v89 = 0 - b0 - v87 + 1;
    let v90 = b2 * v89;
    let v91 = b2 * v87;
    let v92 = b0 - v88;
    let v93 = b2 * v92;
    let v94 = b2 * v88;
    let v95 = 0 - b0 - v87 - v90 + 1;
    let v96 = b3 * v95;
    let v97 = b3 * v90;
    let v98 = v87 - v91;
    let v99 = b3 * v98;
    let v100 = b3 * v91;
    let v101 = b0 - v88 - v93;
    let v102 = b3 * v101;
    let v103 = b3 * v93;
    let v104 = v88 - v94;
    let v105 = b3 * v104;
    let v106 = b3 * v94;
    let v107 = 0 - o0 + 1;
    let v108 = o1 * v107;
    let v109 = o0 * o1;
    let v110 = 0 - o0 - v108 + 1;
    let v111 = y0 * v110;
    let v112 = y1 * v108;
    let v113 = o0 - v109;
    let v114 = y2 * v113;
    let v115 = y3 * v109;
    let v116 = 0 - b0 - v87 - v90 - v96 + 1;
    let v117 = v111 + v112 + v114 + v115;
    let v118 = v116 * v117;
    let v119 = y4 * v110;
    let v120 = y5 * v108;
    let v121 = y6 * v113;
    let v122 = y7 * v109;
    let v123 = v119 + v120 + v121 + v122;
    let v124 = v96 * v123;
    let v125 = y8 * v110;
    let v126 = y9 * v108;
    let v127 = y10 * v113;
    let v128 = y11 * v109;
    let v129 = v90 - v97;
    let v130 = v125 + v126 + v127 + v128;
    let v131 = v129 * v130;
    let v132 = y12 * v110;
    let v133 = y13 * v108;
    let v134 = y14 * v113;
    let v135 = y15 * v109;
    let v136 = v132 + v133 + v134 + v135;
    let v137 = v97 * v136;
    let v138 = y16 * v110;
    let v139 = y17 * v108;
    let v140 = y18 * v113;
    let v141 = y19 * v109;
    let v142 = v87 - v91 - v99;
    let v143 = v138 + v139 + v140 + v141;
    let v144 = v142 * v143;
    let v145 = y20 * v110;
    let v146 = y21 * v108;
    let v147 = y22 * v113;
    let v148 = y23 * v109;
    let v149 = v145 + v146 + v147 + v148;
    let v150 = v99 * v149;
    let v151 = y24 * v110;
    let v152 = y25 * v108;
    let v153 = y26 * v113;
    let v154 = y27 * v109;
    let v155 = v91 - v100;
    let v156 = v151 + v152 + v153 + v154;
    let v157 = v155 * v156;
    let v158 = y28 * v110;
    let v159 = y29 * v108;
    let v160 = y30 * v113;
    let v161 = y31 * v109;
    let v162 = v158 + v159 + v160 + v161;
    let v163 = v100 * v162;
    let v164 = y32 * v110;
    let v165 = y33 * v108;
    let v166 = y34 * v113;
    let v167 = y35 * v109;
    let v168 = b0 - v88 - v93 - v102;
    let v169 = v164 + v165 + v166 + v167;
    let v170 = v168 * v169;
    let v171 = y36 * v110;
    let v172 = y37 * v108;
    let v173 = y38 * v113;
    let v174 = y39 * v109;
    let v175 = v171 + v172 + v173 + v174;
    let v176 = v102 * v175;
    let v177 = y40 * v110;
    let v178 = y41 * v108;
    let v179 = y42 * v113;
    let v180 = y43 * v109;
    let v181 = v93 - v103;
    let v182 = v177 + v178 + v179 + v180;
    let v183 = v181 * v182;
    let v184 = y44 * v110;
    let v185 = y45 * v108;
    let v186 = y46 * v113;
    let v187 = y47 * v109;
    let v188 = v184 + v185 + v186 + v187;
    let v189 = v103 * v188;
    let v190 = y48 * v110;
    let v191 = y49 * v108;
    let v192 = y50 * v113;
    let v193 = y51 * v109;
    let v194 = v88 - v94 - v105;
    let v195 = v190 + v191 + v192 + v193;
    let v196 = v194 * v195;
    let v197 = y52 * v110;
    let v198 = y53 * v108;
    let v199 = y54 * v113;
    let v200 = y55 * v109;
    let v201 = v197 + v198 + v199 + v200;
    let v202 = v105 * v201;
    let v203 = y56 * v110;
    let v204 = y57 * v108;
    let v205 = y58 * v113;
    let v206 = y59 * v109;
    let v207 = v94 - v106;
    let v208 = v203 + v204 + v205 + v206;
    let v209 = v207 * v208;
    let v210 = y60 * v110;
    let v211 = y61 * v108;
    let v212 = y62 * v113;
    let v213 = y63 * v109;
    let v214 = v210 + v211 + v212 + v213;
    let v215 = v106 * v214;
    v118
        + v124
        + v131
        + v137
        + v144
        + v150
        + v157
        + v163
        + v170
        + v176
        + v183
        + v189
        + v196
        + v202
        + v209
        + v215
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
    let v49 = 0 - g1 + 1;
    let v50 = g0 * v49;
    let v51 = g2 * v50;
    let v52 = g3 * v51;
    let v53 = 0 - g4 + 1;
    let v54 = v52 * v53;
    let v55 = 0 - g5 + 1;
    let v56 = v54 * v55;
    let v57 = 0 - g6 + 1;
    let v59 = 0 - g7 + 1;
    let v62 = 0 - g9 + 1;
    let v63 = g10 * v62;
    let v64 = g9 * g10;
    let v710 = g6 * v56;
    let v711 = v59 * v710;
    let v712 = 0 - g8 + 1;
    let v713 = v711 * v712;
    let v714 = 63 * v63 + 4095 * g9 + 258048 * v64 + 1;
    let v715 = v713 * v714;
    let v716 = g8 * v711;
    let v717 = v714 * v716;
    let v718 = g7 * v710;
    let v719 = v712 * v718;
    let v720 = v714 * v719;
    let v721 = g8 * v718;
    let v722 = v714 * v721;
    let v723 = g5 * v54;
    let v724 = v57 * v723;
    let v725 = v59 * v724;
    let v726 = v712 * v725;
    let v727 = v714 * v726;
    Known {
        value: v715 + v717 + v720 + v722 + v727,
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
    source_point: felt252,
    mut point: Span<felt252>,
    mut joined: Span<felt252>,
    mut last: Span<felt252>,
) -> felt252 {
    let [b0, b1, b2, b3] = (*image.multi_pop_front::<4>().unwrap()).unbox();
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14] = (*position
        .multi_pop_front::<15>()
        .unwrap())
        .unbox();
    let [o0, o1] = (*output_point.multi_pop_front::<2>().unwrap()).unbox();
    let [g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, g10] = (*sigma.multi_pop_front::<11>().unwrap())
        .unbox();
    let [u0, u1, u2, u3, u4, u5, u6, u7, u8, u9, u10, u11, u12, u13] = (*point
        .multi_pop_front::<14>()
        .unwrap())
        .unbox();
    let [j0, j1] = (*joined.multi_pop_front::<2>().unwrap()).unbox();
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
    let v33 = 0 - r0 + 1;
    let v34 = 0 - r1 + 1;
    let v35 = v33 * v34;
    let v36 = r1 * v33;
    let v37 = 0 - r2 + 1;
    let v38 = v36 * v37;
    let v39 = r0 * v34;
    let v40 = v37 * v39;
    let v41 = 0 - r3 + 1;
    let v42 = v40 * v41;
    let v43 = r3 * v40;
    let v44 = 0 - r4 + 1;
    let v45 = v43 * v44;
    let v46 = 0 - r5 + 1;
    let v47 = v45 * v46;
    let v48 = r2 * v36;
    let v49 = 0 - g1 + 1;
    let v50 = g0 * v49;
    let v51 = g2 * v50;
    let v52 = g3 * v51;
    let v53 = 0 - g4 + 1;
    let v54 = v52 * v53;
    let v55 = 0 - g5 + 1;
    let v56 = v54 * v55;
    let v57 = 0 - g6 + 1;
    let v58 = v56 * v57;
    let v59 = 0 - g7 + 1;
    let v60 = g8 * v59;
    let v61 = g7 * g8;
    let v62 = 0 - g9 + 1;
    let v63 = g10 * v62;
    let v64 = g9 * g10;
    let v65 = r6 * v46;
    let v66 = r5 * r6;
    let v67 = 0 - r5 - v65 + 1;
    let v68 = r7 * v67;
    let v69 = r7 * v65;
    let v70 = r5 - v66;
    let v71 = r7 * v70;
    let v72 = r7 * v66;
    let v73 = 0 - r5 - v65 - v68 + 1;
    let v74 = r8 * v73;
    let v75 = r8 * v68;
    let v76 = v65 - v69;
    let v77 = r8 * v76;
    let v78 = r8 * v69;
    let v79 = r5 - v66 - v71;
    let v80 = r8 * v79;
    let v81 = r8 * v71;
    let v82 = v66 - v72;
    let v83 = r8 * v82;
    let v84 = r8 * v72;
    let v85 = 0 - r5 - v65 - v68 - v74 + 1;
    let v86 = r9 * v85;
    let v87 = r9 * v74;
    let v88 = v68 - v75;
    let v89 = r9 * v88;
    let v90 = r9 * v75;
    let v91 = v65 - v69 - v77;
    let v92 = r9 * v91;
    let v93 = r9 * v77;
    let v94 = v69 - v78;
    let v95 = r9 * v94;
    let v96 = r9 * v78;
    let v97 = r5 - v66 - v71 - v80;
    let v98 = r9 * v97;
    let v99 = r9 * v80;
    let v100 = v71 - v81;
    let v101 = r9 * v100;
    let v102 = r9 * v81;
    let v103 = v66 - v72 - v83;
    let v104 = r9 * v103;
    let v105 = r9 * v83;
    let v106 = v72 - v84;
    let v107 = r9 * v106;
    let v108 = r9 * v84;
    let v109 = 0 - r10 + 1;
    let v110 = r11 * v109;
    let v111 = r10 * r11;
    let v112 = 0 - r10 - v110 + 1;
    let v113 = r12 * v112;
    let v114 = r12 * v110;
    let v115 = r10 - v111;
    let v116 = r12 * v115;
    let v117 = r12 * v111;
    let v118 = 0 - r10 - v110 - v113 + 1;
    let v119 = r13 * v118;
    let v120 = r13 * v113;
    let v121 = v110 - v114;
    let v122 = r13 * v121;
    let v123 = r13 * v114;
    let v124 = r10 - v111 - v116;
    let v125 = r13 * v124;
    let v126 = r13 * v116;
    let v127 = v111 - v117;
    let v128 = r13 * v127;
    let v129 = r13 * v117;
    let v130 = 0 - r10 - v110 - v113 - v119 + 1;
    let v131 = r14 * v130;
    let v132 = r14 * v119;
    let v133 = v113 - v120;
    let v134 = r14 * v133;
    let v135 = r14 * v120;
    let v136 = v110 - v114 - v122;
    let v137 = r14 * v136;
    let v138 = r14 * v122;
    let v139 = v114 - v123;
    let v140 = r14 * v139;
    let v141 = r14 * v123;
    let v142 = r10 - v111 - v116 - v125;
    let v143 = r14 * v142;
    let v144 = r14 * v125;
    let v145 = v116 - v126;
    let v146 = r14 * v145;
    let v147 = r14 * v126;
    let v148 = v111 - v117 - v128;
    let v149 = r14 * v148;
    let v150 = r14 * v128;
    let v151 = v117 - v129;
    let v152 = r14 * v151;
    let v153 = r14 * v129;
    let v154 = 0 - r5 - v65 - v68 - v74 - v86 + 1;
    let v155 = v60 * v154;
    let v156 = 0 - g7 - v60 + 1;
    let v157 = v86 * v156;
    let v158 = g7 - v61;
    let v159 = v154 * v158;
    let v160 = v60 * v86;
    let v161 = v74 - v87;
    let v162 = v156 * v161;
    let v163 = v86 * v158;
    let v164 = v60 * v161;
    let v165 = v87 * v156;
    let v166 = v158 * v161;
    let v167 = v60 * v87;
    let v168 = v68 - v75 - v89;
    let v169 = v156 * v168;
    let v170 = v87 * v158;
    let v171 = v60 * v168;
    let v172 = v89 * v156;
    let v173 = v158 * v168;
    let v174 = v60 * v89;
    let v175 = v75 - v90;
    let v176 = v156 * v175;
    let v177 = v89 * v158;
    let v178 = v60 * v175;
    let v179 = v90 * v156;
    let v180 = v158 * v175;
    let v181 = v60 * v90;
    let v182 = v65 - v69 - v77 - v92;
    let v183 = v156 * v182;
    let v184 = v90 * v158;
    let v185 = v60 * v182;
    let v186 = v92 * v156;
    let v187 = v158 * v182;
    let v188 = v60 * v92;
    let v189 = v77 - v93;
    let v190 = v156 * v189;
    let v191 = v92 * v158;
    let v192 = v60 * v189;
    let v193 = v93 * v156;
    let v194 = v158 * v189;
    let v195 = v60 * v93;
    let v196 = v69 - v78 - v95;
    let v197 = v156 * v196;
    let v198 = v93 * v158;
    let v199 = v60 * v196;
    let v200 = v95 * v156;
    let v201 = v158 * v196;
    let v202 = v60 * v95;
    let v203 = v78 - v96;
    let v204 = v156 * v203;
    let v205 = v95 * v158;
    let v206 = v60 * v203;
    let v207 = v96 * v156;
    let v208 = v158 * v203;
    let v209 = v60 * v96;
    let v210 = r5 - v66 - v71 - v80 - v98;
    let v211 = v156 * v210;
    let v212 = v96 * v158;
    let v213 = v60 * v210;
    let v214 = v98 * v156;
    let v215 = v158 * v210;
    let v216 = v60 * v98;
    let v217 = v80 - v99;
    let v218 = v156 * v217;
    let v219 = v98 * v158;
    let v220 = v60 * v217;
    let v221 = v99 * v156;
    let v222 = v158 * v217;
    let v223 = v60 * v99;
    let v224 = v71 - v81 - v101;
    let v225 = v156 * v224;
    let v226 = v99 * v158;
    let v227 = v60 * v224;
    let v228 = v101 * v156;
    let v229 = v158 * v224;
    let v230 = v60 * v101;
    let v231 = v81 - v102;
    let v232 = v156 * v231;
    let v233 = v101 * v158;
    let v234 = v60 * v231;
    let v235 = v102 * v156;
    let v236 = v158 * v231;
    let v237 = v60 * v102;
    let v238 = v66 - v72 - v83 - v104;
    let v239 = v156 * v238;
    let v240 = v102 * v158;
    let v241 = v60 * v238;
    let v242 = v104 * v156;
    let v243 = v158 * v238;
    let v244 = v60 * v104;
    let v245 = v83 - v105;
    let v246 = v156 * v245;
    let v247 = v104 * v158;
    let v248 = v60 * v245;
    let v249 = v105 * v156;
    let v250 = v158 * v245;
    let v251 = v60 * v105;
    let v252 = v72 - v84 - v107;
    let v253 = v156 * v252;
    let v254 = v105 * v158;
    let v255 = v60 * v252;
    let v256 = v107 * v156;
    let v257 = v158 * v252;
    let v258 = v60 * v107;
    let v259 = v84 - v108;
    let v260 = v156 * v259;
    let v261 = v107 * v158;
    let v262 = v60 * v259;
    let v263 = v108 * v156;
    let v264 = v158 * v259;
    let v265 = v60 * v108;
    let v266 = v108 * v158;
    let v267 = 0 - r10 - v110 - v113 - v119 - v131 + 1;
    let v268 = v63 * v267;
    let v269 = 0 - g9 - v63 + 1;
    let v270 = v131 * v269;
    let v271 = g9 - v64;
    let v272 = v267 * v271;
    let v273 = v63 * v131;
    let v274 = v119 - v132;
    let v275 = v269 * v274;
    let v276 = v131 * v271;
    let v277 = v63 * v274;
    let v278 = v132 * v269;
    let v279 = v271 * v274;
    let v280 = v63 * v132;
    let v281 = v113 - v120 - v134;
    let v282 = v269 * v281;
    let v283 = v132 * v271;
    let v284 = v63 * v281;
    let v285 = v134 * v269;
    let v286 = v271 * v281;
    let v287 = v63 * v134;
    let v288 = v120 - v135;
    let v289 = v269 * v288;
    let v290 = v134 * v271;
    let v291 = v63 * v288;
    let v292 = v135 * v269;
    let v293 = v271 * v288;
    let v294 = v63 * v135;
    let v295 = v110 - v114 - v122 - v137;
    let v296 = v269 * v295;
    let v297 = v135 * v271;
    let v298 = v63 * v295;
    let v299 = v137 * v269;
    let v300 = v271 * v295;
    let v301 = v63 * v137;
    let v302 = v122 - v138;
    let v303 = v269 * v302;
    let v304 = v137 * v271;
    let v305 = v63 * v302;
    let v306 = v138 * v269;
    let v307 = v271 * v302;
    let v308 = v63 * v138;
    let v309 = v114 - v123 - v140;
    let v310 = v269 * v309;
    let v311 = v138 * v271;
    let v312 = v63 * v309;
    let v313 = v140 * v269;
    let v314 = v271 * v309;
    let v315 = v63 * v140;
    let v316 = v123 - v141;
    let v317 = v269 * v316;
    let v318 = v140 * v271;
    let v319 = v63 * v316;
    let v320 = v141 * v269;
    let v321 = v271 * v316;
    let v322 = v63 * v141;
    let v323 = r10 - v111 - v116 - v125 - v143;
    let v324 = v269 * v323;
    let v325 = v141 * v271;
    let v326 = v63 * v323;
    let v327 = v143 * v269;
    let v328 = v271 * v323;
    let v329 = v63 * v143;
    let v330 = v125 - v144;
    let v331 = v269 * v330;
    let v332 = v143 * v271;
    let v333 = v63 * v330;
    let v334 = v144 * v269;
    let v335 = v271 * v330;
    let v336 = v63 * v144;
    let v337 = v116 - v126 - v146;
    let v338 = v269 * v337;
    let v339 = v144 * v271;
    let v340 = v63 * v337;
    let v341 = v146 * v269;
    let v342 = v271 * v337;
    let v343 = v63 * v146;
    let v344 = v126 - v147;
    let v345 = v269 * v344;
    let v346 = v146 * v271;
    let v347 = v63 * v344;
    let v348 = v147 * v269;
    let v349 = v271 * v344;
    let v350 = v63 * v147;
    let v351 = v111 - v117 - v128 - v149;
    let v352 = v269 * v351;
    let v353 = v147 * v271;
    let v354 = v63 * v351;
    let v355 = v149 * v269;
    let v356 = v271 * v351;
    let v357 = v63 * v149;
    let v358 = v128 - v150;
    let v359 = v269 * v358;
    let v360 = v149 * v271;
    let v361 = v63 * v358;
    let v362 = v150 * v269;
    let v363 = v271 * v358;
    let v364 = v63 * v150;
    let v365 = v117 - v129 - v152;
    let v366 = v269 * v365;
    let v367 = v150 * v271;
    let v368 = v63 * v365;
    let v369 = v152 * v269;
    let v370 = v271 * v365;
    let v371 = v63 * v152;
    let v372 = v129 - v153;
    let v373 = v269 * v372;
    let v374 = v152 * v271;
    let v375 = v63 * v372;
    let v376 = v153 * v269;
    let v377 = v271 * v372;
    let v378 = v63 * v153;
    let v379 = v153 * v271;
    let v380 = 0 - g3 + 1;
    let v381 = v51 * v380;
    let v382 = g5 * v53;
    let v383 = g4 * g5;
    let v384 = 0 - g4 - v382 + 1;
    let v385 = g6 * v384;
    let v386 = g6 * v382;
    let v387 = g4 - v383;
    let v388 = g6 * v387;
    let v389 = g6 * v383;
    let v390 = 0 - r7 + 1;
    let v391 = r8 * v390;
    let v392 = r7 * r8;
    let v393 = 0 - r7 - v391 + 1;
    let v394 = r9 * v393;
    let v395 = r9 * v391;
    let v396 = r7 - v392;
    let v397 = r9 * v396;
    let v398 = r9 * v392;
    let v399 = 0 - r7 - v391 - v394 + 1;
    let v400 = r10 * v399;
    let v401 = r10 * v394;
    let v402 = v391 - v395;
    let v403 = r10 * v402;
    let v404 = r10 * v395;
    let v405 = r7 - v392 - v397;
    let v406 = r10 * v405;
    let v407 = r10 * v397;
    let v408 = v392 - v398;
    let v409 = r10 * v408;
    let v410 = r10 * v398;
    let v411 = 0 - r11 + 1;
    let v412 = r12 * v411;
    let v413 = r11 * r12;
    let v414 = 0 - r11 - v412 + 1;
    let v415 = r13 * v414;
    let v416 = r13 * v412;
    let v417 = r11 - v413;
    let v418 = r13 * v417;
    let v419 = r13 * v413;
    let v420 = 0 - r11 - v412 - v415 + 1;
    let v421 = r14 * v420;
    let v422 = r14 * v415;
    let v423 = v412 - v416;
    let v424 = r14 * v423;
    let v425 = r14 * v416;
    let v426 = r11 - v413 - v418;
    let v427 = r14 * v426;
    let v428 = r14 * v418;
    let v429 = v413 - v419;
    let v430 = r14 * v429;
    let v431 = r14 * v419;
    let v432 = 0 - r7 - v391 - v394 - v400 + 1;
    let v433 = v60 * v432;
    let v434 = v156 * v400;
    let v435 = v158 * v432;
    let v436 = v60 * v400;
    let v437 = v394 - v401;
    let v438 = v156 * v437;
    let v439 = v158 * v400;
    let v440 = v60 * v437;
    let v441 = v156 * v401;
    let v442 = v158 * v437;
    let v443 = v60 * v401;
    let v444 = v391 - v395 - v403;
    let v445 = v156 * v444;
    let v446 = v158 * v401;
    let v447 = v60 * v444;
    let v448 = v156 * v403;
    let v449 = v158 * v444;
    let v450 = v60 * v403;
    let v451 = v395 - v404;
    let v452 = v156 * v451;
    let v453 = v158 * v403;
    let v454 = v60 * v451;
    let v455 = v156 * v404;
    let v456 = v158 * v451;
    let v457 = v60 * v404;
    let v458 = r7 - v392 - v397 - v406;
    let v459 = v156 * v458;
    let v460 = v158 * v404;
    let v461 = v60 * v458;
    let v462 = v156 * v406;
    let v463 = v158 * v458;
    let v464 = v60 * v406;
    let v465 = v397 - v407;
    let v466 = v156 * v465;
    let v467 = v158 * v406;
    let v468 = v60 * v465;
    let v469 = v156 * v407;
    let v470 = v158 * v465;
    let v471 = v60 * v407;
    let v472 = v392 - v398 - v409;
    let v473 = v156 * v472;
    let v474 = v158 * v407;
    let v475 = v60 * v472;
    let v476 = v156 * v409;
    let v477 = v158 * v472;
    let v478 = v60 * v409;
    let v479 = v398 - v410;
    let v480 = v156 * v479;
    let v481 = v158 * v409;
    let v482 = v60 * v479;
    let v483 = v156 * v410;
    let v484 = v158 * v479;
    let v485 = v60 * v410;
    let v486 = v158 * v410;
    let v487 = 0 - r11 - v412 - v415 - v421 + 1;
    let v488 = v63 * v487;
    let v489 = v269 * v421;
    let v490 = v271 * v487;
    let v491 = v63 * v421;
    let v492 = v415 - v422;
    let v493 = v269 * v492;
    let v494 = v271 * v421;
    let v495 = v63 * v492;
    let v496 = v269 * v422;
    let v497 = v271 * v492;
    let v498 = v63 * v422;
    let v499 = v412 - v416 - v424;
    let v500 = v269 * v499;
    let v501 = v271 * v422;
    let v502 = v63 * v499;
    let v503 = v269 * v424;
    let v504 = v271 * v499;
    let v505 = v63 * v424;
    let v506 = v416 - v425;
    let v507 = v269 * v506;
    let v508 = v271 * v424;
    let v509 = v63 * v506;
    let v510 = v269 * v425;
    let v511 = v271 * v506;
    let v512 = v63 * v425;
    let v513 = r11 - v413 - v418 - v427;
    let v514 = v269 * v513;
    let v515 = v271 * v425;
    let v516 = v63 * v513;
    let v517 = v269 * v427;
    let v518 = v271 * v513;
    let v519 = v63 * v427;
    let v520 = v418 - v428;
    let v521 = v269 * v520;
    let v522 = v271 * v427;
    let v523 = v63 * v520;
    let v524 = v269 * v428;
    let v525 = v271 * v520;
    let v526 = v63 * v428;
    let v527 = v413 - v419 - v430;
    let v528 = v269 * v527;
    let v529 = v271 * v428;
    let v530 = v63 * v527;
    let v531 = v269 * v430;
    let v532 = v271 * v527;
    let v533 = v63 * v430;
    let v534 = v419 - v431;
    let v535 = v269 * v534;
    let v536 = v271 * v430;
    let v537 = v63 * v534;
    let v538 = v269 * v431;
    let v539 = v271 * v534;
    let v540 = v63 * v431;
    let v541 = v271 * v431;
    let v542 = 0 - g2 + 1;
    let v543 = v50 * v542;
    let v544 = g4 * v380;
    let v545 = g3 * g4;
    let v546 = 0 - g3 - v544 + 1;
    let v547 = g5 * v546;
    let v548 = g5 * v544;
    let v549 = g3 - v545;
    let v550 = g5 * v549;
    let v551 = g5 * v545;
    let v552 = 0 - g3 - v544 - v547 + 1;
    let v553 = g6 * v552;
    let v554 = g6 * v547;
    let v555 = v544 - v548;
    let v556 = g6 * v555;
    let v557 = g6 * v548;
    let v558 = g3 - v545 - v550;
    let v559 = g6 * v558;
    let v560 = g6 * v550;
    let v561 = v545 - v551;
    let v562 = g6 * v561;
    let v563 = g6 * v551;
    let v564 = 0 - r9 + 1;
    let v565 = r10 * v564;
    let v566 = r9 * r10;
    let v567 = 0 - r9 - v565 + 1;
    let v568 = r11 * v567;
    let v569 = r11 * v565;
    let v570 = r9 - v566;
    let v571 = r11 * v570;
    let v572 = r11 * v566;
    let v573 = 0 - r12 + 1;
    let v574 = r13 * v573;
    let v575 = r12 * r13;
    let v576 = 0 - r12 - v574 + 1;
    let v577 = r14 * v576;
    let v578 = r14 * v574;
    let v579 = r12 - v575;
    let v580 = r14 * v579;
    let v581 = r14 * v575;
    let v582 = 0 - r9 - v565 - v568 + 1;
    let v583 = v60 * v582;
    let v584 = v156 * v568;
    let v585 = v158 * v582;
    let v586 = v60 * v568;
    let v587 = v565 - v569;
    let v588 = v156 * v587;
    let v589 = v158 * v568;
    let v590 = v60 * v587;
    let v591 = v156 * v569;
    let v592 = v158 * v587;
    let v593 = v60 * v569;
    let v594 = r9 - v566 - v571;
    let v595 = v156 * v594;
    let v596 = v158 * v569;
    let v597 = v60 * v594;
    let v598 = v156 * v571;
    let v599 = v158 * v594;
    let v600 = v60 * v571;
    let v601 = v566 - v572;
    let v602 = v156 * v601;
    let v603 = v158 * v571;
    let v604 = v60 * v601;
    let v605 = v156 * v572;
    let v606 = v158 * v601;
    let v607 = v60 * v572;
    let v608 = v158 * v572;
    let v609 = 0 - r12 - v574 - v577 + 1;
    let v610 = v63 * v609;
    let v611 = v269 * v577;
    let v612 = v271 * v609;
    let v613 = v63 * v577;
    let v614 = v574 - v578;
    let v615 = v269 * v614;
    let v616 = v271 * v577;
    let v617 = v63 * v614;
    let v618 = v269 * v578;
    let v619 = v271 * v614;
    let v620 = v63 * v578;
    let v621 = r12 - v575 - v580;
    let v622 = v269 * v621;
    let v623 = v271 * v578;
    let v624 = v63 * v621;
    let v625 = v269 * v580;
    let v626 = v271 * v621;
    let v627 = v63 * v580;
    let v628 = v575 - v581;
    let v629 = v269 * v628;
    let v630 = v271 * v580;
    let v631 = v63 * v628;
    let v632 = v269 * v581;
    let v633 = v271 * v628;
    let v634 = v63 * v581;
    let v635 = v271 * v581;
    let v636 = 0 - g0 + 1;
    let v637 = v49 * v636;
    let v638 = g3 * v542;
    let v639 = g2 * g3;
    let v640 = 0 - g2 - v638 + 1;
    let v641 = g4 * v640;
    let v642 = g4 * v638;
    let v643 = g2 - v639;
    let v644 = g4 * v643;
    let v645 = g4 * v639;
    let v646 = 0 - g2 - v638 - v641 + 1;
    let v647 = g5 * v646;
    let v648 = g5 * v641;
    let v649 = v638 - v642;
    let v650 = g5 * v649;
    let v651 = g5 * v642;
    let v652 = g2 - v639 - v644;
    let v653 = g5 * v652;
    let v654 = g5 * v644;
    let v655 = v639 - v645;
    let v656 = g5 * v655;
    let v657 = g5 * v645;
    let v658 = 0 - g2 - v638 - v641 - v647 + 1;
    let v659 = g6 * v658;
    let v660 = g6 * v647;
    let v661 = v641 - v648;
    let v662 = g6 * v661;
    let v663 = g6 * v648;
    let v664 = v638 - v642 - v650;
    let v665 = g6 * v664;
    let v666 = g6 * v650;
    let v667 = v642 - v651;
    let v668 = g6 * v667;
    let v669 = g6 * v651;
    let v670 = g2 - v639 - v644 - v653;
    let v671 = g6 * v670;
    let v672 = g6 * v653;
    let v673 = v644 - v654;
    let v674 = g6 * v673;
    let v675 = g6 * v654;
    let v676 = v639 - v645 - v656;
    let v677 = g6 * v676;
    let v678 = g6 * v656;
    let v679 = v645 - v657;
    let v680 = g6 * v679;
    let v681 = g6 * v657;
    let v682 = 0 - r13 + 1;
    let v683 = r14 * v682;
    let v684 = r13 * r14;
    let v685 = v60 * v414;
    let v686 = v156 * v412;
    let v687 = v158 * v414;
    let v688 = v60 * v412;
    let v689 = v156 * v417;
    let v690 = v158 * v412;
    let v691 = v60 * v417;
    let v692 = v156 * v413;
    let v693 = v158 * v417;
    let v694 = v60 * v413;
    let v695 = v158 * v413;
    let v696 = 0 - r13 - v683 + 1;
    let v697 = v63 * v696;
    let v698 = v269 * v683;
    let v699 = v271 * v696;
    let v700 = v63 * v683;
    let v701 = r13 - v684;
    let v702 = v269 * v701;
    let v703 = v271 * v683;
    let v704 = v63 * v701;
    let v705 = v269 * v684;
    let v706 = v271 * v701;
    let v707 = v63 * v684;
    let v708 = v271 * v684;
    let v709 = g1 * v636;
    let v715 = gamma * gamma;
    let v716 = gamma * v715;
    let v717 = v715 * v715;
    let v718 = gamma * v717;
    let v719 = v716 * v716;
    let v720 = gamma * v719;
    let v721 = v717 * v717;
    let v722 = gamma * v721;
    let v723 = v718 * v718;
    let v802 = 0 - u0 + 1;
    let v803 = 0 - u1 + 1;
    let v804 = v802 * v803;
    let v805 = 0 - u2 + 1;
    let v806 = v804 * v805;
    let v807 = 0 - u3 + 1;
    let v808 = v806 * v807;
    let v809 = b0 * u0;
    let v810 = b1 * u1;
    let v811 = 2 * v809 - b0 - u0 + 1;
    let v812 = 2 * v810 - b1 - u1 + 1;
    let v813 = v811 * v812;
    let v814 = b2 * u2;
    let v815 = 2 * v814 - b2 - u2 + 1;
    let v816 = v813 * v815;
    let v817 = b3 * u3;
    let v818 = 2 * v817 - b3 - u3 + 1;
    let v819 = v816 * v818;
    let v820 = v35 * gamma;
    let v821 = v38 * gamma;
    let v822 = v42 * gamma;
    let v823 = v47 * gamma;
    let v824 = v48 * gamma;
    let v825 = r0 * r1;
    let v826 = r2 * v825;
    let v827 = r3 * v826;
    let v828 = r4 * v827;
    let v829 = r5 * v828;
    let v830 = v715 * v829;
    let v831 = v46 * v828;
    let v832 = r6 * v831;
    let v833 = v715 * v832;
    let v834 = 0 - r6 + 1;
    let v835 = v831 * v834;
    let v836 = v715 * v835;
    let v837 = v44 * v827;
    let v838 = r5 * v837;
    let v839 = r6 * v838;
    let v840 = r7 * v839;
    let v841 = v715 * v840;
    let v842 = v390 * v839;
    let v843 = r8 * v842;
    let v844 = v715 * v843;
    let v845 = 0 - r8 + 1;
    let v846 = v842 * v845;
    let v847 = r9 * v846;
    let v848 = r10 * v847;
    let v849 = v715 * v848;
    let v850 = v109 * v847;
    let v851 = v715 * v850;
    let v852 = v564 * v846;
    let v853 = r10 * v852;
    let v854 = r11 * v853;
    let v855 = v715 * v854;
    let v856 = v411 * v853;
    let v857 = r12 * v856;
    let v858 = v715 * v857;
    let v859 = v573 * v856;
    let v860 = v715 * v859;
    let v861 = v109 * v852;
    let v862 = r11 * v861;
    let v863 = r12 * v862;
    let v864 = r13 * v863;
    let v865 = v715 * v864;
    let v866 = v682 * v863;
    let v867 = r14 * v866;
    let v868 = v715 * v867;
    let v869 = v716 * v828;
    let v870 = r8 * v840;
    let v871 = v716 * v870;
    let v872 = v840 * v845;
    let v873 = v716 * v872;
    let v874 = v58 * v717;
    let v875 = v381 * v717;
    let v876 = v543 * v717;
    let v877 = v637 * v717;
    let v878 = v709 * v717;
    let v879 = v48 * v720;
    let v880 = packing * packing;
    let v881 = v880 * v880;
    let v882 = v881 * v881;
    let v883 = v882 * v882;
    let v884 = v883 * v883;
    let v885 = v884 * v884;
    let v886 = v885 * v885;
    let v887 = v886 * v886;
    let v888 = v887 * v887;
    let v889 = v888 * v888;
    let v890 = v889 * v889;
    let v891 = v890 - 1;
    let v892 = u0 * v891;
    let v893 = v889 - 1;
    let v894 = u1 * v893;
    let v895 = v892 + 1;
    let v896 = v894 + 1;
    let v897 = v895 * v896;
    let v898 = v888 - 1;
    let v899 = u2 * v898;
    let v900 = v899 + 1;
    let v901 = v897 * v900;
    let v902 = v887 - 1;
    let v903 = u3 * v902;
    let v904 = v903 + 1;
    let v905 = v901 * v904;
    let v906 = v721 * u4;
    let v907 = v721 - v906;
    let v908 = v905 * v907;
    let v909 = f0 + 256 * f1;
    let v910 = v909 + 65536 * f2;
    let v911 = v910 + 16777216 * f3;
    let v912 = v911 + 4294967296 * f4;
    let v913 = v912 + 1099511627776 * f5;
    let v914 = v913 + 281474976710656 * f6;
    let v915 = v914 + 72057594037927936 * f7;
    let v916 = v915 + 0x10000000000000000 * f8;
    let v917 = v916 + 0x1000000000000000000 * f9;
    let v918 = v917 + 0x100000000000000000000 * f10;
    let v919 = v918 + 0x10000000000000000000000 * f11;
    let v920 = v919 + 0x1000000000000000000000000 * f12;
    let v921 = v920 + 0x100000000000000000000000000 * f13;
    let v922 = v921 + 0x10000000000000000000000000000 * f14;
    let v923 = v922 + 0x1000000000000000000000000000000 * f15;
    let v924 = v923 + 0x100000000000000000000000000000000 * f16;
    let v925 = v924 + 0x10000000000000000000000000000000000 * f17;
    let v926 = v925 + 0x1000000000000000000000000000000000000 * f18;
    let v927 = v926 + 0x100000000000000000000000000000000000000 * f19;
    let v928 = v927 + 0x10000000000000000000000000000000000000000 * f20;
    let v929 = v928 + 0x1000000000000000000000000000000000000000000 * f21;
    let v930 = v929 + 0x100000000000000000000000000000000000000000000 * f22;
    let v931 = v930 + 0x10000000000000000000000000000000000000000000000 * f23;
    let v932 = v931 + 0x1000000000000000000000000000000000000000000000000 * f24;
    let v933 = v932 + 0x100000000000000000000000000000000000000000000000000 * f25;
    let v934 = v933 + 0x10000000000000000000000000000000000000000000000000000 * f26;
    let v935 = v934 + 0x1000000000000000000000000000000000000000000000000000000 * f27;
    let v936 = v935 + 0x100000000000000000000000000000000000000000000000000000000 * f28;
    let v937 = v936 + 0x10000000000000000000000000000000000000000000000000000000000 * f29;
    let v938 = v937 + 0x1000000000000000000000000000000000000000000000000000000000000 * f30;
    let v939 = v938 + 0x100000000000000000000000000000000000000000000000000000000000000 * f31;
    let v940 = v939 - 0x220000000000000000000000000000000000000000000000020 * f32;
    let v941 = v940 - 0x22000000000000000000000000000000000000000000000002000 * f33;
    let v942 = v941 - 0x2200000000000000000000000000000000000000000000000200000 * f34;
    let v943 = v942 - 0x220000000000000000000000000000000000000000000000020000000 * f35;
    let v944 = v943 - 0x22000000000000000000000000000000000000000000000002000000000 * f36;
    let v945 = v944 - 0x2200000000000000000000000000000000000000000000000200000000000 * f37;
    let v946 = v945 - 0x220000000000000000000000000000000000000000000000020000000000000 * f38;
    let v947 = v946 + 0x483ffffffffffffffffffffffffffffffffe000000000000044 * f39;
    let v948 = v947 + 0x483ffffffffffffffffffffffffffffffffe00000000000004400 * f40;
    let v949 = v948 + 0x483ffffffffffffffffffffffffffffffffe0000000000000440000 * f41;
    let v950 = v949 + 0x483ffffffffffffffffffffffffffffffffe000000000000044000000 * f42;
    let v951 = v950 + 0x483ffffffffffffffffffffffffffffffffe00000000000004400000000 * f43;
    let v952 = v951 + 0x483ffffffffffffffffffffffffffffffffe0000000000000440000000000 * f44;
    let v953 = v952 - 0x37c000000000011000000000000000000001fffffffffffffbc000000000001 * f45;
    let v954 = v953 + 0x3fffffffffff66fffffffffffffffffffe000000000000043ffffffffffff70 * f46;
    let v955 = v954 - 0x9988000000000000000001fffffffffffffbc0000000000009080 * f47;
    let v956 = v955 - 0x9988000000000000000001fffffffffffffbc000000000000908000 * f48;
    let v957 = v956 - 0x9988000000000000000001fffffffffffffbc00000000000090800000 * f49;
    let v958 = v957 - 0x9988000000000000000001fffffffffffffbc0000000000009080000000 * f50;
    let v959 = v958 - 0x9988000000000000000001fffffffffffffbc000000000000908000000000 * f51;
    let v960 = v959 - 0x1987fffffffffef0000001fffffffffffffbc000000000000907fffffffffff * f52;
    let v961 = v960 - 0x7fffffffffeb9d00001fffffffffffffbc000000000000907ffffffffffecd * f53;
    let v962 = v961 + 0x14640fffe000000000000043ffffffffffff6f8000000000013310 * f54;
    let v963 = v962 + 0x14640fffe000000000000043ffffffffffff6f800000000001331000 * f55;
    let v964 = v963 + 0x14640fffe000000000000043ffffffffffff6f80000000000133100000 * f56;
    let v965 = v964 + 0x14640fffe000000000000043ffffffffffff6f8000000000013310000000 * f57;
    let v966 = v965 + 0x14640fffe000000000000043ffffffffffff6f800000000001331000000000 * f58;
    let v967 = v966 - 0x39bf00020000032ffffffbc000000000000907ffffffffffeccf00000000003 * f59;
    let v968 = v967 - 0x3f0002000002b5cffffbc000000000000907ffffffffffeccf000000000028d * f60;
    let v969 = v968 - 0x2000002b54a1ffbc000000000000907ffffffffffeccf000000000028c82 * f61;
    let v970 = v969 - 0x2000002b54a1ffbc000000000000907ffffffffffeccf000000000028c8200 * f62;
    let v971 = v970 - 0x2b54a1ff78000000000000907ffffffffffeccf000000000028c81fffc * f63;
    let v972 = 0 - u8 + 1;
    let v973 = u9 * v972;
    let v974 = u8 * u9;
    let v975 = 0 - u8 - v973 + 1;
    let v976 = u10 * v975;
    let v977 = u10 * v973;
    let v978 = u8 - v974;
    let v979 = u10 * v978;
    let v980 = u10 * v974;
    let v981 = 0 - u8 - v973 - v976 + 1;
    let v982 = u11 * v981;
    let v983 = u11 * v976;
    let v984 = v973 - v977;
    let v985 = u11 * v984;
    let v986 = u11 * v977;
    let v987 = u8 - v974 - v979;
    let v988 = u11 * v987;
    let v989 = u11 * v979;
    let v990 = v974 - v980;
    let v991 = u11 * v990;
    let v992 = u11 * v980;
    let v993 = 0 - u8 - v973 - v976 - v982 + 1;
    let v994 = u12 * v993;
    let v995 = u12 * v982;
    let v996 = v976 - v983;
    let v997 = u12 * v996;
    let v998 = u12 * v983;
    let v999 = v973 - v977 - v985;
    let v1000 = u12 * v999;
    let v1001 = u12 * v985;
    let v1002 = v977 - v986;
    let v1003 = u12 * v1002;
    let v1004 = u12 * v986;
    let v1005 = u8 - v974 - v979 - v988;
    let v1006 = u12 * v1005;
    let v1007 = u12 * v988;
    let v1008 = v979 - v989;
    let v1009 = u12 * v1008;
    let v1010 = u12 * v989;
    let v1011 = v974 - v980 - v991;
    let v1012 = u12 * v1011;
    let v1013 = u12 * v991;
    let v1014 = v980 - v992;
    let v1015 = u12 * v1014;
    let v1016 = u12 * v992;
    let v1017 = 0 - u8 - v973 - v976 - v982 - v994 + 1;
    let v1018 = u13 * v1017;
    let v1019 = u13 * v994;
    let v1020 = v982 - v995;
    let v1021 = u13 * v1020;
    let v1022 = u13 * v995;
    let v1023 = v976 - v983 - v997;
    let v1024 = u13 * v1023;
    let v1025 = u13 * v997;
    let v1026 = v983 - v998;
    let v1027 = u13 * v1026;
    let v1028 = u13 * v998;
    let v1029 = v973 - v977 - v985 - v1000;
    let v1030 = u13 * v1029;
    let v1031 = u13 * v1000;
    let v1032 = v985 - v1001;
    let v1033 = u13 * v1032;
    let v1034 = u13 * v1001;
    let v1035 = v977 - v986 - v1003;
    let v1036 = u13 * v1035;
    let v1037 = u13 * v1003;
    let v1038 = v986 - v1004;
    let v1039 = u13 * v1038;
    let v1040 = u13 * v1004;
    let v1041 = u8 - v974 - v979 - v988 - v1006;
    let v1042 = u13 * v1041;
    let v1043 = u13 * v1006;
    let v1044 = v988 - v1007;
    let v1045 = u13 * v1044;
    let v1046 = u13 * v1007;
    let v1047 = v979 - v989 - v1009;
    let v1048 = u13 * v1047;
    let v1049 = u13 * v1009;
    let v1050 = v989 - v1010;
    let v1051 = u13 * v1050;
    let v1052 = u13 * v1010;
    let v1053 = v974 - v980 - v991 - v1012;
    let v1054 = u13 * v1053;
    let v1055 = u13 * v1012;
    let v1056 = v991 - v1013;
    let v1057 = u13 * v1056;
    let v1058 = u13 * v1013;
    let v1059 = v980 - v992 - v1015;
    let v1060 = u13 * v1059;
    let v1061 = u13 * v1015;
    let v1062 = v992 - v1016;
    let v1063 = u13 * v1062;
    let v1064 = u13 * v1016;
    let v1065 = 0x8800000000000120fffffffffffffffffffffffffffffffff8 * v969
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8 * v938;
    let v1066 = packing * v1065;
    let v1067 = 0x88000000000001b1800000000001330ffffffffffffffffffc0 * v969
        - 0x88000000000001b1800000000001330ffffffffffffffffffc0 * v971;
    let v1068 = v880 * v1067;
    let v1069 = v938 + v1066 + v1068;
    let v1070 = 0 - u8 - v973 - v976 - v982 - v994 - v1018 + 1;
    let v1071 = v1069 * v1070;
    let v1072 = 0x8800000000000120fffffffffffffffffffffffffffffffff80000 * v967
        - 0x8800000000000120fffffffffffffffffffffffffffffffff80000 * v936;
    let v1073 = packing * v1072;
    let v1074 = 0x88000000000001b1800000000001330ffffffffffffffffffc00000 * v967
        - 0x88000000000001b1800000000001330ffffffffffffffffffc00000 * v971;
    let v1075 = v880 * v1074;
    let v1076 = 65536 * v936 + v1073 + v1075;
    let v1077 = v880 * v1018;
    let v1078 = v1076 * v1077;
    let v1079 = 0x8800000000000120fffffffffffffffffffffffffffffffff800000000 * v965
        - 0x8800000000000120fffffffffffffffffffffffffffffffff800000000 * v934;
    let v1080 = packing * v1079;
    let v1081 = 0x88000000000001b1800000000001330ffffffffffffffffffc000000000 * v965
        - 0x88000000000001b1800000000001330ffffffffffffffffffc000000000 * v971;
    let v1082 = v880 * v1081;
    let v1083 = 4294967296 * v934 + v1080 + v1082;
    let v1084 = packing * v880;
    let v1085 = packing * v1084;
    let v1086 = v994 - v1019;
    let v1087 = v1085 * v1086;
    let v1088 = v1083 * v1087;
    let v1089 = 0x8800000000000120fffffffffffffffffffffffffffffffff8000000000000 * v963
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8000000000000 * v932;
    let v1090 = packing * v1089;
    let v1091 = 0x8000000000000a1800000000001330ffffffffffffffffffbfffffffffffff * v963
        - 0x8000000000000a1800000000001330ffffffffffffffffffbfffffffffffff * v971;
    let v1092 = v880 * v1091;
    let v1093 = 281474976710656 * v932 + v1090 + v1092;
    let v1094 = packing * v1085;
    let v1095 = packing * v1094;
    let v1096 = v1019 * v1095;
    let v1097 = v1093 * v1096;
    let v1098 = 0x80000000000001100 * v930 - 0x80000000000001100 * v961;
    let v1099 = packing * v1098;
    let v1100 = 0x90800000000001330ffffffffffffffffffbffffffffffffef000 * v961
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef000 * v971;
    let v1101 = v880 * v1100;
    let v1102 = 0x10000000000000000 * v930 + v1099 + v1101;
    let v1103 = packing * v1095;
    let v1104 = packing * v1103;
    let v1105 = v982 - v995 - v1021;
    let v1106 = v1104 * v1105;
    let v1107 = v1102 * v1106;
    let v1108 = 0x800000000000011000000 * v928 - 0x800000000000011000000 * v959;
    let v1109 = packing * v1108;
    let v1110 = 0x90800000000001330ffffffffffffffffffbffffffffffffef0000000 * v959
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef0000000 * v971;
    let v1111 = v880 * v1110;
    let v1112 = 0x100000000000000000000 * v928 + v1109 + v1111;
    let v1113 = packing * v1104;
    let v1114 = packing * v1113;
    let v1115 = v1021 * v1114;
    let v1116 = v1112 * v1115;
    let v1117 = 0x8000000000000110000000000 * v926 - 0x8000000000000110000000000 * v957;
    let v1118 = packing * v1117;
    let v1119 = 0x90800000000001330ffffffffffffffffffbffffffffffffef00000000000 * v957
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef00000000000 * v971;
    let v1120 = v880 * v1119;
    let v1121 = 0x1000000000000000000000000 * v926 + v1118 + v1120;
    let v1122 = packing * v1114;
    let v1123 = packing * v1122;
    let v1124 = v995 - v1022;
    let v1125 = v1123 * v1124;
    let v1126 = v1121 * v1125;
    let v1127 = 0x80000000000001100000000000000 * v924 - 0x80000000000001100000000000000 * v955;
    let v1128 = packing * v1127;
    let v1129 = 0x400000000000011000000000000121 * v971 - 0x400000000000011000000000000121 * v955;
    let v1130 = v880 * v1129;
    let v1131 = 0x10000000000000000000000000000 * v924 + v1128 + v1130;
    let v1132 = packing * v1123;
    let v1133 = packing * v1132;
    let v1134 = v1022 * v1133;
    let v1135 = v1131 * v1134;
    let v1136 = 0x800000000000011000000000000000000 * v922
        - 0x800000000000011000000000000000000 * v953;
    let v1137 = packing * v1136;
    let v1138 = 0x4000000000000110000000000001210000 * v971
        - 0x4000000000000110000000000001210000 * v953;
    let v1139 = v880 * v1138;
    let v1140 = 0x100000000000000000000000000000000 * v922 + v1137 + v1139;
    let v1141 = packing * v1133;
    let v1142 = packing * v1141;
    let v1143 = v976 - v983 - v997 - v1024;
    let v1144 = v1142 * v1143;
    let v1145 = v1140 * v1144;
    let v1146 = 0x8000000000000110000000000000000000000 * v920
        - 0x8000000000000110000000000000000000000 * v951;
    let v1147 = packing * v1146;
    let v1148 = 0x40000000000001100000000000012100000000 * v971
        - 0x40000000000001100000000000012100000000 * v951;
    let v1149 = v880 * v1148;
    let v1150 = 0x1000000000000000000000000000000000000 * v920 + v1147 + v1149;
    let v1151 = packing * v1142;
    let v1152 = packing * v1151;
    let v1153 = v1024 * v1152;
    let v1154 = v1150 * v1153;
    let v1155 = 0x80000000000001100000000000000000000000000 * v918
        - 0x80000000000001100000000000000000000000000 * v949;
    let v1156 = packing * v1155;
    let v1157 = 0x400000000000011000000000000121000000000000 * v971
        - 0x400000000000011000000000000121000000000000 * v949;
    let v1158 = v880 * v1157;
    let v1159 = 0x10000000000000000000000000000000000000000 * v918 + v1156 + v1158;
    let v1160 = packing * v1152;
    let v1161 = packing * v1160;
    let v1162 = v997 - v1025;
    let v1163 = v1161 * v1162;
    let v1164 = v1159 * v1163;
    let v1165 = 0x800000000000011000000000000000000000000000000 * v916
        - 0x800000000000011000000000000000000000000000000 * v947;
    let v1166 = packing * v1165;
    let v1167 = 0x4000000000000110000000000001210000000000000000 * v971
        - 0x4000000000000110000000000001210000000000000000 * v947;
    let v1168 = v880 * v1167;
    let v1169 = 0x100000000000000000000000000000000000000000000 * v916 + v1166 + v1168;
    let v1170 = packing * v1161;
    let v1171 = packing * v1170;
    let v1172 = v1025 * v1171;
    let v1173 = v1169 * v1172;
    let v1174 = 0x8000000000000110000000000000000000000000000000000 * v914
        - 0x8000000000000110000000000000000000000000000000000 * v945;
    let v1175 = packing * v1174;
    let v1176 = 0x40000000000001100000000000012100000000000000000000 * v971
        - 0x40000000000001100000000000012100000000000000000000 * v945;
    let v1177 = v880 * v1176;
    let v1178 = 0x1000000000000000000000000000000000000000000000000 * v914 + v1175 + v1177;
    let v1179 = packing * v1171;
    let v1180 = packing * v1179;
    let v1181 = v983 - v998 - v1027;
    let v1182 = v1180 * v1181;
    let v1183 = v1178 * v1182;
    let v1184 = 0x80000000000001100000000000000000000000000000000000000 * v912
        - 0x80000000000001100000000000000000000000000000000000000 * v943;
    let v1185 = packing * v1184;
    let v1186 = 0x400000000000011000000000000121000000000000000000000000 * v971
        - 0x400000000000011000000000000121000000000000000000000000 * v943;
    let v1187 = v880 * v1186;
    let v1188 = 0x10000000000000000000000000000000000000000000000000000 * v912 + v1185 + v1187;
    let v1189 = packing * v1180;
    let v1190 = packing * v1189;
    let v1191 = v1027 * v1190;
    let v1192 = v1188 * v1191;
    let v1193 = 0x800000000000011000000000000000000000000000000000000000000 * v910
        - 0x800000000000011000000000000000000000000000000000000000000 * v941;
    let v1194 = packing * v1193;
    let v1195 = 0x4000000000000110000000000001210000000000000000000000000000 * v971
        - 0x4000000000000110000000000001210000000000000000000000000000 * v941;
    let v1196 = v880 * v1195;
    let v1197 = 0x100000000000000000000000000000000000000000000000000000000 * v910 + v1194 + v1196;
    let v1198 = packing * v1190;
    let v1199 = packing * v1198;
    let v1200 = v998 - v1028;
    let v1201 = v1199 * v1200;
    let v1202 = v1197 * v1201;
    let v1203 = 0x8000000000000110000000000000000000000000000000000000000000000 * f0
        - 0x8000000000000110000000000000000000000000000000000000000000000 * v939;
    let v1204 = packing * v1203;
    let v1205 = 0x40000000000001100000000000012100000000000000000000000000000000 * v970
        - 0x40000000000001100000000000012100000000000000000000000000000000 * v939;
    let v1206 = v880 * v1205;
    let v1207 = 0x20000000000000cc000000000001b1800000000001331000000000000000000 * v970
        - 0x20000000000000cc000000000001b1800000000001331000000000000000000 * v971;
    let v1208 = v1084 * v1207;
    let v1209 = 0x1000000000000000000000000000000000000000000000000000000000000 * f0
        + v1204
        + v1206
        + v1208;
    let v1210 = packing * v1199;
    let v1211 = packing * v1210;
    let v1212 = v1028 * v1211;
    let v1213 = v1209 * v1212;
    let v1214 = 0x8800000000000120fffffffffffffffffffffffffffffffff800 * v968
        - 0x8800000000000120fffffffffffffffffffffffffffffffff800 * v937;
    let v1215 = packing * v1214;
    let v1216 = 0x88000000000001b1800000000001330ffffffffffffffffffc000 * v968
        - 0x88000000000001b1800000000001330ffffffffffffffffffc000 * v971;
    let v1217 = v880 * v1216;
    let v1218 = 256 * v937 + v1215 + v1217;
    let v1219 = packing * v1211;
    let v1220 = packing * v1219;
    let v1221 = packing * v1220;
    let v1222 = v973 - v977 - v985 - v1000 - v1030;
    let v1223 = v1221 * v1222;
    let v1224 = v1218 * v1223;
    let v1225 = 0x8800000000000120fffffffffffffffffffffffffffffffff8000000 * v966
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8000000 * v935;
    let v1226 = packing * v1225;
    let v1227 = 0x88000000000001b1800000000001330ffffffffffffffffffc0000000 * v966
        - 0x88000000000001b1800000000001330ffffffffffffffffffc0000000 * v971;
    let v1228 = v880 * v1227;
    let v1229 = 16777216 * v935 + v1226 + v1228;
    let v1230 = packing * v1221;
    let v1231 = packing * v1230;
    let v1232 = v1030 * v1231;
    let v1233 = v1229 * v1232;
    let v1234 = 0x8800000000000120fffffffffffffffffffffffffffffffff80000000000 * v964
        - 0x8800000000000120fffffffffffffffffffffffffffffffff80000000000 * v933;
    let v1235 = packing * v1234;
    let v1236 = 0x88000000000001b1800000000001330ffffffffffffffffffc00000000000 * v964
        - 0x88000000000001b1800000000001330ffffffffffffffffffc00000000000 * v971;
    let v1237 = v880 * v1236;
    let v1238 = 1099511627776 * v933 + v1235 + v1237;
    let v1239 = packing * v1231;
    let v1240 = packing * v1239;
    let v1241 = v1000 - v1031;
    let v1242 = v1240 * v1241;
    let v1243 = v1238 * v1242;
    let v1244 = 576460752303423505 * v931 - 576460752303423505 * v962;
    let v1245 = packing * v1244;
    let v1246 = 0x90800000000001330ffffffffffffffffffbffffffffffffef0 * v962
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef0 * v971;
    let v1247 = v880 * v1246;
    let v1248 = 72057594037927936 * v931 + v1245 + v1247;
    let v1249 = packing * v1240;
    let v1250 = packing * v1249;
    let v1251 = v1031 * v1250;
    let v1252 = v1248 * v1251;
    let v1253 = 0x8000000000000110000 * v929 - 0x8000000000000110000 * v960;
    let v1254 = packing * v1253;
    let v1255 = 0x90800000000001330ffffffffffffffffffbffffffffffffef00000 * v960
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef00000 * v971;
    let v1256 = v880 * v1255;
    let v1257 = 0x1000000000000000000 * v929 + v1254 + v1256;
    let v1258 = packing * v1250;
    let v1259 = packing * v1258;
    let v1260 = v985 - v1001 - v1033;
    let v1261 = v1259 * v1260;
    let v1262 = v1257 * v1261;
    let v1263 = 0x80000000000001100000000 * v927 - 0x80000000000001100000000 * v958;
    let v1264 = packing * v1263;
    let v1265 = 0x90800000000001330ffffffffffffffffffbffffffffffffef000000000 * v958
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef000000000 * v971;
    let v1266 = v880 * v1265;
    let v1267 = 0x10000000000000000000000 * v927 + v1264 + v1266;
    let v1268 = packing * v1259;
    let v1269 = packing * v1268;
    let v1270 = v1033 * v1269;
    let v1271 = v1267 * v1270;
    let v1272 = 0x800000000000011000000000000 * v925 - 0x800000000000011000000000000 * v956;
    let v1273 = packing * v1272;
    let v1274 = 0x10800000000000230ffffffffffffffffffbffffffffffffeefffffffffffff * v956
        - 0x10800000000000230ffffffffffffffffffbffffffffffffeefffffffffffff * v971;
    let v1275 = v880 * v1274;
    let v1276 = 0x100000000000000000000000000 * v925 + v1273 + v1275;
    let v1277 = packing * v1269;
    let v1278 = packing * v1277;
    let v1279 = v1001 - v1034;
    let v1280 = v1278 * v1279;
    let v1281 = v1276 * v1280;
    let v1282 = 0x8000000000000110000000000000000 * v923 - 0x8000000000000110000000000000000 * v954;
    let v1283 = packing * v1282;
    let v1284 = 0x40000000000001100000000000012100 * v971
        - 0x40000000000001100000000000012100 * v954;
    let v1285 = v880 * v1284;
    let v1286 = 0x1000000000000000000000000000000 * v923 + v1283 + v1285;
    let v1287 = packing * v1278;
    let v1288 = packing * v1287;
    let v1289 = v1034 * v1288;
    let v1290 = v1286 * v1289;
    let v1291 = 0x80000000000001100000000000000000000 * v921
        - 0x80000000000001100000000000000000000 * v952;
    let v1292 = packing * v1291;
    let v1293 = 0x400000000000011000000000000121000000 * v971
        - 0x400000000000011000000000000121000000 * v952;
    let v1294 = v880 * v1293;
    let v1295 = 0x10000000000000000000000000000000000 * v921 + v1292 + v1294;
    let v1296 = packing * v1288;
    let v1297 = packing * v1296;
    let v1298 = v977 - v986 - v1003 - v1036;
    let v1299 = v1297 * v1298;
    let v1300 = v1295 * v1299;
    let v1301 = 0x800000000000011000000000000000000000000 * v919
        - 0x800000000000011000000000000000000000000 * v950;
    let v1302 = packing * v1301;
    let v1303 = 0x4000000000000110000000000001210000000000 * v971
        - 0x4000000000000110000000000001210000000000 * v950;
    let v1304 = v880 * v1303;
    let v1305 = 0x100000000000000000000000000000000000000 * v919 + v1302 + v1304;
    let v1306 = packing * v1297;
    let v1307 = packing * v1306;
    let v1308 = v1036 * v1307;
    let v1309 = v1305 * v1308;
    let v1310 = 0x8000000000000110000000000000000000000000000 * v917
        - 0x8000000000000110000000000000000000000000000 * v948;
    let v1311 = packing * v1310;
    let v1312 = 0x40000000000001100000000000012100000000000000 * v971
        - 0x40000000000001100000000000012100000000000000 * v948;
    let v1313 = v880 * v1312;
    let v1314 = 0x1000000000000000000000000000000000000000000 * v917 + v1311 + v1313;
    let v1315 = packing * v1307;
    let v1316 = packing * v1315;
    let v1317 = v1003 - v1037;
    let v1318 = v1316 * v1317;
    let v1319 = v1314 * v1318;
    let v1320 = 0x80000000000001100000000000000000000000000000000 * v915
        - 0x80000000000001100000000000000000000000000000000 * v946;
    let v1321 = packing * v1320;
    let v1322 = 0x400000000000011000000000000121000000000000000000 * v971
        - 0x400000000000011000000000000121000000000000000000 * v946;
    let v1323 = v880 * v1322;
    let v1324 = 0x10000000000000000000000000000000000000000000000 * v915 + v1321 + v1323;
    let v1325 = packing * v1316;
    let v1326 = packing * v1325;
    let v1327 = v1037 * v1326;
    let v1328 = v1324 * v1327;
    let v1329 = 0x800000000000011000000000000000000000000000000000000 * v913
        - 0x800000000000011000000000000000000000000000000000000 * v944;
    let v1330 = packing * v1329;
    let v1331 = 0x4000000000000110000000000001210000000000000000000000 * v971
        - 0x4000000000000110000000000001210000000000000000000000 * v944;
    let v1332 = v880 * v1331;
    let v1333 = 0x100000000000000000000000000000000000000000000000000 * v913 + v1330 + v1332;
    let v1334 = packing * v1326;
    let v1335 = packing * v1334;
    let v1336 = v986 - v1004 - v1039;
    let v1337 = v1335 * v1336;
    let v1338 = v1333 * v1337;
    let v1339 = 0x8000000000000110000000000000000000000000000000000000000 * v911
        - 0x8000000000000110000000000000000000000000000000000000000 * v942;
    let v1340 = packing * v1339;
    let v1341 = 0x40000000000001100000000000012100000000000000000000000000 * v971
        - 0x40000000000001100000000000012100000000000000000000000000 * v942;
    let v1342 = v880 * v1341;
    let v1343 = 0x1000000000000000000000000000000000000000000000000000000 * v911 + v1340 + v1342;
    let v1344 = packing * v1335;
    let v1345 = packing * v1344;
    let v1346 = v1039 * v1345;
    let v1347 = v1343 * v1346;
    let v1348 = 0x80000000000001100000000000000000000000000000000000000000000 * v909
        - 0x80000000000001100000000000000000000000000000000000000000000 * v940;
    let v1349 = packing * v1348;
    let v1350 = 0x400000000000011000000000000121000000000000000000000000000000 * v971
        - 0x400000000000011000000000000121000000000000000000000000000000 * v940;
    let v1351 = v880 * v1350;
    let v1352 = 0x10000000000000000000000000000000000000000000000000000000000 * v909
        + v1349
        + v1351;
    let v1353 = packing * v1345;
    let v1354 = packing * v1353;
    let v1355 = v1004 - v1040;
    let v1356 = v1354 * v1355;
    let v1357 = v1352 * v1356;
    let v1358 = packing * v1354;
    let v1359 = packing * v1358;
    let v1360 = packing * v1359;
    let v1361 = v1040 * v1360;
    let v1362 = v1069 * v1361;
    let v1363 = packing * v1360;
    let v1364 = packing * v1363;
    let v1365 = u8 - v974 - v979 - v988 - v1006 - v1042;
    let v1366 = v1364 * v1365;
    let v1367 = v1076 * v1366;
    let v1368 = packing * v1364;
    let v1369 = packing * v1368;
    let v1370 = v1042 * v1369;
    let v1371 = v1083 * v1370;
    let v1372 = packing * v1369;
    let v1373 = packing * v1372;
    let v1374 = v1006 - v1043;
    let v1375 = v1373 * v1374;
    let v1376 = v1093 * v1375;
    let v1377 = packing * v1373;
    let v1378 = packing * v1377;
    let v1379 = v1043 * v1378;
    let v1380 = v1102 * v1379;
    let v1381 = packing * v1378;
    let v1382 = packing * v1381;
    let v1383 = v988 - v1007 - v1045;
    let v1384 = v1382 * v1383;
    let v1385 = v1112 * v1384;
    let v1386 = packing * v1382;
    let v1387 = packing * v1386;
    let v1388 = v1045 * v1387;
    let v1389 = v1121 * v1388;
    let v1390 = packing * v1387;
    let v1391 = packing * v1390;
    let v1392 = v1007 - v1046;
    let v1393 = v1391 * v1392;
    let v1394 = v1131 * v1393;
    let v1395 = packing * v1391;
    let v1396 = packing * v1395;
    let v1397 = v1046 * v1396;
    let v1398 = v1140 * v1397;
    let v1399 = packing * v1396;
    let v1400 = packing * v1399;
    let v1401 = v979 - v989 - v1009 - v1048;
    let v1402 = v1400 * v1401;
    let v1403 = v1150 * v1402;
    let v1404 = packing * v1400;
    let v1405 = packing * v1404;
    let v1406 = v1048 * v1405;
    let v1407 = v1159 * v1406;
    let v1408 = packing * v1405;
    let v1409 = packing * v1408;
    let v1410 = v1009 - v1049;
    let v1411 = v1409 * v1410;
    let v1412 = v1169 * v1411;
    let v1413 = packing * v1409;
    let v1414 = packing * v1413;
    let v1415 = v1049 * v1414;
    let v1416 = v1178 * v1415;
    let v1417 = packing * v1414;
    let v1418 = packing * v1417;
    let v1419 = v989 - v1010 - v1051;
    let v1420 = v1418 * v1419;
    let v1421 = v1188 * v1420;
    let v1422 = packing * v1418;
    let v1423 = packing * v1422;
    let v1424 = v1051 * v1423;
    let v1425 = v1197 * v1424;
    let v1426 = packing * v1423;
    let v1427 = packing * v1426;
    let v1428 = v1010 - v1052;
    let v1429 = v1427 * v1428;
    let v1430 = v1209 * v1429;
    let v1431 = packing * v1427;
    let v1432 = packing * v1431;
    let v1433 = packing * v1432;
    let v1434 = v1052 * v1433;
    let v1435 = v1218 * v1434;
    let v1436 = packing * v1433;
    let v1437 = packing * v1436;
    let v1438 = v974 - v980 - v991 - v1012 - v1054;
    let v1439 = v1437 * v1438;
    let v1440 = v1229 * v1439;
    let v1441 = packing * v1437;
    let v1442 = packing * v1441;
    let v1443 = v1054 * v1442;
    let v1444 = v1238 * v1443;
    let v1445 = packing * v1442;
    let v1446 = packing * v1445;
    let v1447 = v1012 - v1055;
    let v1448 = v1446 * v1447;
    let v1449 = v1248 * v1448;
    let v1450 = packing * v1446;
    let v1451 = packing * v1450;
    let v1452 = v1055 * v1451;
    let v1453 = v1257 * v1452;
    let v1454 = packing * v1451;
    let v1455 = packing * v1454;
    let v1456 = v991 - v1013 - v1057;
    let v1457 = v1455 * v1456;
    let v1458 = v1267 * v1457;
    let v1459 = packing * v1455;
    let v1460 = packing * v1459;
    let v1461 = v1057 * v1460;
    let v1462 = v1276 * v1461;
    let v1463 = packing * v1460;
    let v1464 = packing * v1463;
    let v1465 = v1013 - v1058;
    let v1466 = v1464 * v1465;
    let v1467 = v1286 * v1466;
    let v1468 = packing * v1464;
    let v1469 = packing * v1468;
    let v1470 = v1058 * v1469;
    let v1471 = v1295 * v1470;
    let v1472 = packing * v1469;
    let v1473 = packing * v1472;
    let v1474 = v980 - v992 - v1015 - v1060;
    let v1475 = v1473 * v1474;
    let v1476 = v1305 * v1475;
    let v1477 = packing * v1473;
    let v1478 = packing * v1477;
    let v1479 = v1060 * v1478;
    let v1480 = v1314 * v1479;
    let v1481 = packing * v1478;
    let v1482 = packing * v1481;
    let v1483 = v1015 - v1061;
    let v1484 = v1482 * v1483;
    let v1485 = v1324 * v1484;
    let v1486 = packing * v1482;
    let v1487 = packing * v1486;
    let v1488 = v1061 * v1487;
    let v1489 = v1333 * v1488;
    let v1490 = packing * v1487;
    let v1491 = packing * v1490;
    let v1492 = v992 - v1016 - v1063;
    let v1493 = v1491 * v1492;
    let v1494 = v1343 * v1493;
    let v1495 = packing * v1491;
    let v1496 = packing * v1495;
    let v1497 = v1063 * v1496;
    let v1498 = v1352 * v1497;
    let v1499 = packing * v1496;
    let v1500 = packing * v1499;
    let v1501 = packing * v1500;
    let v1502 = v1016 - v1064;
    let v1503 = v1501 * v1502;
    let v1504 = v1069 * v1503;
    let v1505 = packing * v1501;
    let v1506 = packing * v1505;
    let v1507 = v1064 * v1506;
    let v1508 = v1076 * v1507;
    let v1509 = 0 - u5 + 1;
    let v1510 = u6 * v1509;
    let v1511 = u7 * v1510;
    let v1512 = v1071
        + v1078
        + v1088
        + v1097
        + v1107
        + v1116
        + v1126
        + v1135
        + v1145
        + v1154
        + v1164
        + v1173
        + v1183
        + v1192
        + v1202
        + v1213
        + v1224
        + v1233
        + v1243
        + v1252
        + v1262
        + v1271
        + v1281
        + v1290
        + v1300
        + v1309
        + v1319
        + v1328
        + v1338
        + v1347
        + v1357
        + v1362
        + v1367
        + v1371
        + v1376
        + v1380
        + v1385
        + v1389
        + v1394
        + v1398
        + v1403
        + v1407
        + v1412
        + v1416
        + v1421
        + v1425
        + v1430
        + v1435
        + v1440
        + v1444
        + v1449
        + v1453
        + v1458
        + v1462
        + v1467
        + v1471
        + v1476
        + v1480
        + v1485
        + v1489
        + v1494
        + v1498
        + v1504
        + v1508;
    let v1513 = v1511 * v1512;
    let v1514 = v908 * v1513;
    let v1515 = v820 - v35;
    let v1516 = u4 * v1515;
    let v1517 = v35 + v1516;
    let v1518 = v819 * v1517;
    let v1519 = 0 - u6 + 1;
    let v1520 = v1509 * v1519;
    let v1521 = 2 * r2 - 1;
    let v1522 = u7 * v1521;
    let v1523 = v1522 - r2 + 1;
    let v1524 = v1520 * v1523;
    let v1525 = 2 * r3 - 1;
    let v1526 = u8 * v1525;
    let v1527 = v1526 - r3 + 1;
    let v1528 = v1524 * v1527;
    let v1529 = 2 * r4 - 1;
    let v1530 = u9 * v1529;
    let v1531 = v1530 - r4 + 1;
    let v1532 = v1528 * v1531;
    let v1533 = 2 * r5 - 1;
    let v1534 = u10 * v1533;
    let v1535 = v1534 - r5 + 1;
    let v1536 = v1532 * v1535;
    let v1537 = 2 * r6 - 1;
    let v1538 = u11 * v1537;
    let v1539 = v1538 - r6 + 1;
    let v1540 = v1536 * v1539;
    let v1541 = 2 * r7 - 1;
    let v1542 = u12 * v1541;
    let v1543 = v1542 - r7 + 1;
    let v1544 = v1540 * v1543;
    let v1545 = 2 * r8 - 1;
    let v1546 = u13 * v1545;
    let v1547 = v1546 - r8 + 1;
    let v1548 = v1544 * v1547;
    let v1549 = f1 - f0;
    let v1550 = r14 * v1549;
    let v1551 = f3 - f2;
    let v1552 = r14 * v1551;
    let v1553 = f5 - f4;
    let v1554 = r14 * v1553;
    let v1555 = f7 - f6;
    let v1556 = r14 * v1555;
    let v1557 = f9 - f8;
    let v1558 = r14 * v1557;
    let v1559 = f11 - f10;
    let v1560 = r14 * v1559;
    let v1561 = f13 - f12;
    let v1562 = r14 * v1561;
    let v1563 = f15 - f14;
    let v1564 = r14 * v1563;
    let v1565 = f17 - f16;
    let v1566 = r14 * v1565;
    let v1567 = f19 - f18;
    let v1568 = r14 * v1567;
    let v1569 = f21 - f20;
    let v1570 = r14 * v1569;
    let v1571 = f23 - f22;
    let v1572 = r14 * v1571;
    let v1573 = f25 - f24;
    let v1574 = r14 * v1573;
    let v1575 = f27 - f26;
    let v1576 = r14 * v1575;
    let v1577 = f29 - f28;
    let v1578 = r14 * v1577;
    let v1579 = f31 - f30;
    let v1580 = r14 * v1579;
    let v1581 = f33 - f32;
    let v1582 = r14 * v1581;
    let v1583 = f35 - f34;
    let v1584 = r14 * v1583;
    let v1585 = f37 - f36;
    let v1586 = r14 * v1585;
    let v1587 = f39 - f38;
    let v1588 = r14 * v1587;
    let v1589 = f41 - f40;
    let v1590 = r14 * v1589;
    let v1591 = f43 - f42;
    let v1592 = r14 * v1591;
    let v1593 = f45 - f44;
    let v1594 = r14 * v1593;
    let v1595 = f47 - f46;
    let v1596 = r14 * v1595;
    let v1597 = f49 - f48;
    let v1598 = r14 * v1597;
    let v1599 = f51 - f50;
    let v1600 = r14 * v1599;
    let v1601 = f53 - f52;
    let v1602 = r14 * v1601;
    let v1603 = f55 - f54;
    let v1604 = r14 * v1603;
    let v1605 = f57 - f56;
    let v1606 = r14 * v1605;
    let v1607 = f59 - f58;
    let v1608 = r14 * v1607;
    let v1609 = f61 - f60;
    let v1610 = r14 * v1609;
    let v1611 = f63 - f62;
    let v1612 = r14 * v1611;
    let v1613 = f2 + v1552 - f0 - v1550;
    let v1614 = r13 * v1613;
    let v1615 = f6 + v1556 - f4 - v1554;
    let v1616 = r13 * v1615;
    let v1617 = f10 + v1560 - f8 - v1558;
    let v1618 = r13 * v1617;
    let v1619 = f14 + v1564 - f12 - v1562;
    let v1620 = r13 * v1619;
    let v1621 = f18 + v1568 - f16 - v1566;
    let v1622 = r13 * v1621;
    let v1623 = f22 + v1572 - f20 - v1570;
    let v1624 = r13 * v1623;
    let v1625 = f26 + v1576 - f24 - v1574;
    let v1626 = r13 * v1625;
    let v1627 = f30 + v1580 - f28 - v1578;
    let v1628 = r13 * v1627;
    let v1629 = f34 + v1584 - f32 - v1582;
    let v1630 = r13 * v1629;
    let v1631 = f38 + v1588 - f36 - v1586;
    let v1632 = r13 * v1631;
    let v1633 = f42 + v1592 - f40 - v1590;
    let v1634 = r13 * v1633;
    let v1635 = f46 + v1596 - f44 - v1594;
    let v1636 = r13 * v1635;
    let v1637 = f50 + v1600 - f48 - v1598;
    let v1638 = r13 * v1637;
    let v1639 = f54 + v1604 - f52 - v1602;
    let v1640 = r13 * v1639;
    let v1641 = f58 + v1608 - f56 - v1606;
    let v1642 = r13 * v1641;
    let v1643 = f62 + v1612 - f60 - v1610;
    let v1644 = r13 * v1643;
    let v1645 = f4 + v1554 + v1616 - f0 - v1550 - v1614;
    let v1646 = r12 * v1645;
    let v1647 = f12 + v1562 + v1620 - f8 - v1558 - v1618;
    let v1648 = r12 * v1647;
    let v1649 = f20 + v1570 + v1624 - f16 - v1566 - v1622;
    let v1650 = r12 * v1649;
    let v1651 = f28 + v1578 + v1628 - f24 - v1574 - v1626;
    let v1652 = r12 * v1651;
    let v1653 = f36 + v1586 + v1632 - f32 - v1582 - v1630;
    let v1654 = r12 * v1653;
    let v1655 = f44 + v1594 + v1636 - f40 - v1590 - v1634;
    let v1656 = r12 * v1655;
    let v1657 = f52 + v1602 + v1640 - f48 - v1598 - v1638;
    let v1658 = r12 * v1657;
    let v1659 = f60 + v1610 + v1644 - f56 - v1606 - v1642;
    let v1660 = r12 * v1659;
    let v1661 = f8 + v1558 + v1618 + v1648 - f0 - v1550 - v1614 - v1646;
    let v1662 = r11 * v1661;
    let v1663 = f24 + v1574 + v1626 + v1652 - f16 - v1566 - v1622 - v1650;
    let v1664 = r11 * v1663;
    let v1665 = f40 + v1590 + v1634 + v1656 - f32 - v1582 - v1630 - v1654;
    let v1666 = r11 * v1665;
    let v1667 = f56 + v1606 + v1642 + v1660 - f48 - v1598 - v1638 - v1658;
    let v1668 = r11 * v1667;
    let v1669 = f16 + v1566 + v1622 + v1650 + v1664 - f0 - v1550 - v1614 - v1646 - v1662;
    let v1670 = r10 * v1669;
    let v1671 = f48 + v1598 + v1638 + v1658 + v1668 - f32 - v1582 - v1630 - v1654 - v1666;
    let v1672 = r10 * v1671;
    let v1673 = f32
        + v1582
        + v1630
        + v1654
        + v1666
        + v1672
        - f0
        - v1550
        - v1614
        - v1646
        - v1662
        - v1670;
    let v1674 = r9 * v1673;
    let v1675 = f0 + v1550 + v1614 + v1646 + v1662 + v1670 + v1674;
    let v1676 = v1548 * v1675;
    let v1677 = v1518 * v1676;
    let v1678 = v821 - v38;
    let v1679 = u4 * v1678;
    let v1680 = v38 + v1679;
    let v1681 = v819 * v1680;
    let v1682 = 0 - u7 + 1;
    let v1683 = v1510 * v1682;
    let v1684 = v1527 * v1683;
    let v1685 = v1531 * v1684;
    let v1686 = v1535 * v1685;
    let v1687 = v1539 * v1686;
    let v1688 = v1543 * v1687;
    let v1689 = v1547 * v1688;
    let v1690 = v1675 * v1689;
    let v1691 = v1681 * v1690;
    let v1692 = v822 - v42;
    let v1693 = u4 * v1692;
    let v1694 = v42 + v1693;
    let v1695 = v819 * v1694;
    let v1696 = u5 * v1519;
    let v1697 = v1682 * v1696;
    let v1698 = v972 * v1697;
    let v1699 = v1531 * v1698;
    let v1700 = v1535 * v1699;
    let v1701 = v1539 * v1700;
    let v1702 = v1543 * v1701;
    let v1703 = v1547 * v1702;
    let v1704 = v1675 * v1703;
    let v1705 = v1695 * v1704;
    let v1706 = v823 - v47;
    let v1707 = u4 * v1706;
    let v1708 = v47 + v1707;
    let v1709 = v819 * v1708;
    let v1710 = u8 * v1697;
    let v1711 = 0 - u9 + 1;
    let v1712 = v1710 * v1711;
    let v1713 = 0 - u10 + 1;
    let v1714 = v1712 * v1713;
    let v1715 = v1539 * v1714;
    let v1716 = v1543 * v1715;
    let v1717 = v1547 * v1716;
    let v1718 = v1675 * v1717;
    let v1719 = v1709 * v1718;
    let v1720 = v824 - v48;
    let v1721 = u4 * v1720;
    let v1722 = v48 + v1721;
    let v1723 = v819 * v1722;
    let v1724 = v1511 * v1527;
    let v1725 = v1531 * v1724;
    let v1726 = v1535 * v1725;
    let v1727 = v1539 * v1726;
    let v1728 = v1543 * v1727;
    let v1729 = v1547 * v1728;
    let v1730 = v1675 * v1729;
    let v1731 = v1723 * v1730;
    let v1732 = u4 * v830;
    let v1733 = v830 - v1732;
    let v1734 = v808 * v1733;
    let v1735 = u5 * u6;
    let v1736 = u7 * v1735;
    let v1737 = u8 * v1736;
    let v1738 = u9 * v1737;
    let v1739 = u10 * v1738;
    let v1740 = v1539 * v1739;
    let v1741 = v1543 * v1740;
    let v1742 = v1547 * v1741;
    let v1743 = v1675 * v1742;
    let v1744 = v1734 * v1743;
    let v1745 = u4 * v833;
    let v1746 = v833 - v1745;
    let v1747 = v808 * v1746;
    let v1748 = v1713 * v1738;
    let v1749 = u11 * v1748;
    let v1750 = v1543 * v1749;
    let v1751 = v1547 * v1750;
    let v1752 = v1675 * v1751;
    let v1753 = v1747 * v1752;
    let v1754 = u4 * v836;
    let v1755 = v836 - v1754;
    let v1756 = v808 * v1755;
    let v1757 = 0 - u11 + 1;
    let v1758 = v1748 * v1757;
    let v1759 = v1543 * v1758;
    let v1760 = v1547 * v1759;
    let v1761 = v1675 * v1760;
    let v1762 = v1756 * v1761;
    let v1763 = u4 * v841;
    let v1764 = v841 - v1763;
    let v1765 = v808 * v1764;
    let v1766 = v1711 * v1737;
    let v1767 = u10 * v1766;
    let v1768 = u11 * v1767;
    let v1769 = u12 * v1768;
    let v1770 = v1547 * v1769;
    let v1771 = v1675 * v1770;
    let v1772 = v1765 * v1771;
    let v1773 = u4 * v844;
    let v1774 = v844 - v1773;
    let v1775 = v808 * v1774;
    let v1776 = 0 - u12 + 1;
    let v1777 = v1768 * v1776;
    let v1778 = u13 * v1777;
    let v1779 = v1675 * v1778;
    let v1780 = v1775 * v1779;
    let v1781 = u4 * v849;
    let v1782 = v849 - v1781;
    let v1783 = v808 * v1782;
    let v1784 = 0 - u13 + 1;
    let v1785 = v1777 * v1784;
    let v1786 = f48 + v1598 + v1638 + v1658 + v1668;
    let v1787 = v1785 * v1786;
    let v1788 = v1783 * v1787;
    let v1789 = u4 * v851;
    let v1790 = v851 - v1789;
    let v1791 = v808 * v1790;
    let v1792 = f32 + v1582 + v1630 + v1654 + v1666;
    let v1793 = v1785 * v1792;
    let v1794 = v1791 * v1793;
    let v1795 = u4 * v855;
    let v1796 = v855 - v1795;
    let v1797 = v808 * v1796;
    let v1798 = f24 + v1574 + v1626 + v1652;
    let v1799 = v1785 * v1798;
    let v1800 = v1797 * v1799;
    let v1801 = u4 * v858;
    let v1802 = v858 - v1801;
    let v1803 = v808 * v1802;
    let v1804 = f20 + v1570 + v1624;
    let v1805 = v1785 * v1804;
    let v1806 = v1803 * v1805;
    let v1807 = u4 * v860;
    let v1808 = v860 - v1807;
    let v1809 = v808 * v1808;
    let v1810 = f16 + v1566 + v1622;
    let v1811 = v1785 * v1810;
    let v1812 = v1809 * v1811;
    let v1813 = u4 * v865;
    let v1814 = v865 - v1813;
    let v1815 = v808 * v1814;
    let v1816 = f14 + v1564;
    let v1817 = v1785 * v1816;
    let v1818 = v1815 * v1817;
    let v1819 = u4 * v868;
    let v1820 = v868 - v1819;
    let v1821 = v808 * v1820;
    let v1822 = f13 * v1785;
    let v1823 = v1821 * v1822;
    let v1824 = u4 * v869;
    let v1825 = v808 * v1824;
    let v1826 = v1535 * v1738;
    let v1827 = v1539 * v1826;
    let v1828 = v1543 * v1827;
    let v1829 = v1547 * v1828;
    let v1830 = v1675 * v1829;
    let v1831 = v1825 * v1830;
    let v1832 = u4 * v871;
    let v1833 = v808 * v1832;
    let v1834 = u13 * v1769;
    let v1835 = v1675 * v1834;
    let v1836 = v1833 * v1835;
    let v1837 = u4 * v873;
    let v1838 = v808 * v1837;
    let v1839 = v1769 * v1784;
    let v1840 = v1675 * v1839;
    let v1841 = v1838 * v1840;
    let v1842 = u4 * v874;
    let v1843 = v874 - v1842;
    let v1844 = v819 * v1843;
    let v1845 = v213 - v155;
    let v1846 = u8 * v1845;
    let v1847 = v214 + v215 - v157 - v159;
    let v1848 = u8 * v1847;
    let v1849 = v216 - v160;
    let v1850 = u8 * v1849;
    let v1851 = v218 + v219 - v162 - v163;
    let v1852 = u8 * v1851;
    let v1853 = v220 - v164;
    let v1854 = u8 * v1853;
    let v1855 = v221 + v222 - v165 - v166;
    let v1856 = u8 * v1855;
    let v1857 = v223 - v167;
    let v1858 = u8 * v1857;
    let v1859 = v225 + v226 - v169 - v170;
    let v1860 = u8 * v1859;
    let v1861 = v227 - v171;
    let v1862 = u8 * v1861;
    let v1863 = v228 + v229 - v172 - v173;
    let v1864 = u8 * v1863;
    let v1865 = v230 - v174;
    let v1866 = u8 * v1865;
    let v1867 = v232 + v233 - v176 - v177;
    let v1868 = u8 * v1867;
    let v1869 = v234 - v178;
    let v1870 = u8 * v1869;
    let v1871 = v235 + v236 - v179 - v180;
    let v1872 = u8 * v1871;
    let v1873 = v237 - v181;
    let v1874 = u8 * v1873;
    let v1875 = v239 + v240 - v183 - v184;
    let v1876 = u8 * v1875;
    let v1877 = v241 - v185;
    let v1878 = u8 * v1877;
    let v1879 = v242 + v243 - v186 - v187;
    let v1880 = u8 * v1879;
    let v1881 = v244 - v188;
    let v1882 = u8 * v1881;
    let v1883 = v246 + v247 - v190 - v191;
    let v1884 = u8 * v1883;
    let v1885 = v248 - v192;
    let v1886 = u8 * v1885;
    let v1887 = v249 + v250 - v193 - v194;
    let v1888 = u8 * v1887;
    let v1889 = v251 - v195;
    let v1890 = u8 * v1889;
    let v1891 = v253 + v254 - v197 - v198;
    let v1892 = u8 * v1891;
    let v1893 = v255 - v199;
    let v1894 = u8 * v1893;
    let v1895 = v256 + v257 - v200 - v201;
    let v1896 = u8 * v1895;
    let v1897 = v258 - v202;
    let v1898 = u8 * v1897;
    let v1899 = v260 + v261 - v204 - v205;
    let v1900 = u8 * v1899;
    let v1901 = v262 - v206;
    let v1902 = u8 * v1901;
    let v1903 = v263 + v264 - v207 - v208;
    let v1904 = u8 * v1903;
    let v1905 = v265 - v209;
    let v1906 = u8 * v1905;
    let v1907 = v266 - v211 - v212;
    let v1908 = u8 * v1907;
    let v1909 = v185 + v1878 - v155 - v1846;
    let v1910 = u9 * v1909;
    let v1911 = v186 + v187 + v1880 - v157 - v159 - v1848;
    let v1912 = u9 * v1911;
    let v1913 = v188 + v1882 - v160 - v1850;
    let v1914 = u9 * v1913;
    let v1915 = v190 + v191 + v1884 - v162 - v163 - v1852;
    let v1916 = u9 * v1915;
    let v1917 = v192 + v1886 - v164 - v1854;
    let v1918 = u9 * v1917;
    let v1919 = v193 + v194 + v1888 - v165 - v166 - v1856;
    let v1920 = u9 * v1919;
    let v1921 = v195 + v1890 - v167 - v1858;
    let v1922 = u9 * v1921;
    let v1923 = v197 + v198 + v1892 - v169 - v170 - v1860;
    let v1924 = u9 * v1923;
    let v1925 = v199 + v1894 - v171 - v1862;
    let v1926 = u9 * v1925;
    let v1927 = v200 + v201 + v1896 - v172 - v173 - v1864;
    let v1928 = u9 * v1927;
    let v1929 = v202 + v1898 - v174 - v1866;
    let v1930 = u9 * v1929;
    let v1931 = v204 + v205 + v1900 - v176 - v177 - v1868;
    let v1932 = u9 * v1931;
    let v1933 = v206 + v1902 - v178 - v1870;
    let v1934 = u9 * v1933;
    let v1935 = v207 + v208 + v1904 - v179 - v180 - v1872;
    let v1936 = u9 * v1935;
    let v1937 = v209 + v1906 - v181 - v1874;
    let v1938 = u9 * v1937;
    let v1939 = v211 + v212 + v1908 - v183 - v184 - v1876;
    let v1940 = u9 * v1939;
    let v1941 = v171 + v1862 + v1926 - v155 - v1846 - v1910;
    let v1942 = u10 * v1941;
    let v1943 = v172 + v173 + v1864 + v1928 - v157 - v159 - v1848 - v1912;
    let v1944 = u10 * v1943;
    let v1945 = v174 + v1866 + v1930 - v160 - v1850 - v1914;
    let v1946 = u10 * v1945;
    let v1947 = v176 + v177 + v1868 + v1932 - v162 - v163 - v1852 - v1916;
    let v1948 = u10 * v1947;
    let v1949 = v178 + v1870 + v1934 - v164 - v1854 - v1918;
    let v1950 = u10 * v1949;
    let v1951 = v179 + v180 + v1872 + v1936 - v165 - v166 - v1856 - v1920;
    let v1952 = u10 * v1951;
    let v1953 = v181 + v1874 + v1938 - v167 - v1858 - v1922;
    let v1954 = u10 * v1953;
    let v1955 = v183 + v184 + v1876 + v1940 - v169 - v170 - v1860 - v1924;
    let v1956 = u10 * v1955;
    let v1957 = v164 + v1854 + v1918 + v1950 - v155 - v1846 - v1910 - v1942;
    let v1958 = u11 * v1957;
    let v1959 = v165 + v166 + v1856 + v1920 + v1952 - v157 - v159 - v1848 - v1912 - v1944;
    let v1960 = u11 * v1959;
    let v1961 = v167 + v1858 + v1922 + v1954 - v160 - v1850 - v1914 - v1946;
    let v1962 = u11 * v1961;
    let v1963 = v169 + v170 + v1860 + v1924 + v1956 - v162 - v163 - v1852 - v1916 - v1948;
    let v1964 = u11 * v1963;
    let v1965 = v160 + v1850 + v1914 + v1946 + v1962 - v155 - v1846 - v1910 - v1942 - v1958;
    let v1966 = u12 * v1965;
    let v1967 = v162
        + v163
        + v1852
        + v1916
        + v1948
        + v1964
        - v157
        - v159
        - v1848
        - v1912
        - v1944
        - v1960;
    let v1968 = u12 * v1967;
    let v1969 = v157
        + v159
        + v1848
        + v1912
        + v1944
        + v1960
        + v1968
        - v155
        - v1846
        - v1910
        - v1942
        - v1958
        - v1966;
    let v1970 = u13 * v1969;
    let v1971 = v155 + v1846 + v1910 + v1942 + v1958 + v1966 + v1970;
    let v1972 = v1511 * v1971;
    let v1973 = v268 * f0;
    let v1974 = v270 + v272;
    let v1975 = f1 * v1974;
    let v1976 = v273 * f2;
    let v1977 = v275 + v276;
    let v1978 = f3 * v1977;
    let v1979 = v277 * f4;
    let v1980 = v278 + v279;
    let v1981 = f5 * v1980;
    let v1982 = v280 * f6;
    let v1983 = v282 + v283;
    let v1984 = f7 * v1983;
    let v1985 = v284 * f8;
    let v1986 = v285 + v286;
    let v1987 = f9 * v1986;
    let v1988 = v287 * f10;
    let v1989 = v289 + v290;
    let v1990 = f11 * v1989;
    let v1991 = v291 * f12;
    let v1992 = v292 + v293;
    let v1993 = f13 * v1992;
    let v1994 = v294 * f14;
    let v1995 = v296 + v297;
    let v1996 = f15 * v1995;
    let v1997 = v298 * f16;
    let v1998 = v299 + v300;
    let v1999 = f17 * v1998;
    let v2000 = v301 * f18;
    let v2001 = v303 + v304;
    let v2002 = f19 * v2001;
    let v2003 = v305 * f20;
    let v2004 = v306 + v307;
    let v2005 = f21 * v2004;
    let v2006 = v308 * f22;
    let v2007 = v310 + v311;
    let v2008 = f23 * v2007;
    let v2009 = v312 * f24;
    let v2010 = v313 + v314;
    let v2011 = f25 * v2010;
    let v2012 = v315 * f26;
    let v2013 = v317 + v318;
    let v2014 = f27 * v2013;
    let v2015 = v319 * f28;
    let v2016 = v320 + v321;
    let v2017 = f29 * v2016;
    let v2018 = v322 * f30;
    let v2019 = v324 + v325;
    let v2020 = f31 * v2019;
    let v2021 = v326 * f32;
    let v2022 = v327 + v328;
    let v2023 = f33 * v2022;
    let v2024 = v329 * f34;
    let v2025 = v331 + v332;
    let v2026 = f35 * v2025;
    let v2027 = v333 * f36;
    let v2028 = v334 + v335;
    let v2029 = f37 * v2028;
    let v2030 = v336 * f38;
    let v2031 = v338 + v339;
    let v2032 = f39 * v2031;
    let v2033 = v340 * f40;
    let v2034 = v341 + v342;
    let v2035 = f41 * v2034;
    let v2036 = v343 * f42;
    let v2037 = v345 + v346;
    let v2038 = f43 * v2037;
    let v2039 = v347 * f44;
    let v2040 = v348 + v349;
    let v2041 = f45 * v2040;
    let v2042 = v350 * f46;
    let v2043 = v352 + v353;
    let v2044 = f47 * v2043;
    let v2045 = v354 * f48;
    let v2046 = v355 + v356;
    let v2047 = f49 * v2046;
    let v2048 = v357 * f50;
    let v2049 = v359 + v360;
    let v2050 = f51 * v2049;
    let v2051 = v361 * f52;
    let v2052 = v362 + v363;
    let v2053 = f53 * v2052;
    let v2054 = v364 * f54;
    let v2055 = v366 + v367;
    let v2056 = f55 * v2055;
    let v2057 = v368 * f56;
    let v2058 = v369 + v370;
    let v2059 = f57 * v2058;
    let v2060 = v371 * f58;
    let v2061 = v373 + v374;
    let v2062 = f59 * v2061;
    let v2063 = v375 * f60;
    let v2064 = v376 + v377;
    let v2065 = f61 * v2064;
    let v2066 = v378 * f62;
    let v2067 = v379 * f63;
    let v2068 = v1973
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
        + v2056
        + v2057
        + v2059
        + v2060
        + v2062
        + v2063
        + v2065
        + v2066
        + v2067;
    let v2069 = v1972 * v2068;
    let v2070 = v1844 * v2069;
    let v2071 = u4 * v875;
    let v2072 = v875 - v2071;
    let v2073 = v819 * v2072;
    let v2074 = 2 * g4 + v382 + v385 - v383 - v388 - 1;
    let v2075 = u7 * v2074;
    let v2076 = v388 - v385;
    let v2077 = u7 * v2076;
    let v2078 = v383 + v386 - v389 - v382;
    let v2079 = u7 * v2078;
    let v2080 = v389 - v386;
    let v2081 = u7 * v2080;
    let v2082 = v2079 + g4 + 2 * v382 + v385 - v386 - v2075 - 1;
    let v2083 = u8 * v2082;
    let v2084 = v386 + v2081 - v385 - v2077;
    let v2085 = u8 * v2084;
    let v2086 = v2077 + v2085 + g4 + v382 + 2 * v385 - v2075 - v2083 - 1;
    let v2087 = u9 * v2086;
    let v2088 = v2075 + v2083 + v2087 - g4 - v382 - v385 + 1;
    let v2089 = v1520 * v2088;
    let v2090 = v461 - v433;
    let v2091 = u10 * v2090;
    let v2092 = v462 + v463 - v434 - v435;
    let v2093 = u10 * v2092;
    let v2094 = v464 - v436;
    let v2095 = u10 * v2094;
    let v2096 = v466 + v467 - v438 - v439;
    let v2097 = u10 * v2096;
    let v2098 = v468 - v440;
    let v2099 = u10 * v2098;
    let v2100 = v469 + v470 - v441 - v442;
    let v2101 = u10 * v2100;
    let v2102 = v471 - v443;
    let v2103 = u10 * v2102;
    let v2104 = v473 + v474 - v445 - v446;
    let v2105 = u10 * v2104;
    let v2106 = v475 - v447;
    let v2107 = u10 * v2106;
    let v2108 = v476 + v477 - v448 - v449;
    let v2109 = u10 * v2108;
    let v2110 = v478 - v450;
    let v2111 = u10 * v2110;
    let v2112 = v480 + v481 - v452 - v453;
    let v2113 = u10 * v2112;
    let v2114 = v482 - v454;
    let v2115 = u10 * v2114;
    let v2116 = v483 + v484 - v455 - v456;
    let v2117 = u10 * v2116;
    let v2118 = v485 - v457;
    let v2119 = u10 * v2118;
    let v2120 = v486 - v459 - v460;
    let v2121 = u10 * v2120;
    let v2122 = v447 + v2107 - v433 - v2091;
    let v2123 = u11 * v2122;
    let v2124 = v448 + v449 + v2109 - v434 - v435 - v2093;
    let v2125 = u11 * v2124;
    let v2126 = v450 + v2111 - v436 - v2095;
    let v2127 = u11 * v2126;
    let v2128 = v452 + v453 + v2113 - v438 - v439 - v2097;
    let v2129 = u11 * v2128;
    let v2130 = v454 + v2115 - v440 - v2099;
    let v2131 = u11 * v2130;
    let v2132 = v455 + v456 + v2117 - v441 - v442 - v2101;
    let v2133 = u11 * v2132;
    let v2134 = v457 + v2119 - v443 - v2103;
    let v2135 = u11 * v2134;
    let v2136 = v459 + v460 + v2121 - v445 - v446 - v2105;
    let v2137 = u11 * v2136;
    let v2138 = v440 + v2099 + v2131 - v433 - v2091 - v2123;
    let v2139 = u12 * v2138;
    let v2140 = v441 + v442 + v2101 + v2133 - v434 - v435 - v2093 - v2125;
    let v2141 = u12 * v2140;
    let v2142 = v443 + v2103 + v2135 - v436 - v2095 - v2127;
    let v2143 = u12 * v2142;
    let v2144 = v445 + v446 + v2105 + v2137 - v438 - v439 - v2097 - v2129;
    let v2145 = u12 * v2144;
    let v2146 = v436 + v2095 + v2127 + v2143 - v433 - v2091 - v2123 - v2139;
    let v2147 = u13 * v2146;
    let v2148 = v438 + v439 + v2097 + v2129 + v2145 - v434 - v435 - v2093 - v2125 - v2141;
    let v2149 = u13 * v2148;
    let v2150 = v488 * f0;
    let v2151 = v489 + v490;
    let v2152 = f1 * v2151;
    let v2153 = v491 * f2;
    let v2154 = v493 + v494;
    let v2155 = f3 * v2154;
    let v2156 = v495 * f4;
    let v2157 = v496 + v497;
    let v2158 = f5 * v2157;
    let v2159 = v498 * f6;
    let v2160 = v500 + v501;
    let v2161 = f7 * v2160;
    let v2162 = v502 * f8;
    let v2163 = v503 + v504;
    let v2164 = f9 * v2163;
    let v2165 = v505 * f10;
    let v2166 = v507 + v508;
    let v2167 = f11 * v2166;
    let v2168 = v509 * f12;
    let v2169 = v510 + v511;
    let v2170 = f13 * v2169;
    let v2171 = v512 * f14;
    let v2172 = v514 + v515;
    let v2173 = f15 * v2172;
    let v2174 = v516 * f16;
    let v2175 = v517 + v518;
    let v2176 = f17 * v2175;
    let v2177 = v519 * f18;
    let v2178 = v521 + v522;
    let v2179 = f19 * v2178;
    let v2180 = v523 * f20;
    let v2181 = v524 + v525;
    let v2182 = f21 * v2181;
    let v2183 = v526 * f22;
    let v2184 = v528 + v529;
    let v2185 = f23 * v2184;
    let v2186 = v530 * f24;
    let v2187 = v531 + v532;
    let v2188 = f25 * v2187;
    let v2189 = v533 * f26;
    let v2190 = v535 + v536;
    let v2191 = f27 * v2190;
    let v2192 = v537 * f28;
    let v2193 = v538 + v539;
    let v2194 = f29 * v2193;
    let v2195 = v540 * f30;
    let v2196 = v541 * f31;
    let v2197 = v488 * f32;
    let v2198 = f33 * v2151;
    let v2199 = v491 * f34;
    let v2200 = f35 * v2154;
    let v2201 = v495 * f36;
    let v2202 = f37 * v2157;
    let v2203 = v498 * f38;
    let v2204 = f39 * v2160;
    let v2205 = v502 * f40;
    let v2206 = f41 * v2163;
    let v2207 = v505 * f42;
    let v2208 = f43 * v2166;
    let v2209 = v509 * f44;
    let v2210 = f45 * v2169;
    let v2211 = v512 * f46;
    let v2212 = f47 * v2172;
    let v2213 = v516 * f48;
    let v2214 = f49 * v2175;
    let v2215 = v519 * f50;
    let v2216 = f51 * v2178;
    let v2217 = v523 * f52;
    let v2218 = f53 * v2181;
    let v2219 = v526 * f54;
    let v2220 = f55 * v2184;
    let v2221 = v530 * f56;
    let v2222 = f57 * v2187;
    let v2223 = v533 * f58;
    let v2224 = f59 * v2190;
    let v2225 = v537 * f60;
    let v2226 = f61 * v2193;
    let v2227 = v540 * f62;
    let v2228 = v541 * f63;
    let v2229 = v433 + v2091 + v2123 + v2139 + v2147;
    let v2230 = v2150
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
        + v2185
        + v2186
        + v2188
        + v2189
        + v2191
        + v2192
        + v2194
        + v2195
        + v2196;
    let v2231 = v2229 * v2230;
    let v2232 = v434 + v435 + v2093 + v2125 + v2141 + v2149;
    let v2233 = v2197
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
        + v2216
        + v2217
        + v2218
        + v2219
        + v2220
        + v2221
        + v2222
        + v2223
        + v2224
        + v2225
        + v2226
        + v2227
        + v2228;
    let v2234 = v2232 * v2233;
    let v2235 = v2231 + v2234;
    let v2236 = v2089 * v2235;
    let v2237 = v2073 * v2236;
    let v2238 = u4 * v876;
    let v2239 = v876 - v2238;
    let v2240 = v819 * v2239;
    let v2241 = 2 * g3 + v544 + v547 + v553 - v545 - v550 - v559 - 1;
    let v2242 = u8 * v2241;
    let v2243 = v559 - v553;
    let v2244 = u8 * v2243;
    let v2245 = v550 + v554 - v560 - v547;
    let v2246 = u8 * v2245;
    let v2247 = v560 - v554;
    let v2248 = u8 * v2247;
    let v2249 = v545 + v548 + v556 - v551 - v562 - v544;
    let v2250 = u8 * v2249;
    let v2251 = v562 - v556;
    let v2252 = u8 * v2251;
    let v2253 = v551 + v557 - v563 - v548;
    let v2254 = u8 * v2253;
    let v2255 = v563 - v557;
    let v2256 = u8 * v2255;
    let v2257 = v2250 + g3 + 2 * v544 + v547 + v553 - v548 - v556 - v2242 - 1;
    let v2258 = u9 * v2257;
    let v2259 = v556 + v2252 - v553 - v2244;
    let v2260 = u9 * v2259;
    let v2261 = v548 + v2254 + v554 - v557 - v547 - v2246;
    let v2262 = u9 * v2261;
    let v2263 = v557 + v2256 - v554 - v2248;
    let v2264 = u9 * v2263;
    let v2265 = v2246 + v2262 + g3 + v544 + 2 * v547 + v553 - v554 - v2242 - v2258 - 1;
    let v2266 = u10 * v2265;
    let v2267 = v554 + v2248 + v2264 - v553 - v2244 - v2260;
    let v2268 = u10 * v2267;
    let v2269 = v2244 + v2260 + v2268 + g3 + v544 + v547 + 2 * v553 - v2242 - v2258 - v2266 - 1;
    let v2270 = u11 * v2269;
    let v2271 = v2242 + v2258 + v2266 + v2270 - g3 - v544 - v547 - v553 + 1;
    let v2272 = v1683 * v2271;
    let v2273 = v597 - v583;
    let v2274 = u12 * v2273;
    let v2275 = v598 + v599 - v584 - v585;
    let v2276 = u12 * v2275;
    let v2277 = v600 - v586;
    let v2278 = u12 * v2277;
    let v2279 = v602 + v603 - v588 - v589;
    let v2280 = u12 * v2279;
    let v2281 = v604 - v590;
    let v2282 = u12 * v2281;
    let v2283 = v605 + v606 - v591 - v592;
    let v2284 = u12 * v2283;
    let v2285 = v607 - v593;
    let v2286 = u12 * v2285;
    let v2287 = v608 - v595 - v596;
    let v2288 = u12 * v2287;
    let v2289 = v590 + v2282 - v583 - v2274;
    let v2290 = u13 * v2289;
    let v2291 = v591 + v592 + v2284 - v584 - v585 - v2276;
    let v2292 = u13 * v2291;
    let v2293 = v593 + v2286 - v586 - v2278;
    let v2294 = u13 * v2293;
    let v2295 = v595 + v596 + v2288 - v588 - v589 - v2280;
    let v2296 = u13 * v2295;
    let v2297 = v610 * f0;
    let v2298 = v611 + v612;
    let v2299 = f1 * v2298;
    let v2300 = v613 * f2;
    let v2301 = v615 + v616;
    let v2302 = f3 * v2301;
    let v2303 = v617 * f4;
    let v2304 = v618 + v619;
    let v2305 = f5 * v2304;
    let v2306 = v620 * f6;
    let v2307 = v622 + v623;
    let v2308 = f7 * v2307;
    let v2309 = v624 * f8;
    let v2310 = v625 + v626;
    let v2311 = f9 * v2310;
    let v2312 = v627 * f10;
    let v2313 = v629 + v630;
    let v2314 = f11 * v2313;
    let v2315 = v631 * f12;
    let v2316 = v632 + v633;
    let v2317 = f13 * v2316;
    let v2318 = v634 * f14;
    let v2319 = v635 * f15;
    let v2320 = v610 * f16;
    let v2321 = f17 * v2298;
    let v2322 = v613 * f18;
    let v2323 = f19 * v2301;
    let v2324 = v617 * f20;
    let v2325 = f21 * v2304;
    let v2326 = v620 * f22;
    let v2327 = f23 * v2307;
    let v2328 = v624 * f24;
    let v2329 = f25 * v2310;
    let v2330 = v627 * f26;
    let v2331 = f27 * v2313;
    let v2332 = v631 * f28;
    let v2333 = f29 * v2316;
    let v2334 = v634 * f30;
    let v2335 = v635 * f31;
    let v2336 = v610 * f32;
    let v2337 = f33 * v2298;
    let v2338 = v613 * f34;
    let v2339 = f35 * v2301;
    let v2340 = v617 * f36;
    let v2341 = f37 * v2304;
    let v2342 = v620 * f38;
    let v2343 = f39 * v2307;
    let v2344 = v624 * f40;
    let v2345 = f41 * v2310;
    let v2346 = v627 * f42;
    let v2347 = f43 * v2313;
    let v2348 = v631 * f44;
    let v2349 = f45 * v2316;
    let v2350 = v634 * f46;
    let v2351 = v635 * f47;
    let v2352 = v610 * f48;
    let v2353 = f49 * v2298;
    let v2354 = v613 * f50;
    let v2355 = f51 * v2301;
    let v2356 = v617 * f52;
    let v2357 = f53 * v2304;
    let v2358 = v620 * f54;
    let v2359 = f55 * v2307;
    let v2360 = v624 * f56;
    let v2361 = f57 * v2310;
    let v2362 = v627 * f58;
    let v2363 = f59 * v2313;
    let v2364 = v631 * f60;
    let v2365 = f61 * v2316;
    let v2366 = v634 * f62;
    let v2367 = v635 * f63;
    let v2368 = v583 + v2274 + v2290;
    let v2369 = v2297
        + v2299
        + v2300
        + v2302
        + v2303
        + v2305
        + v2306
        + v2308
        + v2309
        + v2311
        + v2312
        + v2314
        + v2315
        + v2317
        + v2318
        + v2319;
    let v2370 = v2368 * v2369;
    let v2371 = v584 + v585 + v2276 + v2292;
    let v2372 = v2320
        + v2321
        + v2322
        + v2323
        + v2324
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
        + v2335;
    let v2373 = v2371 * v2372;
    let v2374 = v586 + v2278 + v2294;
    let v2375 = v2336
        + v2337
        + v2338
        + v2339
        + v2340
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
        + v2351;
    let v2376 = v2374 * v2375;
    let v2377 = v588 + v589 + v2280 + v2296;
    let v2378 = v2352
        + v2353
        + v2354
        + v2355
        + v2356
        + v2357
        + v2358
        + v2359
        + v2360
        + v2361
        + v2362
        + v2363
        + v2364
        + v2365
        + v2366
        + v2367;
    let v2379 = v2377 * v2378;
    let v2380 = v2370 + v2373 + v2376 + v2379;
    let v2381 = v2272 * v2380;
    let v2382 = v2240 * v2381;
    let v2383 = u4 * v877;
    let v2384 = v877 - v2383;
    let v2385 = v819 * v2384;
    let v2386 = 2 * g2 + v638 + v641 + v647 + v659 - v639 - v644 - v653 - v671 - 1;
    let v2387 = u9 * v2386;
    let v2388 = v671 - v659;
    let v2389 = u9 * v2388;
    let v2390 = v653 + v660 - v672 - v647;
    let v2391 = u9 * v2390;
    let v2392 = v672 - v660;
    let v2393 = u9 * v2392;
    let v2394 = v644 + v648 + v662 - v654 - v674 - v641;
    let v2395 = u9 * v2394;
    let v2396 = v674 - v662;
    let v2397 = u9 * v2396;
    let v2398 = v654 + v663 - v675 - v648;
    let v2399 = u9 * v2398;
    let v2400 = v675 - v663;
    let v2401 = u9 * v2400;
    let v2402 = v639 + v642 + v650 + v665 - v645 - v656 - v677 - v638;
    let v2403 = u9 * v2402;
    let v2404 = v677 - v665;
    let v2405 = u9 * v2404;
    let v2406 = v656 + v666 - v678 - v650;
    let v2407 = u9 * v2406;
    let v2408 = v678 - v666;
    let v2409 = u9 * v2408;
    let v2410 = v645 + v651 + v668 - v657 - v680 - v642;
    let v2411 = u9 * v2410;
    let v2412 = v680 - v668;
    let v2413 = u9 * v2412;
    let v2414 = v657 + v669 - v681 - v651;
    let v2415 = u9 * v2414;
    let v2416 = v681 - v669;
    let v2417 = u9 * v2416;
    let v2418 = v2403 + g2 + 2 * v638 + v641 + v647 + v659 - v642 - v650 - v665 - v2387 - 1;
    let v2419 = u10 * v2418;
    let v2420 = v665 + v2405 - v659 - v2389;
    let v2421 = u10 * v2420;
    let v2422 = v650 + v2407 + v660 - v666 - v647 - v2391;
    let v2423 = u10 * v2422;
    let v2424 = v666 + v2409 - v660 - v2393;
    let v2425 = u10 * v2424;
    let v2426 = v642 + v2411 + v648 + v662 - v651 - v668 - v641 - v2395;
    let v2427 = u10 * v2426;
    let v2428 = v668 + v2413 - v662 - v2397;
    let v2429 = u10 * v2428;
    let v2430 = v651 + v2415 + v663 - v669 - v648 - v2399;
    let v2431 = u10 * v2430;
    let v2432 = v669 + v2417 - v663 - v2401;
    let v2433 = u10 * v2432;
    let v2434 = v2395
        + v2427
        + g2
        + v638
        + 2 * v641
        + v647
        + v659
        - v648
        - v662
        - v2387
        - v2419
        - 1;
    let v2435 = u11 * v2434;
    let v2436 = v662 + v2397 + v2429 - v659 - v2389 - v2421;
    let v2437 = u11 * v2436;
    let v2438 = v648 + v2399 + v2431 + v660 - v663 - v647 - v2391 - v2423;
    let v2439 = u11 * v2438;
    let v2440 = v663 + v2401 + v2433 - v660 - v2393 - v2425;
    let v2441 = u11 * v2440;
    let v2442 = v2391
        + v2423
        + v2439
        + g2
        + v638
        + v641
        + 2 * v647
        + v659
        - v660
        - v2387
        - v2419
        - v2435
        - 1;
    let v2443 = u12 * v2442;
    let v2444 = v660 + v2393 + v2425 + v2441 - v659 - v2389 - v2421 - v2437;
    let v2445 = u12 * v2444;
    let v2446 = v2389
        + v2421
        + v2437
        + v2445
        + g2
        + v638
        + v641
        + v647
        + 2 * v659
        - v2387
        - v2419
        - v2435
        - v2443
        - 1;
    let v2447 = u13 * v2446;
    let v2448 = v2387 + v2419 + v2435 + v2443 + v2447 - g2 - v638 - v641 - v647 - v659 + 1;
    let v2449 = v1698 * v2448;
    let v2450 = v697 * f0;
    let v2451 = v698 + v699;
    let v2452 = f1 * v2451;
    let v2453 = v700 * f2;
    let v2454 = v702 + v703;
    let v2455 = f3 * v2454;
    let v2456 = v704 * f4;
    let v2457 = v705 + v706;
    let v2458 = f5 * v2457;
    let v2459 = v707 * f6;
    let v2460 = v708 * f7;
    let v2461 = v697 * f8;
    let v2462 = f9 * v2451;
    let v2463 = v700 * f10;
    let v2464 = f11 * v2454;
    let v2465 = v704 * f12;
    let v2466 = f13 * v2457;
    let v2467 = v707 * f14;
    let v2468 = v708 * f15;
    let v2469 = v697 * f16;
    let v2470 = f17 * v2451;
    let v2471 = v700 * f18;
    let v2472 = f19 * v2454;
    let v2473 = v704 * f20;
    let v2474 = f21 * v2457;
    let v2475 = v707 * f22;
    let v2476 = v708 * f23;
    let v2477 = v697 * f24;
    let v2478 = f25 * v2451;
    let v2479 = v700 * f26;
    let v2480 = f27 * v2454;
    let v2481 = v704 * f28;
    let v2482 = f29 * v2457;
    let v2483 = v707 * f30;
    let v2484 = v708 * f31;
    let v2485 = v697 * f32;
    let v2486 = f33 * v2451;
    let v2487 = v700 * f34;
    let v2488 = f35 * v2454;
    let v2489 = v704 * f36;
    let v2490 = f37 * v2457;
    let v2491 = v707 * f38;
    let v2492 = v708 * f39;
    let v2493 = v697 * f40;
    let v2494 = f41 * v2451;
    let v2495 = v700 * f42;
    let v2496 = f43 * v2454;
    let v2497 = v704 * f44;
    let v2498 = f45 * v2457;
    let v2499 = v707 * f46;
    let v2500 = v708 * f47;
    let v2501 = v697 * f48;
    let v2502 = f49 * v2451;
    let v2503 = v700 * f50;
    let v2504 = f51 * v2454;
    let v2505 = v704 * f52;
    let v2506 = f53 * v2457;
    let v2507 = v707 * f54;
    let v2508 = v708 * f55;
    let v2509 = v697 * f56;
    let v2510 = f57 * v2451;
    let v2511 = v700 * f58;
    let v2512 = f59 * v2454;
    let v2513 = v704 * f60;
    let v2514 = f61 * v2457;
    let v2515 = v707 * f62;
    let v2516 = v708 * f63;
    let v2517 = v2450 + v2452 + v2453 + v2455 + v2456 + v2458 + v2459 + v2460;
    let v2518 = v685 * v2517;
    let v2519 = v686 + v687;
    let v2520 = v2461 + v2462 + v2463 + v2464 + v2465 + v2466 + v2467 + v2468;
    let v2521 = v2519 * v2520;
    let v2522 = v2469 + v2470 + v2471 + v2472 + v2473 + v2474 + v2475 + v2476;
    let v2523 = v688 * v2522;
    let v2524 = v689 + v690;
    let v2525 = v2477 + v2478 + v2479 + v2480 + v2481 + v2482 + v2483 + v2484;
    let v2526 = v2524 * v2525;
    let v2527 = v2485 + v2486 + v2487 + v2488 + v2489 + v2490 + v2491 + v2492;
    let v2528 = v691 * v2527;
    let v2529 = v692 + v693;
    let v2530 = v2493 + v2494 + v2495 + v2496 + v2497 + v2498 + v2499 + v2500;
    let v2531 = v2529 * v2530;
    let v2532 = v2501 + v2502 + v2503 + v2504 + v2505 + v2506 + v2507 + v2508;
    let v2533 = v694 * v2532;
    let v2534 = v2509 + v2510 + v2511 + v2512 + v2513 + v2514 + v2515 + v2516;
    let v2535 = v695 * v2534;
    let v2536 = v2518 + v2521 + v2523 + v2526 + v2528 + v2531 + v2533 + v2535;
    let v2537 = v2449 * v2536;
    let v2538 = v2385 * v2537;
    let v2539 = u4 * v878;
    let v2540 = v878 - v2539;
    let v2541 = v819 * v2540;
    let v2542 = u11 * v2386;
    let v2543 = u11 * v2388;
    let v2544 = u11 * v2390;
    let v2545 = u11 * v2392;
    let v2546 = u11 * v2394;
    let v2547 = u11 * v2396;
    let v2548 = u11 * v2398;
    let v2549 = u11 * v2400;
    let v2550 = u11 * v2402;
    let v2551 = u11 * v2404;
    let v2552 = u11 * v2406;
    let v2553 = u11 * v2408;
    let v2554 = u11 * v2410;
    let v2555 = u11 * v2412;
    let v2556 = u11 * v2414;
    let v2557 = u11 * v2416;
    let v2558 = v2550 + g2 + 2 * v638 + v641 + v647 + v659 - v642 - v650 - v665 - v2542 - 1;
    let v2559 = u12 * v2558;
    let v2560 = v665 + v2551 - v659 - v2543;
    let v2561 = u12 * v2560;
    let v2562 = v650 + v2552 + v660 - v666 - v647 - v2544;
    let v2563 = u12 * v2562;
    let v2564 = v666 + v2553 - v660 - v2545;
    let v2565 = u12 * v2564;
    let v2566 = v642 + v2554 + v648 + v662 - v651 - v668 - v641 - v2546;
    let v2567 = u12 * v2566;
    let v2568 = v668 + v2555 - v662 - v2547;
    let v2569 = u12 * v2568;
    let v2570 = v651 + v2556 + v663 - v669 - v648 - v2548;
    let v2571 = u12 * v2570;
    let v2572 = v669 + v2557 - v663 - v2549;
    let v2573 = u12 * v2572;
    let v2574 = v2546
        + v2567
        + g2
        + v638
        + 2 * v641
        + v647
        + v659
        - v648
        - v662
        - v2542
        - v2559
        - 1;
    let v2575 = u13 * v2574;
    let v2576 = v662 + v2547 + v2569 - v659 - v2543 - v2561;
    let v2577 = u13 * v2576;
    let v2578 = v648 + v2548 + v2571 + v660 - v663 - v647 - v2544 - v2563;
    let v2579 = u13 * v2578;
    let v2580 = v663 + v2549 + v2573 - v660 - v2545 - v2565;
    let v2581 = u13 * v2580;
    let v2582 = v269 * f0;
    let v2583 = v63 * f1;
    let v2584 = v271 * f2;
    let v2585 = v64 * f3;
    let v2586 = v269 * f4;
    let v2587 = v63 * f5;
    let v2588 = v271 * f6;
    let v2589 = v64 * f7;
    let v2590 = v269 * f8;
    let v2591 = v63 * f9;
    let v2592 = v271 * f10;
    let v2593 = v64 * f11;
    let v2594 = v269 * f12;
    let v2595 = v63 * f13;
    let v2596 = v271 * f14;
    let v2597 = v64 * f15;
    let v2598 = v269 * f16;
    let v2599 = v63 * f17;
    let v2600 = v271 * f18;
    let v2601 = v64 * f19;
    let v2602 = v269 * f20;
    let v2603 = v63 * f21;
    let v2604 = v271 * f22;
    let v2605 = v64 * f23;
    let v2606 = v269 * f24;
    let v2607 = v63 * f25;
    let v2608 = v271 * f26;
    let v2609 = v64 * f27;
    let v2610 = v269 * f28;
    let v2611 = v63 * f29;
    let v2612 = v271 * f30;
    let v2613 = v64 * f31;
    let v2614 = v269 * f32;
    let v2615 = v63 * f33;
    let v2616 = v271 * f34;
    let v2617 = v64 * f35;
    let v2618 = v269 * f36;
    let v2619 = v63 * f37;
    let v2620 = v271 * f38;
    let v2621 = v64 * f39;
    let v2622 = v269 * f40;
    let v2623 = v63 * f41;
    let v2624 = v271 * f42;
    let v2625 = v64 * f43;
    let v2626 = v269 * f44;
    let v2627 = v63 * f45;
    let v2628 = v271 * f46;
    let v2629 = v64 * f47;
    let v2630 = v269 * f48;
    let v2631 = v63 * f49;
    let v2632 = v271 * f50;
    let v2633 = v64 * f51;
    let v2634 = v269 * f52;
    let v2635 = v63 * f53;
    let v2636 = v271 * f54;
    let v2637 = v64 * f55;
    let v2638 = v269 * f56;
    let v2639 = v63 * f57;
    let v2640 = v271 * f58;
    let v2641 = v64 * f59;
    let v2642 = v269 * f60;
    let v2643 = v63 * f61;
    let v2644 = v271 * f62;
    let v2645 = v64 * f63;
    let v2646 = v2582 + v2583 + v2584 + v2585;
    let v2647 = v156 * v2646;
    let v2648 = v2586 + v2587 + v2588 + v2589;
    let v2649 = v60 * v2648;
    let v2650 = v2590 + v2591 + v2592 + v2593;
    let v2651 = v158 * v2650;
    let v2652 = v2594 + v2595 + v2596 + v2597;
    let v2653 = v61 * v2652;
    let v2654 = v2598 + v2599 + v2600 + v2601;
    let v2655 = v156 * v2654;
    let v2656 = v2602 + v2603 + v2604 + v2605;
    let v2657 = v60 * v2656;
    let v2658 = v2606 + v2607 + v2608 + v2609;
    let v2659 = v158 * v2658;
    let v2660 = v2610 + v2611 + v2612 + v2613;
    let v2661 = v61 * v2660;
    let v2662 = v2614 + v2615 + v2616 + v2617;
    let v2663 = v156 * v2662;
    let v2664 = v2618 + v2619 + v2620 + v2621;
    let v2665 = v60 * v2664;
    let v2666 = v2622 + v2623 + v2624 + v2625;
    let v2667 = v158 * v2666;
    let v2668 = v2626 + v2627 + v2628 + v2629;
    let v2669 = v61 * v2668;
    let v2670 = v2630 + v2631 + v2632 + v2633;
    let v2671 = v156 * v2670;
    let v2672 = v2634 + v2635 + v2636 + v2637;
    let v2673 = v60 * v2672;
    let v2674 = v2638 + v2639 + v2640 + v2641;
    let v2675 = v158 * v2674;
    let v2676 = v2642 + v2643 + v2644 + v2645;
    let v2677 = v61 * v2676;
    let v2678 = v2542 + v2559 + v2575 - g2 - v638 - v641 - v647 - v659 + 1;
    let v2679 = v2647 + v2649 + v2651 + v2653;
    let v2680 = v2678 * v2679;
    let v2681 = v659 + v2543 + v2561 + v2577;
    let v2682 = v2655 + v2657 + v2659 + v2661;
    let v2683 = v2681 * v2682;
    let v2684 = v647 + v2544 + v2563 + v2579 - v660;
    let v2685 = v2663 + v2665 + v2667 + v2669;
    let v2686 = v2684 * v2685;
    let v2687 = v660 + v2545 + v2565 + v2581;
    let v2688 = v2671 + v2673 + v2675 + v2677;
    let v2689 = v2687 * v2688;
    let v2690 = v2680 + v2683 + v2686 + v2689;
    let v2691 = v1714 * v2690;
    let v2692 = v2541 * v2691;
    let v2693 = u4 * v879;
    let v2694 = v879 - v2693;
    let v2695 = v819 * v2694;
    let v2696 = v1730 * v2695;
    let v2697 = v35 * v58;
    let v2698 = v718 * v2697;
    let v2699 = r3 * v37;
    let v2700 = r2 * r3;
    let v2701 = 0 - r2 - v2699 + 1;
    let v2702 = r4 * v2701;
    let v2703 = r4 * v2699;
    let v2704 = r2 - v2700;
    let v2705 = r4 * v2704;
    let v2706 = r4 * v2700;
    let v2707 = g6 * v56;
    let v2708 = v59 * v2707;
    let v2709 = 0 - g8 + 1;
    let v2710 = v2708 * v2709;
    let v2711 = v35 * v2710;
    let v2712 = v718 * v2711;
    let v2713 = v38 * v381;
    let v2714 = v718 * v2713;
    let v2715 = r4 * v41;
    let v2716 = r3 * r4;
    let v2717 = 0 - r3 - v2715 + 1;
    let v2718 = r5 * v2717;
    let v2719 = r5 * v2715;
    let v2720 = r3 - v2716;
    let v2721 = r5 * v2720;
    let v2722 = r5 * v2716;
    let v2723 = 0 - r3 - v2715 - v2718 + 1;
    let v2724 = r6 * v2723;
    let v2725 = r6 * v2718;
    let v2726 = v2715 - v2719;
    let v2727 = r6 * v2726;
    let v2728 = r6 * v2719;
    let v2729 = r3 - v2716 - v2721;
    let v2730 = r6 * v2729;
    let v2731 = r6 * v2721;
    let v2732 = v2716 - v2722;
    let v2733 = r6 * v2732;
    let v2734 = r6 * v2722;
    let v2735 = g8 * v2708;
    let v2736 = v38 * v2735;
    let v2737 = v718 * v2736;
    let v2738 = v42 * v543;
    let v2739 = v718 * v2738;
    let v2740 = r5 * v44;
    let v2741 = r4 * r5;
    let v2742 = 0 - r4 - v2740 + 1;
    let v2743 = r6 * v2742;
    let v2744 = r6 * v2740;
    let v2745 = r4 - v2741;
    let v2746 = r6 * v2745;
    let v2747 = r6 * v2741;
    let v2748 = 0 - r4 - v2740 - v2743 + 1;
    let v2749 = r7 * v2748;
    let v2750 = r7 * v2743;
    let v2751 = v2740 - v2744;
    let v2752 = r7 * v2751;
    let v2753 = r7 * v2744;
    let v2754 = r4 - v2741 - v2746;
    let v2755 = r7 * v2754;
    let v2756 = r7 * v2746;
    let v2757 = v2741 - v2747;
    let v2758 = r7 * v2757;
    let v2759 = r7 * v2747;
    let v2760 = 0 - r4 - v2740 - v2743 - v2749 + 1;
    let v2761 = r8 * v2760;
    let v2762 = r8 * v2749;
    let v2763 = v2743 - v2750;
    let v2764 = r8 * v2763;
    let v2765 = r8 * v2750;
    let v2766 = v2740 - v2744 - v2752;
    let v2767 = r8 * v2766;
    let v2768 = r8 * v2752;
    let v2769 = v2744 - v2753;
    let v2770 = r8 * v2769;
    let v2771 = r8 * v2753;
    let v2772 = r4 - v2741 - v2746 - v2755;
    let v2773 = r8 * v2772;
    let v2774 = r8 * v2755;
    let v2775 = v2746 - v2756;
    let v2776 = r8 * v2775;
    let v2777 = r8 * v2756;
    let v2778 = v2741 - v2747 - v2758;
    let v2779 = r8 * v2778;
    let v2780 = r8 * v2758;
    let v2781 = v2747 - v2759;
    let v2782 = r8 * v2781;
    let v2783 = r8 * v2759;
    let v2784 = g7 * v2707;
    let v2785 = v2709 * v2784;
    let v2786 = v42 * v2785;
    let v2787 = v718 * v2786;
    let v2788 = v47 * v637;
    let v2789 = v718 * v2788;
    let v2790 = r7 * v834;
    let v2791 = r6 * r7;
    let v2792 = 0 - r6 - v2790 + 1;
    let v2793 = r8 * v2792;
    let v2794 = r8 * v2790;
    let v2795 = r6 - v2791;
    let v2796 = r8 * v2795;
    let v2797 = r8 * v2791;
    let v2798 = 0 - r6 - v2790 - v2793 + 1;
    let v2799 = r9 * v2798;
    let v2800 = r9 * v2793;
    let v2801 = v2790 - v2794;
    let v2802 = r9 * v2801;
    let v2803 = r9 * v2794;
    let v2804 = r6 - v2791 - v2796;
    let v2805 = r9 * v2804;
    let v2806 = r9 * v2796;
    let v2807 = v2791 - v2797;
    let v2808 = r9 * v2807;
    let v2809 = r9 * v2797;
    let v2810 = 0 - r6 - v2790 - v2793 - v2799 + 1;
    let v2811 = r10 * v2810;
    let v2812 = r10 * v2799;
    let v2813 = v2793 - v2800;
    let v2814 = r10 * v2813;
    let v2815 = r10 * v2800;
    let v2816 = v2790 - v2794 - v2802;
    let v2817 = r10 * v2816;
    let v2818 = r10 * v2802;
    let v2819 = v2794 - v2803;
    let v2820 = r10 * v2819;
    let v2821 = r10 * v2803;
    let v2822 = r6 - v2791 - v2796 - v2805;
    let v2823 = r10 * v2822;
    let v2824 = r10 * v2805;
    let v2825 = v2796 - v2806;
    let v2826 = r10 * v2825;
    let v2827 = r10 * v2806;
    let v2828 = v2791 - v2797 - v2808;
    let v2829 = r10 * v2828;
    let v2830 = r10 * v2808;
    let v2831 = v2797 - v2809;
    let v2832 = r10 * v2831;
    let v2833 = r10 * v2809;
    let v2834 = g8 * v2784;
    let v2835 = v47 * v2834;
    let v2836 = v718 * v2835;
    let v2837 = eta * v709;
    let v2838 = v718 * v2837;
    let v2839 = 0 - o0 + 1;
    let v2840 = o1 * v2839;
    let v2841 = o0 * o1;
    let v2842 = g5 * v54;
    let v2843 = v57 * v2842;
    let v2844 = v59 * v2843;
    let v2845 = v2709 * v2844;
    let v2846 = eta * v2845;
    let v2847 = v718 * v2846;
    let v2848 = v972 * v1736;
    let v2849 = v1711 * v2848;
    let v2850 = v1713 * v2849;
    let v2851 = v1757 * v2850;
    let v2852 = v1776 * v2851;
    let v2853 = 2 * r2 + v2699 + v2702 - v2700 - v2705 - 1;
    let v2854 = u13 * v2853;
    let v2855 = v2705 - v2702;
    let v2856 = u13 * v2855;
    let v2857 = v2700 + v2703 - v2706 - v2699;
    let v2858 = u13 * v2857;
    let v2859 = v2706 - v2703;
    let v2860 = u13 * v2859;
    let v2861 = g10 * v1549;
    let v2862 = g10 * v1551;
    let v2863 = g10 * v1553;
    let v2864 = g10 * v1555;
    let v2865 = g10 * v1557;
    let v2866 = g10 * v1559;
    let v2867 = g10 * v1561;
    let v2868 = g10 * v1563;
    let v2869 = g10 * v1565;
    let v2870 = g10 * v1567;
    let v2871 = g10 * v1569;
    let v2872 = g10 * v1571;
    let v2873 = g10 * v1573;
    let v2874 = g10 * v1575;
    let v2875 = g10 * v1577;
    let v2876 = g10 * v1579;
    let v2877 = g10 * v1581;
    let v2878 = g10 * v1583;
    let v2879 = g10 * v1585;
    let v2880 = g10 * v1587;
    let v2881 = g10 * v1589;
    let v2882 = g10 * v1591;
    let v2883 = g10 * v1593;
    let v2884 = g10 * v1595;
    let v2885 = g10 * v1597;
    let v2886 = g10 * v1599;
    let v2887 = g10 * v1601;
    let v2888 = g10 * v1603;
    let v2889 = g10 * v1605;
    let v2890 = g10 * v1607;
    let v2891 = g10 * v1609;
    let v2892 = g10 * v1611;
    let v2893 = f2 + v2862 - f0 - v2861;
    let v2894 = g9 * v2893;
    let v2895 = f6 + v2864 - f4 - v2863;
    let v2896 = g9 * v2895;
    let v2897 = f10 + v2866 - f8 - v2865;
    let v2898 = g9 * v2897;
    let v2899 = f14 + v2868 - f12 - v2867;
    let v2900 = g9 * v2899;
    let v2901 = f18 + v2870 - f16 - v2869;
    let v2902 = g9 * v2901;
    let v2903 = f22 + v2872 - f20 - v2871;
    let v2904 = g9 * v2903;
    let v2905 = f26 + v2874 - f24 - v2873;
    let v2906 = g9 * v2905;
    let v2907 = f30 + v2876 - f28 - v2875;
    let v2908 = g9 * v2907;
    let v2909 = f34 + v2878 - f32 - v2877;
    let v2910 = g9 * v2909;
    let v2911 = f38 + v2880 - f36 - v2879;
    let v2912 = g9 * v2911;
    let v2913 = f42 + v2882 - f40 - v2881;
    let v2914 = g9 * v2913;
    let v2915 = f46 + v2884 - f44 - v2883;
    let v2916 = g9 * v2915;
    let v2917 = f50 + v2886 - f48 - v2885;
    let v2918 = g9 * v2917;
    let v2919 = f54 + v2888 - f52 - v2887;
    let v2920 = g9 * v2919;
    let v2921 = f58 + v2890 - f56 - v2889;
    let v2922 = g9 * v2921;
    let v2923 = f62 + v2892 - f60 - v2891;
    let v2924 = g9 * v2923;
    let v2925 = f4 + v2863 + v2896 - f0 - v2861 - v2894;
    let v2926 = g8 * v2925;
    let v2927 = f12 + v2867 + v2900 - f8 - v2865 - v2898;
    let v2928 = g8 * v2927;
    let v2929 = f20 + v2871 + v2904 - f16 - v2869 - v2902;
    let v2930 = g8 * v2929;
    let v2931 = f28 + v2875 + v2908 - f24 - v2873 - v2906;
    let v2932 = g8 * v2931;
    let v2933 = f36 + v2879 + v2912 - f32 - v2877 - v2910;
    let v2934 = g8 * v2933;
    let v2935 = f44 + v2883 + v2916 - f40 - v2881 - v2914;
    let v2936 = g8 * v2935;
    let v2937 = f52 + v2887 + v2920 - f48 - v2885 - v2918;
    let v2938 = g8 * v2937;
    let v2939 = f60 + v2891 + v2924 - f56 - v2889 - v2922;
    let v2940 = g8 * v2939;
    let v2941 = f8 + v2865 + v2898 + v2928 - f0 - v2861 - v2894 - v2926;
    let v2942 = g7 * v2941;
    let v2943 = f24 + v2873 + v2906 + v2932 - f16 - v2869 - v2902 - v2930;
    let v2944 = g7 * v2943;
    let v2945 = f40 + v2881 + v2914 + v2936 - f32 - v2877 - v2910 - v2934;
    let v2946 = g7 * v2945;
    let v2947 = f56 + v2889 + v2922 + v2940 - f48 - v2885 - v2918 - v2938;
    let v2948 = g7 * v2947;
    let v2949 = v2854 - r2 - v2699 - v2702 + 1;
    let v2950 = f0 + v2861 + v2894 + v2926 + v2942;
    let v2951 = v2949 * v2950;
    let v2952 = v2702 + v2856;
    let v2953 = f16 + v2869 + v2902 + v2930 + v2944;
    let v2954 = v2952 * v2953;
    let v2955 = v2699 + v2858 - v2703;
    let v2956 = f32 + v2877 + v2910 + v2934 + v2946;
    let v2957 = v2955 * v2956;
    let v2958 = v2703 + v2860;
    let v2959 = f48 + v2885 + v2918 + v2938 + v2948;
    let v2960 = v2958 * v2959;
    let v2961 = v2951 + v2954 + v2957 + v2960;
    let v2962 = v2852 * v2961;
    let v2963 = v2698 * v2962;
    let v2964 = u11 * v2850;
    let v2965 = u12 * v2964;
    let v2966 = u13 * v2965;
    let v2967 = 0 - r2 - v2699 - v2702 + 1;
    let v2968 = f0 + v2861 + v2894;
    let v2969 = v2967 * v2968;
    let v2970 = f4 + v2863 + v2896;
    let v2971 = v2702 * v2970;
    let v2972 = v2699 - v2703;
    let v2973 = f8 + v2865 + v2898;
    let v2974 = v2972 * v2973;
    let v2975 = f12 + v2867 + v2900;
    let v2976 = v2703 * v2975;
    let v2977 = r2 - v2700 - v2705;
    let v2978 = f16 + v2869 + v2902;
    let v2979 = v2977 * v2978;
    let v2980 = f20 + v2871 + v2904;
    let v2981 = v2705 * v2980;
    let v2982 = v2700 - v2706;
    let v2983 = f24 + v2873 + v2906;
    let v2984 = v2982 * v2983;
    let v2985 = f28 + v2875 + v2908;
    let v2986 = v2706 * v2985;
    let v2987 = f32 + v2877 + v2910;
    let v2989 = f36 + v2879 + v2912;
    let v2991 = f40 + v2881 + v2914;
    let v2993 = f44 + v2883 + v2916;
    let v2995 = f48 + v2885 + v2918;
    let v2997 = f52 + v2887 + v2920;
    let v2999 = f56 + v2889 + v2922;
    let v3001 = f60 + v2891 + v2924;
    let v3003 = v2969 + v2971 + v2974 + v2976 + v2979 + v2981 + v2984 + v2986;
    let v3004 = v2966 * v3003;
    let v3005 = v2712 * v3004;
    let v3006 = v1682 * v1735;
    let v3007 = v972 * v3006;
    let v3008 = 2 * r3 + v2715 + v2718 + v2724 - v2716 - v2721 - v2730 - 1;
    let v3009 = u9 * v3008;
    let v3010 = v2730 - v2724;
    let v3011 = u9 * v3010;
    let v3012 = v2721 + v2725 - v2731 - v2718;
    let v3013 = u9 * v3012;
    let v3014 = v2731 - v2725;
    let v3015 = u9 * v3014;
    let v3016 = v2716 + v2719 + v2727 - v2722 - v2733 - v2715;
    let v3017 = u9 * v3016;
    let v3018 = v2733 - v2727;
    let v3019 = u9 * v3018;
    let v3020 = v2722 + v2728 - v2734 - v2719;
    let v3021 = u9 * v3020;
    let v3022 = v2734 - v2728;
    let v3023 = u9 * v3022;
    let v3024 = v3017 + r3 + 2 * v2715 + v2718 + v2724 - v2719 - v2727 - v3009 - 1;
    let v3025 = u10 * v3024;
    let v3026 = v2727 + v3019 - v2724 - v3011;
    let v3027 = u10 * v3026;
    let v3028 = v2719 + v3021 + v2725 - v2728 - v2718 - v3013;
    let v3029 = u10 * v3028;
    let v3030 = v2728 + v3023 - v2725 - v3015;
    let v3031 = u10 * v3030;
    let v3032 = v3013 + v3029 + r3 + v2715 + 2 * v2718 + v2724 - v2725 - v3009 - v3025 - 1;
    let v3033 = u11 * v3032;
    let v3034 = v2725 + v3015 + v3031 - v2724 - v3011 - v3027;
    let v3035 = u11 * v3034;
    let v3036 = v3011 + v3027 + v3035 + r3 + v2715 + v2718 + 2 * v2724 - v3009 - v3025 - v3033 - 1;
    let v3037 = u12 * v3036;
    let v3038 = v3009 + v3025 + v3033 + v3037 - r3 - v2715 - v2718 - v2724 + 1;
    let v3039 = v3007 * v3038;
    let v3040 = 2 * g4 - 1;
    let v3041 = u13 * v3040;
    let v3042 = v3041 - g4 + 1;
    let v3043 = v3039 * v3042;
    let v3044 = f16 + v2869 + v2902 + v2930 + v2944 - f0 - v2861 - v2894 - v2926 - v2942;
    let v3045 = g6 * v3044;
    let v3046 = f48 + v2885 + v2918 + v2938 + v2948 - f32 - v2877 - v2910 - v2934 - v2946;
    let v3047 = g6 * v3046;
    let v3048 = f32
        + v2877
        + v2910
        + v2934
        + v2946
        + v3047
        - f0
        - v2861
        - v2894
        - v2926
        - v2942
        - v3045;
    let v3049 = g5 * v3048;
    let v3050 = f0 + v2861 + v2894 + v2926 + v2942 + v3045 + v3049;
    let v3051 = v3043 * v3050;
    let v3052 = v2714 * v3051;
    let v3053 = v1784 * v2965;
    let v3054 = 0 - r3 - v2715 - v2718 - v2724 + 1;
    let v3055 = v2968 * v3054;
    let v3056 = v2724 * v2970;
    let v3057 = v2718 - v2725;
    let v3058 = v2973 * v3057;
    let v3059 = v2725 * v2975;
    let v3060 = v2715 - v2719 - v2727;
    let v3061 = v2978 * v3060;
    let v3062 = v2727 * v2980;
    let v3063 = v2719 - v2728;
    let v3064 = v2983 * v3063;
    let v3065 = v2728 * v2985;
    let v3066 = r3 - v2716 - v2721 - v2730;
    let v3067 = v2987 * v3066;
    let v3068 = v2730 * v2989;
    let v3069 = v2721 - v2731;
    let v3070 = v2991 * v3069;
    let v3071 = v2731 * v2993;
    let v3072 = v2716 - v2722 - v2733;
    let v3073 = v2995 * v3072;
    let v3074 = v2733 * v2997;
    let v3075 = v2722 - v2734;
    let v3076 = v2999 * v3075;
    let v3077 = v2734 * v3001;
    let v3078 = v3055
        + v3056
        + v3058
        + v3059
        + v3061
        + v3062
        + v3064
        + v3065
        + v3067
        + v3068
        + v3070
        + v3071
        + v3073
        + v3074
        + v3076
        + v3077;
    let v3079 = v3053 * v3078;
    let v3080 = v2737 * v3079;
    let v3081 = 2 * r4 + v2740 + v2743 + v2749 + v2761 - v2741 - v2746 - v2755 - v2773 - 1;
    let v3082 = u7 * v3081;
    let v3083 = v2773 - v2761;
    let v3084 = u7 * v3083;
    let v3085 = v2755 + v2762 - v2774 - v2749;
    let v3086 = u7 * v3085;
    let v3087 = v2774 - v2762;
    let v3088 = u7 * v3087;
    let v3089 = v2746 + v2750 + v2764 - v2756 - v2776 - v2743;
    let v3090 = u7 * v3089;
    let v3091 = v2776 - v2764;
    let v3092 = u7 * v3091;
    let v3093 = v2756 + v2765 - v2777 - v2750;
    let v3094 = u7 * v3093;
    let v3095 = v2777 - v2765;
    let v3096 = u7 * v3095;
    let v3097 = v2741 + v2744 + v2752 + v2767 - v2747 - v2758 - v2779 - v2740;
    let v3098 = u7 * v3097;
    let v3099 = v2779 - v2767;
    let v3100 = u7 * v3099;
    let v3101 = v2758 + v2768 - v2780 - v2752;
    let v3102 = u7 * v3101;
    let v3103 = v2780 - v2768;
    let v3104 = u7 * v3103;
    let v3105 = v2747 + v2753 + v2770 - v2759 - v2782 - v2744;
    let v3106 = u7 * v3105;
    let v3107 = v2782 - v2770;
    let v3108 = u7 * v3107;
    let v3109 = v2759 + v2771 - v2783 - v2753;
    let v3110 = u7 * v3109;
    let v3111 = v2783 - v2771;
    let v3112 = u7 * v3111;
    let v3113 = v3098 + r4 + 2 * v2740 + v2743 + v2749 + v2761 - v2744 - v2752 - v2767 - v3082 - 1;
    let v3114 = u8 * v3113;
    let v3115 = v2767 + v3100 - v2761 - v3084;
    let v3116 = u8 * v3115;
    let v3117 = v2752 + v3102 + v2762 - v2768 - v2749 - v3086;
    let v3118 = u8 * v3117;
    let v3119 = v2768 + v3104 - v2762 - v3088;
    let v3120 = u8 * v3119;
    let v3121 = v2744 + v3106 + v2750 + v2764 - v2753 - v2770 - v2743 - v3090;
    let v3122 = u8 * v3121;
    let v3123 = v2770 + v3108 - v2764 - v3092;
    let v3124 = u8 * v3123;
    let v3125 = v2753 + v3110 + v2765 - v2771 - v2750 - v3094;
    let v3126 = u8 * v3125;
    let v3127 = v2771 + v3112 - v2765 - v3096;
    let v3128 = u8 * v3127;
    let v3129 = v3090
        + v3122
        + r4
        + v2740
        + 2 * v2743
        + v2749
        + v2761
        - v2750
        - v2764
        - v3082
        - v3114
        - 1;
    let v3130 = u9 * v3129;
    let v3131 = v2764 + v3092 + v3124 - v2761 - v3084 - v3116;
    let v3132 = u9 * v3131;
    let v3133 = v2750 + v3094 + v3126 + v2762 - v2765 - v2749 - v3086 - v3118;
    let v3134 = u9 * v3133;
    let v3135 = v2765 + v3096 + v3128 - v2762 - v3088 - v3120;
    let v3136 = u9 * v3135;
    let v3137 = v3086
        + v3118
        + v3134
        + r4
        + v2740
        + v2743
        + 2 * v2749
        + v2761
        - v2762
        - v3082
        - v3114
        - v3130
        - 1;
    let v3138 = u10 * v3137;
    let v3139 = v2762 + v3088 + v3120 + v3136 - v2761 - v3084 - v3116 - v3132;
    let v3140 = u10 * v3139;
    let v3141 = v3084
        + v3116
        + v3132
        + v3140
        + r4
        + v2740
        + v2743
        + v2749
        + 2 * v2761
        - v3082
        - v3114
        - v3130
        - v3138
        - 1;
    let v3142 = u11 * v3141;
    let v3143 = v3082 + v3114 + v3130 + v3138 + v3142 - r4 - v2740 - v2743 - v2749 - v2761 + 1;
    let v3144 = v1696 * v3143;
    let v3145 = 2 * g3 - 1;
    let v3146 = u12 * v3145;
    let v3147 = v3146 - g3 + 1;
    let v3148 = v3144 * v3147;
    let v3149 = v3042 * v3148;
    let v3150 = v3050 * v3149;
    let v3151 = v2739 * v3150;
    let v3152 = u12 * v2851;
    let v3153 = u13 * v3081;
    let v3154 = u13 * v3083;
    let v3155 = u13 * v3085;
    let v3156 = u13 * v3087;
    let v3157 = u13 * v3089;
    let v3158 = u13 * v3091;
    let v3159 = u13 * v3093;
    let v3160 = u13 * v3095;
    let v3161 = u13 * v3097;
    let v3162 = u13 * v3099;
    let v3163 = u13 * v3101;
    let v3164 = u13 * v3103;
    let v3165 = u13 * v3105;
    let v3166 = u13 * v3107;
    let v3167 = u13 * v3109;
    let v3168 = u13 * v3111;
    let v3169 = v3153 - r4 - v2740 - v2743 - v2749 - v2761 + 1;
    let v3170 = v2968 * v3169;
    let v3171 = v2761 + v3154;
    let v3172 = v2970 * v3171;
    let v3173 = v2749 + v3155 - v2762;
    let v3174 = v2973 * v3173;
    let v3175 = v2762 + v3156;
    let v3176 = v2975 * v3175;
    let v3177 = v2743 + v3157 - v2750 - v2764;
    let v3178 = v2978 * v3177;
    let v3179 = v2764 + v3158;
    let v3180 = v2980 * v3179;
    let v3181 = v2750 + v3159 - v2765;
    let v3182 = v2983 * v3181;
    let v3183 = v2765 + v3160;
    let v3184 = v2985 * v3183;
    let v3185 = v2740 + v3161 - v2744 - v2752 - v2767;
    let v3186 = v2987 * v3185;
    let v3187 = v2767 + v3162;
    let v3188 = v2989 * v3187;
    let v3189 = v2752 + v3163 - v2768;
    let v3190 = v2991 * v3189;
    let v3191 = v2768 + v3164;
    let v3192 = v2993 * v3191;
    let v3193 = v2744 + v3165 - v2753 - v2770;
    let v3194 = v2995 * v3193;
    let v3195 = v2770 + v3166;
    let v3196 = v2997 * v3195;
    let v3197 = v2753 + v3167 - v2771;
    let v3198 = v2999 * v3197;
    let v3199 = v2771 + v3168;
    let v3200 = v3001 * v3199;
    let v3201 = v3170
        + v3172
        + v3174
        + v3176
        + v3178
        + v3180
        + v3182
        + v3184
        + v3186
        + v3188
        + v3190
        + v3192
        + v3194
        + v3196
        + v3198
        + v3200;
    let v3202 = v3152 * v3201;
    let v3203 = v2787 * v3202;
    let v3204 = 2 * r6 + v2790 + v2793 + v2799 + v2811 - v2791 - v2796 - v2805 - v2823 - 1;
    let v3205 = u6 * v3204;
    let v3206 = v2823 - v2811;
    let v3207 = u6 * v3206;
    let v3208 = v2805 + v2812 - v2824 - v2799;
    let v3209 = u6 * v3208;
    let v3210 = v2824 - v2812;
    let v3211 = u6 * v3210;
    let v3212 = v2796 + v2800 + v2814 - v2806 - v2826 - v2793;
    let v3213 = u6 * v3212;
    let v3214 = v2826 - v2814;
    let v3215 = u6 * v3214;
    let v3216 = v2806 + v2815 - v2827 - v2800;
    let v3217 = u6 * v3216;
    let v3218 = v2827 - v2815;
    let v3219 = u6 * v3218;
    let v3220 = v2791 + v2794 + v2802 + v2817 - v2797 - v2808 - v2829 - v2790;
    let v3221 = u6 * v3220;
    let v3222 = v2829 - v2817;
    let v3223 = u6 * v3222;
    let v3224 = v2808 + v2818 - v2830 - v2802;
    let v3225 = u6 * v3224;
    let v3226 = v2830 - v2818;
    let v3227 = u6 * v3226;
    let v3228 = v2797 + v2803 + v2820 - v2809 - v2832 - v2794;
    let v3229 = u6 * v3228;
    let v3230 = v2832 - v2820;
    let v3231 = u6 * v3230;
    let v3232 = v2809 + v2821 - v2833 - v2803;
    let v3233 = u6 * v3232;
    let v3234 = v2833 - v2821;
    let v3235 = u6 * v3234;
    let v3236 = v3221 + r6 + 2 * v2790 + v2793 + v2799 + v2811 - v2794 - v2802 - v2817 - v3205 - 1;
    let v3237 = u7 * v3236;
    let v3238 = v2817 + v3223 - v2811 - v3207;
    let v3239 = u7 * v3238;
    let v3240 = v2802 + v3225 + v2812 - v2818 - v2799 - v3209;
    let v3241 = u7 * v3240;
    let v3242 = v2818 + v3227 - v2812 - v3211;
    let v3243 = u7 * v3242;
    let v3244 = v2794 + v3229 + v2800 + v2814 - v2803 - v2820 - v2793 - v3213;
    let v3245 = u7 * v3244;
    let v3246 = v2820 + v3231 - v2814 - v3215;
    let v3247 = u7 * v3246;
    let v3248 = v2803 + v3233 + v2815 - v2821 - v2800 - v3217;
    let v3249 = u7 * v3248;
    let v3250 = v2821 + v3235 - v2815 - v3219;
    let v3251 = u7 * v3250;
    let v3252 = v3213
        + v3245
        + r6
        + v2790
        + 2 * v2793
        + v2799
        + v2811
        - v2800
        - v2814
        - v3205
        - v3237
        - 1;
    let v3253 = u8 * v3252;
    let v3254 = v2814 + v3215 + v3247 - v2811 - v3207 - v3239;
    let v3255 = u8 * v3254;
    let v3256 = v2800 + v3217 + v3249 + v2812 - v2815 - v2799 - v3209 - v3241;
    let v3257 = u8 * v3256;
    let v3258 = v2815 + v3219 + v3251 - v2812 - v3211 - v3243;
    let v3259 = u8 * v3258;
    let v3260 = v3209
        + v3241
        + v3257
        + r6
        + v2790
        + v2793
        + 2 * v2799
        + v2811
        - v2812
        - v3205
        - v3237
        - v3253
        - 1;
    let v3261 = u9 * v3260;
    let v3262 = v2812 + v3211 + v3243 + v3259 - v2811 - v3207 - v3239 - v3255;
    let v3263 = u9 * v3262;
    let v3264 = v3207
        + v3239
        + v3255
        + v3263
        + r6
        + v2790
        + v2793
        + v2799
        + 2 * v2811
        - v3205
        - v3237
        - v3253
        - v3261
        - 1;
    let v3265 = u10 * v3264;
    let v3266 = v3205 + v3237 + v3253 + v3261 + v3265 - r6 - v2790 - v2793 - v2799 - v2811 + 1;
    let v3267 = v1509 * v3266;
    let v3268 = 2 * g2 - 1;
    let v3269 = u11 * v3268;
    let v3270 = v3269 - g2 + 1;
    let v3271 = v3267 * v3270;
    let v3272 = v3147 * v3271;
    let v3273 = v3042 * v3272;
    let v3274 = v3050 * v3273;
    let v3275 = v2789 * v3274;
    let v3276 = v1776 * v2964;
    let v3277 = u13 * v3204;
    let v3278 = u13 * v3206;
    let v3279 = u13 * v3208;
    let v3280 = u13 * v3210;
    let v3281 = u13 * v3212;
    let v3282 = u13 * v3214;
    let v3283 = u13 * v3216;
    let v3284 = u13 * v3218;
    let v3285 = u13 * v3220;
    let v3286 = u13 * v3222;
    let v3287 = u13 * v3224;
    let v3288 = u13 * v3226;
    let v3289 = u13 * v3228;
    let v3290 = u13 * v3230;
    let v3291 = u13 * v3232;
    let v3292 = u13 * v3234;
    let v3293 = v3277 - r6 - v2790 - v2793 - v2799 - v2811 + 1;
    let v3294 = v2968 * v3293;
    let v3295 = v2811 + v3278;
    let v3296 = v2970 * v3295;
    let v3297 = v2799 + v3279 - v2812;
    let v3298 = v2973 * v3297;
    let v3299 = v2812 + v3280;
    let v3300 = v2975 * v3299;
    let v3301 = v2793 + v3281 - v2800 - v2814;
    let v3302 = v2978 * v3301;
    let v3303 = v2814 + v3282;
    let v3304 = v2980 * v3303;
    let v3305 = v2800 + v3283 - v2815;
    let v3306 = v2983 * v3305;
    let v3307 = v2815 + v3284;
    let v3308 = v2985 * v3307;
    let v3309 = v2790 + v3285 - v2794 - v2802 - v2817;
    let v3310 = v2987 * v3309;
    let v3311 = v2817 + v3286;
    let v3312 = v2989 * v3311;
    let v3313 = v2802 + v3287 - v2818;
    let v3314 = v2991 * v3313;
    let v3315 = v2818 + v3288;
    let v3316 = v2993 * v3315;
    let v3317 = v2794 + v3289 - v2803 - v2820;
    let v3318 = v2995 * v3317;
    let v3319 = v2820 + v3290;
    let v3320 = v2997 * v3319;
    let v3321 = v2803 + v3291 - v2821;
    let v3322 = v2999 * v3321;
    let v3323 = v2821 + v3292;
    let v3324 = v3001 * v3323;
    let v3325 = v3294
        + v3296
        + v3298
        + v3300
        + v3302
        + v3304
        + v3306
        + v3308
        + v3310
        + v3312
        + v3314
        + v3316
        + v3318
        + v3320
        + v3322
        + v3324;
    let v3326 = v3276 * v3325;
    let v3327 = v2836 * v3326;
    let v3328 = u8 * v3006;
    let v3329 = 2 * o0 + v2840 - v2841 - 1;
    let v3330 = u9 * v3329;
    let v3331 = v2841 - v2840;
    let v3332 = u9 * v3331;
    let v3333 = v3332 + o0 + 2 * v2840 - v3330 - 1;
    let v3334 = u10 * v3333;
    let v3335 = v3330 + v3334 - o0 - v2840 + 1;
    let v3336 = v3328 * v3335;
    let v3337 = v3270 * v3336;
    let v3338 = v3147 * v3337;
    let v3339 = v3042 * v3338;
    let v3340 = v3050 * v3339;
    let v3341 = v2838 * v3340;
    let v3342 = 0 - o0 - v2840 + 1;
    let v3345 = o0 - v2841;
    let v3352 = v2987 * v3342;
    let v3353 = v2840 * v2989;
    let v3354 = v2991 * v3345;
    let v3355 = v2841 * v2993;
    let v3360 = v3352 + v3353 + v3354 + v3355;
    let v3361 = v2966 * v3360;
    let v3362 = v2847 * v3361;
    let v3363 = zeta * zeta;
    let v3364 = v3363 * v3363;
    let v3365 = v3364 * v3364;
    let v3366 = v3365 * v3365;
    let v3367 = v3366 * v3366;
    let v3368 = v3367 * v3367;
    let v3369 = v3368 * v3368;
    let v3370 = v3369 * v3369;
    let v3371 = v3370 * v3370;
    let v3372 = v3371 * v3371;
    let v3373 = v3372 * v3372;
    let v3374 = v3373 * v3373;
    let v3375 = v3374 * v3374;
    let v3376 = v3375 * v3375;
    let v3377 = zeta - 1;
    let v3378 = u5 * v3377;
    let v3379 = v3363 - 1;
    let v3380 = u6 * v3379;
    let v3381 = v3378 + 1;
    let v3382 = v3380 + 1;
    let v3383 = v3381 * v3382;
    let v3384 = v3364 - 1;
    let v3385 = u7 * v3384;
    let v3386 = v3385 + 1;
    let v3387 = v3383 * v3386;
    let v3388 = v3365 - 1;
    let v3389 = u8 * v3388;
    let v3390 = v3389 + 1;
    let v3391 = v3387 * v3390;
    let v3392 = v3366 - 1;
    let v3393 = u9 * v3392;
    let v3394 = v3393 + 1;
    let v3395 = v3391 * v3394;
    let v3396 = v3367 - 1;
    let v3397 = u10 * v3396;
    let v3398 = v3397 + 1;
    let v3399 = v3395 * v3398;
    let v3400 = v3368 - 1;
    let v3401 = u11 * v3400;
    let v3402 = v3401 + 1;
    let v3403 = v3399 * v3402;
    let v3404 = v3369 - 1;
    let v3405 = u12 * v3404;
    let v3406 = v3405 + 1;
    let v3407 = v3403 * v3406;
    let v3408 = v3370 - 1;
    let v3409 = u13 * v3408;
    let v3410 = v3409 + 1;
    let v3411 = v3407 * v3410;
    let v3412 = f1 * v3376;
    let v3413 = f3 * v3376;
    let v3414 = f5 * v3376;
    let v3415 = f7 * v3376;
    let v3416 = f9 * v3376;
    let v3417 = f11 * v3376;
    let v3418 = f13 * v3376;
    let v3419 = f15 * v3376;
    let v3420 = f17 * v3376;
    let v3421 = f19 * v3376;
    let v3422 = f21 * v3376;
    let v3423 = f23 * v3376;
    let v3424 = f25 * v3376;
    let v3425 = f27 * v3376;
    let v3426 = f29 * v3376;
    let v3427 = f31 * v3376;
    let v3428 = f33 * v3376;
    let v3429 = f35 * v3376;
    let v3430 = f37 * v3376;
    let v3431 = f39 * v3376;
    let v3432 = f41 * v3376;
    let v3433 = f43 * v3376;
    let v3434 = f45 * v3376;
    let v3435 = f47 * v3376;
    let v3436 = f49 * v3376;
    let v3437 = f51 * v3376;
    let v3438 = f53 * v3376;
    let v3439 = f55 * v3376;
    let v3440 = f57 * v3376;
    let v3441 = f59 * v3376;
    let v3442 = f61 * v3376;
    let v3443 = f63 * v3376;
    let v3444 = f2 + v3413;
    let v3445 = v3375 * v3444;
    let v3446 = f6 + v3415;
    let v3447 = v3375 * v3446;
    let v3448 = f10 + v3417;
    let v3449 = v3375 * v3448;
    let v3450 = f14 + v3419;
    let v3451 = v3375 * v3450;
    let v3452 = f18 + v3421;
    let v3453 = v3375 * v3452;
    let v3454 = f22 + v3423;
    let v3455 = v3375 * v3454;
    let v3456 = f26 + v3425;
    let v3457 = v3375 * v3456;
    let v3458 = f30 + v3427;
    let v3459 = v3375 * v3458;
    let v3460 = f34 + v3429;
    let v3461 = v3375 * v3460;
    let v3462 = f38 + v3431;
    let v3463 = v3375 * v3462;
    let v3464 = f42 + v3433;
    let v3465 = v3375 * v3464;
    let v3466 = f46 + v3435;
    let v3467 = v3375 * v3466;
    let v3468 = f50 + v3437;
    let v3469 = v3375 * v3468;
    let v3470 = f54 + v3439;
    let v3471 = v3375 * v3470;
    let v3472 = f58 + v3441;
    let v3473 = v3375 * v3472;
    let v3474 = f62 + v3443;
    let v3475 = v3375 * v3474;
    let v3476 = f4 + v3414 + v3447;
    let v3477 = v3374 * v3476;
    let v3478 = f12 + v3418 + v3451;
    let v3479 = v3374 * v3478;
    let v3480 = f20 + v3422 + v3455;
    let v3481 = v3374 * v3480;
    let v3482 = f28 + v3426 + v3459;
    let v3483 = v3374 * v3482;
    let v3484 = f36 + v3430 + v3463;
    let v3485 = v3374 * v3484;
    let v3486 = f44 + v3434 + v3467;
    let v3487 = v3374 * v3486;
    let v3488 = f52 + v3438 + v3471;
    let v3489 = v3374 * v3488;
    let v3490 = f60 + v3442 + v3475;
    let v3491 = v3374 * v3490;
    let v3492 = f8 + v3416 + v3449 + v3479;
    let v3493 = v3373 * v3492;
    let v3494 = f24 + v3424 + v3457 + v3483;
    let v3495 = v3373 * v3494;
    let v3496 = f40 + v3432 + v3465 + v3487;
    let v3497 = v3373 * v3496;
    let v3498 = f56 + v3440 + v3473 + v3491;
    let v3499 = v3373 * v3498;
    let v3500 = f16 + v3420 + v3453 + v3481 + v3495;
    let v3501 = v3372 * v3500;
    let v3502 = f48 + v3436 + v3469 + v3489 + v3499;
    let v3503 = v3372 * v3502;
    let v3504 = f32 + v3428 + v3461 + v3485 + v3497 + v3503;
    let v3505 = v3371 * v3504;
    let v3506 = f0 + v3412 + v3445 + v3477 + v3493 + v3501 + v3505;
    let v3507 = v3411 * v3506;
    let v3508 = v719 * v3507;
    let v3509 = v1514
        + v1677
        + v1691
        + v1705
        + v1719
        + v1731
        + v1744
        + v1753
        + v1762
        + v1772
        + v1780
        + v1788
        + v1794
        + v1800
        + v1806
        + v1812
        + v1818
        + v1823
        + v1831
        + v1836
        + v1841
        + v2070
        + v2237
        + v2382
        + v2538
        + v2692
        + v2696
        - 2 * v2963
        - 2 * v3005
        - v3052
        - v3080
        - v3151
        - v3203
        - v3275
        - v3327
        - v3341
        - v3362
        - v3508;
    let v3510 = j0 * v3509;
    let v3512 = u8 * v891;
    let v3513 = u9 * v893;
    let v3514 = v3512 + 1;
    let v3515 = v3513 + 1;
    let v3516 = v3514 * v3515;
    let v3517 = u10 * v898;
    let v3518 = v3517 + 1;
    let v3519 = v3516 * v3518;
    let v3520 = u11 * v902;
    let v3521 = v3520 + 1;
    let v3522 = v3519 * v3521;
    let v3523 = v886 - 1;
    let v3524 = u12 * v3523;
    let v3525 = v3524 + 1;
    let v3526 = v3522 * v3525;
    let v3527 = v885 - 1;
    let v3528 = u13 * v3527;
    let v3529 = v3528 + 1;
    let v3530 = v3526 * v3529;
    let v3531 = packing * f1;
    let v3532 = packing * f3;
    let v3533 = packing * f5;
    let v3534 = packing * f7;
    let v3535 = packing * f9;
    let v3536 = packing * f11;
    let v3537 = packing * f13;
    let v3538 = packing * f15;
    let v3539 = packing * f17;
    let v3540 = packing * f19;
    let v3541 = packing * f21;
    let v3542 = packing * f23;
    let v3543 = packing * f25;
    let v3544 = packing * f27;
    let v3545 = packing * f29;
    let v3546 = packing * f31;
    let v3547 = packing * f33;
    let v3548 = packing * f35;
    let v3549 = packing * f37;
    let v3550 = packing * f39;
    let v3551 = packing * f41;
    let v3552 = packing * f43;
    let v3553 = packing * f45;
    let v3554 = packing * f47;
    let v3555 = packing * f49;
    let v3556 = packing * f51;
    let v3557 = packing * f53;
    let v3558 = packing * f55;
    let v3559 = packing * f57;
    let v3560 = packing * f59;
    let v3561 = packing * f61;
    let v3562 = packing * f63;
    let v3563 = f2 + v3532;
    let v3564 = v880 * v3563;
    let v3565 = f6 + v3534;
    let v3566 = v880 * v3565;
    let v3567 = f10 + v3536;
    let v3568 = v880 * v3567;
    let v3569 = f14 + v3538;
    let v3570 = v880 * v3569;
    let v3571 = f18 + v3540;
    let v3572 = v880 * v3571;
    let v3573 = f22 + v3542;
    let v3574 = v880 * v3573;
    let v3575 = f26 + v3544;
    let v3576 = v880 * v3575;
    let v3577 = f30 + v3546;
    let v3578 = v880 * v3577;
    let v3579 = f34 + v3548;
    let v3580 = v880 * v3579;
    let v3581 = f38 + v3550;
    let v3582 = v880 * v3581;
    let v3583 = f42 + v3552;
    let v3584 = v880 * v3583;
    let v3585 = f46 + v3554;
    let v3586 = v880 * v3585;
    let v3587 = f50 + v3556;
    let v3588 = v880 * v3587;
    let v3589 = f54 + v3558;
    let v3590 = v880 * v3589;
    let v3591 = f58 + v3560;
    let v3592 = v880 * v3591;
    let v3593 = f62 + v3562;
    let v3594 = v880 * v3593;
    let v3595 = f4 + v3533 + v3566;
    let v3596 = v881 * v3595;
    let v3597 = f12 + v3537 + v3570;
    let v3598 = v881 * v3597;
    let v3599 = f20 + v3541 + v3574;
    let v3600 = v881 * v3599;
    let v3601 = f28 + v3545 + v3578;
    let v3602 = v881 * v3601;
    let v3603 = f36 + v3549 + v3582;
    let v3604 = v881 * v3603;
    let v3605 = f44 + v3553 + v3586;
    let v3606 = v881 * v3605;
    let v3607 = f52 + v3557 + v3590;
    let v3608 = v881 * v3607;
    let v3609 = f60 + v3561 + v3594;
    let v3610 = v881 * v3609;
    let v3611 = f8 + v3535 + v3568 + v3598;
    let v3612 = v882 * v3611;
    let v3613 = f24 + v3543 + v3576 + v3602;
    let v3614 = v882 * v3613;
    let v3615 = f40 + v3551 + v3584 + v3606;
    let v3616 = v882 * v3615;
    let v3617 = f56 + v3559 + v3592 + v3610;
    let v3618 = v882 * v3617;
    let v3619 = f16 + v3539 + v3572 + v3600 + v3614;
    let v3620 = v883 * v3619;
    let v3621 = f48 + v3555 + v3588 + v3608 + v3618;
    let v3622 = v883 * v3621;
    let v3623 = f32 + v3547 + v3580 + v3604 + v3616 + v3622;
    let v3624 = v884 * v3623;
    let v3625 = f0 + v3531 + v3564 + v3596 + v3612 + v3620 + v3624;
    let v3626 = v3530 * v3625;
    let v3627 = v722 * v3626;
    let v3628 = source_point * source_point;
    let v3629 = v3628 * v3628;
    let v3630 = v3629 * v3629;
    let v3631 = v3630 * v3630;
    let v3632 = v3631 * v3631;
    let v3633 = v3632 * v3632;
    let v3634 = v3633 * v3633;
    let v3635 = v3634 * v3634;
    let v3636 = v3635 * v3635;
    let v3637 = v3636 * v3636;
    let v3638 = v3637 * v3637;
    let v3639 = v3638 - 1;
    let v3640 = u8 * v3639;
    let v3641 = v3637 - 1;
    let v3642 = u9 * v3641;
    let v3643 = v3640 + 1;
    let v3644 = v3642 + 1;
    let v3645 = v3643 * v3644;
    let v3646 = v3636 - 1;
    let v3647 = u10 * v3646;
    let v3648 = v3647 + 1;
    let v3649 = v3645 * v3648;
    let v3650 = v3635 - 1;
    let v3651 = u11 * v3650;
    let v3652 = v3651 + 1;
    let v3653 = v3649 * v3652;
    let v3654 = v3634 - 1;
    let v3655 = u12 * v3654;
    let v3656 = v3655 + 1;
    let v3657 = v3653 * v3656;
    let v3658 = v3633 - 1;
    let v3659 = u13 * v3658;
    let v3660 = v3659 + 1;
    let v3661 = v3657 * v3660;
    let v3662 = f1 * source_point;
    let v3663 = f3 * source_point;
    let v3664 = f5 * source_point;
    let v3665 = f7 * source_point;
    let v3666 = f9 * source_point;
    let v3667 = f11 * source_point;
    let v3668 = f13 * source_point;
    let v3669 = f15 * source_point;
    let v3670 = f17 * source_point;
    let v3671 = f19 * source_point;
    let v3672 = f21 * source_point;
    let v3673 = f23 * source_point;
    let v3674 = f25 * source_point;
    let v3675 = f27 * source_point;
    let v3676 = f29 * source_point;
    let v3677 = f31 * source_point;
    let v3678 = f33 * source_point;
    let v3679 = f35 * source_point;
    let v3680 = f37 * source_point;
    let v3681 = f39 * source_point;
    let v3682 = f41 * source_point;
    let v3683 = f43 * source_point;
    let v3684 = f45 * source_point;
    let v3685 = f47 * source_point;
    let v3686 = f49 * source_point;
    let v3687 = f51 * source_point;
    let v3688 = f53 * source_point;
    let v3689 = f55 * source_point;
    let v3690 = f57 * source_point;
    let v3691 = f59 * source_point;
    let v3692 = f61 * source_point;
    let v3693 = f63 * source_point;
    let v3694 = f2 + v3663;
    let v3695 = v3628 * v3694;
    let v3696 = f6 + v3665;
    let v3697 = v3628 * v3696;
    let v3698 = f10 + v3667;
    let v3699 = v3628 * v3698;
    let v3700 = f14 + v3669;
    let v3701 = v3628 * v3700;
    let v3702 = f18 + v3671;
    let v3703 = v3628 * v3702;
    let v3704 = f22 + v3673;
    let v3705 = v3628 * v3704;
    let v3706 = f26 + v3675;
    let v3707 = v3628 * v3706;
    let v3708 = f30 + v3677;
    let v3709 = v3628 * v3708;
    let v3710 = f34 + v3679;
    let v3711 = v3628 * v3710;
    let v3712 = f38 + v3681;
    let v3713 = v3628 * v3712;
    let v3714 = f42 + v3683;
    let v3715 = v3628 * v3714;
    let v3716 = f46 + v3685;
    let v3717 = v3628 * v3716;
    let v3718 = f50 + v3687;
    let v3719 = v3628 * v3718;
    let v3720 = f54 + v3689;
    let v3721 = v3628 * v3720;
    let v3722 = f58 + v3691;
    let v3723 = v3628 * v3722;
    let v3724 = f62 + v3693;
    let v3725 = v3628 * v3724;
    let v3726 = f4 + v3664 + v3697;
    let v3727 = v3629 * v3726;
    let v3728 = f12 + v3668 + v3701;
    let v3729 = v3629 * v3728;
    let v3730 = f20 + v3672 + v3705;
    let v3731 = v3629 * v3730;
    let v3732 = f28 + v3676 + v3709;
    let v3733 = v3629 * v3732;
    let v3734 = f36 + v3680 + v3713;
    let v3735 = v3629 * v3734;
    let v3736 = f44 + v3684 + v3717;
    let v3737 = v3629 * v3736;
    let v3738 = f52 + v3688 + v3721;
    let v3739 = v3629 * v3738;
    let v3740 = f60 + v3692 + v3725;
    let v3741 = v3629 * v3740;
    let v3742 = f8 + v3666 + v3699 + v3729;
    let v3743 = v3630 * v3742;
    let v3744 = f24 + v3674 + v3707 + v3733;
    let v3745 = v3630 * v3744;
    let v3746 = f40 + v3682 + v3715 + v3737;
    let v3747 = v3630 * v3746;
    let v3748 = f56 + v3690 + v3723 + v3741;
    let v3749 = v3630 * v3748;
    let v3750 = f16 + v3670 + v3703 + v3731 + v3745;
    let v3751 = v3631 * v3750;
    let v3752 = f48 + v3686 + v3719 + v3739 + v3749;
    let v3753 = v3631 * v3752;
    let v3754 = f32 + v3678 + v3711 + v3735 + v3747 + v3753;
    let v3755 = v3632 * v3754;
    let v3756 = f0 + v3662 + v3695 + v3727 + v3743 + v3751 + v3755;
    let v3757 = v3661 * v3756;
    let v3758 = v723 * v3757;
    let v3759 = 2 * v2963
        + 2 * v3005
        + v3052
        + v3080
        + v3151
        + v3203
        + v3275
        + v3327
        + v3341
        + v3362
        + v3508
        + v3510
        - v3627
        - v3758;
    let v3760 = j1 * v3759;
    v3627 + v3758 + v3760
}

impl Split128By22 of DivRemHelper<
    BoundedInt<0, 0xffffffffffffffffffffffffffffffff>, UnitInt<4194304>,
> {
    type DivT = BoundedInt<0, 0x3ffffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3fffff>;
}
impl Split106By22 of DivRemHelper<BoundedInt<0, 0x3ffffffffffffffffffffffffff>, UnitInt<4194304>> {
    type DivT = BoundedInt<0, 0xfffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3fffff>;
}
impl Split84By22 of DivRemHelper<BoundedInt<0, 0xfffffffffffffffffffff>, UnitInt<4194304>> {
    type DivT = BoundedInt<0, 0x3fffffffffffffff>;
    type RemT = BoundedInt<0, 0x3fffff>;
}
impl Split62By22 of DivRemHelper<BoundedInt<0, 0x3fffffffffffffff>, UnitInt<4194304>> {
    type DivT = BoundedInt<0, 0xffffffffff>;
    type RemT = BoundedInt<0, 0x3fffff>;
}
impl Split40By22 of DivRemHelper<BoundedInt<0, 0xffffffffff>, UnitInt<4194304>> {
    type DivT = BoundedInt<0, 0x3ffff>;
    type RemT = BoundedInt<0, 0x3fffff>;
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
impl Split22By2 of DivRemHelper<BoundedInt<0, 0x3fffff>, UnitInt<4>> {
    type DivT = BoundedInt<0, 0xfffff>;
    type RemT = BoundedInt<0, 0x3>;
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
const BY_2: NonZero<UnitInt<4>> = 4;
const BY_3: NonZero<UnitInt<8>> = 8;
const BY_5: NonZero<UnitInt<32>> = 32;
const BY_22: NonZero<UnitInt<4194304>> = 4194304;
type Position = BoundedInt<0, 0x3fffff>;
type Top = BoundedInt<0, 0x7f>;

/// Splits a challenge's low half into positions.
fn split_positions(word: u128, ref numbers: Array<u32>) -> BoundedInt<0, 0x3ffff> {
    let rest: BoundedInt<0, 0xffffffffffffffffffffffffffffffff> = upcast(word);
    let (rest, number) = div_rem(rest, BY_22);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_22);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_22);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_22);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_22);
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
    BoundedInt<0, 0x3>,
    BoundedInt<0, 0x7>,
    BoundedInt<0, 0x7>,
    BoundedInt<0, 0x7>,
    BoundedInt<0, 0x7>,
    BoundedInt<0, 0x1>,
) {
    let rest = position;
    let (rest, d0) = div_rem(rest, BY_2);
    let (rest, d1) = div_rem(rest, BY_3);
    let (rest, d2) = div_rem(rest, BY_3);
    let (rest, d3) = div_rem(rest, BY_3);
    let (rest, d4) = div_rem(rest, BY_3);
    let (rest, d5) = div_rem(rest, BY_1);
    (rest, d0, d1, d2, d3, d4, d5)
}

fn point_of_d0(digit: BoundedInt<0, 0x3>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x5c3ed0c6f6ac6dd647c9ba3e4721c1eb14011ea3d174c52d7981c5b8145aa75,
        2 => 0x3b1c96a24c7669cfe72ab052121589cec349cbbcee1b9b09de8c5cf6e0bef41,
        _ => 0x179fed001a9673b060f02a4e8373a030593719019b28dea4f059b03071988ec,
    }
}
fn point_of_d1(digit: BoundedInt<0, 0x7>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x1342b2946b146d7334a83ab7f1ec75e8c5d8531b5a03ab4b878549e246766d8,
        2 => 0x5c0a717bca84bf725164a76ab0137402eedac496081f8c38c71bd5031055652,
        3 => 0x68cd38db18764a1d8cf691ffea257660682d17527ebf948e631e8585b392cd2,
        4 => 0x2c161bccefe8efe8357a7ff5d9529c36dc49fe38ca502941ad37af3d0a6b4f5,
        5 => 0x73a5c22c5c53d4b4baefa4b5596df69eecc917c6bd92d53c21222abfd1ab18d,
        6 => 0x58e7d89681180d24291bb8dfc8e313f7739c6cc84dcfd26113dacfc746878,
        _ => 0x50bb63c38ef3b03ba08561937d4ae101c9d00a45dc2ee6dfd8149840f35e7e4,
    }
}
fn point_of_d2(digit: BoundedInt<0, 0x7>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x3a362d340d28de59362d5c9c178262e18226a39c977b11390a5fa7f296fbf1c,
        2 => 0xffbb44b8cc76db064426a2a4d6bafeaa47a4c08437c60404eeb1c0125ca33a,
        3 => 0x57c4e321e48a2f050df7f9b450a4e0f4ebebca29cbf81e26c3ca24356098c34,
        4 => 0x3b2bde244c675c684d31aa6bf06f7c942e643e2574403becf0daf8179e2ebe,
        5 => 0x24407c324dc59d0710393c3d118e7f3443eccb4533dca62c2c10f926f261d79,
        6 => 0x6716165209f64b6ac006d6b530f40c3f8713e14f6ca2db5c5d7294b327bff7f,
        _ => 0x7b480dea9a9ee5a94ee8b4773f061b76fda874941b643257b0e2c84aedee56d,
    }
}
fn point_of_d3(digit: BoundedInt<0, 0x7>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x2d852a47dcde3c315d57a9fd511649fbb26f74e269130b496bc19dcfeccfccc,
        2 => 0x6ba7cbe076e7f5dd73ddcd4d25979acdc2f028f06fa1b55b4a47f4c44ad0610,
        3 => 0x5de3ac9f90ca0cb579e1e1566377dc0b04da00245808234c1359b8be348cc3a,
        4 => 0x36cb7c6ed4327aa7206f426c3bb94ce5e64466c3e64660db0f43dd2349eea63,
        5 => 0x6ca66dfd9e73af75c91b6ffb287085e8aa2d03329de18aa6d796f859871f58d,
        6 => 0x4bbcc771cc648bd0d74bc4ab48a70b136b3442b4ad6be8f569d417990223bbb,
        _ => 0x3da0f515d151973109292db5db93b0e4cd91b245cd98c89acff98a10d8f5c20,
    }
}
fn point_of_d4(digit: BoundedInt<0, 0x7>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x38e7d59155023a76d3b276395c2c067b93dd56fe36060ec6503e80bf248b36c,
        2 => 0x6a50046d4afae89aa80b742d48175a5b7a6e1b42a5ab630140437adcdf92351,
        3 => 0x1908ba177e699fec07eb47ac6efcbe3c974d82c048bdfb1b21df49fea6d127d,
        4 => 0x63f5efaa33929b2e40a4a07b940adf4612806f6417e3754e8cde2cdaea51997,
        5 => 0x20497c1d011fd91874bf1cd3f4346e7560e088d66c46aa563d054c399d13705,
        6 => 0x723411640b100abd50a62a3a24b0d28cf8d2a94734c7028cccb67a27fff8849,
        _ => 0x3e079a86664886c9b5193c22ad4a9032880be321d953fe412b15bebc5352592,
    }
}
fn point_of_d5(digit: BoundedInt<0, 0x1>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        _ => 0x43a8517523f55a8f3776dfa6bcd79eaa84e9027d8d4bee30c0926df0c07573f,
    }
}
fn point_of_top(digit: BoundedInt<0, 0x7f>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x718f1ad809daae7d7c15128ae86e4f6b9381de7db8c30c45b7e4e4566984d05,
        2 => 0x35fd3901cedd2ee24cca8f9895df525e5484134a90a0813e4fb0a7dc1eae1a6,
        3 => 0x69805441669ba7c7cfd496397690a3e420dfe52108ef0cb6f9f47c687e31f03,
        4 => 0x7a62d5c18005db4b2ba491431869e351a360a916a4d0ee4cf7bd10e57e31913,
        5 => 0x301cd8d3982b2457def3b0a74e7aa3d01af0b26518cb1e4fa2e11ae5c9a93f8,
        6 => 0x4a58d1297e5396a89b7af766626e0f80dd1a4f0696ce8f0c56444ed9e53ca44,
        7 => 0x79946534565b455abca44742a214a0b50ecccb067ab97e4b37a2bc8ec6a673d,
        8 => 0x74621517f505f35aae7b169c4bd9d3ee16e9f911ac57a23b0062d2c71200963,
        9 => 0x36aaf01be6cf733383b68df56c063645b594440501eeb439a66aab4f1bb06cd,
        10 => 0x5d7134fa30f87dba8e7ddab798ecebcc291dcbd084b7bd46b2f6a214c6f01e9,
        11 => 0x496fde9aa81b9e57dea6f49c45ef524ce3aaf87f125780227e26769ca9d74f0,
        12 => 0x5df7102ae6e24a6b266831bbc48830380051facb0283845a30dc1d71693ada5,
        13 => 0x8fe2f2a29496ab5e879df79d313f3a66c3bbbeba357c6d5f8285833b85098e,
        14 => 0x185b52abd6ddfd1dc151a6dbf7bcffef24e98370c8bd1c594c798c37f1f5ab1,
        15 => 0x32e150a5ed8d8d2f7aa35494e41b225afb8e1dbd2db682919630459465e9858,
        16 => 0x2b9f95d9c7a91e553fee72855f2b4d0f2bb5a002989ac16fad72a75ae580194,
        17 => 0x449fdc1522dbd751b28675d111797dca4a95a43a0226070776e09d0c0d0bb2e,
        18 => 0x5013c118454044b4e4afc85b12bbf269ffb1ae5e4b077a11f41ba4957ba5f4f,
        19 => 0x3d36a798ff601ca8e35004e96d0fafc41829bfec2b82f8a0b3c199effdb9417,
        20 => 0x718cd73289f3e6b0ce309ac819b5d55ee915c5ed35f0e88ccf589101cc7c850,
        21 => 0x53c3a75a75c0139a9e33d41fea18e96c6e19fe38ee9d7819a973dbba27a804f,
        22 => 0x2d51c01817ec96918e0ca50253994c07c5a1a7e86ed7fbb7dc7275fad2f30ec,
        23 => 0x656b582abd4d65e3be34d7faa2c745dfb94d39b1abbeaf4193a7b3ef65f8c5c,
        24 => 0x45b82350ba3d7883520dfea8ba1ce9a5e6020054ff9fbe4414574a6ad003d92,
        25 => 0x4df1fc3af5902fede17e8052864845f00c31730910cc676c0af4bd026180aac,
        26 => 0xd034c3b1cd27d814923ab00f21e537b52c36610f34e673dfd6b29c857f8077,
        27 => 0x7fc7ae4c97bcaf55150eeab8cca69e3231d6167ecb282fae55899f3fabf5a25,
        28 => 0x5b0c14038abf02e7faecbf4887b567eb497eb1033e814d7d2ad098421ee815d,
        29 => 0x6dc488c4f3420366e3b1b372da28a41ce1c2cf5827e3d53481cebfee9eedff0,
        30 => 0x2fa79d2439910e527a6527cef3dd242cf8ed66785ce84565f35fc8abec465e1,
        31 => 0x2845bfd235146a6830977c837f94f214be7c9c20f2bde265206bd6cebbfd4b3,
        32 => 0x19e8e437bd95ece45cf52e13abd5bfd4266bc82a085c456785975cc2e35511a,
        33 => 0x3ff29b5098a838e6fbdd014f4c43bbb7ac695ee51e7d6c34bba52ae5e5ddfb3,
        34 => 0x2069a459d3f9d6ada0dd06333977f882fc1841f407888b7287542470ee394ef,
        35 => 0x5ecafdccb1726053b7a082fe7bbfcae30dffff77927a228256c4120dc01eaf2,
        36 => 0x29f6281a68724ab328c62b8a71661d903313aebb1b5f1d590b95ef551850777,
        37 => 0x19a5d5e51e2ba338d151c0a8c693f19a30d01e2d86cecc7391453028dd30992,
        38 => 0x660089f4fc254648a2e6f670ccaed6a7a95103a370219c79b1b00af3ffe7762,
        39 => 0x292ad75619b25fcb5587f1dde3b67df64cd79aafe0f74093ca01552b374f5e3,
        40 => 0x20ec7796442577dd4f861289b2e6a933e25576db875fb8692e83eb69d25d789,
        41 => 0x2cc187ccdad452ae42383b2b80020af9f0e8ccc99f3385127935180e9a84665,
        42 => 0x4118436f6b177dfb105ddb73e2b6ddefc3b47b4151358c9ceada1802b03dc4c,
        43 => 0x6d122ef4d281c7c01b8b30c19e0c2817dd17221697f52ffdc81e8e97aebfaf5,
        44 => 0x39e946943a6d2e510b50da3c14d307deaa65a0c6684d69349eca0b6a64d0296,
        45 => 0x6bd781d4b40f697ff2b1001a2d6e359da298152de8db229d0a9d41568250553,
        46 => 0x7dd442c80000de85d23f088a12a6d0240ad27f84668c47e0eca501839df2a90,
        47 => 0x3797e25db5cc2f34c8ce58fe189e1d0639096b4bf997f1e45398355ab5205e0,
        48 => 0x24bbf20b2affc602687b32282a4c76318d5954d6aeb8f29e88b8025d2020d66,
        49 => 0x6006475d3e5eef70f72f4155202edd84315af8095ea00f1fb3c552b9a6bf001,
        50 => 0x2e3e5c17880569e0455271c03d299f9a622badff25d78d58cf120c41d2e3ab4,
        51 => 0x2f033ba131103add0d1574e68485ae1f126d9cf7b9bbf8c0483327557e81d74,
        52 => 0x587eeed9dd69be4dfe871a8d2a842ecc32085af6d75eee6d8b326b69efa5e7f,
        53 => 0x5cac46f4af32301a438ce52328f9306a2d60f6c0ae798b7f55a1ffd9ab36f33,
        54 => 0x7decc0ed70f8d4b5214c6f97797fcc49d0a6247037bda10c2b9d507eb3e7977,
        55 => 0x4a715880b2121bb5c0bd23b374f499e8e3e539d6685c9a2539deeb8beee65d,
        56 => 0xb237baa59a616019caba7f5d20976d3cb8c1a8c5fca316a11c9674962d550a,
        57 => 0x757420e2b4f92438df721899e444871744ef873099d9a4008741635ce8dc9cf,
        58 => 0xffd023d2bfbce2c2a5affdfab397ddbf988dbdfd3ae35b65881865c2648673,
        59 => 0x4bd66464b499dfaad6af6e41ca5437e190521c621bc2af44db09f833ae2b438,
        60 => 0x6aea08ce1fa21b92925d565fa8a17679c798b56f8bdc851aa33c29ccf40b8e0,
        61 => 0x78cf8d9d30b57ccf4da76408bc6cfcceab9425033685e8e619b6b4815b6e26d,
        62 => 0x8083a2e94e6e2d8c5222c52b72185c044ba0430e1ef787ccac17a27d4a314,
        63 => 0x1660372cc3dacd32b1c7f1e919242d8d55bb1e733e6842514073a2c834da481,
        64 => 0x7547fa31c5686a61dc5aecd8eae6f099f2b4b62971f450b0a87a94282e87775,
        65 => 0x1dc89b0b67c308f76ccabff521f6da01901d7a1590371bc7e82d5ee965f44d5,
        66 => 0x439f778fe620f10810cd1c15e9528f7ea674531db27cfc8502ffa6e6657da8a,
        67 => 0x5f6c7adf0c24c6bcb1bcce9b1e9993122150bc219565857ae19d47598cf00b9,
        68 => 0x2a6c3df50a6939086e011b6df4f082c0f9ac3620c225937b75a0497bd08755e,
        69 => 0x3184e845bda8a0c3e5ed0e186812dd484fdbb5e34c6065c8ef6720bbebf384b,
        70 => 0x740fd862742847ed7098c138174dfc19b98940706b31acc5cc1dde3c28861e8,
        71 => 0x4cfce7f2ab7993d3daa6cab66ccc4c286dff42c5977ef4bc2a5defe5424a42c,
        72 => 0x7254a8aea3fadab3e1ca07f5568cfe83fa338f60d0cbbb933d6c647ad2c1391,
        73 => 0x3bda23a498342558ac2d442482390935a67b267d3f782734c9fe9b48a01b901,
        74 => 0x3e5150955d881d7f984e45bc403ba0ac45e132072f9fd5140623f5ef7220890,
        75 => 0x6a735b792e8dfcdaf82e68658d22799d5e72c4487e204c27e72d1550dbb663c,
        76 => 0x474c492093b89161bd5a1271446b3577da66a13ab6d588ebba372f2139f161e,
        77 => 0x2b931c47ddf23c06aa242d706bf8dfc62bfb5d28fb9ca1fe147ee8eb40b065,
        78 => 0x1299ff2780fbf970a29f4759728b925a9d9084d7f8b8028b0bf74bf9c28567f,
        79 => 0x2ca62afa2131e7bf3094b5c5534e93cf762dc4cf2cd9d3556c27c391fcf9028,
        80 => 0x2c5065ee0afbaec6c9413fde077d029ded2ff1eaa10bf4769f30cc36f140c0e,
        81 => 0x344b68cefdb2fa7d67e45ae64491e7df2f82b3c00a4c17c85069c1e069cd6f8,
        82 => 0x31357d03a40f8858ae53bc25a4de5eb64e2582b8dabf5e25a76226535f2409,
        83 => 0x7e5a7ee12c771032356ce2f01797244dee0a329536943444aaeb797e5979154,
        84 => 0x2c9dabe6645da2385c0848ba32a44aa9b6e1d9bd8b0cb8c8d65cc54267f1c3a,
        85 => 0x5bee1345b463a633ccc13c20650f7884fc3a12d1689305b9a5cf74ef64c452e,
        86 => 0x6bda0a8abe292d1a332377cc23c003d84e48add94a35f94a2b817e1a6ddecca,
        87 => 0x62fa36e66f47228ee879ca2da0fc5c5186afdf8b4ed2e9a818619765e3d59d5,
        88 => 0x678ce99d2b36b1c7cd9b604412d85f100e51f652b7900b3c8088b81813250dc,
        89 => 0x4c02a173b5b2e05efe4e74b2650b73251bc6cb37f27b59ad0a58b4e34ea5e0d,
        90 => 0x42a9f2442bd496406a8fa7ae3c97151e2e217d938230c9537a7c9a12081686d,
        91 => 0x7d1b2f2869871b79e93f036a1e9ac738c98327b3a88f9e7ef174e5d9894d13c,
        92 => 0x2f0860fb921784ebefc6948207bcb3def4d809f6b04faead5c035b1fdc3a4f0,
        93 => 0x4fa21f9c271b698e372796dc866ee433e80fe77586006a0b85fe6ae6d806c58,
        94 => 0x7d57bc00a2ca4cb001fb58d5add566c3a50e369c9c6615a093d08a85019d51b,
        95 => 0x3dcfc4770c8350b7093aea99119c8743eb5acacfdc11a869236b0a9eef59d20,
        96 => 0xa78bc91a9058f510755b4e950e3e978fef308e0b170743cf162e7830934694,
        97 => 0x204e17eae01d5f0dfc430b3f9cd8a6dfd30bf88fbdd90418a8f3af73a3f0b7b,
        98 => 0x6a9fb81708e4615945fb25e0a591e4fc1b97d671a54798f76aeba2be481b685,
        99 => 0x69c8b8c4e70db4a10cddf15005cc4d6c77164c9dd349d06d2e43c7e14c5c743,
        100 => 0x4928e5e8b996aeab2cd8c8511a460a0c83b030eb5d0c1e706644730e3c0bf60,
        101 => 0x2f4f0d23affc3e8db9e46a70a179fca162586f6dffa8e93f783ab2bba017104,
        102 => 0x7f3e4d8df9390c966d4f8161f6c57c4ab1e22c38a3294b986d03e050709ea45,
        103 => 0x65baec2c2033dc14a9dcc4c36dffeaeefa2820ee2bbb6f59455d35d11c8d05e,
        104 => 0x4d6a8a065435849a19110faab95c9475321f47fdcfecbf3044293e3f2d53c40,
        105 => 0x48a0b8557ed6ab2e625212f4811a17f67db3e4a0e50e4f4be25803391671abe,
        106 => 0x7d1369a6c837db79095b2817d8a5402d132c83a3ae4b79f5fdeeea134b65b5f,
        107 => 0x232de3d466c439f6905fb7e3e291f0a66107e6a485927f8c7c0714dcb9f1846,
        108 => 0x2ff1404d216d8bdf12f78deaae1f72382d860a8318f8dd5f800e061c9297b37,
        109 => 0x6f850b4b2191ab7f654e08fd364260b1c1e225054f5f5c3f62caa7b9a9792c4,
        110 => 0x7e5aa540964bc92a11a6328bb75fede214fd8342565fc3785df4522ff03102e,
        111 => 0x3667ecb8e6b7c639d527c972e826e64c0c6f698a85301086f16a8ea3982be99,
        112 => 0x7172163e0a7d536f7eac484bbd4798611cd86bd80162f5bb9df925d2cb02d74,
        113 => 0x6dc8d21586671b9ceb0285650652fd47729acf1441731570c8d82233b708809,
        114 => 0xad1e896178c36367be8b57dfa4640b20c714107523c48d41c02d0b8bfd69a3,
        115 => 0x28ff5666ae41ffbdc447ec436b0852ac202dfb3ed7e65d772681503abb55cdf,
        116 => 0x5e0821d5b722dbc2fea0b81117b00b7975429f825582c29d2f4024f296525ec,
        117 => 0x4837309b47756d0dfbcf9dfb764d078109daad2a8e6c16a558a39061fc77810,
        118 => 0x7a4fcf54253724bf4023002f189586966b43e862db887b8f31fa7de8741bcc4,
        119 => 0x3e30a79aaa43780b18615e36fa55fb50350aba1cf36942851ae9b2dec12b223,
        120 => 0x3b248664fdd0d2949ac645a14161f7eda1d9d00b78eac8bbaeb6acf208da07,
        121 => 0x7e975f0af44905b79c66c12a3e5ea5dc93a4f35ccb0a52fed4b21ada9e0ec8a,
        122 => 0xa07796b7456730141333ba57075d61380e160c35c0a903290fe4ca320bb316,
        123 => 0x4f2823661bf80fdeebdbd3729387f2c547630650e82f98df163bf98fc40c0b,
        124 => 0xc00cbb49c55cdadb0639cf62399c6387ad65c92f29d5d7561bafc8e2135435,
        125 => 0x4d9ec26dc69affaf5d56e3a3994069376fad6d924b43f25b4d51be8be0246b0,
        126 => 0x53dfdf8e0a7462cdfcfc679730b92dfba25808898e14dd3ea65642f8a3bd246,
        _ => 0xbfbf197375c3fb4265210782fef8f0ae18f19ffe84981ca48a9dc0881c3226,
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
        s0_13,
        s0_14,
        a1_0,
        a1_1,
        a1_2,
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
        s1_10,
        s1_11,
        s1_12,
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
        s2_7,
        s2_8,
        s2_9,
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
        s3_4,
        s3_5,
        s3_6,
        w1_0,
        w1_1,
        w1_2,
        w1_3,
        w1_4,
        w1_5,
        w1_6,
        w1_7,
        sw1_0,
        sw1_1,
        sw1_2,
        sw1_3,
        sw1_4,
        sw1_5,
        sw1_6,
        a4_0,
        a4_1,
        a4_2,
        a4_3,
        a4_4,
        a4_5,
        a4_6,
        s4_0,
        s4_1,
        s4_2,
        s4_3,
    ] =
        (*proof
        .multi_pop_front::<114>()
        .unwrap())
        .unbox();
    let Folding { mut joined, mut ratios, mut scales } = folding;
    let [q0, q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11, q12, q13] = (*ratios
        .multi_pop_front::<14>()
        .unwrap())
        .unbox();
    let [k0, k1, k2, k3, k4] = (*scales.multi_pop_front::<5>().unwrap()).unbox();
    let [r0, r1] = (*joined.multi_pop_front::<2>().unwrap()).unbox();
    let position: Position = downcast(position).unwrap();
    let (top, d0, d1, d2, d3, d4, d5) = digits_of(position);
    let x = point_of_top(top)
        * point_of_d0(d0)
        * point_of_d1(d1)
        * point_of_d2(d2)
        * point_of_d3(d3)
        * point_of_d4(d4)
        * point_of_d5(d5);
    let h0 = merkle::leaf_8(a0_0, a0_1, a0_2, a0_3, a0_4, a0_5, a0_6, a0_7);
    let h0 = merkle::climb_2(h0, d0, s0_0, s0_1);
    let h0 = merkle::climb_3(h0, d1, s0_2, s0_3, s0_4);
    let h0 = merkle::climb_3(h0, d2, s0_5, s0_6, s0_7);
    let h0 = merkle::climb_3(h0, d3, s0_8, s0_9, s0_10);
    let h0 = merkle::climb_3(h0, d4, s0_11, s0_12, s0_13);
    let h0 = merkle::climb_1(h0, d5, s0_14);
    let (value, x) = merkle::fold_8(x, q0, q1, q2, a0_0, a0_1, a0_2, a0_3, a0_4, a0_5, a0_6, a0_7);
    let (root, c1_0, c1_1, c1_2, c1_3) = merkle::with_folded_4(d0, k0 * value, a1_0, a1_1, a1_2);
    let x = x * root;
    let h1 = merkle::leaf_4(c1_0, c1_1, c1_2, c1_3);
    let h1 = merkle::climb_3(h1, d1, s1_0, s1_1, s1_2);
    let h1 = merkle::climb_3(h1, d2, s1_3, s1_4, s1_5);
    let h1 = merkle::climb_3(h1, d3, s1_6, s1_7, s1_8);
    let h1 = merkle::climb_3(h1, d4, s1_9, s1_10, s1_11);
    let h1 = merkle::climb_1(h1, d5, s1_12);
    let (value, x) = merkle::fold_4(x, q3, q4, c1_0, c1_1, c1_2, c1_3);
    let (root, c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7) = merkle::with_folded_8(
        d1, k1 * value, a2_0, a2_1, a2_2, a2_3, a2_4, a2_5, a2_6,
    );
    let x = x * root;
    let h2 = merkle::leaf_8(c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7);
    let h2 = merkle::climb_3(h2, d2, s2_0, s2_1, s2_2);
    let h2 = merkle::climb_3(h2, d3, s2_3, s2_4, s2_5);
    let h2 = merkle::climb_3(h2, d4, s2_6, s2_7, s2_8);
    let h2 = merkle::climb_1(h2, d5, s2_9);
    let hw0 = merkle::leaf_8(w0_0, w0_1, w0_2, w0_3, w0_4, w0_5, w0_6, w0_7);
    let hw0 = merkle::climb_3(hw0, d2, sw0_0, sw0_1, sw0_2);
    let hw0 = merkle::climb_3(hw0, d3, sw0_3, sw0_4, sw0_5);
    let hw0 = merkle::climb_3(hw0, d4, sw0_6, sw0_7, sw0_8);
    let hw0 = merkle::climb_1(hw0, d5, sw0_9);
    let j0_0 = w0_0 + r0 * (c2_0 - w0_0);
    let j0_1 = w0_1 + r0 * (c2_1 - w0_1);
    let j0_2 = w0_2 + r0 * (c2_2 - w0_2);
    let j0_3 = w0_3 + r0 * (c2_3 - w0_3);
    let j0_4 = w0_4 + r0 * (c2_4 - w0_4);
    let j0_5 = w0_5 + r0 * (c2_5 - w0_5);
    let j0_6 = w0_6 + r0 * (c2_6 - w0_6);
    let j0_7 = w0_7 + r0 * (c2_7 - w0_7);
    let (value, x) = merkle::fold_8(x, q5, q6, q7, j0_0, j0_1, j0_2, j0_3, j0_4, j0_5, j0_6, j0_7);
    let (root, c3_0, c3_1, c3_2, c3_3, c3_4, c3_5, c3_6, c3_7) = merkle::with_folded_8(
        d2, k2 * value, a3_0, a3_1, a3_2, a3_3, a3_4, a3_5, a3_6,
    );
    let x = x * root;
    let h3 = merkle::leaf_8(c3_0, c3_1, c3_2, c3_3, c3_4, c3_5, c3_6, c3_7);
    let h3 = merkle::climb_3(h3, d3, s3_0, s3_1, s3_2);
    let h3 = merkle::climb_3(h3, d4, s3_3, s3_4, s3_5);
    let h3 = merkle::climb_1(h3, d5, s3_6);
    let hw1 = merkle::leaf_8(w1_0, w1_1, w1_2, w1_3, w1_4, w1_5, w1_6, w1_7);
    let hw1 = merkle::climb_3(hw1, d3, sw1_0, sw1_1, sw1_2);
    let hw1 = merkle::climb_3(hw1, d4, sw1_3, sw1_4, sw1_5);
    let hw1 = merkle::climb_1(hw1, d5, sw1_6);
    let j1_0 = w1_0 + r1 * (c3_0 - w1_0);
    let j1_1 = w1_1 + r1 * (c3_1 - w1_1);
    let j1_2 = w1_2 + r1 * (c3_2 - w1_2);
    let j1_3 = w1_3 + r1 * (c3_3 - w1_3);
    let j1_4 = w1_4 + r1 * (c3_4 - w1_4);
    let j1_5 = w1_5 + r1 * (c3_5 - w1_5);
    let j1_6 = w1_6 + r1 * (c3_6 - w1_6);
    let j1_7 = w1_7 + r1 * (c3_7 - w1_7);
    let (value, x) = merkle::fold_8(x, q8, q9, q10, j1_0, j1_1, j1_2, j1_3, j1_4, j1_5, j1_6, j1_7);
    let (root, c4_0, c4_1, c4_2, c4_3, c4_4, c4_5, c4_6, c4_7) = merkle::with_folded_8(
        d3, k3 * value, a4_0, a4_1, a4_2, a4_3, a4_4, a4_5, a4_6,
    );
    let x = x * root;
    let h4 = merkle::leaf_8(c4_0, c4_1, c4_2, c4_3, c4_4, c4_5, c4_6, c4_7);
    let h4 = merkle::climb_3(h4, d4, s4_0, s4_1, s4_2);
    let h4 = merkle::climb_1(h4, d5, s4_3);
    let (value, x) = merkle::fold_8(
        x, q11, q12, q13, c4_0, c4_1, c4_2, c4_3, c4_4, c4_5, c4_6, c4_7,
    );
    let ends = last_message::is_at(last, x, k4 * value);
    Opened { top: upcast(top), nodes: array![h0, h1, h2, h3, h4, hw0, hw1].span(), ends }
}

/// Nodes that no draw lies below, as the proof gives them.
#[inline(never)]
fn given(ref proof: Span<felt252>) -> Option<Box<[felt252; 7]>> {
    let nodes = *proof.multi_pop_front::<7>()?;
    Some(nodes)
}

#[inline(never)]
fn walk_0(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 7]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let _ = opened.pop_front();
    let nodes = *next.nodes.multi_pop_front::<7>()?;
    Some(nodes)
}

#[inline(never)]
fn walk_1(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 7]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4, l5, l6] = walk_0(end - 1, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4, r5, r6] = walk_0(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4), merkle::node(l5, r5),
                merkle::node(l6, r6),
            ],
        ),
    )
}

#[inline(never)]
fn walk_2(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 7]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4, l5, l6] = walk_1(end - 2, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4, r5, r6] = walk_1(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4), merkle::node(l5, r5),
                merkle::node(l6, r6),
            ],
        ),
    )
}

#[inline(never)]
fn walk_3(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 7]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4, l5, l6] = walk_2(end - 4, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4, r5, r6] = walk_2(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4), merkle::node(l5, r5),
                merkle::node(l6, r6),
            ],
        ),
    )
}

#[inline(never)]
fn walk_4(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 7]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4, l5, l6] = walk_3(end - 8, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4, r5, r6] = walk_3(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4), merkle::node(l5, r5),
                merkle::node(l6, r6),
            ],
        ),
    )
}

#[inline(never)]
fn walk_5(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 7]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4, l5, l6] = walk_4(end - 16, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4, r5, r6] = walk_4(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4), merkle::node(l5, r5),
                merkle::node(l6, r6),
            ],
        ),
    )
}

#[inline(never)]
fn walk_6(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 7]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4, l5, l6] = walk_5(end - 32, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4, r5, r6] = walk_5(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4), merkle::node(l5, r5),
                merkle::node(l6, r6),
            ],
        ),
    )
}

#[inline(never)]
fn walk_7(
    end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
) -> Option<Box<[felt252; 7]>> {
    let Some(next) = opened.get(0) else {
        return given(ref proof);
    };
    let mut next = *next.unbox();
    if next.top >= end {
        return given(ref proof);
    }
    let [l0, l1, l2, l3, l4, l5, l6] = walk_6(end - 64, ref opened, ref proof)?.unbox();
    let [r0, r1, r2, r3, r4, r5, r6] = walk_6(end, ref opened, ref proof)?.unbox();
    Some(
        BoxTrait::new(
            [
                merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                merkle::node(l3, r3), merkle::node(l4, r4), merkle::node(l5, r5),
                merkle::node(l6, r6),
            ],
        ),
    )
}
