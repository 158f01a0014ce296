//! Written by `zkml.cairo` from the Python verifier's own code; do not edit. 8 or 16 or 32 pictures
//! of the architecture 1ea670acad8aac45… under sn-pos-32-31-24.
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
    Of8,
    Of16,
    Of32,
}

pub impl Implementation of Circuit<Written> {
    #[inline(always)]
    fn sizes(self: Written) -> Sizes {
        match self {
            Written::Of8 => of_8::SIZES,
            Written::Of16 => of_16::SIZES,
            Written::Of32 => of_32::SIZES,
        }
    }
    #[inline(always)]
    fn folds(self: Written, level: u32) -> u32 {
        match self {
            Written::Of8 => of_8::folds(level),
            Written::Of16 => of_16::folds(level),
            Written::Of32 => of_32::folds(level),
        }
    }
    fn lookups(
        self: Written, image: Span<felt252>, position: Span<felt252>, alpha: felt252, beta: felt252,
    ) -> Lookups {
        lookups(after_zeros(image, 5), position, alpha, beta)
    }
    #[inline(always)]
    fn outputs(
        self: Written, image: Span<felt252>, output_point: Span<felt252>, values: Span<felt252>,
    ) -> felt252 {
        match self {
            Written::Of8 => of_8::outputs(image, output_point, values),
            Written::Of16 => of_16::outputs(image, output_point, values),
            Written::Of32 => of_32::outputs(image, output_point, values),
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
        known(after_zeros(image, 5), position, output_point, eta, sigma)
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
            Written::Of8 => of_8::step(packing),
            Written::Of16 => of_16::step(packing),
            Written::Of32 => of_32::step(packing),
        };
        let all = after_zeros(point, 15);
        let value = opening(
            after_zeros(image, 5),
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
        let bound: u32 = match self {
            Written::Of8 => 0,
            Written::Of16 => 6,
            Written::Of32 => 9,
        };
        if bound == 0 {
            value
        } else {
            let table_point = after_zeros(point.slice(point.len() - bound, bound), 9);
            let inputs = committed(gamma, packing, source_point, table_point, last);
            inputs + *joined[1] * (value - inputs)
        }
    }
    #[inline(always)]
    fn split_positions(self: Written, word: u128, ref drawn: Array<u32>) {
        match self {
            Written::Of8 => of_8::split_positions(word, ref drawn),
            Written::Of16 => of_16::split_positions(word, ref drawn),
            Written::Of32 => of_32::split_positions(word, ref drawn),
        }
    }
    #[inline(always)]
    fn split_order(self: Written, word: u128, ref order: Array<u32>) -> bool {
        match self {
            Written::Of8 => of_8::split_order(word, ref order),
            Written::Of16 => of_16::split_order(word, ref order),
            Written::Of32 => of_32::split_order(word, ref order),
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
            Written::Of8 => of_8::query(position, ref proof, folding, last),
            Written::Of16 => of_16::query(position, ref proof, folding, last),
            Written::Of32 => of_32::query(position, ref proof, folding, last),
        }
    }
    #[inline(always)]
    fn walk(
        self: Written, ref opened: Span<Opened>, ref proof: Span<felt252>,
    ) -> Option<Span<felt252>> {
        match self {
            Written::Of8 => of_8::walk(ref opened, ref proof),
            Written::Of16 => of_16::walk(ref opened, ref proof),
            Written::Of32 => of_32::walk(ref opened, ref proof),
        }
    }
}

pub fn lookups(
    mut image: Span<felt252>, mut position: Span<felt252>, alpha: felt252, beta: felt252,
) -> Lookups {
    let [b0, b1, b2, b3, b4] = (*image.multi_pop_front::<5>().unwrap()).unbox();
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14] = (*position
        .multi_pop_front::<15>()
        .unwrap())
        .unbox();
    let v25 = 0 - r0 + 1;
    let v26 = 0 - r1 + 1;
    let v27 = v25 * v26;
    let v28 = r1 * v25;
    let v29 = 0 - r2 + 1;
    let v30 = v28 * v29;
    let v31 = r0 * v26;
    let v32 = v29 * v31;
    let v33 = 0 - r3 + 1;
    let v34 = v32 * v33;
    let v35 = r3 * v32;
    let v36 = 0 - r4 + 1;
    let v37 = v35 * v36;
    let v38 = 0 - r5 + 1;
    let v39 = v37 * v38;
    let v40 = r2 * v28;
    let v41 = 0 - b0 + 1;
    let v42 = 0 - b1 + 1;
    let v43 = v41 * v42;
    let v44 = 0 - b2 + 1;
    let v45 = v43 * v44;
    let v46 = 0 - b3 + 1;
    let v47 = v45 * v46;
    let v48 = 0 - b4 + 1;
    let v49 = v47 * v48;
    let v50 = beta * beta;
    let v51 = r0 * r1;
    let v52 = r2 * v51;
    let v53 = r3 * v52;
    let v54 = r4 * v53;
    let v55 = r5 * v54;
    let v56 = 0 - r6 + 1;
    let v57 = 0 - r7 + 1;
    let v59 = 0 - r8 + 1;
    let v61 = 0 - r9 + 1;
    let v63 = 0 - r10 + 1;
    let v65 = 0 - r11 + 1;
    let v67 = 0 - r12 + 1;
    let v69 = 0 - r13 + 1;
    let v71 = 0 - r14 + 1;
    let v73 = 0
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
    let v74 = beta * v73;
    let v75 = alpha - v74;
    let v76 = v55 * v75;
    let v77 = v38 * v54;
    let v78 = r6 * v77;
    let v86 = r14 * beta;
    let v87 = alpha
        + 281474976710656 * v86
        - 128 * r7
        - 64 * r8
        - 32 * r9
        - 16 * r10
        - 8 * r11
        - 4 * r12
        - 2 * r13
        - r14;
    let v88 = v78 * v87;
    let v89 = v56 * v77;
    let v90 = 131072 * r7
        + 65536 * r8
        + 32768 * r9
        + 16384 * r10
        + 8192 * r11
        + 4096 * r12
        + 2048 * r13
        + 1024 * r14
        - 562949953421280;
    let v91 = beta * v90;
    let v92 = alpha - v91 - 255;
    let v93 = v89 * v92;
    let v94 = v36 * v53;
    let v95 = r5 * v94;
    let v96 = r6 * v95;
    let v97 = r7 * v96;
    let v104 = 0
        - 65536 * r8
        - 32768 * r9
        - 16384 * r10
        - 8192 * r11
        - 4096 * r12
        - 2048 * r13
        - 1024 * r14
        - 562949953946656;
    let v105 = beta * v104;
    let v106 = alpha - v105;
    let v107 = v97 * v106;
    let v108 = v57 * v96;
    let v109 = r8 * v108;
    let v110 = v61 * v63;
    let v111 = v65 * v110;
    let v112 = v67 * v111;
    let v113 = v69 * v112;
    let v114 = v71 * v113;
    let v115 = 0
        - 32768 * r9
        - 16384 * r10
        - 8192 * r11
        - 4096 * r12
        - 2048 * r13
        - 1024 * r14
        - 562949954077728;
    let v116 = beta * v115;
    let v117 = alpha - v116;
    let v118 = v109 * v117;
    let v119 = v59 * v108;
    let v120 = r9 * v119;
    let v121 = r10 * v120;
    let v125 = 0 - 8192 * r11 - 4096 * r12 - 2048 * r13 - 1024 * r14 - 562949954143264;
    let v126 = beta * v125;
    let v127 = alpha - v126;
    let v128 = v121 * v127;
    let v129 = v63 * v120;
    let v130 = 8192 * r11 + 4096 * r12 + 2048 * r13 + 1024 * r14 - 562949953159136;
    let v131 = beta * v130;
    let v132 = alpha - v131 - 255;
    let v133 = v129 * v132;
    let v134 = v61 * v119;
    let v135 = r10 * v134;
    let v136 = r11 * v135;
    let v139 = 4096 * r12 + 2048 * r13 + 1024 * r14 - 562949953142752;
    let v140 = beta * v139;
    let v141 = alpha - v140 - 255;
    let v142 = v136 * v141;
    let v143 = v65 * v135;
    let v144 = r12 * v143;
    let v146 = 0 - 2048 * r13 - 1024 * r14 - 562949954159648;
    let v147 = beta * v146;
    let v148 = alpha - v147;
    let v149 = v144 * v148;
    let v150 = v67 * v143;
    let v151 = 2048 * r13 + 1024 * r14 - 562949953134560;
    let v152 = beta * v151;
    let v153 = alpha - v152 - 255;
    let v154 = v150 * v153;
    let v155 = v63 * v134;
    let v156 = r11 * v155;
    let v157 = r12 * v156;
    let v158 = r13 * v157;
    let v159 = 1024 * r14 - 562949953130464;
    let v160 = beta * v159;
    let v161 = alpha - v160 - 255;
    let v162 = v158 * v161;
    let v163 = v69 * v157;
    let v164 = r14 * v163;
    let v165 = alpha + 562949953128416 * beta - 255;
    let v166 = v164 * v165;
    let v176 = alpha
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
        - v50
        - 562949953421312;
    let v177 = v54 * v176;
    let v178 = r8 * v97;
    let v179 = alpha - 32 * r9 - 16 * r10 - 8 * r11 - 4 * r12 - 2 * r13 - r14 - v50 + 32;
    let v180 = v178 * v179;
    let v181 = v59 * v97;
    let v182 = alpha
        + 281474976710592 * v114
        - 32 * r9
        - 16 * r10
        - 8 * r11
        - 4 * r12
        - 2 * r13
        - r14
        - v50
        - 281474976710624;
    let v183 = v181 * v182;
    let v184 = v27 + v30 + v34 + v39 + v40;
    let v185 = alpha * v184;
    let v186 = v76 + v88 + v93 + v107 + v118 + v128 + v133 + v142 + v149 + v154 + v162 + v166;
    let v187 = v49 * v186;
    let v188 = v55 + v78 + v89 + v97 + v109 + v121 + v129 + v136 + v144 + v150 + v158 + v164;
    let v189 = v49 * v188;
    let v190 = alpha - v50;
    let v191 = v184 * v190;
    let v192 = v177 + v180 + v183;
    let v193 = v49 * v192;
    let v194 = v54 + v178 + v181;
    let v195 = v49 * v194;
    Lookups {
        active: v27 + v30 + v34 + v39 + v40,
        on_first: v49,
        fixed_2: v185 + v187 - v27 - v30 - v34 - v39 - v40 - v189 + 1,
        fixed_1: v191 + v193 - v27 - v30 - v34 - v39 - v40 - v195 + 1,
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
    let v50 = 0 - g1 + 1;
    let v51 = g0 * v50;
    let v52 = g2 * v51;
    let v53 = g3 * v52;
    let v54 = 0 - g4 + 1;
    let v55 = v53 * v54;
    let v56 = 0 - g5 + 1;
    let v57 = v55 * v56;
    let v58 = 0 - g6 + 1;
    let v60 = 0 - g7 + 1;
    let v63 = 0 - g9 + 1;
    let v64 = g10 * v63;
    let v65 = g9 * g10;
    let v711 = g6 * v57;
    let v712 = v60 * v711;
    let v713 = 0 - g8 + 1;
    let v714 = v712 * v713;
    let v715 = 63 * v64 + 4095 * g9 + 258048 * v65 + 1;
    let v716 = v714 * v715;
    let v717 = g8 * v712;
    let v718 = v715 * v717;
    let v719 = g7 * v711;
    let v720 = v713 * v719;
    let v721 = v715 * v720;
    let v722 = g8 * v719;
    let v723 = v715 * v722;
    let v724 = g5 * v55;
    let v725 = v58 * v724;
    let v726 = v60 * v725;
    let v727 = v713 * v726;
    let v728 = v715 * v727;
    Known {
        value: v716 + v718 + v721 + v723 + v728,
        weights: 0,
        channels: array![].span(),
        rows: array![].span(),
        columns: array![].span(),
        items: array![].span(),
    }
}

pub fn opening(
    mut image: Span<felt252>,
    mut position: Span<felt252>,
    mut output_point: Span<felt252>,
    eta: felt252,
    mut sigma: Span<felt252>,
    gamma: felt252,
    zeta: felt252,
    packing: felt252,
    step: felt252,
    mut point: Span<felt252>,
    mut joined: Span<felt252>,
    mut last: Span<felt252>,
) -> felt252 {
    let [b0, b1, b2, b3, b4] = (*image.multi_pop_front::<5>().unwrap()).unbox();
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13, r14] = (*position
        .multi_pop_front::<15>()
        .unwrap())
        .unbox();
    let [o0, o1] = (*output_point.multi_pop_front::<2>().unwrap()).unbox();
    let [g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, g10] = (*sigma.multi_pop_front::<11>().unwrap())
        .unbox();
    let [u0, u1, u2, u3, u4, u5, u6, u7, u8, u9, u10, u11, u12, u13, u14] = (*point
        .multi_pop_front::<15>()
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
    let v34 = 0 - r0 + 1;
    let v35 = 0 - r1 + 1;
    let v36 = v34 * v35;
    let v37 = r1 * v34;
    let v38 = 0 - r2 + 1;
    let v39 = v37 * v38;
    let v40 = r0 * v35;
    let v41 = v38 * v40;
    let v42 = 0 - r3 + 1;
    let v43 = v41 * v42;
    let v44 = r3 * v41;
    let v45 = 0 - r4 + 1;
    let v46 = v44 * v45;
    let v47 = 0 - r5 + 1;
    let v48 = v46 * v47;
    let v49 = r2 * v37;
    let v50 = 0 - g1 + 1;
    let v51 = g0 * v50;
    let v52 = g2 * v51;
    let v53 = g3 * v52;
    let v54 = 0 - g4 + 1;
    let v55 = v53 * v54;
    let v56 = 0 - g5 + 1;
    let v57 = v55 * v56;
    let v58 = 0 - g6 + 1;
    let v59 = v57 * v58;
    let v60 = 0 - g7 + 1;
    let v61 = g8 * v60;
    let v62 = g7 * g8;
    let v63 = 0 - g9 + 1;
    let v64 = g10 * v63;
    let v65 = g9 * g10;
    let v66 = r6 * v47;
    let v67 = r5 * r6;
    let v68 = 0 - r5 - v66 + 1;
    let v69 = r7 * v68;
    let v70 = r7 * v66;
    let v71 = r5 - v67;
    let v72 = r7 * v71;
    let v73 = r7 * v67;
    let v74 = 0 - r5 - v66 - v69 + 1;
    let v75 = r8 * v74;
    let v76 = r8 * v69;
    let v77 = v66 - v70;
    let v78 = r8 * v77;
    let v79 = r8 * v70;
    let v80 = r5 - v67 - v72;
    let v81 = r8 * v80;
    let v82 = r8 * v72;
    let v83 = v67 - v73;
    let v84 = r8 * v83;
    let v85 = r8 * v73;
    let v86 = 0 - r5 - v66 - v69 - v75 + 1;
    let v87 = r9 * v86;
    let v88 = r9 * v75;
    let v89 = v69 - v76;
    let v90 = r9 * v89;
    let v91 = r9 * v76;
    let v92 = v66 - v70 - v78;
    let v93 = r9 * v92;
    let v94 = r9 * v78;
    let v95 = v70 - v79;
    let v96 = r9 * v95;
    let v97 = r9 * v79;
    let v98 = r5 - v67 - v72 - v81;
    let v99 = r9 * v98;
    let v100 = r9 * v81;
    let v101 = v72 - v82;
    let v102 = r9 * v101;
    let v103 = r9 * v82;
    let v104 = v67 - v73 - v84;
    let v105 = r9 * v104;
    let v106 = r9 * v84;
    let v107 = v73 - v85;
    let v108 = r9 * v107;
    let v109 = r9 * v85;
    let v110 = 0 - r10 + 1;
    let v111 = r11 * v110;
    let v112 = r10 * r11;
    let v113 = 0 - r10 - v111 + 1;
    let v114 = r12 * v113;
    let v115 = r12 * v111;
    let v116 = r10 - v112;
    let v117 = r12 * v116;
    let v118 = r12 * v112;
    let v119 = 0 - r10 - v111 - v114 + 1;
    let v120 = r13 * v119;
    let v121 = r13 * v114;
    let v122 = v111 - v115;
    let v123 = r13 * v122;
    let v124 = r13 * v115;
    let v125 = r10 - v112 - v117;
    let v126 = r13 * v125;
    let v127 = r13 * v117;
    let v128 = v112 - v118;
    let v129 = r13 * v128;
    let v130 = r13 * v118;
    let v131 = 0 - r10 - v111 - v114 - v120 + 1;
    let v132 = r14 * v131;
    let v133 = r14 * v120;
    let v134 = v114 - v121;
    let v135 = r14 * v134;
    let v136 = r14 * v121;
    let v137 = v111 - v115 - v123;
    let v138 = r14 * v137;
    let v139 = r14 * v123;
    let v140 = v115 - v124;
    let v141 = r14 * v140;
    let v142 = r14 * v124;
    let v143 = r10 - v112 - v117 - v126;
    let v144 = r14 * v143;
    let v145 = r14 * v126;
    let v146 = v117 - v127;
    let v147 = r14 * v146;
    let v148 = r14 * v127;
    let v149 = v112 - v118 - v129;
    let v150 = r14 * v149;
    let v151 = r14 * v129;
    let v152 = v118 - v130;
    let v153 = r14 * v152;
    let v154 = r14 * v130;
    let v155 = 0 - r5 - v66 - v69 - v75 - v87 + 1;
    let v156 = v61 * v155;
    let v157 = 0 - g7 - v61 + 1;
    let v158 = v87 * v157;
    let v159 = g7 - v62;
    let v160 = v155 * v159;
    let v161 = v61 * v87;
    let v162 = v75 - v88;
    let v163 = v157 * v162;
    let v164 = v87 * v159;
    let v165 = v61 * v162;
    let v166 = v88 * v157;
    let v167 = v159 * v162;
    let v168 = v61 * v88;
    let v169 = v69 - v76 - v90;
    let v170 = v157 * v169;
    let v171 = v88 * v159;
    let v172 = v61 * v169;
    let v173 = v90 * v157;
    let v174 = v159 * v169;
    let v175 = v61 * v90;
    let v176 = v76 - v91;
    let v177 = v157 * v176;
    let v178 = v90 * v159;
    let v179 = v61 * v176;
    let v180 = v91 * v157;
    let v181 = v159 * v176;
    let v182 = v61 * v91;
    let v183 = v66 - v70 - v78 - v93;
    let v184 = v157 * v183;
    let v185 = v91 * v159;
    let v186 = v61 * v183;
    let v187 = v93 * v157;
    let v188 = v159 * v183;
    let v189 = v61 * v93;
    let v190 = v78 - v94;
    let v191 = v157 * v190;
    let v192 = v93 * v159;
    let v193 = v61 * v190;
    let v194 = v94 * v157;
    let v195 = v159 * v190;
    let v196 = v61 * v94;
    let v197 = v70 - v79 - v96;
    let v198 = v157 * v197;
    let v199 = v94 * v159;
    let v200 = v61 * v197;
    let v201 = v96 * v157;
    let v202 = v159 * v197;
    let v203 = v61 * v96;
    let v204 = v79 - v97;
    let v205 = v157 * v204;
    let v206 = v96 * v159;
    let v207 = v61 * v204;
    let v208 = v97 * v157;
    let v209 = v159 * v204;
    let v210 = v61 * v97;
    let v211 = r5 - v67 - v72 - v81 - v99;
    let v212 = v157 * v211;
    let v213 = v97 * v159;
    let v214 = v61 * v211;
    let v215 = v99 * v157;
    let v216 = v159 * v211;
    let v217 = v61 * v99;
    let v218 = v81 - v100;
    let v219 = v157 * v218;
    let v220 = v99 * v159;
    let v221 = v61 * v218;
    let v222 = v100 * v157;
    let v223 = v159 * v218;
    let v224 = v61 * v100;
    let v225 = v72 - v82 - v102;
    let v226 = v157 * v225;
    let v227 = v100 * v159;
    let v228 = v61 * v225;
    let v229 = v102 * v157;
    let v230 = v159 * v225;
    let v231 = v61 * v102;
    let v232 = v82 - v103;
    let v233 = v157 * v232;
    let v234 = v102 * v159;
    let v235 = v61 * v232;
    let v236 = v103 * v157;
    let v237 = v159 * v232;
    let v238 = v61 * v103;
    let v239 = v67 - v73 - v84 - v105;
    let v240 = v157 * v239;
    let v241 = v103 * v159;
    let v242 = v61 * v239;
    let v243 = v105 * v157;
    let v244 = v159 * v239;
    let v245 = v61 * v105;
    let v246 = v84 - v106;
    let v247 = v157 * v246;
    let v248 = v105 * v159;
    let v249 = v61 * v246;
    let v250 = v106 * v157;
    let v251 = v159 * v246;
    let v252 = v61 * v106;
    let v253 = v73 - v85 - v108;
    let v254 = v157 * v253;
    let v255 = v106 * v159;
    let v256 = v61 * v253;
    let v257 = v108 * v157;
    let v258 = v159 * v253;
    let v259 = v61 * v108;
    let v260 = v85 - v109;
    let v261 = v157 * v260;
    let v262 = v108 * v159;
    let v263 = v61 * v260;
    let v264 = v109 * v157;
    let v265 = v159 * v260;
    let v266 = v61 * v109;
    let v267 = v109 * v159;
    let v268 = 0 - r10 - v111 - v114 - v120 - v132 + 1;
    let v269 = v64 * v268;
    let v270 = 0 - g9 - v64 + 1;
    let v271 = v132 * v270;
    let v272 = g9 - v65;
    let v273 = v268 * v272;
    let v274 = v64 * v132;
    let v275 = v120 - v133;
    let v276 = v270 * v275;
    let v277 = v132 * v272;
    let v278 = v64 * v275;
    let v279 = v133 * v270;
    let v280 = v272 * v275;
    let v281 = v64 * v133;
    let v282 = v114 - v121 - v135;
    let v283 = v270 * v282;
    let v284 = v133 * v272;
    let v285 = v64 * v282;
    let v286 = v135 * v270;
    let v287 = v272 * v282;
    let v288 = v64 * v135;
    let v289 = v121 - v136;
    let v290 = v270 * v289;
    let v291 = v135 * v272;
    let v292 = v64 * v289;
    let v293 = v136 * v270;
    let v294 = v272 * v289;
    let v295 = v64 * v136;
    let v296 = v111 - v115 - v123 - v138;
    let v297 = v270 * v296;
    let v298 = v136 * v272;
    let v299 = v64 * v296;
    let v300 = v138 * v270;
    let v301 = v272 * v296;
    let v302 = v64 * v138;
    let v303 = v123 - v139;
    let v304 = v270 * v303;
    let v305 = v138 * v272;
    let v306 = v64 * v303;
    let v307 = v139 * v270;
    let v308 = v272 * v303;
    let v309 = v64 * v139;
    let v310 = v115 - v124 - v141;
    let v311 = v270 * v310;
    let v312 = v139 * v272;
    let v313 = v64 * v310;
    let v314 = v141 * v270;
    let v315 = v272 * v310;
    let v316 = v64 * v141;
    let v317 = v124 - v142;
    let v318 = v270 * v317;
    let v319 = v141 * v272;
    let v320 = v64 * v317;
    let v321 = v142 * v270;
    let v322 = v272 * v317;
    let v323 = v64 * v142;
    let v324 = r10 - v112 - v117 - v126 - v144;
    let v325 = v270 * v324;
    let v326 = v142 * v272;
    let v327 = v64 * v324;
    let v328 = v144 * v270;
    let v329 = v272 * v324;
    let v330 = v64 * v144;
    let v331 = v126 - v145;
    let v332 = v270 * v331;
    let v333 = v144 * v272;
    let v334 = v64 * v331;
    let v335 = v145 * v270;
    let v336 = v272 * v331;
    let v337 = v64 * v145;
    let v338 = v117 - v127 - v147;
    let v339 = v270 * v338;
    let v340 = v145 * v272;
    let v341 = v64 * v338;
    let v342 = v147 * v270;
    let v343 = v272 * v338;
    let v344 = v64 * v147;
    let v345 = v127 - v148;
    let v346 = v270 * v345;
    let v347 = v147 * v272;
    let v348 = v64 * v345;
    let v349 = v148 * v270;
    let v350 = v272 * v345;
    let v351 = v64 * v148;
    let v352 = v112 - v118 - v129 - v150;
    let v353 = v270 * v352;
    let v354 = v148 * v272;
    let v355 = v64 * v352;
    let v356 = v150 * v270;
    let v357 = v272 * v352;
    let v358 = v64 * v150;
    let v359 = v129 - v151;
    let v360 = v270 * v359;
    let v361 = v150 * v272;
    let v362 = v64 * v359;
    let v363 = v151 * v270;
    let v364 = v272 * v359;
    let v365 = v64 * v151;
    let v366 = v118 - v130 - v153;
    let v367 = v270 * v366;
    let v368 = v151 * v272;
    let v369 = v64 * v366;
    let v370 = v153 * v270;
    let v371 = v272 * v366;
    let v372 = v64 * v153;
    let v373 = v130 - v154;
    let v374 = v270 * v373;
    let v375 = v153 * v272;
    let v376 = v64 * v373;
    let v377 = v154 * v270;
    let v378 = v272 * v373;
    let v379 = v64 * v154;
    let v380 = v154 * v272;
    let v381 = 0 - g3 + 1;
    let v382 = v52 * v381;
    let v383 = g5 * v54;
    let v384 = g4 * g5;
    let v385 = 0 - g4 - v383 + 1;
    let v386 = g6 * v385;
    let v387 = g6 * v383;
    let v388 = g4 - v384;
    let v389 = g6 * v388;
    let v390 = g6 * v384;
    let v391 = 0 - r7 + 1;
    let v392 = r8 * v391;
    let v393 = r7 * r8;
    let v394 = 0 - r7 - v392 + 1;
    let v395 = r9 * v394;
    let v396 = r9 * v392;
    let v397 = r7 - v393;
    let v398 = r9 * v397;
    let v399 = r9 * v393;
    let v400 = 0 - r7 - v392 - v395 + 1;
    let v401 = r10 * v400;
    let v402 = r10 * v395;
    let v403 = v392 - v396;
    let v404 = r10 * v403;
    let v405 = r10 * v396;
    let v406 = r7 - v393 - v398;
    let v407 = r10 * v406;
    let v408 = r10 * v398;
    let v409 = v393 - v399;
    let v410 = r10 * v409;
    let v411 = r10 * v399;
    let v412 = 0 - r11 + 1;
    let v413 = r12 * v412;
    let v414 = r11 * r12;
    let v415 = 0 - r11 - v413 + 1;
    let v416 = r13 * v415;
    let v417 = r13 * v413;
    let v418 = r11 - v414;
    let v419 = r13 * v418;
    let v420 = r13 * v414;
    let v421 = 0 - r11 - v413 - v416 + 1;
    let v422 = r14 * v421;
    let v423 = r14 * v416;
    let v424 = v413 - v417;
    let v425 = r14 * v424;
    let v426 = r14 * v417;
    let v427 = r11 - v414 - v419;
    let v428 = r14 * v427;
    let v429 = r14 * v419;
    let v430 = v414 - v420;
    let v431 = r14 * v430;
    let v432 = r14 * v420;
    let v433 = 0 - r7 - v392 - v395 - v401 + 1;
    let v434 = v61 * v433;
    let v435 = v157 * v401;
    let v436 = v159 * v433;
    let v437 = v61 * v401;
    let v438 = v395 - v402;
    let v439 = v157 * v438;
    let v440 = v159 * v401;
    let v441 = v61 * v438;
    let v442 = v157 * v402;
    let v443 = v159 * v438;
    let v444 = v61 * v402;
    let v445 = v392 - v396 - v404;
    let v446 = v157 * v445;
    let v447 = v159 * v402;
    let v448 = v61 * v445;
    let v449 = v157 * v404;
    let v450 = v159 * v445;
    let v451 = v61 * v404;
    let v452 = v396 - v405;
    let v453 = v157 * v452;
    let v454 = v159 * v404;
    let v455 = v61 * v452;
    let v456 = v157 * v405;
    let v457 = v159 * v452;
    let v458 = v61 * v405;
    let v459 = r7 - v393 - v398 - v407;
    let v460 = v157 * v459;
    let v461 = v159 * v405;
    let v462 = v61 * v459;
    let v463 = v157 * v407;
    let v464 = v159 * v459;
    let v465 = v61 * v407;
    let v466 = v398 - v408;
    let v467 = v157 * v466;
    let v468 = v159 * v407;
    let v469 = v61 * v466;
    let v470 = v157 * v408;
    let v471 = v159 * v466;
    let v472 = v61 * v408;
    let v473 = v393 - v399 - v410;
    let v474 = v157 * v473;
    let v475 = v159 * v408;
    let v476 = v61 * v473;
    let v477 = v157 * v410;
    let v478 = v159 * v473;
    let v479 = v61 * v410;
    let v480 = v399 - v411;
    let v481 = v157 * v480;
    let v482 = v159 * v410;
    let v483 = v61 * v480;
    let v484 = v157 * v411;
    let v485 = v159 * v480;
    let v486 = v61 * v411;
    let v487 = v159 * v411;
    let v488 = 0 - r11 - v413 - v416 - v422 + 1;
    let v489 = v64 * v488;
    let v490 = v270 * v422;
    let v491 = v272 * v488;
    let v492 = v64 * v422;
    let v493 = v416 - v423;
    let v494 = v270 * v493;
    let v495 = v272 * v422;
    let v496 = v64 * v493;
    let v497 = v270 * v423;
    let v498 = v272 * v493;
    let v499 = v64 * v423;
    let v500 = v413 - v417 - v425;
    let v501 = v270 * v500;
    let v502 = v272 * v423;
    let v503 = v64 * v500;
    let v504 = v270 * v425;
    let v505 = v272 * v500;
    let v506 = v64 * v425;
    let v507 = v417 - v426;
    let v508 = v270 * v507;
    let v509 = v272 * v425;
    let v510 = v64 * v507;
    let v511 = v270 * v426;
    let v512 = v272 * v507;
    let v513 = v64 * v426;
    let v514 = r11 - v414 - v419 - v428;
    let v515 = v270 * v514;
    let v516 = v272 * v426;
    let v517 = v64 * v514;
    let v518 = v270 * v428;
    let v519 = v272 * v514;
    let v520 = v64 * v428;
    let v521 = v419 - v429;
    let v522 = v270 * v521;
    let v523 = v272 * v428;
    let v524 = v64 * v521;
    let v525 = v270 * v429;
    let v526 = v272 * v521;
    let v527 = v64 * v429;
    let v528 = v414 - v420 - v431;
    let v529 = v270 * v528;
    let v530 = v272 * v429;
    let v531 = v64 * v528;
    let v532 = v270 * v431;
    let v533 = v272 * v528;
    let v534 = v64 * v431;
    let v535 = v420 - v432;
    let v536 = v270 * v535;
    let v537 = v272 * v431;
    let v538 = v64 * v535;
    let v539 = v270 * v432;
    let v540 = v272 * v535;
    let v541 = v64 * v432;
    let v542 = v272 * v432;
    let v543 = 0 - g2 + 1;
    let v544 = v51 * v543;
    let v545 = g4 * v381;
    let v546 = g3 * g4;
    let v547 = 0 - g3 - v545 + 1;
    let v548 = g5 * v547;
    let v549 = g5 * v545;
    let v550 = g3 - v546;
    let v551 = g5 * v550;
    let v552 = g5 * v546;
    let v553 = 0 - g3 - v545 - v548 + 1;
    let v554 = g6 * v553;
    let v555 = g6 * v548;
    let v556 = v545 - v549;
    let v557 = g6 * v556;
    let v558 = g6 * v549;
    let v559 = g3 - v546 - v551;
    let v560 = g6 * v559;
    let v561 = g6 * v551;
    let v562 = v546 - v552;
    let v563 = g6 * v562;
    let v564 = g6 * v552;
    let v565 = 0 - r9 + 1;
    let v566 = r10 * v565;
    let v567 = r9 * r10;
    let v568 = 0 - r9 - v566 + 1;
    let v569 = r11 * v568;
    let v570 = r11 * v566;
    let v571 = r9 - v567;
    let v572 = r11 * v571;
    let v573 = r11 * v567;
    let v574 = 0 - r12 + 1;
    let v575 = r13 * v574;
    let v576 = r12 * r13;
    let v577 = 0 - r12 - v575 + 1;
    let v578 = r14 * v577;
    let v579 = r14 * v575;
    let v580 = r12 - v576;
    let v581 = r14 * v580;
    let v582 = r14 * v576;
    let v583 = 0 - r9 - v566 - v569 + 1;
    let v584 = v61 * v583;
    let v585 = v157 * v569;
    let v586 = v159 * v583;
    let v587 = v61 * v569;
    let v588 = v566 - v570;
    let v589 = v157 * v588;
    let v590 = v159 * v569;
    let v591 = v61 * v588;
    let v592 = v157 * v570;
    let v593 = v159 * v588;
    let v594 = v61 * v570;
    let v595 = r9 - v567 - v572;
    let v596 = v157 * v595;
    let v597 = v159 * v570;
    let v598 = v61 * v595;
    let v599 = v157 * v572;
    let v600 = v159 * v595;
    let v601 = v61 * v572;
    let v602 = v567 - v573;
    let v603 = v157 * v602;
    let v604 = v159 * v572;
    let v605 = v61 * v602;
    let v606 = v157 * v573;
    let v607 = v159 * v602;
    let v608 = v61 * v573;
    let v609 = v159 * v573;
    let v610 = 0 - r12 - v575 - v578 + 1;
    let v611 = v64 * v610;
    let v612 = v270 * v578;
    let v613 = v272 * v610;
    let v614 = v64 * v578;
    let v615 = v575 - v579;
    let v616 = v270 * v615;
    let v617 = v272 * v578;
    let v618 = v64 * v615;
    let v619 = v270 * v579;
    let v620 = v272 * v615;
    let v621 = v64 * v579;
    let v622 = r12 - v576 - v581;
    let v623 = v270 * v622;
    let v624 = v272 * v579;
    let v625 = v64 * v622;
    let v626 = v270 * v581;
    let v627 = v272 * v622;
    let v628 = v64 * v581;
    let v629 = v576 - v582;
    let v630 = v270 * v629;
    let v631 = v272 * v581;
    let v632 = v64 * v629;
    let v633 = v270 * v582;
    let v634 = v272 * v629;
    let v635 = v64 * v582;
    let v636 = v272 * v582;
    let v637 = 0 - g0 + 1;
    let v638 = v50 * v637;
    let v639 = g3 * v543;
    let v640 = g2 * g3;
    let v641 = 0 - g2 - v639 + 1;
    let v642 = g4 * v641;
    let v643 = g4 * v639;
    let v644 = g2 - v640;
    let v645 = g4 * v644;
    let v646 = g4 * v640;
    let v647 = 0 - g2 - v639 - v642 + 1;
    let v648 = g5 * v647;
    let v649 = g5 * v642;
    let v650 = v639 - v643;
    let v651 = g5 * v650;
    let v652 = g5 * v643;
    let v653 = g2 - v640 - v645;
    let v654 = g5 * v653;
    let v655 = g5 * v645;
    let v656 = v640 - v646;
    let v657 = g5 * v656;
    let v658 = g5 * v646;
    let v659 = 0 - g2 - v639 - v642 - v648 + 1;
    let v660 = g6 * v659;
    let v661 = g6 * v648;
    let v662 = v642 - v649;
    let v663 = g6 * v662;
    let v664 = g6 * v649;
    let v665 = v639 - v643 - v651;
    let v666 = g6 * v665;
    let v667 = g6 * v651;
    let v668 = v643 - v652;
    let v669 = g6 * v668;
    let v670 = g6 * v652;
    let v671 = g2 - v640 - v645 - v654;
    let v672 = g6 * v671;
    let v673 = g6 * v654;
    let v674 = v645 - v655;
    let v675 = g6 * v674;
    let v676 = g6 * v655;
    let v677 = v640 - v646 - v657;
    let v678 = g6 * v677;
    let v679 = g6 * v657;
    let v680 = v646 - v658;
    let v681 = g6 * v680;
    let v682 = g6 * v658;
    let v683 = 0 - r13 + 1;
    let v684 = r14 * v683;
    let v685 = r13 * r14;
    let v686 = v61 * v415;
    let v687 = v157 * v413;
    let v688 = v159 * v415;
    let v689 = v61 * v413;
    let v690 = v157 * v418;
    let v691 = v159 * v413;
    let v692 = v61 * v418;
    let v693 = v157 * v414;
    let v694 = v159 * v418;
    let v695 = v61 * v414;
    let v696 = v159 * v414;
    let v697 = 0 - r13 - v684 + 1;
    let v698 = v64 * v697;
    let v699 = v270 * v684;
    let v700 = v272 * v697;
    let v701 = v64 * v684;
    let v702 = r13 - v685;
    let v703 = v270 * v702;
    let v704 = v272 * v684;
    let v705 = v64 * v702;
    let v706 = v270 * v685;
    let v707 = v272 * v702;
    let v708 = v64 * v685;
    let v709 = v272 * v685;
    let v710 = g1 * v637;
    let v715 = gamma * gamma;
    let v716 = gamma * v715;
    let v717 = v715 * v715;
    let v718 = gamma * v717;
    let v719 = v716 * v716;
    let v720 = gamma * v719;
    let v721 = v717 * v717;
    let v803 = 0 - u0 + 1;
    let v804 = 0 - u1 + 1;
    let v805 = v803 * v804;
    let v806 = 0 - u2 + 1;
    let v807 = v805 * v806;
    let v808 = 0 - u3 + 1;
    let v809 = v807 * v808;
    let v810 = 0 - u4 + 1;
    let v811 = v809 * v810;
    let v812 = b0 * u0;
    let v813 = b1 * u1;
    let v814 = 2 * v812 - b0 - u0 + 1;
    let v815 = 2 * v813 - b1 - u1 + 1;
    let v816 = v814 * v815;
    let v817 = b2 * u2;
    let v818 = 2 * v817 - b2 - u2 + 1;
    let v819 = v816 * v818;
    let v820 = b3 * u3;
    let v821 = 2 * v820 - b3 - u3 + 1;
    let v822 = v819 * v821;
    let v823 = b4 * u4;
    let v824 = 2 * v823 - b4 - u4 + 1;
    let v825 = v822 * v824;
    let v826 = v36 * gamma;
    let v827 = v39 * gamma;
    let v828 = v43 * gamma;
    let v829 = v48 * gamma;
    let v830 = v49 * gamma;
    let v831 = r0 * r1;
    let v832 = r2 * v831;
    let v833 = r3 * v832;
    let v834 = r4 * v833;
    let v835 = r5 * v834;
    let v836 = v715 * v835;
    let v837 = v47 * v834;
    let v838 = r6 * v837;
    let v839 = v715 * v838;
    let v840 = 0 - r6 + 1;
    let v841 = v837 * v840;
    let v842 = v715 * v841;
    let v843 = v45 * v833;
    let v844 = r5 * v843;
    let v845 = r6 * v844;
    let v846 = r7 * v845;
    let v847 = v715 * v846;
    let v848 = v391 * v845;
    let v849 = r8 * v848;
    let v850 = v715 * v849;
    let v851 = 0 - r8 + 1;
    let v852 = v848 * v851;
    let v853 = r9 * v852;
    let v854 = r10 * v853;
    let v855 = v715 * v854;
    let v856 = v110 * v853;
    let v857 = v715 * v856;
    let v858 = v565 * v852;
    let v859 = r10 * v858;
    let v860 = r11 * v859;
    let v861 = v715 * v860;
    let v862 = v412 * v859;
    let v863 = r12 * v862;
    let v864 = v715 * v863;
    let v865 = v574 * v862;
    let v866 = v715 * v865;
    let v867 = v110 * v858;
    let v868 = r11 * v867;
    let v869 = r12 * v868;
    let v870 = r13 * v869;
    let v871 = v715 * v870;
    let v872 = v683 * v869;
    let v873 = r14 * v872;
    let v874 = v715 * v873;
    let v875 = v716 * v834;
    let v876 = r8 * v846;
    let v877 = v716 * v876;
    let v878 = v846 * v851;
    let v879 = v716 * v878;
    let v880 = v59 * v717;
    let v881 = v382 * v717;
    let v882 = v544 * v717;
    let v883 = v638 * v717;
    let v884 = v710 * v717;
    let v886 = v49 * v720;
    let v887 = step * step;
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
    let v906 = step - 1;
    let v907 = u4 * v906;
    let v908 = v907 + 1;
    let v909 = v905 * v908;
    let v910 = v721 * u5;
    let v911 = v721 - v910;
    let v912 = v909 * v911;
    let v913 = f0 + 256 * f1;
    let v914 = v913 + 65536 * f2;
    let v915 = v914 + 16777216 * f3;
    let v916 = v915 + 4294967296 * f4;
    let v917 = v916 + 1099511627776 * f5;
    let v918 = v917 + 281474976710656 * f6;
    let v919 = v918 + 72057594037927936 * f7;
    let v920 = v919 + 0x10000000000000000 * f8;
    let v921 = v920 + 0x1000000000000000000 * f9;
    let v922 = v921 + 0x100000000000000000000 * f10;
    let v923 = v922 + 0x10000000000000000000000 * f11;
    let v924 = v923 + 0x1000000000000000000000000 * f12;
    let v925 = v924 + 0x100000000000000000000000000 * f13;
    let v926 = v925 + 0x10000000000000000000000000000 * f14;
    let v927 = v926 + 0x1000000000000000000000000000000 * f15;
    let v928 = v927 + 0x100000000000000000000000000000000 * f16;
    let v929 = v928 + 0x10000000000000000000000000000000000 * f17;
    let v930 = v929 + 0x1000000000000000000000000000000000000 * f18;
    let v931 = v930 + 0x100000000000000000000000000000000000000 * f19;
    let v932 = v931 + 0x10000000000000000000000000000000000000000 * f20;
    let v933 = v932 + 0x1000000000000000000000000000000000000000000 * f21;
    let v934 = v933 + 0x100000000000000000000000000000000000000000000 * f22;
    let v935 = v934 + 0x10000000000000000000000000000000000000000000000 * f23;
    let v936 = v935 + 0x1000000000000000000000000000000000000000000000000 * f24;
    let v937 = v936 + 0x100000000000000000000000000000000000000000000000000 * f25;
    let v938 = v937 + 0x10000000000000000000000000000000000000000000000000000 * f26;
    let v939 = v938 + 0x1000000000000000000000000000000000000000000000000000000 * f27;
    let v940 = v939 + 0x100000000000000000000000000000000000000000000000000000000 * f28;
    let v941 = v940 + 0x10000000000000000000000000000000000000000000000000000000000 * f29;
    let v942 = v941 + 0x1000000000000000000000000000000000000000000000000000000000000 * f30;
    let v943 = v942 + 0x100000000000000000000000000000000000000000000000000000000000000 * f31;
    let v944 = v943 - 0x220000000000000000000000000000000000000000000000020 * f32;
    let v945 = v944 - 0x22000000000000000000000000000000000000000000000002000 * f33;
    let v946 = v945 - 0x2200000000000000000000000000000000000000000000000200000 * f34;
    let v947 = v946 - 0x220000000000000000000000000000000000000000000000020000000 * f35;
    let v948 = v947 - 0x22000000000000000000000000000000000000000000000002000000000 * f36;
    let v949 = v948 - 0x2200000000000000000000000000000000000000000000000200000000000 * f37;
    let v950 = v949 - 0x220000000000000000000000000000000000000000000000020000000000000 * f38;
    let v951 = v950 + 0x483ffffffffffffffffffffffffffffffffe000000000000044 * f39;
    let v952 = v951 + 0x483ffffffffffffffffffffffffffffffffe00000000000004400 * f40;
    let v953 = v952 + 0x483ffffffffffffffffffffffffffffffffe0000000000000440000 * f41;
    let v954 = v953 + 0x483ffffffffffffffffffffffffffffffffe000000000000044000000 * f42;
    let v955 = v954 + 0x483ffffffffffffffffffffffffffffffffe00000000000004400000000 * f43;
    let v956 = v955 + 0x483ffffffffffffffffffffffffffffffffe0000000000000440000000000 * f44;
    let v957 = v956 - 0x37c000000000011000000000000000000001fffffffffffffbc000000000001 * f45;
    let v958 = v957 + 0x3fffffffffff66fffffffffffffffffffe000000000000043ffffffffffff70 * f46;
    let v959 = v958 - 0x9988000000000000000001fffffffffffffbc0000000000009080 * f47;
    let v960 = v959 - 0x9988000000000000000001fffffffffffffbc000000000000908000 * f48;
    let v961 = v960 - 0x9988000000000000000001fffffffffffffbc00000000000090800000 * f49;
    let v962 = v961 - 0x9988000000000000000001fffffffffffffbc0000000000009080000000 * f50;
    let v963 = v962 - 0x9988000000000000000001fffffffffffffbc000000000000908000000000 * f51;
    let v964 = v963 - 0x1987fffffffffef0000001fffffffffffffbc000000000000907fffffffffff * f52;
    let v965 = v964 - 0x7fffffffffeb9d00001fffffffffffffbc000000000000907ffffffffffecd * f53;
    let v966 = v965 + 0x14640fffe000000000000043ffffffffffff6f8000000000013310 * f54;
    let v967 = v966 + 0x14640fffe000000000000043ffffffffffff6f800000000001331000 * f55;
    let v968 = v967 + 0x14640fffe000000000000043ffffffffffff6f80000000000133100000 * f56;
    let v969 = v968 + 0x14640fffe000000000000043ffffffffffff6f8000000000013310000000 * f57;
    let v970 = v969 + 0x14640fffe000000000000043ffffffffffff6f800000000001331000000000 * f58;
    let v971 = v970 - 0x39bf00020000032ffffffbc000000000000907ffffffffffeccf00000000003 * f59;
    let v972 = v971 - 0x3f0002000002b5cffffbc000000000000907ffffffffffeccf000000000028d * f60;
    let v973 = v972 - 0x2000002b54a1ffbc000000000000907ffffffffffeccf000000000028c82 * f61;
    let v974 = v973 - 0x2000002b54a1ffbc000000000000907ffffffffffeccf000000000028c8200 * f62;
    let v975 = v974 - 0x2b54a1ff78000000000000907ffffffffffeccf000000000028c81fffc * f63;
    let v976 = 0 - u9 + 1;
    let v977 = u10 * v976;
    let v978 = u9 * u10;
    let v979 = 0 - u9 - v977 + 1;
    let v980 = u11 * v979;
    let v981 = u11 * v977;
    let v982 = u9 - v978;
    let v983 = u11 * v982;
    let v984 = u11 * v978;
    let v985 = 0 - u9 - v977 - v980 + 1;
    let v986 = u12 * v985;
    let v987 = u12 * v980;
    let v988 = v977 - v981;
    let v989 = u12 * v988;
    let v990 = u12 * v981;
    let v991 = u9 - v978 - v983;
    let v992 = u12 * v991;
    let v993 = u12 * v983;
    let v994 = v978 - v984;
    let v995 = u12 * v994;
    let v996 = u12 * v984;
    let v997 = 0 - u9 - v977 - v980 - v986 + 1;
    let v998 = u13 * v997;
    let v999 = u13 * v986;
    let v1000 = v980 - v987;
    let v1001 = u13 * v1000;
    let v1002 = u13 * v987;
    let v1003 = v977 - v981 - v989;
    let v1004 = u13 * v1003;
    let v1005 = u13 * v989;
    let v1006 = v981 - v990;
    let v1007 = u13 * v1006;
    let v1008 = u13 * v990;
    let v1009 = u9 - v978 - v983 - v992;
    let v1010 = u13 * v1009;
    let v1011 = u13 * v992;
    let v1012 = v983 - v993;
    let v1013 = u13 * v1012;
    let v1014 = u13 * v993;
    let v1015 = v978 - v984 - v995;
    let v1016 = u13 * v1015;
    let v1017 = u13 * v995;
    let v1018 = v984 - v996;
    let v1019 = u13 * v1018;
    let v1020 = u13 * v996;
    let v1021 = 0 - u9 - v977 - v980 - v986 - v998 + 1;
    let v1022 = u14 * v1021;
    let v1023 = u14 * v998;
    let v1024 = v986 - v999;
    let v1025 = u14 * v1024;
    let v1026 = u14 * v999;
    let v1027 = v980 - v987 - v1001;
    let v1028 = u14 * v1027;
    let v1029 = u14 * v1001;
    let v1030 = v987 - v1002;
    let v1031 = u14 * v1030;
    let v1032 = u14 * v1002;
    let v1033 = v977 - v981 - v989 - v1004;
    let v1034 = u14 * v1033;
    let v1035 = u14 * v1004;
    let v1036 = v989 - v1005;
    let v1037 = u14 * v1036;
    let v1038 = u14 * v1005;
    let v1039 = v981 - v990 - v1007;
    let v1040 = u14 * v1039;
    let v1041 = u14 * v1007;
    let v1042 = v990 - v1008;
    let v1043 = u14 * v1042;
    let v1044 = u14 * v1008;
    let v1045 = u9 - v978 - v983 - v992 - v1010;
    let v1046 = u14 * v1045;
    let v1047 = u14 * v1010;
    let v1048 = v992 - v1011;
    let v1049 = u14 * v1048;
    let v1050 = u14 * v1011;
    let v1051 = v983 - v993 - v1013;
    let v1052 = u14 * v1051;
    let v1053 = u14 * v1013;
    let v1054 = v993 - v1014;
    let v1055 = u14 * v1054;
    let v1056 = u14 * v1014;
    let v1057 = v978 - v984 - v995 - v1016;
    let v1058 = u14 * v1057;
    let v1059 = u14 * v1016;
    let v1060 = v995 - v1017;
    let v1061 = u14 * v1060;
    let v1062 = u14 * v1017;
    let v1063 = v984 - v996 - v1019;
    let v1064 = u14 * v1063;
    let v1065 = u14 * v1019;
    let v1066 = v996 - v1020;
    let v1067 = u14 * v1066;
    let v1068 = u14 * v1020;
    let v1069 = 0x8800000000000120fffffffffffffffffffffffffffffffff8 * v973
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8 * v942;
    let v1070 = packing * v1069;
    let v1071 = packing * packing;
    let v1072 = 0x88000000000001b1800000000001330ffffffffffffffffffc0 * v973
        - 0x88000000000001b1800000000001330ffffffffffffffffffc0 * v975;
    let v1073 = v1071 * v1072;
    let v1074 = v942 + v1070 + v1073;
    let v1075 = 0 - u9 - v977 - v980 - v986 - v998 - v1022 + 1;
    let v1076 = v1074 * v1075;
    let v1077 = 0x8800000000000120fffffffffffffffffffffffffffffffff80000 * v971
        - 0x8800000000000120fffffffffffffffffffffffffffffffff80000 * v940;
    let v1078 = packing * v1077;
    let v1079 = 0x88000000000001b1800000000001330ffffffffffffffffffc00000 * v971
        - 0x88000000000001b1800000000001330ffffffffffffffffffc00000 * v975;
    let v1080 = v1071 * v1079;
    let v1081 = 65536 * v940 + v1078 + v1080;
    let v1082 = v1022 * v1071;
    let v1083 = v1081 * v1082;
    let v1084 = 0x8800000000000120fffffffffffffffffffffffffffffffff800000000 * v969
        - 0x8800000000000120fffffffffffffffffffffffffffffffff800000000 * v938;
    let v1085 = packing * v1084;
    let v1086 = 0x88000000000001b1800000000001330ffffffffffffffffffc000000000 * v969
        - 0x88000000000001b1800000000001330ffffffffffffffffffc000000000 * v975;
    let v1087 = v1071 * v1086;
    let v1088 = 4294967296 * v938 + v1085 + v1087;
    let v1089 = packing * v1071;
    let v1090 = packing * v1089;
    let v1091 = v998 - v1023;
    let v1092 = v1090 * v1091;
    let v1093 = v1088 * v1092;
    let v1094 = 0x8800000000000120fffffffffffffffffffffffffffffffff8000000000000 * v967
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8000000000000 * v936;
    let v1095 = packing * v1094;
    let v1096 = 0x8000000000000a1800000000001330ffffffffffffffffffbfffffffffffff * v967
        - 0x8000000000000a1800000000001330ffffffffffffffffffbfffffffffffff * v975;
    let v1097 = v1071 * v1096;
    let v1098 = 281474976710656 * v936 + v1095 + v1097;
    let v1099 = packing * v1090;
    let v1100 = packing * v1099;
    let v1101 = v1023 * v1100;
    let v1102 = v1098 * v1101;
    let v1103 = 0x80000000000001100 * v934 - 0x80000000000001100 * v965;
    let v1104 = packing * v1103;
    let v1105 = 0x90800000000001330ffffffffffffffffffbffffffffffffef000 * v965
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef000 * v975;
    let v1106 = v1071 * v1105;
    let v1107 = 0x10000000000000000 * v934 + v1104 + v1106;
    let v1108 = packing * v1100;
    let v1109 = packing * v1108;
    let v1110 = v986 - v999 - v1025;
    let v1111 = v1109 * v1110;
    let v1112 = v1107 * v1111;
    let v1113 = 0x800000000000011000000 * v932 - 0x800000000000011000000 * v963;
    let v1114 = packing * v1113;
    let v1115 = 0x90800000000001330ffffffffffffffffffbffffffffffffef0000000 * v963
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef0000000 * v975;
    let v1116 = v1071 * v1115;
    let v1117 = 0x100000000000000000000 * v932 + v1114 + v1116;
    let v1118 = packing * v1109;
    let v1119 = packing * v1118;
    let v1120 = v1025 * v1119;
    let v1121 = v1117 * v1120;
    let v1122 = 0x8000000000000110000000000 * v930 - 0x8000000000000110000000000 * v961;
    let v1123 = packing * v1122;
    let v1124 = 0x90800000000001330ffffffffffffffffffbffffffffffffef00000000000 * v961
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef00000000000 * v975;
    let v1125 = v1071 * v1124;
    let v1126 = 0x1000000000000000000000000 * v930 + v1123 + v1125;
    let v1127 = packing * v1119;
    let v1128 = packing * v1127;
    let v1129 = v999 - v1026;
    let v1130 = v1128 * v1129;
    let v1131 = v1126 * v1130;
    let v1132 = 0x80000000000001100000000000000 * v928 - 0x80000000000001100000000000000 * v959;
    let v1133 = packing * v1132;
    let v1134 = 0x400000000000011000000000000121 * v975 - 0x400000000000011000000000000121 * v959;
    let v1135 = v1071 * v1134;
    let v1136 = 0x10000000000000000000000000000 * v928 + v1133 + v1135;
    let v1137 = packing * v1128;
    let v1138 = packing * v1137;
    let v1139 = v1026 * v1138;
    let v1140 = v1136 * v1139;
    let v1141 = 0x800000000000011000000000000000000 * v926
        - 0x800000000000011000000000000000000 * v957;
    let v1142 = packing * v1141;
    let v1143 = 0x4000000000000110000000000001210000 * v975
        - 0x4000000000000110000000000001210000 * v957;
    let v1144 = v1071 * v1143;
    let v1145 = 0x100000000000000000000000000000000 * v926 + v1142 + v1144;
    let v1146 = packing * v1138;
    let v1147 = packing * v1146;
    let v1148 = v980 - v987 - v1001 - v1028;
    let v1149 = v1147 * v1148;
    let v1150 = v1145 * v1149;
    let v1151 = 0x8000000000000110000000000000000000000 * v924
        - 0x8000000000000110000000000000000000000 * v955;
    let v1152 = packing * v1151;
    let v1153 = 0x40000000000001100000000000012100000000 * v975
        - 0x40000000000001100000000000012100000000 * v955;
    let v1154 = v1071 * v1153;
    let v1155 = 0x1000000000000000000000000000000000000 * v924 + v1152 + v1154;
    let v1156 = packing * v1147;
    let v1157 = packing * v1156;
    let v1158 = v1028 * v1157;
    let v1159 = v1155 * v1158;
    let v1160 = 0x80000000000001100000000000000000000000000 * v922
        - 0x80000000000001100000000000000000000000000 * v953;
    let v1161 = packing * v1160;
    let v1162 = 0x400000000000011000000000000121000000000000 * v975
        - 0x400000000000011000000000000121000000000000 * v953;
    let v1163 = v1071 * v1162;
    let v1164 = 0x10000000000000000000000000000000000000000 * v922 + v1161 + v1163;
    let v1165 = packing * v1157;
    let v1166 = packing * v1165;
    let v1167 = v1001 - v1029;
    let v1168 = v1166 * v1167;
    let v1169 = v1164 * v1168;
    let v1170 = 0x800000000000011000000000000000000000000000000 * v920
        - 0x800000000000011000000000000000000000000000000 * v951;
    let v1171 = packing * v1170;
    let v1172 = 0x4000000000000110000000000001210000000000000000 * v975
        - 0x4000000000000110000000000001210000000000000000 * v951;
    let v1173 = v1071 * v1172;
    let v1174 = 0x100000000000000000000000000000000000000000000 * v920 + v1171 + v1173;
    let v1175 = packing * v1166;
    let v1176 = packing * v1175;
    let v1177 = v1029 * v1176;
    let v1178 = v1174 * v1177;
    let v1179 = 0x8000000000000110000000000000000000000000000000000 * v918
        - 0x8000000000000110000000000000000000000000000000000 * v949;
    let v1180 = packing * v1179;
    let v1181 = 0x40000000000001100000000000012100000000000000000000 * v975
        - 0x40000000000001100000000000012100000000000000000000 * v949;
    let v1182 = v1071 * v1181;
    let v1183 = 0x1000000000000000000000000000000000000000000000000 * v918 + v1180 + v1182;
    let v1184 = packing * v1176;
    let v1185 = packing * v1184;
    let v1186 = v987 - v1002 - v1031;
    let v1187 = v1185 * v1186;
    let v1188 = v1183 * v1187;
    let v1189 = 0x80000000000001100000000000000000000000000000000000000 * v916
        - 0x80000000000001100000000000000000000000000000000000000 * v947;
    let v1190 = packing * v1189;
    let v1191 = 0x400000000000011000000000000121000000000000000000000000 * v975
        - 0x400000000000011000000000000121000000000000000000000000 * v947;
    let v1192 = v1071 * v1191;
    let v1193 = 0x10000000000000000000000000000000000000000000000000000 * v916 + v1190 + v1192;
    let v1194 = packing * v1185;
    let v1195 = packing * v1194;
    let v1196 = v1031 * v1195;
    let v1197 = v1193 * v1196;
    let v1198 = 0x800000000000011000000000000000000000000000000000000000000 * v914
        - 0x800000000000011000000000000000000000000000000000000000000 * v945;
    let v1199 = packing * v1198;
    let v1200 = 0x4000000000000110000000000001210000000000000000000000000000 * v975
        - 0x4000000000000110000000000001210000000000000000000000000000 * v945;
    let v1201 = v1071 * v1200;
    let v1202 = 0x100000000000000000000000000000000000000000000000000000000 * v914 + v1199 + v1201;
    let v1203 = packing * v1195;
    let v1204 = packing * v1203;
    let v1205 = v1002 - v1032;
    let v1206 = v1204 * v1205;
    let v1207 = v1202 * v1206;
    let v1208 = 0x8000000000000110000000000000000000000000000000000000000000000 * f0
        - 0x8000000000000110000000000000000000000000000000000000000000000 * v943;
    let v1209 = packing * v1208;
    let v1210 = 0x40000000000001100000000000012100000000000000000000000000000000 * v974
        - 0x40000000000001100000000000012100000000000000000000000000000000 * v943;
    let v1211 = v1071 * v1210;
    let v1212 = 0x20000000000000cc000000000001b1800000000001331000000000000000000 * v974
        - 0x20000000000000cc000000000001b1800000000001331000000000000000000 * v975;
    let v1213 = v1089 * v1212;
    let v1214 = 0x1000000000000000000000000000000000000000000000000000000000000 * f0
        + v1209
        + v1211
        + v1213;
    let v1215 = packing * v1204;
    let v1216 = packing * v1215;
    let v1217 = v1032 * v1216;
    let v1218 = v1214 * v1217;
    let v1219 = 0x8800000000000120fffffffffffffffffffffffffffffffff800 * v972
        - 0x8800000000000120fffffffffffffffffffffffffffffffff800 * v941;
    let v1220 = packing * v1219;
    let v1221 = 0x88000000000001b1800000000001330ffffffffffffffffffc000 * v972
        - 0x88000000000001b1800000000001330ffffffffffffffffffc000 * v975;
    let v1222 = v1071 * v1221;
    let v1223 = 256 * v941 + v1220 + v1222;
    let v1224 = packing * v1216;
    let v1225 = packing * v1224;
    let v1226 = packing * v1225;
    let v1227 = v977 - v981 - v989 - v1004 - v1034;
    let v1228 = v1226 * v1227;
    let v1229 = v1223 * v1228;
    let v1230 = 0x8800000000000120fffffffffffffffffffffffffffffffff8000000 * v970
        - 0x8800000000000120fffffffffffffffffffffffffffffffff8000000 * v939;
    let v1231 = packing * v1230;
    let v1232 = 0x88000000000001b1800000000001330ffffffffffffffffffc0000000 * v970
        - 0x88000000000001b1800000000001330ffffffffffffffffffc0000000 * v975;
    let v1233 = v1071 * v1232;
    let v1234 = 16777216 * v939 + v1231 + v1233;
    let v1235 = packing * v1226;
    let v1236 = packing * v1235;
    let v1237 = v1034 * v1236;
    let v1238 = v1234 * v1237;
    let v1239 = 0x8800000000000120fffffffffffffffffffffffffffffffff80000000000 * v968
        - 0x8800000000000120fffffffffffffffffffffffffffffffff80000000000 * v937;
    let v1240 = packing * v1239;
    let v1241 = 0x88000000000001b1800000000001330ffffffffffffffffffc00000000000 * v968
        - 0x88000000000001b1800000000001330ffffffffffffffffffc00000000000 * v975;
    let v1242 = v1071 * v1241;
    let v1243 = 1099511627776 * v937 + v1240 + v1242;
    let v1244 = packing * v1236;
    let v1245 = packing * v1244;
    let v1246 = v1004 - v1035;
    let v1247 = v1245 * v1246;
    let v1248 = v1243 * v1247;
    let v1249 = 576460752303423505 * v935 - 576460752303423505 * v966;
    let v1250 = packing * v1249;
    let v1251 = 0x90800000000001330ffffffffffffffffffbffffffffffffef0 * v966
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef0 * v975;
    let v1252 = v1071 * v1251;
    let v1253 = 72057594037927936 * v935 + v1250 + v1252;
    let v1254 = packing * v1245;
    let v1255 = packing * v1254;
    let v1256 = v1035 * v1255;
    let v1257 = v1253 * v1256;
    let v1258 = 0x8000000000000110000 * v933 - 0x8000000000000110000 * v964;
    let v1259 = packing * v1258;
    let v1260 = 0x90800000000001330ffffffffffffffffffbffffffffffffef00000 * v964
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef00000 * v975;
    let v1261 = v1071 * v1260;
    let v1262 = 0x1000000000000000000 * v933 + v1259 + v1261;
    let v1263 = packing * v1255;
    let v1264 = packing * v1263;
    let v1265 = v989 - v1005 - v1037;
    let v1266 = v1264 * v1265;
    let v1267 = v1262 * v1266;
    let v1268 = 0x80000000000001100000000 * v931 - 0x80000000000001100000000 * v962;
    let v1269 = packing * v1268;
    let v1270 = 0x90800000000001330ffffffffffffffffffbffffffffffffef000000000 * v962
        - 0x90800000000001330ffffffffffffffffffbffffffffffffef000000000 * v975;
    let v1271 = v1071 * v1270;
    let v1272 = 0x10000000000000000000000 * v931 + v1269 + v1271;
    let v1273 = packing * v1264;
    let v1274 = packing * v1273;
    let v1275 = v1037 * v1274;
    let v1276 = v1272 * v1275;
    let v1277 = 0x800000000000011000000000000 * v929 - 0x800000000000011000000000000 * v960;
    let v1278 = packing * v1277;
    let v1279 = 0x10800000000000230ffffffffffffffffffbffffffffffffeefffffffffffff * v960
        - 0x10800000000000230ffffffffffffffffffbffffffffffffeefffffffffffff * v975;
    let v1280 = v1071 * v1279;
    let v1281 = 0x100000000000000000000000000 * v929 + v1278 + v1280;
    let v1282 = packing * v1274;
    let v1283 = packing * v1282;
    let v1284 = v1005 - v1038;
    let v1285 = v1283 * v1284;
    let v1286 = v1281 * v1285;
    let v1287 = 0x8000000000000110000000000000000 * v927 - 0x8000000000000110000000000000000 * v958;
    let v1288 = packing * v1287;
    let v1289 = 0x40000000000001100000000000012100 * v975
        - 0x40000000000001100000000000012100 * v958;
    let v1290 = v1071 * v1289;
    let v1291 = 0x1000000000000000000000000000000 * v927 + v1288 + v1290;
    let v1292 = packing * v1283;
    let v1293 = packing * v1292;
    let v1294 = v1038 * v1293;
    let v1295 = v1291 * v1294;
    let v1296 = 0x80000000000001100000000000000000000 * v925
        - 0x80000000000001100000000000000000000 * v956;
    let v1297 = packing * v1296;
    let v1298 = 0x400000000000011000000000000121000000 * v975
        - 0x400000000000011000000000000121000000 * v956;
    let v1299 = v1071 * v1298;
    let v1300 = 0x10000000000000000000000000000000000 * v925 + v1297 + v1299;
    let v1301 = packing * v1293;
    let v1302 = packing * v1301;
    let v1303 = v981 - v990 - v1007 - v1040;
    let v1304 = v1302 * v1303;
    let v1305 = v1300 * v1304;
    let v1306 = 0x800000000000011000000000000000000000000 * v923
        - 0x800000000000011000000000000000000000000 * v954;
    let v1307 = packing * v1306;
    let v1308 = 0x4000000000000110000000000001210000000000 * v975
        - 0x4000000000000110000000000001210000000000 * v954;
    let v1309 = v1071 * v1308;
    let v1310 = 0x100000000000000000000000000000000000000 * v923 + v1307 + v1309;
    let v1311 = packing * v1302;
    let v1312 = packing * v1311;
    let v1313 = v1040 * v1312;
    let v1314 = v1310 * v1313;
    let v1315 = 0x8000000000000110000000000000000000000000000 * v921
        - 0x8000000000000110000000000000000000000000000 * v952;
    let v1316 = packing * v1315;
    let v1317 = 0x40000000000001100000000000012100000000000000 * v975
        - 0x40000000000001100000000000012100000000000000 * v952;
    let v1318 = v1071 * v1317;
    let v1319 = 0x1000000000000000000000000000000000000000000 * v921 + v1316 + v1318;
    let v1320 = packing * v1312;
    let v1321 = packing * v1320;
    let v1322 = v1007 - v1041;
    let v1323 = v1321 * v1322;
    let v1324 = v1319 * v1323;
    let v1325 = 0x80000000000001100000000000000000000000000000000 * v919
        - 0x80000000000001100000000000000000000000000000000 * v950;
    let v1326 = packing * v1325;
    let v1327 = 0x400000000000011000000000000121000000000000000000 * v975
        - 0x400000000000011000000000000121000000000000000000 * v950;
    let v1328 = v1071 * v1327;
    let v1329 = 0x10000000000000000000000000000000000000000000000 * v919 + v1326 + v1328;
    let v1330 = packing * v1321;
    let v1331 = packing * v1330;
    let v1332 = v1041 * v1331;
    let v1333 = v1329 * v1332;
    let v1334 = 0x800000000000011000000000000000000000000000000000000 * v917
        - 0x800000000000011000000000000000000000000000000000000 * v948;
    let v1335 = packing * v1334;
    let v1336 = 0x4000000000000110000000000001210000000000000000000000 * v975
        - 0x4000000000000110000000000001210000000000000000000000 * v948;
    let v1337 = v1071 * v1336;
    let v1338 = 0x100000000000000000000000000000000000000000000000000 * v917 + v1335 + v1337;
    let v1339 = packing * v1331;
    let v1340 = packing * v1339;
    let v1341 = v990 - v1008 - v1043;
    let v1342 = v1340 * v1341;
    let v1343 = v1338 * v1342;
    let v1344 = 0x8000000000000110000000000000000000000000000000000000000 * v915
        - 0x8000000000000110000000000000000000000000000000000000000 * v946;
    let v1345 = packing * v1344;
    let v1346 = 0x40000000000001100000000000012100000000000000000000000000 * v975
        - 0x40000000000001100000000000012100000000000000000000000000 * v946;
    let v1347 = v1071 * v1346;
    let v1348 = 0x1000000000000000000000000000000000000000000000000000000 * v915 + v1345 + v1347;
    let v1349 = packing * v1340;
    let v1350 = packing * v1349;
    let v1351 = v1043 * v1350;
    let v1352 = v1348 * v1351;
    let v1353 = 0x80000000000001100000000000000000000000000000000000000000000 * v913
        - 0x80000000000001100000000000000000000000000000000000000000000 * v944;
    let v1354 = packing * v1353;
    let v1355 = 0x400000000000011000000000000121000000000000000000000000000000 * v975
        - 0x400000000000011000000000000121000000000000000000000000000000 * v944;
    let v1356 = v1071 * v1355;
    let v1357 = 0x10000000000000000000000000000000000000000000000000000000000 * v913
        + v1354
        + v1356;
    let v1358 = packing * v1350;
    let v1359 = packing * v1358;
    let v1360 = v1008 - v1044;
    let v1361 = v1359 * v1360;
    let v1362 = v1357 * v1361;
    let v1363 = packing * v1359;
    let v1364 = packing * v1363;
    let v1365 = packing * v1364;
    let v1366 = v1044 * v1365;
    let v1367 = v1074 * v1366;
    let v1368 = packing * v1365;
    let v1369 = packing * v1368;
    let v1370 = u9 - v978 - v983 - v992 - v1010 - v1046;
    let v1371 = v1369 * v1370;
    let v1372 = v1081 * v1371;
    let v1373 = packing * v1369;
    let v1374 = packing * v1373;
    let v1375 = v1046 * v1374;
    let v1376 = v1088 * v1375;
    let v1377 = packing * v1374;
    let v1378 = packing * v1377;
    let v1379 = v1010 - v1047;
    let v1380 = v1378 * v1379;
    let v1381 = v1098 * v1380;
    let v1382 = packing * v1378;
    let v1383 = packing * v1382;
    let v1384 = v1047 * v1383;
    let v1385 = v1107 * v1384;
    let v1386 = packing * v1383;
    let v1387 = packing * v1386;
    let v1388 = v992 - v1011 - v1049;
    let v1389 = v1387 * v1388;
    let v1390 = v1117 * v1389;
    let v1391 = packing * v1387;
    let v1392 = packing * v1391;
    let v1393 = v1049 * v1392;
    let v1394 = v1126 * v1393;
    let v1395 = packing * v1392;
    let v1396 = packing * v1395;
    let v1397 = v1011 - v1050;
    let v1398 = v1396 * v1397;
    let v1399 = v1136 * v1398;
    let v1400 = packing * v1396;
    let v1401 = packing * v1400;
    let v1402 = v1050 * v1401;
    let v1403 = v1145 * v1402;
    let v1404 = packing * v1401;
    let v1405 = packing * v1404;
    let v1406 = v983 - v993 - v1013 - v1052;
    let v1407 = v1405 * v1406;
    let v1408 = v1155 * v1407;
    let v1409 = packing * v1405;
    let v1410 = packing * v1409;
    let v1411 = v1052 * v1410;
    let v1412 = v1164 * v1411;
    let v1413 = packing * v1410;
    let v1414 = packing * v1413;
    let v1415 = v1013 - v1053;
    let v1416 = v1414 * v1415;
    let v1417 = v1174 * v1416;
    let v1418 = packing * v1414;
    let v1419 = packing * v1418;
    let v1420 = v1053 * v1419;
    let v1421 = v1183 * v1420;
    let v1422 = packing * v1419;
    let v1423 = packing * v1422;
    let v1424 = v993 - v1014 - v1055;
    let v1425 = v1423 * v1424;
    let v1426 = v1193 * v1425;
    let v1427 = packing * v1423;
    let v1428 = packing * v1427;
    let v1429 = v1055 * v1428;
    let v1430 = v1202 * v1429;
    let v1431 = packing * v1428;
    let v1432 = packing * v1431;
    let v1433 = v1014 - v1056;
    let v1434 = v1432 * v1433;
    let v1435 = v1214 * v1434;
    let v1436 = packing * v1432;
    let v1437 = packing * v1436;
    let v1438 = packing * v1437;
    let v1439 = v1056 * v1438;
    let v1440 = v1223 * v1439;
    let v1441 = packing * v1438;
    let v1442 = packing * v1441;
    let v1443 = v978 - v984 - v995 - v1016 - v1058;
    let v1444 = v1442 * v1443;
    let v1445 = v1234 * v1444;
    let v1446 = packing * v1442;
    let v1447 = packing * v1446;
    let v1448 = v1058 * v1447;
    let v1449 = v1243 * v1448;
    let v1450 = packing * v1447;
    let v1451 = packing * v1450;
    let v1452 = v1016 - v1059;
    let v1453 = v1451 * v1452;
    let v1454 = v1253 * v1453;
    let v1455 = packing * v1451;
    let v1456 = packing * v1455;
    let v1457 = v1059 * v1456;
    let v1458 = v1262 * v1457;
    let v1459 = packing * v1456;
    let v1460 = packing * v1459;
    let v1461 = v995 - v1017 - v1061;
    let v1462 = v1460 * v1461;
    let v1463 = v1272 * v1462;
    let v1464 = packing * v1460;
    let v1465 = packing * v1464;
    let v1466 = v1061 * v1465;
    let v1467 = v1281 * v1466;
    let v1468 = packing * v1465;
    let v1469 = packing * v1468;
    let v1470 = v1017 - v1062;
    let v1471 = v1469 * v1470;
    let v1472 = v1291 * v1471;
    let v1473 = packing * v1469;
    let v1474 = packing * v1473;
    let v1475 = v1062 * v1474;
    let v1476 = v1300 * v1475;
    let v1477 = packing * v1474;
    let v1478 = packing * v1477;
    let v1479 = v984 - v996 - v1019 - v1064;
    let v1480 = v1478 * v1479;
    let v1481 = v1310 * v1480;
    let v1482 = packing * v1478;
    let v1483 = packing * v1482;
    let v1484 = v1064 * v1483;
    let v1485 = v1319 * v1484;
    let v1486 = packing * v1483;
    let v1487 = packing * v1486;
    let v1488 = v1019 - v1065;
    let v1489 = v1487 * v1488;
    let v1490 = v1329 * v1489;
    let v1491 = packing * v1487;
    let v1492 = packing * v1491;
    let v1493 = v1065 * v1492;
    let v1494 = v1338 * v1493;
    let v1495 = packing * v1492;
    let v1496 = packing * v1495;
    let v1497 = v996 - v1020 - v1067;
    let v1498 = v1496 * v1497;
    let v1499 = v1348 * v1498;
    let v1500 = packing * v1496;
    let v1501 = packing * v1500;
    let v1502 = v1067 * v1501;
    let v1503 = v1357 * v1502;
    let v1504 = packing * v1501;
    let v1505 = packing * v1504;
    let v1506 = packing * v1505;
    let v1507 = v1020 - v1068;
    let v1508 = v1506 * v1507;
    let v1509 = v1074 * v1508;
    let v1510 = packing * v1506;
    let v1511 = packing * v1510;
    let v1512 = v1068 * v1511;
    let v1513 = v1081 * v1512;
    let v1514 = 0 - u6 + 1;
    let v1515 = u7 * v1514;
    let v1516 = u8 * v1515;
    let v1517 = v1076
        + v1083
        + v1093
        + v1102
        + v1112
        + v1121
        + v1131
        + v1140
        + v1150
        + v1159
        + v1169
        + v1178
        + v1188
        + v1197
        + v1207
        + v1218
        + v1229
        + v1238
        + v1248
        + v1257
        + v1267
        + v1276
        + v1286
        + v1295
        + v1305
        + v1314
        + v1324
        + v1333
        + v1343
        + v1352
        + v1362
        + v1367
        + v1372
        + v1376
        + v1381
        + v1385
        + v1390
        + v1394
        + v1399
        + v1403
        + v1408
        + v1412
        + v1417
        + v1421
        + v1426
        + v1430
        + v1435
        + v1440
        + v1445
        + v1449
        + v1454
        + v1458
        + v1463
        + v1467
        + v1472
        + v1476
        + v1481
        + v1485
        + v1490
        + v1494
        + v1499
        + v1503
        + v1509
        + v1513;
    let v1518 = v1516 * v1517;
    let v1519 = v912 * v1518;
    let v1520 = v826 - v36;
    let v1521 = u5 * v1520;
    let v1522 = v36 + v1521;
    let v1523 = v825 * v1522;
    let v1524 = 0 - u7 + 1;
    let v1525 = v1514 * v1524;
    let v1526 = 2 * r2 - 1;
    let v1527 = u8 * v1526;
    let v1528 = v1527 - r2 + 1;
    let v1529 = v1525 * v1528;
    let v1530 = 2 * r3 - 1;
    let v1531 = u9 * v1530;
    let v1532 = v1531 - r3 + 1;
    let v1533 = v1529 * v1532;
    let v1534 = 2 * r4 - 1;
    let v1535 = u10 * v1534;
    let v1536 = v1535 - r4 + 1;
    let v1537 = v1533 * v1536;
    let v1538 = 2 * r5 - 1;
    let v1539 = u11 * v1538;
    let v1540 = v1539 - r5 + 1;
    let v1541 = v1537 * v1540;
    let v1542 = 2 * r6 - 1;
    let v1543 = u12 * v1542;
    let v1544 = v1543 - r6 + 1;
    let v1545 = v1541 * v1544;
    let v1546 = 2 * r7 - 1;
    let v1547 = u13 * v1546;
    let v1548 = v1547 - r7 + 1;
    let v1549 = v1545 * v1548;
    let v1550 = 2 * r8 - 1;
    let v1551 = u14 * v1550;
    let v1552 = v1551 - r8 + 1;
    let v1553 = v1549 * v1552;
    let v1554 = f1 - f0;
    let v1555 = r14 * v1554;
    let v1556 = f3 - f2;
    let v1557 = r14 * v1556;
    let v1558 = f5 - f4;
    let v1559 = r14 * v1558;
    let v1560 = f7 - f6;
    let v1561 = r14 * v1560;
    let v1562 = f9 - f8;
    let v1563 = r14 * v1562;
    let v1564 = f11 - f10;
    let v1565 = r14 * v1564;
    let v1566 = f13 - f12;
    let v1567 = r14 * v1566;
    let v1568 = f15 - f14;
    let v1569 = r14 * v1568;
    let v1570 = f17 - f16;
    let v1571 = r14 * v1570;
    let v1572 = f19 - f18;
    let v1573 = r14 * v1572;
    let v1574 = f21 - f20;
    let v1575 = r14 * v1574;
    let v1576 = f23 - f22;
    let v1577 = r14 * v1576;
    let v1578 = f25 - f24;
    let v1579 = r14 * v1578;
    let v1580 = f27 - f26;
    let v1581 = r14 * v1580;
    let v1582 = f29 - f28;
    let v1583 = r14 * v1582;
    let v1584 = f31 - f30;
    let v1585 = r14 * v1584;
    let v1586 = f33 - f32;
    let v1587 = r14 * v1586;
    let v1588 = f35 - f34;
    let v1589 = r14 * v1588;
    let v1590 = f37 - f36;
    let v1591 = r14 * v1590;
    let v1592 = f39 - f38;
    let v1593 = r14 * v1592;
    let v1594 = f41 - f40;
    let v1595 = r14 * v1594;
    let v1596 = f43 - f42;
    let v1597 = r14 * v1596;
    let v1598 = f45 - f44;
    let v1599 = r14 * v1598;
    let v1600 = f47 - f46;
    let v1601 = r14 * v1600;
    let v1602 = f49 - f48;
    let v1603 = r14 * v1602;
    let v1604 = f51 - f50;
    let v1605 = r14 * v1604;
    let v1606 = f53 - f52;
    let v1607 = r14 * v1606;
    let v1608 = f55 - f54;
    let v1609 = r14 * v1608;
    let v1610 = f57 - f56;
    let v1611 = r14 * v1610;
    let v1612 = f59 - f58;
    let v1613 = r14 * v1612;
    let v1614 = f61 - f60;
    let v1615 = r14 * v1614;
    let v1616 = f63 - f62;
    let v1617 = r14 * v1616;
    let v1618 = f2 + v1557 - f0 - v1555;
    let v1619 = r13 * v1618;
    let v1620 = f6 + v1561 - f4 - v1559;
    let v1621 = r13 * v1620;
    let v1622 = f10 + v1565 - f8 - v1563;
    let v1623 = r13 * v1622;
    let v1624 = f14 + v1569 - f12 - v1567;
    let v1625 = r13 * v1624;
    let v1626 = f18 + v1573 - f16 - v1571;
    let v1627 = r13 * v1626;
    let v1628 = f22 + v1577 - f20 - v1575;
    let v1629 = r13 * v1628;
    let v1630 = f26 + v1581 - f24 - v1579;
    let v1631 = r13 * v1630;
    let v1632 = f30 + v1585 - f28 - v1583;
    let v1633 = r13 * v1632;
    let v1634 = f34 + v1589 - f32 - v1587;
    let v1635 = r13 * v1634;
    let v1636 = f38 + v1593 - f36 - v1591;
    let v1637 = r13 * v1636;
    let v1638 = f42 + v1597 - f40 - v1595;
    let v1639 = r13 * v1638;
    let v1640 = f46 + v1601 - f44 - v1599;
    let v1641 = r13 * v1640;
    let v1642 = f50 + v1605 - f48 - v1603;
    let v1643 = r13 * v1642;
    let v1644 = f54 + v1609 - f52 - v1607;
    let v1645 = r13 * v1644;
    let v1646 = f58 + v1613 - f56 - v1611;
    let v1647 = r13 * v1646;
    let v1648 = f62 + v1617 - f60 - v1615;
    let v1649 = r13 * v1648;
    let v1650 = f4 + v1559 + v1621 - f0 - v1555 - v1619;
    let v1651 = r12 * v1650;
    let v1652 = f12 + v1567 + v1625 - f8 - v1563 - v1623;
    let v1653 = r12 * v1652;
    let v1654 = f20 + v1575 + v1629 - f16 - v1571 - v1627;
    let v1655 = r12 * v1654;
    let v1656 = f28 + v1583 + v1633 - f24 - v1579 - v1631;
    let v1657 = r12 * v1656;
    let v1658 = f36 + v1591 + v1637 - f32 - v1587 - v1635;
    let v1659 = r12 * v1658;
    let v1660 = f44 + v1599 + v1641 - f40 - v1595 - v1639;
    let v1661 = r12 * v1660;
    let v1662 = f52 + v1607 + v1645 - f48 - v1603 - v1643;
    let v1663 = r12 * v1662;
    let v1664 = f60 + v1615 + v1649 - f56 - v1611 - v1647;
    let v1665 = r12 * v1664;
    let v1666 = f8 + v1563 + v1623 + v1653 - f0 - v1555 - v1619 - v1651;
    let v1667 = r11 * v1666;
    let v1668 = f24 + v1579 + v1631 + v1657 - f16 - v1571 - v1627 - v1655;
    let v1669 = r11 * v1668;
    let v1670 = f40 + v1595 + v1639 + v1661 - f32 - v1587 - v1635 - v1659;
    let v1671 = r11 * v1670;
    let v1672 = f56 + v1611 + v1647 + v1665 - f48 - v1603 - v1643 - v1663;
    let v1673 = r11 * v1672;
    let v1674 = f16 + v1571 + v1627 + v1655 + v1669 - f0 - v1555 - v1619 - v1651 - v1667;
    let v1675 = r10 * v1674;
    let v1676 = f48 + v1603 + v1643 + v1663 + v1673 - f32 - v1587 - v1635 - v1659 - v1671;
    let v1677 = r10 * v1676;
    let v1678 = f32
        + v1587
        + v1635
        + v1659
        + v1671
        + v1677
        - f0
        - v1555
        - v1619
        - v1651
        - v1667
        - v1675;
    let v1679 = r9 * v1678;
    let v1680 = f0 + v1555 + v1619 + v1651 + v1667 + v1675 + v1679;
    let v1681 = v1553 * v1680;
    let v1682 = v1523 * v1681;
    let v1683 = v827 - v39;
    let v1684 = u5 * v1683;
    let v1685 = v39 + v1684;
    let v1686 = v825 * v1685;
    let v1687 = 0 - u8 + 1;
    let v1688 = v1515 * v1687;
    let v1689 = v1532 * v1688;
    let v1690 = v1536 * v1689;
    let v1691 = v1540 * v1690;
    let v1692 = v1544 * v1691;
    let v1693 = v1548 * v1692;
    let v1694 = v1552 * v1693;
    let v1695 = v1680 * v1694;
    let v1696 = v1686 * v1695;
    let v1697 = v828 - v43;
    let v1698 = u5 * v1697;
    let v1699 = v43 + v1698;
    let v1700 = v825 * v1699;
    let v1701 = u6 * v1524;
    let v1702 = v1687 * v1701;
    let v1703 = v976 * v1702;
    let v1704 = v1536 * v1703;
    let v1705 = v1540 * v1704;
    let v1706 = v1544 * v1705;
    let v1707 = v1548 * v1706;
    let v1708 = v1552 * v1707;
    let v1709 = v1680 * v1708;
    let v1710 = v1700 * v1709;
    let v1711 = v829 - v48;
    let v1712 = u5 * v1711;
    let v1713 = v48 + v1712;
    let v1714 = v825 * v1713;
    let v1715 = u9 * v1702;
    let v1716 = 0 - u10 + 1;
    let v1717 = v1715 * v1716;
    let v1718 = 0 - u11 + 1;
    let v1719 = v1717 * v1718;
    let v1720 = v1544 * v1719;
    let v1721 = v1548 * v1720;
    let v1722 = v1552 * v1721;
    let v1723 = v1680 * v1722;
    let v1724 = v1714 * v1723;
    let v1725 = v830 - v49;
    let v1726 = u5 * v1725;
    let v1727 = v49 + v1726;
    let v1728 = v825 * v1727;
    let v1729 = v1516 * v1532;
    let v1730 = v1536 * v1729;
    let v1731 = v1540 * v1730;
    let v1732 = v1544 * v1731;
    let v1733 = v1548 * v1732;
    let v1734 = v1552 * v1733;
    let v1735 = v1680 * v1734;
    let v1736 = v1728 * v1735;
    let v1737 = u5 * v836;
    let v1738 = v836 - v1737;
    let v1739 = v811 * v1738;
    let v1740 = u6 * u7;
    let v1741 = u8 * v1740;
    let v1742 = u9 * v1741;
    let v1743 = u10 * v1742;
    let v1744 = u11 * v1743;
    let v1745 = v1544 * v1744;
    let v1746 = v1548 * v1745;
    let v1747 = v1552 * v1746;
    let v1748 = v1680 * v1747;
    let v1749 = v1739 * v1748;
    let v1750 = u5 * v839;
    let v1751 = v839 - v1750;
    let v1752 = v811 * v1751;
    let v1753 = v1718 * v1743;
    let v1754 = u12 * v1753;
    let v1755 = v1548 * v1754;
    let v1756 = v1552 * v1755;
    let v1757 = v1680 * v1756;
    let v1758 = v1752 * v1757;
    let v1759 = u5 * v842;
    let v1760 = v842 - v1759;
    let v1761 = v811 * v1760;
    let v1762 = 0 - u12 + 1;
    let v1763 = v1753 * v1762;
    let v1764 = v1548 * v1763;
    let v1765 = v1552 * v1764;
    let v1766 = v1680 * v1765;
    let v1767 = v1761 * v1766;
    let v1768 = u5 * v847;
    let v1769 = v847 - v1768;
    let v1770 = v811 * v1769;
    let v1771 = v1716 * v1742;
    let v1772 = u11 * v1771;
    let v1773 = u12 * v1772;
    let v1774 = u13 * v1773;
    let v1775 = v1552 * v1774;
    let v1776 = v1680 * v1775;
    let v1777 = v1770 * v1776;
    let v1778 = u5 * v850;
    let v1779 = v850 - v1778;
    let v1780 = v811 * v1779;
    let v1781 = 0 - u13 + 1;
    let v1782 = v1773 * v1781;
    let v1783 = u14 * v1782;
    let v1784 = v1680 * v1783;
    let v1785 = v1780 * v1784;
    let v1786 = u5 * v855;
    let v1787 = v855 - v1786;
    let v1788 = v811 * v1787;
    let v1789 = 0 - u14 + 1;
    let v1790 = v1782 * v1789;
    let v1791 = f48 + v1603 + v1643 + v1663 + v1673;
    let v1792 = v1790 * v1791;
    let v1793 = v1788 * v1792;
    let v1794 = u5 * v857;
    let v1795 = v857 - v1794;
    let v1796 = v811 * v1795;
    let v1797 = f32 + v1587 + v1635 + v1659 + v1671;
    let v1798 = v1790 * v1797;
    let v1799 = v1796 * v1798;
    let v1800 = u5 * v861;
    let v1801 = v861 - v1800;
    let v1802 = v811 * v1801;
    let v1803 = f24 + v1579 + v1631 + v1657;
    let v1804 = v1790 * v1803;
    let v1805 = v1802 * v1804;
    let v1806 = u5 * v864;
    let v1807 = v864 - v1806;
    let v1808 = v811 * v1807;
    let v1809 = f20 + v1575 + v1629;
    let v1810 = v1790 * v1809;
    let v1811 = v1808 * v1810;
    let v1812 = u5 * v866;
    let v1813 = v866 - v1812;
    let v1814 = v811 * v1813;
    let v1815 = f16 + v1571 + v1627;
    let v1816 = v1790 * v1815;
    let v1817 = v1814 * v1816;
    let v1818 = u5 * v871;
    let v1819 = v871 - v1818;
    let v1820 = v811 * v1819;
    let v1821 = f14 + v1569;
    let v1822 = v1790 * v1821;
    let v1823 = v1820 * v1822;
    let v1824 = u5 * v874;
    let v1825 = v874 - v1824;
    let v1826 = v811 * v1825;
    let v1827 = f13 * v1790;
    let v1828 = v1826 * v1827;
    let v1829 = u5 * v875;
    let v1830 = v811 * v1829;
    let v1831 = v1540 * v1743;
    let v1832 = v1544 * v1831;
    let v1833 = v1548 * v1832;
    let v1834 = v1552 * v1833;
    let v1835 = v1680 * v1834;
    let v1836 = v1830 * v1835;
    let v1837 = u5 * v877;
    let v1838 = v811 * v1837;
    let v1839 = u14 * v1774;
    let v1840 = v1680 * v1839;
    let v1841 = v1838 * v1840;
    let v1842 = u5 * v879;
    let v1843 = v811 * v1842;
    let v1844 = v1774 * v1789;
    let v1845 = v1680 * v1844;
    let v1846 = v1843 * v1845;
    let v1847 = u5 * v880;
    let v1848 = v880 - v1847;
    let v1849 = v825 * v1848;
    let v1850 = v214 - v156;
    let v1851 = u9 * v1850;
    let v1852 = v215 + v216 - v158 - v160;
    let v1853 = u9 * v1852;
    let v1854 = v217 - v161;
    let v1855 = u9 * v1854;
    let v1856 = v219 + v220 - v163 - v164;
    let v1857 = u9 * v1856;
    let v1858 = v221 - v165;
    let v1859 = u9 * v1858;
    let v1860 = v222 + v223 - v166 - v167;
    let v1861 = u9 * v1860;
    let v1862 = v224 - v168;
    let v1863 = u9 * v1862;
    let v1864 = v226 + v227 - v170 - v171;
    let v1865 = u9 * v1864;
    let v1866 = v228 - v172;
    let v1867 = u9 * v1866;
    let v1868 = v229 + v230 - v173 - v174;
    let v1869 = u9 * v1868;
    let v1870 = v231 - v175;
    let v1871 = u9 * v1870;
    let v1872 = v233 + v234 - v177 - v178;
    let v1873 = u9 * v1872;
    let v1874 = v235 - v179;
    let v1875 = u9 * v1874;
    let v1876 = v236 + v237 - v180 - v181;
    let v1877 = u9 * v1876;
    let v1878 = v238 - v182;
    let v1879 = u9 * v1878;
    let v1880 = v240 + v241 - v184 - v185;
    let v1881 = u9 * v1880;
    let v1882 = v242 - v186;
    let v1883 = u9 * v1882;
    let v1884 = v243 + v244 - v187 - v188;
    let v1885 = u9 * v1884;
    let v1886 = v245 - v189;
    let v1887 = u9 * v1886;
    let v1888 = v247 + v248 - v191 - v192;
    let v1889 = u9 * v1888;
    let v1890 = v249 - v193;
    let v1891 = u9 * v1890;
    let v1892 = v250 + v251 - v194 - v195;
    let v1893 = u9 * v1892;
    let v1894 = v252 - v196;
    let v1895 = u9 * v1894;
    let v1896 = v254 + v255 - v198 - v199;
    let v1897 = u9 * v1896;
    let v1898 = v256 - v200;
    let v1899 = u9 * v1898;
    let v1900 = v257 + v258 - v201 - v202;
    let v1901 = u9 * v1900;
    let v1902 = v259 - v203;
    let v1903 = u9 * v1902;
    let v1904 = v261 + v262 - v205 - v206;
    let v1905 = u9 * v1904;
    let v1906 = v263 - v207;
    let v1907 = u9 * v1906;
    let v1908 = v264 + v265 - v208 - v209;
    let v1909 = u9 * v1908;
    let v1910 = v266 - v210;
    let v1911 = u9 * v1910;
    let v1912 = v267 - v212 - v213;
    let v1913 = u9 * v1912;
    let v1914 = v186 + v1883 - v156 - v1851;
    let v1915 = u10 * v1914;
    let v1916 = v187 + v188 + v1885 - v158 - v160 - v1853;
    let v1917 = u10 * v1916;
    let v1918 = v189 + v1887 - v161 - v1855;
    let v1919 = u10 * v1918;
    let v1920 = v191 + v192 + v1889 - v163 - v164 - v1857;
    let v1921 = u10 * v1920;
    let v1922 = v193 + v1891 - v165 - v1859;
    let v1923 = u10 * v1922;
    let v1924 = v194 + v195 + v1893 - v166 - v167 - v1861;
    let v1925 = u10 * v1924;
    let v1926 = v196 + v1895 - v168 - v1863;
    let v1927 = u10 * v1926;
    let v1928 = v198 + v199 + v1897 - v170 - v171 - v1865;
    let v1929 = u10 * v1928;
    let v1930 = v200 + v1899 - v172 - v1867;
    let v1931 = u10 * v1930;
    let v1932 = v201 + v202 + v1901 - v173 - v174 - v1869;
    let v1933 = u10 * v1932;
    let v1934 = v203 + v1903 - v175 - v1871;
    let v1935 = u10 * v1934;
    let v1936 = v205 + v206 + v1905 - v177 - v178 - v1873;
    let v1937 = u10 * v1936;
    let v1938 = v207 + v1907 - v179 - v1875;
    let v1939 = u10 * v1938;
    let v1940 = v208 + v209 + v1909 - v180 - v181 - v1877;
    let v1941 = u10 * v1940;
    let v1942 = v210 + v1911 - v182 - v1879;
    let v1943 = u10 * v1942;
    let v1944 = v212 + v213 + v1913 - v184 - v185 - v1881;
    let v1945 = u10 * v1944;
    let v1946 = v172 + v1867 + v1931 - v156 - v1851 - v1915;
    let v1947 = u11 * v1946;
    let v1948 = v173 + v174 + v1869 + v1933 - v158 - v160 - v1853 - v1917;
    let v1949 = u11 * v1948;
    let v1950 = v175 + v1871 + v1935 - v161 - v1855 - v1919;
    let v1951 = u11 * v1950;
    let v1952 = v177 + v178 + v1873 + v1937 - v163 - v164 - v1857 - v1921;
    let v1953 = u11 * v1952;
    let v1954 = v179 + v1875 + v1939 - v165 - v1859 - v1923;
    let v1955 = u11 * v1954;
    let v1956 = v180 + v181 + v1877 + v1941 - v166 - v167 - v1861 - v1925;
    let v1957 = u11 * v1956;
    let v1958 = v182 + v1879 + v1943 - v168 - v1863 - v1927;
    let v1959 = u11 * v1958;
    let v1960 = v184 + v185 + v1881 + v1945 - v170 - v171 - v1865 - v1929;
    let v1961 = u11 * v1960;
    let v1962 = v165 + v1859 + v1923 + v1955 - v156 - v1851 - v1915 - v1947;
    let v1963 = u12 * v1962;
    let v1964 = v166 + v167 + v1861 + v1925 + v1957 - v158 - v160 - v1853 - v1917 - v1949;
    let v1965 = u12 * v1964;
    let v1966 = v168 + v1863 + v1927 + v1959 - v161 - v1855 - v1919 - v1951;
    let v1967 = u12 * v1966;
    let v1968 = v170 + v171 + v1865 + v1929 + v1961 - v163 - v164 - v1857 - v1921 - v1953;
    let v1969 = u12 * v1968;
    let v1970 = v161 + v1855 + v1919 + v1951 + v1967 - v156 - v1851 - v1915 - v1947 - v1963;
    let v1971 = u13 * v1970;
    let v1972 = v163
        + v164
        + v1857
        + v1921
        + v1953
        + v1969
        - v158
        - v160
        - v1853
        - v1917
        - v1949
        - v1965;
    let v1973 = u13 * v1972;
    let v1974 = v158
        + v160
        + v1853
        + v1917
        + v1949
        + v1965
        + v1973
        - v156
        - v1851
        - v1915
        - v1947
        - v1963
        - v1971;
    let v1975 = u14 * v1974;
    let v1976 = v156 + v1851 + v1915 + v1947 + v1963 + v1971 + v1975;
    let v1977 = v1516 * v1976;
    let v1978 = v269 * f0;
    let v1979 = v271 + v273;
    let v1980 = f1 * v1979;
    let v1981 = v274 * f2;
    let v1982 = v276 + v277;
    let v1983 = f3 * v1982;
    let v1984 = v278 * f4;
    let v1985 = v279 + v280;
    let v1986 = f5 * v1985;
    let v1987 = v281 * f6;
    let v1988 = v283 + v284;
    let v1989 = f7 * v1988;
    let v1990 = v285 * f8;
    let v1991 = v286 + v287;
    let v1992 = f9 * v1991;
    let v1993 = v288 * f10;
    let v1994 = v290 + v291;
    let v1995 = f11 * v1994;
    let v1996 = v292 * f12;
    let v1997 = v293 + v294;
    let v1998 = f13 * v1997;
    let v1999 = v295 * f14;
    let v2000 = v297 + v298;
    let v2001 = f15 * v2000;
    let v2002 = v299 * f16;
    let v2003 = v300 + v301;
    let v2004 = f17 * v2003;
    let v2005 = v302 * f18;
    let v2006 = v304 + v305;
    let v2007 = f19 * v2006;
    let v2008 = v306 * f20;
    let v2009 = v307 + v308;
    let v2010 = f21 * v2009;
    let v2011 = v309 * f22;
    let v2012 = v311 + v312;
    let v2013 = f23 * v2012;
    let v2014 = v313 * f24;
    let v2015 = v314 + v315;
    let v2016 = f25 * v2015;
    let v2017 = v316 * f26;
    let v2018 = v318 + v319;
    let v2019 = f27 * v2018;
    let v2020 = v320 * f28;
    let v2021 = v321 + v322;
    let v2022 = f29 * v2021;
    let v2023 = v323 * f30;
    let v2024 = v325 + v326;
    let v2025 = f31 * v2024;
    let v2026 = v327 * f32;
    let v2027 = v328 + v329;
    let v2028 = f33 * v2027;
    let v2029 = v330 * f34;
    let v2030 = v332 + v333;
    let v2031 = f35 * v2030;
    let v2032 = v334 * f36;
    let v2033 = v335 + v336;
    let v2034 = f37 * v2033;
    let v2035 = v337 * f38;
    let v2036 = v339 + v340;
    let v2037 = f39 * v2036;
    let v2038 = v341 * f40;
    let v2039 = v342 + v343;
    let v2040 = f41 * v2039;
    let v2041 = v344 * f42;
    let v2042 = v346 + v347;
    let v2043 = f43 * v2042;
    let v2044 = v348 * f44;
    let v2045 = v349 + v350;
    let v2046 = f45 * v2045;
    let v2047 = v351 * f46;
    let v2048 = v353 + v354;
    let v2049 = f47 * v2048;
    let v2050 = v355 * f48;
    let v2051 = v356 + v357;
    let v2052 = f49 * v2051;
    let v2053 = v358 * f50;
    let v2054 = v360 + v361;
    let v2055 = f51 * v2054;
    let v2056 = v362 * f52;
    let v2057 = v363 + v364;
    let v2058 = f53 * v2057;
    let v2059 = v365 * f54;
    let v2060 = v367 + v368;
    let v2061 = f55 * v2060;
    let v2062 = v369 * f56;
    let v2063 = v370 + v371;
    let v2064 = f57 * v2063;
    let v2065 = v372 * f58;
    let v2066 = v374 + v375;
    let v2067 = f59 * v2066;
    let v2068 = v376 * f60;
    let v2069 = v377 + v378;
    let v2070 = f61 * v2069;
    let v2071 = v379 * f62;
    let v2072 = v380 * f63;
    let v2073 = v1978
        + v1980
        + v1981
        + v1983
        + v1984
        + v1986
        + v1987
        + v1989
        + v1990
        + v1992
        + v1993
        + v1995
        + v1996
        + v1998
        + v1999
        + v2001
        + v2002
        + v2004
        + v2005
        + v2007
        + v2008
        + v2010
        + v2011
        + v2013
        + v2014
        + v2016
        + v2017
        + v2019
        + v2020
        + v2022
        + v2023
        + v2025
        + v2026
        + v2028
        + v2029
        + v2031
        + v2032
        + v2034
        + v2035
        + v2037
        + v2038
        + v2040
        + v2041
        + v2043
        + v2044
        + v2046
        + v2047
        + v2049
        + v2050
        + v2052
        + v2053
        + v2055
        + v2056
        + v2058
        + v2059
        + v2061
        + v2062
        + v2064
        + v2065
        + v2067
        + v2068
        + v2070
        + v2071
        + v2072;
    let v2074 = v1977 * v2073;
    let v2075 = v1849 * v2074;
    let v2076 = u5 * v881;
    let v2077 = v881 - v2076;
    let v2078 = v825 * v2077;
    let v2079 = 2 * g4 + v383 + v386 - v384 - v389 - 1;
    let v2080 = u8 * v2079;
    let v2081 = v389 - v386;
    let v2082 = u8 * v2081;
    let v2083 = v384 + v387 - v390 - v383;
    let v2084 = u8 * v2083;
    let v2085 = v390 - v387;
    let v2086 = u8 * v2085;
    let v2087 = v2084 + g4 + 2 * v383 + v386 - v387 - v2080 - 1;
    let v2088 = u9 * v2087;
    let v2089 = v387 + v2086 - v386 - v2082;
    let v2090 = u9 * v2089;
    let v2091 = v2082 + v2090 + g4 + v383 + 2 * v386 - v2080 - v2088 - 1;
    let v2092 = u10 * v2091;
    let v2093 = v2080 + v2088 + v2092 - g4 - v383 - v386 + 1;
    let v2094 = v1525 * v2093;
    let v2095 = v462 - v434;
    let v2096 = u11 * v2095;
    let v2097 = v463 + v464 - v435 - v436;
    let v2098 = u11 * v2097;
    let v2099 = v465 - v437;
    let v2100 = u11 * v2099;
    let v2101 = v467 + v468 - v439 - v440;
    let v2102 = u11 * v2101;
    let v2103 = v469 - v441;
    let v2104 = u11 * v2103;
    let v2105 = v470 + v471 - v442 - v443;
    let v2106 = u11 * v2105;
    let v2107 = v472 - v444;
    let v2108 = u11 * v2107;
    let v2109 = v474 + v475 - v446 - v447;
    let v2110 = u11 * v2109;
    let v2111 = v476 - v448;
    let v2112 = u11 * v2111;
    let v2113 = v477 + v478 - v449 - v450;
    let v2114 = u11 * v2113;
    let v2115 = v479 - v451;
    let v2116 = u11 * v2115;
    let v2117 = v481 + v482 - v453 - v454;
    let v2118 = u11 * v2117;
    let v2119 = v483 - v455;
    let v2120 = u11 * v2119;
    let v2121 = v484 + v485 - v456 - v457;
    let v2122 = u11 * v2121;
    let v2123 = v486 - v458;
    let v2124 = u11 * v2123;
    let v2125 = v487 - v460 - v461;
    let v2126 = u11 * v2125;
    let v2127 = v448 + v2112 - v434 - v2096;
    let v2128 = u12 * v2127;
    let v2129 = v449 + v450 + v2114 - v435 - v436 - v2098;
    let v2130 = u12 * v2129;
    let v2131 = v451 + v2116 - v437 - v2100;
    let v2132 = u12 * v2131;
    let v2133 = v453 + v454 + v2118 - v439 - v440 - v2102;
    let v2134 = u12 * v2133;
    let v2135 = v455 + v2120 - v441 - v2104;
    let v2136 = u12 * v2135;
    let v2137 = v456 + v457 + v2122 - v442 - v443 - v2106;
    let v2138 = u12 * v2137;
    let v2139 = v458 + v2124 - v444 - v2108;
    let v2140 = u12 * v2139;
    let v2141 = v460 + v461 + v2126 - v446 - v447 - v2110;
    let v2142 = u12 * v2141;
    let v2143 = v441 + v2104 + v2136 - v434 - v2096 - v2128;
    let v2144 = u13 * v2143;
    let v2145 = v442 + v443 + v2106 + v2138 - v435 - v436 - v2098 - v2130;
    let v2146 = u13 * v2145;
    let v2147 = v444 + v2108 + v2140 - v437 - v2100 - v2132;
    let v2148 = u13 * v2147;
    let v2149 = v446 + v447 + v2110 + v2142 - v439 - v440 - v2102 - v2134;
    let v2150 = u13 * v2149;
    let v2151 = v437 + v2100 + v2132 + v2148 - v434 - v2096 - v2128 - v2144;
    let v2152 = u14 * v2151;
    let v2153 = v439 + v440 + v2102 + v2134 + v2150 - v435 - v436 - v2098 - v2130 - v2146;
    let v2154 = u14 * v2153;
    let v2155 = v489 * f0;
    let v2156 = v490 + v491;
    let v2157 = f1 * v2156;
    let v2158 = v492 * f2;
    let v2159 = v494 + v495;
    let v2160 = f3 * v2159;
    let v2161 = v496 * f4;
    let v2162 = v497 + v498;
    let v2163 = f5 * v2162;
    let v2164 = v499 * f6;
    let v2165 = v501 + v502;
    let v2166 = f7 * v2165;
    let v2167 = v503 * f8;
    let v2168 = v504 + v505;
    let v2169 = f9 * v2168;
    let v2170 = v506 * f10;
    let v2171 = v508 + v509;
    let v2172 = f11 * v2171;
    let v2173 = v510 * f12;
    let v2174 = v511 + v512;
    let v2175 = f13 * v2174;
    let v2176 = v513 * f14;
    let v2177 = v515 + v516;
    let v2178 = f15 * v2177;
    let v2179 = v517 * f16;
    let v2180 = v518 + v519;
    let v2181 = f17 * v2180;
    let v2182 = v520 * f18;
    let v2183 = v522 + v523;
    let v2184 = f19 * v2183;
    let v2185 = v524 * f20;
    let v2186 = v525 + v526;
    let v2187 = f21 * v2186;
    let v2188 = v527 * f22;
    let v2189 = v529 + v530;
    let v2190 = f23 * v2189;
    let v2191 = v531 * f24;
    let v2192 = v532 + v533;
    let v2193 = f25 * v2192;
    let v2194 = v534 * f26;
    let v2195 = v536 + v537;
    let v2196 = f27 * v2195;
    let v2197 = v538 * f28;
    let v2198 = v539 + v540;
    let v2199 = f29 * v2198;
    let v2200 = v541 * f30;
    let v2201 = v542 * f31;
    let v2202 = v489 * f32;
    let v2203 = f33 * v2156;
    let v2204 = v492 * f34;
    let v2205 = f35 * v2159;
    let v2206 = v496 * f36;
    let v2207 = f37 * v2162;
    let v2208 = v499 * f38;
    let v2209 = f39 * v2165;
    let v2210 = v503 * f40;
    let v2211 = f41 * v2168;
    let v2212 = v506 * f42;
    let v2213 = f43 * v2171;
    let v2214 = v510 * f44;
    let v2215 = f45 * v2174;
    let v2216 = v513 * f46;
    let v2217 = f47 * v2177;
    let v2218 = v517 * f48;
    let v2219 = f49 * v2180;
    let v2220 = v520 * f50;
    let v2221 = f51 * v2183;
    let v2222 = v524 * f52;
    let v2223 = f53 * v2186;
    let v2224 = v527 * f54;
    let v2225 = f55 * v2189;
    let v2226 = v531 * f56;
    let v2227 = f57 * v2192;
    let v2228 = v534 * f58;
    let v2229 = f59 * v2195;
    let v2230 = v538 * f60;
    let v2231 = f61 * v2198;
    let v2232 = v541 * f62;
    let v2233 = v542 * f63;
    let v2234 = v434 + v2096 + v2128 + v2144 + v2152;
    let v2235 = v2155
        + v2157
        + v2158
        + v2160
        + v2161
        + v2163
        + v2164
        + v2166
        + v2167
        + v2169
        + v2170
        + v2172
        + v2173
        + v2175
        + v2176
        + v2178
        + v2179
        + v2181
        + v2182
        + v2184
        + v2185
        + v2187
        + v2188
        + v2190
        + v2191
        + v2193
        + v2194
        + v2196
        + v2197
        + v2199
        + v2200
        + v2201;
    let v2236 = v2234 * v2235;
    let v2237 = v435 + v436 + v2098 + v2130 + v2146 + v2154;
    let v2238 = v2202
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
        + v2228
        + v2229
        + v2230
        + v2231
        + v2232
        + v2233;
    let v2239 = v2237 * v2238;
    let v2240 = v2236 + v2239;
    let v2241 = v2094 * v2240;
    let v2242 = v2078 * v2241;
    let v2243 = u5 * v882;
    let v2244 = v882 - v2243;
    let v2245 = v825 * v2244;
    let v2246 = 2 * g3 + v545 + v548 + v554 - v546 - v551 - v560 - 1;
    let v2247 = u9 * v2246;
    let v2248 = v560 - v554;
    let v2249 = u9 * v2248;
    let v2250 = v551 + v555 - v561 - v548;
    let v2251 = u9 * v2250;
    let v2252 = v561 - v555;
    let v2253 = u9 * v2252;
    let v2254 = v546 + v549 + v557 - v552 - v563 - v545;
    let v2255 = u9 * v2254;
    let v2256 = v563 - v557;
    let v2257 = u9 * v2256;
    let v2258 = v552 + v558 - v564 - v549;
    let v2259 = u9 * v2258;
    let v2260 = v564 - v558;
    let v2261 = u9 * v2260;
    let v2262 = v2255 + g3 + 2 * v545 + v548 + v554 - v549 - v557 - v2247 - 1;
    let v2263 = u10 * v2262;
    let v2264 = v557 + v2257 - v554 - v2249;
    let v2265 = u10 * v2264;
    let v2266 = v549 + v2259 + v555 - v558 - v548 - v2251;
    let v2267 = u10 * v2266;
    let v2268 = v558 + v2261 - v555 - v2253;
    let v2269 = u10 * v2268;
    let v2270 = v2251 + v2267 + g3 + v545 + 2 * v548 + v554 - v555 - v2247 - v2263 - 1;
    let v2271 = u11 * v2270;
    let v2272 = v555 + v2253 + v2269 - v554 - v2249 - v2265;
    let v2273 = u11 * v2272;
    let v2274 = v2249 + v2265 + v2273 + g3 + v545 + v548 + 2 * v554 - v2247 - v2263 - v2271 - 1;
    let v2275 = u12 * v2274;
    let v2276 = v2247 + v2263 + v2271 + v2275 - g3 - v545 - v548 - v554 + 1;
    let v2277 = v1688 * v2276;
    let v2278 = v598 - v584;
    let v2279 = u13 * v2278;
    let v2280 = v599 + v600 - v585 - v586;
    let v2281 = u13 * v2280;
    let v2282 = v601 - v587;
    let v2283 = u13 * v2282;
    let v2284 = v603 + v604 - v589 - v590;
    let v2285 = u13 * v2284;
    let v2286 = v605 - v591;
    let v2287 = u13 * v2286;
    let v2288 = v606 + v607 - v592 - v593;
    let v2289 = u13 * v2288;
    let v2290 = v608 - v594;
    let v2291 = u13 * v2290;
    let v2292 = v609 - v596 - v597;
    let v2293 = u13 * v2292;
    let v2294 = v591 + v2287 - v584 - v2279;
    let v2295 = u14 * v2294;
    let v2296 = v592 + v593 + v2289 - v585 - v586 - v2281;
    let v2297 = u14 * v2296;
    let v2298 = v594 + v2291 - v587 - v2283;
    let v2299 = u14 * v2298;
    let v2300 = v596 + v597 + v2293 - v589 - v590 - v2285;
    let v2301 = u14 * v2300;
    let v2302 = v611 * f0;
    let v2303 = v612 + v613;
    let v2304 = f1 * v2303;
    let v2305 = v614 * f2;
    let v2306 = v616 + v617;
    let v2307 = f3 * v2306;
    let v2308 = v618 * f4;
    let v2309 = v619 + v620;
    let v2310 = f5 * v2309;
    let v2311 = v621 * f6;
    let v2312 = v623 + v624;
    let v2313 = f7 * v2312;
    let v2314 = v625 * f8;
    let v2315 = v626 + v627;
    let v2316 = f9 * v2315;
    let v2317 = v628 * f10;
    let v2318 = v630 + v631;
    let v2319 = f11 * v2318;
    let v2320 = v632 * f12;
    let v2321 = v633 + v634;
    let v2322 = f13 * v2321;
    let v2323 = v635 * f14;
    let v2324 = v636 * f15;
    let v2325 = v611 * f16;
    let v2326 = f17 * v2303;
    let v2327 = v614 * f18;
    let v2328 = f19 * v2306;
    let v2329 = v618 * f20;
    let v2330 = f21 * v2309;
    let v2331 = v621 * f22;
    let v2332 = f23 * v2312;
    let v2333 = v625 * f24;
    let v2334 = f25 * v2315;
    let v2335 = v628 * f26;
    let v2336 = f27 * v2318;
    let v2337 = v632 * f28;
    let v2338 = f29 * v2321;
    let v2339 = v635 * f30;
    let v2340 = v636 * f31;
    let v2341 = v611 * f32;
    let v2342 = f33 * v2303;
    let v2343 = v614 * f34;
    let v2344 = f35 * v2306;
    let v2345 = v618 * f36;
    let v2346 = f37 * v2309;
    let v2347 = v621 * f38;
    let v2348 = f39 * v2312;
    let v2349 = v625 * f40;
    let v2350 = f41 * v2315;
    let v2351 = v628 * f42;
    let v2352 = f43 * v2318;
    let v2353 = v632 * f44;
    let v2354 = f45 * v2321;
    let v2355 = v635 * f46;
    let v2356 = v636 * f47;
    let v2357 = v611 * f48;
    let v2358 = f49 * v2303;
    let v2359 = v614 * f50;
    let v2360 = f51 * v2306;
    let v2361 = v618 * f52;
    let v2362 = f53 * v2309;
    let v2363 = v621 * f54;
    let v2364 = f55 * v2312;
    let v2365 = v625 * f56;
    let v2366 = f57 * v2315;
    let v2367 = v628 * f58;
    let v2368 = f59 * v2318;
    let v2369 = v632 * f60;
    let v2370 = f61 * v2321;
    let v2371 = v635 * f62;
    let v2372 = v636 * f63;
    let v2373 = v584 + v2279 + v2295;
    let v2374 = v2302
        + v2304
        + v2305
        + v2307
        + v2308
        + v2310
        + v2311
        + v2313
        + v2314
        + v2316
        + v2317
        + v2319
        + v2320
        + v2322
        + v2323
        + v2324;
    let v2375 = v2373 * v2374;
    let v2376 = v585 + v586 + v2281 + v2297;
    let v2377 = v2325
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
        + v2339
        + v2340;
    let v2378 = v2376 * v2377;
    let v2379 = v587 + v2283 + v2299;
    let v2380 = v2341
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
        + v2355
        + v2356;
    let v2381 = v2379 * v2380;
    let v2382 = v589 + v590 + v2285 + v2301;
    let v2383 = v2357
        + v2358
        + v2359
        + v2360
        + v2361
        + v2362
        + v2363
        + v2364
        + v2365
        + v2366
        + v2367
        + v2368
        + v2369
        + v2370
        + v2371
        + v2372;
    let v2384 = v2382 * v2383;
    let v2385 = v2375 + v2378 + v2381 + v2384;
    let v2386 = v2277 * v2385;
    let v2387 = v2245 * v2386;
    let v2388 = u5 * v883;
    let v2389 = v883 - v2388;
    let v2390 = v825 * v2389;
    let v2391 = 2 * g2 + v639 + v642 + v648 + v660 - v640 - v645 - v654 - v672 - 1;
    let v2392 = u10 * v2391;
    let v2393 = v672 - v660;
    let v2394 = u10 * v2393;
    let v2395 = v654 + v661 - v673 - v648;
    let v2396 = u10 * v2395;
    let v2397 = v673 - v661;
    let v2398 = u10 * v2397;
    let v2399 = v645 + v649 + v663 - v655 - v675 - v642;
    let v2400 = u10 * v2399;
    let v2401 = v675 - v663;
    let v2402 = u10 * v2401;
    let v2403 = v655 + v664 - v676 - v649;
    let v2404 = u10 * v2403;
    let v2405 = v676 - v664;
    let v2406 = u10 * v2405;
    let v2407 = v640 + v643 + v651 + v666 - v646 - v657 - v678 - v639;
    let v2408 = u10 * v2407;
    let v2409 = v678 - v666;
    let v2410 = u10 * v2409;
    let v2411 = v657 + v667 - v679 - v651;
    let v2412 = u10 * v2411;
    let v2413 = v679 - v667;
    let v2414 = u10 * v2413;
    let v2415 = v646 + v652 + v669 - v658 - v681 - v643;
    let v2416 = u10 * v2415;
    let v2417 = v681 - v669;
    let v2418 = u10 * v2417;
    let v2419 = v658 + v670 - v682 - v652;
    let v2420 = u10 * v2419;
    let v2421 = v682 - v670;
    let v2422 = u10 * v2421;
    let v2423 = v2408 + g2 + 2 * v639 + v642 + v648 + v660 - v643 - v651 - v666 - v2392 - 1;
    let v2424 = u11 * v2423;
    let v2425 = v666 + v2410 - v660 - v2394;
    let v2426 = u11 * v2425;
    let v2427 = v651 + v2412 + v661 - v667 - v648 - v2396;
    let v2428 = u11 * v2427;
    let v2429 = v667 + v2414 - v661 - v2398;
    let v2430 = u11 * v2429;
    let v2431 = v643 + v2416 + v649 + v663 - v652 - v669 - v642 - v2400;
    let v2432 = u11 * v2431;
    let v2433 = v669 + v2418 - v663 - v2402;
    let v2434 = u11 * v2433;
    let v2435 = v652 + v2420 + v664 - v670 - v649 - v2404;
    let v2436 = u11 * v2435;
    let v2437 = v670 + v2422 - v664 - v2406;
    let v2438 = u11 * v2437;
    let v2439 = v2400
        + v2432
        + g2
        + v639
        + 2 * v642
        + v648
        + v660
        - v649
        - v663
        - v2392
        - v2424
        - 1;
    let v2440 = u12 * v2439;
    let v2441 = v663 + v2402 + v2434 - v660 - v2394 - v2426;
    let v2442 = u12 * v2441;
    let v2443 = v649 + v2404 + v2436 + v661 - v664 - v648 - v2396 - v2428;
    let v2444 = u12 * v2443;
    let v2445 = v664 + v2406 + v2438 - v661 - v2398 - v2430;
    let v2446 = u12 * v2445;
    let v2447 = v2396
        + v2428
        + v2444
        + g2
        + v639
        + v642
        + 2 * v648
        + v660
        - v661
        - v2392
        - v2424
        - v2440
        - 1;
    let v2448 = u13 * v2447;
    let v2449 = v661 + v2398 + v2430 + v2446 - v660 - v2394 - v2426 - v2442;
    let v2450 = u13 * v2449;
    let v2451 = v2394
        + v2426
        + v2442
        + v2450
        + g2
        + v639
        + v642
        + v648
        + 2 * v660
        - v2392
        - v2424
        - v2440
        - v2448
        - 1;
    let v2452 = u14 * v2451;
    let v2453 = v2392 + v2424 + v2440 + v2448 + v2452 - g2 - v639 - v642 - v648 - v660 + 1;
    let v2454 = v1703 * v2453;
    let v2455 = v698 * f0;
    let v2456 = v699 + v700;
    let v2457 = f1 * v2456;
    let v2458 = v701 * f2;
    let v2459 = v703 + v704;
    let v2460 = f3 * v2459;
    let v2461 = v705 * f4;
    let v2462 = v706 + v707;
    let v2463 = f5 * v2462;
    let v2464 = v708 * f6;
    let v2465 = v709 * f7;
    let v2466 = v698 * f8;
    let v2467 = f9 * v2456;
    let v2468 = v701 * f10;
    let v2469 = f11 * v2459;
    let v2470 = v705 * f12;
    let v2471 = f13 * v2462;
    let v2472 = v708 * f14;
    let v2473 = v709 * f15;
    let v2474 = v698 * f16;
    let v2475 = f17 * v2456;
    let v2476 = v701 * f18;
    let v2477 = f19 * v2459;
    let v2478 = v705 * f20;
    let v2479 = f21 * v2462;
    let v2480 = v708 * f22;
    let v2481 = v709 * f23;
    let v2482 = v698 * f24;
    let v2483 = f25 * v2456;
    let v2484 = v701 * f26;
    let v2485 = f27 * v2459;
    let v2486 = v705 * f28;
    let v2487 = f29 * v2462;
    let v2488 = v708 * f30;
    let v2489 = v709 * f31;
    let v2490 = v698 * f32;
    let v2491 = f33 * v2456;
    let v2492 = v701 * f34;
    let v2493 = f35 * v2459;
    let v2494 = v705 * f36;
    let v2495 = f37 * v2462;
    let v2496 = v708 * f38;
    let v2497 = v709 * f39;
    let v2498 = v698 * f40;
    let v2499 = f41 * v2456;
    let v2500 = v701 * f42;
    let v2501 = f43 * v2459;
    let v2502 = v705 * f44;
    let v2503 = f45 * v2462;
    let v2504 = v708 * f46;
    let v2505 = v709 * f47;
    let v2506 = v698 * f48;
    let v2507 = f49 * v2456;
    let v2508 = v701 * f50;
    let v2509 = f51 * v2459;
    let v2510 = v705 * f52;
    let v2511 = f53 * v2462;
    let v2512 = v708 * f54;
    let v2513 = v709 * f55;
    let v2514 = v698 * f56;
    let v2515 = f57 * v2456;
    let v2516 = v701 * f58;
    let v2517 = f59 * v2459;
    let v2518 = v705 * f60;
    let v2519 = f61 * v2462;
    let v2520 = v708 * f62;
    let v2521 = v709 * f63;
    let v2522 = v2455 + v2457 + v2458 + v2460 + v2461 + v2463 + v2464 + v2465;
    let v2523 = v686 * v2522;
    let v2524 = v687 + v688;
    let v2525 = v2466 + v2467 + v2468 + v2469 + v2470 + v2471 + v2472 + v2473;
    let v2526 = v2524 * v2525;
    let v2527 = v2474 + v2475 + v2476 + v2477 + v2478 + v2479 + v2480 + v2481;
    let v2528 = v689 * v2527;
    let v2529 = v690 + v691;
    let v2530 = v2482 + v2483 + v2484 + v2485 + v2486 + v2487 + v2488 + v2489;
    let v2531 = v2529 * v2530;
    let v2532 = v2490 + v2491 + v2492 + v2493 + v2494 + v2495 + v2496 + v2497;
    let v2533 = v692 * v2532;
    let v2534 = v693 + v694;
    let v2535 = v2498 + v2499 + v2500 + v2501 + v2502 + v2503 + v2504 + v2505;
    let v2536 = v2534 * v2535;
    let v2537 = v2506 + v2507 + v2508 + v2509 + v2510 + v2511 + v2512 + v2513;
    let v2538 = v695 * v2537;
    let v2539 = v2514 + v2515 + v2516 + v2517 + v2518 + v2519 + v2520 + v2521;
    let v2540 = v696 * v2539;
    let v2541 = v2523 + v2526 + v2528 + v2531 + v2533 + v2536 + v2538 + v2540;
    let v2542 = v2454 * v2541;
    let v2543 = v2390 * v2542;
    let v2544 = u5 * v884;
    let v2545 = v884 - v2544;
    let v2546 = v825 * v2545;
    let v2547 = u12 * v2391;
    let v2548 = u12 * v2393;
    let v2549 = u12 * v2395;
    let v2550 = u12 * v2397;
    let v2551 = u12 * v2399;
    let v2552 = u12 * v2401;
    let v2553 = u12 * v2403;
    let v2554 = u12 * v2405;
    let v2555 = u12 * v2407;
    let v2556 = u12 * v2409;
    let v2557 = u12 * v2411;
    let v2558 = u12 * v2413;
    let v2559 = u12 * v2415;
    let v2560 = u12 * v2417;
    let v2561 = u12 * v2419;
    let v2562 = u12 * v2421;
    let v2563 = v2555 + g2 + 2 * v639 + v642 + v648 + v660 - v643 - v651 - v666 - v2547 - 1;
    let v2564 = u13 * v2563;
    let v2565 = v666 + v2556 - v660 - v2548;
    let v2566 = u13 * v2565;
    let v2567 = v651 + v2557 + v661 - v667 - v648 - v2549;
    let v2568 = u13 * v2567;
    let v2569 = v667 + v2558 - v661 - v2550;
    let v2570 = u13 * v2569;
    let v2571 = v643 + v2559 + v649 + v663 - v652 - v669 - v642 - v2551;
    let v2572 = u13 * v2571;
    let v2573 = v669 + v2560 - v663 - v2552;
    let v2574 = u13 * v2573;
    let v2575 = v652 + v2561 + v664 - v670 - v649 - v2553;
    let v2576 = u13 * v2575;
    let v2577 = v670 + v2562 - v664 - v2554;
    let v2578 = u13 * v2577;
    let v2579 = v2551
        + v2572
        + g2
        + v639
        + 2 * v642
        + v648
        + v660
        - v649
        - v663
        - v2547
        - v2564
        - 1;
    let v2580 = u14 * v2579;
    let v2581 = v663 + v2552 + v2574 - v660 - v2548 - v2566;
    let v2582 = u14 * v2581;
    let v2583 = v649 + v2553 + v2576 + v661 - v664 - v648 - v2549 - v2568;
    let v2584 = u14 * v2583;
    let v2585 = v664 + v2554 + v2578 - v661 - v2550 - v2570;
    let v2586 = u14 * v2585;
    let v2587 = v270 * f0;
    let v2588 = v64 * f1;
    let v2589 = v272 * f2;
    let v2590 = v65 * f3;
    let v2591 = v270 * f4;
    let v2592 = v64 * f5;
    let v2593 = v272 * f6;
    let v2594 = v65 * f7;
    let v2595 = v270 * f8;
    let v2596 = v64 * f9;
    let v2597 = v272 * f10;
    let v2598 = v65 * f11;
    let v2599 = v270 * f12;
    let v2600 = v64 * f13;
    let v2601 = v272 * f14;
    let v2602 = v65 * f15;
    let v2603 = v270 * f16;
    let v2604 = v64 * f17;
    let v2605 = v272 * f18;
    let v2606 = v65 * f19;
    let v2607 = v270 * f20;
    let v2608 = v64 * f21;
    let v2609 = v272 * f22;
    let v2610 = v65 * f23;
    let v2611 = v270 * f24;
    let v2612 = v64 * f25;
    let v2613 = v272 * f26;
    let v2614 = v65 * f27;
    let v2615 = v270 * f28;
    let v2616 = v64 * f29;
    let v2617 = v272 * f30;
    let v2618 = v65 * f31;
    let v2619 = v270 * f32;
    let v2620 = v64 * f33;
    let v2621 = v272 * f34;
    let v2622 = v65 * f35;
    let v2623 = v270 * f36;
    let v2624 = v64 * f37;
    let v2625 = v272 * f38;
    let v2626 = v65 * f39;
    let v2627 = v270 * f40;
    let v2628 = v64 * f41;
    let v2629 = v272 * f42;
    let v2630 = v65 * f43;
    let v2631 = v270 * f44;
    let v2632 = v64 * f45;
    let v2633 = v272 * f46;
    let v2634 = v65 * f47;
    let v2635 = v270 * f48;
    let v2636 = v64 * f49;
    let v2637 = v272 * f50;
    let v2638 = v65 * f51;
    let v2639 = v270 * f52;
    let v2640 = v64 * f53;
    let v2641 = v272 * f54;
    let v2642 = v65 * f55;
    let v2643 = v270 * f56;
    let v2644 = v64 * f57;
    let v2645 = v272 * f58;
    let v2646 = v65 * f59;
    let v2647 = v270 * f60;
    let v2648 = v64 * f61;
    let v2649 = v272 * f62;
    let v2650 = v65 * f63;
    let v2651 = v2587 + v2588 + v2589 + v2590;
    let v2652 = v157 * v2651;
    let v2653 = v2591 + v2592 + v2593 + v2594;
    let v2654 = v61 * v2653;
    let v2655 = v2595 + v2596 + v2597 + v2598;
    let v2656 = v159 * v2655;
    let v2657 = v2599 + v2600 + v2601 + v2602;
    let v2658 = v62 * v2657;
    let v2659 = v2603 + v2604 + v2605 + v2606;
    let v2660 = v157 * v2659;
    let v2661 = v2607 + v2608 + v2609 + v2610;
    let v2662 = v61 * v2661;
    let v2663 = v2611 + v2612 + v2613 + v2614;
    let v2664 = v159 * v2663;
    let v2665 = v2615 + v2616 + v2617 + v2618;
    let v2666 = v62 * v2665;
    let v2667 = v2619 + v2620 + v2621 + v2622;
    let v2668 = v157 * v2667;
    let v2669 = v2623 + v2624 + v2625 + v2626;
    let v2670 = v61 * v2669;
    let v2671 = v2627 + v2628 + v2629 + v2630;
    let v2672 = v159 * v2671;
    let v2673 = v2631 + v2632 + v2633 + v2634;
    let v2674 = v62 * v2673;
    let v2675 = v2635 + v2636 + v2637 + v2638;
    let v2676 = v157 * v2675;
    let v2677 = v2639 + v2640 + v2641 + v2642;
    let v2678 = v61 * v2677;
    let v2679 = v2643 + v2644 + v2645 + v2646;
    let v2680 = v159 * v2679;
    let v2681 = v2647 + v2648 + v2649 + v2650;
    let v2682 = v62 * v2681;
    let v2683 = v2547 + v2564 + v2580 - g2 - v639 - v642 - v648 - v660 + 1;
    let v2684 = v2652 + v2654 + v2656 + v2658;
    let v2685 = v2683 * v2684;
    let v2686 = v660 + v2548 + v2566 + v2582;
    let v2687 = v2660 + v2662 + v2664 + v2666;
    let v2688 = v2686 * v2687;
    let v2689 = v648 + v2549 + v2568 + v2584 - v661;
    let v2690 = v2668 + v2670 + v2672 + v2674;
    let v2691 = v2689 * v2690;
    let v2692 = v661 + v2550 + v2570 + v2586;
    let v2693 = v2676 + v2678 + v2680 + v2682;
    let v2694 = v2692 * v2693;
    let v2695 = v2685 + v2688 + v2691 + v2694;
    let v2696 = v1719 * v2695;
    let v2697 = v2546 * v2696;
    let v2698 = u5 * v886;
    let v2699 = v886 - v2698;
    let v2700 = v825 * v2699;
    let v2701 = v1735 * v2700;
    let v2702 = v36 * v59;
    let v2703 = v718 * v2702;
    let v2704 = r3 * v38;
    let v2705 = r2 * r3;
    let v2706 = 0 - r2 - v2704 + 1;
    let v2707 = r4 * v2706;
    let v2708 = r4 * v2704;
    let v2709 = r2 - v2705;
    let v2710 = r4 * v2709;
    let v2711 = r4 * v2705;
    let v2712 = g6 * v57;
    let v2713 = v60 * v2712;
    let v2714 = 0 - g8 + 1;
    let v2715 = v2713 * v2714;
    let v2716 = v36 * v2715;
    let v2717 = v718 * v2716;
    let v2718 = v39 * v382;
    let v2719 = v718 * v2718;
    let v2720 = r4 * v42;
    let v2721 = r3 * r4;
    let v2722 = 0 - r3 - v2720 + 1;
    let v2723 = r5 * v2722;
    let v2724 = r5 * v2720;
    let v2725 = r3 - v2721;
    let v2726 = r5 * v2725;
    let v2727 = r5 * v2721;
    let v2728 = 0 - r3 - v2720 - v2723 + 1;
    let v2729 = r6 * v2728;
    let v2730 = r6 * v2723;
    let v2731 = v2720 - v2724;
    let v2732 = r6 * v2731;
    let v2733 = r6 * v2724;
    let v2734 = r3 - v2721 - v2726;
    let v2735 = r6 * v2734;
    let v2736 = r6 * v2726;
    let v2737 = v2721 - v2727;
    let v2738 = r6 * v2737;
    let v2739 = r6 * v2727;
    let v2740 = g8 * v2713;
    let v2741 = v39 * v2740;
    let v2742 = v718 * v2741;
    let v2743 = v43 * v544;
    let v2744 = v718 * v2743;
    let v2745 = r5 * v45;
    let v2746 = r4 * r5;
    let v2747 = 0 - r4 - v2745 + 1;
    let v2748 = r6 * v2747;
    let v2749 = r6 * v2745;
    let v2750 = r4 - v2746;
    let v2751 = r6 * v2750;
    let v2752 = r6 * v2746;
    let v2753 = 0 - r4 - v2745 - v2748 + 1;
    let v2754 = r7 * v2753;
    let v2755 = r7 * v2748;
    let v2756 = v2745 - v2749;
    let v2757 = r7 * v2756;
    let v2758 = r7 * v2749;
    let v2759 = r4 - v2746 - v2751;
    let v2760 = r7 * v2759;
    let v2761 = r7 * v2751;
    let v2762 = v2746 - v2752;
    let v2763 = r7 * v2762;
    let v2764 = r7 * v2752;
    let v2765 = 0 - r4 - v2745 - v2748 - v2754 + 1;
    let v2766 = r8 * v2765;
    let v2767 = r8 * v2754;
    let v2768 = v2748 - v2755;
    let v2769 = r8 * v2768;
    let v2770 = r8 * v2755;
    let v2771 = v2745 - v2749 - v2757;
    let v2772 = r8 * v2771;
    let v2773 = r8 * v2757;
    let v2774 = v2749 - v2758;
    let v2775 = r8 * v2774;
    let v2776 = r8 * v2758;
    let v2777 = r4 - v2746 - v2751 - v2760;
    let v2778 = r8 * v2777;
    let v2779 = r8 * v2760;
    let v2780 = v2751 - v2761;
    let v2781 = r8 * v2780;
    let v2782 = r8 * v2761;
    let v2783 = v2746 - v2752 - v2763;
    let v2784 = r8 * v2783;
    let v2785 = r8 * v2763;
    let v2786 = v2752 - v2764;
    let v2787 = r8 * v2786;
    let v2788 = r8 * v2764;
    let v2789 = g7 * v2712;
    let v2790 = v2714 * v2789;
    let v2791 = v43 * v2790;
    let v2792 = v718 * v2791;
    let v2793 = v48 * v638;
    let v2794 = v718 * v2793;
    let v2795 = r7 * v840;
    let v2796 = r6 * r7;
    let v2797 = 0 - r6 - v2795 + 1;
    let v2798 = r8 * v2797;
    let v2799 = r8 * v2795;
    let v2800 = r6 - v2796;
    let v2801 = r8 * v2800;
    let v2802 = r8 * v2796;
    let v2803 = 0 - r6 - v2795 - v2798 + 1;
    let v2804 = r9 * v2803;
    let v2805 = r9 * v2798;
    let v2806 = v2795 - v2799;
    let v2807 = r9 * v2806;
    let v2808 = r9 * v2799;
    let v2809 = r6 - v2796 - v2801;
    let v2810 = r9 * v2809;
    let v2811 = r9 * v2801;
    let v2812 = v2796 - v2802;
    let v2813 = r9 * v2812;
    let v2814 = r9 * v2802;
    let v2815 = 0 - r6 - v2795 - v2798 - v2804 + 1;
    let v2816 = r10 * v2815;
    let v2817 = r10 * v2804;
    let v2818 = v2798 - v2805;
    let v2819 = r10 * v2818;
    let v2820 = r10 * v2805;
    let v2821 = v2795 - v2799 - v2807;
    let v2822 = r10 * v2821;
    let v2823 = r10 * v2807;
    let v2824 = v2799 - v2808;
    let v2825 = r10 * v2824;
    let v2826 = r10 * v2808;
    let v2827 = r6 - v2796 - v2801 - v2810;
    let v2828 = r10 * v2827;
    let v2829 = r10 * v2810;
    let v2830 = v2801 - v2811;
    let v2831 = r10 * v2830;
    let v2832 = r10 * v2811;
    let v2833 = v2796 - v2802 - v2813;
    let v2834 = r10 * v2833;
    let v2835 = r10 * v2813;
    let v2836 = v2802 - v2814;
    let v2837 = r10 * v2836;
    let v2838 = r10 * v2814;
    let v2839 = g8 * v2789;
    let v2840 = v48 * v2839;
    let v2841 = v718 * v2840;
    let v2842 = eta * v710;
    let v2843 = v718 * v2842;
    let v2844 = 0 - o0 + 1;
    let v2845 = o1 * v2844;
    let v2846 = o0 * o1;
    let v2847 = g5 * v55;
    let v2848 = v58 * v2847;
    let v2849 = v60 * v2848;
    let v2850 = v2714 * v2849;
    let v2851 = eta * v2850;
    let v2852 = v718 * v2851;
    let v2853 = v976 * v1741;
    let v2854 = v1716 * v2853;
    let v2855 = v1718 * v2854;
    let v2856 = v1762 * v2855;
    let v2857 = v1781 * v2856;
    let v2858 = 2 * r2 + v2704 + v2707 - v2705 - v2710 - 1;
    let v2859 = u14 * v2858;
    let v2860 = v2710 - v2707;
    let v2861 = u14 * v2860;
    let v2862 = v2705 + v2708 - v2711 - v2704;
    let v2863 = u14 * v2862;
    let v2864 = v2711 - v2708;
    let v2865 = u14 * v2864;
    let v2866 = g10 * v1554;
    let v2867 = g10 * v1556;
    let v2868 = g10 * v1558;
    let v2869 = g10 * v1560;
    let v2870 = g10 * v1562;
    let v2871 = g10 * v1564;
    let v2872 = g10 * v1566;
    let v2873 = g10 * v1568;
    let v2874 = g10 * v1570;
    let v2875 = g10 * v1572;
    let v2876 = g10 * v1574;
    let v2877 = g10 * v1576;
    let v2878 = g10 * v1578;
    let v2879 = g10 * v1580;
    let v2880 = g10 * v1582;
    let v2881 = g10 * v1584;
    let v2882 = g10 * v1586;
    let v2883 = g10 * v1588;
    let v2884 = g10 * v1590;
    let v2885 = g10 * v1592;
    let v2886 = g10 * v1594;
    let v2887 = g10 * v1596;
    let v2888 = g10 * v1598;
    let v2889 = g10 * v1600;
    let v2890 = g10 * v1602;
    let v2891 = g10 * v1604;
    let v2892 = g10 * v1606;
    let v2893 = g10 * v1608;
    let v2894 = g10 * v1610;
    let v2895 = g10 * v1612;
    let v2896 = g10 * v1614;
    let v2897 = g10 * v1616;
    let v2898 = f2 + v2867 - f0 - v2866;
    let v2899 = g9 * v2898;
    let v2900 = f6 + v2869 - f4 - v2868;
    let v2901 = g9 * v2900;
    let v2902 = f10 + v2871 - f8 - v2870;
    let v2903 = g9 * v2902;
    let v2904 = f14 + v2873 - f12 - v2872;
    let v2905 = g9 * v2904;
    let v2906 = f18 + v2875 - f16 - v2874;
    let v2907 = g9 * v2906;
    let v2908 = f22 + v2877 - f20 - v2876;
    let v2909 = g9 * v2908;
    let v2910 = f26 + v2879 - f24 - v2878;
    let v2911 = g9 * v2910;
    let v2912 = f30 + v2881 - f28 - v2880;
    let v2913 = g9 * v2912;
    let v2914 = f34 + v2883 - f32 - v2882;
    let v2915 = g9 * v2914;
    let v2916 = f38 + v2885 - f36 - v2884;
    let v2917 = g9 * v2916;
    let v2918 = f42 + v2887 - f40 - v2886;
    let v2919 = g9 * v2918;
    let v2920 = f46 + v2889 - f44 - v2888;
    let v2921 = g9 * v2920;
    let v2922 = f50 + v2891 - f48 - v2890;
    let v2923 = g9 * v2922;
    let v2924 = f54 + v2893 - f52 - v2892;
    let v2925 = g9 * v2924;
    let v2926 = f58 + v2895 - f56 - v2894;
    let v2927 = g9 * v2926;
    let v2928 = f62 + v2897 - f60 - v2896;
    let v2929 = g9 * v2928;
    let v2930 = f4 + v2868 + v2901 - f0 - v2866 - v2899;
    let v2931 = g8 * v2930;
    let v2932 = f12 + v2872 + v2905 - f8 - v2870 - v2903;
    let v2933 = g8 * v2932;
    let v2934 = f20 + v2876 + v2909 - f16 - v2874 - v2907;
    let v2935 = g8 * v2934;
    let v2936 = f28 + v2880 + v2913 - f24 - v2878 - v2911;
    let v2937 = g8 * v2936;
    let v2938 = f36 + v2884 + v2917 - f32 - v2882 - v2915;
    let v2939 = g8 * v2938;
    let v2940 = f44 + v2888 + v2921 - f40 - v2886 - v2919;
    let v2941 = g8 * v2940;
    let v2942 = f52 + v2892 + v2925 - f48 - v2890 - v2923;
    let v2943 = g8 * v2942;
    let v2944 = f60 + v2896 + v2929 - f56 - v2894 - v2927;
    let v2945 = g8 * v2944;
    let v2946 = f8 + v2870 + v2903 + v2933 - f0 - v2866 - v2899 - v2931;
    let v2947 = g7 * v2946;
    let v2948 = f24 + v2878 + v2911 + v2937 - f16 - v2874 - v2907 - v2935;
    let v2949 = g7 * v2948;
    let v2950 = f40 + v2886 + v2919 + v2941 - f32 - v2882 - v2915 - v2939;
    let v2951 = g7 * v2950;
    let v2952 = f56 + v2894 + v2927 + v2945 - f48 - v2890 - v2923 - v2943;
    let v2953 = g7 * v2952;
    let v2954 = v2859 - r2 - v2704 - v2707 + 1;
    let v2955 = f0 + v2866 + v2899 + v2931 + v2947;
    let v2956 = v2954 * v2955;
    let v2957 = v2707 + v2861;
    let v2958 = f16 + v2874 + v2907 + v2935 + v2949;
    let v2959 = v2957 * v2958;
    let v2960 = v2704 + v2863 - v2708;
    let v2961 = f32 + v2882 + v2915 + v2939 + v2951;
    let v2962 = v2960 * v2961;
    let v2963 = v2708 + v2865;
    let v2964 = f48 + v2890 + v2923 + v2943 + v2953;
    let v2965 = v2963 * v2964;
    let v2966 = v2956 + v2959 + v2962 + v2965;
    let v2967 = v2857 * v2966;
    let v2968 = v2703 * v2967;
    let v2969 = u12 * v2855;
    let v2970 = u13 * v2969;
    let v2971 = u14 * v2970;
    let v2972 = 0 - r2 - v2704 - v2707 + 1;
    let v2973 = f0 + v2866 + v2899;
    let v2974 = v2972 * v2973;
    let v2975 = f4 + v2868 + v2901;
    let v2976 = v2707 * v2975;
    let v2977 = v2704 - v2708;
    let v2978 = f8 + v2870 + v2903;
    let v2979 = v2977 * v2978;
    let v2980 = f12 + v2872 + v2905;
    let v2981 = v2708 * v2980;
    let v2982 = r2 - v2705 - v2710;
    let v2983 = f16 + v2874 + v2907;
    let v2984 = v2982 * v2983;
    let v2985 = f20 + v2876 + v2909;
    let v2986 = v2710 * v2985;
    let v2987 = v2705 - v2711;
    let v2988 = f24 + v2878 + v2911;
    let v2989 = v2987 * v2988;
    let v2990 = f28 + v2880 + v2913;
    let v2991 = v2711 * v2990;
    let v2992 = f32 + v2882 + v2915;
    let v2994 = f36 + v2884 + v2917;
    let v2996 = f40 + v2886 + v2919;
    let v2998 = f44 + v2888 + v2921;
    let v3000 = f48 + v2890 + v2923;
    let v3002 = f52 + v2892 + v2925;
    let v3004 = f56 + v2894 + v2927;
    let v3006 = f60 + v2896 + v2929;
    let v3008 = v2974 + v2976 + v2979 + v2981 + v2984 + v2986 + v2989 + v2991;
    let v3009 = v2971 * v3008;
    let v3010 = v2717 * v3009;
    let v3011 = v1687 * v1740;
    let v3012 = v976 * v3011;
    let v3013 = 2 * r3 + v2720 + v2723 + v2729 - v2721 - v2726 - v2735 - 1;
    let v3014 = u10 * v3013;
    let v3015 = v2735 - v2729;
    let v3016 = u10 * v3015;
    let v3017 = v2726 + v2730 - v2736 - v2723;
    let v3018 = u10 * v3017;
    let v3019 = v2736 - v2730;
    let v3020 = u10 * v3019;
    let v3021 = v2721 + v2724 + v2732 - v2727 - v2738 - v2720;
    let v3022 = u10 * v3021;
    let v3023 = v2738 - v2732;
    let v3024 = u10 * v3023;
    let v3025 = v2727 + v2733 - v2739 - v2724;
    let v3026 = u10 * v3025;
    let v3027 = v2739 - v2733;
    let v3028 = u10 * v3027;
    let v3029 = v3022 + r3 + 2 * v2720 + v2723 + v2729 - v2724 - v2732 - v3014 - 1;
    let v3030 = u11 * v3029;
    let v3031 = v2732 + v3024 - v2729 - v3016;
    let v3032 = u11 * v3031;
    let v3033 = v2724 + v3026 + v2730 - v2733 - v2723 - v3018;
    let v3034 = u11 * v3033;
    let v3035 = v2733 + v3028 - v2730 - v3020;
    let v3036 = u11 * v3035;
    let v3037 = v3018 + v3034 + r3 + v2720 + 2 * v2723 + v2729 - v2730 - v3014 - v3030 - 1;
    let v3038 = u12 * v3037;
    let v3039 = v2730 + v3020 + v3036 - v2729 - v3016 - v3032;
    let v3040 = u12 * v3039;
    let v3041 = v3016 + v3032 + v3040 + r3 + v2720 + v2723 + 2 * v2729 - v3014 - v3030 - v3038 - 1;
    let v3042 = u13 * v3041;
    let v3043 = v3014 + v3030 + v3038 + v3042 - r3 - v2720 - v2723 - v2729 + 1;
    let v3044 = v3012 * v3043;
    let v3045 = 2 * g4 - 1;
    let v3046 = u14 * v3045;
    let v3047 = v3046 - g4 + 1;
    let v3048 = v3044 * v3047;
    let v3049 = f16 + v2874 + v2907 + v2935 + v2949 - f0 - v2866 - v2899 - v2931 - v2947;
    let v3050 = g6 * v3049;
    let v3051 = f48 + v2890 + v2923 + v2943 + v2953 - f32 - v2882 - v2915 - v2939 - v2951;
    let v3052 = g6 * v3051;
    let v3053 = f32
        + v2882
        + v2915
        + v2939
        + v2951
        + v3052
        - f0
        - v2866
        - v2899
        - v2931
        - v2947
        - v3050;
    let v3054 = g5 * v3053;
    let v3055 = f0 + v2866 + v2899 + v2931 + v2947 + v3050 + v3054;
    let v3056 = v3048 * v3055;
    let v3057 = v2719 * v3056;
    let v3058 = v1789 * v2970;
    let v3059 = 0 - r3 - v2720 - v2723 - v2729 + 1;
    let v3060 = v2973 * v3059;
    let v3061 = v2729 * v2975;
    let v3062 = v2723 - v2730;
    let v3063 = v2978 * v3062;
    let v3064 = v2730 * v2980;
    let v3065 = v2720 - v2724 - v2732;
    let v3066 = v2983 * v3065;
    let v3067 = v2732 * v2985;
    let v3068 = v2724 - v2733;
    let v3069 = v2988 * v3068;
    let v3070 = v2733 * v2990;
    let v3071 = r3 - v2721 - v2726 - v2735;
    let v3072 = v2992 * v3071;
    let v3073 = v2735 * v2994;
    let v3074 = v2726 - v2736;
    let v3075 = v2996 * v3074;
    let v3076 = v2736 * v2998;
    let v3077 = v2721 - v2727 - v2738;
    let v3078 = v3000 * v3077;
    let v3079 = v2738 * v3002;
    let v3080 = v2727 - v2739;
    let v3081 = v3004 * v3080;
    let v3082 = v2739 * v3006;
    let v3083 = v3060
        + v3061
        + v3063
        + v3064
        + v3066
        + v3067
        + v3069
        + v3070
        + v3072
        + v3073
        + v3075
        + v3076
        + v3078
        + v3079
        + v3081
        + v3082;
    let v3084 = v3058 * v3083;
    let v3085 = v2742 * v3084;
    let v3086 = 2 * r4 + v2745 + v2748 + v2754 + v2766 - v2746 - v2751 - v2760 - v2778 - 1;
    let v3087 = u8 * v3086;
    let v3088 = v2778 - v2766;
    let v3089 = u8 * v3088;
    let v3090 = v2760 + v2767 - v2779 - v2754;
    let v3091 = u8 * v3090;
    let v3092 = v2779 - v2767;
    let v3093 = u8 * v3092;
    let v3094 = v2751 + v2755 + v2769 - v2761 - v2781 - v2748;
    let v3095 = u8 * v3094;
    let v3096 = v2781 - v2769;
    let v3097 = u8 * v3096;
    let v3098 = v2761 + v2770 - v2782 - v2755;
    let v3099 = u8 * v3098;
    let v3100 = v2782 - v2770;
    let v3101 = u8 * v3100;
    let v3102 = v2746 + v2749 + v2757 + v2772 - v2752 - v2763 - v2784 - v2745;
    let v3103 = u8 * v3102;
    let v3104 = v2784 - v2772;
    let v3105 = u8 * v3104;
    let v3106 = v2763 + v2773 - v2785 - v2757;
    let v3107 = u8 * v3106;
    let v3108 = v2785 - v2773;
    let v3109 = u8 * v3108;
    let v3110 = v2752 + v2758 + v2775 - v2764 - v2787 - v2749;
    let v3111 = u8 * v3110;
    let v3112 = v2787 - v2775;
    let v3113 = u8 * v3112;
    let v3114 = v2764 + v2776 - v2788 - v2758;
    let v3115 = u8 * v3114;
    let v3116 = v2788 - v2776;
    let v3117 = u8 * v3116;
    let v3118 = v3103 + r4 + 2 * v2745 + v2748 + v2754 + v2766 - v2749 - v2757 - v2772 - v3087 - 1;
    let v3119 = u9 * v3118;
    let v3120 = v2772 + v3105 - v2766 - v3089;
    let v3121 = u9 * v3120;
    let v3122 = v2757 + v3107 + v2767 - v2773 - v2754 - v3091;
    let v3123 = u9 * v3122;
    let v3124 = v2773 + v3109 - v2767 - v3093;
    let v3125 = u9 * v3124;
    let v3126 = v2749 + v3111 + v2755 + v2769 - v2758 - v2775 - v2748 - v3095;
    let v3127 = u9 * v3126;
    let v3128 = v2775 + v3113 - v2769 - v3097;
    let v3129 = u9 * v3128;
    let v3130 = v2758 + v3115 + v2770 - v2776 - v2755 - v3099;
    let v3131 = u9 * v3130;
    let v3132 = v2776 + v3117 - v2770 - v3101;
    let v3133 = u9 * v3132;
    let v3134 = v3095
        + v3127
        + r4
        + v2745
        + 2 * v2748
        + v2754
        + v2766
        - v2755
        - v2769
        - v3087
        - v3119
        - 1;
    let v3135 = u10 * v3134;
    let v3136 = v2769 + v3097 + v3129 - v2766 - v3089 - v3121;
    let v3137 = u10 * v3136;
    let v3138 = v2755 + v3099 + v3131 + v2767 - v2770 - v2754 - v3091 - v3123;
    let v3139 = u10 * v3138;
    let v3140 = v2770 + v3101 + v3133 - v2767 - v3093 - v3125;
    let v3141 = u10 * v3140;
    let v3142 = v3091
        + v3123
        + v3139
        + r4
        + v2745
        + v2748
        + 2 * v2754
        + v2766
        - v2767
        - v3087
        - v3119
        - v3135
        - 1;
    let v3143 = u11 * v3142;
    let v3144 = v2767 + v3093 + v3125 + v3141 - v2766 - v3089 - v3121 - v3137;
    let v3145 = u11 * v3144;
    let v3146 = v3089
        + v3121
        + v3137
        + v3145
        + r4
        + v2745
        + v2748
        + v2754
        + 2 * v2766
        - v3087
        - v3119
        - v3135
        - v3143
        - 1;
    let v3147 = u12 * v3146;
    let v3148 = v3087 + v3119 + v3135 + v3143 + v3147 - r4 - v2745 - v2748 - v2754 - v2766 + 1;
    let v3149 = v1701 * v3148;
    let v3150 = 2 * g3 - 1;
    let v3151 = u13 * v3150;
    let v3152 = v3151 - g3 + 1;
    let v3153 = v3149 * v3152;
    let v3154 = v3047 * v3153;
    let v3155 = v3055 * v3154;
    let v3156 = v2744 * v3155;
    let v3157 = u13 * v2856;
    let v3158 = u14 * v3086;
    let v3159 = u14 * v3088;
    let v3160 = u14 * v3090;
    let v3161 = u14 * v3092;
    let v3162 = u14 * v3094;
    let v3163 = u14 * v3096;
    let v3164 = u14 * v3098;
    let v3165 = u14 * v3100;
    let v3166 = u14 * v3102;
    let v3167 = u14 * v3104;
    let v3168 = u14 * v3106;
    let v3169 = u14 * v3108;
    let v3170 = u14 * v3110;
    let v3171 = u14 * v3112;
    let v3172 = u14 * v3114;
    let v3173 = u14 * v3116;
    let v3174 = v3158 - r4 - v2745 - v2748 - v2754 - v2766 + 1;
    let v3175 = v2973 * v3174;
    let v3176 = v2766 + v3159;
    let v3177 = v2975 * v3176;
    let v3178 = v2754 + v3160 - v2767;
    let v3179 = v2978 * v3178;
    let v3180 = v2767 + v3161;
    let v3181 = v2980 * v3180;
    let v3182 = v2748 + v3162 - v2755 - v2769;
    let v3183 = v2983 * v3182;
    let v3184 = v2769 + v3163;
    let v3185 = v2985 * v3184;
    let v3186 = v2755 + v3164 - v2770;
    let v3187 = v2988 * v3186;
    let v3188 = v2770 + v3165;
    let v3189 = v2990 * v3188;
    let v3190 = v2745 + v3166 - v2749 - v2757 - v2772;
    let v3191 = v2992 * v3190;
    let v3192 = v2772 + v3167;
    let v3193 = v2994 * v3192;
    let v3194 = v2757 + v3168 - v2773;
    let v3195 = v2996 * v3194;
    let v3196 = v2773 + v3169;
    let v3197 = v2998 * v3196;
    let v3198 = v2749 + v3170 - v2758 - v2775;
    let v3199 = v3000 * v3198;
    let v3200 = v2775 + v3171;
    let v3201 = v3002 * v3200;
    let v3202 = v2758 + v3172 - v2776;
    let v3203 = v3004 * v3202;
    let v3204 = v2776 + v3173;
    let v3205 = v3006 * v3204;
    let v3206 = v3175
        + v3177
        + v3179
        + v3181
        + v3183
        + v3185
        + v3187
        + v3189
        + v3191
        + v3193
        + v3195
        + v3197
        + v3199
        + v3201
        + v3203
        + v3205;
    let v3207 = v3157 * v3206;
    let v3208 = v2792 * v3207;
    let v3209 = 2 * r6 + v2795 + v2798 + v2804 + v2816 - v2796 - v2801 - v2810 - v2828 - 1;
    let v3210 = u7 * v3209;
    let v3211 = v2828 - v2816;
    let v3212 = u7 * v3211;
    let v3213 = v2810 + v2817 - v2829 - v2804;
    let v3214 = u7 * v3213;
    let v3215 = v2829 - v2817;
    let v3216 = u7 * v3215;
    let v3217 = v2801 + v2805 + v2819 - v2811 - v2831 - v2798;
    let v3218 = u7 * v3217;
    let v3219 = v2831 - v2819;
    let v3220 = u7 * v3219;
    let v3221 = v2811 + v2820 - v2832 - v2805;
    let v3222 = u7 * v3221;
    let v3223 = v2832 - v2820;
    let v3224 = u7 * v3223;
    let v3225 = v2796 + v2799 + v2807 + v2822 - v2802 - v2813 - v2834 - v2795;
    let v3226 = u7 * v3225;
    let v3227 = v2834 - v2822;
    let v3228 = u7 * v3227;
    let v3229 = v2813 + v2823 - v2835 - v2807;
    let v3230 = u7 * v3229;
    let v3231 = v2835 - v2823;
    let v3232 = u7 * v3231;
    let v3233 = v2802 + v2808 + v2825 - v2814 - v2837 - v2799;
    let v3234 = u7 * v3233;
    let v3235 = v2837 - v2825;
    let v3236 = u7 * v3235;
    let v3237 = v2814 + v2826 - v2838 - v2808;
    let v3238 = u7 * v3237;
    let v3239 = v2838 - v2826;
    let v3240 = u7 * v3239;
    let v3241 = v3226 + r6 + 2 * v2795 + v2798 + v2804 + v2816 - v2799 - v2807 - v2822 - v3210 - 1;
    let v3242 = u8 * v3241;
    let v3243 = v2822 + v3228 - v2816 - v3212;
    let v3244 = u8 * v3243;
    let v3245 = v2807 + v3230 + v2817 - v2823 - v2804 - v3214;
    let v3246 = u8 * v3245;
    let v3247 = v2823 + v3232 - v2817 - v3216;
    let v3248 = u8 * v3247;
    let v3249 = v2799 + v3234 + v2805 + v2819 - v2808 - v2825 - v2798 - v3218;
    let v3250 = u8 * v3249;
    let v3251 = v2825 + v3236 - v2819 - v3220;
    let v3252 = u8 * v3251;
    let v3253 = v2808 + v3238 + v2820 - v2826 - v2805 - v3222;
    let v3254 = u8 * v3253;
    let v3255 = v2826 + v3240 - v2820 - v3224;
    let v3256 = u8 * v3255;
    let v3257 = v3218
        + v3250
        + r6
        + v2795
        + 2 * v2798
        + v2804
        + v2816
        - v2805
        - v2819
        - v3210
        - v3242
        - 1;
    let v3258 = u9 * v3257;
    let v3259 = v2819 + v3220 + v3252 - v2816 - v3212 - v3244;
    let v3260 = u9 * v3259;
    let v3261 = v2805 + v3222 + v3254 + v2817 - v2820 - v2804 - v3214 - v3246;
    let v3262 = u9 * v3261;
    let v3263 = v2820 + v3224 + v3256 - v2817 - v3216 - v3248;
    let v3264 = u9 * v3263;
    let v3265 = v3214
        + v3246
        + v3262
        + r6
        + v2795
        + v2798
        + 2 * v2804
        + v2816
        - v2817
        - v3210
        - v3242
        - v3258
        - 1;
    let v3266 = u10 * v3265;
    let v3267 = v2817 + v3216 + v3248 + v3264 - v2816 - v3212 - v3244 - v3260;
    let v3268 = u10 * v3267;
    let v3269 = v3212
        + v3244
        + v3260
        + v3268
        + r6
        + v2795
        + v2798
        + v2804
        + 2 * v2816
        - v3210
        - v3242
        - v3258
        - v3266
        - 1;
    let v3270 = u11 * v3269;
    let v3271 = v3210 + v3242 + v3258 + v3266 + v3270 - r6 - v2795 - v2798 - v2804 - v2816 + 1;
    let v3272 = v1514 * v3271;
    let v3273 = 2 * g2 - 1;
    let v3274 = u12 * v3273;
    let v3275 = v3274 - g2 + 1;
    let v3276 = v3272 * v3275;
    let v3277 = v3152 * v3276;
    let v3278 = v3047 * v3277;
    let v3279 = v3055 * v3278;
    let v3280 = v2794 * v3279;
    let v3281 = v1781 * v2969;
    let v3282 = u14 * v3209;
    let v3283 = u14 * v3211;
    let v3284 = u14 * v3213;
    let v3285 = u14 * v3215;
    let v3286 = u14 * v3217;
    let v3287 = u14 * v3219;
    let v3288 = u14 * v3221;
    let v3289 = u14 * v3223;
    let v3290 = u14 * v3225;
    let v3291 = u14 * v3227;
    let v3292 = u14 * v3229;
    let v3293 = u14 * v3231;
    let v3294 = u14 * v3233;
    let v3295 = u14 * v3235;
    let v3296 = u14 * v3237;
    let v3297 = u14 * v3239;
    let v3298 = v3282 - r6 - v2795 - v2798 - v2804 - v2816 + 1;
    let v3299 = v2973 * v3298;
    let v3300 = v2816 + v3283;
    let v3301 = v2975 * v3300;
    let v3302 = v2804 + v3284 - v2817;
    let v3303 = v2978 * v3302;
    let v3304 = v2817 + v3285;
    let v3305 = v2980 * v3304;
    let v3306 = v2798 + v3286 - v2805 - v2819;
    let v3307 = v2983 * v3306;
    let v3308 = v2819 + v3287;
    let v3309 = v2985 * v3308;
    let v3310 = v2805 + v3288 - v2820;
    let v3311 = v2988 * v3310;
    let v3312 = v2820 + v3289;
    let v3313 = v2990 * v3312;
    let v3314 = v2795 + v3290 - v2799 - v2807 - v2822;
    let v3315 = v2992 * v3314;
    let v3316 = v2822 + v3291;
    let v3317 = v2994 * v3316;
    let v3318 = v2807 + v3292 - v2823;
    let v3319 = v2996 * v3318;
    let v3320 = v2823 + v3293;
    let v3321 = v2998 * v3320;
    let v3322 = v2799 + v3294 - v2808 - v2825;
    let v3323 = v3000 * v3322;
    let v3324 = v2825 + v3295;
    let v3325 = v3002 * v3324;
    let v3326 = v2808 + v3296 - v2826;
    let v3327 = v3004 * v3326;
    let v3328 = v2826 + v3297;
    let v3329 = v3006 * v3328;
    let v3330 = v3299
        + v3301
        + v3303
        + v3305
        + v3307
        + v3309
        + v3311
        + v3313
        + v3315
        + v3317
        + v3319
        + v3321
        + v3323
        + v3325
        + v3327
        + v3329;
    let v3331 = v3281 * v3330;
    let v3332 = v2841 * v3331;
    let v3333 = u9 * v3011;
    let v3334 = 2 * o0 + v2845 - v2846 - 1;
    let v3335 = u10 * v3334;
    let v3336 = v2846 - v2845;
    let v3337 = u10 * v3336;
    let v3338 = v3337 + o0 + 2 * v2845 - v3335 - 1;
    let v3339 = u11 * v3338;
    let v3340 = v3335 + v3339 - o0 - v2845 + 1;
    let v3341 = v3333 * v3340;
    let v3342 = v3275 * v3341;
    let v3343 = v3152 * v3342;
    let v3344 = v3047 * v3343;
    let v3345 = v3055 * v3344;
    let v3346 = v2843 * v3345;
    let v3347 = 0 - o0 - v2845 + 1;
    let v3350 = o0 - v2846;
    let v3357 = v2992 * v3347;
    let v3358 = v2845 * v2994;
    let v3359 = v2996 * v3350;
    let v3360 = v2846 * v2998;
    let v3365 = v3357 + v3358 + v3359 + v3360;
    let v3366 = v2971 * v3365;
    let v3367 = v2852 * v3366;
    let v3368 = zeta * zeta;
    let v3369 = v3368 * v3368;
    let v3370 = v3369 * v3369;
    let v3371 = v3370 * v3370;
    let v3372 = v3371 * v3371;
    let v3373 = v3372 * v3372;
    let v3374 = v3373 * v3373;
    let v3375 = v3374 * v3374;
    let v3376 = v3375 * v3375;
    let v3377 = v3376 * v3376;
    let v3378 = v3377 * v3377;
    let v3379 = v3378 * v3378;
    let v3380 = v3379 * v3379;
    let v3381 = v3380 * v3380;
    let v3382 = zeta - 1;
    let v3383 = u6 * v3382;
    let v3384 = v3368 - 1;
    let v3385 = u7 * v3384;
    let v3386 = v3383 + 1;
    let v3387 = v3385 + 1;
    let v3388 = v3386 * v3387;
    let v3389 = v3369 - 1;
    let v3390 = u8 * v3389;
    let v3391 = v3390 + 1;
    let v3392 = v3388 * v3391;
    let v3393 = v3370 - 1;
    let v3394 = u9 * v3393;
    let v3395 = v3394 + 1;
    let v3396 = v3392 * v3395;
    let v3397 = v3371 - 1;
    let v3398 = u10 * v3397;
    let v3399 = v3398 + 1;
    let v3400 = v3396 * v3399;
    let v3401 = v3372 - 1;
    let v3402 = u11 * v3401;
    let v3403 = v3402 + 1;
    let v3404 = v3400 * v3403;
    let v3405 = v3373 - 1;
    let v3406 = u12 * v3405;
    let v3407 = v3406 + 1;
    let v3408 = v3404 * v3407;
    let v3409 = v3374 - 1;
    let v3410 = u13 * v3409;
    let v3411 = v3410 + 1;
    let v3412 = v3408 * v3411;
    let v3413 = v3375 - 1;
    let v3414 = u14 * v3413;
    let v3415 = v3414 + 1;
    let v3416 = v3412 * v3415;
    let v3417 = f1 * v3381;
    let v3418 = f3 * v3381;
    let v3419 = f5 * v3381;
    let v3420 = f7 * v3381;
    let v3421 = f9 * v3381;
    let v3422 = f11 * v3381;
    let v3423 = f13 * v3381;
    let v3424 = f15 * v3381;
    let v3425 = f17 * v3381;
    let v3426 = f19 * v3381;
    let v3427 = f21 * v3381;
    let v3428 = f23 * v3381;
    let v3429 = f25 * v3381;
    let v3430 = f27 * v3381;
    let v3431 = f29 * v3381;
    let v3432 = f31 * v3381;
    let v3433 = f33 * v3381;
    let v3434 = f35 * v3381;
    let v3435 = f37 * v3381;
    let v3436 = f39 * v3381;
    let v3437 = f41 * v3381;
    let v3438 = f43 * v3381;
    let v3439 = f45 * v3381;
    let v3440 = f47 * v3381;
    let v3441 = f49 * v3381;
    let v3442 = f51 * v3381;
    let v3443 = f53 * v3381;
    let v3444 = f55 * v3381;
    let v3445 = f57 * v3381;
    let v3446 = f59 * v3381;
    let v3447 = f61 * v3381;
    let v3448 = f63 * v3381;
    let v3449 = f2 + v3418;
    let v3450 = v3380 * v3449;
    let v3451 = f6 + v3420;
    let v3452 = v3380 * v3451;
    let v3453 = f10 + v3422;
    let v3454 = v3380 * v3453;
    let v3455 = f14 + v3424;
    let v3456 = v3380 * v3455;
    let v3457 = f18 + v3426;
    let v3458 = v3380 * v3457;
    let v3459 = f22 + v3428;
    let v3460 = v3380 * v3459;
    let v3461 = f26 + v3430;
    let v3462 = v3380 * v3461;
    let v3463 = f30 + v3432;
    let v3464 = v3380 * v3463;
    let v3465 = f34 + v3434;
    let v3466 = v3380 * v3465;
    let v3467 = f38 + v3436;
    let v3468 = v3380 * v3467;
    let v3469 = f42 + v3438;
    let v3470 = v3380 * v3469;
    let v3471 = f46 + v3440;
    let v3472 = v3380 * v3471;
    let v3473 = f50 + v3442;
    let v3474 = v3380 * v3473;
    let v3475 = f54 + v3444;
    let v3476 = v3380 * v3475;
    let v3477 = f58 + v3446;
    let v3478 = v3380 * v3477;
    let v3479 = f62 + v3448;
    let v3480 = v3380 * v3479;
    let v3481 = f4 + v3419 + v3452;
    let v3482 = v3379 * v3481;
    let v3483 = f12 + v3423 + v3456;
    let v3484 = v3379 * v3483;
    let v3485 = f20 + v3427 + v3460;
    let v3486 = v3379 * v3485;
    let v3487 = f28 + v3431 + v3464;
    let v3488 = v3379 * v3487;
    let v3489 = f36 + v3435 + v3468;
    let v3490 = v3379 * v3489;
    let v3491 = f44 + v3439 + v3472;
    let v3492 = v3379 * v3491;
    let v3493 = f52 + v3443 + v3476;
    let v3494 = v3379 * v3493;
    let v3495 = f60 + v3447 + v3480;
    let v3496 = v3379 * v3495;
    let v3497 = f8 + v3421 + v3454 + v3484;
    let v3498 = v3378 * v3497;
    let v3499 = f24 + v3429 + v3462 + v3488;
    let v3500 = v3378 * v3499;
    let v3501 = f40 + v3437 + v3470 + v3492;
    let v3502 = v3378 * v3501;
    let v3503 = f56 + v3445 + v3478 + v3496;
    let v3504 = v3378 * v3503;
    let v3505 = f16 + v3425 + v3458 + v3486 + v3500;
    let v3506 = v3377 * v3505;
    let v3507 = f48 + v3441 + v3474 + v3494 + v3504;
    let v3508 = v3377 * v3507;
    let v3509 = f32 + v3433 + v3466 + v3490 + v3502 + v3508;
    let v3510 = v3376 * v3509;
    let v3511 = f0 + v3417 + v3450 + v3482 + v3498 + v3506 + v3510;
    let v3512 = v3416 * v3511;
    let v3513 = v719 * v3512;
    let v3514 = v1519
        + v1682
        + v1696
        + v1710
        + v1724
        + v1736
        + v1749
        + v1758
        + v1767
        + v1777
        + v1785
        + v1793
        + v1799
        + v1805
        + v1811
        + v1817
        + v1823
        + v1828
        + v1836
        + v1841
        + v1846
        + v2075
        + v2242
        + v2387
        + v2543
        + v2697
        + v2701
        - 2 * v2968
        - 2 * v3010
        - v3057
        - v3085
        - v3156
        - v3208
        - v3280
        - v3332
        - v3346
        - v3367
        - v3513;
    let v3515 = j0 * v3514;
    2 * v2968
        + 2 * v3010
        + v3057
        + v3085
        + v3156
        + v3208
        + v3280
        + v3332
        + v3346
        + v3367
        + v3513
        + v3515
}

pub fn committed(
    gamma: felt252,
    packing: felt252,
    source_point: felt252,
    mut table_point: Span<felt252>,
    mut last: Span<felt252>,
) -> felt252 {
    let [t0, t1, t2, t3, t4, t5, t6, t7, t8] = (*table_point.multi_pop_front::<9>().unwrap())
        .unbox();
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
    let v76 = gamma * gamma;
    let v77 = v76 * v76;
    let v78 = v77 * v77;
    let v79 = gamma * v78;
    let v80 = gamma * v77;
    let v81 = v80 * v80;
    let v82 = packing * packing;
    let v83 = v82 * v82;
    let v84 = v83 * v83;
    let v85 = v84 * v84;
    let v86 = v85 * v85;
    let v87 = v86 * v86;
    let v88 = v87 * v87;
    let v89 = v88 * v88;
    let v90 = v89 * v89;
    let v91 = v90 * v90;
    let v92 = v91 * v91;
    let v93 = v92 * v92;
    let v94 = v93 * v93;
    let v95 = v94 * v94;
    let v96 = v95 - 1;
    let v97 = t0 * v96;
    let v98 = v94 - 1;
    let v99 = t1 * v98;
    let v100 = v97 + 1;
    let v101 = v99 + 1;
    let v102 = v100 * v101;
    let v103 = v93 - 1;
    let v104 = t2 * v103;
    let v105 = v104 + 1;
    let v106 = v102 * v105;
    let v107 = v92 - 1;
    let v108 = t3 * v107;
    let v109 = v108 + 1;
    let v110 = v106 * v109;
    let v111 = v91 - 1;
    let v112 = t4 * v111;
    let v113 = v112 + 1;
    let v114 = v110 * v113;
    let v115 = v90 - 1;
    let v116 = t5 * v115;
    let v117 = v116 + 1;
    let v118 = v114 * v117;
    let v119 = v89 - 1;
    let v120 = t6 * v119;
    let v121 = v120 + 1;
    let v122 = v118 * v121;
    let v123 = v88 - 1;
    let v124 = t7 * v123;
    let v125 = v124 + 1;
    let v126 = v122 * v125;
    let v127 = v87 - 1;
    let v128 = t8 * v127;
    let v129 = v128 + 1;
    let v130 = v126 * v129;
    let v131 = packing * f1;
    let v132 = packing * f3;
    let v133 = packing * f5;
    let v134 = packing * f7;
    let v135 = packing * f9;
    let v136 = packing * f11;
    let v137 = packing * f13;
    let v138 = packing * f15;
    let v139 = packing * f17;
    let v140 = packing * f19;
    let v141 = packing * f21;
    let v142 = packing * f23;
    let v143 = packing * f25;
    let v144 = packing * f27;
    let v145 = packing * f29;
    let v146 = packing * f31;
    let v147 = packing * f33;
    let v148 = packing * f35;
    let v149 = packing * f37;
    let v150 = packing * f39;
    let v151 = packing * f41;
    let v152 = packing * f43;
    let v153 = packing * f45;
    let v154 = packing * f47;
    let v155 = packing * f49;
    let v156 = packing * f51;
    let v157 = packing * f53;
    let v158 = packing * f55;
    let v159 = packing * f57;
    let v160 = packing * f59;
    let v161 = packing * f61;
    let v162 = packing * f63;
    let v163 = f2 + v132;
    let v164 = v82 * v163;
    let v165 = f6 + v134;
    let v166 = v82 * v165;
    let v167 = f10 + v136;
    let v168 = v82 * v167;
    let v169 = f14 + v138;
    let v170 = v82 * v169;
    let v171 = f18 + v140;
    let v172 = v82 * v171;
    let v173 = f22 + v142;
    let v174 = v82 * v173;
    let v175 = f26 + v144;
    let v176 = v82 * v175;
    let v177 = f30 + v146;
    let v178 = v82 * v177;
    let v179 = f34 + v148;
    let v180 = v82 * v179;
    let v181 = f38 + v150;
    let v182 = v82 * v181;
    let v183 = f42 + v152;
    let v184 = v82 * v183;
    let v185 = f46 + v154;
    let v186 = v82 * v185;
    let v187 = f50 + v156;
    let v188 = v82 * v187;
    let v189 = f54 + v158;
    let v190 = v82 * v189;
    let v191 = f58 + v160;
    let v192 = v82 * v191;
    let v193 = f62 + v162;
    let v194 = v82 * v193;
    let v195 = f4 + v133 + v166;
    let v196 = v83 * v195;
    let v197 = f12 + v137 + v170;
    let v198 = v83 * v197;
    let v199 = f20 + v141 + v174;
    let v200 = v83 * v199;
    let v201 = f28 + v145 + v178;
    let v202 = v83 * v201;
    let v203 = f36 + v149 + v182;
    let v204 = v83 * v203;
    let v205 = f44 + v153 + v186;
    let v206 = v83 * v205;
    let v207 = f52 + v157 + v190;
    let v208 = v83 * v207;
    let v209 = f60 + v161 + v194;
    let v210 = v83 * v209;
    let v211 = f8 + v135 + v168 + v198;
    let v212 = v84 * v211;
    let v213 = f24 + v143 + v176 + v202;
    let v214 = v84 * v213;
    let v215 = f40 + v151 + v184 + v206;
    let v216 = v84 * v215;
    let v217 = f56 + v159 + v192 + v210;
    let v218 = v84 * v217;
    let v219 = f16 + v139 + v172 + v200 + v214;
    let v220 = v85 * v219;
    let v221 = f48 + v155 + v188 + v208 + v218;
    let v222 = v85 * v221;
    let v223 = f32 + v147 + v180 + v204 + v216 + v222;
    let v224 = v86 * v223;
    let v225 = f0 + v131 + v164 + v196 + v212 + v220 + v224;
    let v226 = v130 * v225;
    let v227 = v79 * v226;
    let v228 = source_point * source_point;
    let v229 = v228 * v228;
    let v230 = v229 * v229;
    let v231 = v230 * v230;
    let v232 = v231 * v231;
    let v233 = v232 * v232;
    let v234 = v233 * v233;
    let v235 = v234 * v234;
    let v236 = v235 * v235;
    let v237 = v236 * v236;
    let v238 = v237 * v237;
    let v239 = v238 * v238;
    let v240 = v239 * v239;
    let v241 = v240 * v240;
    let v242 = v241 - 1;
    let v243 = t0 * v242;
    let v244 = v240 - 1;
    let v245 = t1 * v244;
    let v246 = v243 + 1;
    let v247 = v245 + 1;
    let v248 = v246 * v247;
    let v249 = v239 - 1;
    let v250 = t2 * v249;
    let v251 = v250 + 1;
    let v252 = v248 * v251;
    let v253 = v238 - 1;
    let v254 = t3 * v253;
    let v255 = v254 + 1;
    let v256 = v252 * v255;
    let v257 = v237 - 1;
    let v258 = t4 * v257;
    let v259 = v258 + 1;
    let v260 = v256 * v259;
    let v261 = v236 - 1;
    let v262 = t5 * v261;
    let v263 = v262 + 1;
    let v264 = v260 * v263;
    let v265 = v235 - 1;
    let v266 = t6 * v265;
    let v267 = v266 + 1;
    let v268 = v264 * v267;
    let v269 = v234 - 1;
    let v270 = t7 * v269;
    let v271 = v270 + 1;
    let v272 = v268 * v271;
    let v273 = v233 - 1;
    let v274 = t8 * v273;
    let v275 = v274 + 1;
    let v276 = v272 * v275;
    let v277 = source_point * f1;
    let v278 = source_point * f3;
    let v279 = source_point * f5;
    let v280 = source_point * f7;
    let v281 = source_point * f9;
    let v282 = source_point * f11;
    let v283 = source_point * f13;
    let v284 = source_point * f15;
    let v285 = source_point * f17;
    let v286 = source_point * f19;
    let v287 = source_point * f21;
    let v288 = source_point * f23;
    let v289 = source_point * f25;
    let v290 = source_point * f27;
    let v291 = source_point * f29;
    let v292 = source_point * f31;
    let v293 = source_point * f33;
    let v294 = source_point * f35;
    let v295 = source_point * f37;
    let v296 = source_point * f39;
    let v297 = source_point * f41;
    let v298 = source_point * f43;
    let v299 = source_point * f45;
    let v300 = source_point * f47;
    let v301 = source_point * f49;
    let v302 = source_point * f51;
    let v303 = source_point * f53;
    let v304 = source_point * f55;
    let v305 = source_point * f57;
    let v306 = source_point * f59;
    let v307 = source_point * f61;
    let v308 = source_point * f63;
    let v309 = f2 + v278;
    let v310 = v228 * v309;
    let v311 = f6 + v280;
    let v312 = v228 * v311;
    let v313 = f10 + v282;
    let v314 = v228 * v313;
    let v315 = f14 + v284;
    let v316 = v228 * v315;
    let v317 = f18 + v286;
    let v318 = v228 * v317;
    let v319 = f22 + v288;
    let v320 = v228 * v319;
    let v321 = f26 + v290;
    let v322 = v228 * v321;
    let v323 = f30 + v292;
    let v324 = v228 * v323;
    let v325 = f34 + v294;
    let v326 = v228 * v325;
    let v327 = f38 + v296;
    let v328 = v228 * v327;
    let v329 = f42 + v298;
    let v330 = v228 * v329;
    let v331 = f46 + v300;
    let v332 = v228 * v331;
    let v333 = f50 + v302;
    let v334 = v228 * v333;
    let v335 = f54 + v304;
    let v336 = v228 * v335;
    let v337 = f58 + v306;
    let v338 = v228 * v337;
    let v339 = f62 + v308;
    let v340 = v228 * v339;
    let v341 = f4 + v279 + v312;
    let v342 = v229 * v341;
    let v343 = f12 + v283 + v316;
    let v344 = v229 * v343;
    let v345 = f20 + v287 + v320;
    let v346 = v229 * v345;
    let v347 = f28 + v291 + v324;
    let v348 = v229 * v347;
    let v349 = f36 + v295 + v328;
    let v350 = v229 * v349;
    let v351 = f44 + v299 + v332;
    let v352 = v229 * v351;
    let v353 = f52 + v303 + v336;
    let v354 = v229 * v353;
    let v355 = f60 + v307 + v340;
    let v356 = v229 * v355;
    let v357 = f8 + v281 + v314 + v344;
    let v358 = v230 * v357;
    let v359 = f24 + v289 + v322 + v348;
    let v360 = v230 * v359;
    let v361 = f40 + v297 + v330 + v352;
    let v362 = v230 * v361;
    let v363 = f56 + v305 + v338 + v356;
    let v364 = v230 * v363;
    let v365 = f16 + v285 + v318 + v346 + v360;
    let v366 = v231 * v365;
    let v367 = f48 + v301 + v334 + v354 + v364;
    let v368 = v231 * v367;
    let v369 = f32 + v293 + v326 + v350 + v362 + v368;
    let v370 = v232 * v369;
    let v371 = f0 + v277 + v310 + v342 + v358 + v366 + v370;
    let v372 = v276 * v371;
    let v373 = v81 * v372;
    v227 + v373
}

mod of_8 {
    use bounded::BoundedInt;
    #[feature("bounded-int-utils")]
    use core::internal::bounded_int::{DivRemHelper, UnitInt, div_rem, downcast, upcast};
    use crate::zkml::circuit::{Folding, Opened, Sizes};
    use crate::zkml::{last_message, merkle};

    pub const SIZES: Sizes = Sizes {
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
        weights_first: false,
        levels: 4,
        join: 4,
        input_join: 13,
        queries: 31,
        draws: 6,
        hints: 2,
        felts: 3307,
    };

    pub fn folds(level: u32) -> u32 {
        match level {
            0 => 4,
            1 => 3,
            2 => 3,
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

    impl Split128By20 of DivRemHelper<
        BoundedInt<0, 0xffffffffffffffffffffffffffffffff>, UnitInt<1048576>,
    > {
        type DivT = BoundedInt<0, 0xfffffffffffffffffffffffffff>;
        type RemT = BoundedInt<0, 0xfffff>;
    }
    impl Split108By20 of DivRemHelper<
        BoundedInt<0, 0xfffffffffffffffffffffffffff>, UnitInt<1048576>,
    > {
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
    pub fn split_positions(word: u128, ref numbers: Array<u32>) {
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
        let j0_0 = c1_0 + r0 * w0_0;
        let j0_1 = c1_1 + r0 * w0_1;
        let j0_2 = c1_2 + r0 * w0_2;
        let j0_3 = c1_3 + r0 * w0_3;
        let j0_4 = c1_4 + r0 * w0_4;
        let j0_5 = c1_5 + r0 * w0_5;
        let j0_6 = c1_6 + r0 * w0_6;
        let j0_7 = c1_7 + r0 * w0_7;
        let (value, x) = merkle::fold_8(
            x, q4, q5, q6, j0_0, j0_1, j0_2, j0_3, j0_4, j0_5, j0_6, j0_7,
        );
        let (root, c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7) = merkle::with_folded_8(
            d1, k1 * value, a2_0, a2_1, a2_2, a2_3, a2_4, a2_5, a2_6,
        );
        let x = x * root;
        let h2 = merkle::leaf_8(c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7);
        let h2 = merkle::climb_3(h2, d2, s2_0, s2_1, s2_2);
        let h2 = merkle::climb_3(h2, d3, s2_3, s2_4, s2_5);
        let h2 = merkle::climb_1(h2, d4, s2_6);
        let (value, x) = merkle::fold_8(
            x, q7, q8, q9, c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7,
        );
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

    pub fn walk(ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>> {
        let [n0, n1, n2, n3, n4] = walk_7(128, ref opened, ref proof)?.unbox();
        Some(array![n0, n1, n2, n3, n4].span())
    }
}

mod of_16 {
    use bounded::BoundedInt;
    #[feature("bounded-int-utils")]
    use core::internal::bounded_int::{DivRemHelper, UnitInt, div_rem, downcast, upcast};
    use crate::zkml::circuit::{Folding, Opened, Sizes};
    use crate::zkml::{last_message, merkle};

    pub const SIZES: Sizes = Sizes {
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
        weights_first: false,
        levels: 5,
        join: 5,
        input_join: 8,
        queries: 31,
        draws: 7,
        hints: 2,
        felts: 4130,
    };

    pub fn folds(level: u32) -> u32 {
        match level {
            0 => 3,
            1 => 2,
            2 => 3,
            3 => 3,
            _ => 3,
        }
    }

    pub fn step(packing: felt252) -> felt252 {
        let v1 = packing * packing;
        let v2 = v1 * v1;
        let v3 = v2 * v2;
        let v4 = v3 * v3;
        let v5 = v4 * v4;
        let v6 = v5 * v5;
        let v7 = v6 * v6;
        let v8 = v7 * v7;
        v8
    }

    pub fn outputs(
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

    impl Split128By22 of DivRemHelper<
        BoundedInt<0, 0xffffffffffffffffffffffffffffffff>, UnitInt<4194304>,
    > {
        type DivT = BoundedInt<0, 0x3ffffffffffffffffffffffffff>;
        type RemT = BoundedInt<0, 0x3fffff>;
    }
    impl Split106By22 of DivRemHelper<
        BoundedInt<0, 0x3ffffffffffffffffffffffffff>, UnitInt<4194304>,
    > {
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
    pub fn split_positions(word: u128, ref numbers: Array<u32>) {
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
        let (value, x) = merkle::fold_8(
            x, q0, q1, q2, a0_0, a0_1, a0_2, a0_3, a0_4, a0_5, a0_6, a0_7,
        );
        let (root, c1_0, c1_1, c1_2, c1_3) = merkle::with_folded_4(
            d0, k0 * value, a1_0, a1_1, a1_2,
        );
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
        let j0_0 = c2_0 + r0 * w0_0;
        let j0_1 = c2_1 + r0 * w0_1;
        let j0_2 = c2_2 + r0 * w0_2;
        let j0_3 = c2_3 + r0 * w0_3;
        let j0_4 = c2_4 + r0 * w0_4;
        let j0_5 = c2_5 + r0 * w0_5;
        let j0_6 = c2_6 + r0 * w0_6;
        let j0_7 = c2_7 + r0 * w0_7;
        let (value, x) = merkle::fold_8(
            x, q5, q6, q7, j0_0, j0_1, j0_2, j0_3, j0_4, j0_5, j0_6, j0_7,
        );
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
        let j1_0 = c3_0 + r1 * w1_0;
        let j1_1 = c3_1 + r1 * w1_1;
        let j1_2 = c3_2 + r1 * w1_2;
        let j1_3 = c3_3 + r1 * w1_3;
        let j1_4 = c3_4 + r1 * w1_4;
        let j1_5 = c3_5 + r1 * w1_5;
        let j1_6 = c3_6 + r1 * w1_6;
        let j1_7 = c3_7 + r1 * w1_7;
        let (value, x) = merkle::fold_8(
            x, q8, q9, q10, j1_0, j1_1, j1_2, j1_3, j1_4, j1_5, j1_6, j1_7,
        );
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

    pub fn walk(ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>> {
        let [n0, n1, n2, n3, n4, n5, n6] = walk_7(128, ref opened, ref proof)?.unbox();
        Some(array![n0, n1, n2, n3, n4, n5, n6].span())
    }
}

mod of_32 {
    use bounded::BoundedInt;
    #[feature("bounded-int-utils")]
    use core::internal::bounded_int::{DivRemHelper, UnitInt, div_rem, downcast, upcast};
    use crate::zkml::circuit::{Folding, Opened, Sizes};
    use crate::zkml::{last_message, merkle};

    pub const SIZES: Sizes = Sizes {
        code: 11,
        grinding: 24,
        items: 32,
        outputs: 4,
        binding: 2,
        packed: 133,
        input_bits: 15,
        items_bits: 5,
        witness_bits: 21,
        terms_bits: 11,
        output_bits: 2,
        scale: 64,
        weights_first: false,
        levels: 5,
        join: 6,
        input_join: 6,
        queries: 31,
        draws: 7,
        hints: 2,
        felts: 4424,
    };

    pub fn folds(level: u32) -> u32 {
        match level {
            0 => 3,
            1 => 3,
            2 => 3,
            3 => 3,
            _ => 3,
        }
    }

    pub fn step(packing: felt252) -> felt252 {
        let v1 = packing * packing;
        let v2 = v1 * v1;
        let v3 = v2 * v2;
        let v4 = v3 * v3;
        let v5 = v4 * v4;
        let v6 = v5 * v5;
        let v7 = v6 * v6;
        let v8 = v7 * v7;
        v8
    }

    pub fn outputs(
        mut image: Span<felt252>, mut output_point: Span<felt252>, mut values: Span<felt252>,
    ) -> felt252 {
        let [b0, b1, b2, b3, b4] = (*image.multi_pop_front::<5>().unwrap()).unbox();
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
            y64,
            y65,
            y66,
            y67,
            y68,
            y69,
            y70,
            y71,
            y72,
            y73,
            y74,
            y75,
            y76,
            y77,
            y78,
            y79,
            y80,
            y81,
            y82,
            y83,
            y84,
            y85,
            y86,
            y87,
            y88,
            y89,
            y90,
            y91,
            y92,
            y93,
            y94,
            y95,
            y96,
            y97,
            y98,
            y99,
            y100,
            y101,
            y102,
            y103,
            y104,
            y105,
            y106,
            y107,
            y108,
            y109,
            y110,
            y111,
            y112,
            y113,
            y114,
            y115,
            y116,
            y117,
            y118,
            y119,
            y120,
            y121,
            y122,
            y123,
            y124,
            y125,
            y126,
            y127,
        ] =
            (*values
            .multi_pop_front::<128>()
            .unwrap())
            .unbox();
        let v151 = 0 - b0 + 1;
        let v152 = b1 * v151;
        let v153 = b0 * b1;
        let v154 = 0 - b0 - v152 + 1;
        let v155 = b2 * v154;
        let v156 = b2 * v152;
        let v157 = b0 - v153;
        let v158 = b2 * v157;
        let v159 = b2 * v153;
        let v160 = 0 - b0 - v152 - v155 + 1;
        let v161 = b3 * v160;
        let v162 = b3 * v155;
        let v163 = v152 - v156;
        let v164 = b3 * v163;
        let v165 = b3 * v156;
        let v166 = b0 - v153 - v158;
        let v167 = b3 * v166;
        let v168 = b3 * v158;
        let v169 = v153 - v159;
        let v170 = b3 * v169;
        let v171 = b3 * v159;
        let v172 = 0 - b0 - v152 - v155 - v161 + 1;
        let v173 = b4 * v172;
        let v174 = b4 * v161;
        let v175 = v155 - v162;
        let v176 = b4 * v175;
        let v177 = b4 * v162;
        let v178 = v152 - v156 - v164;
        let v179 = b4 * v178;
        let v180 = b4 * v164;
        let v181 = v156 - v165;
        let v182 = b4 * v181;
        let v183 = b4 * v165;
        let v184 = b0 - v153 - v158 - v167;
        let v185 = b4 * v184;
        let v186 = b4 * v167;
        let v187 = v158 - v168;
        let v188 = b4 * v187;
        let v189 = b4 * v168;
        let v190 = v153 - v159 - v170;
        let v191 = b4 * v190;
        let v192 = b4 * v170;
        let v193 = v159 - v171;
        let v194 = b4 * v193;
        let v195 = b4 * v171;
        let v196 = 0 - o0 + 1;
        let v197 = o1 * v196;
        let v198 = o0 * o1;
        let v199 = 0 - o0 - v197 + 1;
        let v200 = y0 * v199;
        let v201 = y1 * v197;
        let v202 = o0 - v198;
        let v203 = y2 * v202;
        let v204 = y3 * v198;
        let v205 = 0 - b0 - v152 - v155 - v161 - v173 + 1;
        let v206 = v200 + v201 + v203 + v204;
        let v207 = v205 * v206;
        let v208 = y4 * v199;
        let v209 = y5 * v197;
        let v210 = y6 * v202;
        let v211 = y7 * v198;
        let v212 = v208 + v209 + v210 + v211;
        let v213 = v173 * v212;
        let v214 = y8 * v199;
        let v215 = y9 * v197;
        let v216 = y10 * v202;
        let v217 = y11 * v198;
        let v218 = v161 - v174;
        let v219 = v214 + v215 + v216 + v217;
        let v220 = v218 * v219;
        let v221 = y12 * v199;
        let v222 = y13 * v197;
        let v223 = y14 * v202;
        let v224 = y15 * v198;
        let v225 = v221 + v222 + v223 + v224;
        let v226 = v174 * v225;
        let v227 = y16 * v199;
        let v228 = y17 * v197;
        let v229 = y18 * v202;
        let v230 = y19 * v198;
        let v231 = v155 - v162 - v176;
        let v232 = v227 + v228 + v229 + v230;
        let v233 = v231 * v232;
        let v234 = y20 * v199;
        let v235 = y21 * v197;
        let v236 = y22 * v202;
        let v237 = y23 * v198;
        let v238 = v234 + v235 + v236 + v237;
        let v239 = v176 * v238;
        let v240 = y24 * v199;
        let v241 = y25 * v197;
        let v242 = y26 * v202;
        let v243 = y27 * v198;
        let v244 = v162 - v177;
        let v245 = v240 + v241 + v242 + v243;
        let v246 = v244 * v245;
        let v247 = y28 * v199;
        let v248 = y29 * v197;
        let v249 = y30 * v202;
        let v250 = y31 * v198;
        let v251 = v247 + v248 + v249 + v250;
        let v252 = v177 * v251;
        let v253 = y32 * v199;
        let v254 = y33 * v197;
        let v255 = y34 * v202;
        let v256 = y35 * v198;
        let v257 = v152 - v156 - v164 - v179;
        let v258 = v253 + v254 + v255 + v256;
        let v259 = v257 * v258;
        let v260 = y36 * v199;
        let v261 = y37 * v197;
        let v262 = y38 * v202;
        let v263 = y39 * v198;
        let v264 = v260 + v261 + v262 + v263;
        let v265 = v179 * v264;
        let v266 = y40 * v199;
        let v267 = y41 * v197;
        let v268 = y42 * v202;
        let v269 = y43 * v198;
        let v270 = v164 - v180;
        let v271 = v266 + v267 + v268 + v269;
        let v272 = v270 * v271;
        let v273 = y44 * v199;
        let v274 = y45 * v197;
        let v275 = y46 * v202;
        let v276 = y47 * v198;
        let v277 = v273 + v274 + v275 + v276;
        let v278 = v180 * v277;
        let v279 = y48 * v199;
        let v280 = y49 * v197;
        let v281 = y50 * v202;
        let v282 = y51 * v198;
        let v283 = v156 - v165 - v182;
        let v284 = v279 + v280 + v281 + v282;
        let v285 = v283 * v284;
        let v286 = y52 * v199;
        let v287 = y53 * v197;
        let v288 = y54 * v202;
        let v289 = y55 * v198;
        let v290 = v286 + v287 + v288 + v289;
        let v291 = v182 * v290;
        let v292 = y56 * v199;
        let v293 = y57 * v197;
        let v294 = y58 * v202;
        let v295 = y59 * v198;
        let v296 = v165 - v183;
        let v297 = v292 + v293 + v294 + v295;
        let v298 = v296 * v297;
        let v299 = y60 * v199;
        let v300 = y61 * v197;
        let v301 = y62 * v202;
        let v302 = y63 * v198;
        let v303 = v299 + v300 + v301 + v302;
        let v304 = v183 * v303;
        let v305 = y64 * v199;
        let v306 = y65 * v197;
        let v307 = y66 * v202;
        let v308 = y67 * v198;
        let v309 = b0 - v153 - v158 - v167 - v185;
        let v310 = v305 + v306 + v307 + v308;
        let v311 = v309 * v310;
        let v312 = y68 * v199;
        let v313 = y69 * v197;
        let v314 = y70 * v202;
        let v315 = y71 * v198;
        let v316 = v312 + v313 + v314 + v315;
        let v317 = v185 * v316;
        let v318 = y72 * v199;
        let v319 = y73 * v197;
        let v320 = y74 * v202;
        let v321 = y75 * v198;
        let v322 = v167 - v186;
        let v323 = v318 + v319 + v320 + v321;
        let v324 = v322 * v323;
        let v325 = y76 * v199;
        let v326 = y77 * v197;
        let v327 = y78 * v202;
        let v328 = y79 * v198;
        let v329 = v325 + v326 + v327 + v328;
        let v330 = v186 * v329;
        let v331 = y80 * v199;
        let v332 = y81 * v197;
        let v333 = y82 * v202;
        let v334 = y83 * v198;
        let v335 = v158 - v168 - v188;
        let v336 = v331 + v332 + v333 + v334;
        let v337 = v335 * v336;
        let v338 = y84 * v199;
        let v339 = y85 * v197;
        let v340 = y86 * v202;
        let v341 = y87 * v198;
        let v342 = v338 + v339 + v340 + v341;
        let v343 = v188 * v342;
        let v344 = y88 * v199;
        let v345 = y89 * v197;
        let v346 = y90 * v202;
        let v347 = y91 * v198;
        let v348 = v168 - v189;
        let v349 = v344 + v345 + v346 + v347;
        let v350 = v348 * v349;
        let v351 = y92 * v199;
        let v352 = y93 * v197;
        let v353 = y94 * v202;
        let v354 = y95 * v198;
        let v355 = v351 + v352 + v353 + v354;
        let v356 = v189 * v355;
        let v357 = y96 * v199;
        let v358 = y97 * v197;
        let v359 = y98 * v202;
        let v360 = y99 * v198;
        let v361 = v153 - v159 - v170 - v191;
        let v362 = v357 + v358 + v359 + v360;
        let v363 = v361 * v362;
        let v364 = y100 * v199;
        let v365 = y101 * v197;
        let v366 = y102 * v202;
        let v367 = y103 * v198;
        let v368 = v364 + v365 + v366 + v367;
        let v369 = v191 * v368;
        let v370 = y104 * v199;
        let v371 = y105 * v197;
        let v372 = y106 * v202;
        let v373 = y107 * v198;
        let v374 = v170 - v192;
        let v375 = v370 + v371 + v372 + v373;
        let v376 = v374 * v375;
        let v377 = y108 * v199;
        let v378 = y109 * v197;
        let v379 = y110 * v202;
        let v380 = y111 * v198;
        let v381 = v377 + v378 + v379 + v380;
        let v382 = v192 * v381;
        let v383 = y112 * v199;
        let v384 = y113 * v197;
        let v385 = y114 * v202;
        let v386 = y115 * v198;
        let v387 = v159 - v171 - v194;
        let v388 = v383 + v384 + v385 + v386;
        let v389 = v387 * v388;
        let v390 = y116 * v199;
        let v391 = y117 * v197;
        let v392 = y118 * v202;
        let v393 = y119 * v198;
        let v394 = v390 + v391 + v392 + v393;
        let v395 = v194 * v394;
        let v396 = y120 * v199;
        let v397 = y121 * v197;
        let v398 = y122 * v202;
        let v399 = y123 * v198;
        let v400 = v171 - v195;
        let v401 = v396 + v397 + v398 + v399;
        let v402 = v400 * v401;
        let v403 = y124 * v199;
        let v404 = y125 * v197;
        let v405 = y126 * v202;
        let v406 = y127 * v198;
        let v407 = v403 + v404 + v405 + v406;
        let v408 = v195 * v407;
        v207
            + v213
            + v220
            + v226
            + v233
            + v239
            + v246
            + v252
            + v259
            + v265
            + v272
            + v278
            + v285
            + v291
            + v298
            + v304
            + v311
            + v317
            + v324
            + v330
            + v337
            + v343
            + v350
            + v356
            + v363
            + v369
            + v376
            + v382
            + v389
            + v395
            + v402
            + v408
    }

    impl Split128By23 of DivRemHelper<
        BoundedInt<0, 0xffffffffffffffffffffffffffffffff>, UnitInt<8388608>,
    > {
        type DivT = BoundedInt<0, 0x1ffffffffffffffffffffffffff>;
        type RemT = BoundedInt<0, 0x7fffff>;
    }
    impl Split105By23 of DivRemHelper<
        BoundedInt<0, 0x1ffffffffffffffffffffffffff>, UnitInt<8388608>,
    > {
        type DivT = BoundedInt<0, 0x3ffffffffffffffffffff>;
        type RemT = BoundedInt<0, 0x7fffff>;
    }
    impl Split82By23 of DivRemHelper<BoundedInt<0, 0x3ffffffffffffffffffff>, UnitInt<8388608>> {
        type DivT = BoundedInt<0, 0x7ffffffffffffff>;
        type RemT = BoundedInt<0, 0x7fffff>;
    }
    impl Split59By23 of DivRemHelper<BoundedInt<0, 0x7ffffffffffffff>, UnitInt<8388608>> {
        type DivT = BoundedInt<0, 0xfffffffff>;
        type RemT = BoundedInt<0, 0x7fffff>;
    }
    impl Split36By23 of DivRemHelper<BoundedInt<0, 0xfffffffff>, UnitInt<8388608>> {
        type DivT = BoundedInt<0, 0x1fff>;
        type RemT = BoundedInt<0, 0x7fffff>;
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
    impl Split23By3 of DivRemHelper<BoundedInt<0, 0x7fffff>, UnitInt<8>> {
        type DivT = BoundedInt<0, 0xfffff>;
        type RemT = BoundedInt<0, 0x7>;
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
    const BY_23: NonZero<UnitInt<8388608>> = 8388608;
    type Position = BoundedInt<0, 0x7fffff>;
    type Top = BoundedInt<0, 0x7f>;

    /// Splits a challenge's low half into positions.
    pub fn split_positions(word: u128, ref numbers: Array<u32>) {
        let rest: BoundedInt<0, 0xffffffffffffffffffffffffffffffff> = upcast(word);
        let (rest, number) = div_rem(rest, BY_23);
        numbers.append(upcast(number));
        let (rest, number) = div_rem(rest, BY_23);
        numbers.append(upcast(number));
        let (rest, number) = div_rem(rest, BY_23);
        numbers.append(upcast(number));
        let (rest, number) = div_rem(rest, BY_23);
        numbers.append(upcast(number));
        let (rest, number) = div_rem(rest, BY_23);
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
    ) -> (
        Top,
        BoundedInt<0, 0x7>,
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
        let (rest, d4) = div_rem(rest, BY_3);
        let (rest, d5) = div_rem(rest, BY_1);
        (rest, d0, d1, d2, d3, d4, d5)
    }

    fn point_of_d0(digit: BoundedInt<0, 0x7>) -> felt252 {
        match upcast::<_, u32>(digit) {
            0 => 0x1,
            1 => 0x5c3ed0c6f6ac6dd647c9ba3e4721c1eb14011ea3d174c52d7981c5b8145aa75,
            2 => 0x3b1c96a24c7669cfe72ab052121589cec349cbbcee1b9b09de8c5cf6e0bef41,
            3 => 0x179fed001a9673b060f02a4e8373a030593719019b28dea4f059b03071988ec,
            4 => 0x1342b2946b146d7334a83ab7f1ec75e8c5d8531b5a03ab4b878549e246766d8,
            5 => 0x4787db2382bb9e8ee505f4940f9e2bdbbc82f45994b50abb1f029828627dab9,
            6 => 0x68b76e685a1afbb3fa1f335583936958214264afec146eb863bf481aa1e8a0c,
            _ => 0x419898bfdda134b3bed6dbacf81d12844a871aebaeca761e669b1713843e7d7,
        }
    }
    fn point_of_d1(digit: BoundedInt<0, 0x7>) -> felt252 {
        match upcast::<_, u32>(digit) {
            0 => 0x1,
            1 => 0x5c0a717bca84bf725164a76ab0137402eedac496081f8c38c71bd5031055652,
            2 => 0x2c161bccefe8efe8357a7ff5d9529c36dc49fe38ca502941ad37af3d0a6b4f5,
            3 => 0x58e7d89681180d24291bb8dfc8e313f7739c6cc84dcfd26113dacfc746878,
            4 => 0x3a362d340d28de59362d5c9c178262e18226a39c977b11390a5fa7f296fbf1c,
            5 => 0x37609501e4eeee139a24a1fc21efca40550e739de02103dab8e647bde3a6ec8,
            6 => 0x234b25e11c55c49ed7f39bac26c2285dbfaacc4ff57c1f52ca84684d3258b61,
            _ => 0x3de62a8f530ac9aa8c7cf26036b58fe5ac02488e9ee07a159c601989da1387e,
        }
    }
    fn point_of_d2(digit: BoundedInt<0, 0x7>) -> felt252 {
        match upcast::<_, u32>(digit) {
            0 => 0x1,
            1 => 0xffbb44b8cc76db064426a2a4d6bafeaa47a4c08437c60404eeb1c0125ca33a,
            2 => 0x3b2bde244c675c684d31aa6bf06f7c942e643e2574403becf0daf8179e2ebe,
            3 => 0x6716165209f64b6ac006d6b530f40c3f8713e14f6ca2db5c5d7294b327bff7f,
            4 => 0x2d852a47dcde3c315d57a9fd511649fbb26f74e269130b496bc19dcfeccfccc,
            5 => 0x5da51dcb359dbe36b6877d871bdcbdeaec0da46a57982a50f152244a7b43796,
            6 => 0x609ff5c047afa4dc3387b13a4eabb6629a57ad4827e4596584366103c8ff3d2,
            _ => 0x63bde371b7e4f705d936cf1c1be19e9f3a441cc7d22325b965de14a6fad99f7,
        }
    }
    fn point_of_d3(digit: BoundedInt<0, 0x7>) -> felt252 {
        match upcast::<_, u32>(digit) {
            0 => 0x1,
            1 => 0x6ba7cbe076e7f5dd73ddcd4d25979acdc2f028f06fa1b55b4a47f4c44ad0610,
            2 => 0x36cb7c6ed4327aa7206f426c3bb94ce5e64466c3e64660db0f43dd2349eea63,
            3 => 0x4bbcc771cc648bd0d74bc4ab48a70b136b3442b4ad6be8f569d417990223bbb,
            4 => 0x38e7d59155023a76d3b276395c2c067b93dd56fe36060ec6503e80bf248b36c,
            5 => 0x5a37422e4d8cc0c5e984cb6c22b4d4b16022a5dde540e8e361a3c0623611eed,
            6 => 0xbad1d20b10ecf81ae65cf2392be4abf2d502d10b87602580166811ab7563a3,
            _ => 0x6595e20cd337f5fb57c1218a8f6db1a5d09e5e1ea2337ebd2c480bc3c028faa,
        }
    }
    fn point_of_d4(digit: BoundedInt<0, 0x7>) -> felt252 {
        match upcast::<_, u32>(digit) {
            0 => 0x1,
            1 => 0x6a50046d4afae89aa80b742d48175a5b7a6e1b42a5ab630140437adcdf92351,
            2 => 0x63f5efaa33929b2e40a4a07b940adf4612806f6417e3754e8cde2cdaea51997,
            3 => 0x723411640b100abd50a62a3a24b0d28cf8d2a94734c7028cccb67a27fff8849,
            4 => 0x43a8517523f55a8f3776dfa6bcd79eaa84e9027d8d4bee30c0926df0c07573f,
            5 => 0x1e032abd714e88fb0d862921156e4a3bedf376a4ace0663f2fb0678e7dda630,
            6 => 0x1a5874dfe2b6e5fae27479aa7069d69f9f75dcdb36e2d2c45d387747f64cb34,
            _ => 0x3c7ef9e9b36918c59dffa870a0d3a210f9a9bda7f872762443e436076e306c0,
        }
    }
    fn point_of_d5(digit: BoundedInt<0, 0x1>) -> felt252 {
        match upcast::<_, u32>(digit) {
            0 => 0x1,
            _ => 0x718f1ad809daae7d7c15128ae86e4f6b9381de7db8c30c45b7e4e4566984d05,
        }
    }
    fn point_of_top(digit: BoundedInt<0, 0x7f>) -> felt252 {
        match upcast::<_, u32>(digit) {
            0 => 0x1,
            1 => 0x35fd3901cedd2ee24cca8f9895df525e5484134a90a0813e4fb0a7dc1eae1a6,
            2 => 0x7547fa31c5686a61dc5aecd8eae6f099f2b4b62971f450b0a87a94282e87775,
            3 => 0x439f778fe620f10810cd1c15e9528f7ea674531db27cfc8502ffa6e6657da8a,
            4 => 0x3a7579042071ee8375dff93eb9c1bc30cc3049c6192c47e431f11e2b4344711,
            5 => 0x1217216c509811abd52d1ae9de3570c50a06d892a1802d8e341004163040805,
            6 => 0x2aadb5841aec96ba67ede86436c34a728ae0b380f94494e9057fc44b547ab80,
            7 => 0x22e6b736c1019b65691c0afe81f97cbcb4a681837a9cdb65db351e5d9ba6316,
            8 => 0x7a62d5c18005db4b2ba491431869e351a360a916a4d0ee4cf7bd10e57e31913,
            9 => 0x4a58d1297e5396a89b7af766626e0f80dd1a4f0696ce8f0c56444ed9e53ca44,
            10 => 0x2a6c3df50a6939086e011b6df4f082c0f9ac3620c225937b75a0497bd08755e,
            11 => 0x740fd862742847ed7098c138174dfc19b98940706b31acc5cc1dde3c28861e8,
            12 => 0x2d583214c1a7e952a4a77d1986ed427a82b6848f97b26fef550003341a529ff,
            13 => 0x5d4434da5ed50541ac0401157f8a2a34993df9c7e124e10cdf26565e369a30f,
            14 => 0x1965f765cc4f8cc287bd3bbc416241633fd97a46c00eb5450078ad349eae507,
            15 => 0x63770f2c4aa3ca547715221bccd8f89682338441e2e579018449c35233cbee,
            16 => 0x74621517f505f35aae7b169c4bd9d3ee16e9f911ac57a23b0062d2c71200963,
            17 => 0x5d7134fa30f87dba8e7ddab798ecebcc291dcbd084b7bd46b2f6a214c6f01e9,
            18 => 0x7254a8aea3fadab3e1ca07f5568cfe83fa338f60d0cbbb933d6c647ad2c1391,
            19 => 0x3e5150955d881d7f984e45bc403ba0ac45e132072f9fd5140623f5ef7220890,
            20 => 0x604599d4122ab243d29f96f772c9d7dc29999081673c26a6016626248db0bd6,
            21 => 0x350fd52ca76c2243c9988c54e62eb3b7ca816e5c9f9d7fd7e03c3591cb0573c,
            22 => 0x34315d5739f550a94740f268d25fed9a16750d43abee0e88a4cfe9c1a6073b1,
            23 => 0xd0cd26c3beb265aaa77e13a5e9f0c4a8c334673ef6544538a815c8f442bbf2,
            24 => 0x5df7102ae6e24a6b266831bbc48830380051facb0283845a30dc1d71693ada5,
            25 => 0x185b52abd6ddfd1dc151a6dbf7bcffef24e98370c8bd1c594c798c37f1f5ab1,
            26 => 0x474c492093b89161bd5a1271446b3577da66a13ab6d588ebba372f2139f161e,
            27 => 0x1299ff2780fbf970a29f4759728b925a9d9084d7f8b8028b0bf74bf9c28567f,
            28 => 0x600e979860a44bfbbf443d47ab84ebc29a2d5aadd7be5a70cdd1ce6557a8511,
            29 => 0x15222474aed0449827869ec8355c842a12eb9251379d834dea2cb048c260c3a,
            30 => 0x7f38b7e368e2f3861a88584db021050e791b68301021397230d8af8c5d6efdf,
            31 => 0x66991971f86ba094c28b17febd8eb7acc1ab2e0739054a3c38315c8430ba51a,
            32 => 0x2b9f95d9c7a91e553fee72855f2b4d0f2bb5a002989ac16fad72a75ae580194,
            33 => 0x5013c118454044b4e4afc85b12bbf269ffb1ae5e4b077a11f41ba4957ba5f4f,
            34 => 0x2c5065ee0afbaec6c9413fde077d029ded2ff1eaa10bf4769f30cc36f140c0e,
            35 => 0x31357d03a40f8858ae53bc25a4de5eb64e2582b8dabf5e25a76226535f2409,
            36 => 0x5139823725a490d5f40b9cdcc98e3dba2a87fc9d7acb35466dc61cb171c9edf,
            37 => 0x329eb67e04858e3b416dd35c46a19ccd3d542e8eb23465d01b2af5c75e9db6e,
            38 => 0x7d719c617eef9e8173654d422c9892e5d9360e33de8c1c534ec2bc81114d3c4,
            39 => 0x6f1e00ae87eda93fded5240f73c6b2d5fb414479cc8fb3c46e579c05a9e63c6,
            40 => 0x718cd73289f3e6b0ce309ac819b5d55ee915c5ed35f0e88ccf589101cc7c850,
            41 => 0x2d51c01817ec96918e0ca50253994c07c5a1a7e86ed7fbb7dc7275fad2f30ec,
            42 => 0x2c9dabe6645da2385c0848ba32a44aa9b6e1d9bd8b0cb8c8d65cc54267f1c3a,
            43 => 0x6bda0a8abe292d1a332377cc23c003d84e48add94a35f94a2b817e1a6ddecca,
            44 => 0x4e656bfbac51b8f795e25d8e65c885b89ba00d9b801eeb2709858a4eb19205c,
            45 => 0x545fa243ef132f34a4726c1b12a4e244bd8a14648cc3952e6c96dccddabdfb,
            46 => 0x7c140c860d39d3f1dfd2e93d5870a72973bf1725c6dae1e340220c8d5543b90,
            47 => 0x265e9d9285d3a186bc4d6e648a68da308e5f1be50bfb41920eb3cb3692abc57,
            48 => 0x45b82350ba3d7883520dfea8ba1ce9a5e6020054ff9fbe4414574a6ad003d92,
            49 => 0xd034c3b1cd27d814923ab00f21e537b52c36610f34e673dfd6b29c857f8077,
            50 => 0x678ce99d2b36b1c7cd9b604412d85f100e51f652b7900b3c8088b81813250dc,
            51 => 0x42a9f2442bd496406a8fa7ae3c97151e2e217d938230c9537a7c9a12081686d,
            52 => 0x67974c0ccb67c8ee02c5d8a525887eda2f6480d3543618bbbbe57065269c4aa,
            53 => 0xb0f9e860f34eaf83837a2f0c9024b9caf5b77fe57ccc7299ce64e10e3b043d,
            54 => 0x2cd11752835b2b83486c77d4e3f2cbfaab39fab7bda7a928960a306b7719b84,
            55 => 0x3a13be70d5cbc988c612c264d3efd920dd99f19ebbe1065eabe91cb116b2030,
            56 => 0x5b0c14038abf02e7faecbf4887b567eb497eb1033e814d7d2ad098421ee815d,
            57 => 0x2fa79d2439910e527a6527cef3dd242cf8ed66785ce84565f35fc8abec465e1,
            58 => 0x2f0860fb921784ebefc6948207bcb3def4d809f6b04faead5c035b1fdc3a4f0,
            59 => 0x7d57bc00a2ca4cb001fb58d5add566c3a50e369c9c6615a093d08a85019d51b,
            60 => 0x5725f7f9134e812957a36f183d4ea4ab4f51ced91951753735ffff405dbebce,
            61 => 0x242df761626032e28ef1ff5a45acdf0debc43951f7ae7a6be2b0f9f51d8e1e3,
            62 => 0x2801c4f0dc883f3585a17a9263eb83772beb4ecb2417f3e2c5acf13af417607,
            63 => 0x6b409853953535809ca8f2355b3efa6189bc5ed2f107da072ee24054a27e093,
            64 => 0x19e8e437bd95ece45cf52e13abd5bfd4266bc82a085c456785975cc2e35511a,
            65 => 0x2069a459d3f9d6ada0dd06333977f882fc1841f407888b7287542470ee394ef,
            66 => 0xa78bc91a9058f510755b4e950e3e978fef308e0b170743cf162e7830934694,
            67 => 0x6a9fb81708e4615945fb25e0a591e4fc1b97d671a54798f76aeba2be481b685,
            68 => 0x2a101fcd177d2883699f559030856f36aae9babf84fd80c36076d9289beba08,
            69 => 0x2c5c7c6e12a64d0fceca80097b90de8ed7ae9ff289f72f15db0100a7e7b6d12,
            70 => 0x6d3281815e2be1d67e4a7f0012cb3bf1af0bbf4254db5263d90dfb489c0ab45,
            71 => 0x776f11a02267dee2b418006ab8927252ed84e4634d0f0ab0b03d41506848f75,
            72 => 0x29f6281a68724ab328c62b8a71661d903313aebb1b5f1d590b95ef551850777,
            73 => 0x660089f4fc254648a2e6f670ccaed6a7a95103a370219c79b1b00af3ffe7762,
            74 => 0x4928e5e8b996aeab2cd8c8511a460a0c83b030eb5d0c1e706644730e3c0bf60,
            75 => 0x7f3e4d8df9390c966d4f8161f6c57c4ab1e22c38a3294b986d03e050709ea45,
            76 => 0x49344fad7c12128dd63a750603cbb6374b0b8bfb05cffe73d3a03d2a4547dbf,
            77 => 0x4f6e1c8f452ce518536a73e7bd89849024fb19564f9ce7340e29acd8c4ee18d,
            78 => 0x2a068ffc145ee60f8eab156f19f270b2d0c966dbe01725b607a7d1f8155c63b,
            79 => 0x49011a9d192808ab669d9e0716fb12b69ec2cc1da2e9d0ef5f953357627acab,
            80 => 0x20ec7796442577dd4f861289b2e6a933e25576db875fb8692e83eb69d25d789,
            81 => 0x4118436f6b177dfb105ddb73e2b6ddefc3b47b4151358c9ceada1802b03dc4c,
            82 => 0x4d6a8a065435849a19110faab95c9475321f47fdcfecbf3044293e3f2d53c40,
            83 => 0x7d1369a6c837db79095b2817d8a5402d132c83a3ae4b79f5fdeeea134b65b5f,
            84 => 0x69a459bb4228e88a0ff580425d9f018fc613aa3b695646c7bf74603f5f1d59c,
            85 => 0x178b4a7650675c9a381f34fb9008d00d1038a555958a1365c879e10e2177ded,
            86 => 0x34e61637dfe28282e84c1bb265880b4d91d51391fc251159c2674ed137b9868,
            87 => 0xc08f14050daa94aa3eff4795380841d1bf1c8ebaf3f8721e6b56f0962a0bfa,
            88 => 0x39e946943a6d2e510b50da3c14d307deaa65a0c6684d69349eca0b6a64d0296,
            89 => 0x7dd442c80000de85d23f088a12a6d0240ad27f84668c47e0eca501839df2a90,
            90 => 0x2ff1404d216d8bdf12f78deaae1f72382d860a8318f8dd5f800e061c9297b37,
            91 => 0x7e5aa540964bc92a11a6328bb75fede214fd8342565fc3785df4522ff03102e,
            92 => 0x3da6103152eb6371973d9b7130e5ec77bc52f1f807024d2ab0e746671de82c8,
            93 => 0x497351d666096c3b67d073850f4c962f9f18d3f69f13ec9aa1d081bcaaa81ee,
            94 => 0x164cbd9c15b10d00a3ff7adf9c3247928900c05640e0674e196f12e29f39c77,
            95 => 0x4c0da40cadbdcdba6da4b5f6c9bdf77c7ea687cc0496154e25ce3598721e416,
            96 => 0x24bbf20b2affc602687b32282a4c76318d5954d6aeb8f29e88b8025d2020d66,
            97 => 0x2e3e5c17880569e0455271c03d299f9a622badff25d78d58cf120c41d2e3ab4,
            98 => 0x7172163e0a7d536f7eac484bbd4798611cd86bd80162f5bb9df925d2cb02d74,
            99 => 0xad1e896178c36367be8b57dfa4640b20c714107523c48d41c02d0b8bfd69a3,
            100 => 0x47b7e6e07fe844a4718922ee2edc634a541e89c51e2d7284ab1f7cf21b9327f,
            101 => 0x3700a7cd4f5d709802be0d3f5b8a21250aec3993f8ae434f1314b8a5b16062c,
            102 => 0x6d2654d7f9edad13b23eab4bf11aa84107178c2bb24e4a1c4ac18a4c2080641,
            103 => 0xa6f0f0588355a63cd314cd816fae475dbf08e28941648935258f9ed5e7d5fa,
            104 => 0x587eeed9dd69be4dfe871a8d2a842ecc32085af6d75eee6d8b326b69efa5e7f,
            105 => 0x7decc0ed70f8d4b5214c6f97797fcc49d0a6247037bda10c2b9d507eb3e7977,
            106 => 0x5e0821d5b722dbc2fea0b81117b00b7975429f825582c29d2f4024f296525ec,
            107 => 0x7a4fcf54253724bf4023002f189586966b43e862db887b8f31fa7de8741bcc4,
            108 => 0x25ef54b1cd13e8f691bf99acc0c68397af01db8928236d881a3e2312423518c,
            109 => 0x37ab7fe15a107ecabc391814b87bf63672f30c05c4d288c07b0ce6ce5bc8441,
            110 => 0x2f7767ec32d45b42dc394d7c064a6cc10090e717025c073fe891acfba0a2d7a,
            111 => 0x78e4ac069e29f945ec8087231b3da12efda7e0540b95636791dd1eb44945f5d,
            112 => 0xb237baa59a616019caba7f5d20976d3cb8c1a8c5fca316a11c9674962d550a,
            113 => 0xffd023d2bfbce2c2a5affdfab397ddbf988dbdfd3ae35b65881865c2648673,
            114 => 0x3b248664fdd0d2949ac645a14161f7eda1d9d00b78eac8bbaeb6acf208da07,
            115 => 0xa07796b7456730141333ba57075d61380e160c35c0a903290fe4ca320bb316,
            116 => 0x30c2a839e14a2063be4e21b2272e4e46f235889e2f615e675f9ac9d227f6141,
            117 => 0x621b8e49c6bb785205910f487006e5a329715b2a0a3d13230b73b6f197e4f05,
            118 => 0x66a0d97689d50534b1fc7aa54849c91509ecda520e5443a90e549f231b92c1e,
            119 => 0x25567af3dcf023e8bc1ab44131ce863eaad7e5e9e4568298e2e29da460598e4,
            120 => 0x6aea08ce1fa21b92925d565fa8a17679c798b56f8bdc851aa33c29ccf40b8e0,
            121 => 0x8083a2e94e6e2d8c5222c52b72185c044ba0430e1ef787ccac17a27d4a314,
            122 => 0xc00cbb49c55cdadb0639cf62399c6387ad65c92f29d5d7561bafc8e2135435,
            123 => 0x53dfdf8e0a7462cdfcfc679730b92dfba25808898e14dd3ea65642f8a3bd246,
            124 => 0x5da8b8a69ffa1b229a1206da37412660bdc58e755a68a1b4a2cc9b61e2893e9,
            125 => 0x887413859bc7739fc1e6076725f61078127c8b7fa356bc66da8484e95dab6e,
            126 => 0x416350fe873f808379dfa0c136504768f6edede984d6b284c2ae2c6afbe25e,
            _ => 0x768811243ecae66dcbbde1dc5d3e449d6438f9f6e519ccd4ee3bab674cb69d1,
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
            s0_15,
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
            sw1_7,
            sw1_8,
            sw1_9,
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
            .multi_pop_front::<122>()
            .unwrap())
            .unbox();
        let Folding { mut joined, mut ratios, mut scales } = folding;
        let [q0, q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11, q12, q13, q14] = (*ratios
            .multi_pop_front::<15>()
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
        let h0 = merkle::climb_3(h0, d0, s0_0, s0_1, s0_2);
        let h0 = merkle::climb_3(h0, d1, s0_3, s0_4, s0_5);
        let h0 = merkle::climb_3(h0, d2, s0_6, s0_7, s0_8);
        let h0 = merkle::climb_3(h0, d3, s0_9, s0_10, s0_11);
        let h0 = merkle::climb_3(h0, d4, s0_12, s0_13, s0_14);
        let h0 = merkle::climb_1(h0, d5, s0_15);
        let (value, x) = merkle::fold_8(
            x, q0, q1, q2, a0_0, a0_1, a0_2, a0_3, a0_4, a0_5, a0_6, a0_7,
        );
        let (root, c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7) = merkle::with_folded_8(
            d0, k0 * value, a1_0, a1_1, a1_2, a1_3, a1_4, a1_5, a1_6,
        );
        let x = x * root;
        let h1 = merkle::leaf_8(c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7);
        let h1 = merkle::climb_3(h1, d1, s1_0, s1_1, s1_2);
        let h1 = merkle::climb_3(h1, d2, s1_3, s1_4, s1_5);
        let h1 = merkle::climb_3(h1, d3, s1_6, s1_7, s1_8);
        let h1 = merkle::climb_3(h1, d4, s1_9, s1_10, s1_11);
        let h1 = merkle::climb_1(h1, d5, s1_12);
        let (value, x) = merkle::fold_8(
            x, q3, q4, q5, c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7,
        );
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
        let j0_0 = c2_0 + r0 * w0_0;
        let j0_1 = c2_1 + r0 * w0_1;
        let j0_2 = c2_2 + r0 * w0_2;
        let j0_3 = c2_3 + r0 * w0_3;
        let j0_4 = c2_4 + r0 * w0_4;
        let j0_5 = c2_5 + r0 * w0_5;
        let j0_6 = c2_6 + r0 * w0_6;
        let j0_7 = c2_7 + r0 * w0_7;
        let hw1 = merkle::leaf_8(w1_0, w1_1, w1_2, w1_3, w1_4, w1_5, w1_6, w1_7);
        let hw1 = merkle::climb_3(hw1, d2, sw1_0, sw1_1, sw1_2);
        let hw1 = merkle::climb_3(hw1, d3, sw1_3, sw1_4, sw1_5);
        let hw1 = merkle::climb_3(hw1, d4, sw1_6, sw1_7, sw1_8);
        let hw1 = merkle::climb_1(hw1, d5, sw1_9);
        let j1_0 = j0_0 + r1 * w1_0;
        let j1_1 = j0_1 + r1 * w1_1;
        let j1_2 = j0_2 + r1 * w1_2;
        let j1_3 = j0_3 + r1 * w1_3;
        let j1_4 = j0_4 + r1 * w1_4;
        let j1_5 = j0_5 + r1 * w1_5;
        let j1_6 = j0_6 + r1 * w1_6;
        let j1_7 = j0_7 + r1 * w1_7;
        let (value, x) = merkle::fold_8(
            x, q6, q7, q8, j1_0, j1_1, j1_2, j1_3, j1_4, j1_5, j1_6, j1_7,
        );
        let (root, c3_0, c3_1, c3_2, c3_3, c3_4, c3_5, c3_6, c3_7) = merkle::with_folded_8(
            d2, k2 * value, a3_0, a3_1, a3_2, a3_3, a3_4, a3_5, a3_6,
        );
        let x = x * root;
        let h3 = merkle::leaf_8(c3_0, c3_1, c3_2, c3_3, c3_4, c3_5, c3_6, c3_7);
        let h3 = merkle::climb_3(h3, d3, s3_0, s3_1, s3_2);
        let h3 = merkle::climb_3(h3, d4, s3_3, s3_4, s3_5);
        let h3 = merkle::climb_1(h3, d5, s3_6);
        let (value, x) = merkle::fold_8(
            x, q9, q10, q11, c3_0, c3_1, c3_2, c3_3, c3_4, c3_5, c3_6, c3_7,
        );
        let (root, c4_0, c4_1, c4_2, c4_3, c4_4, c4_5, c4_6, c4_7) = merkle::with_folded_8(
            d3, k3 * value, a4_0, a4_1, a4_2, a4_3, a4_4, a4_5, a4_6,
        );
        let x = x * root;
        let h4 = merkle::leaf_8(c4_0, c4_1, c4_2, c4_3, c4_4, c4_5, c4_6, c4_7);
        let h4 = merkle::climb_3(h4, d4, s4_0, s4_1, s4_2);
        let h4 = merkle::climb_1(h4, d5, s4_3);
        let (value, x) = merkle::fold_8(
            x, q12, q13, q14, c4_0, c4_1, c4_2, c4_3, c4_4, c4_5, c4_6, c4_7,
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

    pub fn walk(ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>> {
        let [n0, n1, n2, n3, n4, n5, n6] = walk_7(128, ref opened, ref proof)?.unbox();
        Some(array![n0, n1, n2, n3, n4, n5, n6].span())
    }
}
