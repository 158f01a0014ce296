//! Written by `zkml.cairo` from the Python verifier's own code; do not edit. One picture of the
//! architecture 1ea670acad8aac45… under sn-pos-32-31-24.
use crate::zkml::circuit::{Circuit, Folding, Known, Lookups, Opened, Sizes, after_zeros};

/// The words of the architecture's digest.
pub const ARCHITECTURE: [u32; 8] = [
    0xac70a61e, 0x45ac8aad, 0x47217476, 0x1eaa5bfa, 0x1a2d464c, 0x9e0c6ab9, 0x13e3085c, 0x594b7e92,
];

/// log2 of the size of the weights' table.
pub const WEIGHT_BITS: u32 = 15;

/// How many pictures; all else that depends on the architecture is in the code.
#[derive(Copy, Drop)]
pub enum Written {
    Of1,
}

pub impl Implementation of Circuit<Written> {
    #[inline(always)]
    fn sizes(self: Written) -> Sizes {
        match self {
            Written::Of1 => of_1::SIZES,
        }
    }
    #[inline(always)]
    fn folds(self: Written, level: u32) -> u32 {
        match self {
            Written::Of1 => of_1::folds(level),
        }
    }
    fn lookups(
        self: Written, image: Span<felt252>, position: Span<felt252>, alpha: felt252, beta: felt252,
    ) -> Lookups {
        lookups(after_zeros(image, 0), position, alpha, beta)
    }
    #[inline(always)]
    fn outputs(
        self: Written, image: Span<felt252>, output_point: Span<felt252>, values: Span<felt252>,
    ) -> felt252 {
        match self {
            Written::Of1 => of_1::outputs(image, output_point, values),
        }
    }
    fn known(
        self: Written,
        image: Span<felt252>,
        position: Span<felt252>,
        output_point: Span<felt252>,
        eta: felt252,
        sigma: Span<felt252>,
    ) -> Known {
        known(after_zeros(image, 0), position, output_point, eta, sigma)
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
        let step = match self {
            Written::Of1 => of_1::step(packing),
        };
        let all = after_zeros(point, 10);
        let value = opening(
            after_zeros(image, 0),
            position,
            output_point,
            eta,
            sigma,
            gamma,
            zeta,
            packing,
            step,
            all,
            joined.slice(0, 1),
            last,
        );
        value
    }
    #[inline(always)]
    fn split_positions(self: Written, word: u128, ref drawn: Array<u32>) {
        match self {
            Written::Of1 => of_1::split_positions(word, ref drawn),
        }
    }
    #[inline(always)]
    fn split_order(self: Written, word: u128, ref order: Array<u32>) -> bool {
        match self {
            Written::Of1 => of_1::split_order(word, ref order),
        }
    }
    #[inline(always)]
    fn query(
        self: Written,
        position: u32,
        ref proof: Span<felt252>,
        folding: Folding,
        last: Box<[felt252; 64]>,
    ) -> Opened {
        match self {
            Written::Of1 => of_1::query(position, ref proof, folding, last),
        }
    }
    #[inline(always)]
    fn walk(
        self: Written, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Span<felt252>> {
        match self {
            Written::Of1 => of_1::walk(ref opened, ref proof),
        }
    }
}

pub fn lookups(
    _image: Span<felt252>, mut position: Span<felt252>, alpha: felt252, beta: felt252,
) -> Lookups {
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14] = (*position
        .multi_pop_front::<15>()
        .unwrap())
        .unbox();
    let v20 = 0 - r0 + 1;
    let v21 = 0 - r1 + 1;
    let v22 = v20 * v21;
    let v23 = r1 * v20;
    let v24 = 0 - r2 + 1;
    let v25 = v23 * v24;
    let v26 = r0 * v21;
    let v27 = v24 * v26;
    let v28 = 0 - r3 + 1;
    let v29 = v27 * v28;
    let v30 = r3 * v27;
    let v31 = 0 - r4 + 1;
    let v32 = v30 * v31;
    let v33 = 0 - r5 + 1;
    let v34 = v32 * v33;
    let v35 = r2 * v23;
    let v36 = beta * beta;
    let v37 = r0 * r1;
    let v38 = r2 * v37;
    let v39 = r3 * v38;
    let v40 = r4 * v39;
    let v41 = r5 * v40;
    let v42 = 0 - r6 + 1;
    let v43 = 0 - r7 + 1;
    let v45 = 0 - r8 + 1;
    let v47 = 0 - r9 + 1;
    let v49 = 0 - r10 + 1;
    let v51 = 0 - r11 + 1;
    let v53 = 0 - r12 + 1;
    let v55 = 0 - r13 + 1;
    let v57 = 0 - r14 + 1;
    let v59 = 0
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
    let v60 = beta * v59;
    let v61 = alpha - v60;
    let v62 = v41 * v61;
    let v63 = v33 * v40;
    let v64 = r6 * v63;
    let v72 = r14 * beta;
    let v73 = alpha
        + 281474976710656 * v72
        - 128 * r7
        - 64 * r8
        - 32 * r9
        - 16 * r10
        - 8 * r11
        - 4 * r12
        - 2 * r13
        - r14;
    let v74 = v64 * v73;
    let v75 = v42 * v63;
    let v76 = 131072 * r7
        + 65536 * r8
        + 32768 * r9
        + 16384 * r10
        + 8192 * r11
        + 4096 * r12
        + 2048 * r13
        + 1024 * r14
        - 562949953421280;
    let v77 = beta * v76;
    let v78 = alpha - v77 - 255;
    let v79 = v75 * v78;
    let v80 = v31 * v39;
    let v81 = r5 * v80;
    let v82 = r6 * v81;
    let v83 = r7 * v82;
    let v90 = 0
        - 65536 * r8
        - 32768 * r9
        - 16384 * r10
        - 8192 * r11
        - 4096 * r12
        - 2048 * r13
        - 1024 * r14
        - 562949953946656;
    let v91 = beta * v90;
    let v92 = alpha - v91;
    let v93 = v83 * v92;
    let v94 = v43 * v82;
    let v95 = r8 * v94;
    let v96 = v47 * v49;
    let v97 = v51 * v96;
    let v98 = v53 * v97;
    let v99 = v55 * v98;
    let v100 = v57 * v99;
    let v101 = 0
        - 32768 * r9
        - 16384 * r10
        - 8192 * r11
        - 4096 * r12
        - 2048 * r13
        - 1024 * r14
        - 562949954077728;
    let v102 = beta * v101;
    let v103 = alpha - v102;
    let v104 = v95 * v103;
    let v105 = v45 * v94;
    let v106 = r9 * v105;
    let v107 = r10 * v106;
    let v111 = 0 - 8192 * r11 - 4096 * r12 - 2048 * r13 - 1024 * r14 - 562949954143264;
    let v112 = beta * v111;
    let v113 = alpha - v112;
    let v114 = v107 * v113;
    let v115 = v49 * v106;
    let v116 = 8192 * r11 + 4096 * r12 + 2048 * r13 + 1024 * r14 - 562949953159136;
    let v117 = beta * v116;
    let v118 = alpha - v117 - 255;
    let v119 = v115 * v118;
    let v120 = v47 * v105;
    let v121 = r10 * v120;
    let v122 = r11 * v121;
    let v125 = 4096 * r12 + 2048 * r13 + 1024 * r14 - 562949953142752;
    let v126 = beta * v125;
    let v127 = alpha - v126 - 255;
    let v128 = v122 * v127;
    let v129 = v51 * v121;
    let v130 = r12 * v129;
    let v132 = 0 - 2048 * r13 - 1024 * r14 - 562949954159648;
    let v133 = beta * v132;
    let v134 = alpha - v133;
    let v135 = v130 * v134;
    let v136 = v53 * v129;
    let v137 = 2048 * r13 + 1024 * r14 - 562949953134560;
    let v138 = beta * v137;
    let v139 = alpha - v138 - 255;
    let v140 = v136 * v139;
    let v141 = v49 * v120;
    let v142 = r11 * v141;
    let v143 = r12 * v142;
    let v144 = r13 * v143;
    let v145 = 1024 * r14 - 562949953130464;
    let v146 = beta * v145;
    let v147 = alpha - v146 - 255;
    let v148 = v144 * v147;
    let v149 = v55 * v143;
    let v150 = r14 * v149;
    let v151 = alpha + 562949953128416 * beta - 255;
    let v152 = v150 * v151;
    let v162 = alpha
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
        - v36
        - 562949953421312;
    let v163 = v40 * v162;
    let v164 = r8 * v83;
    let v165 = alpha - 32 * r9 - 16 * r10 - 8 * r11 - 4 * r12 - 2 * r13 - r14 - v36 + 32;
    let v166 = v164 * v165;
    let v167 = v45 * v83;
    let v168 = alpha
        + 281474976710592 * v100
        - 32 * r9
        - 16 * r10
        - 8 * r11
        - 4 * r12
        - 2 * r13
        - r14
        - v36
        - 281474976710624;
    let v169 = v167 * v168;
    let v170 = v22 + v25 + v29 + v34 + v35;
    let v171 = alpha * v170;
    let v172 = alpha - v36;
    let v173 = v170 * v172;
    Lookups {
        active: v22 + v25 + v29 + v34 + v35,
        on_first: 1,
        fixed_2: v171
            + v62
            + v74
            + v79
            + v93
            + v104
            + v114
            + v119
            + v128
            + v135
            + v140
            + v148
            + v152
            - v22
            - v25
            - v29
            - v34
            - v35
            - v41
            - v64
            - v75
            - v83
            - v95
            - v107
            - v115
            - v122
            - v130
            - v136
            - v144
            - v150
            + 1,
        fixed_1: v173 + v163 + v166 + v169 - v22 - v25 - v29 - v34 - v35 - v40 - v164 - v167 + 1,
    }
}

pub fn known(
    _image: Span<felt252>,
    _position: Span<felt252>,
    _output_point: Span<felt252>,
    _eta: felt252,
    mut sigma: Span<felt252>,
) -> Known {
    let [g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, g10] = (*sigma.multi_pop_front::<11>().unwrap())
        .unbox();
    let v45 = 0 - g1 + 1;
    let v46 = g0 * v45;
    let v47 = g2 * v46;
    let v48 = g3 * v47;
    let v49 = 0 - g4 + 1;
    let v50 = v48 * v49;
    let v51 = 0 - g5 + 1;
    let v52 = v50 * v51;
    let v53 = 0 - g6 + 1;
    let v55 = 0 - g7 + 1;
    let v58 = 0 - g9 + 1;
    let v59 = g10 * v58;
    let v60 = g9 * g10;
    let v706 = g6 * v52;
    let v707 = v55 * v706;
    let v708 = 0 - g8 + 1;
    let v709 = v707 * v708;
    let v710 = 63 * v59 + 4095 * g9 + 258048 * v60 + 1;
    let v711 = v709 * v710;
    let v712 = g8 * v707;
    let v713 = v710 * v712;
    let v714 = g7 * v706;
    let v715 = v708 * v714;
    let v716 = v710 * v715;
    let v717 = g8 * v714;
    let v718 = v710 * v717;
    let v719 = g5 * v50;
    let v720 = v53 * v719;
    let v721 = v55 * v720;
    let v722 = v708 * v721;
    let v723 = v710 * v722;
    Known {
        value: v711 + v713 + v716 + v718 + v723,
        weights: 0,
        channels: array![].span(),
        rows: array![].span(),
        columns: array![].span(),
        items: array![].span(),
    }
}

pub fn opening(
    _image: Span<felt252>,
    mut position: Span<felt252>,
    mut output_point: Span<felt252>,
    eta: felt252,
    mut sigma: Span<felt252>,
    gamma: felt252,
    zeta: felt252,
    packing: felt252,
    _step: felt252,
    mut point: Span<felt252>,
    mut joined: Span<felt252>,
    mut last: Span<felt252>,
) -> felt252 {
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14] = (*position
        .multi_pop_front::<15>()
        .unwrap())
        .unbox();
    let [o0, o1] = (*output_point.multi_pop_front::<2>().unwrap()).unbox();
    let [g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, g10] = (*sigma.multi_pop_front::<11>().unwrap())
        .unbox();
    let [u0, u1, u2, u3, u4, u5, u6, u7, u8, u9] = (*point.multi_pop_front::<10>().unwrap())
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
    let v29 = 0 - r0 + 1;
    let v30 = 0 - r1 + 1;
    let v31 = v29 * v30;
    let v32 = r1 * v29;
    let v33 = 0 - r2 + 1;
    let v34 = v32 * v33;
    let v35 = r0 * v30;
    let v36 = v33 * v35;
    let v37 = 0 - r3 + 1;
    let v38 = v36 * v37;
    let v39 = r3 * v36;
    let v40 = 0 - r4 + 1;
    let v41 = v39 * v40;
    let v42 = 0 - r5 + 1;
    let v43 = v41 * v42;
    let v44 = r2 * v32;
    let v45 = 0 - g1 + 1;
    let v46 = g0 * v45;
    let v47 = g2 * v46;
    let v48 = g3 * v47;
    let v49 = 0 - g4 + 1;
    let v50 = v48 * v49;
    let v51 = 0 - g5 + 1;
    let v52 = v50 * v51;
    let v53 = 0 - g6 + 1;
    let v54 = v52 * v53;
    let v55 = 0 - g7 + 1;
    let v56 = g8 * v55;
    let v57 = g7 * g8;
    let v58 = 0 - g9 + 1;
    let v59 = g10 * v58;
    let v60 = g9 * g10;
    let v61 = r6 * v42;
    let v62 = r5 * r6;
    let v63 = 0 - r5 - v61 + 1;
    let v64 = r7 * v63;
    let v65 = r7 * v61;
    let v66 = r5 - v62;
    let v67 = r7 * v66;
    let v68 = r7 * v62;
    let v69 = 0 - r5 - v61 - v64 + 1;
    let v70 = r8 * v69;
    let v71 = r8 * v64;
    let v72 = v61 - v65;
    let v73 = r8 * v72;
    let v74 = r8 * v65;
    let v75 = r5 - v62 - v67;
    let v76 = r8 * v75;
    let v77 = r8 * v67;
    let v78 = v62 - v68;
    let v79 = r8 * v78;
    let v80 = r8 * v68;
    let v81 = 0 - r5 - v61 - v64 - v70 + 1;
    let v82 = r9 * v81;
    let v83 = r9 * v70;
    let v84 = v64 - v71;
    let v85 = r9 * v84;
    let v86 = r9 * v71;
    let v87 = v61 - v65 - v73;
    let v88 = r9 * v87;
    let v89 = r9 * v73;
    let v90 = v65 - v74;
    let v91 = r9 * v90;
    let v92 = r9 * v74;
    let v93 = r5 - v62 - v67 - v76;
    let v94 = r9 * v93;
    let v95 = r9 * v76;
    let v96 = v67 - v77;
    let v97 = r9 * v96;
    let v98 = r9 * v77;
    let v99 = v62 - v68 - v79;
    let v100 = r9 * v99;
    let v101 = r9 * v79;
    let v102 = v68 - v80;
    let v103 = r9 * v102;
    let v104 = r9 * v80;
    let v105 = 0 - r10 + 1;
    let v106 = r11 * v105;
    let v107 = r10 * r11;
    let v108 = 0 - r10 - v106 + 1;
    let v109 = r12 * v108;
    let v110 = r12 * v106;
    let v111 = r10 - v107;
    let v112 = r12 * v111;
    let v113 = r12 * v107;
    let v114 = 0 - r10 - v106 - v109 + 1;
    let v115 = r13 * v114;
    let v116 = r13 * v109;
    let v117 = v106 - v110;
    let v118 = r13 * v117;
    let v119 = r13 * v110;
    let v120 = r10 - v107 - v112;
    let v121 = r13 * v120;
    let v122 = r13 * v112;
    let v123 = v107 - v113;
    let v124 = r13 * v123;
    let v125 = r13 * v113;
    let v126 = 0 - r10 - v106 - v109 - v115 + 1;
    let v127 = r14 * v126;
    let v128 = r14 * v115;
    let v129 = v109 - v116;
    let v130 = r14 * v129;
    let v131 = r14 * v116;
    let v132 = v106 - v110 - v118;
    let v133 = r14 * v132;
    let v134 = r14 * v118;
    let v135 = v110 - v119;
    let v136 = r14 * v135;
    let v137 = r14 * v119;
    let v138 = r10 - v107 - v112 - v121;
    let v139 = r14 * v138;
    let v140 = r14 * v121;
    let v141 = v112 - v122;
    let v142 = r14 * v141;
    let v143 = r14 * v122;
    let v144 = v107 - v113 - v124;
    let v145 = r14 * v144;
    let v146 = r14 * v124;
    let v147 = v113 - v125;
    let v148 = r14 * v147;
    let v149 = r14 * v125;
    let v150 = 0 - r5 - v61 - v64 - v70 - v82 + 1;
    let v151 = v56 * v150;
    let v152 = 0 - g7 - v56 + 1;
    let v153 = v82 * v152;
    let v154 = g7 - v57;
    let v155 = v150 * v154;
    let v156 = v56 * v82;
    let v157 = v70 - v83;
    let v158 = v152 * v157;
    let v159 = v82 * v154;
    let v160 = v56 * v157;
    let v161 = v83 * v152;
    let v162 = v154 * v157;
    let v163 = v56 * v83;
    let v164 = v64 - v71 - v85;
    let v165 = v152 * v164;
    let v166 = v83 * v154;
    let v167 = v56 * v164;
    let v168 = v85 * v152;
    let v169 = v154 * v164;
    let v170 = v56 * v85;
    let v171 = v71 - v86;
    let v172 = v152 * v171;
    let v173 = v85 * v154;
    let v174 = v56 * v171;
    let v175 = v86 * v152;
    let v176 = v154 * v171;
    let v177 = v56 * v86;
    let v178 = v61 - v65 - v73 - v88;
    let v179 = v152 * v178;
    let v180 = v86 * v154;
    let v181 = v56 * v178;
    let v182 = v88 * v152;
    let v183 = v154 * v178;
    let v184 = v56 * v88;
    let v185 = v73 - v89;
    let v186 = v152 * v185;
    let v187 = v88 * v154;
    let v188 = v56 * v185;
    let v189 = v89 * v152;
    let v190 = v154 * v185;
    let v191 = v56 * v89;
    let v192 = v65 - v74 - v91;
    let v193 = v152 * v192;
    let v194 = v89 * v154;
    let v195 = v56 * v192;
    let v196 = v91 * v152;
    let v197 = v154 * v192;
    let v198 = v56 * v91;
    let v199 = v74 - v92;
    let v200 = v152 * v199;
    let v201 = v91 * v154;
    let v202 = v56 * v199;
    let v203 = v92 * v152;
    let v204 = v154 * v199;
    let v205 = v56 * v92;
    let v206 = r5 - v62 - v67 - v76 - v94;
    let v207 = v152 * v206;
    let v208 = v92 * v154;
    let v209 = v56 * v206;
    let v210 = v94 * v152;
    let v211 = v154 * v206;
    let v212 = v56 * v94;
    let v213 = v76 - v95;
    let v214 = v152 * v213;
    let v215 = v94 * v154;
    let v216 = v56 * v213;
    let v217 = v95 * v152;
    let v218 = v154 * v213;
    let v219 = v56 * v95;
    let v220 = v67 - v77 - v97;
    let v221 = v152 * v220;
    let v222 = v95 * v154;
    let v223 = v56 * v220;
    let v224 = v97 * v152;
    let v225 = v154 * v220;
    let v226 = v56 * v97;
    let v227 = v77 - v98;
    let v228 = v152 * v227;
    let v229 = v97 * v154;
    let v230 = v56 * v227;
    let v231 = v98 * v152;
    let v232 = v154 * v227;
    let v233 = v56 * v98;
    let v234 = v62 - v68 - v79 - v100;
    let v235 = v152 * v234;
    let v236 = v98 * v154;
    let v237 = v56 * v234;
    let v238 = v100 * v152;
    let v239 = v154 * v234;
    let v240 = v56 * v100;
    let v241 = v79 - v101;
    let v242 = v152 * v241;
    let v243 = v100 * v154;
    let v244 = v56 * v241;
    let v245 = v101 * v152;
    let v246 = v154 * v241;
    let v247 = v56 * v101;
    let v248 = v68 - v80 - v103;
    let v249 = v152 * v248;
    let v250 = v101 * v154;
    let v251 = v56 * v248;
    let v252 = v103 * v152;
    let v253 = v154 * v248;
    let v254 = v56 * v103;
    let v255 = v80 - v104;
    let v256 = v152 * v255;
    let v257 = v103 * v154;
    let v258 = v56 * v255;
    let v259 = v104 * v152;
    let v260 = v154 * v255;
    let v261 = v56 * v104;
    let v262 = v104 * v154;
    let v263 = 0 - r10 - v106 - v109 - v115 - v127 + 1;
    let v264 = v59 * v263;
    let v265 = 0 - g9 - v59 + 1;
    let v266 = v127 * v265;
    let v267 = g9 - v60;
    let v268 = v263 * v267;
    let v269 = v59 * v127;
    let v270 = v115 - v128;
    let v271 = v265 * v270;
    let v272 = v127 * v267;
    let v273 = v59 * v270;
    let v274 = v128 * v265;
    let v275 = v267 * v270;
    let v276 = v59 * v128;
    let v277 = v109 - v116 - v130;
    let v278 = v265 * v277;
    let v279 = v128 * v267;
    let v280 = v59 * v277;
    let v281 = v130 * v265;
    let v282 = v267 * v277;
    let v283 = v59 * v130;
    let v284 = v116 - v131;
    let v285 = v265 * v284;
    let v286 = v130 * v267;
    let v287 = v59 * v284;
    let v288 = v131 * v265;
    let v289 = v267 * v284;
    let v290 = v59 * v131;
    let v291 = v106 - v110 - v118 - v133;
    let v292 = v265 * v291;
    let v293 = v131 * v267;
    let v294 = v59 * v291;
    let v295 = v133 * v265;
    let v296 = v267 * v291;
    let v297 = v59 * v133;
    let v298 = v118 - v134;
    let v299 = v265 * v298;
    let v300 = v133 * v267;
    let v301 = v59 * v298;
    let v302 = v134 * v265;
    let v303 = v267 * v298;
    let v304 = v59 * v134;
    let v305 = v110 - v119 - v136;
    let v306 = v265 * v305;
    let v307 = v134 * v267;
    let v308 = v59 * v305;
    let v309 = v136 * v265;
    let v310 = v267 * v305;
    let v311 = v59 * v136;
    let v312 = v119 - v137;
    let v313 = v265 * v312;
    let v314 = v136 * v267;
    let v315 = v59 * v312;
    let v316 = v137 * v265;
    let v317 = v267 * v312;
    let v318 = v59 * v137;
    let v319 = r10 - v107 - v112 - v121 - v139;
    let v320 = v265 * v319;
    let v321 = v137 * v267;
    let v322 = v59 * v319;
    let v323 = v139 * v265;
    let v324 = v267 * v319;
    let v325 = v59 * v139;
    let v326 = v121 - v140;
    let v327 = v265 * v326;
    let v328 = v139 * v267;
    let v329 = v59 * v326;
    let v330 = v140 * v265;
    let v331 = v267 * v326;
    let v332 = v59 * v140;
    let v333 = v112 - v122 - v142;
    let v334 = v265 * v333;
    let v335 = v140 * v267;
    let v336 = v59 * v333;
    let v337 = v142 * v265;
    let v338 = v267 * v333;
    let v339 = v59 * v142;
    let v340 = v122 - v143;
    let v341 = v265 * v340;
    let v342 = v142 * v267;
    let v343 = v59 * v340;
    let v344 = v143 * v265;
    let v345 = v267 * v340;
    let v346 = v59 * v143;
    let v347 = v107 - v113 - v124 - v145;
    let v348 = v265 * v347;
    let v349 = v143 * v267;
    let v350 = v59 * v347;
    let v351 = v145 * v265;
    let v352 = v267 * v347;
    let v353 = v59 * v145;
    let v354 = v124 - v146;
    let v355 = v265 * v354;
    let v356 = v145 * v267;
    let v357 = v59 * v354;
    let v358 = v146 * v265;
    let v359 = v267 * v354;
    let v360 = v59 * v146;
    let v361 = v113 - v125 - v148;
    let v362 = v265 * v361;
    let v363 = v146 * v267;
    let v364 = v59 * v361;
    let v365 = v148 * v265;
    let v366 = v267 * v361;
    let v367 = v59 * v148;
    let v368 = v125 - v149;
    let v369 = v265 * v368;
    let v370 = v148 * v267;
    let v371 = v59 * v368;
    let v372 = v149 * v265;
    let v373 = v267 * v368;
    let v374 = v59 * v149;
    let v375 = v149 * v267;
    let v376 = 0 - g3 + 1;
    let v377 = v47 * v376;
    let v378 = g5 * v49;
    let v379 = g4 * g5;
    let v380 = 0 - g4 - v378 + 1;
    let v381 = g6 * v380;
    let v382 = g6 * v378;
    let v383 = g4 - v379;
    let v384 = g6 * v383;
    let v385 = g6 * v379;
    let v386 = 0 - r7 + 1;
    let v387 = r8 * v386;
    let v388 = r7 * r8;
    let v389 = 0 - r7 - v387 + 1;
    let v390 = r9 * v389;
    let v391 = r9 * v387;
    let v392 = r7 - v388;
    let v393 = r9 * v392;
    let v394 = r9 * v388;
    let v395 = 0 - r7 - v387 - v390 + 1;
    let v396 = r10 * v395;
    let v397 = r10 * v390;
    let v398 = v387 - v391;
    let v399 = r10 * v398;
    let v400 = r10 * v391;
    let v401 = r7 - v388 - v393;
    let v402 = r10 * v401;
    let v403 = r10 * v393;
    let v404 = v388 - v394;
    let v405 = r10 * v404;
    let v406 = r10 * v394;
    let v407 = 0 - r11 + 1;
    let v408 = r12 * v407;
    let v409 = r11 * r12;
    let v410 = 0 - r11 - v408 + 1;
    let v411 = r13 * v410;
    let v412 = r13 * v408;
    let v413 = r11 - v409;
    let v414 = r13 * v413;
    let v415 = r13 * v409;
    let v416 = 0 - r11 - v408 - v411 + 1;
    let v417 = r14 * v416;
    let v418 = r14 * v411;
    let v419 = v408 - v412;
    let v420 = r14 * v419;
    let v421 = r14 * v412;
    let v422 = r11 - v409 - v414;
    let v423 = r14 * v422;
    let v424 = r14 * v414;
    let v425 = v409 - v415;
    let v426 = r14 * v425;
    let v427 = r14 * v415;
    let v428 = 0 - r7 - v387 - v390 - v396 + 1;
    let v429 = v56 * v428;
    let v430 = v152 * v396;
    let v431 = v154 * v428;
    let v432 = v56 * v396;
    let v433 = v390 - v397;
    let v434 = v152 * v433;
    let v435 = v154 * v396;
    let v436 = v56 * v433;
    let v437 = v152 * v397;
    let v438 = v154 * v433;
    let v439 = v56 * v397;
    let v440 = v387 - v391 - v399;
    let v441 = v152 * v440;
    let v442 = v154 * v397;
    let v443 = v56 * v440;
    let v444 = v152 * v399;
    let v445 = v154 * v440;
    let v446 = v56 * v399;
    let v447 = v391 - v400;
    let v448 = v152 * v447;
    let v449 = v154 * v399;
    let v450 = v56 * v447;
    let v451 = v152 * v400;
    let v452 = v154 * v447;
    let v453 = v56 * v400;
    let v454 = r7 - v388 - v393 - v402;
    let v455 = v152 * v454;
    let v456 = v154 * v400;
    let v457 = v56 * v454;
    let v458 = v152 * v402;
    let v459 = v154 * v454;
    let v460 = v56 * v402;
    let v461 = v393 - v403;
    let v462 = v152 * v461;
    let v463 = v154 * v402;
    let v464 = v56 * v461;
    let v465 = v152 * v403;
    let v466 = v154 * v461;
    let v467 = v56 * v403;
    let v468 = v388 - v394 - v405;
    let v469 = v152 * v468;
    let v470 = v154 * v403;
    let v471 = v56 * v468;
    let v472 = v152 * v405;
    let v473 = v154 * v468;
    let v474 = v56 * v405;
    let v475 = v394 - v406;
    let v476 = v152 * v475;
    let v477 = v154 * v405;
    let v478 = v56 * v475;
    let v479 = v152 * v406;
    let v480 = v154 * v475;
    let v481 = v56 * v406;
    let v482 = v154 * v406;
    let v483 = 0 - r11 - v408 - v411 - v417 + 1;
    let v484 = v59 * v483;
    let v485 = v265 * v417;
    let v486 = v267 * v483;
    let v487 = v59 * v417;
    let v488 = v411 - v418;
    let v489 = v265 * v488;
    let v490 = v267 * v417;
    let v491 = v59 * v488;
    let v492 = v265 * v418;
    let v493 = v267 * v488;
    let v494 = v59 * v418;
    let v495 = v408 - v412 - v420;
    let v496 = v265 * v495;
    let v497 = v267 * v418;
    let v498 = v59 * v495;
    let v499 = v265 * v420;
    let v500 = v267 * v495;
    let v501 = v59 * v420;
    let v502 = v412 - v421;
    let v503 = v265 * v502;
    let v504 = v267 * v420;
    let v505 = v59 * v502;
    let v506 = v265 * v421;
    let v507 = v267 * v502;
    let v508 = v59 * v421;
    let v509 = r11 - v409 - v414 - v423;
    let v510 = v265 * v509;
    let v511 = v267 * v421;
    let v512 = v59 * v509;
    let v513 = v265 * v423;
    let v514 = v267 * v509;
    let v515 = v59 * v423;
    let v516 = v414 - v424;
    let v517 = v265 * v516;
    let v518 = v267 * v423;
    let v519 = v59 * v516;
    let v520 = v265 * v424;
    let v521 = v267 * v516;
    let v522 = v59 * v424;
    let v523 = v409 - v415 - v426;
    let v524 = v265 * v523;
    let v525 = v267 * v424;
    let v526 = v59 * v523;
    let v527 = v265 * v426;
    let v528 = v267 * v523;
    let v529 = v59 * v426;
    let v530 = v415 - v427;
    let v531 = v265 * v530;
    let v532 = v267 * v426;
    let v533 = v59 * v530;
    let v534 = v265 * v427;
    let v535 = v267 * v530;
    let v536 = v59 * v427;
    let v537 = v267 * v427;
    let v538 = 0 - g2 + 1;
    let v539 = v46 * v538;
    let v540 = g4 * v376;
    let v541 = g3 * g4;
    let v542 = 0 - g3 - v540 + 1;
    let v543 = g5 * v542;
    let v544 = g5 * v540;
    let v545 = g3 - v541;
    let v546 = g5 * v545;
    let v547 = g5 * v541;
    let v548 = 0 - g3 - v540 - v543 + 1;
    let v549 = g6 * v548;
    let v550 = g6 * v543;
    let v551 = v540 - v544;
    let v552 = g6 * v551;
    let v553 = g6 * v544;
    let v554 = g3 - v541 - v546;
    let v555 = g6 * v554;
    let v556 = g6 * v546;
    let v557 = v541 - v547;
    let v558 = g6 * v557;
    let v559 = g6 * v547;
    let v560 = 0 - r9 + 1;
    let v561 = r10 * v560;
    let v562 = r9 * r10;
    let v563 = 0 - r9 - v561 + 1;
    let v564 = r11 * v563;
    let v565 = r11 * v561;
    let v566 = r9 - v562;
    let v567 = r11 * v566;
    let v568 = r11 * v562;
    let v569 = 0 - r12 + 1;
    let v570 = r13 * v569;
    let v571 = r12 * r13;
    let v572 = 0 - r12 - v570 + 1;
    let v573 = r14 * v572;
    let v574 = r14 * v570;
    let v575 = r12 - v571;
    let v576 = r14 * v575;
    let v577 = r14 * v571;
    let v578 = 0 - r9 - v561 - v564 + 1;
    let v579 = v56 * v578;
    let v580 = v152 * v564;
    let v581 = v154 * v578;
    let v582 = v56 * v564;
    let v583 = v561 - v565;
    let v584 = v152 * v583;
    let v585 = v154 * v564;
    let v586 = v56 * v583;
    let v587 = v152 * v565;
    let v588 = v154 * v583;
    let v589 = v56 * v565;
    let v590 = r9 - v562 - v567;
    let v591 = v152 * v590;
    let v592 = v154 * v565;
    let v593 = v56 * v590;
    let v594 = v152 * v567;
    let v595 = v154 * v590;
    let v596 = v56 * v567;
    let v597 = v562 - v568;
    let v598 = v152 * v597;
    let v599 = v154 * v567;
    let v600 = v56 * v597;
    let v601 = v152 * v568;
    let v602 = v154 * v597;
    let v603 = v56 * v568;
    let v604 = v154 * v568;
    let v605 = 0 - r12 - v570 - v573 + 1;
    let v606 = v59 * v605;
    let v607 = v265 * v573;
    let v608 = v267 * v605;
    let v609 = v59 * v573;
    let v610 = v570 - v574;
    let v611 = v265 * v610;
    let v612 = v267 * v573;
    let v613 = v59 * v610;
    let v614 = v265 * v574;
    let v615 = v267 * v610;
    let v616 = v59 * v574;
    let v617 = r12 - v571 - v576;
    let v618 = v265 * v617;
    let v619 = v267 * v574;
    let v620 = v59 * v617;
    let v621 = v265 * v576;
    let v622 = v267 * v617;
    let v623 = v59 * v576;
    let v624 = v571 - v577;
    let v625 = v265 * v624;
    let v626 = v267 * v576;
    let v627 = v59 * v624;
    let v628 = v265 * v577;
    let v629 = v267 * v624;
    let v630 = v59 * v577;
    let v631 = v267 * v577;
    let v632 = 0 - g0 + 1;
    let v633 = v45 * v632;
    let v634 = g3 * v538;
    let v635 = g2 * g3;
    let v636 = 0 - g2 - v634 + 1;
    let v637 = g4 * v636;
    let v638 = g4 * v634;
    let v639 = g2 - v635;
    let v640 = g4 * v639;
    let v641 = g4 * v635;
    let v642 = 0 - g2 - v634 - v637 + 1;
    let v643 = g5 * v642;
    let v644 = g5 * v637;
    let v645 = v634 - v638;
    let v646 = g5 * v645;
    let v647 = g5 * v638;
    let v648 = g2 - v635 - v640;
    let v649 = g5 * v648;
    let v650 = g5 * v640;
    let v651 = v635 - v641;
    let v652 = g5 * v651;
    let v653 = g5 * v641;
    let v654 = 0 - g2 - v634 - v637 - v643 + 1;
    let v655 = g6 * v654;
    let v656 = g6 * v643;
    let v657 = v637 - v644;
    let v658 = g6 * v657;
    let v659 = g6 * v644;
    let v660 = v634 - v638 - v646;
    let v661 = g6 * v660;
    let v662 = g6 * v646;
    let v663 = v638 - v647;
    let v664 = g6 * v663;
    let v665 = g6 * v647;
    let v666 = g2 - v635 - v640 - v649;
    let v667 = g6 * v666;
    let v668 = g6 * v649;
    let v669 = v640 - v650;
    let v670 = g6 * v669;
    let v671 = g6 * v650;
    let v672 = v635 - v641 - v652;
    let v673 = g6 * v672;
    let v674 = g6 * v652;
    let v675 = v641 - v653;
    let v676 = g6 * v675;
    let v677 = g6 * v653;
    let v678 = 0 - r13 + 1;
    let v679 = r14 * v678;
    let v680 = r13 * r14;
    let v681 = v56 * v410;
    let v682 = v152 * v408;
    let v683 = v154 * v410;
    let v684 = v56 * v408;
    let v685 = v152 * v413;
    let v686 = v154 * v408;
    let v687 = v56 * v413;
    let v688 = v152 * v409;
    let v689 = v154 * v413;
    let v690 = v56 * v409;
    let v691 = v154 * v409;
    let v692 = 0 - r13 - v679 + 1;
    let v693 = v59 * v692;
    let v694 = v265 * v679;
    let v695 = v267 * v692;
    let v696 = v59 * v679;
    let v697 = r13 - v680;
    let v698 = v265 * v697;
    let v699 = v267 * v679;
    let v700 = v59 * v697;
    let v701 = v265 * v680;
    let v702 = v267 * v697;
    let v703 = v59 * v680;
    let v704 = v267 * v680;
    let v705 = g1 * v632;
    let v710 = gamma * gamma;
    let v711 = gamma * v710;
    let v712 = v710 * v710;
    let v713 = gamma * v712;
    let v714 = v711 * v711;
    let v715 = gamma * v714;
    let v716 = v712 * v712;
    let v793 = v31 * gamma;
    let v794 = v34 * gamma;
    let v795 = v38 * gamma;
    let v796 = v43 * gamma;
    let v797 = v44 * gamma;
    let v798 = r0 * r1;
    let v799 = r2 * v798;
    let v800 = r3 * v799;
    let v801 = r4 * v800;
    let v802 = r5 * v801;
    let v803 = v710 * v802;
    let v804 = v42 * v801;
    let v805 = r6 * v804;
    let v806 = v710 * v805;
    let v807 = 0 - r6 + 1;
    let v808 = v804 * v807;
    let v809 = v710 * v808;
    let v810 = v40 * v800;
    let v811 = r5 * v810;
    let v812 = r6 * v811;
    let v813 = r7 * v812;
    let v814 = v710 * v813;
    let v815 = v386 * v812;
    let v816 = r8 * v815;
    let v817 = v710 * v816;
    let v818 = 0 - r8 + 1;
    let v819 = v815 * v818;
    let v820 = r9 * v819;
    let v821 = r10 * v820;
    let v822 = v710 * v821;
    let v823 = v105 * v820;
    let v824 = v710 * v823;
    let v825 = v560 * v819;
    let v826 = r10 * v825;
    let v827 = r11 * v826;
    let v828 = v710 * v827;
    let v829 = v407 * v826;
    let v830 = r12 * v829;
    let v831 = v710 * v830;
    let v832 = v569 * v829;
    let v833 = v710 * v832;
    let v834 = v105 * v825;
    let v835 = r11 * v834;
    let v836 = r12 * v835;
    let v837 = r13 * v836;
    let v838 = v710 * v837;
    let v839 = v678 * v836;
    let v840 = r14 * v839;
    let v841 = v710 * v840;
    let v842 = v711 * v801;
    let v843 = r8 * v813;
    let v844 = v711 * v843;
    let v845 = v813 * v818;
    let v846 = v711 * v845;
    let v847 = v54 * v712;
    let v848 = v377 * v712;
    let v849 = v539 * v712;
    let v850 = v633 * v712;
    let v851 = v705 * v712;
    let v853 = v44 * v715;
    let v854 = v716 * u0;
    let v855 = f0 + 256 * f1;
    let v856 = v855 + 65536 * f2;
    let v857 = v856 + 16777216 * f3;
    let v858 = v857 + 4294967296 * f4;
    let v859 = v858 + 1099511627776 * f5;
    let v860 = v859 + 281474976710656 * f6;
    let v861 = v860 + 72057594037927936 * f7;
    let v862 = v861 + 0x10000000000000000 * f8;
    let v863 = v862 + 0x1000000000000000000 * f9;
    let v864 = v863 + 0x100000000000000000000 * f10;
    let v865 = v864 + 0x10000000000000000000000 * f11;
    let v866 = v865 + 0x1000000000000000000000000 * f12;
    let v867 = v866 + 0x100000000000000000000000000 * f13;
    let v868 = v867 + 0x10000000000000000000000000000 * f14;
    let v869 = v868 + 0x1000000000000000000000000000000 * f15;
    let v870 = v869 + 0x100000000000000000000000000000000 * f16;
    let v871 = v870 + 0x10000000000000000000000000000000000 * f17;
    let v872 = v871 + 0x1000000000000000000000000000000000000 * f18;
    let v873 = v872 + 0x100000000000000000000000000000000000000 * f19;
    let v874 = v873 + 0x10000000000000000000000000000000000000000 * f20;
    let v875 = v874 + 0x1000000000000000000000000000000000000000000 * f21;
    let v876 = v875 + 0x100000000000000000000000000000000000000000000 * f22;
    let v877 = v876 + 0x10000000000000000000000000000000000000000000000 * f23;
    let v878 = v877 + 0x1000000000000000000000000000000000000000000000000 * f24;
    let v879 = v878 + 0x100000000000000000000000000000000000000000000000000 * f25;
    let v880 = v879 + 0x10000000000000000000000000000000000000000000000000000 * f26;
    let v881 = v880 + 0x1000000000000000000000000000000000000000000000000000000 * f27;
    let v882 = v881 + 0x100000000000000000000000000000000000000000000000000000000 * f28;
    let v883 = v882 + 0x10000000000000000000000000000000000000000000000000000000000 * f29;
    let v884 = v883 + 0x1000000000000000000000000000000000000000000000000000000000000 * f30;
    let v885 = v884 + 0x100000000000000000000000000000000000000000000000000000000000000 * f31;
    let v886 = v885 - 0x220000000000000000000000000000000000000000000000020 * f32;
    let v887 = v886 - 0x22000000000000000000000000000000000000000000000002000 * f33;
    let v888 = v887 - 0x2200000000000000000000000000000000000000000000000200000 * f34;
    let v889 = v888 - 0x220000000000000000000000000000000000000000000000020000000 * f35;
    let v890 = v889 - 0x22000000000000000000000000000000000000000000000002000000000 * f36;
    let v891 = v890 - 0x2200000000000000000000000000000000000000000000000200000000000 * f37;
    let v892 = v891 - 0x220000000000000000000000000000000000000000000000020000000000000 * f38;
    let v893 = v892 + 0x483ffffffffffffffffffffffffffffffffe000000000000044 * f39;
    let v894 = v893 + 0x483ffffffffffffffffffffffffffffffffe00000000000004400 * f40;
    let v895 = v894 + 0x483ffffffffffffffffffffffffffffffffe0000000000000440000 * f41;
    let v896 = v895 + 0x483ffffffffffffffffffffffffffffffffe000000000000044000000 * f42;
    let v897 = v896 + 0x483ffffffffffffffffffffffffffffffffe00000000000004400000000 * f43;
    let v898 = v897 + 0x483ffffffffffffffffffffffffffffffffe0000000000000440000000000 * f44;
    let v899 = v898 - 0x37c000000000011000000000000000000001fffffffffffffbc000000000001 * f45;
    let v900 = v899 + 0x3fffffffffff66fffffffffffffffffffe000000000000043ffffffffffff70 * f46;
    let v901 = v900 - 0x9988000000000000000001fffffffffffffbc0000000000009080 * f47;
    let v902 = v901 - 0x9988000000000000000001fffffffffffffbc000000000000908000 * f48;
    let v903 = v902 - 0x9988000000000000000001fffffffffffffbc00000000000090800000 * f49;
    let v904 = v903 - 0x9988000000000000000001fffffffffffffbc0000000000009080000000 * f50;
    let v905 = v904 - 0x9988000000000000000001fffffffffffffbc000000000000908000000000 * f51;
    let v906 = v905 - 0x1987fffffffffef0000001fffffffffffffbc000000000000907fffffffffff * f52;
    let v907 = v906 - 0x7fffffffffeb9d00001fffffffffffffbc000000000000907ffffffffffecd * f53;
    let v908 = v907 + 0x14640fffe000000000000043ffffffffffff6f8000000000013310 * f54;
    let v909 = v908 + 0x14640fffe000000000000043ffffffffffff6f800000000001331000 * f55;
    let v910 = v909 + 0x14640fffe000000000000043ffffffffffff6f80000000000133100000 * f56;
    let v911 = v910 + 0x14640fffe000000000000043ffffffffffff6f8000000000013310000000 * f57;
    let v912 = v911 + 0x14640fffe000000000000043ffffffffffff6f800000000001331000000000 * f58;
    let v913 = v912 - 0x39bf00020000032ffffffbc000000000000907ffffffffffeccf00000000003 * f59;
    let v914 = v913 - 0x3f0002000002b5cffffbc000000000000907ffffffffffeccf000000000028d * f60;
    let v915 = v914 - 0x2000002b54a1ffbc000000000000907ffffffffffeccf000000000028c82 * f61;
    let v916 = v915 - 0x2000002b54a1ffbc000000000000907ffffffffffeccf000000000028c8200 * f62;
    let v917 = v916 - 0x2b54a1ff78000000000000907ffffffffffeccf000000000028c81fffc * f63;
    let v918 = 0 - u4 + 1;
    let v919 = u5 * v918;
    let v920 = u4 * u5;
    let v921 = 0 - u4 - v919 + 1;
    let v922 = u6 * v921;
    let v923 = u6 * v919;
    let v924 = u4 - v920;
    let v925 = u6 * v924;
    let v926 = u6 * v920;
    let v927 = 0 - u4 - v919 - v922 + 1;
    let v928 = u7 * v927;
    let v929 = u7 * v922;
    let v930 = v919 - v923;
    let v931 = u7 * v930;
    let v932 = u7 * v923;
    let v933 = u4 - v920 - v925;
    let v934 = u7 * v933;
    let v935 = u7 * v925;
    let v936 = v920 - v926;
    let v937 = u7 * v936;
    let v938 = u7 * v926;
    let v939 = 0 - u4 - v919 - v922 - v928 + 1;
    let v940 = u8 * v939;
    let v941 = u8 * v928;
    let v942 = v922 - v929;
    let v943 = u8 * v942;
    let v944 = u8 * v929;
    let v945 = v919 - v923 - v931;
    let v946 = u8 * v945;
    let v947 = u8 * v931;
    let v948 = v923 - v932;
    let v949 = u8 * v948;
    let v950 = u8 * v932;
    let v951 = u4 - v920 - v925 - v934;
    let v952 = u8 * v951;
    let v953 = u8 * v934;
    let v954 = v925 - v935;
    let v955 = u8 * v954;
    let v956 = u8 * v935;
    let v957 = v920 - v926 - v937;
    let v958 = u8 * v957;
    let v959 = u8 * v937;
    let v960 = v926 - v938;
    let v961 = u8 * v960;
    let v962 = u8 * v938;
    let v963 = 0 - u4 - v919 - v922 - v928 - v940 + 1;
    let v964 = u9 * v963;
    let v965 = u9 * v940;
    let v966 = v928 - v941;
    let v967 = u9 * v966;
    let v968 = u9 * v941;
    let v969 = v922 - v929 - v943;
    let v970 = u9 * v969;
    let v971 = u9 * v943;
    let v972 = v929 - v944;
    let v973 = u9 * v972;
    let v974 = u9 * v944;
    let v975 = v919 - v923 - v931 - v946;
    let v976 = u9 * v975;
    let v977 = u9 * v946;
    let v978 = v931 - v947;
    let v979 = u9 * v978;
    let v980 = u9 * v947;
    let v981 = v923 - v932 - v949;
    let v982 = u9 * v981;
    let v983 = u9 * v949;
    let v984 = v932 - v950;
    let v985 = u9 * v984;
    let v986 = u9 * v950;
    let v987 = u4 - v920 - v925 - v934 - v952;
    let v988 = u9 * v987;
    let v989 = u9 * v952;
    let v990 = v934 - v953;
    let v991 = u9 * v990;
    let v992 = u9 * v953;
    let v993 = v925 - v935 - v955;
    let v994 = u9 * v993;
    let v995 = u9 * v955;
    let v996 = v935 - v956;
    let v997 = u9 * v996;
    let v998 = u9 * v956;
    let v999 = v920 - v926 - v937 - v958;
    let v1000 = u9 * v999;
    let v1001 = u9 * v958;
    let v1002 = v937 - v959;
    let v1003 = u9 * v1002;
    let v1004 = u9 * v959;
    let v1005 = v926 - v938 - v961;
    let v1006 = u9 * v1005;
    let v1007 = u9 * v961;
    let v1008 = v938 - v962;
    let v1009 = u9 * v1008;
    let v1010 = u9 * v962;
    let v1011 = 0x8800000000000120fffffffffffffffffffffffffffffffff8 * v915
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8 * v884;
    let v1012 = packing * v1011;
    let v1013 = packing * packing;
    let v1014 = 0x88000000000001b1800000000001330ffffffffffffffffffc0 * v915
        - 0x88000000000001b1800000000001330ffffffffffffffffffc0 * v917;
    let v1015 = v1013 * v1014;
    let v1016 = v884 + v1012 + v1015;
    let v1017 = 0 - u4 - v919 - v922 - v928 - v940 - v964 + 1;
    let v1018 = v1016 * v1017;
    let v1019 = 0x8800000000000120fffffffffffffffffffffffffffffffff80000 * v913
        - 0x8800000000000120fffffffffffffffffffffffffffffffff80000 * v882;
    let v1020 = packing * v1019;
    let v1021 = 0x88000000000001b1800000000001330ffffffffffffffffffc00000 * v913
        - 0x88000000000001b1800000000001330ffffffffffffffffffc00000 * v917;
    let v1022 = v1013 * v1021;
    let v1023 = 65536 * v882 + v1020 + v1022;
    let v1024 = v964 * v1013;
    let v1025 = v1023 * v1024;
    let v1026 = 0x8800000000000120fffffffffffffffffffffffffffffffff800000000 * v911
        - 0x8800000000000120fffffffffffffffffffffffffffffffff800000000 * v880;
    let v1027 = packing * v1026;
    let v1028 = 0x88000000000001b1800000000001330ffffffffffffffffffc000000000 * v911
        - 0x88000000000001b1800000000001330ffffffffffffffffffc000000000 * v917;
    let v1029 = v1013 * v1028;
    let v1030 = 4294967296 * v880 + v1027 + v1029;
    let v1031 = packing * v1013;
    let v1032 = packing * v1031;
    let v1033 = v940 - v965;
    let v1034 = v1032 * v1033;
    let v1035 = v1030 * v1034;
    let v1036 = 0x8800000000000120fffffffffffffffffffffffffffffffff8000000000000 * v909
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8000000000000 * v878;
    let v1037 = packing * v1036;
    let v1038 = 0x8000000000000a1800000000001330ffffffffffffffffffbfffffffffffff * v909
        - 0x8000000000000a1800000000001330ffffffffffffffffffbfffffffffffff * v917;
    let v1039 = v1013 * v1038;
    let v1040 = 281474976710656 * v878 + v1037 + v1039;
    let v1041 = packing * v1032;
    let v1042 = packing * v1041;
    let v1043 = v965 * v1042;
    let v1044 = v1040 * v1043;
    let v1045 = 0x80000000000001100 * v876 - 0x80000000000001100 * v907;
    let v1046 = packing * v1045;
    let v1047 = 0x90800000000001330ffffffffffffffffffbffffffffffffef000 * v907
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef000 * v917;
    let v1048 = v1013 * v1047;
    let v1049 = 0x10000000000000000 * v876 + v1046 + v1048;
    let v1050 = packing * v1042;
    let v1051 = packing * v1050;
    let v1052 = v928 - v941 - v967;
    let v1053 = v1051 * v1052;
    let v1054 = v1049 * v1053;
    let v1055 = 0x800000000000011000000 * v874 - 0x800000000000011000000 * v905;
    let v1056 = packing * v1055;
    let v1057 = 0x90800000000001330ffffffffffffffffffbffffffffffffef0000000 * v905
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef0000000 * v917;
    let v1058 = v1013 * v1057;
    let v1059 = 0x100000000000000000000 * v874 + v1056 + v1058;
    let v1060 = packing * v1051;
    let v1061 = packing * v1060;
    let v1062 = v967 * v1061;
    let v1063 = v1059 * v1062;
    let v1064 = 0x8000000000000110000000000 * v872 - 0x8000000000000110000000000 * v903;
    let v1065 = packing * v1064;
    let v1066 = 0x90800000000001330ffffffffffffffffffbffffffffffffef00000000000 * v903
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef00000000000 * v917;
    let v1067 = v1013 * v1066;
    let v1068 = 0x1000000000000000000000000 * v872 + v1065 + v1067;
    let v1069 = packing * v1061;
    let v1070 = packing * v1069;
    let v1071 = v941 - v968;
    let v1072 = v1070 * v1071;
    let v1073 = v1068 * v1072;
    let v1074 = 0x80000000000001100000000000000 * v870 - 0x80000000000001100000000000000 * v901;
    let v1075 = packing * v1074;
    let v1076 = 0x400000000000011000000000000121 * v917 - 0x400000000000011000000000000121 * v901;
    let v1077 = v1013 * v1076;
    let v1078 = 0x10000000000000000000000000000 * v870 + v1075 + v1077;
    let v1079 = packing * v1070;
    let v1080 = packing * v1079;
    let v1081 = v968 * v1080;
    let v1082 = v1078 * v1081;
    let v1083 = 0x800000000000011000000000000000000 * v868
        - 0x800000000000011000000000000000000 * v899;
    let v1084 = packing * v1083;
    let v1085 = 0x4000000000000110000000000001210000 * v917
        - 0x4000000000000110000000000001210000 * v899;
    let v1086 = v1013 * v1085;
    let v1087 = 0x100000000000000000000000000000000 * v868 + v1084 + v1086;
    let v1088 = packing * v1080;
    let v1089 = packing * v1088;
    let v1090 = v922 - v929 - v943 - v970;
    let v1091 = v1089 * v1090;
    let v1092 = v1087 * v1091;
    let v1093 = 0x8000000000000110000000000000000000000 * v866
        - 0x8000000000000110000000000000000000000 * v897;
    let v1094 = packing * v1093;
    let v1095 = 0x40000000000001100000000000012100000000 * v917
        - 0x40000000000001100000000000012100000000 * v897;
    let v1096 = v1013 * v1095;
    let v1097 = 0x1000000000000000000000000000000000000 * v866 + v1094 + v1096;
    let v1098 = packing * v1089;
    let v1099 = packing * v1098;
    let v1100 = v970 * v1099;
    let v1101 = v1097 * v1100;
    let v1102 = 0x80000000000001100000000000000000000000000 * v864
        - 0x80000000000001100000000000000000000000000 * v895;
    let v1103 = packing * v1102;
    let v1104 = 0x400000000000011000000000000121000000000000 * v917
        - 0x400000000000011000000000000121000000000000 * v895;
    let v1105 = v1013 * v1104;
    let v1106 = 0x10000000000000000000000000000000000000000 * v864 + v1103 + v1105;
    let v1107 = packing * v1099;
    let v1108 = packing * v1107;
    let v1109 = v943 - v971;
    let v1110 = v1108 * v1109;
    let v1111 = v1106 * v1110;
    let v1112 = 0x800000000000011000000000000000000000000000000 * v862
        - 0x800000000000011000000000000000000000000000000 * v893;
    let v1113 = packing * v1112;
    let v1114 = 0x4000000000000110000000000001210000000000000000 * v917
        - 0x4000000000000110000000000001210000000000000000 * v893;
    let v1115 = v1013 * v1114;
    let v1116 = 0x100000000000000000000000000000000000000000000 * v862 + v1113 + v1115;
    let v1117 = packing * v1108;
    let v1118 = packing * v1117;
    let v1119 = v971 * v1118;
    let v1120 = v1116 * v1119;
    let v1121 = 0x8000000000000110000000000000000000000000000000000 * v860
        - 0x8000000000000110000000000000000000000000000000000 * v891;
    let v1122 = packing * v1121;
    let v1123 = 0x40000000000001100000000000012100000000000000000000 * v917
        - 0x40000000000001100000000000012100000000000000000000 * v891;
    let v1124 = v1013 * v1123;
    let v1125 = 0x1000000000000000000000000000000000000000000000000 * v860 + v1122 + v1124;
    let v1126 = packing * v1118;
    let v1127 = packing * v1126;
    let v1128 = v929 - v944 - v973;
    let v1129 = v1127 * v1128;
    let v1130 = v1125 * v1129;
    let v1131 = 0x80000000000001100000000000000000000000000000000000000 * v858
        - 0x80000000000001100000000000000000000000000000000000000 * v889;
    let v1132 = packing * v1131;
    let v1133 = 0x400000000000011000000000000121000000000000000000000000 * v917
        - 0x400000000000011000000000000121000000000000000000000000 * v889;
    let v1134 = v1013 * v1133;
    let v1135 = 0x10000000000000000000000000000000000000000000000000000 * v858 + v1132 + v1134;
    let v1136 = packing * v1127;
    let v1137 = packing * v1136;
    let v1138 = v973 * v1137;
    let v1139 = v1135 * v1138;
    let v1140 = 0x800000000000011000000000000000000000000000000000000000000 * v856
        - 0x800000000000011000000000000000000000000000000000000000000 * v887;
    let v1141 = packing * v1140;
    let v1142 = 0x4000000000000110000000000001210000000000000000000000000000 * v917
        - 0x4000000000000110000000000001210000000000000000000000000000 * v887;
    let v1143 = v1013 * v1142;
    let v1144 = 0x100000000000000000000000000000000000000000000000000000000 * v856 + v1141 + v1143;
    let v1145 = packing * v1137;
    let v1146 = packing * v1145;
    let v1147 = v944 - v974;
    let v1148 = v1146 * v1147;
    let v1149 = v1144 * v1148;
    let v1150 = 0x8000000000000110000000000000000000000000000000000000000000000 * f0
        - 0x8000000000000110000000000000000000000000000000000000000000000 * v885;
    let v1151 = packing * v1150;
    let v1152 = 0x40000000000001100000000000012100000000000000000000000000000000 * v916
        - 0x40000000000001100000000000012100000000000000000000000000000000 * v885;
    let v1153 = v1013 * v1152;
    let v1154 = 0x20000000000000cc000000000001b1800000000001331000000000000000000 * v916
        - 0x20000000000000cc000000000001b1800000000001331000000000000000000 * v917;
    let v1155 = v1031 * v1154;
    let v1156 = 0x1000000000000000000000000000000000000000000000000000000000000 * f0
        + v1151
        + v1153
        + v1155;
    let v1157 = packing * v1146;
    let v1158 = packing * v1157;
    let v1159 = v974 * v1158;
    let v1160 = v1156 * v1159;
    let v1161 = 0x8800000000000120fffffffffffffffffffffffffffffffff800 * v914
        - 0x8800000000000120fffffffffffffffffffffffffffffffff800 * v883;
    let v1162 = packing * v1161;
    let v1163 = 0x88000000000001b1800000000001330ffffffffffffffffffc000 * v914
        - 0x88000000000001b1800000000001330ffffffffffffffffffc000 * v917;
    let v1164 = v1013 * v1163;
    let v1165 = 256 * v883 + v1162 + v1164;
    let v1166 = packing * v1158;
    let v1167 = packing * v1166;
    let v1168 = packing * v1167;
    let v1169 = v919 - v923 - v931 - v946 - v976;
    let v1170 = v1168 * v1169;
    let v1171 = v1165 * v1170;
    let v1172 = 0x8800000000000120fffffffffffffffffffffffffffffffff8000000 * v912
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8000000 * v881;
    let v1173 = packing * v1172;
    let v1174 = 0x88000000000001b1800000000001330ffffffffffffffffffc0000000 * v912
        - 0x88000000000001b1800000000001330ffffffffffffffffffc0000000 * v917;
    let v1175 = v1013 * v1174;
    let v1176 = 16777216 * v881 + v1173 + v1175;
    let v1177 = packing * v1168;
    let v1178 = packing * v1177;
    let v1179 = v976 * v1178;
    let v1180 = v1176 * v1179;
    let v1181 = 0x8800000000000120fffffffffffffffffffffffffffffffff80000000000 * v910
        - 0x8800000000000120fffffffffffffffffffffffffffffffff80000000000 * v879;
    let v1182 = packing * v1181;
    let v1183 = 0x88000000000001b1800000000001330ffffffffffffffffffc00000000000 * v910
        - 0x88000000000001b1800000000001330ffffffffffffffffffc00000000000 * v917;
    let v1184 = v1013 * v1183;
    let v1185 = 1099511627776 * v879 + v1182 + v1184;
    let v1186 = packing * v1178;
    let v1187 = packing * v1186;
    let v1188 = v946 - v977;
    let v1189 = v1187 * v1188;
    let v1190 = v1185 * v1189;
    let v1191 = 576460752303423505 * v877 - 576460752303423505 * v908;
    let v1192 = packing * v1191;
    let v1193 = 0x90800000000001330ffffffffffffffffffbffffffffffffef0 * v908
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef0 * v917;
    let v1194 = v1013 * v1193;
    let v1195 = 72057594037927936 * v877 + v1192 + v1194;
    let v1196 = packing * v1187;
    let v1197 = packing * v1196;
    let v1198 = v977 * v1197;
    let v1199 = v1195 * v1198;
    let v1200 = 0x8000000000000110000 * v875 - 0x8000000000000110000 * v906;
    let v1201 = packing * v1200;
    let v1202 = 0x90800000000001330ffffffffffffffffffbffffffffffffef00000 * v906
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef00000 * v917;
    let v1203 = v1013 * v1202;
    let v1204 = 0x1000000000000000000 * v875 + v1201 + v1203;
    let v1205 = packing * v1197;
    let v1206 = packing * v1205;
    let v1207 = v931 - v947 - v979;
    let v1208 = v1206 * v1207;
    let v1209 = v1204 * v1208;
    let v1210 = 0x80000000000001100000000 * v873 - 0x80000000000001100000000 * v904;
    let v1211 = packing * v1210;
    let v1212 = 0x90800000000001330ffffffffffffffffffbffffffffffffef000000000 * v904
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef000000000 * v917;
    let v1213 = v1013 * v1212;
    let v1214 = 0x10000000000000000000000 * v873 + v1211 + v1213;
    let v1215 = packing * v1206;
    let v1216 = packing * v1215;
    let v1217 = v979 * v1216;
    let v1218 = v1214 * v1217;
    let v1219 = 0x800000000000011000000000000 * v871 - 0x800000000000011000000000000 * v902;
    let v1220 = packing * v1219;
    let v1221 = 0x10800000000000230ffffffffffffffffffbffffffffffffeefffffffffffff * v902
        - 0x10800000000000230ffffffffffffffffffbffffffffffffeefffffffffffff * v917;
    let v1222 = v1013 * v1221;
    let v1223 = 0x100000000000000000000000000 * v871 + v1220 + v1222;
    let v1224 = packing * v1216;
    let v1225 = packing * v1224;
    let v1226 = v947 - v980;
    let v1227 = v1225 * v1226;
    let v1228 = v1223 * v1227;
    let v1229 = 0x8000000000000110000000000000000 * v869 - 0x8000000000000110000000000000000 * v900;
    let v1230 = packing * v1229;
    let v1231 = 0x40000000000001100000000000012100 * v917
        - 0x40000000000001100000000000012100 * v900;
    let v1232 = v1013 * v1231;
    let v1233 = 0x1000000000000000000000000000000 * v869 + v1230 + v1232;
    let v1234 = packing * v1225;
    let v1235 = packing * v1234;
    let v1236 = v980 * v1235;
    let v1237 = v1233 * v1236;
    let v1238 = 0x80000000000001100000000000000000000 * v867
        - 0x80000000000001100000000000000000000 * v898;
    let v1239 = packing * v1238;
    let v1240 = 0x400000000000011000000000000121000000 * v917
        - 0x400000000000011000000000000121000000 * v898;
    let v1241 = v1013 * v1240;
    let v1242 = 0x10000000000000000000000000000000000 * v867 + v1239 + v1241;
    let v1243 = packing * v1235;
    let v1244 = packing * v1243;
    let v1245 = v923 - v932 - v949 - v982;
    let v1246 = v1244 * v1245;
    let v1247 = v1242 * v1246;
    let v1248 = 0x800000000000011000000000000000000000000 * v865
        - 0x800000000000011000000000000000000000000 * v896;
    let v1249 = packing * v1248;
    let v1250 = 0x4000000000000110000000000001210000000000 * v917
        - 0x4000000000000110000000000001210000000000 * v896;
    let v1251 = v1013 * v1250;
    let v1252 = 0x100000000000000000000000000000000000000 * v865 + v1249 + v1251;
    let v1253 = packing * v1244;
    let v1254 = packing * v1253;
    let v1255 = v982 * v1254;
    let v1256 = v1252 * v1255;
    let v1257 = 0x8000000000000110000000000000000000000000000 * v863
        - 0x8000000000000110000000000000000000000000000 * v894;
    let v1258 = packing * v1257;
    let v1259 = 0x40000000000001100000000000012100000000000000 * v917
        - 0x40000000000001100000000000012100000000000000 * v894;
    let v1260 = v1013 * v1259;
    let v1261 = 0x1000000000000000000000000000000000000000000 * v863 + v1258 + v1260;
    let v1262 = packing * v1254;
    let v1263 = packing * v1262;
    let v1264 = v949 - v983;
    let v1265 = v1263 * v1264;
    let v1266 = v1261 * v1265;
    let v1267 = 0x80000000000001100000000000000000000000000000000 * v861
        - 0x80000000000001100000000000000000000000000000000 * v892;
    let v1268 = packing * v1267;
    let v1269 = 0x400000000000011000000000000121000000000000000000 * v917
        - 0x400000000000011000000000000121000000000000000000 * v892;
    let v1270 = v1013 * v1269;
    let v1271 = 0x10000000000000000000000000000000000000000000000 * v861 + v1268 + v1270;
    let v1272 = packing * v1263;
    let v1273 = packing * v1272;
    let v1274 = v983 * v1273;
    let v1275 = v1271 * v1274;
    let v1276 = 0x800000000000011000000000000000000000000000000000000 * v859
        - 0x800000000000011000000000000000000000000000000000000 * v890;
    let v1277 = packing * v1276;
    let v1278 = 0x4000000000000110000000000001210000000000000000000000 * v917
        - 0x4000000000000110000000000001210000000000000000000000 * v890;
    let v1279 = v1013 * v1278;
    let v1280 = 0x100000000000000000000000000000000000000000000000000 * v859 + v1277 + v1279;
    let v1281 = packing * v1273;
    let v1282 = packing * v1281;
    let v1283 = v932 - v950 - v985;
    let v1284 = v1282 * v1283;
    let v1285 = v1280 * v1284;
    let v1286 = 0x8000000000000110000000000000000000000000000000000000000 * v857
        - 0x8000000000000110000000000000000000000000000000000000000 * v888;
    let v1287 = packing * v1286;
    let v1288 = 0x40000000000001100000000000012100000000000000000000000000 * v917
        - 0x40000000000001100000000000012100000000000000000000000000 * v888;
    let v1289 = v1013 * v1288;
    let v1290 = 0x1000000000000000000000000000000000000000000000000000000 * v857 + v1287 + v1289;
    let v1291 = packing * v1282;
    let v1292 = packing * v1291;
    let v1293 = v985 * v1292;
    let v1294 = v1290 * v1293;
    let v1295 = 0x80000000000001100000000000000000000000000000000000000000000 * v855
        - 0x80000000000001100000000000000000000000000000000000000000000 * v886;
    let v1296 = packing * v1295;
    let v1297 = 0x400000000000011000000000000121000000000000000000000000000000 * v917
        - 0x400000000000011000000000000121000000000000000000000000000000 * v886;
    let v1298 = v1013 * v1297;
    let v1299 = 0x10000000000000000000000000000000000000000000000000000000000 * v855
        + v1296
        + v1298;
    let v1300 = packing * v1292;
    let v1301 = packing * v1300;
    let v1302 = v950 - v986;
    let v1303 = v1301 * v1302;
    let v1304 = v1299 * v1303;
    let v1305 = packing * v1301;
    let v1306 = packing * v1305;
    let v1307 = packing * v1306;
    let v1308 = v986 * v1307;
    let v1309 = v1016 * v1308;
    let v1310 = packing * v1307;
    let v1311 = packing * v1310;
    let v1312 = u4 - v920 - v925 - v934 - v952 - v988;
    let v1313 = v1311 * v1312;
    let v1314 = v1023 * v1313;
    let v1315 = packing * v1311;
    let v1316 = packing * v1315;
    let v1317 = v988 * v1316;
    let v1318 = v1030 * v1317;
    let v1319 = packing * v1316;
    let v1320 = packing * v1319;
    let v1321 = v952 - v989;
    let v1322 = v1320 * v1321;
    let v1323 = v1040 * v1322;
    let v1324 = packing * v1320;
    let v1325 = packing * v1324;
    let v1326 = v989 * v1325;
    let v1327 = v1049 * v1326;
    let v1328 = packing * v1325;
    let v1329 = packing * v1328;
    let v1330 = v934 - v953 - v991;
    let v1331 = v1329 * v1330;
    let v1332 = v1059 * v1331;
    let v1333 = packing * v1329;
    let v1334 = packing * v1333;
    let v1335 = v991 * v1334;
    let v1336 = v1068 * v1335;
    let v1337 = packing * v1334;
    let v1338 = packing * v1337;
    let v1339 = v953 - v992;
    let v1340 = v1338 * v1339;
    let v1341 = v1078 * v1340;
    let v1342 = packing * v1338;
    let v1343 = packing * v1342;
    let v1344 = v992 * v1343;
    let v1345 = v1087 * v1344;
    let v1346 = packing * v1343;
    let v1347 = packing * v1346;
    let v1348 = v925 - v935 - v955 - v994;
    let v1349 = v1347 * v1348;
    let v1350 = v1097 * v1349;
    let v1351 = packing * v1347;
    let v1352 = packing * v1351;
    let v1353 = v994 * v1352;
    let v1354 = v1106 * v1353;
    let v1355 = packing * v1352;
    let v1356 = packing * v1355;
    let v1357 = v955 - v995;
    let v1358 = v1356 * v1357;
    let v1359 = v1116 * v1358;
    let v1360 = packing * v1356;
    let v1361 = packing * v1360;
    let v1362 = v995 * v1361;
    let v1363 = v1125 * v1362;
    let v1364 = packing * v1361;
    let v1365 = packing * v1364;
    let v1366 = v935 - v956 - v997;
    let v1367 = v1365 * v1366;
    let v1368 = v1135 * v1367;
    let v1369 = packing * v1365;
    let v1370 = packing * v1369;
    let v1371 = v997 * v1370;
    let v1372 = v1144 * v1371;
    let v1373 = packing * v1370;
    let v1374 = packing * v1373;
    let v1375 = v956 - v998;
    let v1376 = v1374 * v1375;
    let v1377 = v1156 * v1376;
    let v1378 = packing * v1374;
    let v1379 = packing * v1378;
    let v1380 = packing * v1379;
    let v1381 = v998 * v1380;
    let v1382 = v1165 * v1381;
    let v1383 = packing * v1380;
    let v1384 = packing * v1383;
    let v1385 = v920 - v926 - v937 - v958 - v1000;
    let v1386 = v1384 * v1385;
    let v1387 = v1176 * v1386;
    let v1388 = packing * v1384;
    let v1389 = packing * v1388;
    let v1390 = v1000 * v1389;
    let v1391 = v1185 * v1390;
    let v1392 = packing * v1389;
    let v1393 = packing * v1392;
    let v1394 = v958 - v1001;
    let v1395 = v1393 * v1394;
    let v1396 = v1195 * v1395;
    let v1397 = packing * v1393;
    let v1398 = packing * v1397;
    let v1399 = v1001 * v1398;
    let v1400 = v1204 * v1399;
    let v1401 = packing * v1398;
    let v1402 = packing * v1401;
    let v1403 = v937 - v959 - v1003;
    let v1404 = v1402 * v1403;
    let v1405 = v1214 * v1404;
    let v1406 = packing * v1402;
    let v1407 = packing * v1406;
    let v1408 = v1003 * v1407;
    let v1409 = v1223 * v1408;
    let v1410 = packing * v1407;
    let v1411 = packing * v1410;
    let v1412 = v959 - v1004;
    let v1413 = v1411 * v1412;
    let v1414 = v1233 * v1413;
    let v1415 = packing * v1411;
    let v1416 = packing * v1415;
    let v1417 = v1004 * v1416;
    let v1418 = v1242 * v1417;
    let v1419 = packing * v1416;
    let v1420 = packing * v1419;
    let v1421 = v926 - v938 - v961 - v1006;
    let v1422 = v1420 * v1421;
    let v1423 = v1252 * v1422;
    let v1424 = packing * v1420;
    let v1425 = packing * v1424;
    let v1426 = v1006 * v1425;
    let v1427 = v1261 * v1426;
    let v1428 = packing * v1425;
    let v1429 = packing * v1428;
    let v1430 = v961 - v1007;
    let v1431 = v1429 * v1430;
    let v1432 = v1271 * v1431;
    let v1433 = packing * v1429;
    let v1434 = packing * v1433;
    let v1435 = v1007 * v1434;
    let v1436 = v1280 * v1435;
    let v1437 = packing * v1434;
    let v1438 = packing * v1437;
    let v1439 = v938 - v962 - v1009;
    let v1440 = v1438 * v1439;
    let v1441 = v1290 * v1440;
    let v1442 = packing * v1438;
    let v1443 = packing * v1442;
    let v1444 = v1009 * v1443;
    let v1445 = v1299 * v1444;
    let v1446 = packing * v1443;
    let v1447 = packing * v1446;
    let v1448 = packing * v1447;
    let v1449 = v962 - v1010;
    let v1450 = v1448 * v1449;
    let v1451 = v1016 * v1450;
    let v1452 = packing * v1448;
    let v1453 = packing * v1452;
    let v1454 = v1010 * v1453;
    let v1455 = v1023 * v1454;
    let v1456 = 0 - u1 + 1;
    let v1457 = u2 * v1456;
    let v1458 = u3 * v1457;
    let v1459 = v1018
        + v1025
        + v1035
        + v1044
        + v1054
        + v1063
        + v1073
        + v1082
        + v1092
        + v1101
        + v1111
        + v1120
        + v1130
        + v1139
        + v1149
        + v1160
        + v1171
        + v1180
        + v1190
        + v1199
        + v1209
        + v1218
        + v1228
        + v1237
        + v1247
        + v1256
        + v1266
        + v1275
        + v1285
        + v1294
        + v1304
        + v1309
        + v1314
        + v1318
        + v1323
        + v1327
        + v1332
        + v1336
        + v1341
        + v1345
        + v1350
        + v1354
        + v1359
        + v1363
        + v1368
        + v1372
        + v1377
        + v1382
        + v1387
        + v1391
        + v1396
        + v1400
        + v1405
        + v1409
        + v1414
        + v1418
        + v1423
        + v1427
        + v1432
        + v1436
        + v1441
        + v1445
        + v1451
        + v1455;
    let v1460 = v1458 * v1459;
    let v1461 = v716 - v854;
    let v1462 = v1460 * v1461;
    let v1463 = v793 - v31;
    let v1464 = u0 * v1463;
    let v1465 = 0 - u2 + 1;
    let v1466 = v1456 * v1465;
    let v1467 = 2 * r2 - 1;
    let v1468 = u3 * v1467;
    let v1469 = v1468 - r2 + 1;
    let v1470 = v1466 * v1469;
    let v1471 = 2 * r3 - 1;
    let v1472 = u4 * v1471;
    let v1473 = v1472 - r3 + 1;
    let v1474 = v1470 * v1473;
    let v1475 = 2 * r4 - 1;
    let v1476 = u5 * v1475;
    let v1477 = v1476 - r4 + 1;
    let v1478 = v1474 * v1477;
    let v1479 = 2 * r5 - 1;
    let v1480 = u6 * v1479;
    let v1481 = v1480 - r5 + 1;
    let v1482 = v1478 * v1481;
    let v1483 = 2 * r6 - 1;
    let v1484 = u7 * v1483;
    let v1485 = v1484 - r6 + 1;
    let v1486 = v1482 * v1485;
    let v1487 = 2 * r7 - 1;
    let v1488 = u8 * v1487;
    let v1489 = v1488 - r7 + 1;
    let v1490 = v1486 * v1489;
    let v1491 = 2 * r8 - 1;
    let v1492 = u9 * v1491;
    let v1493 = v1492 - r8 + 1;
    let v1494 = v1490 * v1493;
    let v1495 = f1 - f0;
    let v1496 = r14 * v1495;
    let v1497 = f3 - f2;
    let v1498 = r14 * v1497;
    let v1499 = f5 - f4;
    let v1500 = r14 * v1499;
    let v1501 = f7 - f6;
    let v1502 = r14 * v1501;
    let v1503 = f9 - f8;
    let v1504 = r14 * v1503;
    let v1505 = f11 - f10;
    let v1506 = r14 * v1505;
    let v1507 = f13 - f12;
    let v1508 = r14 * v1507;
    let v1509 = f15 - f14;
    let v1510 = r14 * v1509;
    let v1511 = f17 - f16;
    let v1512 = r14 * v1511;
    let v1513 = f19 - f18;
    let v1514 = r14 * v1513;
    let v1515 = f21 - f20;
    let v1516 = r14 * v1515;
    let v1517 = f23 - f22;
    let v1518 = r14 * v1517;
    let v1519 = f25 - f24;
    let v1520 = r14 * v1519;
    let v1521 = f27 - f26;
    let v1522 = r14 * v1521;
    let v1523 = f29 - f28;
    let v1524 = r14 * v1523;
    let v1525 = f31 - f30;
    let v1526 = r14 * v1525;
    let v1527 = f33 - f32;
    let v1528 = r14 * v1527;
    let v1529 = f35 - f34;
    let v1530 = r14 * v1529;
    let v1531 = f37 - f36;
    let v1532 = r14 * v1531;
    let v1533 = f39 - f38;
    let v1534 = r14 * v1533;
    let v1535 = f41 - f40;
    let v1536 = r14 * v1535;
    let v1537 = f43 - f42;
    let v1538 = r14 * v1537;
    let v1539 = f45 - f44;
    let v1540 = r14 * v1539;
    let v1541 = f47 - f46;
    let v1542 = r14 * v1541;
    let v1543 = f49 - f48;
    let v1544 = r14 * v1543;
    let v1545 = f51 - f50;
    let v1546 = r14 * v1545;
    let v1547 = f53 - f52;
    let v1548 = r14 * v1547;
    let v1549 = f55 - f54;
    let v1550 = r14 * v1549;
    let v1551 = f57 - f56;
    let v1552 = r14 * v1551;
    let v1553 = f59 - f58;
    let v1554 = r14 * v1553;
    let v1555 = f61 - f60;
    let v1556 = r14 * v1555;
    let v1557 = f63 - f62;
    let v1558 = r14 * v1557;
    let v1559 = f2 + v1498 - f0 - v1496;
    let v1560 = r13 * v1559;
    let v1561 = f6 + v1502 - f4 - v1500;
    let v1562 = r13 * v1561;
    let v1563 = f10 + v1506 - f8 - v1504;
    let v1564 = r13 * v1563;
    let v1565 = f14 + v1510 - f12 - v1508;
    let v1566 = r13 * v1565;
    let v1567 = f18 + v1514 - f16 - v1512;
    let v1568 = r13 * v1567;
    let v1569 = f22 + v1518 - f20 - v1516;
    let v1570 = r13 * v1569;
    let v1571 = f26 + v1522 - f24 - v1520;
    let v1572 = r13 * v1571;
    let v1573 = f30 + v1526 - f28 - v1524;
    let v1574 = r13 * v1573;
    let v1575 = f34 + v1530 - f32 - v1528;
    let v1576 = r13 * v1575;
    let v1577 = f38 + v1534 - f36 - v1532;
    let v1578 = r13 * v1577;
    let v1579 = f42 + v1538 - f40 - v1536;
    let v1580 = r13 * v1579;
    let v1581 = f46 + v1542 - f44 - v1540;
    let v1582 = r13 * v1581;
    let v1583 = f50 + v1546 - f48 - v1544;
    let v1584 = r13 * v1583;
    let v1585 = f54 + v1550 - f52 - v1548;
    let v1586 = r13 * v1585;
    let v1587 = f58 + v1554 - f56 - v1552;
    let v1588 = r13 * v1587;
    let v1589 = f62 + v1558 - f60 - v1556;
    let v1590 = r13 * v1589;
    let v1591 = f4 + v1500 + v1562 - f0 - v1496 - v1560;
    let v1592 = r12 * v1591;
    let v1593 = f12 + v1508 + v1566 - f8 - v1504 - v1564;
    let v1594 = r12 * v1593;
    let v1595 = f20 + v1516 + v1570 - f16 - v1512 - v1568;
    let v1596 = r12 * v1595;
    let v1597 = f28 + v1524 + v1574 - f24 - v1520 - v1572;
    let v1598 = r12 * v1597;
    let v1599 = f36 + v1532 + v1578 - f32 - v1528 - v1576;
    let v1600 = r12 * v1599;
    let v1601 = f44 + v1540 + v1582 - f40 - v1536 - v1580;
    let v1602 = r12 * v1601;
    let v1603 = f52 + v1548 + v1586 - f48 - v1544 - v1584;
    let v1604 = r12 * v1603;
    let v1605 = f60 + v1556 + v1590 - f56 - v1552 - v1588;
    let v1606 = r12 * v1605;
    let v1607 = f8 + v1504 + v1564 + v1594 - f0 - v1496 - v1560 - v1592;
    let v1608 = r11 * v1607;
    let v1609 = f24 + v1520 + v1572 + v1598 - f16 - v1512 - v1568 - v1596;
    let v1610 = r11 * v1609;
    let v1611 = f40 + v1536 + v1580 + v1602 - f32 - v1528 - v1576 - v1600;
    let v1612 = r11 * v1611;
    let v1613 = f56 + v1552 + v1588 + v1606 - f48 - v1544 - v1584 - v1604;
    let v1614 = r11 * v1613;
    let v1615 = f16 + v1512 + v1568 + v1596 + v1610 - f0 - v1496 - v1560 - v1592 - v1608;
    let v1616 = r10 * v1615;
    let v1617 = f48 + v1544 + v1584 + v1604 + v1614 - f32 - v1528 - v1576 - v1600 - v1612;
    let v1618 = r10 * v1617;
    let v1619 = f32
        + v1528
        + v1576
        + v1600
        + v1612
        + v1618
        - f0
        - v1496
        - v1560
        - v1592
        - v1608
        - v1616;
    let v1620 = r9 * v1619;
    let v1621 = f0 + v1496 + v1560 + v1592 + v1608 + v1616 + v1620;
    let v1622 = v1494 * v1621;
    let v1623 = v31 + v1464;
    let v1624 = v1622 * v1623;
    let v1625 = v794 - v34;
    let v1626 = u0 * v1625;
    let v1627 = 0 - u3 + 1;
    let v1628 = v1457 * v1627;
    let v1629 = v1473 * v1628;
    let v1630 = v1477 * v1629;
    let v1631 = v1481 * v1630;
    let v1632 = v1485 * v1631;
    let v1633 = v1489 * v1632;
    let v1634 = v1493 * v1633;
    let v1635 = v1621 * v1634;
    let v1636 = v34 + v1626;
    let v1637 = v1635 * v1636;
    let v1638 = v795 - v38;
    let v1639 = u0 * v1638;
    let v1640 = u1 * v1465;
    let v1641 = v1627 * v1640;
    let v1642 = v918 * v1641;
    let v1643 = v1477 * v1642;
    let v1644 = v1481 * v1643;
    let v1645 = v1485 * v1644;
    let v1646 = v1489 * v1645;
    let v1647 = v1493 * v1646;
    let v1648 = v1621 * v1647;
    let v1649 = v38 + v1639;
    let v1650 = v1648 * v1649;
    let v1651 = v796 - v43;
    let v1652 = u0 * v1651;
    let v1653 = u4 * v1641;
    let v1654 = 0 - u5 + 1;
    let v1655 = v1653 * v1654;
    let v1656 = 0 - u6 + 1;
    let v1657 = v1655 * v1656;
    let v1658 = v1485 * v1657;
    let v1659 = v1489 * v1658;
    let v1660 = v1493 * v1659;
    let v1661 = v1621 * v1660;
    let v1662 = v43 + v1652;
    let v1663 = v1661 * v1662;
    let v1664 = v797 - v44;
    let v1665 = u0 * v1664;
    let v1666 = v1458 * v1473;
    let v1667 = v1477 * v1666;
    let v1668 = v1481 * v1667;
    let v1669 = v1485 * v1668;
    let v1670 = v1489 * v1669;
    let v1671 = v1493 * v1670;
    let v1672 = v1621 * v1671;
    let v1673 = v44 + v1665;
    let v1674 = v1672 * v1673;
    let v1675 = u0 * v803;
    let v1676 = u1 * u2;
    let v1677 = u3 * v1676;
    let v1678 = u4 * v1677;
    let v1679 = u5 * v1678;
    let v1680 = u6 * v1679;
    let v1681 = v1485 * v1680;
    let v1682 = v1489 * v1681;
    let v1683 = v1493 * v1682;
    let v1684 = v1621 * v1683;
    let v1685 = v803 - v1675;
    let v1686 = v1684 * v1685;
    let v1687 = u0 * v806;
    let v1688 = v1656 * v1679;
    let v1689 = u7 * v1688;
    let v1690 = v1489 * v1689;
    let v1691 = v1493 * v1690;
    let v1692 = v1621 * v1691;
    let v1693 = v806 - v1687;
    let v1694 = v1692 * v1693;
    let v1695 = u0 * v809;
    let v1696 = 0 - u7 + 1;
    let v1697 = v1688 * v1696;
    let v1698 = v1489 * v1697;
    let v1699 = v1493 * v1698;
    let v1700 = v1621 * v1699;
    let v1701 = v809 - v1695;
    let v1702 = v1700 * v1701;
    let v1703 = u0 * v814;
    let v1704 = v1654 * v1678;
    let v1705 = u6 * v1704;
    let v1706 = u7 * v1705;
    let v1707 = u8 * v1706;
    let v1708 = v1493 * v1707;
    let v1709 = v1621 * v1708;
    let v1710 = v814 - v1703;
    let v1711 = v1709 * v1710;
    let v1712 = u0 * v817;
    let v1713 = 0 - u8 + 1;
    let v1714 = v1706 * v1713;
    let v1715 = u9 * v1714;
    let v1716 = v1621 * v1715;
    let v1717 = v817 - v1712;
    let v1718 = v1716 * v1717;
    let v1719 = u0 * v822;
    let v1720 = 0 - u9 + 1;
    let v1721 = v1714 * v1720;
    let v1722 = f48 + v1544 + v1584 + v1604 + v1614;
    let v1723 = v1721 * v1722;
    let v1724 = v822 - v1719;
    let v1725 = v1723 * v1724;
    let v1726 = u0 * v824;
    let v1727 = f32 + v1528 + v1576 + v1600 + v1612;
    let v1728 = v1721 * v1727;
    let v1729 = v824 - v1726;
    let v1730 = v1728 * v1729;
    let v1731 = u0 * v828;
    let v1732 = f24 + v1520 + v1572 + v1598;
    let v1733 = v1721 * v1732;
    let v1734 = v828 - v1731;
    let v1735 = v1733 * v1734;
    let v1736 = u0 * v831;
    let v1737 = f20 + v1516 + v1570;
    let v1738 = v1721 * v1737;
    let v1739 = v831 - v1736;
    let v1740 = v1738 * v1739;
    let v1741 = u0 * v833;
    let v1742 = f16 + v1512 + v1568;
    let v1743 = v1721 * v1742;
    let v1744 = v833 - v1741;
    let v1745 = v1743 * v1744;
    let v1746 = u0 * v838;
    let v1747 = f14 + v1510;
    let v1748 = v1721 * v1747;
    let v1749 = v838 - v1746;
    let v1750 = v1748 * v1749;
    let v1751 = u0 * v841;
    let v1752 = f13 * v1721;
    let v1753 = v841 - v1751;
    let v1754 = v1752 * v1753;
    let v1755 = u0 * v842;
    let v1756 = v1481 * v1679;
    let v1757 = v1485 * v1756;
    let v1758 = v1489 * v1757;
    let v1759 = v1493 * v1758;
    let v1760 = v1621 * v1759;
    let v1761 = v1755 * v1760;
    let v1762 = u0 * v844;
    let v1763 = u9 * v1707;
    let v1764 = v1621 * v1763;
    let v1765 = v1762 * v1764;
    let v1766 = u0 * v846;
    let v1767 = v1707 * v1720;
    let v1768 = v1621 * v1767;
    let v1769 = v1766 * v1768;
    let v1770 = u0 * v847;
    let v1771 = v209 - v151;
    let v1772 = u4 * v1771;
    let v1773 = v210 + v211 - v153 - v155;
    let v1774 = u4 * v1773;
    let v1775 = v212 - v156;
    let v1776 = u4 * v1775;
    let v1777 = v214 + v215 - v158 - v159;
    let v1778 = u4 * v1777;
    let v1779 = v216 - v160;
    let v1780 = u4 * v1779;
    let v1781 = v217 + v218 - v161 - v162;
    let v1782 = u4 * v1781;
    let v1783 = v219 - v163;
    let v1784 = u4 * v1783;
    let v1785 = v221 + v222 - v165 - v166;
    let v1786 = u4 * v1785;
    let v1787 = v223 - v167;
    let v1788 = u4 * v1787;
    let v1789 = v224 + v225 - v168 - v169;
    let v1790 = u4 * v1789;
    let v1791 = v226 - v170;
    let v1792 = u4 * v1791;
    let v1793 = v228 + v229 - v172 - v173;
    let v1794 = u4 * v1793;
    let v1795 = v230 - v174;
    let v1796 = u4 * v1795;
    let v1797 = v231 + v232 - v175 - v176;
    let v1798 = u4 * v1797;
    let v1799 = v233 - v177;
    let v1800 = u4 * v1799;
    let v1801 = v235 + v236 - v179 - v180;
    let v1802 = u4 * v1801;
    let v1803 = v237 - v181;
    let v1804 = u4 * v1803;
    let v1805 = v238 + v239 - v182 - v183;
    let v1806 = u4 * v1805;
    let v1807 = v240 - v184;
    let v1808 = u4 * v1807;
    let v1809 = v242 + v243 - v186 - v187;
    let v1810 = u4 * v1809;
    let v1811 = v244 - v188;
    let v1812 = u4 * v1811;
    let v1813 = v245 + v246 - v189 - v190;
    let v1814 = u4 * v1813;
    let v1815 = v247 - v191;
    let v1816 = u4 * v1815;
    let v1817 = v249 + v250 - v193 - v194;
    let v1818 = u4 * v1817;
    let v1819 = v251 - v195;
    let v1820 = u4 * v1819;
    let v1821 = v252 + v253 - v196 - v197;
    let v1822 = u4 * v1821;
    let v1823 = v254 - v198;
    let v1824 = u4 * v1823;
    let v1825 = v256 + v257 - v200 - v201;
    let v1826 = u4 * v1825;
    let v1827 = v258 - v202;
    let v1828 = u4 * v1827;
    let v1829 = v259 + v260 - v203 - v204;
    let v1830 = u4 * v1829;
    let v1831 = v261 - v205;
    let v1832 = u4 * v1831;
    let v1833 = v262 - v207 - v208;
    let v1834 = u4 * v1833;
    let v1835 = v181 + v1804 - v151 - v1772;
    let v1836 = u5 * v1835;
    let v1837 = v182 + v183 + v1806 - v153 - v155 - v1774;
    let v1838 = u5 * v1837;
    let v1839 = v184 + v1808 - v156 - v1776;
    let v1840 = u5 * v1839;
    let v1841 = v186 + v187 + v1810 - v158 - v159 - v1778;
    let v1842 = u5 * v1841;
    let v1843 = v188 + v1812 - v160 - v1780;
    let v1844 = u5 * v1843;
    let v1845 = v189 + v190 + v1814 - v161 - v162 - v1782;
    let v1846 = u5 * v1845;
    let v1847 = v191 + v1816 - v163 - v1784;
    let v1848 = u5 * v1847;
    let v1849 = v193 + v194 + v1818 - v165 - v166 - v1786;
    let v1850 = u5 * v1849;
    let v1851 = v195 + v1820 - v167 - v1788;
    let v1852 = u5 * v1851;
    let v1853 = v196 + v197 + v1822 - v168 - v169 - v1790;
    let v1854 = u5 * v1853;
    let v1855 = v198 + v1824 - v170 - v1792;
    let v1856 = u5 * v1855;
    let v1857 = v200 + v201 + v1826 - v172 - v173 - v1794;
    let v1858 = u5 * v1857;
    let v1859 = v202 + v1828 - v174 - v1796;
    let v1860 = u5 * v1859;
    let v1861 = v203 + v204 + v1830 - v175 - v176 - v1798;
    let v1862 = u5 * v1861;
    let v1863 = v205 + v1832 - v177 - v1800;
    let v1864 = u5 * v1863;
    let v1865 = v207 + v208 + v1834 - v179 - v180 - v1802;
    let v1866 = u5 * v1865;
    let v1867 = v167 + v1788 + v1852 - v151 - v1772 - v1836;
    let v1868 = u6 * v1867;
    let v1869 = v168 + v169 + v1790 + v1854 - v153 - v155 - v1774 - v1838;
    let v1870 = u6 * v1869;
    let v1871 = v170 + v1792 + v1856 - v156 - v1776 - v1840;
    let v1872 = u6 * v1871;
    let v1873 = v172 + v173 + v1794 + v1858 - v158 - v159 - v1778 - v1842;
    let v1874 = u6 * v1873;
    let v1875 = v174 + v1796 + v1860 - v160 - v1780 - v1844;
    let v1876 = u6 * v1875;
    let v1877 = v175 + v176 + v1798 + v1862 - v161 - v162 - v1782 - v1846;
    let v1878 = u6 * v1877;
    let v1879 = v177 + v1800 + v1864 - v163 - v1784 - v1848;
    let v1880 = u6 * v1879;
    let v1881 = v179 + v180 + v1802 + v1866 - v165 - v166 - v1786 - v1850;
    let v1882 = u6 * v1881;
    let v1883 = v160 + v1780 + v1844 + v1876 - v151 - v1772 - v1836 - v1868;
    let v1884 = u7 * v1883;
    let v1885 = v161 + v162 + v1782 + v1846 + v1878 - v153 - v155 - v1774 - v1838 - v1870;
    let v1886 = u7 * v1885;
    let v1887 = v163 + v1784 + v1848 + v1880 - v156 - v1776 - v1840 - v1872;
    let v1888 = u7 * v1887;
    let v1889 = v165 + v166 + v1786 + v1850 + v1882 - v158 - v159 - v1778 - v1842 - v1874;
    let v1890 = u7 * v1889;
    let v1891 = v156 + v1776 + v1840 + v1872 + v1888 - v151 - v1772 - v1836 - v1868 - v1884;
    let v1892 = u8 * v1891;
    let v1893 = v158
        + v159
        + v1778
        + v1842
        + v1874
        + v1890
        - v153
        - v155
        - v1774
        - v1838
        - v1870
        - v1886;
    let v1894 = u8 * v1893;
    let v1895 = v153
        + v155
        + v1774
        + v1838
        + v1870
        + v1886
        + v1894
        - v151
        - v1772
        - v1836
        - v1868
        - v1884
        - v1892;
    let v1896 = u9 * v1895;
    let v1897 = v151 + v1772 + v1836 + v1868 + v1884 + v1892 + v1896;
    let v1898 = v1458 * v1897;
    let v1899 = v264 * f0;
    let v1900 = v266 + v268;
    let v1901 = f1 * v1900;
    let v1902 = v269 * f2;
    let v1903 = v271 + v272;
    let v1904 = f3 * v1903;
    let v1905 = v273 * f4;
    let v1906 = v274 + v275;
    let v1907 = f5 * v1906;
    let v1908 = v276 * f6;
    let v1909 = v278 + v279;
    let v1910 = f7 * v1909;
    let v1911 = v280 * f8;
    let v1912 = v281 + v282;
    let v1913 = f9 * v1912;
    let v1914 = v283 * f10;
    let v1915 = v285 + v286;
    let v1916 = f11 * v1915;
    let v1917 = v287 * f12;
    let v1918 = v288 + v289;
    let v1919 = f13 * v1918;
    let v1920 = v290 * f14;
    let v1921 = v292 + v293;
    let v1922 = f15 * v1921;
    let v1923 = v294 * f16;
    let v1924 = v295 + v296;
    let v1925 = f17 * v1924;
    let v1926 = v297 * f18;
    let v1927 = v299 + v300;
    let v1928 = f19 * v1927;
    let v1929 = v301 * f20;
    let v1930 = v302 + v303;
    let v1931 = f21 * v1930;
    let v1932 = v304 * f22;
    let v1933 = v306 + v307;
    let v1934 = f23 * v1933;
    let v1935 = v308 * f24;
    let v1936 = v309 + v310;
    let v1937 = f25 * v1936;
    let v1938 = v311 * f26;
    let v1939 = v313 + v314;
    let v1940 = f27 * v1939;
    let v1941 = v315 * f28;
    let v1942 = v316 + v317;
    let v1943 = f29 * v1942;
    let v1944 = v318 * f30;
    let v1945 = v320 + v321;
    let v1946 = f31 * v1945;
    let v1947 = v322 * f32;
    let v1948 = v323 + v324;
    let v1949 = f33 * v1948;
    let v1950 = v325 * f34;
    let v1951 = v327 + v328;
    let v1952 = f35 * v1951;
    let v1953 = v329 * f36;
    let v1954 = v330 + v331;
    let v1955 = f37 * v1954;
    let v1956 = v332 * f38;
    let v1957 = v334 + v335;
    let v1958 = f39 * v1957;
    let v1959 = v336 * f40;
    let v1960 = v337 + v338;
    let v1961 = f41 * v1960;
    let v1962 = v339 * f42;
    let v1963 = v341 + v342;
    let v1964 = f43 * v1963;
    let v1965 = v343 * f44;
    let v1966 = v344 + v345;
    let v1967 = f45 * v1966;
    let v1968 = v346 * f46;
    let v1969 = v348 + v349;
    let v1970 = f47 * v1969;
    let v1971 = v350 * f48;
    let v1972 = v351 + v352;
    let v1973 = f49 * v1972;
    let v1974 = v353 * f50;
    let v1975 = v355 + v356;
    let v1976 = f51 * v1975;
    let v1977 = v357 * f52;
    let v1978 = v358 + v359;
    let v1979 = f53 * v1978;
    let v1980 = v360 * f54;
    let v1981 = v362 + v363;
    let v1982 = f55 * v1981;
    let v1983 = v364 * f56;
    let v1984 = v365 + v366;
    let v1985 = f57 * v1984;
    let v1986 = v367 * f58;
    let v1987 = v369 + v370;
    let v1988 = f59 * v1987;
    let v1989 = v371 * f60;
    let v1990 = v372 + v373;
    let v1991 = f61 * v1990;
    let v1992 = v374 * f62;
    let v1993 = v375 * f63;
    let v1994 = v1899
        + v1901
        + v1902
        + v1904
        + v1905
        + v1907
        + v1908
        + v1910
        + v1911
        + v1913
        + v1914
        + v1916
        + v1917
        + v1919
        + v1920
        + v1922
        + v1923
        + v1925
        + v1926
        + v1928
        + v1929
        + v1931
        + v1932
        + v1934
        + v1935
        + v1937
        + v1938
        + v1940
        + v1941
        + v1943
        + v1944
        + v1946
        + v1947
        + v1949
        + v1950
        + v1952
        + v1953
        + v1955
        + v1956
        + v1958
        + v1959
        + v1961
        + v1962
        + v1964
        + v1965
        + v1967
        + v1968
        + v1970
        + v1971
        + v1973
        + v1974
        + v1976
        + v1977
        + v1979
        + v1980
        + v1982
        + v1983
        + v1985
        + v1986
        + v1988
        + v1989
        + v1991
        + v1992
        + v1993;
    let v1995 = v1898 * v1994;
    let v1996 = v847 - v1770;
    let v1997 = v1995 * v1996;
    let v1998 = u0 * v848;
    let v1999 = 2 * g4 + v378 + v381 - v379 - v384 - 1;
    let v2000 = u3 * v1999;
    let v2001 = v384 - v381;
    let v2002 = u3 * v2001;
    let v2003 = v379 + v382 - v385 - v378;
    let v2004 = u3 * v2003;
    let v2005 = v385 - v382;
    let v2006 = u3 * v2005;
    let v2007 = v2004 + g4 + 2 * v378 + v381 - v382 - v2000 - 1;
    let v2008 = u4 * v2007;
    let v2009 = v382 + v2006 - v381 - v2002;
    let v2010 = u4 * v2009;
    let v2011 = v2002 + v2010 + g4 + v378 + 2 * v381 - v2000 - v2008 - 1;
    let v2012 = u5 * v2011;
    let v2013 = v2000 + v2008 + v2012 - g4 - v378 - v381 + 1;
    let v2014 = v1466 * v2013;
    let v2015 = v457 - v429;
    let v2016 = u6 * v2015;
    let v2017 = v458 + v459 - v430 - v431;
    let v2018 = u6 * v2017;
    let v2019 = v460 - v432;
    let v2020 = u6 * v2019;
    let v2021 = v462 + v463 - v434 - v435;
    let v2022 = u6 * v2021;
    let v2023 = v464 - v436;
    let v2024 = u6 * v2023;
    let v2025 = v465 + v466 - v437 - v438;
    let v2026 = u6 * v2025;
    let v2027 = v467 - v439;
    let v2028 = u6 * v2027;
    let v2029 = v469 + v470 - v441 - v442;
    let v2030 = u6 * v2029;
    let v2031 = v471 - v443;
    let v2032 = u6 * v2031;
    let v2033 = v472 + v473 - v444 - v445;
    let v2034 = u6 * v2033;
    let v2035 = v474 - v446;
    let v2036 = u6 * v2035;
    let v2037 = v476 + v477 - v448 - v449;
    let v2038 = u6 * v2037;
    let v2039 = v478 - v450;
    let v2040 = u6 * v2039;
    let v2041 = v479 + v480 - v451 - v452;
    let v2042 = u6 * v2041;
    let v2043 = v481 - v453;
    let v2044 = u6 * v2043;
    let v2045 = v482 - v455 - v456;
    let v2046 = u6 * v2045;
    let v2047 = v443 + v2032 - v429 - v2016;
    let v2048 = u7 * v2047;
    let v2049 = v444 + v445 + v2034 - v430 - v431 - v2018;
    let v2050 = u7 * v2049;
    let v2051 = v446 + v2036 - v432 - v2020;
    let v2052 = u7 * v2051;
    let v2053 = v448 + v449 + v2038 - v434 - v435 - v2022;
    let v2054 = u7 * v2053;
    let v2055 = v450 + v2040 - v436 - v2024;
    let v2056 = u7 * v2055;
    let v2057 = v451 + v452 + v2042 - v437 - v438 - v2026;
    let v2058 = u7 * v2057;
    let v2059 = v453 + v2044 - v439 - v2028;
    let v2060 = u7 * v2059;
    let v2061 = v455 + v456 + v2046 - v441 - v442 - v2030;
    let v2062 = u7 * v2061;
    let v2063 = v436 + v2024 + v2056 - v429 - v2016 - v2048;
    let v2064 = u8 * v2063;
    let v2065 = v437 + v438 + v2026 + v2058 - v430 - v431 - v2018 - v2050;
    let v2066 = u8 * v2065;
    let v2067 = v439 + v2028 + v2060 - v432 - v2020 - v2052;
    let v2068 = u8 * v2067;
    let v2069 = v441 + v442 + v2030 + v2062 - v434 - v435 - v2022 - v2054;
    let v2070 = u8 * v2069;
    let v2071 = v432 + v2020 + v2052 + v2068 - v429 - v2016 - v2048 - v2064;
    let v2072 = u9 * v2071;
    let v2073 = v434 + v435 + v2022 + v2054 + v2070 - v430 - v431 - v2018 - v2050 - v2066;
    let v2074 = u9 * v2073;
    let v2075 = v484 * f0;
    let v2076 = v485 + v486;
    let v2077 = f1 * v2076;
    let v2078 = v487 * f2;
    let v2079 = v489 + v490;
    let v2080 = f3 * v2079;
    let v2081 = v491 * f4;
    let v2082 = v492 + v493;
    let v2083 = f5 * v2082;
    let v2084 = v494 * f6;
    let v2085 = v496 + v497;
    let v2086 = f7 * v2085;
    let v2087 = v498 * f8;
    let v2088 = v499 + v500;
    let v2089 = f9 * v2088;
    let v2090 = v501 * f10;
    let v2091 = v503 + v504;
    let v2092 = f11 * v2091;
    let v2093 = v505 * f12;
    let v2094 = v506 + v507;
    let v2095 = f13 * v2094;
    let v2096 = v508 * f14;
    let v2097 = v510 + v511;
    let v2098 = f15 * v2097;
    let v2099 = v512 * f16;
    let v2100 = v513 + v514;
    let v2101 = f17 * v2100;
    let v2102 = v515 * f18;
    let v2103 = v517 + v518;
    let v2104 = f19 * v2103;
    let v2105 = v519 * f20;
    let v2106 = v520 + v521;
    let v2107 = f21 * v2106;
    let v2108 = v522 * f22;
    let v2109 = v524 + v525;
    let v2110 = f23 * v2109;
    let v2111 = v526 * f24;
    let v2112 = v527 + v528;
    let v2113 = f25 * v2112;
    let v2114 = v529 * f26;
    let v2115 = v531 + v532;
    let v2116 = f27 * v2115;
    let v2117 = v533 * f28;
    let v2118 = v534 + v535;
    let v2119 = f29 * v2118;
    let v2120 = v536 * f30;
    let v2121 = v537 * f31;
    let v2122 = v484 * f32;
    let v2123 = f33 * v2076;
    let v2124 = v487 * f34;
    let v2125 = f35 * v2079;
    let v2126 = v491 * f36;
    let v2127 = f37 * v2082;
    let v2128 = v494 * f38;
    let v2129 = f39 * v2085;
    let v2130 = v498 * f40;
    let v2131 = f41 * v2088;
    let v2132 = v501 * f42;
    let v2133 = f43 * v2091;
    let v2134 = v505 * f44;
    let v2135 = f45 * v2094;
    let v2136 = v508 * f46;
    let v2137 = f47 * v2097;
    let v2138 = v512 * f48;
    let v2139 = f49 * v2100;
    let v2140 = v515 * f50;
    let v2141 = f51 * v2103;
    let v2142 = v519 * f52;
    let v2143 = f53 * v2106;
    let v2144 = v522 * f54;
    let v2145 = f55 * v2109;
    let v2146 = v526 * f56;
    let v2147 = f57 * v2112;
    let v2148 = v529 * f58;
    let v2149 = f59 * v2115;
    let v2150 = v533 * f60;
    let v2151 = f61 * v2118;
    let v2152 = v536 * f62;
    let v2153 = v537 * f63;
    let v2154 = v429 + v2016 + v2048 + v2064 + v2072;
    let v2155 = v2075
        + v2077
        + v2078
        + v2080
        + v2081
        + v2083
        + v2084
        + v2086
        + v2087
        + v2089
        + v2090
        + v2092
        + v2093
        + v2095
        + v2096
        + v2098
        + v2099
        + v2101
        + v2102
        + v2104
        + v2105
        + v2107
        + v2108
        + v2110
        + v2111
        + v2113
        + v2114
        + v2116
        + v2117
        + v2119
        + v2120
        + v2121;
    let v2156 = v2154 * v2155;
    let v2157 = v430 + v431 + v2018 + v2050 + v2066 + v2074;
    let v2158 = v2122
        + v2123
        + v2124
        + v2125
        + v2126
        + v2127
        + v2128
        + v2129
        + v2130
        + v2131
        + v2132
        + v2133
        + v2134
        + v2135
        + v2136
        + v2137
        + v2138
        + v2139
        + v2140
        + v2141
        + v2142
        + v2143
        + v2144
        + v2145
        + v2146
        + v2147
        + v2148
        + v2149
        + v2150
        + v2151
        + v2152
        + v2153;
    let v2159 = v2157 * v2158;
    let v2160 = v2156 + v2159;
    let v2161 = v2014 * v2160;
    let v2162 = v848 - v1998;
    let v2163 = v2161 * v2162;
    let v2164 = u0 * v849;
    let v2165 = 2 * g3 + v540 + v543 + v549 - v541 - v546 - v555 - 1;
    let v2166 = u4 * v2165;
    let v2167 = v555 - v549;
    let v2168 = u4 * v2167;
    let v2169 = v546 + v550 - v556 - v543;
    let v2170 = u4 * v2169;
    let v2171 = v556 - v550;
    let v2172 = u4 * v2171;
    let v2173 = v541 + v544 + v552 - v547 - v558 - v540;
    let v2174 = u4 * v2173;
    let v2175 = v558 - v552;
    let v2176 = u4 * v2175;
    let v2177 = v547 + v553 - v559 - v544;
    let v2178 = u4 * v2177;
    let v2179 = v559 - v553;
    let v2180 = u4 * v2179;
    let v2181 = v2174 + g3 + 2 * v540 + v543 + v549 - v544 - v552 - v2166 - 1;
    let v2182 = u5 * v2181;
    let v2183 = v552 + v2176 - v549 - v2168;
    let v2184 = u5 * v2183;
    let v2185 = v544 + v2178 + v550 - v553 - v543 - v2170;
    let v2186 = u5 * v2185;
    let v2187 = v553 + v2180 - v550 - v2172;
    let v2188 = u5 * v2187;
    let v2189 = v2170 + v2186 + g3 + v540 + 2 * v543 + v549 - v550 - v2166 - v2182 - 1;
    let v2190 = u6 * v2189;
    let v2191 = v550 + v2172 + v2188 - v549 - v2168 - v2184;
    let v2192 = u6 * v2191;
    let v2193 = v2168 + v2184 + v2192 + g3 + v540 + v543 + 2 * v549 - v2166 - v2182 - v2190 - 1;
    let v2194 = u7 * v2193;
    let v2195 = v2166 + v2182 + v2190 + v2194 - g3 - v540 - v543 - v549 + 1;
    let v2196 = v1628 * v2195;
    let v2197 = v593 - v579;
    let v2198 = u8 * v2197;
    let v2199 = v594 + v595 - v580 - v581;
    let v2200 = u8 * v2199;
    let v2201 = v596 - v582;
    let v2202 = u8 * v2201;
    let v2203 = v598 + v599 - v584 - v585;
    let v2204 = u8 * v2203;
    let v2205 = v600 - v586;
    let v2206 = u8 * v2205;
    let v2207 = v601 + v602 - v587 - v588;
    let v2208 = u8 * v2207;
    let v2209 = v603 - v589;
    let v2210 = u8 * v2209;
    let v2211 = v604 - v591 - v592;
    let v2212 = u8 * v2211;
    let v2213 = v586 + v2206 - v579 - v2198;
    let v2214 = u9 * v2213;
    let v2215 = v587 + v588 + v2208 - v580 - v581 - v2200;
    let v2216 = u9 * v2215;
    let v2217 = v589 + v2210 - v582 - v2202;
    let v2218 = u9 * v2217;
    let v2219 = v591 + v592 + v2212 - v584 - v585 - v2204;
    let v2220 = u9 * v2219;
    let v2221 = v606 * f0;
    let v2222 = v607 + v608;
    let v2223 = f1 * v2222;
    let v2224 = v609 * f2;
    let v2225 = v611 + v612;
    let v2226 = f3 * v2225;
    let v2227 = v613 * f4;
    let v2228 = v614 + v615;
    let v2229 = f5 * v2228;
    let v2230 = v616 * f6;
    let v2231 = v618 + v619;
    let v2232 = f7 * v2231;
    let v2233 = v620 * f8;
    let v2234 = v621 + v622;
    let v2235 = f9 * v2234;
    let v2236 = v623 * f10;
    let v2237 = v625 + v626;
    let v2238 = f11 * v2237;
    let v2239 = v627 * f12;
    let v2240 = v628 + v629;
    let v2241 = f13 * v2240;
    let v2242 = v630 * f14;
    let v2243 = v631 * f15;
    let v2244 = v606 * f16;
    let v2245 = f17 * v2222;
    let v2246 = v609 * f18;
    let v2247 = f19 * v2225;
    let v2248 = v613 * f20;
    let v2249 = f21 * v2228;
    let v2250 = v616 * f22;
    let v2251 = f23 * v2231;
    let v2252 = v620 * f24;
    let v2253 = f25 * v2234;
    let v2254 = v623 * f26;
    let v2255 = f27 * v2237;
    let v2256 = v627 * f28;
    let v2257 = f29 * v2240;
    let v2258 = v630 * f30;
    let v2259 = v631 * f31;
    let v2260 = v606 * f32;
    let v2261 = f33 * v2222;
    let v2262 = v609 * f34;
    let v2263 = f35 * v2225;
    let v2264 = v613 * f36;
    let v2265 = f37 * v2228;
    let v2266 = v616 * f38;
    let v2267 = f39 * v2231;
    let v2268 = v620 * f40;
    let v2269 = f41 * v2234;
    let v2270 = v623 * f42;
    let v2271 = f43 * v2237;
    let v2272 = v627 * f44;
    let v2273 = f45 * v2240;
    let v2274 = v630 * f46;
    let v2275 = v631 * f47;
    let v2276 = v606 * f48;
    let v2277 = f49 * v2222;
    let v2278 = v609 * f50;
    let v2279 = f51 * v2225;
    let v2280 = v613 * f52;
    let v2281 = f53 * v2228;
    let v2282 = v616 * f54;
    let v2283 = f55 * v2231;
    let v2284 = v620 * f56;
    let v2285 = f57 * v2234;
    let v2286 = v623 * f58;
    let v2287 = f59 * v2237;
    let v2288 = v627 * f60;
    let v2289 = f61 * v2240;
    let v2290 = v630 * f62;
    let v2291 = v631 * f63;
    let v2292 = v579 + v2198 + v2214;
    let v2293 = v2221
        + v2223
        + v2224
        + v2226
        + v2227
        + v2229
        + v2230
        + v2232
        + v2233
        + v2235
        + v2236
        + v2238
        + v2239
        + v2241
        + v2242
        + v2243;
    let v2294 = v2292 * v2293;
    let v2295 = v580 + v581 + v2200 + v2216;
    let v2296 = v2244
        + v2245
        + v2246
        + v2247
        + v2248
        + v2249
        + v2250
        + v2251
        + v2252
        + v2253
        + v2254
        + v2255
        + v2256
        + v2257
        + v2258
        + v2259;
    let v2297 = v2295 * v2296;
    let v2298 = v582 + v2202 + v2218;
    let v2299 = v2260
        + v2261
        + v2262
        + v2263
        + v2264
        + v2265
        + v2266
        + v2267
        + v2268
        + v2269
        + v2270
        + v2271
        + v2272
        + v2273
        + v2274
        + v2275;
    let v2300 = v2298 * v2299;
    let v2301 = v584 + v585 + v2204 + v2220;
    let v2302 = v2276
        + v2277
        + v2278
        + v2279
        + v2280
        + v2281
        + v2282
        + v2283
        + v2284
        + v2285
        + v2286
        + v2287
        + v2288
        + v2289
        + v2290
        + v2291;
    let v2303 = v2301 * v2302;
    let v2304 = v2294 + v2297 + v2300 + v2303;
    let v2305 = v2196 * v2304;
    let v2306 = v849 - v2164;
    let v2307 = v2305 * v2306;
    let v2308 = u0 * v850;
    let v2309 = 2 * g2 + v634 + v637 + v643 + v655 - v635 - v640 - v649 - v667 - 1;
    let v2310 = u5 * v2309;
    let v2311 = v667 - v655;
    let v2312 = u5 * v2311;
    let v2313 = v649 + v656 - v668 - v643;
    let v2314 = u5 * v2313;
    let v2315 = v668 - v656;
    let v2316 = u5 * v2315;
    let v2317 = v640 + v644 + v658 - v650 - v670 - v637;
    let v2318 = u5 * v2317;
    let v2319 = v670 - v658;
    let v2320 = u5 * v2319;
    let v2321 = v650 + v659 - v671 - v644;
    let v2322 = u5 * v2321;
    let v2323 = v671 - v659;
    let v2324 = u5 * v2323;
    let v2325 = v635 + v638 + v646 + v661 - v641 - v652 - v673 - v634;
    let v2326 = u5 * v2325;
    let v2327 = v673 - v661;
    let v2328 = u5 * v2327;
    let v2329 = v652 + v662 - v674 - v646;
    let v2330 = u5 * v2329;
    let v2331 = v674 - v662;
    let v2332 = u5 * v2331;
    let v2333 = v641 + v647 + v664 - v653 - v676 - v638;
    let v2334 = u5 * v2333;
    let v2335 = v676 - v664;
    let v2336 = u5 * v2335;
    let v2337 = v653 + v665 - v677 - v647;
    let v2338 = u5 * v2337;
    let v2339 = v677 - v665;
    let v2340 = u5 * v2339;
    let v2341 = v2326 + g2 + 2 * v634 + v637 + v643 + v655 - v638 - v646 - v661 - v2310 - 1;
    let v2342 = u6 * v2341;
    let v2343 = v661 + v2328 - v655 - v2312;
    let v2344 = u6 * v2343;
    let v2345 = v646 + v2330 + v656 - v662 - v643 - v2314;
    let v2346 = u6 * v2345;
    let v2347 = v662 + v2332 - v656 - v2316;
    let v2348 = u6 * v2347;
    let v2349 = v638 + v2334 + v644 + v658 - v647 - v664 - v637 - v2318;
    let v2350 = u6 * v2349;
    let v2351 = v664 + v2336 - v658 - v2320;
    let v2352 = u6 * v2351;
    let v2353 = v647 + v2338 + v659 - v665 - v644 - v2322;
    let v2354 = u6 * v2353;
    let v2355 = v665 + v2340 - v659 - v2324;
    let v2356 = u6 * v2355;
    let v2357 = v2318
        + v2350
        + g2
        + v634
        + 2 * v637
        + v643
        + v655
        - v644
        - v658
        - v2310
        - v2342
        - 1;
    let v2358 = u7 * v2357;
    let v2359 = v658 + v2320 + v2352 - v655 - v2312 - v2344;
    let v2360 = u7 * v2359;
    let v2361 = v644 + v2322 + v2354 + v656 - v659 - v643 - v2314 - v2346;
    let v2362 = u7 * v2361;
    let v2363 = v659 + v2324 + v2356 - v656 - v2316 - v2348;
    let v2364 = u7 * v2363;
    let v2365 = v2314
        + v2346
        + v2362
        + g2
        + v634
        + v637
        + 2 * v643
        + v655
        - v656
        - v2310
        - v2342
        - v2358
        - 1;
    let v2366 = u8 * v2365;
    let v2367 = v656 + v2316 + v2348 + v2364 - v655 - v2312 - v2344 - v2360;
    let v2368 = u8 * v2367;
    let v2369 = v2312
        + v2344
        + v2360
        + v2368
        + g2
        + v634
        + v637
        + v643
        + 2 * v655
        - v2310
        - v2342
        - v2358
        - v2366
        - 1;
    let v2370 = u9 * v2369;
    let v2371 = v2310 + v2342 + v2358 + v2366 + v2370 - g2 - v634 - v637 - v643 - v655 + 1;
    let v2372 = v1642 * v2371;
    let v2373 = v693 * f0;
    let v2374 = v694 + v695;
    let v2375 = f1 * v2374;
    let v2376 = v696 * f2;
    let v2377 = v698 + v699;
    let v2378 = f3 * v2377;
    let v2379 = v700 * f4;
    let v2380 = v701 + v702;
    let v2381 = f5 * v2380;
    let v2382 = v703 * f6;
    let v2383 = v704 * f7;
    let v2384 = v693 * f8;
    let v2385 = f9 * v2374;
    let v2386 = v696 * f10;
    let v2387 = f11 * v2377;
    let v2388 = v700 * f12;
    let v2389 = f13 * v2380;
    let v2390 = v703 * f14;
    let v2391 = v704 * f15;
    let v2392 = v693 * f16;
    let v2393 = f17 * v2374;
    let v2394 = v696 * f18;
    let v2395 = f19 * v2377;
    let v2396 = v700 * f20;
    let v2397 = f21 * v2380;
    let v2398 = v703 * f22;
    let v2399 = v704 * f23;
    let v2400 = v693 * f24;
    let v2401 = f25 * v2374;
    let v2402 = v696 * f26;
    let v2403 = f27 * v2377;
    let v2404 = v700 * f28;
    let v2405 = f29 * v2380;
    let v2406 = v703 * f30;
    let v2407 = v704 * f31;
    let v2408 = v693 * f32;
    let v2409 = f33 * v2374;
    let v2410 = v696 * f34;
    let v2411 = f35 * v2377;
    let v2412 = v700 * f36;
    let v2413 = f37 * v2380;
    let v2414 = v703 * f38;
    let v2415 = v704 * f39;
    let v2416 = v693 * f40;
    let v2417 = f41 * v2374;
    let v2418 = v696 * f42;
    let v2419 = f43 * v2377;
    let v2420 = v700 * f44;
    let v2421 = f45 * v2380;
    let v2422 = v703 * f46;
    let v2423 = v704 * f47;
    let v2424 = v693 * f48;
    let v2425 = f49 * v2374;
    let v2426 = v696 * f50;
    let v2427 = f51 * v2377;
    let v2428 = v700 * f52;
    let v2429 = f53 * v2380;
    let v2430 = v703 * f54;
    let v2431 = v704 * f55;
    let v2432 = v693 * f56;
    let v2433 = f57 * v2374;
    let v2434 = v696 * f58;
    let v2435 = f59 * v2377;
    let v2436 = v700 * f60;
    let v2437 = f61 * v2380;
    let v2438 = v703 * f62;
    let v2439 = v704 * f63;
    let v2440 = v2373 + v2375 + v2376 + v2378 + v2379 + v2381 + v2382 + v2383;
    let v2441 = v681 * v2440;
    let v2442 = v682 + v683;
    let v2443 = v2384 + v2385 + v2386 + v2387 + v2388 + v2389 + v2390 + v2391;
    let v2444 = v2442 * v2443;
    let v2445 = v2392 + v2393 + v2394 + v2395 + v2396 + v2397 + v2398 + v2399;
    let v2446 = v684 * v2445;
    let v2447 = v685 + v686;
    let v2448 = v2400 + v2401 + v2402 + v2403 + v2404 + v2405 + v2406 + v2407;
    let v2449 = v2447 * v2448;
    let v2450 = v2408 + v2409 + v2410 + v2411 + v2412 + v2413 + v2414 + v2415;
    let v2451 = v687 * v2450;
    let v2452 = v688 + v689;
    let v2453 = v2416 + v2417 + v2418 + v2419 + v2420 + v2421 + v2422 + v2423;
    let v2454 = v2452 * v2453;
    let v2455 = v2424 + v2425 + v2426 + v2427 + v2428 + v2429 + v2430 + v2431;
    let v2456 = v690 * v2455;
    let v2457 = v2432 + v2433 + v2434 + v2435 + v2436 + v2437 + v2438 + v2439;
    let v2458 = v691 * v2457;
    let v2459 = v2441 + v2444 + v2446 + v2449 + v2451 + v2454 + v2456 + v2458;
    let v2460 = v2372 * v2459;
    let v2461 = v850 - v2308;
    let v2462 = v2460 * v2461;
    let v2463 = u0 * v851;
    let v2464 = u7 * v2309;
    let v2465 = u7 * v2311;
    let v2466 = u7 * v2313;
    let v2467 = u7 * v2315;
    let v2468 = u7 * v2317;
    let v2469 = u7 * v2319;
    let v2470 = u7 * v2321;
    let v2471 = u7 * v2323;
    let v2472 = u7 * v2325;
    let v2473 = u7 * v2327;
    let v2474 = u7 * v2329;
    let v2475 = u7 * v2331;
    let v2476 = u7 * v2333;
    let v2477 = u7 * v2335;
    let v2478 = u7 * v2337;
    let v2479 = u7 * v2339;
    let v2480 = v2472 + g2 + 2 * v634 + v637 + v643 + v655 - v638 - v646 - v661 - v2464 - 1;
    let v2481 = u8 * v2480;
    let v2482 = v661 + v2473 - v655 - v2465;
    let v2483 = u8 * v2482;
    let v2484 = v646 + v2474 + v656 - v662 - v643 - v2466;
    let v2485 = u8 * v2484;
    let v2486 = v662 + v2475 - v656 - v2467;
    let v2487 = u8 * v2486;
    let v2488 = v638 + v2476 + v644 + v658 - v647 - v664 - v637 - v2468;
    let v2489 = u8 * v2488;
    let v2490 = v664 + v2477 - v658 - v2469;
    let v2491 = u8 * v2490;
    let v2492 = v647 + v2478 + v659 - v665 - v644 - v2470;
    let v2493 = u8 * v2492;
    let v2494 = v665 + v2479 - v659 - v2471;
    let v2495 = u8 * v2494;
    let v2496 = v2468
        + v2489
        + g2
        + v634
        + 2 * v637
        + v643
        + v655
        - v644
        - v658
        - v2464
        - v2481
        - 1;
    let v2497 = u9 * v2496;
    let v2498 = v658 + v2469 + v2491 - v655 - v2465 - v2483;
    let v2499 = u9 * v2498;
    let v2500 = v644 + v2470 + v2493 + v656 - v659 - v643 - v2466 - v2485;
    let v2501 = u9 * v2500;
    let v2502 = v659 + v2471 + v2495 - v656 - v2467 - v2487;
    let v2503 = u9 * v2502;
    let v2504 = v265 * f0;
    let v2505 = v59 * f1;
    let v2506 = v267 * f2;
    let v2507 = v60 * f3;
    let v2508 = v265 * f4;
    let v2509 = v59 * f5;
    let v2510 = v267 * f6;
    let v2511 = v60 * f7;
    let v2512 = v265 * f8;
    let v2513 = v59 * f9;
    let v2514 = v267 * f10;
    let v2515 = v60 * f11;
    let v2516 = v265 * f12;
    let v2517 = v59 * f13;
    let v2518 = v267 * f14;
    let v2519 = v60 * f15;
    let v2520 = v265 * f16;
    let v2521 = v59 * f17;
    let v2522 = v267 * f18;
    let v2523 = v60 * f19;
    let v2524 = v265 * f20;
    let v2525 = v59 * f21;
    let v2526 = v267 * f22;
    let v2527 = v60 * f23;
    let v2528 = v265 * f24;
    let v2529 = v59 * f25;
    let v2530 = v267 * f26;
    let v2531 = v60 * f27;
    let v2532 = v265 * f28;
    let v2533 = v59 * f29;
    let v2534 = v267 * f30;
    let v2535 = v60 * f31;
    let v2536 = v265 * f32;
    let v2537 = v59 * f33;
    let v2538 = v267 * f34;
    let v2539 = v60 * f35;
    let v2540 = v265 * f36;
    let v2541 = v59 * f37;
    let v2542 = v267 * f38;
    let v2543 = v60 * f39;
    let v2544 = v265 * f40;
    let v2545 = v59 * f41;
    let v2546 = v267 * f42;
    let v2547 = v60 * f43;
    let v2548 = v265 * f44;
    let v2549 = v59 * f45;
    let v2550 = v267 * f46;
    let v2551 = v60 * f47;
    let v2552 = v265 * f48;
    let v2553 = v59 * f49;
    let v2554 = v267 * f50;
    let v2555 = v60 * f51;
    let v2556 = v265 * f52;
    let v2557 = v59 * f53;
    let v2558 = v267 * f54;
    let v2559 = v60 * f55;
    let v2560 = v265 * f56;
    let v2561 = v59 * f57;
    let v2562 = v267 * f58;
    let v2563 = v60 * f59;
    let v2564 = v265 * f60;
    let v2565 = v59 * f61;
    let v2566 = v267 * f62;
    let v2567 = v60 * f63;
    let v2568 = v2504 + v2505 + v2506 + v2507;
    let v2569 = v152 * v2568;
    let v2570 = v2508 + v2509 + v2510 + v2511;
    let v2571 = v56 * v2570;
    let v2572 = v2512 + v2513 + v2514 + v2515;
    let v2573 = v154 * v2572;
    let v2574 = v2516 + v2517 + v2518 + v2519;
    let v2575 = v57 * v2574;
    let v2576 = v2520 + v2521 + v2522 + v2523;
    let v2577 = v152 * v2576;
    let v2578 = v2524 + v2525 + v2526 + v2527;
    let v2579 = v56 * v2578;
    let v2580 = v2528 + v2529 + v2530 + v2531;
    let v2581 = v154 * v2580;
    let v2582 = v2532 + v2533 + v2534 + v2535;
    let v2583 = v57 * v2582;
    let v2584 = v2536 + v2537 + v2538 + v2539;
    let v2585 = v152 * v2584;
    let v2586 = v2540 + v2541 + v2542 + v2543;
    let v2587 = v56 * v2586;
    let v2588 = v2544 + v2545 + v2546 + v2547;
    let v2589 = v154 * v2588;
    let v2590 = v2548 + v2549 + v2550 + v2551;
    let v2591 = v57 * v2590;
    let v2592 = v2552 + v2553 + v2554 + v2555;
    let v2593 = v152 * v2592;
    let v2594 = v2556 + v2557 + v2558 + v2559;
    let v2595 = v56 * v2594;
    let v2596 = v2560 + v2561 + v2562 + v2563;
    let v2597 = v154 * v2596;
    let v2598 = v2564 + v2565 + v2566 + v2567;
    let v2599 = v57 * v2598;
    let v2600 = v2464 + v2481 + v2497 - g2 - v634 - v637 - v643 - v655 + 1;
    let v2601 = v2569 + v2571 + v2573 + v2575;
    let v2602 = v2600 * v2601;
    let v2603 = v655 + v2465 + v2483 + v2499;
    let v2604 = v2577 + v2579 + v2581 + v2583;
    let v2605 = v2603 * v2604;
    let v2606 = v643 + v2466 + v2485 + v2501 - v656;
    let v2607 = v2585 + v2587 + v2589 + v2591;
    let v2608 = v2606 * v2607;
    let v2609 = v656 + v2467 + v2487 + v2503;
    let v2610 = v2593 + v2595 + v2597 + v2599;
    let v2611 = v2609 * v2610;
    let v2612 = v2602 + v2605 + v2608 + v2611;
    let v2613 = v1657 * v2612;
    let v2614 = v851 - v2463;
    let v2615 = v2613 * v2614;
    let v2616 = u0 * v853;
    let v2617 = v853 - v2616;
    let v2618 = v1672 * v2617;
    let v2619 = v31 * v54;
    let v2620 = v713 * v2619;
    let v2621 = r3 * v33;
    let v2622 = r2 * r3;
    let v2623 = 0 - r2 - v2621 + 1;
    let v2624 = r4 * v2623;
    let v2625 = r4 * v2621;
    let v2626 = r2 - v2622;
    let v2627 = r4 * v2626;
    let v2628 = r4 * v2622;
    let v2629 = g6 * v52;
    let v2630 = v55 * v2629;
    let v2631 = 0 - g8 + 1;
    let v2632 = v2630 * v2631;
    let v2633 = v31 * v2632;
    let v2634 = v713 * v2633;
    let v2635 = v34 * v377;
    let v2636 = v713 * v2635;
    let v2637 = r4 * v37;
    let v2638 = r3 * r4;
    let v2639 = 0 - r3 - v2637 + 1;
    let v2640 = r5 * v2639;
    let v2641 = r5 * v2637;
    let v2642 = r3 - v2638;
    let v2643 = r5 * v2642;
    let v2644 = r5 * v2638;
    let v2645 = 0 - r3 - v2637 - v2640 + 1;
    let v2646 = r6 * v2645;
    let v2647 = r6 * v2640;
    let v2648 = v2637 - v2641;
    let v2649 = r6 * v2648;
    let v2650 = r6 * v2641;
    let v2651 = r3 - v2638 - v2643;
    let v2652 = r6 * v2651;
    let v2653 = r6 * v2643;
    let v2654 = v2638 - v2644;
    let v2655 = r6 * v2654;
    let v2656 = r6 * v2644;
    let v2657 = g8 * v2630;
    let v2658 = v34 * v2657;
    let v2659 = v713 * v2658;
    let v2660 = v38 * v539;
    let v2661 = v713 * v2660;
    let v2662 = r5 * v40;
    let v2663 = r4 * r5;
    let v2664 = 0 - r4 - v2662 + 1;
    let v2665 = r6 * v2664;
    let v2666 = r6 * v2662;
    let v2667 = r4 - v2663;
    let v2668 = r6 * v2667;
    let v2669 = r6 * v2663;
    let v2670 = 0 - r4 - v2662 - v2665 + 1;
    let v2671 = r7 * v2670;
    let v2672 = r7 * v2665;
    let v2673 = v2662 - v2666;
    let v2674 = r7 * v2673;
    let v2675 = r7 * v2666;
    let v2676 = r4 - v2663 - v2668;
    let v2677 = r7 * v2676;
    let v2678 = r7 * v2668;
    let v2679 = v2663 - v2669;
    let v2680 = r7 * v2679;
    let v2681 = r7 * v2669;
    let v2682 = 0 - r4 - v2662 - v2665 - v2671 + 1;
    let v2683 = r8 * v2682;
    let v2684 = r8 * v2671;
    let v2685 = v2665 - v2672;
    let v2686 = r8 * v2685;
    let v2687 = r8 * v2672;
    let v2688 = v2662 - v2666 - v2674;
    let v2689 = r8 * v2688;
    let v2690 = r8 * v2674;
    let v2691 = v2666 - v2675;
    let v2692 = r8 * v2691;
    let v2693 = r8 * v2675;
    let v2694 = r4 - v2663 - v2668 - v2677;
    let v2695 = r8 * v2694;
    let v2696 = r8 * v2677;
    let v2697 = v2668 - v2678;
    let v2698 = r8 * v2697;
    let v2699 = r8 * v2678;
    let v2700 = v2663 - v2669 - v2680;
    let v2701 = r8 * v2700;
    let v2702 = r8 * v2680;
    let v2703 = v2669 - v2681;
    let v2704 = r8 * v2703;
    let v2705 = r8 * v2681;
    let v2706 = g7 * v2629;
    let v2707 = v2631 * v2706;
    let v2708 = v38 * v2707;
    let v2709 = v713 * v2708;
    let v2710 = v43 * v633;
    let v2711 = v713 * v2710;
    let v2712 = r7 * v807;
    let v2713 = r6 * r7;
    let v2714 = 0 - r6 - v2712 + 1;
    let v2715 = r8 * v2714;
    let v2716 = r8 * v2712;
    let v2717 = r6 - v2713;
    let v2718 = r8 * v2717;
    let v2719 = r8 * v2713;
    let v2720 = 0 - r6 - v2712 - v2715 + 1;
    let v2721 = r9 * v2720;
    let v2722 = r9 * v2715;
    let v2723 = v2712 - v2716;
    let v2724 = r9 * v2723;
    let v2725 = r9 * v2716;
    let v2726 = r6 - v2713 - v2718;
    let v2727 = r9 * v2726;
    let v2728 = r9 * v2718;
    let v2729 = v2713 - v2719;
    let v2730 = r9 * v2729;
    let v2731 = r9 * v2719;
    let v2732 = 0 - r6 - v2712 - v2715 - v2721 + 1;
    let v2733 = r10 * v2732;
    let v2734 = r10 * v2721;
    let v2735 = v2715 - v2722;
    let v2736 = r10 * v2735;
    let v2737 = r10 * v2722;
    let v2738 = v2712 - v2716 - v2724;
    let v2739 = r10 * v2738;
    let v2740 = r10 * v2724;
    let v2741 = v2716 - v2725;
    let v2742 = r10 * v2741;
    let v2743 = r10 * v2725;
    let v2744 = r6 - v2713 - v2718 - v2727;
    let v2745 = r10 * v2744;
    let v2746 = r10 * v2727;
    let v2747 = v2718 - v2728;
    let v2748 = r10 * v2747;
    let v2749 = r10 * v2728;
    let v2750 = v2713 - v2719 - v2730;
    let v2751 = r10 * v2750;
    let v2752 = r10 * v2730;
    let v2753 = v2719 - v2731;
    let v2754 = r10 * v2753;
    let v2755 = r10 * v2731;
    let v2756 = g8 * v2706;
    let v2757 = v43 * v2756;
    let v2758 = v713 * v2757;
    let v2759 = eta * v705;
    let v2760 = v713 * v2759;
    let v2761 = 0 - o0 + 1;
    let v2762 = o1 * v2761;
    let v2763 = o0 * o1;
    let v2764 = g5 * v50;
    let v2765 = v53 * v2764;
    let v2766 = v55 * v2765;
    let v2767 = v2631 * v2766;
    let v2768 = eta * v2767;
    let v2769 = v713 * v2768;
    let v2770 = v918 * v1677;
    let v2771 = v1654 * v2770;
    let v2772 = v1656 * v2771;
    let v2773 = v1696 * v2772;
    let v2774 = v1713 * v2773;
    let v2775 = 2 * r2 + v2621 + v2624 - v2622 - v2627 - 1;
    let v2776 = u9 * v2775;
    let v2777 = v2627 - v2624;
    let v2778 = u9 * v2777;
    let v2779 = v2622 + v2625 - v2628 - v2621;
    let v2780 = u9 * v2779;
    let v2781 = v2628 - v2625;
    let v2782 = u9 * v2781;
    let v2783 = g10 * v1495;
    let v2784 = g10 * v1497;
    let v2785 = g10 * v1499;
    let v2786 = g10 * v1501;
    let v2787 = g10 * v1503;
    let v2788 = g10 * v1505;
    let v2789 = g10 * v1507;
    let v2790 = g10 * v1509;
    let v2791 = g10 * v1511;
    let v2792 = g10 * v1513;
    let v2793 = g10 * v1515;
    let v2794 = g10 * v1517;
    let v2795 = g10 * v1519;
    let v2796 = g10 * v1521;
    let v2797 = g10 * v1523;
    let v2798 = g10 * v1525;
    let v2799 = g10 * v1527;
    let v2800 = g10 * v1529;
    let v2801 = g10 * v1531;
    let v2802 = g10 * v1533;
    let v2803 = g10 * v1535;
    let v2804 = g10 * v1537;
    let v2805 = g10 * v1539;
    let v2806 = g10 * v1541;
    let v2807 = g10 * v1543;
    let v2808 = g10 * v1545;
    let v2809 = g10 * v1547;
    let v2810 = g10 * v1549;
    let v2811 = g10 * v1551;
    let v2812 = g10 * v1553;
    let v2813 = g10 * v1555;
    let v2814 = g10 * v1557;
    let v2815 = f2 + v2784 - f0 - v2783;
    let v2816 = g9 * v2815;
    let v2817 = f6 + v2786 - f4 - v2785;
    let v2818 = g9 * v2817;
    let v2819 = f10 + v2788 - f8 - v2787;
    let v2820 = g9 * v2819;
    let v2821 = f14 + v2790 - f12 - v2789;
    let v2822 = g9 * v2821;
    let v2823 = f18 + v2792 - f16 - v2791;
    let v2824 = g9 * v2823;
    let v2825 = f22 + v2794 - f20 - v2793;
    let v2826 = g9 * v2825;
    let v2827 = f26 + v2796 - f24 - v2795;
    let v2828 = g9 * v2827;
    let v2829 = f30 + v2798 - f28 - v2797;
    let v2830 = g9 * v2829;
    let v2831 = f34 + v2800 - f32 - v2799;
    let v2832 = g9 * v2831;
    let v2833 = f38 + v2802 - f36 - v2801;
    let v2834 = g9 * v2833;
    let v2835 = f42 + v2804 - f40 - v2803;
    let v2836 = g9 * v2835;
    let v2837 = f46 + v2806 - f44 - v2805;
    let v2838 = g9 * v2837;
    let v2839 = f50 + v2808 - f48 - v2807;
    let v2840 = g9 * v2839;
    let v2841 = f54 + v2810 - f52 - v2809;
    let v2842 = g9 * v2841;
    let v2843 = f58 + v2812 - f56 - v2811;
    let v2844 = g9 * v2843;
    let v2845 = f62 + v2814 - f60 - v2813;
    let v2846 = g9 * v2845;
    let v2847 = f4 + v2785 + v2818 - f0 - v2783 - v2816;
    let v2848 = g8 * v2847;
    let v2849 = f12 + v2789 + v2822 - f8 - v2787 - v2820;
    let v2850 = g8 * v2849;
    let v2851 = f20 + v2793 + v2826 - f16 - v2791 - v2824;
    let v2852 = g8 * v2851;
    let v2853 = f28 + v2797 + v2830 - f24 - v2795 - v2828;
    let v2854 = g8 * v2853;
    let v2855 = f36 + v2801 + v2834 - f32 - v2799 - v2832;
    let v2856 = g8 * v2855;
    let v2857 = f44 + v2805 + v2838 - f40 - v2803 - v2836;
    let v2858 = g8 * v2857;
    let v2859 = f52 + v2809 + v2842 - f48 - v2807 - v2840;
    let v2860 = g8 * v2859;
    let v2861 = f60 + v2813 + v2846 - f56 - v2811 - v2844;
    let v2862 = g8 * v2861;
    let v2863 = f8 + v2787 + v2820 + v2850 - f0 - v2783 - v2816 - v2848;
    let v2864 = g7 * v2863;
    let v2865 = f24 + v2795 + v2828 + v2854 - f16 - v2791 - v2824 - v2852;
    let v2866 = g7 * v2865;
    let v2867 = f40 + v2803 + v2836 + v2858 - f32 - v2799 - v2832 - v2856;
    let v2868 = g7 * v2867;
    let v2869 = f56 + v2811 + v2844 + v2862 - f48 - v2807 - v2840 - v2860;
    let v2870 = g7 * v2869;
    let v2871 = v2776 - r2 - v2621 - v2624 + 1;
    let v2872 = f0 + v2783 + v2816 + v2848 + v2864;
    let v2873 = v2871 * v2872;
    let v2874 = v2624 + v2778;
    let v2875 = f16 + v2791 + v2824 + v2852 + v2866;
    let v2876 = v2874 * v2875;
    let v2877 = v2621 + v2780 - v2625;
    let v2878 = f32 + v2799 + v2832 + v2856 + v2868;
    let v2879 = v2877 * v2878;
    let v2880 = v2625 + v2782;
    let v2881 = f48 + v2807 + v2840 + v2860 + v2870;
    let v2882 = v2880 * v2881;
    let v2883 = v2873 + v2876 + v2879 + v2882;
    let v2884 = v2774 * v2883;
    let v2885 = v2620 * v2884;
    let v2886 = u7 * v2772;
    let v2887 = u8 * v2886;
    let v2888 = u9 * v2887;
    let v2889 = 0 - r2 - v2621 - v2624 + 1;
    let v2890 = f0 + v2783 + v2816;
    let v2891 = v2889 * v2890;
    let v2892 = f4 + v2785 + v2818;
    let v2893 = v2624 * v2892;
    let v2894 = v2621 - v2625;
    let v2895 = f8 + v2787 + v2820;
    let v2896 = v2894 * v2895;
    let v2897 = f12 + v2789 + v2822;
    let v2898 = v2625 * v2897;
    let v2899 = r2 - v2622 - v2627;
    let v2900 = f16 + v2791 + v2824;
    let v2901 = v2899 * v2900;
    let v2902 = f20 + v2793 + v2826;
    let v2903 = v2627 * v2902;
    let v2904 = v2622 - v2628;
    let v2905 = f24 + v2795 + v2828;
    let v2906 = v2904 * v2905;
    let v2907 = f28 + v2797 + v2830;
    let v2908 = v2628 * v2907;
    let v2909 = f32 + v2799 + v2832;
    let v2911 = f36 + v2801 + v2834;
    let v2913 = f40 + v2803 + v2836;
    let v2915 = f44 + v2805 + v2838;
    let v2917 = f48 + v2807 + v2840;
    let v2919 = f52 + v2809 + v2842;
    let v2921 = f56 + v2811 + v2844;
    let v2923 = f60 + v2813 + v2846;
    let v2925 = v2891 + v2893 + v2896 + v2898 + v2901 + v2903 + v2906 + v2908;
    let v2926 = v2888 * v2925;
    let v2927 = v2634 * v2926;
    let v2928 = v1627 * v1676;
    let v2929 = v918 * v2928;
    let v2930 = 2 * r3 + v2637 + v2640 + v2646 - v2638 - v2643 - v2652 - 1;
    let v2931 = u5 * v2930;
    let v2932 = v2652 - v2646;
    let v2933 = u5 * v2932;
    let v2934 = v2643 + v2647 - v2653 - v2640;
    let v2935 = u5 * v2934;
    let v2936 = v2653 - v2647;
    let v2937 = u5 * v2936;
    let v2938 = v2638 + v2641 + v2649 - v2644 - v2655 - v2637;
    let v2939 = u5 * v2938;
    let v2940 = v2655 - v2649;
    let v2941 = u5 * v2940;
    let v2942 = v2644 + v2650 - v2656 - v2641;
    let v2943 = u5 * v2942;
    let v2944 = v2656 - v2650;
    let v2945 = u5 * v2944;
    let v2946 = v2939 + r3 + 2 * v2637 + v2640 + v2646 - v2641 - v2649 - v2931 - 1;
    let v2947 = u6 * v2946;
    let v2948 = v2649 + v2941 - v2646 - v2933;
    let v2949 = u6 * v2948;
    let v2950 = v2641 + v2943 + v2647 - v2650 - v2640 - v2935;
    let v2951 = u6 * v2950;
    let v2952 = v2650 + v2945 - v2647 - v2937;
    let v2953 = u6 * v2952;
    let v2954 = v2935 + v2951 + r3 + v2637 + 2 * v2640 + v2646 - v2647 - v2931 - v2947 - 1;
    let v2955 = u7 * v2954;
    let v2956 = v2647 + v2937 + v2953 - v2646 - v2933 - v2949;
    let v2957 = u7 * v2956;
    let v2958 = v2933 + v2949 + v2957 + r3 + v2637 + v2640 + 2 * v2646 - v2931 - v2947 - v2955 - 1;
    let v2959 = u8 * v2958;
    let v2960 = v2931 + v2947 + v2955 + v2959 - r3 - v2637 - v2640 - v2646 + 1;
    let v2961 = v2929 * v2960;
    let v2962 = 2 * g4 - 1;
    let v2963 = u9 * v2962;
    let v2964 = v2963 - g4 + 1;
    let v2965 = v2961 * v2964;
    let v2966 = f16 + v2791 + v2824 + v2852 + v2866 - f0 - v2783 - v2816 - v2848 - v2864;
    let v2967 = g6 * v2966;
    let v2968 = f48 + v2807 + v2840 + v2860 + v2870 - f32 - v2799 - v2832 - v2856 - v2868;
    let v2969 = g6 * v2968;
    let v2970 = f32
        + v2799
        + v2832
        + v2856
        + v2868
        + v2969
        - f0
        - v2783
        - v2816
        - v2848
        - v2864
        - v2967;
    let v2971 = g5 * v2970;
    let v2972 = f0 + v2783 + v2816 + v2848 + v2864 + v2967 + v2971;
    let v2973 = v2965 * v2972;
    let v2974 = v2636 * v2973;
    let v2975 = v1720 * v2887;
    let v2976 = 0 - r3 - v2637 - v2640 - v2646 + 1;
    let v2977 = v2890 * v2976;
    let v2978 = v2646 * v2892;
    let v2979 = v2640 - v2647;
    let v2980 = v2895 * v2979;
    let v2981 = v2647 * v2897;
    let v2982 = v2637 - v2641 - v2649;
    let v2983 = v2900 * v2982;
    let v2984 = v2649 * v2902;
    let v2985 = v2641 - v2650;
    let v2986 = v2905 * v2985;
    let v2987 = v2650 * v2907;
    let v2988 = r3 - v2638 - v2643 - v2652;
    let v2989 = v2909 * v2988;
    let v2990 = v2652 * v2911;
    let v2991 = v2643 - v2653;
    let v2992 = v2913 * v2991;
    let v2993 = v2653 * v2915;
    let v2994 = v2638 - v2644 - v2655;
    let v2995 = v2917 * v2994;
    let v2996 = v2655 * v2919;
    let v2997 = v2644 - v2656;
    let v2998 = v2921 * v2997;
    let v2999 = v2656 * v2923;
    let v3000 = v2977
        + v2978
        + v2980
        + v2981
        + v2983
        + v2984
        + v2986
        + v2987
        + v2989
        + v2990
        + v2992
        + v2993
        + v2995
        + v2996
        + v2998
        + v2999;
    let v3001 = v2975 * v3000;
    let v3002 = v2659 * v3001;
    let v3003 = 2 * r4 + v2662 + v2665 + v2671 + v2683 - v2663 - v2668 - v2677 - v2695 - 1;
    let v3004 = u3 * v3003;
    let v3005 = v2695 - v2683;
    let v3006 = u3 * v3005;
    let v3007 = v2677 + v2684 - v2696 - v2671;
    let v3008 = u3 * v3007;
    let v3009 = v2696 - v2684;
    let v3010 = u3 * v3009;
    let v3011 = v2668 + v2672 + v2686 - v2678 - v2698 - v2665;
    let v3012 = u3 * v3011;
    let v3013 = v2698 - v2686;
    let v3014 = u3 * v3013;
    let v3015 = v2678 + v2687 - v2699 - v2672;
    let v3016 = u3 * v3015;
    let v3017 = v2699 - v2687;
    let v3018 = u3 * v3017;
    let v3019 = v2663 + v2666 + v2674 + v2689 - v2669 - v2680 - v2701 - v2662;
    let v3020 = u3 * v3019;
    let v3021 = v2701 - v2689;
    let v3022 = u3 * v3021;
    let v3023 = v2680 + v2690 - v2702 - v2674;
    let v3024 = u3 * v3023;
    let v3025 = v2702 - v2690;
    let v3026 = u3 * v3025;
    let v3027 = v2669 + v2675 + v2692 - v2681 - v2704 - v2666;
    let v3028 = u3 * v3027;
    let v3029 = v2704 - v2692;
    let v3030 = u3 * v3029;
    let v3031 = v2681 + v2693 - v2705 - v2675;
    let v3032 = u3 * v3031;
    let v3033 = v2705 - v2693;
    let v3034 = u3 * v3033;
    let v3035 = v3020 + r4 + 2 * v2662 + v2665 + v2671 + v2683 - v2666 - v2674 - v2689 - v3004 - 1;
    let v3036 = u4 * v3035;
    let v3037 = v2689 + v3022 - v2683 - v3006;
    let v3038 = u4 * v3037;
    let v3039 = v2674 + v3024 + v2684 - v2690 - v2671 - v3008;
    let v3040 = u4 * v3039;
    let v3041 = v2690 + v3026 - v2684 - v3010;
    let v3042 = u4 * v3041;
    let v3043 = v2666 + v3028 + v2672 + v2686 - v2675 - v2692 - v2665 - v3012;
    let v3044 = u4 * v3043;
    let v3045 = v2692 + v3030 - v2686 - v3014;
    let v3046 = u4 * v3045;
    let v3047 = v2675 + v3032 + v2687 - v2693 - v2672 - v3016;
    let v3048 = u4 * v3047;
    let v3049 = v2693 + v3034 - v2687 - v3018;
    let v3050 = u4 * v3049;
    let v3051 = v3012
        + v3044
        + r4
        + v2662
        + 2 * v2665
        + v2671
        + v2683
        - v2672
        - v2686
        - v3004
        - v3036
        - 1;
    let v3052 = u5 * v3051;
    let v3053 = v2686 + v3014 + v3046 - v2683 - v3006 - v3038;
    let v3054 = u5 * v3053;
    let v3055 = v2672 + v3016 + v3048 + v2684 - v2687 - v2671 - v3008 - v3040;
    let v3056 = u5 * v3055;
    let v3057 = v2687 + v3018 + v3050 - v2684 - v3010 - v3042;
    let v3058 = u5 * v3057;
    let v3059 = v3008
        + v3040
        + v3056
        + r4
        + v2662
        + v2665
        + 2 * v2671
        + v2683
        - v2684
        - v3004
        - v3036
        - v3052
        - 1;
    let v3060 = u6 * v3059;
    let v3061 = v2684 + v3010 + v3042 + v3058 - v2683 - v3006 - v3038 - v3054;
    let v3062 = u6 * v3061;
    let v3063 = v3006
        + v3038
        + v3054
        + v3062
        + r4
        + v2662
        + v2665
        + v2671
        + 2 * v2683
        - v3004
        - v3036
        - v3052
        - v3060
        - 1;
    let v3064 = u7 * v3063;
    let v3065 = v3004 + v3036 + v3052 + v3060 + v3064 - r4 - v2662 - v2665 - v2671 - v2683 + 1;
    let v3066 = v1640 * v3065;
    let v3067 = 2 * g3 - 1;
    let v3068 = u8 * v3067;
    let v3069 = v3068 - g3 + 1;
    let v3070 = v3066 * v3069;
    let v3071 = v2964 * v3070;
    let v3072 = v2972 * v3071;
    let v3073 = v2661 * v3072;
    let v3074 = u8 * v2773;
    let v3075 = u9 * v3003;
    let v3076 = u9 * v3005;
    let v3077 = u9 * v3007;
    let v3078 = u9 * v3009;
    let v3079 = u9 * v3011;
    let v3080 = u9 * v3013;
    let v3081 = u9 * v3015;
    let v3082 = u9 * v3017;
    let v3083 = u9 * v3019;
    let v3084 = u9 * v3021;
    let v3085 = u9 * v3023;
    let v3086 = u9 * v3025;
    let v3087 = u9 * v3027;
    let v3088 = u9 * v3029;
    let v3089 = u9 * v3031;
    let v3090 = u9 * v3033;
    let v3091 = v3075 - r4 - v2662 - v2665 - v2671 - v2683 + 1;
    let v3092 = v2890 * v3091;
    let v3093 = v2683 + v3076;
    let v3094 = v2892 * v3093;
    let v3095 = v2671 + v3077 - v2684;
    let v3096 = v2895 * v3095;
    let v3097 = v2684 + v3078;
    let v3098 = v2897 * v3097;
    let v3099 = v2665 + v3079 - v2672 - v2686;
    let v3100 = v2900 * v3099;
    let v3101 = v2686 + v3080;
    let v3102 = v2902 * v3101;
    let v3103 = v2672 + v3081 - v2687;
    let v3104 = v2905 * v3103;
    let v3105 = v2687 + v3082;
    let v3106 = v2907 * v3105;
    let v3107 = v2662 + v3083 - v2666 - v2674 - v2689;
    let v3108 = v2909 * v3107;
    let v3109 = v2689 + v3084;
    let v3110 = v2911 * v3109;
    let v3111 = v2674 + v3085 - v2690;
    let v3112 = v2913 * v3111;
    let v3113 = v2690 + v3086;
    let v3114 = v2915 * v3113;
    let v3115 = v2666 + v3087 - v2675 - v2692;
    let v3116 = v2917 * v3115;
    let v3117 = v2692 + v3088;
    let v3118 = v2919 * v3117;
    let v3119 = v2675 + v3089 - v2693;
    let v3120 = v2921 * v3119;
    let v3121 = v2693 + v3090;
    let v3122 = v2923 * v3121;
    let v3123 = v3092
        + v3094
        + v3096
        + v3098
        + v3100
        + v3102
        + v3104
        + v3106
        + v3108
        + v3110
        + v3112
        + v3114
        + v3116
        + v3118
        + v3120
        + v3122;
    let v3124 = v3074 * v3123;
    let v3125 = v2709 * v3124;
    let v3126 = 2 * r6 + v2712 + v2715 + v2721 + v2733 - v2713 - v2718 - v2727 - v2745 - 1;
    let v3127 = u2 * v3126;
    let v3128 = v2745 - v2733;
    let v3129 = u2 * v3128;
    let v3130 = v2727 + v2734 - v2746 - v2721;
    let v3131 = u2 * v3130;
    let v3132 = v2746 - v2734;
    let v3133 = u2 * v3132;
    let v3134 = v2718 + v2722 + v2736 - v2728 - v2748 - v2715;
    let v3135 = u2 * v3134;
    let v3136 = v2748 - v2736;
    let v3137 = u2 * v3136;
    let v3138 = v2728 + v2737 - v2749 - v2722;
    let v3139 = u2 * v3138;
    let v3140 = v2749 - v2737;
    let v3141 = u2 * v3140;
    let v3142 = v2713 + v2716 + v2724 + v2739 - v2719 - v2730 - v2751 - v2712;
    let v3143 = u2 * v3142;
    let v3144 = v2751 - v2739;
    let v3145 = u2 * v3144;
    let v3146 = v2730 + v2740 - v2752 - v2724;
    let v3147 = u2 * v3146;
    let v3148 = v2752 - v2740;
    let v3149 = u2 * v3148;
    let v3150 = v2719 + v2725 + v2742 - v2731 - v2754 - v2716;
    let v3151 = u2 * v3150;
    let v3152 = v2754 - v2742;
    let v3153 = u2 * v3152;
    let v3154 = v2731 + v2743 - v2755 - v2725;
    let v3155 = u2 * v3154;
    let v3156 = v2755 - v2743;
    let v3157 = u2 * v3156;
    let v3158 = v3143 + r6 + 2 * v2712 + v2715 + v2721 + v2733 - v2716 - v2724 - v2739 - v3127 - 1;
    let v3159 = u3 * v3158;
    let v3160 = v2739 + v3145 - v2733 - v3129;
    let v3161 = u3 * v3160;
    let v3162 = v2724 + v3147 + v2734 - v2740 - v2721 - v3131;
    let v3163 = u3 * v3162;
    let v3164 = v2740 + v3149 - v2734 - v3133;
    let v3165 = u3 * v3164;
    let v3166 = v2716 + v3151 + v2722 + v2736 - v2725 - v2742 - v2715 - v3135;
    let v3167 = u3 * v3166;
    let v3168 = v2742 + v3153 - v2736 - v3137;
    let v3169 = u3 * v3168;
    let v3170 = v2725 + v3155 + v2737 - v2743 - v2722 - v3139;
    let v3171 = u3 * v3170;
    let v3172 = v2743 + v3157 - v2737 - v3141;
    let v3173 = u3 * v3172;
    let v3174 = v3135
        + v3167
        + r6
        + v2712
        + 2 * v2715
        + v2721
        + v2733
        - v2722
        - v2736
        - v3127
        - v3159
        - 1;
    let v3175 = u4 * v3174;
    let v3176 = v2736 + v3137 + v3169 - v2733 - v3129 - v3161;
    let v3177 = u4 * v3176;
    let v3178 = v2722 + v3139 + v3171 + v2734 - v2737 - v2721 - v3131 - v3163;
    let v3179 = u4 * v3178;
    let v3180 = v2737 + v3141 + v3173 - v2734 - v3133 - v3165;
    let v3181 = u4 * v3180;
    let v3182 = v3131
        + v3163
        + v3179
        + r6
        + v2712
        + v2715
        + 2 * v2721
        + v2733
        - v2734
        - v3127
        - v3159
        - v3175
        - 1;
    let v3183 = u5 * v3182;
    let v3184 = v2734 + v3133 + v3165 + v3181 - v2733 - v3129 - v3161 - v3177;
    let v3185 = u5 * v3184;
    let v3186 = v3129
        + v3161
        + v3177
        + v3185
        + r6
        + v2712
        + v2715
        + v2721
        + 2 * v2733
        - v3127
        - v3159
        - v3175
        - v3183
        - 1;
    let v3187 = u6 * v3186;
    let v3188 = v3127 + v3159 + v3175 + v3183 + v3187 - r6 - v2712 - v2715 - v2721 - v2733 + 1;
    let v3189 = v1456 * v3188;
    let v3190 = 2 * g2 - 1;
    let v3191 = u7 * v3190;
    let v3192 = v3191 - g2 + 1;
    let v3193 = v3189 * v3192;
    let v3194 = v3069 * v3193;
    let v3195 = v2964 * v3194;
    let v3196 = v2972 * v3195;
    let v3197 = v2711 * v3196;
    let v3198 = v1713 * v2886;
    let v3199 = u9 * v3126;
    let v3200 = u9 * v3128;
    let v3201 = u9 * v3130;
    let v3202 = u9 * v3132;
    let v3203 = u9 * v3134;
    let v3204 = u9 * v3136;
    let v3205 = u9 * v3138;
    let v3206 = u9 * v3140;
    let v3207 = u9 * v3142;
    let v3208 = u9 * v3144;
    let v3209 = u9 * v3146;
    let v3210 = u9 * v3148;
    let v3211 = u9 * v3150;
    let v3212 = u9 * v3152;
    let v3213 = u9 * v3154;
    let v3214 = u9 * v3156;
    let v3215 = v3199 - r6 - v2712 - v2715 - v2721 - v2733 + 1;
    let v3216 = v2890 * v3215;
    let v3217 = v2733 + v3200;
    let v3218 = v2892 * v3217;
    let v3219 = v2721 + v3201 - v2734;
    let v3220 = v2895 * v3219;
    let v3221 = v2734 + v3202;
    let v3222 = v2897 * v3221;
    let v3223 = v2715 + v3203 - v2722 - v2736;
    let v3224 = v2900 * v3223;
    let v3225 = v2736 + v3204;
    let v3226 = v2902 * v3225;
    let v3227 = v2722 + v3205 - v2737;
    let v3228 = v2905 * v3227;
    let v3229 = v2737 + v3206;
    let v3230 = v2907 * v3229;
    let v3231 = v2712 + v3207 - v2716 - v2724 - v2739;
    let v3232 = v2909 * v3231;
    let v3233 = v2739 + v3208;
    let v3234 = v2911 * v3233;
    let v3235 = v2724 + v3209 - v2740;
    let v3236 = v2913 * v3235;
    let v3237 = v2740 + v3210;
    let v3238 = v2915 * v3237;
    let v3239 = v2716 + v3211 - v2725 - v2742;
    let v3240 = v2917 * v3239;
    let v3241 = v2742 + v3212;
    let v3242 = v2919 * v3241;
    let v3243 = v2725 + v3213 - v2743;
    let v3244 = v2921 * v3243;
    let v3245 = v2743 + v3214;
    let v3246 = v2923 * v3245;
    let v3247 = v3216
        + v3218
        + v3220
        + v3222
        + v3224
        + v3226
        + v3228
        + v3230
        + v3232
        + v3234
        + v3236
        + v3238
        + v3240
        + v3242
        + v3244
        + v3246;
    let v3248 = v3198 * v3247;
    let v3249 = v2758 * v3248;
    let v3250 = u4 * v2928;
    let v3251 = 2 * o0 + v2762 - v2763 - 1;
    let v3252 = u5 * v3251;
    let v3253 = v2763 - v2762;
    let v3254 = u5 * v3253;
    let v3255 = v3254 + o0 + 2 * v2762 - v3252 - 1;
    let v3256 = u6 * v3255;
    let v3257 = v3252 + v3256 - o0 - v2762 + 1;
    let v3258 = v3250 * v3257;
    let v3259 = v3192 * v3258;
    let v3260 = v3069 * v3259;
    let v3261 = v2964 * v3260;
    let v3262 = v2972 * v3261;
    let v3263 = v2760 * v3262;
    let v3264 = 0 - o0 - v2762 + 1;
    let v3267 = o0 - v2763;
    let v3274 = v2909 * v3264;
    let v3275 = v2762 * v2911;
    let v3276 = v2913 * v3267;
    let v3277 = v2763 * v2915;
    let v3282 = v3274 + v3275 + v3276 + v3277;
    let v3283 = v2888 * v3282;
    let v3284 = v2769 * v3283;
    let v3285 = zeta * zeta;
    let v3286 = v3285 * v3285;
    let v3287 = v3286 * v3286;
    let v3288 = v3287 * v3287;
    let v3289 = v3288 * v3288;
    let v3290 = v3289 * v3289;
    let v3291 = v3290 * v3290;
    let v3292 = v3291 * v3291;
    let v3293 = v3292 * v3292;
    let v3294 = v3293 * v3293;
    let v3295 = v3294 * v3294;
    let v3296 = v3295 * v3295;
    let v3297 = v3296 * v3296;
    let v3298 = v3297 * v3297;
    let v3299 = zeta - 1;
    let v3300 = u1 * v3299;
    let v3301 = v3285 - 1;
    let v3302 = u2 * v3301;
    let v3303 = v3300 + 1;
    let v3304 = v3302 + 1;
    let v3305 = v3303 * v3304;
    let v3306 = v3286 - 1;
    let v3307 = u3 * v3306;
    let v3308 = v3307 + 1;
    let v3309 = v3305 * v3308;
    let v3310 = v3287 - 1;
    let v3311 = u4 * v3310;
    let v3312 = v3311 + 1;
    let v3313 = v3309 * v3312;
    let v3314 = v3288 - 1;
    let v3315 = u5 * v3314;
    let v3316 = v3315 + 1;
    let v3317 = v3313 * v3316;
    let v3318 = v3289 - 1;
    let v3319 = u6 * v3318;
    let v3320 = v3319 + 1;
    let v3321 = v3317 * v3320;
    let v3322 = v3290 - 1;
    let v3323 = u7 * v3322;
    let v3324 = v3323 + 1;
    let v3325 = v3321 * v3324;
    let v3326 = v3291 - 1;
    let v3327 = u8 * v3326;
    let v3328 = v3327 + 1;
    let v3329 = v3325 * v3328;
    let v3330 = v3292 - 1;
    let v3331 = u9 * v3330;
    let v3332 = v3331 + 1;
    let v3333 = v3329 * v3332;
    let v3334 = f1 * v3298;
    let v3335 = f3 * v3298;
    let v3336 = f5 * v3298;
    let v3337 = f7 * v3298;
    let v3338 = f9 * v3298;
    let v3339 = f11 * v3298;
    let v3340 = f13 * v3298;
    let v3341 = f15 * v3298;
    let v3342 = f17 * v3298;
    let v3343 = f19 * v3298;
    let v3344 = f21 * v3298;
    let v3345 = f23 * v3298;
    let v3346 = f25 * v3298;
    let v3347 = f27 * v3298;
    let v3348 = f29 * v3298;
    let v3349 = f31 * v3298;
    let v3350 = f33 * v3298;
    let v3351 = f35 * v3298;
    let v3352 = f37 * v3298;
    let v3353 = f39 * v3298;
    let v3354 = f41 * v3298;
    let v3355 = f43 * v3298;
    let v3356 = f45 * v3298;
    let v3357 = f47 * v3298;
    let v3358 = f49 * v3298;
    let v3359 = f51 * v3298;
    let v3360 = f53 * v3298;
    let v3361 = f55 * v3298;
    let v3362 = f57 * v3298;
    let v3363 = f59 * v3298;
    let v3364 = f61 * v3298;
    let v3365 = f63 * v3298;
    let v3366 = f2 + v3335;
    let v3367 = v3297 * v3366;
    let v3368 = f6 + v3337;
    let v3369 = v3297 * v3368;
    let v3370 = f10 + v3339;
    let v3371 = v3297 * v3370;
    let v3372 = f14 + v3341;
    let v3373 = v3297 * v3372;
    let v3374 = f18 + v3343;
    let v3375 = v3297 * v3374;
    let v3376 = f22 + v3345;
    let v3377 = v3297 * v3376;
    let v3378 = f26 + v3347;
    let v3379 = v3297 * v3378;
    let v3380 = f30 + v3349;
    let v3381 = v3297 * v3380;
    let v3382 = f34 + v3351;
    let v3383 = v3297 * v3382;
    let v3384 = f38 + v3353;
    let v3385 = v3297 * v3384;
    let v3386 = f42 + v3355;
    let v3387 = v3297 * v3386;
    let v3388 = f46 + v3357;
    let v3389 = v3297 * v3388;
    let v3390 = f50 + v3359;
    let v3391 = v3297 * v3390;
    let v3392 = f54 + v3361;
    let v3393 = v3297 * v3392;
    let v3394 = f58 + v3363;
    let v3395 = v3297 * v3394;
    let v3396 = f62 + v3365;
    let v3397 = v3297 * v3396;
    let v3398 = f4 + v3336 + v3369;
    let v3399 = v3296 * v3398;
    let v3400 = f12 + v3340 + v3373;
    let v3401 = v3296 * v3400;
    let v3402 = f20 + v3344 + v3377;
    let v3403 = v3296 * v3402;
    let v3404 = f28 + v3348 + v3381;
    let v3405 = v3296 * v3404;
    let v3406 = f36 + v3352 + v3385;
    let v3407 = v3296 * v3406;
    let v3408 = f44 + v3356 + v3389;
    let v3409 = v3296 * v3408;
    let v3410 = f52 + v3360 + v3393;
    let v3411 = v3296 * v3410;
    let v3412 = f60 + v3364 + v3397;
    let v3413 = v3296 * v3412;
    let v3414 = f8 + v3338 + v3371 + v3401;
    let v3415 = v3295 * v3414;
    let v3416 = f24 + v3346 + v3379 + v3405;
    let v3417 = v3295 * v3416;
    let v3418 = f40 + v3354 + v3387 + v3409;
    let v3419 = v3295 * v3418;
    let v3420 = f56 + v3362 + v3395 + v3413;
    let v3421 = v3295 * v3420;
    let v3422 = f16 + v3342 + v3375 + v3403 + v3417;
    let v3423 = v3294 * v3422;
    let v3424 = f48 + v3358 + v3391 + v3411 + v3421;
    let v3425 = v3294 * v3424;
    let v3426 = f32 + v3350 + v3383 + v3407 + v3419 + v3425;
    let v3427 = v3293 * v3426;
    let v3428 = f0 + v3334 + v3367 + v3399 + v3415 + v3423 + v3427;
    let v3429 = v3333 * v3428;
    let v3430 = v714 * v3429;
    let v3431 = v1462
        + v1624
        + v1637
        + v1650
        + v1663
        + v1674
        + v1686
        + v1694
        + v1702
        + v1711
        + v1718
        + v1725
        + v1730
        + v1735
        + v1740
        + v1745
        + v1750
        + v1754
        + v1761
        + v1765
        + v1769
        + v1997
        + v2163
        + v2307
        + v2462
        + v2615
        + v2618
        - 2 * v2885
        - 2 * v2927
        - v2974
        - v3002
        - v3073
        - v3125
        - v3197
        - v3249
        - v3263
        - v3284
        - v3430;
    let v3432 = j0 * v3431;
    2 * v2885
        + 2 * v2927
        + v2974
        + v3002
        + v3073
        + v3125
        + v3197
        + v3249
        + v3263
        + v3284
        + v3430
        + v3432
}

mod of_1 {
    use bounded::BoundedInt;
    #[feature("bounded-int-utils")]
    use core::internal::bounded_int::{DivRemHelper, UnitInt, div_rem, downcast, upcast};
    use crate::zkml::circuit::{Folding, Opened, Sizes};
    use crate::zkml::{last_message, merkle};

    pub const SIZES: Sizes = Sizes {
        code: 11,
        grinding: 24,
        items: 1,
        outputs: 4,
        binding: 1,
        packed: 133,
        input_bits: 0,
        items_bits: 0,
        witness_bits: 16,
        terms_bits: 11,
        output_bits: 2,
        scale: 64,
        weights_first: false,
        levels: 3,
        join: 1,
        input_join: 10,
        queries: 31,
        draws: 5,
        hints: 2,
        felts: 2566,
    };

    pub fn folds(level: u32) -> u32 {
        match level {
            0 => 4,
            1 => 3,
            _ => 3,
        }
    }

    pub fn step(packing: felt252) -> felt252 {
        let v1 = packing * packing;
        let v2 = v1 * v1;
        let v3 = v2 * v2;
        let v4 = v3 * v3;
        let v5 = v4 * v4;
        let v6 = packing * v5;
        let v7 = v6 * v6;
        let v8 = v7 * v7;
        let v9 = packing * v8;
        v9
    }

    pub fn outputs(
        _image: Span<felt252>, mut output_point: Span<felt252>, mut values: Span<felt252>,
    ) -> felt252 {
        let [o0, o1] = (*output_point.multi_pop_front::<2>().unwrap()).unbox();
        let [y0, y1, y2, y3] = (*values.multi_pop_front::<4>().unwrap()).unbox();
        let v22 = 0 - o0 + 1;
        let v23 = o1 * v22;
        let v24 = o0 * o1;
        let v25 = 0 - o0 - v23 + 1;
        let v26 = y0 * v25;
        let v27 = y1 * v23;
        let v28 = o0 - v24;
        let v29 = y2 * v28;
        let v30 = y3 * v24;
        v26 + v27 + v29 + v30
    }

    impl Split128By17 of DivRemHelper<
        BoundedInt<0, 0xffffffffffffffffffffffffffffffff>, UnitInt<131072>,
    > {
        type DivT = BoundedInt<0, 0x7fffffffffffffffffffffffffff>;
        type RemT = BoundedInt<0, 0x1ffff>;
    }
    impl Split111By17 of DivRemHelper<
        BoundedInt<0, 0x7fffffffffffffffffffffffffff>, UnitInt<131072>,
    > {
        type DivT = BoundedInt<0, 0x3fffffffffffffffffffffff>;
        type RemT = BoundedInt<0, 0x1ffff>;
    }
    impl Split94By17 of DivRemHelper<BoundedInt<0, 0x3fffffffffffffffffffffff>, UnitInt<131072>> {
        type DivT = BoundedInt<0, 0x1fffffffffffffffffff>;
        type RemT = BoundedInt<0, 0x1ffff>;
    }
    impl Split77By17 of DivRemHelper<BoundedInt<0, 0x1fffffffffffffffffff>, UnitInt<131072>> {
        type DivT = BoundedInt<0, 0xfffffffffffffff>;
        type RemT = BoundedInt<0, 0x1ffff>;
    }
    impl Split60By17 of DivRemHelper<BoundedInt<0, 0xfffffffffffffff>, UnitInt<131072>> {
        type DivT = BoundedInt<0, 0x7ffffffffff>;
        type RemT = BoundedInt<0, 0x1ffff>;
    }
    impl Split43By17 of DivRemHelper<BoundedInt<0, 0x7ffffffffff>, UnitInt<131072>> {
        type DivT = BoundedInt<0, 0x3ffffff>;
        type RemT = BoundedInt<0, 0x1ffff>;
    }
    impl Split26By17 of DivRemHelper<BoundedInt<0, 0x3ffffff>, UnitInt<131072>> {
        type DivT = BoundedInt<0, 0x1ff>;
        type RemT = BoundedInt<0, 0x1ffff>;
    }
    impl Split128By5 of DivRemHelper<
        BoundedInt<0, 0xffffffffffffffffffffffffffffffff>, UnitInt<32>,
    > {
        type DivT = BoundedInt<0, 0x7ffffffffffffffffffffffffffffff>;
        type RemT = BoundedInt<0, 0x1f>;
    }
    impl Split123By5 of DivRemHelper<
        BoundedInt<0, 0x7ffffffffffffffffffffffffffffff>, UnitInt<32>,
    > {
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
    const BY_17: NonZero<UnitInt<131072>> = 131072;
    type Position = BoundedInt<0, 0x1ffff>;
    type Top = BoundedInt<0, 0x7f>;

    /// Splits a challenge's low half into positions.
    pub fn split_positions(word: u128, ref numbers: Array<u32>) {
        let rest: BoundedInt<0, 0xffffffffffffffffffffffffffffffff> = upcast(word);
        let (rest, number) = div_rem(rest, BY_17);
        numbers.append(upcast(number));
        let (rest, number) = div_rem(rest, BY_17);
        numbers.append(upcast(number));
        let (rest, number) = div_rem(rest, BY_17);
        numbers.append(upcast(number));
        let (rest, number) = div_rem(rest, BY_17);
        numbers.append(upcast(number));
        let (rest, number) = div_rem(rest, BY_17);
        numbers.append(upcast(number));
        let (rest, number) = div_rem(rest, BY_17);
        numbers.append(upcast(number));
        let (rest, number) = div_rem(rest, BY_17);
        numbers.append(upcast(number));
        let _ = rest;
    }

    /// Splits an element of the order's hint; what is left must be zero.
    pub fn split_order(word: u128, ref numbers: Array<u32>) -> bool {
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
        upcast::<_, felt252>(rest) == 0
    }

    fn digits_of(
        position: Position,
    ) -> (Top, BoundedInt<0, 0x7>, BoundedInt<0, 0x7>, BoundedInt<0, 0x7>, BoundedInt<0, 0x1>) {
        let rest = position;
        let (rest, d0) = div_rem(rest, BY_3);
        let (rest, d1) = div_rem(rest, BY_3);
        let (rest, d2) = div_rem(rest, BY_3);
        let (rest, d3) = div_rem(rest, BY_1);
        (rest, d0, d1, d2, d3)
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
    fn point_of_d3(digit: BoundedInt<0, 0x1>) -> felt252 {
        match upcast::<_, u32>(digit) {
            0 => 0x1,
            _ => 0x36cb7c6ed4327aa7206f426c3bb94ce5e64466c3e64660db0f43dd2349eea63,
        }
    }
    fn point_of_top(digit: BoundedInt<0, 0x7f>) -> felt252 {
        match upcast::<_, u32>(digit) {
            0 => 0x1,
            1 => 0x38e7d59155023a76d3b276395c2c067b93dd56fe36060ec6503e80bf248b36c,
            2 => 0x6a50046d4afae89aa80b742d48175a5b7a6e1b42a5ab630140437adcdf92351,
            3 => 0x1908ba177e699fec07eb47ac6efcbe3c974d82c048bdfb1b21df49fea6d127d,
            4 => 0x7547fa31c5686a61dc5aecd8eae6f099f2b4b62971f450b0a87a94282e87775,
            5 => 0x4853652ce894f195095c4c0206205920b5862b15500b629b692462116279e50,
            6 => 0x2fa97f6ddc13a237501ddedd15f7e2facef7311b3602c49ccc88d14e8b25a06,
            7 => 0x180ea985447c513d349a68b0cfb29d39e96b2575485b4c8d2d73121422725bb,
            8 => 0x35fd3901cedd2ee24cca8f9895df525e5484134a90a0813e4fb0a7dc1eae1a6,
            9 => 0x37bdc904639e217bcab0b99e5ce693064c4272293a7041cb1c6e5d569732c21,
            10 => 0x40f3e1d44697773ed5b92335468261ed37ef4999a49a20f23f0a1eb4c1a2570,
            11 => 0x48a2373a90fa0f46e9b0cc98b0d126ea931e6103d2cc5a08d4b097c581934d6,
            12 => 0x439f778fe620f10810cd1c15e9528f7ea674531db27cfc8502ffa6e6657da8a,
            13 => 0x470a3ccefcee077529957e8bdbcb31932b763806dbc856714fdf1a85b774b28,
            14 => 0x7539ffd1137056dc1731ae82d67fe599766cb1084c12706d6c8472b8985e94,
            15 => 0x1d085b4b12fe48266215f56628a4bbabf264ddbb8662ed24295bc96bea16dd6,
            16 => 0x718f1ad809daae7d7c15128ae86e4f6b9381de7db8c30c45b7e4e4566984d05,
            17 => 0x75593bee526ff8219c787b0c5896476a7904f22b3d3272b27175a85e3c38f2c,
            18 => 0x5e13e6270df0ea5a4b9d25f396f9f5949183b08cd4cf27b81b980f7b717f761,
            19 => 0x48d787848eb7d728e93e534fd9acc492a8c50b51d1a321a7569eeaea0a2a938,
            20 => 0x1dc89b0b67c308f76ccabff521f6da01901d7a1590371bc7e82d5ee965f44d5,
            21 => 0x29ce609aca421b4ece2ba9b1657eb7aa0584aefbeee5d73a8148f77009fc394,
            22 => 0x255283c62b001ce6a8729e7960891120963f1c54b316b31b06e6c5c2ea81648,
            23 => 0x117cf261dc85beb96b867bc8e80e9967e160d69ad5fed7d9893873f014dd082,
            24 => 0x69805441669ba7c7cfd496397690a3e420dfe52108ef0cb6f9f47c687e31f03,
            25 => 0x2e387fcd8144c3941ae81cf6be0629612f8ee2326440f0a22638accec696dde,
            26 => 0x481f317e3601115ebc7511dea48259fd1a9595455c6cfe977df46dc664c898a,
            27 => 0x9992fb7bfaa023d28cd22735ca24c6a7990c22633fce0b6df6e7d8277c52f0,
            28 => 0x5f6c7adf0c24c6bcb1bcce9b1e9993122150bc219565857ae19d47598cf00b9,
            29 => 0xcb3d9a69a99653376385200bf5b43fa595d60758737367239170d04128da4b,
            30 => 0x2e0242454bb71fb8ecd2b7c514a303c4c9e82bf3571fd56a926cf44d924e1fb,
            31 => 0x68c9c26e05df7de2c7f5972ae07c8d29f46590727349c950813082613e89e7b,
            32 => 0x43a8517523f55a8f3776dfa6bcd79eaa84e9027d8d4bee30c0926df0c07573f,
            33 => 0x6e3bf2bb3780db6eee7e3f9b8057ac78038af236588afbcebb3236c12740684,
            34 => 0x1e032abd714e88fb0d862921156e4a3bedf376a4ace0663f2fb0678e7dda630,
            35 => 0x2bd23d03cf3fa1bcc33a9ddfce151e55c93b139f50e725b76ed4c7d40bbfb1b,
            36 => 0x5d5b3a09910fe341bbf5f67417c3666315597d42b036fc2928b7f6c7c9b40d3,
            37 => 0x64033db0816dbf92e700bfcd5cd9d83c6a75146694d2b9cf068922a8e35ea98,
            38 => 0x38bbdf8304c1b4e8778877bde382bc198b7ff5da805df685f702d75ea526492,
            39 => 0x76dcbf55a40cbfe0dd710f51cbcac1161f8b3001ed466c526d5850703b37090,
            40 => 0x151a08edf6475aad0d20ec76ddf76eecd2e1bccd4184721273d3eee4a5bb745,
            41 => 0x18f32583221954dd6c4b7e0f82d16e3c60557033aabc14de828f804bcda734f,
            42 => 0x2e90574c0e969124d003c4cc5fe79989b0518582f5f2387688618a09ab21079,
            43 => 0x1d20edd9038c95168e01d8dde354783e2dda9a477e396eea738b8be0a344c10,
            44 => 0x132c7bd5a8df6f042b1cad85f607d0fa1fe642f36efcb15a2fe4a15c8c3433,
            45 => 0x2ce679e6d4c7dc19bdc8a241916b4d709c853b188984e99f4a6e8cd71b1bb6a,
            46 => 0x52e676033560740ab6e6ace3ebad10ac14f614331c139234b625e121872b24c,
            47 => 0x353f9738dd54006e3c83ab5b7c1b0dfb66fcd8dd05f36a12a7b981bad343611,
            48 => 0x4b7cc473e54832cf31c0cb392a7333fe777f8f2aab4674ffe93c6474611f79b,
            49 => 0x7422358ae5d541f23a9aa4e52c0ef6f579b54956a0f88c6389cd5cb99a1dcd8,
            50 => 0x681c1bf48d8bd4c1c7f1f54939fd7d4eb1ce8d8c1d05bad75dc1c177ef7cce0,
            51 => 0x138d4219d5f5fa1299e8a31fa130b80d49f30a9119213c8f483ffc248642e37,
            52 => 0xf44863c8571f5a14cf8ebfe9969c6cca8f7b09f421029a88d235b69e0f0fb1,
            53 => 0x1c1754682288e57fdb3e518848ad82fab95db90ed214ddcb6b3a14ee8b0b1e4,
            54 => 0xc85d47e6e6bac1f92da69a5d543af8c69749423f1261eba0c7012b68c02ba6,
            55 => 0x6813a295f16619b7f9194b8cf40a8da572d5173212730e13bc9af9826658a0d,
            56 => 0x3a58cbed98853457258254f8613a201d06708ef601be3f237247c6e01b6c897,
            57 => 0x686290c47849d4e6211bdacb3b9b172d11391f5715f150a74aa82c3fe77db3c,
            58 => 0x261061309c983f8dbaccd624a11595c8a06c1cb289c3b5d63326ed2aa7d7962,
            59 => 0x167a54c57f469d96bd0f4569bb55fc047ea40ff81d0ede19afa89dbaa9f8923,
            60 => 0x1f4fed74ecfe239814fab188467bab2ff4f8cf1a07eb642ff0c5429567799b4,
            61 => 0x5bc64814dbb445313624105198a3a6152000c7f6bd8295bf0fdc264888aaf29,
            62 => 0x27d7d857157a0ed7838ed677d5a5f6e5401efa64ae34531abb1b09c4e02c06b,
            63 => 0x5f8ce2fbc6824f238b5c2ffd364ee68f9f1904fa237350b448172b2eafa1c93,
            64 => 0x63f5efaa33929b2e40a4a07b940adf4612806f6417e3754e8cde2cdaea51997,
            65 => 0x20497c1d011fd91874bf1cd3f4346e7560e088d66c46aa563d054c399d13705,
            66 => 0x723411640b100abd50a62a3a24b0d28cf8d2a94734c7028cccb67a27fff8849,
            67 => 0x3e079a86664886c9b5193c22ad4a9032880be321d953fe412b15bebc5352592,
            68 => 0x228a078f5bc160dac9f6b16f83a4458f8fec001a638fb5fd22e4b1c21e055b7,
            69 => 0x5b6ba7a1feef56d8b21f2e25a149ce245c8a43f6d791d0b51e5b0f393c3494,
            70 => 0x4f2e4788c306c1a7fba70bf5d3c4d06ce358fb1447539fe7eada86c32253d82,
            71 => 0xfcd6c79e00e830ae4da00c2d6f30e7d93361ebf71f3f2377a681afcce0896,
            72 => 0x3cb20e87349a84ff4d60d0697b0af83012c46dc2b7d7d0a1d561cb9c1f2ad2b,
            73 => 0x33d0c9dc08d0652ccbe0680f60bc0cd5ffbc1936dd191bdf2104100f46da83c,
            74 => 0x1f995511f0e44de9fd59a6c6b7d186b3d07d41b2c4722fb9c49b92b736ae5cb,
            75 => 0x85f875aadcd91ae6234553124311c1b95f015c0e340917312673ee954fc080,
            76 => 0x491ff80685d0a5fbf85d748301ff7b88f58fcc9e47c7094263e69aae64faaa7,
            77 => 0x62ed32ca5e0b7a92224042b10eb901be0ff7e38b8c07fbd8597395c84f0f660,
            78 => 0x4079ad4e20d725c72a7eab5056b78f12a52a1f6205eb61d827ae56d48003efc,
            79 => 0x1d9db7ea6e6018e08563dfd7c57548c2f2d827944a184e4eda7704e1aa854fd,
            80 => 0xd60af499ead0f8b8663ad316e627fc950ff50d9bf1a60a7b9c96034a7db5a9,
            81 => 0xe1ee87cc25b30f26be38c2db2844fb5bb79362f1b18d9f41aa3f9f64160b19,
            82 => 0x4e1602cb188eb971fe09d273707cb17cc36d4c54df84eded3609e8b0e355e11,
            83 => 0x56453512fe8622f6d530853e7606358c7b0c8cd89a65c603aa718906b26853c,
            84 => 0x5916621ea5cff6206f3d41bff12c2c90899d09dc2ab3d94e86c96869b4f24e4,
            85 => 0x5b8c62ec55e87c92464f05f23c4ce89f8dbadd24857370b4e3462fd7c3c6fe8,
            86 => 0x737925a2338604ecb3df17992806f242a6e5b2127ce1df7dac3b8a72dd0ed76,
            87 => 0x5123a9a6aaca66599d64cdf82f0b0600df1dc2eaa7620fc8e09681ce08e9f4c,
            88 => 0x531cce4959c100154a9897605eb1a73844d31d18d2b03b3df3b606b7c721f91,
            89 => 0x4067437c5ea0f4c592e3418dd90010b9b6c80cce69a8983a3228a1019dd9047,
            90 => 0x15f5da4f1b9e55a04cc24a2e1d04043be405a68a4cf493f94ea7a13f2fdc10c,
            91 => 0x7a99fcdaa714819f87015d1ef914c0ec6262dc153c1d42c50c2bd82d433c606,
            92 => 0x3d0bf83b282fdcf716d984cb56fd7721d4a3360fe1f83e46084137751492202,
            93 => 0x515ae8121f3e12fe0fd11ad5db9e2103241c05c3d59936dbdbf6700c6ef782d,
            94 => 0x3b285c595f8a7eb8a82e253352ab1963a2521fed06c5ac2d60979ddc8953891,
            95 => 0x628020c8f3e8c519bbfe6e772033a1d55efff539f334f236ba55c8aadd010cf,
            96 => 0x1a5874dfe2b6e5fae27479aa7069d69f9f75dcdb36e2d2c45d387747f64cb34,
            97 => 0x3553d3f102769cc190673f0897cc770f5906f86dc6f7a56e274d0f6e7a097f,
            98 => 0x3c7ef9e9b36918c59dffa870a0d3a210f9a9bda7f872762443e436076e306c0,
            99 => 0x4f8578c9913d25a67184710bc5b933f8049ba632b7eaa6ada57450119bbf5bd,
            100 => 0x37e3dfb12519e90bf9dbdc06966d8c68676645649c21c282e07a32a35b71a53,
            101 => 0x18f710cf337929b59eeda55623d1269fc906c5be33453ea541a642175832099,
            102 => 0x148cefdb607416577edca4f7a899776c4af58e08726b190867a31e9b35b1946,
            103 => 0x784506ecb9eb7ed9eb5d50d0459f1f302c59415c2820102edd23b045e561509,
            104 => 0x656abdd07c6f6f0ba2ebbad5c0956b29d213e5f09eb1bfbbc972fb2f3c158b8,
            105 => 0x78e8ad5ffd5aaedb659677753fbe0892696955c6c6d488cd83e8cc93eca7fd,
            106 => 0xadc6b0b6ffe8fd70becd41ea555b4f596bf07a1030386141be1d64c73f126d,
            107 => 0x47b4a9eb6b75ecb976cc83ce61404d11326206230eb7dd3b52e7e6b7076f349,
            108 => 0x751ae8b78983e1e78f4c8b4d909d8a8118feebdbd2a89363d49849b6e1bcd1b,
            109 => 0x3627756001826f4a3f7a3b95702e1fcb787fdb4767d3acb9b7846e72df93772,
            110 => 0x65ca108bd2169c04151592c6f067c8a4c6354995f9f0696026ae4dfb7f11aaf,
            111 => 0x4e3197081e2fc6aa910f24e2c81dadf64e966e819f912f8531d4191a2b4e511,
            112 => 0x2e767781b99e3dd1c454741531939a3d639872d1a45c01de205e147168a1cb9,
            113 => 0x289ade22858c2fa8c2268ccb28f46ea7ccddf047751f457b2219c3ca48e7c41,
            114 => 0x63339678188c4095b3edf17b42ef45b7019b5f029be2218b40a756c89217336,
            115 => 0x7d7a72f4c6e7ee272c3f2bbfe91d3bda55ccd88a327d5af2abbceedf3aac49e,
            116 => 0x28c9556770b6b9105d4ec96f906b34193e48868763edca7a4700bd1dd00f407,
            117 => 0x6970418e9350bafc0a5c694d8c0f20f2e961b09097d7837ff5ec849acad5209,
            118 => 0x489941577b9733062e05de0987477cabf46c83011281d20e1298a68af72f7d6,
            119 => 0x6bdfc697badfe2cf1fbcfda46a1a4df74544f7995ce8b71cf280f042e469486,
            120 => 0x31ee54d54e5707e79976a0d09a9fc3de5043ff0ca27879edcfb477295521fb8,
            121 => 0x286957a1e2a724bf042d3345dd4375031b23aec13e6f482c1cc43226a8fff93,
            122 => 0x3284f7e0931123c0107db5ced03291bf4494da1d74f536e26858aa748207cf8,
            123 => 0x57dbd7d42766e0c1fe1fac3379b543ee45babc8d2b5e450c832e4c4bbd3031e,
            124 => 0x3983e646539b422a3ad9667ce51072e85689bf3a8d545930e3d6c92417db820,
            125 => 0x23ac18c8a3097fa1566043fdc8b4f955e9a29253fb0dbac1eb1ba76ae058bed,
            126 => 0x2b061ddb788f840216e56726c7bb500d027f7f9ff37c98b5309e7ca45474fdd,
            _ => 0x47f577675572adf1c43d5c611239ebe53f62350c1c7df77806ab4b5531908bb,
        }
    }

    /// One draw: its leaves, their paths up to the cap, and the folds that lead to the last
    /// message.
    #[inline(never)]
    pub fn query(
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
        ] =
            (*proof
            .multi_pop_front::<69>()
            .unwrap())
            .unbox();
        let Folding { mut joined, mut ratios, mut scales } = folding;
        let [q0, q1, q2, q3, q4, q5, q6, q7, q8, q9] = (*ratios.multi_pop_front::<10>().unwrap())
            .unbox();
        let [k0, k1, k2] = (*scales.multi_pop_front::<3>().unwrap()).unbox();
        let [r0] = (*joined.multi_pop_front::<1>().unwrap()).unbox();
        let position: Position = downcast(position).unwrap();
        let (top, d0, d1, d2, d3) = digits_of(position);
        let x = point_of_top(top)
            * point_of_d0(d0)
            * point_of_d1(d1)
            * point_of_d2(d2)
            * point_of_d3(d3);
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
        let h0 = merkle::climb_1(h0, d3, s0_9);
        let hw0 = merkle::leaf_8(w0_0, w0_1, w0_2, w0_3, w0_4, w0_5, w0_6, w0_7);
        let hw0 = merkle::climb_3(hw0, d0, sw0_0, sw0_1, sw0_2);
        let hw0 = merkle::climb_3(hw0, d1, sw0_3, sw0_4, sw0_5);
        let hw0 = merkle::climb_3(hw0, d2, sw0_6, sw0_7, sw0_8);
        let hw0 = merkle::climb_1(hw0, d3, sw0_9);
        let (x, [b0_0, b0_1, b0_2, b0_3, b0_4, b0_5, b0_6, b0_7]) = merkle::halve_16(
            x,
            q0,
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
        let j0_0 = b0_0 + r0 * w0_0;
        let j0_1 = b0_1 + r0 * w0_1;
        let j0_2 = b0_2 + r0 * w0_2;
        let j0_3 = b0_3 + r0 * w0_3;
        let j0_4 = b0_4 + r0 * w0_4;
        let j0_5 = b0_5 + r0 * w0_5;
        let j0_6 = b0_6 + r0 * w0_6;
        let j0_7 = b0_7 + r0 * w0_7;
        let (value, x) = merkle::fold_8(
            x, q1, q2, q3, j0_0, j0_1, j0_2, j0_3, j0_4, j0_5, j0_6, j0_7,
        );
        let (root, c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7) = merkle::with_folded_8(
            d0, k0 * value, a1_0, a1_1, a1_2, a1_3, a1_4, a1_5, a1_6,
        );
        let x = x * root;
        let h1 = merkle::leaf_8(c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7);
        let h1 = merkle::climb_3(h1, d1, s1_0, s1_1, s1_2);
        let h1 = merkle::climb_3(h1, d2, s1_3, s1_4, s1_5);
        let h1 = merkle::climb_1(h1, d3, s1_6);
        let (value, x) = merkle::fold_8(
            x, q4, q5, q6, c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7,
        );
        let (root, c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7) = merkle::with_folded_8(
            d1, k1 * value, a2_0, a2_1, a2_2, a2_3, a2_4, a2_5, a2_6,
        );
        let x = x * root;
        let h2 = merkle::leaf_8(c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7);
        let h2 = merkle::climb_3(h2, d2, s2_0, s2_1, s2_2);
        let h2 = merkle::climb_1(h2, d3, s2_3);
        let (value, x) = merkle::fold_8(
            x, q7, q8, q9, c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7,
        );
        let ends = last_message::is_at(last, x, k2 * value);
        Opened { top: upcast(top), nodes: array![h0, h1, h2, hw0].span(), ends }
    }

    /// Nodes that no draw lies below, as the proof gives them.
    #[inline(never)]
    fn given(ref proof: Span<felt252>) -> Option<Box<[felt252; 4]>> {
        let nodes = *proof.multi_pop_front::<4>()?;
        Some(nodes)
    }

    #[inline(never)]
    fn walk_0(
        end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Box<[felt252; 4]>> {
        let Some(next) = opened.get(0) else {
            return given(ref proof);
        };
        let mut next = *next.unbox();
        if next.top >= end {
            return given(ref proof);
        }
        let _ = opened.pop_front();
        let nodes = *next.nodes.multi_pop_front::<4>()?;
        Some(nodes)
    }

    #[inline(never)]
    fn walk_1(
        end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Box<[felt252; 4]>> {
        let Some(next) = opened.get(0) else {
            return given(ref proof);
        };
        let mut next = *next.unbox();
        if next.top >= end {
            return given(ref proof);
        }
        let [l0, l1, l2, l3] = walk_0(end - 1, ref opened, ref proof)?.unbox();
        let [r0, r1, r2, r3] = walk_0(end, ref opened, ref proof)?.unbox();
        Some(
            BoxTrait::new(
                [
                    merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                    merkle::node(l3, r3),
                ],
            ),
        )
    }

    #[inline(never)]
    fn walk_2(
        end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Box<[felt252; 4]>> {
        let Some(next) = opened.get(0) else {
            return given(ref proof);
        };
        let mut next = *next.unbox();
        if next.top >= end {
            return given(ref proof);
        }
        let [l0, l1, l2, l3] = walk_1(end - 2, ref opened, ref proof)?.unbox();
        let [r0, r1, r2, r3] = walk_1(end, ref opened, ref proof)?.unbox();
        Some(
            BoxTrait::new(
                [
                    merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                    merkle::node(l3, r3),
                ],
            ),
        )
    }

    #[inline(never)]
    fn walk_3(
        end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Box<[felt252; 4]>> {
        let Some(next) = opened.get(0) else {
            return given(ref proof);
        };
        let mut next = *next.unbox();
        if next.top >= end {
            return given(ref proof);
        }
        let [l0, l1, l2, l3] = walk_2(end - 4, ref opened, ref proof)?.unbox();
        let [r0, r1, r2, r3] = walk_2(end, ref opened, ref proof)?.unbox();
        Some(
            BoxTrait::new(
                [
                    merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                    merkle::node(l3, r3),
                ],
            ),
        )
    }

    #[inline(never)]
    fn walk_4(
        end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Box<[felt252; 4]>> {
        let Some(next) = opened.get(0) else {
            return given(ref proof);
        };
        let mut next = *next.unbox();
        if next.top >= end {
            return given(ref proof);
        }
        let [l0, l1, l2, l3] = walk_3(end - 8, ref opened, ref proof)?.unbox();
        let [r0, r1, r2, r3] = walk_3(end, ref opened, ref proof)?.unbox();
        Some(
            BoxTrait::new(
                [
                    merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                    merkle::node(l3, r3),
                ],
            ),
        )
    }

    #[inline(never)]
    fn walk_5(
        end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Box<[felt252; 4]>> {
        let Some(next) = opened.get(0) else {
            return given(ref proof);
        };
        let mut next = *next.unbox();
        if next.top >= end {
            return given(ref proof);
        }
        let [l0, l1, l2, l3] = walk_4(end - 16, ref opened, ref proof)?.unbox();
        let [r0, r1, r2, r3] = walk_4(end, ref opened, ref proof)?.unbox();
        Some(
            BoxTrait::new(
                [
                    merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                    merkle::node(l3, r3),
                ],
            ),
        )
    }

    #[inline(never)]
    fn walk_6(
        end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Box<[felt252; 4]>> {
        let Some(next) = opened.get(0) else {
            return given(ref proof);
        };
        let mut next = *next.unbox();
        if next.top >= end {
            return given(ref proof);
        }
        let [l0, l1, l2, l3] = walk_5(end - 32, ref opened, ref proof)?.unbox();
        let [r0, r1, r2, r3] = walk_5(end, ref opened, ref proof)?.unbox();
        Some(
            BoxTrait::new(
                [
                    merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                    merkle::node(l3, r3),
                ],
            ),
        )
    }

    #[inline(never)]
    fn walk_7(
        end: u32, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Box<[felt252; 4]>> {
        let Some(next) = opened.get(0) else {
            return given(ref proof);
        };
        let mut next = *next.unbox();
        if next.top >= end {
            return given(ref proof);
        }
        let [l0, l1, l2, l3] = walk_6(end - 64, ref opened, ref proof)?.unbox();
        let [r0, r1, r2, r3] = walk_6(end, ref opened, ref proof)?.unbox();
        Some(
            BoxTrait::new(
                [
                    merkle::node(l0, r0), merkle::node(l1, r1), merkle::node(l2, r2),
                    merkle::node(l3, r3),
                ],
            ),
        )
    }

    pub fn walk(ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>> {
        let [n0, n1, n2, n3] = walk_7(128, ref opened, ref proof)?.unbox();
        Some(array![n0, n1, n2, n3].span())
    }
}
