//! Written by `zkml.cairo` from the Python verifier's own code; do not edit. 8 pictures of the
//! architecture 1ea670acad8aac45… under sn-pos-32-33-20.
use bounded::BoundedInt;
#[feature("bounded-int-utils")]
use core::internal::bounded_int::{DivRemHelper, UnitInt, div_rem, downcast, upcast};
use crate::zkml::circuit::{Circuit, Folding, Known, Lookups, Opened};
use crate::zkml::{last_message, merkle};

pub impl Implementation of Circuit {
    const CODE: felt252 = 5;
    const GRINDING: u32 = 20;
    const ARCHITECTURE: [u32; 8] = [
        0xac70a61e, 0x45ac8aad, 0x47217476, 0x1eaa5bfa, 0x1a2d464c, 0x9e0c6ab9, 0x13e3085c,
        0x594b7e92,
    ];
    const ITEMS: u32 = 8;
    const OUTPUTS: u32 = 4;
    const PACKED: u32 = 133;
    const ITEMS_BITS: u32 = 3;
    const WITNESS_BITS: u32 = 18;
    const TERMS_BITS: u32 = 11;
    const OUTPUT_BITS: u32 = 2;
    const SCALE: felt252 = 64;
    const JOIN: u32 = 1;
    const LEVELS: u32 = 4;
    const QUERIES: u32 = 33;
    const DRAWS: u32 = 6;
    const HINTS: u32 = 2;
    const FELTS: u32 = 3178;
    fn lookups(
        image: Span<felt252>, position: Span<felt252>, alpha: felt252, beta: felt252,
    ) -> Lookups {
        lookups(image, position, alpha, beta)
    }
    fn outputs(
        image: Span<felt252>, output_point: Span<felt252>, values: Span<felt252>,
    ) -> felt252 {
        outputs(image, output_point, values)
    }
    fn known(
        image: Span<felt252>,
        position: Span<felt252>,
        output_point: Span<felt252>,
        eta: felt252,
        sigma: Span<felt252>,
    ) -> Known {
        known(image, position, output_point, eta, sigma)
    }
    fn opening(
        image: Span<felt252>,
        position: Span<felt252>,
        output_point: Span<felt252>,
        eta: felt252,
        sigma: Span<felt252>,
        gamma: felt252,
        zeta: felt252,
        point: Span<felt252>,
        joined: felt252,
        last: Span<felt252>,
    ) -> felt252 {
        opening(image, position, output_point, eta, sigma, gamma, zeta, point, joined, last)
    }
    fn split_positions(word: u128, ref drawn: Array<u32>) {
        let _ = split_positions(word, ref drawn);
    }
    fn split_order(word: u128, ref order: Array<u32>) -> bool {
        upcast::<_, felt252>(split_order(word, ref order)) == 0
    }
    fn query(
        position: u32, ref proof: Span<felt252>, folding: Folding, last: Box<[felt252; 64]>,
    ) -> Opened {
        query(position, ref proof, folding, last)
    }
    fn walk(ref opened: Span<Opened>, ref proof: Span<felt252>) -> Option<Span<felt252>> {
        let [n0, n1, n2, n3, n4] = walk_7(128, ref opened, ref proof)?.unbox();
        Some(array![n0, n1, n2, n3, n4].span())
    }
}

fn lookups(
    mut image: Span<felt252>, mut position: Span<felt252>, alpha: felt252, beta: felt252,
) -> Lookups {
    let [b0, b1, b2] = (*image.multi_pop_front::<3>().unwrap()).unbox();
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13] = (*position
        .multi_pop_front::<14>()
        .unwrap())
        .unbox();
    let v22 = 0 - r1 + 1;
    let v23 = r0 * v22;
    let v24 = r0 * r1;
    let v25 = 0 - r2 + 1;
    let v26 = v24 * v25;
    let v27 = r2 * v24;
    let v28 = 0 - r3 + 1;
    let v29 = v27 * v28;
    let v30 = 0 - r4 + 1;
    let v31 = v29 * v30;
    let v32 = 0 - b0 + 1;
    let v33 = 0 - b1 + 1;
    let v34 = v32 * v33;
    let v35 = 0 - b2 + 1;
    let v36 = v34 * v35;
    let v37 = beta * beta;
    let v38 = r3 * v27;
    let v39 = r4 * v38;
    let v40 = 0 - r5 + 1;
    let v41 = 0 - r6 + 1;
    let v43 = 0 - r7 + 1;
    let v45 = 0 - r8 + 1;
    let v47 = 0 - r9 + 1;
    let v49 = 0 - r10 + 1;
    let v51 = 0 - r11 + 1;
    let v53 = 0 - r12 + 1;
    let v55 = 0 - r13 + 1;
    let v57 = 0
        - 262144 * r5
        - 131072 * r6
        - 65536 * r7
        - 32768 * r8
        - 16384 * r9
        - 8192 * r10
        - 4096 * r11
        - 2048 * r12
        - 1024 * r13
        - 562949953422368;
    let v58 = beta * v57;
    let v59 = alpha - v58;
    let v60 = v39 * v59;
    let v61 = v30 * v38;
    let v62 = r5 * v61;
    let v70 = r13 * beta;
    let v71 = alpha
        + 281474976710656 * v70
        - 128 * r6
        - 64 * r7
        - 32 * r8
        - 16 * r9
        - 8 * r10
        - 4 * r11
        - 2 * r12
        - r13;
    let v72 = v62 * v71;
    let v73 = v40 * v61;
    let v74 = 131072 * r6
        + 65536 * r7
        + 32768 * r8
        + 16384 * r9
        + 8192 * r10
        + 4096 * r11
        + 2048 * r12
        + 1024 * r13
        - 562949953421280;
    let v75 = beta * v74;
    let v76 = alpha - v75 - 255;
    let v77 = v73 * v76;
    let v78 = r4 * v29;
    let v79 = r5 * v78;
    let v80 = r6 * v79;
    let v87 = 0
        - 65536 * r7
        - 32768 * r8
        - 16384 * r9
        - 8192 * r10
        - 4096 * r11
        - 2048 * r12
        - 1024 * r13
        - 562949953946656;
    let v88 = beta * v87;
    let v89 = alpha - v88;
    let v90 = v80 * v89;
    let v91 = v41 * v79;
    let v92 = r7 * v91;
    let v93 = v45 * v47;
    let v94 = v49 * v93;
    let v95 = v51 * v94;
    let v96 = v53 * v95;
    let v97 = v55 * v96;
    let v98 = 0
        - 32768 * r8
        - 16384 * r9
        - 8192 * r10
        - 4096 * r11
        - 2048 * r12
        - 1024 * r13
        - 562949954077728;
    let v99 = beta * v98;
    let v100 = alpha - v99;
    let v101 = v92 * v100;
    let v102 = v43 * v91;
    let v103 = r8 * v102;
    let v104 = r9 * v103;
    let v108 = 0 - 8192 * r10 - 4096 * r11 - 2048 * r12 - 1024 * r13 - 562949954143264;
    let v109 = beta * v108;
    let v110 = alpha - v109;
    let v111 = v104 * v110;
    let v112 = v47 * v103;
    let v113 = 8192 * r10 + 4096 * r11 + 2048 * r12 + 1024 * r13 - 562949953159136;
    let v114 = beta * v113;
    let v115 = alpha - v114 - 255;
    let v116 = v112 * v115;
    let v117 = v45 * v102;
    let v118 = r9 * v117;
    let v119 = r10 * v118;
    let v122 = 4096 * r11 + 2048 * r12 + 1024 * r13 - 562949953142752;
    let v123 = beta * v122;
    let v124 = alpha - v123 - 255;
    let v125 = v119 * v124;
    let v126 = v49 * v118;
    let v127 = r11 * v126;
    let v129 = 0 - 2048 * r12 - 1024 * r13 - 562949954159648;
    let v130 = beta * v129;
    let v131 = alpha - v130;
    let v132 = v127 * v131;
    let v133 = v51 * v126;
    let v134 = 2048 * r12 + 1024 * r13 - 562949953134560;
    let v135 = beta * v134;
    let v136 = alpha - v135 - 255;
    let v137 = v133 * v136;
    let v138 = v47 * v117;
    let v139 = r10 * v138;
    let v140 = r11 * v139;
    let v141 = r12 * v140;
    let v142 = 1024 * r13 - 562949953130464;
    let v143 = beta * v142;
    let v144 = alpha - v143 - 255;
    let v145 = v141 * v144;
    let v146 = v53 * v140;
    let v147 = r13 * v146;
    let v148 = alpha + 562949953128416 * beta - 255;
    let v149 = v147 * v148;
    let v159 = alpha
        - 512 * r4
        - 256 * r5
        - 128 * r6
        - 64 * r7
        - 32 * r8
        - 16 * r9
        - 8 * r10
        - 4 * r11
        - 2 * r12
        - r13
        - v37
        - 562949953421312;
    let v160 = v38 * v159;
    let v161 = r7 * v80;
    let v162 = alpha - 32 * r8 - 16 * r9 - 8 * r10 - 4 * r11 - 2 * r12 - r13 - v37 + 32;
    let v163 = v161 * v162;
    let v164 = v43 * v80;
    let v165 = alpha
        + 281474976710592 * v97
        - 32 * r8
        - 16 * r9
        - 8 * r10
        - 4 * r11
        - 2 * r12
        - r13
        - v37
        - 281474976710624;
    let v166 = v164 * v165;
    let v167 = v23 + v26 + v31 - r0 + 1;
    let v168 = alpha * v167;
    let v169 = v60 + v72 + v77 + v90 + v101 + v111 + v116 + v125 + v132 + v137 + v145 + v149;
    let v170 = v36 * v169;
    let v171 = v39 + v62 + v73 + v80 + v92 + v104 + v112 + v119 + v127 + v133 + v141 + v147;
    let v172 = v36 * v171;
    let v173 = alpha - v37;
    let v174 = v167 * v173;
    let v175 = v160 + v163 + v166;
    let v176 = v36 * v175;
    let v177 = v38 + v161 + v164;
    let v178 = v36 * v177;
    Lookups {
        active: v23 + v26 + v31 - r0 + 1,
        on_first: v36,
        fixed_2: v168 + v170 + r0 - v23 - v26 - v31 - v172,
        fixed_1: v174 + v176 + r0 - v23 - v26 - v31 - v178,
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
    let v52 = 0 - b0 + 1;
    let v53 = b1 * v52;
    let v54 = b0 * b1;
    let v55 = 0 - b0 - v53 + 1;
    let v56 = b2 * v55;
    let v57 = b2 * v53;
    let v58 = b0 - v54;
    let v59 = b2 * v58;
    let v60 = b2 * v54;
    let v61 = 0 - o0 + 1;
    let v62 = o1 * v61;
    let v63 = o0 * o1;
    let v64 = 0 - o0 - v62 + 1;
    let v65 = y0 * v64;
    let v66 = y1 * v62;
    let v67 = o0 - v63;
    let v68 = y2 * v67;
    let v69 = y3 * v63;
    let v70 = 0 - b0 - v53 - v56 + 1;
    let v71 = v65 + v66 + v68 + v69;
    let v72 = v70 * v71;
    let v73 = y4 * v64;
    let v74 = y5 * v62;
    let v75 = y6 * v67;
    let v76 = y7 * v63;
    let v77 = v73 + v74 + v75 + v76;
    let v78 = v56 * v77;
    let v79 = y8 * v64;
    let v80 = y9 * v62;
    let v81 = y10 * v67;
    let v82 = y11 * v63;
    let v83 = v53 - v57;
    let v84 = v79 + v80 + v81 + v82;
    let v85 = v83 * v84;
    let v86 = y12 * v64;
    let v87 = y13 * v62;
    let v88 = y14 * v67;
    let v89 = y15 * v63;
    let v90 = v86 + v87 + v88 + v89;
    let v91 = v57 * v90;
    let v92 = y16 * v64;
    let v93 = y17 * v62;
    let v94 = y18 * v67;
    let v95 = y19 * v63;
    let v96 = b0 - v54 - v59;
    let v97 = v92 + v93 + v94 + v95;
    let v98 = v96 * v97;
    let v99 = y20 * v64;
    let v100 = y21 * v62;
    let v101 = y22 * v67;
    let v102 = y23 * v63;
    let v103 = v99 + v100 + v101 + v102;
    let v104 = v59 * v103;
    let v105 = y24 * v64;
    let v106 = y25 * v62;
    let v107 = y26 * v67;
    let v108 = y27 * v63;
    let v109 = v54 - v60;
    let v110 = v105 + v106 + v107 + v108;
    let v111 = v109 * v110;
    let v112 = y28 * v64;
    let v113 = y29 * v62;
    let v114 = y30 * v67;
    let v115 = y31 * v63;
    let v116 = v112 + v113 + v114 + v115;
    let v117 = v60 * v116;
    v72 + v78 + v85 + v91 + v98 + v104 + v111 + v117
}

fn known(
    mut image: Span<felt252>,
    mut position: Span<felt252>,
    _output_point: Span<felt252>,
    _eta: felt252,
    mut sigma: Span<felt252>,
) -> Known {
    let [b0, b1, b2] = (*image.multi_pop_front::<3>().unwrap()).unbox();
    let [_, _, _, _, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13] = (*position
        .multi_pop_front::<14>()
        .unwrap())
        .unbox();
    let [g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, g10] = (*sigma.multi_pop_front::<11>().unwrap())
        .unbox();
    let v39 = 0 - r4 + 1;
    let v41 = 0 - g1 + 1;
    let v42 = g0 * v41;
    let v43 = g2 * v42;
    let v44 = g3 * v43;
    let v45 = 0 - g4 + 1;
    let v46 = v44 * v45;
    let v47 = 0 - g5 + 1;
    let v48 = v46 * v47;
    let v49 = 0 - g6 + 1;
    let v50 = v48 * v49;
    let v51 = 0 - g7 + 1;
    let v52 = g8 * v51;
    let v53 = g7 * g8;
    let v54 = 0 - g9 + 1;
    let v55 = g10 * v54;
    let v56 = g9 * g10;
    let v57 = r5 * v39;
    let v58 = r4 * r5;
    let v59 = 0 - r4 - v57 + 1;
    let v60 = r6 * v59;
    let v61 = r6 * v57;
    let v62 = r4 - v58;
    let v63 = r6 * v62;
    let v64 = r6 * v58;
    let v65 = 0 - r4 - v57 - v60 + 1;
    let v66 = r7 * v65;
    let v67 = r7 * v60;
    let v68 = v57 - v61;
    let v69 = r7 * v68;
    let v70 = r7 * v61;
    let v71 = r4 - v58 - v63;
    let v72 = r7 * v71;
    let v73 = r7 * v63;
    let v74 = v58 - v64;
    let v75 = r7 * v74;
    let v76 = r7 * v64;
    let v77 = 0 - r4 - v57 - v60 - v66 + 1;
    let v78 = r8 * v77;
    let v79 = r8 * v66;
    let v80 = v60 - v67;
    let v81 = r8 * v80;
    let v82 = r8 * v67;
    let v83 = v57 - v61 - v69;
    let v84 = r8 * v83;
    let v85 = r8 * v69;
    let v86 = v61 - v70;
    let v87 = r8 * v86;
    let v88 = r8 * v70;
    let v89 = r4 - v58 - v63 - v72;
    let v90 = r8 * v89;
    let v91 = r8 * v72;
    let v92 = v63 - v73;
    let v93 = r8 * v92;
    let v94 = r8 * v73;
    let v95 = v58 - v64 - v75;
    let v96 = r8 * v95;
    let v97 = r8 * v75;
    let v98 = v64 - v76;
    let v99 = r8 * v98;
    let v100 = r8 * v76;
    let v101 = 0 - r9 + 1;
    let v102 = r10 * v101;
    let v103 = r9 * r10;
    let v104 = 0 - r9 - v102 + 1;
    let v105 = r11 * v104;
    let v106 = r11 * v102;
    let v107 = r9 - v103;
    let v108 = r11 * v107;
    let v109 = r11 * v103;
    let v110 = 0 - r9 - v102 - v105 + 1;
    let v111 = r12 * v110;
    let v112 = r12 * v105;
    let v113 = v102 - v106;
    let v114 = r12 * v113;
    let v115 = r12 * v106;
    let v116 = r9 - v103 - v108;
    let v117 = r12 * v116;
    let v118 = r12 * v108;
    let v119 = v103 - v109;
    let v120 = r12 * v119;
    let v121 = r12 * v109;
    let v122 = 0 - r9 - v102 - v105 - v111 + 1;
    let v123 = r13 * v122;
    let v124 = r13 * v111;
    let v125 = v105 - v112;
    let v126 = r13 * v125;
    let v127 = r13 * v112;
    let v128 = v102 - v106 - v114;
    let v129 = r13 * v128;
    let v130 = r13 * v114;
    let v131 = v106 - v115;
    let v132 = r13 * v131;
    let v133 = r13 * v115;
    let v134 = r9 - v103 - v108 - v117;
    let v135 = r13 * v134;
    let v136 = r13 * v117;
    let v137 = v108 - v118;
    let v138 = r13 * v137;
    let v139 = r13 * v118;
    let v140 = v103 - v109 - v120;
    let v141 = r13 * v140;
    let v142 = r13 * v120;
    let v143 = v109 - v121;
    let v144 = r13 * v143;
    let v145 = r13 * v121;
    let v146 = 0 - r4 - v57 - v60 - v66 - v78 + 1;
    let v147 = v52 * v146;
    let v148 = 0 - g7 - v52 + 1;
    let v149 = v78 * v148;
    let v150 = g7 - v53;
    let v151 = v146 * v150;
    let v152 = v52 * v78;
    let v153 = v66 - v79;
    let v154 = v148 * v153;
    let v155 = v78 * v150;
    let v156 = v52 * v153;
    let v157 = v79 * v148;
    let v158 = v150 * v153;
    let v159 = v52 * v79;
    let v160 = v60 - v67 - v81;
    let v161 = v148 * v160;
    let v162 = v79 * v150;
    let v163 = v52 * v160;
    let v164 = v81 * v148;
    let v165 = v150 * v160;
    let v166 = v52 * v81;
    let v167 = v67 - v82;
    let v168 = v148 * v167;
    let v169 = v81 * v150;
    let v170 = v52 * v167;
    let v171 = v82 * v148;
    let v172 = v150 * v167;
    let v173 = v52 * v82;
    let v174 = v57 - v61 - v69 - v84;
    let v175 = v148 * v174;
    let v176 = v82 * v150;
    let v177 = v52 * v174;
    let v178 = v84 * v148;
    let v179 = v150 * v174;
    let v180 = v52 * v84;
    let v181 = v69 - v85;
    let v182 = v148 * v181;
    let v183 = v84 * v150;
    let v184 = v52 * v181;
    let v185 = v85 * v148;
    let v186 = v150 * v181;
    let v187 = v52 * v85;
    let v188 = v61 - v70 - v87;
    let v189 = v148 * v188;
    let v190 = v85 * v150;
    let v191 = v52 * v188;
    let v192 = v87 * v148;
    let v193 = v150 * v188;
    let v194 = v52 * v87;
    let v195 = v70 - v88;
    let v196 = v148 * v195;
    let v197 = v87 * v150;
    let v198 = v52 * v195;
    let v199 = v88 * v148;
    let v200 = v150 * v195;
    let v201 = v52 * v88;
    let v202 = r4 - v58 - v63 - v72 - v90;
    let v203 = v148 * v202;
    let v204 = v88 * v150;
    let v205 = v52 * v202;
    let v206 = v90 * v148;
    let v207 = v150 * v202;
    let v208 = v52 * v90;
    let v209 = v72 - v91;
    let v210 = v148 * v209;
    let v211 = v90 * v150;
    let v212 = v52 * v209;
    let v213 = v91 * v148;
    let v214 = v150 * v209;
    let v215 = v52 * v91;
    let v216 = v63 - v73 - v93;
    let v217 = v148 * v216;
    let v218 = v91 * v150;
    let v219 = v52 * v216;
    let v220 = v93 * v148;
    let v221 = v150 * v216;
    let v222 = v52 * v93;
    let v223 = v73 - v94;
    let v224 = v148 * v223;
    let v225 = v93 * v150;
    let v226 = v52 * v223;
    let v227 = v94 * v148;
    let v228 = v150 * v223;
    let v229 = v52 * v94;
    let v230 = v58 - v64 - v75 - v96;
    let v231 = v148 * v230;
    let v232 = v94 * v150;
    let v233 = v52 * v230;
    let v234 = v96 * v148;
    let v235 = v150 * v230;
    let v236 = v52 * v96;
    let v237 = v75 - v97;
    let v238 = v148 * v237;
    let v239 = v96 * v150;
    let v240 = v52 * v237;
    let v241 = v97 * v148;
    let v242 = v150 * v237;
    let v243 = v52 * v97;
    let v244 = v64 - v76 - v99;
    let v245 = v148 * v244;
    let v246 = v97 * v150;
    let v247 = v52 * v244;
    let v248 = v99 * v148;
    let v249 = v150 * v244;
    let v250 = v52 * v99;
    let v251 = v76 - v100;
    let v252 = v148 * v251;
    let v253 = v99 * v150;
    let v254 = v52 * v251;
    let v255 = v100 * v148;
    let v256 = v150 * v251;
    let v257 = v52 * v100;
    let v258 = v100 * v150;
    let v259 = 0 - r9 - v102 - v105 - v111 - v123 + 1;
    let v260 = v55 * v259;
    let v261 = 0 - g9 - v55 + 1;
    let v262 = v123 * v261;
    let v263 = g9 - v56;
    let v264 = v259 * v263;
    let v265 = v55 * v123;
    let v266 = v111 - v124;
    let v267 = v261 * v266;
    let v268 = v123 * v263;
    let v269 = v55 * v266;
    let v270 = v124 * v261;
    let v271 = v263 * v266;
    let v272 = v55 * v124;
    let v273 = v105 - v112 - v126;
    let v274 = v261 * v273;
    let v275 = v124 * v263;
    let v276 = v55 * v273;
    let v277 = v126 * v261;
    let v278 = v263 * v273;
    let v279 = v55 * v126;
    let v280 = v112 - v127;
    let v281 = v261 * v280;
    let v282 = v126 * v263;
    let v283 = v55 * v280;
    let v284 = v127 * v261;
    let v285 = v263 * v280;
    let v286 = v55 * v127;
    let v287 = v102 - v106 - v114 - v129;
    let v288 = v261 * v287;
    let v289 = v127 * v263;
    let v290 = v55 * v287;
    let v291 = v129 * v261;
    let v292 = v263 * v287;
    let v293 = v55 * v129;
    let v294 = v114 - v130;
    let v295 = v261 * v294;
    let v296 = v129 * v263;
    let v297 = v55 * v294;
    let v298 = v130 * v261;
    let v299 = v263 * v294;
    let v300 = v55 * v130;
    let v301 = v106 - v115 - v132;
    let v302 = v261 * v301;
    let v303 = v130 * v263;
    let v304 = v55 * v301;
    let v305 = v132 * v261;
    let v306 = v263 * v301;
    let v307 = v55 * v132;
    let v308 = v115 - v133;
    let v309 = v261 * v308;
    let v310 = v132 * v263;
    let v311 = v55 * v308;
    let v312 = v133 * v261;
    let v313 = v263 * v308;
    let v314 = v55 * v133;
    let v315 = r9 - v103 - v108 - v117 - v135;
    let v316 = v261 * v315;
    let v317 = v133 * v263;
    let v318 = v55 * v315;
    let v319 = v135 * v261;
    let v320 = v263 * v315;
    let v321 = v55 * v135;
    let v322 = v117 - v136;
    let v323 = v261 * v322;
    let v324 = v135 * v263;
    let v325 = v55 * v322;
    let v326 = v136 * v261;
    let v327 = v263 * v322;
    let v328 = v55 * v136;
    let v329 = v108 - v118 - v138;
    let v330 = v261 * v329;
    let v331 = v136 * v263;
    let v332 = v55 * v329;
    let v333 = v138 * v261;
    let v334 = v263 * v329;
    let v335 = v55 * v138;
    let v336 = v118 - v139;
    let v337 = v261 * v336;
    let v338 = v138 * v263;
    let v339 = v55 * v336;
    let v340 = v139 * v261;
    let v341 = v263 * v336;
    let v342 = v55 * v139;
    let v343 = v103 - v109 - v120 - v141;
    let v344 = v261 * v343;
    let v345 = v139 * v263;
    let v346 = v55 * v343;
    let v347 = v141 * v261;
    let v348 = v263 * v343;
    let v349 = v55 * v141;
    let v350 = v120 - v142;
    let v351 = v261 * v350;
    let v352 = v141 * v263;
    let v353 = v55 * v350;
    let v354 = v142 * v261;
    let v355 = v263 * v350;
    let v356 = v55 * v142;
    let v357 = v109 - v121 - v144;
    let v358 = v261 * v357;
    let v359 = v142 * v263;
    let v360 = v55 * v357;
    let v361 = v144 * v261;
    let v362 = v263 * v357;
    let v363 = v55 * v144;
    let v364 = v121 - v145;
    let v365 = v261 * v364;
    let v366 = v144 * v263;
    let v367 = v55 * v364;
    let v368 = v145 * v261;
    let v369 = v263 * v364;
    let v370 = v55 * v145;
    let v371 = v145 * v263;
    let v702 = 0 - b0 + 1;
    let v703 = b1 * v702;
    let v704 = b0 * b1;
    let v705 = 0 - b0 - v703 + 1;
    let v706 = b2 * v705;
    let v707 = b2 * v703;
    let v708 = b0 - v704;
    let v709 = b2 * v708;
    let v710 = b2 * v704;
    let v711 = 0 - b0 - v703 - v706 + 1;
    let v712 = v50 * v711;
    let v713 = v50 * v706;
    let v714 = v703 - v707;
    let v715 = v50 * v714;
    let v716 = v50 * v707;
    let v717 = b0 - v704 - v709;
    let v718 = v50 * v717;
    let v719 = v50 * v709;
    let v720 = v704 - v710;
    let v721 = v50 * v720;
    let v722 = v50 * v710;
    let v723 = g6 * v48;
    let v724 = v51 * v723;
    let v725 = 0 - g8 + 1;
    let v726 = v724 * v725;
    let v727 = 63 * v55 + 4095 * g9 + 258048 * v56 + 1;
    let v728 = v726 * v727;
    let v729 = g8 * v724;
    let v730 = v727 * v729;
    let v731 = g7 * v723;
    let v732 = v725 * v731;
    let v733 = v727 * v732;
    let v734 = g8 * v731;
    let v735 = v727 * v734;
    let v736 = g5 * v46;
    let v737 = v49 * v736;
    let v738 = v51 * v737;
    let v739 = v725 * v738;
    let v740 = v727 * v739;
    Known {
        value: v728 + v730 + v733 + v735 + v740,
        weights: 0,
        channels: array![1].span(),
        rows: array![
            v147, v149 + v151, v152, v154 + v155, v156, v157 + v158, v159, v161 + v162, v163,
            v164 + v165, v166, v168 + v169, v170, v171 + v172, v173, v175 + v176, v177, v178 + v179,
            v180, v182 + v183, v184, v185 + v186, v187, v189 + v190, v191, v192 + v193, v194,
            v196 + v197, v198, v199 + v200, v201, v203 + v204, v205, v206 + v207, v208, v210 + v211,
            v212, v213 + v214, v215, v217 + v218, v219, v220 + v221, v222, v224 + v225, v226,
            v227 + v228, v229, v231 + v232, v233, v234 + v235, v236, v238 + v239, v240, v241 + v242,
            v243, v245 + v246, v247, v248 + v249, v250, v252 + v253, v254, v255 + v256, v257, v258,
        ]
            .span(),
        columns: array![
            v260, v262 + v264, v265, v267 + v268, v269, v270 + v271, v272, v274 + v275, v276,
            v277 + v278, v279, v281 + v282, v283, v284 + v285, v286, v288 + v289, v290, v291 + v292,
            v293, v295 + v296, v297, v298 + v299, v300, v302 + v303, v304, v305 + v306, v307,
            v309 + v310, v311, v312 + v313, v314, v316 + v317, v318, v319 + v320, v321, v323 + v324,
            v325, v326 + v327, v328, v330 + v331, v332, v333 + v334, v335, v337 + v338, v339,
            v340 + v341, v342, v344 + v345, v346, v347 + v348, v349, v351 + v352, v353, v354 + v355,
            v356, v358 + v359, v360, v361 + v362, v363, v365 + v366, v367, v368 + v369, v370, v371,
        ]
            .span(),
        items: array![v712, v713, v715, v716, v718, v719, v721, v722].span(),
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
    mut point: Span<felt252>,
    joined: felt252,
    mut last: Span<felt252>,
) -> felt252 {
    let [b0, b1, b2] = (*image.multi_pop_front::<3>().unwrap()).unbox();
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13] = (*position
        .multi_pop_front::<14>()
        .unwrap())
        .unbox();
    let [o0, o1] = (*output_point.multi_pop_front::<2>().unwrap()).unbox();
    let [g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, g10] = (*sigma.multi_pop_front::<11>().unwrap())
        .unbox();
    let [u0, u1, u2, u3, u4, u5, u6, u7, u8, u9, u10, u11] = (*point
        .multi_pop_front::<12>()
        .unwrap())
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
    let v31 = 0 - r1 + 1;
    let v32 = r0 * v31;
    let v33 = r0 * r1;
    let v34 = 0 - r2 + 1;
    let v35 = v33 * v34;
    let v36 = r2 * v33;
    let v37 = 0 - r3 + 1;
    let v38 = v36 * v37;
    let v39 = 0 - r4 + 1;
    let v40 = v38 * v39;
    let v41 = 0 - g1 + 1;
    let v42 = g0 * v41;
    let v43 = g2 * v42;
    let v44 = g3 * v43;
    let v45 = 0 - g4 + 1;
    let v46 = v44 * v45;
    let v47 = 0 - g5 + 1;
    let v48 = v46 * v47;
    let v49 = 0 - g6 + 1;
    let v50 = v48 * v49;
    let v51 = 0 - g7 + 1;
    let v52 = g8 * v51;
    let v53 = g7 * g8;
    let v54 = 0 - g9 + 1;
    let v55 = g10 * v54;
    let v56 = g9 * g10;
    let v101 = 0 - r9 + 1;
    let v148 = 0 - g7 - v52 + 1;
    let v150 = g7 - v53;
    let v261 = 0 - g9 - v55 + 1;
    let v263 = g9 - v56;
    let v372 = 0 - g3 + 1;
    let v373 = v43 * v372;
    let v374 = g5 * v45;
    let v375 = g4 * g5;
    let v376 = 0 - g4 - v374 + 1;
    let v377 = g6 * v376;
    let v378 = g6 * v374;
    let v379 = g4 - v375;
    let v380 = g6 * v379;
    let v381 = g6 * v375;
    let v382 = 0 - r6 + 1;
    let v383 = r7 * v382;
    let v384 = r6 * r7;
    let v385 = 0 - r6 - v383 + 1;
    let v386 = r8 * v385;
    let v387 = r8 * v383;
    let v388 = r6 - v384;
    let v389 = r8 * v388;
    let v390 = r8 * v384;
    let v391 = 0 - r6 - v383 - v386 + 1;
    let v392 = r9 * v391;
    let v393 = r9 * v386;
    let v394 = v383 - v387;
    let v395 = r9 * v394;
    let v396 = r9 * v387;
    let v397 = r6 - v384 - v389;
    let v398 = r9 * v397;
    let v399 = r9 * v389;
    let v400 = v384 - v390;
    let v401 = r9 * v400;
    let v402 = r9 * v390;
    let v403 = 0 - r10 + 1;
    let v404 = r11 * v403;
    let v405 = r10 * r11;
    let v406 = 0 - r10 - v404 + 1;
    let v407 = r12 * v406;
    let v408 = r12 * v404;
    let v409 = r10 - v405;
    let v410 = r12 * v409;
    let v411 = r12 * v405;
    let v412 = 0 - r10 - v404 - v407 + 1;
    let v413 = r13 * v412;
    let v414 = r13 * v407;
    let v415 = v404 - v408;
    let v416 = r13 * v415;
    let v417 = r13 * v408;
    let v418 = r10 - v405 - v410;
    let v419 = r13 * v418;
    let v420 = r13 * v410;
    let v421 = v405 - v411;
    let v422 = r13 * v421;
    let v423 = r13 * v411;
    let v424 = 0 - r6 - v383 - v386 - v392 + 1;
    let v425 = v52 * v424;
    let v426 = v148 * v392;
    let v427 = v150 * v424;
    let v428 = v52 * v392;
    let v429 = v386 - v393;
    let v430 = v148 * v429;
    let v431 = v150 * v392;
    let v432 = v52 * v429;
    let v433 = v148 * v393;
    let v434 = v150 * v429;
    let v435 = v52 * v393;
    let v436 = v383 - v387 - v395;
    let v437 = v148 * v436;
    let v438 = v150 * v393;
    let v439 = v52 * v436;
    let v440 = v148 * v395;
    let v441 = v150 * v436;
    let v442 = v52 * v395;
    let v443 = v387 - v396;
    let v444 = v148 * v443;
    let v445 = v150 * v395;
    let v446 = v52 * v443;
    let v447 = v148 * v396;
    let v448 = v150 * v443;
    let v449 = v52 * v396;
    let v450 = r6 - v384 - v389 - v398;
    let v451 = v148 * v450;
    let v452 = v150 * v396;
    let v453 = v52 * v450;
    let v454 = v148 * v398;
    let v455 = v150 * v450;
    let v456 = v52 * v398;
    let v457 = v389 - v399;
    let v458 = v148 * v457;
    let v459 = v150 * v398;
    let v460 = v52 * v457;
    let v461 = v148 * v399;
    let v462 = v150 * v457;
    let v463 = v52 * v399;
    let v464 = v384 - v390 - v401;
    let v465 = v148 * v464;
    let v466 = v150 * v399;
    let v467 = v52 * v464;
    let v468 = v148 * v401;
    let v469 = v150 * v464;
    let v470 = v52 * v401;
    let v471 = v390 - v402;
    let v472 = v148 * v471;
    let v473 = v150 * v401;
    let v474 = v52 * v471;
    let v475 = v148 * v402;
    let v476 = v150 * v471;
    let v477 = v52 * v402;
    let v478 = v150 * v402;
    let v479 = 0 - r10 - v404 - v407 - v413 + 1;
    let v480 = v55 * v479;
    let v481 = v261 * v413;
    let v482 = v263 * v479;
    let v483 = v55 * v413;
    let v484 = v407 - v414;
    let v485 = v261 * v484;
    let v486 = v263 * v413;
    let v487 = v55 * v484;
    let v488 = v261 * v414;
    let v489 = v263 * v484;
    let v490 = v55 * v414;
    let v491 = v404 - v408 - v416;
    let v492 = v261 * v491;
    let v493 = v263 * v414;
    let v494 = v55 * v491;
    let v495 = v261 * v416;
    let v496 = v263 * v491;
    let v497 = v55 * v416;
    let v498 = v408 - v417;
    let v499 = v261 * v498;
    let v500 = v263 * v416;
    let v501 = v55 * v498;
    let v502 = v261 * v417;
    let v503 = v263 * v498;
    let v504 = v55 * v417;
    let v505 = r10 - v405 - v410 - v419;
    let v506 = v261 * v505;
    let v507 = v263 * v417;
    let v508 = v55 * v505;
    let v509 = v261 * v419;
    let v510 = v263 * v505;
    let v511 = v55 * v419;
    let v512 = v410 - v420;
    let v513 = v261 * v512;
    let v514 = v263 * v419;
    let v515 = v55 * v512;
    let v516 = v261 * v420;
    let v517 = v263 * v512;
    let v518 = v55 * v420;
    let v519 = v405 - v411 - v422;
    let v520 = v261 * v519;
    let v521 = v263 * v420;
    let v522 = v55 * v519;
    let v523 = v261 * v422;
    let v524 = v263 * v519;
    let v525 = v55 * v422;
    let v526 = v411 - v423;
    let v527 = v261 * v526;
    let v528 = v263 * v422;
    let v529 = v55 * v526;
    let v530 = v261 * v423;
    let v531 = v263 * v526;
    let v532 = v55 * v423;
    let v533 = v263 * v423;
    let v534 = 0 - g2 + 1;
    let v535 = v42 * v534;
    let v536 = g4 * v372;
    let v537 = g3 * g4;
    let v538 = 0 - g3 - v536 + 1;
    let v539 = g5 * v538;
    let v540 = g5 * v536;
    let v541 = g3 - v537;
    let v542 = g5 * v541;
    let v543 = g5 * v537;
    let v544 = 0 - g3 - v536 - v539 + 1;
    let v545 = g6 * v544;
    let v546 = g6 * v539;
    let v547 = v536 - v540;
    let v548 = g6 * v547;
    let v549 = g6 * v540;
    let v550 = g3 - v537 - v542;
    let v551 = g6 * v550;
    let v552 = g6 * v542;
    let v553 = v537 - v543;
    let v554 = g6 * v553;
    let v555 = g6 * v543;
    let v556 = 0 - r8 + 1;
    let v557 = r9 * v556;
    let v558 = r8 * r9;
    let v559 = 0 - r8 - v557 + 1;
    let v560 = r10 * v559;
    let v561 = r10 * v557;
    let v562 = r8 - v558;
    let v563 = r10 * v562;
    let v564 = r10 * v558;
    let v565 = 0 - r11 + 1;
    let v566 = r12 * v565;
    let v567 = r11 * r12;
    let v568 = 0 - r11 - v566 + 1;
    let v569 = r13 * v568;
    let v570 = r13 * v566;
    let v571 = r11 - v567;
    let v572 = r13 * v571;
    let v573 = r13 * v567;
    let v574 = 0 - r8 - v557 - v560 + 1;
    let v575 = v52 * v574;
    let v576 = v148 * v560;
    let v577 = v150 * v574;
    let v578 = v52 * v560;
    let v579 = v557 - v561;
    let v580 = v148 * v579;
    let v581 = v150 * v560;
    let v582 = v52 * v579;
    let v583 = v148 * v561;
    let v584 = v150 * v579;
    let v585 = v52 * v561;
    let v586 = r8 - v558 - v563;
    let v587 = v148 * v586;
    let v588 = v150 * v561;
    let v589 = v52 * v586;
    let v590 = v148 * v563;
    let v591 = v150 * v586;
    let v592 = v52 * v563;
    let v593 = v558 - v564;
    let v594 = v148 * v593;
    let v595 = v150 * v563;
    let v596 = v52 * v593;
    let v597 = v148 * v564;
    let v598 = v150 * v593;
    let v599 = v52 * v564;
    let v600 = v150 * v564;
    let v601 = 0 - r11 - v566 - v569 + 1;
    let v602 = v55 * v601;
    let v603 = v261 * v569;
    let v604 = v263 * v601;
    let v605 = v55 * v569;
    let v606 = v566 - v570;
    let v607 = v261 * v606;
    let v608 = v263 * v569;
    let v609 = v55 * v606;
    let v610 = v261 * v570;
    let v611 = v263 * v606;
    let v612 = v55 * v570;
    let v613 = r11 - v567 - v572;
    let v614 = v261 * v613;
    let v615 = v263 * v570;
    let v616 = v55 * v613;
    let v617 = v261 * v572;
    let v618 = v263 * v613;
    let v619 = v55 * v572;
    let v620 = v567 - v573;
    let v621 = v261 * v620;
    let v622 = v263 * v572;
    let v623 = v55 * v620;
    let v624 = v261 * v573;
    let v625 = v263 * v620;
    let v626 = v55 * v573;
    let v627 = v263 * v573;
    let v628 = 0 - g0 + 1;
    let v629 = v41 * v628;
    let v630 = g3 * v534;
    let v631 = g2 * g3;
    let v632 = 0 - g2 - v630 + 1;
    let v633 = g4 * v632;
    let v634 = g4 * v630;
    let v635 = g2 - v631;
    let v636 = g4 * v635;
    let v637 = g4 * v631;
    let v638 = 0 - g2 - v630 - v633 + 1;
    let v639 = g5 * v638;
    let v640 = g5 * v633;
    let v641 = v630 - v634;
    let v642 = g5 * v641;
    let v643 = g5 * v634;
    let v644 = g2 - v631 - v636;
    let v645 = g5 * v644;
    let v646 = g5 * v636;
    let v647 = v631 - v637;
    let v648 = g5 * v647;
    let v649 = g5 * v637;
    let v650 = 0 - g2 - v630 - v633 - v639 + 1;
    let v651 = g6 * v650;
    let v652 = g6 * v639;
    let v653 = v633 - v640;
    let v654 = g6 * v653;
    let v655 = g6 * v640;
    let v656 = v630 - v634 - v642;
    let v657 = g6 * v656;
    let v658 = g6 * v642;
    let v659 = v634 - v643;
    let v660 = g6 * v659;
    let v661 = g6 * v643;
    let v662 = g2 - v631 - v636 - v645;
    let v663 = g6 * v662;
    let v664 = g6 * v645;
    let v665 = v636 - v646;
    let v666 = g6 * v665;
    let v667 = g6 * v646;
    let v668 = v631 - v637 - v648;
    let v669 = g6 * v668;
    let v670 = g6 * v648;
    let v671 = v637 - v649;
    let v672 = g6 * v671;
    let v673 = g6 * v649;
    let v674 = 0 - r12 + 1;
    let v675 = r13 * v674;
    let v676 = r12 * r13;
    let v677 = v52 * v406;
    let v678 = v148 * v404;
    let v679 = v150 * v406;
    let v680 = v52 * v404;
    let v681 = v148 * v409;
    let v682 = v150 * v404;
    let v683 = v52 * v409;
    let v684 = v148 * v405;
    let v685 = v150 * v409;
    let v686 = v52 * v405;
    let v687 = v150 * v405;
    let v688 = 0 - r12 - v675 + 1;
    let v689 = v55 * v688;
    let v690 = v261 * v675;
    let v691 = v263 * v688;
    let v692 = v55 * v675;
    let v693 = r12 - v676;
    let v694 = v261 * v693;
    let v695 = v263 * v675;
    let v696 = v55 * v693;
    let v697 = v261 * v676;
    let v698 = v263 * v693;
    let v699 = v55 * v676;
    let v700 = v263 * v676;
    let v701 = g1 * v628;
    let v705 = gamma * gamma;
    let v706 = gamma * v705;
    let v707 = v705 * v705;
    let v708 = gamma * v707;
    let v709 = v706 * v706;
    let v786 = 0 - u0 + 1;
    let v787 = 0 - u1 + 1;
    let v788 = v786 * v787;
    let v789 = 0 - u2 + 1;
    let v790 = v788 * v789;
    let v791 = b0 * u0;
    let v792 = b1 * u1;
    let v793 = 2 * v791 - b0 - u0 + 1;
    let v794 = 2 * v792 - b1 - u1 + 1;
    let v795 = v793 * v794;
    let v796 = b2 * u2;
    let v797 = 2 * v796 - b2 - u2 + 1;
    let v798 = v795 * v797;
    let v799 = 0 - r0 + 1;
    let v800 = gamma * v799;
    let v801 = v32 * gamma;
    let v802 = v35 * gamma;
    let v803 = v40 * gamma;
    let v804 = r3 * v36;
    let v805 = r4 * v804;
    let v806 = v705 * v805;
    let v807 = v39 * v804;
    let v808 = r5 * v807;
    let v809 = v705 * v808;
    let v810 = 0 - r5 + 1;
    let v811 = v807 * v810;
    let v812 = v705 * v811;
    let v813 = r4 * v38;
    let v814 = r5 * v813;
    let v815 = r6 * v814;
    let v816 = v705 * v815;
    let v817 = v382 * v814;
    let v818 = r7 * v817;
    let v819 = v705 * v818;
    let v820 = 0 - r7 + 1;
    let v821 = v817 * v820;
    let v822 = r8 * v821;
    let v823 = r9 * v822;
    let v824 = v705 * v823;
    let v825 = v101 * v822;
    let v826 = v705 * v825;
    let v827 = v556 * v821;
    let v828 = r9 * v827;
    let v829 = r10 * v828;
    let v830 = v705 * v829;
    let v831 = v403 * v828;
    let v832 = r11 * v831;
    let v833 = v705 * v832;
    let v834 = v565 * v831;
    let v835 = v705 * v834;
    let v836 = v101 * v827;
    let v837 = r10 * v836;
    let v838 = r11 * v837;
    let v839 = r12 * v838;
    let v840 = v705 * v839;
    let v841 = v674 * v838;
    let v842 = r13 * v841;
    let v843 = v705 * v842;
    let v844 = v706 * v804;
    let v845 = r7 * v815;
    let v846 = v706 * v845;
    let v847 = v815 * v820;
    let v848 = v706 * v847;
    let v849 = v373 * v707;
    let v850 = v535 * v707;
    let v851 = v629 * v707;
    let v852 = v701 * v707;
    let v853 = v800 + r0 - 1;
    let v854 = u3 * v853;
    let v855 = v854 - r0 + 1;
    let v856 = v798 * v855;
    let v857 = 2 * r1 - 1;
    let v858 = u5 * v857;
    let v859 = 0 - u4 + 1;
    let v860 = v858 - r1 + 1;
    let v861 = v859 * v860;
    let v862 = 2 * r2 - 1;
    let v863 = u6 * v862;
    let v864 = v863 - r2 + 1;
    let v865 = v861 * v864;
    let v866 = 2 * r3 - 1;
    let v867 = u7 * v866;
    let v868 = v867 - r3 + 1;
    let v869 = v865 * v868;
    let v870 = 2 * r4 - 1;
    let v871 = u8 * v870;
    let v872 = v871 - r4 + 1;
    let v873 = v869 * v872;
    let v874 = 2 * r5 - 1;
    let v875 = u9 * v874;
    let v876 = v875 - r5 + 1;
    let v877 = v873 * v876;
    let v878 = 2 * r6 - 1;
    let v879 = u10 * v878;
    let v880 = v879 - r6 + 1;
    let v881 = v877 * v880;
    let v882 = 2 * r7 - 1;
    let v883 = u11 * v882;
    let v884 = v883 - r7 + 1;
    let v885 = v881 * v884;
    let v886 = f1 - f0;
    let v887 = r13 * v886;
    let v888 = f3 - f2;
    let v889 = r13 * v888;
    let v890 = f5 - f4;
    let v891 = r13 * v890;
    let v892 = f7 - f6;
    let v893 = r13 * v892;
    let v894 = f9 - f8;
    let v895 = r13 * v894;
    let v896 = f11 - f10;
    let v897 = r13 * v896;
    let v898 = f13 - f12;
    let v899 = r13 * v898;
    let v900 = f15 - f14;
    let v901 = r13 * v900;
    let v902 = f17 - f16;
    let v903 = r13 * v902;
    let v904 = f19 - f18;
    let v905 = r13 * v904;
    let v906 = f21 - f20;
    let v907 = r13 * v906;
    let v908 = f23 - f22;
    let v909 = r13 * v908;
    let v910 = f25 - f24;
    let v911 = r13 * v910;
    let v912 = f27 - f26;
    let v913 = r13 * v912;
    let v914 = f29 - f28;
    let v915 = r13 * v914;
    let v916 = f31 - f30;
    let v917 = r13 * v916;
    let v918 = f33 - f32;
    let v919 = r13 * v918;
    let v920 = f35 - f34;
    let v921 = r13 * v920;
    let v922 = f37 - f36;
    let v923 = r13 * v922;
    let v924 = f39 - f38;
    let v925 = r13 * v924;
    let v926 = f41 - f40;
    let v927 = r13 * v926;
    let v928 = f43 - f42;
    let v929 = r13 * v928;
    let v930 = f45 - f44;
    let v931 = r13 * v930;
    let v932 = f47 - f46;
    let v933 = r13 * v932;
    let v934 = f49 - f48;
    let v935 = r13 * v934;
    let v936 = f51 - f50;
    let v937 = r13 * v936;
    let v938 = f53 - f52;
    let v939 = r13 * v938;
    let v940 = f55 - f54;
    let v941 = r13 * v940;
    let v942 = f57 - f56;
    let v943 = r13 * v942;
    let v944 = f59 - f58;
    let v945 = r13 * v944;
    let v946 = f61 - f60;
    let v947 = r13 * v946;
    let v948 = f63 - f62;
    let v949 = r13 * v948;
    let v950 = f2 + v889 - f0 - v887;
    let v951 = r12 * v950;
    let v952 = f6 + v893 - f4 - v891;
    let v953 = r12 * v952;
    let v954 = f10 + v897 - f8 - v895;
    let v955 = r12 * v954;
    let v956 = f14 + v901 - f12 - v899;
    let v957 = r12 * v956;
    let v958 = f18 + v905 - f16 - v903;
    let v959 = r12 * v958;
    let v960 = f22 + v909 - f20 - v907;
    let v961 = r12 * v960;
    let v962 = f26 + v913 - f24 - v911;
    let v963 = r12 * v962;
    let v964 = f30 + v917 - f28 - v915;
    let v965 = r12 * v964;
    let v966 = f34 + v921 - f32 - v919;
    let v967 = r12 * v966;
    let v968 = f38 + v925 - f36 - v923;
    let v969 = r12 * v968;
    let v970 = f42 + v929 - f40 - v927;
    let v971 = r12 * v970;
    let v972 = f46 + v933 - f44 - v931;
    let v973 = r12 * v972;
    let v974 = f50 + v937 - f48 - v935;
    let v975 = r12 * v974;
    let v976 = f54 + v941 - f52 - v939;
    let v977 = r12 * v976;
    let v978 = f58 + v945 - f56 - v943;
    let v979 = r12 * v978;
    let v980 = f62 + v949 - f60 - v947;
    let v981 = r12 * v980;
    let v982 = f4 + v891 + v953 - f0 - v887 - v951;
    let v983 = r11 * v982;
    let v984 = f12 + v899 + v957 - f8 - v895 - v955;
    let v985 = r11 * v984;
    let v986 = f20 + v907 + v961 - f16 - v903 - v959;
    let v987 = r11 * v986;
    let v988 = f28 + v915 + v965 - f24 - v911 - v963;
    let v989 = r11 * v988;
    let v990 = f36 + v923 + v969 - f32 - v919 - v967;
    let v991 = r11 * v990;
    let v992 = f44 + v931 + v973 - f40 - v927 - v971;
    let v993 = r11 * v992;
    let v994 = f52 + v939 + v977 - f48 - v935 - v975;
    let v995 = r11 * v994;
    let v996 = f60 + v947 + v981 - f56 - v943 - v979;
    let v997 = r11 * v996;
    let v998 = f8 + v895 + v955 + v985 - f0 - v887 - v951 - v983;
    let v999 = r10 * v998;
    let v1000 = f24 + v911 + v963 + v989 - f16 - v903 - v959 - v987;
    let v1001 = r10 * v1000;
    let v1002 = f40 + v927 + v971 + v993 - f32 - v919 - v967 - v991;
    let v1003 = r10 * v1002;
    let v1004 = f56 + v943 + v979 + v997 - f48 - v935 - v975 - v995;
    let v1005 = r10 * v1004;
    let v1006 = f16 + v903 + v959 + v987 + v1001 - f0 - v887 - v951 - v983 - v999;
    let v1007 = r9 * v1006;
    let v1008 = f48 + v935 + v975 + v995 + v1005 - f32 - v919 - v967 - v991 - v1003;
    let v1009 = r9 * v1008;
    let v1010 = f32 + v919 + v967 + v991 + v1003 + v1009 - f0 - v887 - v951 - v983 - v999 - v1007;
    let v1011 = r8 * v1010;
    let v1012 = f0 + v887 + v951 + v983 + v999 + v1007 + v1011;
    let v1013 = v885 * v1012;
    let v1014 = v856 * v1013;
    let v1015 = v801 - v32;
    let v1016 = u3 * v1015;
    let v1017 = v32 + v1016;
    let v1018 = v798 * v1017;
    let v1019 = 0 - u5 + 1;
    let v1020 = u4 * v1019;
    let v1021 = v864 * v1020;
    let v1022 = v868 * v1021;
    let v1023 = v872 * v1022;
    let v1024 = v876 * v1023;
    let v1025 = v880 * v1024;
    let v1026 = v884 * v1025;
    let v1027 = v1012 * v1026;
    let v1028 = v1018 * v1027;
    let v1029 = v802 - v35;
    let v1030 = u3 * v1029;
    let v1031 = v35 + v1030;
    let v1032 = v798 * v1031;
    let v1033 = u4 * u5;
    let v1034 = 0 - u6 + 1;
    let v1035 = v1033 * v1034;
    let v1036 = v868 * v1035;
    let v1037 = v872 * v1036;
    let v1038 = v876 * v1037;
    let v1039 = v880 * v1038;
    let v1040 = v884 * v1039;
    let v1041 = v1012 * v1040;
    let v1042 = v1032 * v1041;
    let v1043 = v803 - v40;
    let v1044 = u3 * v1043;
    let v1045 = v40 + v1044;
    let v1046 = v798 * v1045;
    let v1047 = u6 * v1033;
    let v1048 = 0 - u7 + 1;
    let v1049 = v1047 * v1048;
    let v1050 = 0 - u8 + 1;
    let v1051 = v1049 * v1050;
    let v1052 = v876 * v1051;
    let v1053 = v880 * v1052;
    let v1054 = v884 * v1053;
    let v1055 = v1012 * v1054;
    let v1056 = v1046 * v1055;
    let v1057 = u3 * v806;
    let v1058 = v806 - v1057;
    let v1059 = v790 * v1058;
    let v1060 = u7 * v1047;
    let v1061 = u8 * v1060;
    let v1062 = v876 * v1061;
    let v1063 = v880 * v1062;
    let v1064 = v884 * v1063;
    let v1065 = v1012 * v1064;
    let v1066 = v1059 * v1065;
    let v1067 = u3 * v809;
    let v1068 = v809 - v1067;
    let v1069 = v790 * v1068;
    let v1070 = v1050 * v1060;
    let v1071 = u9 * v1070;
    let v1072 = v880 * v1071;
    let v1073 = v884 * v1072;
    let v1074 = v1012 * v1073;
    let v1075 = v1069 * v1074;
    let v1076 = u3 * v812;
    let v1077 = v812 - v1076;
    let v1078 = v790 * v1077;
    let v1079 = 0 - u9 + 1;
    let v1080 = v1070 * v1079;
    let v1081 = v880 * v1080;
    let v1082 = v884 * v1081;
    let v1083 = v1012 * v1082;
    let v1084 = v1078 * v1083;
    let v1085 = u3 * v816;
    let v1086 = v816 - v1085;
    let v1087 = v790 * v1086;
    let v1088 = u8 * v1049;
    let v1089 = u9 * v1088;
    let v1090 = u10 * v1089;
    let v1091 = v884 * v1090;
    let v1092 = v1012 * v1091;
    let v1093 = v1087 * v1092;
    let v1094 = u3 * v819;
    let v1095 = v819 - v1094;
    let v1096 = v790 * v1095;
    let v1097 = 0 - u10 + 1;
    let v1098 = v1089 * v1097;
    let v1099 = u11 * v1098;
    let v1100 = v1012 * v1099;
    let v1101 = v1096 * v1100;
    let v1102 = u3 * v824;
    let v1103 = v824 - v1102;
    let v1104 = v790 * v1103;
    let v1105 = 0 - u11 + 1;
    let v1106 = v1098 * v1105;
    let v1107 = f48 + v935 + v975 + v995 + v1005;
    let v1108 = v1106 * v1107;
    let v1109 = v1104 * v1108;
    let v1110 = u3 * v826;
    let v1111 = v826 - v1110;
    let v1112 = v790 * v1111;
    let v1113 = f32 + v919 + v967 + v991 + v1003;
    let v1114 = v1106 * v1113;
    let v1115 = v1112 * v1114;
    let v1116 = u3 * v830;
    let v1117 = v830 - v1116;
    let v1118 = v790 * v1117;
    let v1119 = f24 + v911 + v963 + v989;
    let v1120 = v1106 * v1119;
    let v1121 = v1118 * v1120;
    let v1122 = u3 * v833;
    let v1123 = v833 - v1122;
    let v1124 = v790 * v1123;
    let v1125 = f20 + v907 + v961;
    let v1126 = v1106 * v1125;
    let v1127 = v1124 * v1126;
    let v1128 = u3 * v835;
    let v1129 = v835 - v1128;
    let v1130 = v790 * v1129;
    let v1131 = f16 + v903 + v959;
    let v1132 = v1106 * v1131;
    let v1133 = v1130 * v1132;
    let v1134 = u3 * v840;
    let v1135 = v840 - v1134;
    let v1136 = v790 * v1135;
    let v1137 = f14 + v901;
    let v1138 = v1106 * v1137;
    let v1139 = v1136 * v1138;
    let v1140 = u3 * v843;
    let v1141 = v843 - v1140;
    let v1142 = v790 * v1141;
    let v1143 = f13 * v1106;
    let v1144 = v1142 * v1143;
    let v1145 = u3 * v844;
    let v1146 = v790 * v1145;
    let v1147 = v872 * v1060;
    let v1148 = v876 * v1147;
    let v1149 = v880 * v1148;
    let v1150 = v884 * v1149;
    let v1151 = v1012 * v1150;
    let v1152 = v1146 * v1151;
    let v1153 = u3 * v846;
    let v1154 = v790 * v1153;
    let v1155 = u11 * v1090;
    let v1156 = v1012 * v1155;
    let v1157 = v1154 * v1156;
    let v1158 = u3 * v848;
    let v1159 = v790 * v1158;
    let v1160 = v1090 * v1105;
    let v1161 = v1012 * v1160;
    let v1162 = v1159 * v1161;
    let v1163 = u3 * v849;
    let v1164 = v849 - v1163;
    let v1165 = v798 * v1164;
    let v1166 = 2 * g4 + v374 + v377 - v375 - v380 - 1;
    let v1167 = u5 * v1166;
    let v1168 = v380 - v377;
    let v1169 = u5 * v1168;
    let v1170 = v375 + v378 - v381 - v374;
    let v1171 = u5 * v1170;
    let v1172 = v381 - v378;
    let v1173 = u5 * v1172;
    let v1174 = v1171 + g4 + 2 * v374 + v377 - v378 - v1167 - 1;
    let v1175 = u6 * v1174;
    let v1176 = v378 + v1173 - v377 - v1169;
    let v1177 = u6 * v1176;
    let v1178 = v1169 + v1177 + g4 + v374 + 2 * v377 - v1167 - v1175 - 1;
    let v1179 = u7 * v1178;
    let v1180 = v1167 + v1175 + v1179 - g4 - v374 - v377 + 1;
    let v1181 = v859 * v1180;
    let v1182 = v453 - v425;
    let v1183 = u8 * v1182;
    let v1184 = v454 + v455 - v426 - v427;
    let v1185 = u8 * v1184;
    let v1186 = v456 - v428;
    let v1187 = u8 * v1186;
    let v1188 = v458 + v459 - v430 - v431;
    let v1189 = u8 * v1188;
    let v1190 = v460 - v432;
    let v1191 = u8 * v1190;
    let v1192 = v461 + v462 - v433 - v434;
    let v1193 = u8 * v1192;
    let v1194 = v463 - v435;
    let v1195 = u8 * v1194;
    let v1196 = v465 + v466 - v437 - v438;
    let v1197 = u8 * v1196;
    let v1198 = v467 - v439;
    let v1199 = u8 * v1198;
    let v1200 = v468 + v469 - v440 - v441;
    let v1201 = u8 * v1200;
    let v1202 = v470 - v442;
    let v1203 = u8 * v1202;
    let v1204 = v472 + v473 - v444 - v445;
    let v1205 = u8 * v1204;
    let v1206 = v474 - v446;
    let v1207 = u8 * v1206;
    let v1208 = v475 + v476 - v447 - v448;
    let v1209 = u8 * v1208;
    let v1210 = v477 - v449;
    let v1211 = u8 * v1210;
    let v1212 = v478 - v451 - v452;
    let v1213 = u8 * v1212;
    let v1214 = v439 + v1199 - v425 - v1183;
    let v1215 = u9 * v1214;
    let v1216 = v440 + v441 + v1201 - v426 - v427 - v1185;
    let v1217 = u9 * v1216;
    let v1218 = v442 + v1203 - v428 - v1187;
    let v1219 = u9 * v1218;
    let v1220 = v444 + v445 + v1205 - v430 - v431 - v1189;
    let v1221 = u9 * v1220;
    let v1222 = v446 + v1207 - v432 - v1191;
    let v1223 = u9 * v1222;
    let v1224 = v447 + v448 + v1209 - v433 - v434 - v1193;
    let v1225 = u9 * v1224;
    let v1226 = v449 + v1211 - v435 - v1195;
    let v1227 = u9 * v1226;
    let v1228 = v451 + v452 + v1213 - v437 - v438 - v1197;
    let v1229 = u9 * v1228;
    let v1230 = v432 + v1191 + v1223 - v425 - v1183 - v1215;
    let v1231 = u10 * v1230;
    let v1232 = v433 + v434 + v1193 + v1225 - v426 - v427 - v1185 - v1217;
    let v1233 = u10 * v1232;
    let v1234 = v435 + v1195 + v1227 - v428 - v1187 - v1219;
    let v1235 = u10 * v1234;
    let v1236 = v437 + v438 + v1197 + v1229 - v430 - v431 - v1189 - v1221;
    let v1237 = u10 * v1236;
    let v1238 = v428 + v1187 + v1219 + v1235 - v425 - v1183 - v1215 - v1231;
    let v1239 = u11 * v1238;
    let v1240 = v430 + v431 + v1189 + v1221 + v1237 - v426 - v427 - v1185 - v1217 - v1233;
    let v1241 = u11 * v1240;
    let v1242 = v480 * f0;
    let v1243 = v481 + v482;
    let v1244 = f1 * v1243;
    let v1245 = v483 * f2;
    let v1246 = v485 + v486;
    let v1247 = f3 * v1246;
    let v1248 = v487 * f4;
    let v1249 = v488 + v489;
    let v1250 = f5 * v1249;
    let v1251 = v490 * f6;
    let v1252 = v492 + v493;
    let v1253 = f7 * v1252;
    let v1254 = v494 * f8;
    let v1255 = v495 + v496;
    let v1256 = f9 * v1255;
    let v1257 = v497 * f10;
    let v1258 = v499 + v500;
    let v1259 = f11 * v1258;
    let v1260 = v501 * f12;
    let v1261 = v502 + v503;
    let v1262 = f13 * v1261;
    let v1263 = v504 * f14;
    let v1264 = v506 + v507;
    let v1265 = f15 * v1264;
    let v1266 = v508 * f16;
    let v1267 = v509 + v510;
    let v1268 = f17 * v1267;
    let v1269 = v511 * f18;
    let v1270 = v513 + v514;
    let v1271 = f19 * v1270;
    let v1272 = v515 * f20;
    let v1273 = v516 + v517;
    let v1274 = f21 * v1273;
    let v1275 = v518 * f22;
    let v1276 = v520 + v521;
    let v1277 = f23 * v1276;
    let v1278 = v522 * f24;
    let v1279 = v523 + v524;
    let v1280 = f25 * v1279;
    let v1281 = v525 * f26;
    let v1282 = v527 + v528;
    let v1283 = f27 * v1282;
    let v1284 = v529 * f28;
    let v1285 = v530 + v531;
    let v1286 = f29 * v1285;
    let v1287 = v532 * f30;
    let v1288 = v533 * f31;
    let v1289 = v480 * f32;
    let v1290 = f33 * v1243;
    let v1291 = v483 * f34;
    let v1292 = f35 * v1246;
    let v1293 = v487 * f36;
    let v1294 = f37 * v1249;
    let v1295 = v490 * f38;
    let v1296 = f39 * v1252;
    let v1297 = v494 * f40;
    let v1298 = f41 * v1255;
    let v1299 = v497 * f42;
    let v1300 = f43 * v1258;
    let v1301 = v501 * f44;
    let v1302 = f45 * v1261;
    let v1303 = v504 * f46;
    let v1304 = f47 * v1264;
    let v1305 = v508 * f48;
    let v1306 = f49 * v1267;
    let v1307 = v511 * f50;
    let v1308 = f51 * v1270;
    let v1309 = v515 * f52;
    let v1310 = f53 * v1273;
    let v1311 = v518 * f54;
    let v1312 = f55 * v1276;
    let v1313 = v522 * f56;
    let v1314 = f57 * v1279;
    let v1315 = v525 * f58;
    let v1316 = f59 * v1282;
    let v1317 = v529 * f60;
    let v1318 = f61 * v1285;
    let v1319 = v532 * f62;
    let v1320 = v533 * f63;
    let v1321 = v425 + v1183 + v1215 + v1231 + v1239;
    let v1322 = v1242
        + v1244
        + v1245
        + v1247
        + v1248
        + v1250
        + v1251
        + v1253
        + v1254
        + v1256
        + v1257
        + v1259
        + v1260
        + v1262
        + v1263
        + v1265
        + v1266
        + v1268
        + v1269
        + v1271
        + v1272
        + v1274
        + v1275
        + v1277
        + v1278
        + v1280
        + v1281
        + v1283
        + v1284
        + v1286
        + v1287
        + v1288;
    let v1323 = v1321 * v1322;
    let v1324 = v426 + v427 + v1185 + v1217 + v1233 + v1241;
    let v1325 = v1289
        + v1290
        + v1291
        + v1292
        + v1293
        + v1294
        + v1295
        + v1296
        + v1297
        + v1298
        + v1299
        + v1300
        + v1301
        + v1302
        + v1303
        + v1304
        + v1305
        + v1306
        + v1307
        + v1308
        + v1309
        + v1310
        + v1311
        + v1312
        + v1313
        + v1314
        + v1315
        + v1316
        + v1317
        + v1318
        + v1319
        + v1320;
    let v1326 = v1324 * v1325;
    let v1327 = v1323 + v1326;
    let v1328 = v1181 * v1327;
    let v1329 = v1165 * v1328;
    let v1330 = u3 * v850;
    let v1331 = v850 - v1330;
    let v1332 = v798 * v1331;
    let v1333 = 2 * g3 + v536 + v539 + v545 - v537 - v542 - v551 - 1;
    let v1334 = u6 * v1333;
    let v1335 = v551 - v545;
    let v1336 = u6 * v1335;
    let v1337 = v542 + v546 - v552 - v539;
    let v1338 = u6 * v1337;
    let v1339 = v552 - v546;
    let v1340 = u6 * v1339;
    let v1341 = v537 + v540 + v548 - v543 - v554 - v536;
    let v1342 = u6 * v1341;
    let v1343 = v554 - v548;
    let v1344 = u6 * v1343;
    let v1345 = v543 + v549 - v555 - v540;
    let v1346 = u6 * v1345;
    let v1347 = v555 - v549;
    let v1348 = u6 * v1347;
    let v1349 = v1342 + g3 + 2 * v536 + v539 + v545 - v540 - v548 - v1334 - 1;
    let v1350 = u7 * v1349;
    let v1351 = v548 + v1344 - v545 - v1336;
    let v1352 = u7 * v1351;
    let v1353 = v540 + v1346 + v546 - v549 - v539 - v1338;
    let v1354 = u7 * v1353;
    let v1355 = v549 + v1348 - v546 - v1340;
    let v1356 = u7 * v1355;
    let v1357 = v1338 + v1354 + g3 + v536 + 2 * v539 + v545 - v546 - v1334 - v1350 - 1;
    let v1358 = u8 * v1357;
    let v1359 = v546 + v1340 + v1356 - v545 - v1336 - v1352;
    let v1360 = u8 * v1359;
    let v1361 = v1336 + v1352 + v1360 + g3 + v536 + v539 + 2 * v545 - v1334 - v1350 - v1358 - 1;
    let v1362 = u9 * v1361;
    let v1363 = v1334 + v1350 + v1358 + v1362 - g3 - v536 - v539 - v545 + 1;
    let v1364 = v1020 * v1363;
    let v1365 = v589 - v575;
    let v1366 = u10 * v1365;
    let v1367 = v590 + v591 - v576 - v577;
    let v1368 = u10 * v1367;
    let v1369 = v592 - v578;
    let v1370 = u10 * v1369;
    let v1371 = v594 + v595 - v580 - v581;
    let v1372 = u10 * v1371;
    let v1373 = v596 - v582;
    let v1374 = u10 * v1373;
    let v1375 = v597 + v598 - v583 - v584;
    let v1376 = u10 * v1375;
    let v1377 = v599 - v585;
    let v1378 = u10 * v1377;
    let v1379 = v600 - v587 - v588;
    let v1380 = u10 * v1379;
    let v1381 = v582 + v1374 - v575 - v1366;
    let v1382 = u11 * v1381;
    let v1383 = v583 + v584 + v1376 - v576 - v577 - v1368;
    let v1384 = u11 * v1383;
    let v1385 = v585 + v1378 - v578 - v1370;
    let v1386 = u11 * v1385;
    let v1387 = v587 + v588 + v1380 - v580 - v581 - v1372;
    let v1388 = u11 * v1387;
    let v1389 = v602 * f0;
    let v1390 = v603 + v604;
    let v1391 = f1 * v1390;
    let v1392 = v605 * f2;
    let v1393 = v607 + v608;
    let v1394 = f3 * v1393;
    let v1395 = v609 * f4;
    let v1396 = v610 + v611;
    let v1397 = f5 * v1396;
    let v1398 = v612 * f6;
    let v1399 = v614 + v615;
    let v1400 = f7 * v1399;
    let v1401 = v616 * f8;
    let v1402 = v617 + v618;
    let v1403 = f9 * v1402;
    let v1404 = v619 * f10;
    let v1405 = v621 + v622;
    let v1406 = f11 * v1405;
    let v1407 = v623 * f12;
    let v1408 = v624 + v625;
    let v1409 = f13 * v1408;
    let v1410 = v626 * f14;
    let v1411 = v627 * f15;
    let v1412 = v602 * f16;
    let v1413 = f17 * v1390;
    let v1414 = v605 * f18;
    let v1415 = f19 * v1393;
    let v1416 = v609 * f20;
    let v1417 = f21 * v1396;
    let v1418 = v612 * f22;
    let v1419 = f23 * v1399;
    let v1420 = v616 * f24;
    let v1421 = f25 * v1402;
    let v1422 = v619 * f26;
    let v1423 = f27 * v1405;
    let v1424 = v623 * f28;
    let v1425 = f29 * v1408;
    let v1426 = v626 * f30;
    let v1427 = v627 * f31;
    let v1428 = v602 * f32;
    let v1429 = f33 * v1390;
    let v1430 = v605 * f34;
    let v1431 = f35 * v1393;
    let v1432 = v609 * f36;
    let v1433 = f37 * v1396;
    let v1434 = v612 * f38;
    let v1435 = f39 * v1399;
    let v1436 = v616 * f40;
    let v1437 = f41 * v1402;
    let v1438 = v619 * f42;
    let v1439 = f43 * v1405;
    let v1440 = v623 * f44;
    let v1441 = f45 * v1408;
    let v1442 = v626 * f46;
    let v1443 = v627 * f47;
    let v1444 = v602 * f48;
    let v1445 = f49 * v1390;
    let v1446 = v605 * f50;
    let v1447 = f51 * v1393;
    let v1448 = v609 * f52;
    let v1449 = f53 * v1396;
    let v1450 = v612 * f54;
    let v1451 = f55 * v1399;
    let v1452 = v616 * f56;
    let v1453 = f57 * v1402;
    let v1454 = v619 * f58;
    let v1455 = f59 * v1405;
    let v1456 = v623 * f60;
    let v1457 = f61 * v1408;
    let v1458 = v626 * f62;
    let v1459 = v627 * f63;
    let v1460 = v575 + v1366 + v1382;
    let v1461 = v1389
        + v1391
        + v1392
        + v1394
        + v1395
        + v1397
        + v1398
        + v1400
        + v1401
        + v1403
        + v1404
        + v1406
        + v1407
        + v1409
        + v1410
        + v1411;
    let v1462 = v1460 * v1461;
    let v1463 = v576 + v577 + v1368 + v1384;
    let v1464 = v1412
        + v1413
        + v1414
        + v1415
        + v1416
        + v1417
        + v1418
        + v1419
        + v1420
        + v1421
        + v1422
        + v1423
        + v1424
        + v1425
        + v1426
        + v1427;
    let v1465 = v1463 * v1464;
    let v1466 = v578 + v1370 + v1386;
    let v1467 = v1428
        + v1429
        + v1430
        + v1431
        + v1432
        + v1433
        + v1434
        + v1435
        + v1436
        + v1437
        + v1438
        + v1439
        + v1440
        + v1441
        + v1442
        + v1443;
    let v1468 = v1466 * v1467;
    let v1469 = v580 + v581 + v1372 + v1388;
    let v1470 = v1444
        + v1445
        + v1446
        + v1447
        + v1448
        + v1449
        + v1450
        + v1451
        + v1452
        + v1453
        + v1454
        + v1455
        + v1456
        + v1457
        + v1458
        + v1459;
    let v1471 = v1469 * v1470;
    let v1472 = v1462 + v1465 + v1468 + v1471;
    let v1473 = v1364 * v1472;
    let v1474 = v1332 * v1473;
    let v1475 = u3 * v851;
    let v1476 = v851 - v1475;
    let v1477 = v798 * v1476;
    let v1478 = 2 * g2 + v630 + v633 + v639 + v651 - v631 - v636 - v645 - v663 - 1;
    let v1479 = u7 * v1478;
    let v1480 = v663 - v651;
    let v1481 = u7 * v1480;
    let v1482 = v645 + v652 - v664 - v639;
    let v1483 = u7 * v1482;
    let v1484 = v664 - v652;
    let v1485 = u7 * v1484;
    let v1486 = v636 + v640 + v654 - v646 - v666 - v633;
    let v1487 = u7 * v1486;
    let v1488 = v666 - v654;
    let v1489 = u7 * v1488;
    let v1490 = v646 + v655 - v667 - v640;
    let v1491 = u7 * v1490;
    let v1492 = v667 - v655;
    let v1493 = u7 * v1492;
    let v1494 = v631 + v634 + v642 + v657 - v637 - v648 - v669 - v630;
    let v1495 = u7 * v1494;
    let v1496 = v669 - v657;
    let v1497 = u7 * v1496;
    let v1498 = v648 + v658 - v670 - v642;
    let v1499 = u7 * v1498;
    let v1500 = v670 - v658;
    let v1501 = u7 * v1500;
    let v1502 = v637 + v643 + v660 - v649 - v672 - v634;
    let v1503 = u7 * v1502;
    let v1504 = v672 - v660;
    let v1505 = u7 * v1504;
    let v1506 = v649 + v661 - v673 - v643;
    let v1507 = u7 * v1506;
    let v1508 = v673 - v661;
    let v1509 = u7 * v1508;
    let v1510 = v1495 + g2 + 2 * v630 + v633 + v639 + v651 - v634 - v642 - v657 - v1479 - 1;
    let v1511 = u8 * v1510;
    let v1512 = v657 + v1497 - v651 - v1481;
    let v1513 = u8 * v1512;
    let v1514 = v642 + v1499 + v652 - v658 - v639 - v1483;
    let v1515 = u8 * v1514;
    let v1516 = v658 + v1501 - v652 - v1485;
    let v1517 = u8 * v1516;
    let v1518 = v634 + v1503 + v640 + v654 - v643 - v660 - v633 - v1487;
    let v1519 = u8 * v1518;
    let v1520 = v660 + v1505 - v654 - v1489;
    let v1521 = u8 * v1520;
    let v1522 = v643 + v1507 + v655 - v661 - v640 - v1491;
    let v1523 = u8 * v1522;
    let v1524 = v661 + v1509 - v655 - v1493;
    let v1525 = u8 * v1524;
    let v1526 = v1487
        + v1519
        + g2
        + v630
        + 2 * v633
        + v639
        + v651
        - v640
        - v654
        - v1479
        - v1511
        - 1;
    let v1527 = u9 * v1526;
    let v1528 = v654 + v1489 + v1521 - v651 - v1481 - v1513;
    let v1529 = u9 * v1528;
    let v1530 = v640 + v1491 + v1523 + v652 - v655 - v639 - v1483 - v1515;
    let v1531 = u9 * v1530;
    let v1532 = v655 + v1493 + v1525 - v652 - v1485 - v1517;
    let v1533 = u9 * v1532;
    let v1534 = v1483
        + v1515
        + v1531
        + g2
        + v630
        + v633
        + 2 * v639
        + v651
        - v652
        - v1479
        - v1511
        - v1527
        - 1;
    let v1535 = u10 * v1534;
    let v1536 = v652 + v1485 + v1517 + v1533 - v651 - v1481 - v1513 - v1529;
    let v1537 = u10 * v1536;
    let v1538 = v1481
        + v1513
        + v1529
        + v1537
        + g2
        + v630
        + v633
        + v639
        + 2 * v651
        - v1479
        - v1511
        - v1527
        - v1535
        - 1;
    let v1539 = u11 * v1538;
    let v1540 = v1479 + v1511 + v1527 + v1535 + v1539 - g2 - v630 - v633 - v639 - v651 + 1;
    let v1541 = v1035 * v1540;
    let v1542 = v689 * f0;
    let v1543 = v690 + v691;
    let v1544 = f1 * v1543;
    let v1545 = v692 * f2;
    let v1546 = v694 + v695;
    let v1547 = f3 * v1546;
    let v1548 = v696 * f4;
    let v1549 = v697 + v698;
    let v1550 = f5 * v1549;
    let v1551 = v699 * f6;
    let v1552 = v700 * f7;
    let v1553 = v689 * f8;
    let v1554 = f9 * v1543;
    let v1555 = v692 * f10;
    let v1556 = f11 * v1546;
    let v1557 = v696 * f12;
    let v1558 = f13 * v1549;
    let v1559 = v699 * f14;
    let v1560 = v700 * f15;
    let v1561 = v689 * f16;
    let v1562 = f17 * v1543;
    let v1563 = v692 * f18;
    let v1564 = f19 * v1546;
    let v1565 = v696 * f20;
    let v1566 = f21 * v1549;
    let v1567 = v699 * f22;
    let v1568 = v700 * f23;
    let v1569 = v689 * f24;
    let v1570 = f25 * v1543;
    let v1571 = v692 * f26;
    let v1572 = f27 * v1546;
    let v1573 = v696 * f28;
    let v1574 = f29 * v1549;
    let v1575 = v699 * f30;
    let v1576 = v700 * f31;
    let v1577 = v689 * f32;
    let v1578 = f33 * v1543;
    let v1579 = v692 * f34;
    let v1580 = f35 * v1546;
    let v1581 = v696 * f36;
    let v1582 = f37 * v1549;
    let v1583 = v699 * f38;
    let v1584 = v700 * f39;
    let v1585 = v689 * f40;
    let v1586 = f41 * v1543;
    let v1587 = v692 * f42;
    let v1588 = f43 * v1546;
    let v1589 = v696 * f44;
    let v1590 = f45 * v1549;
    let v1591 = v699 * f46;
    let v1592 = v700 * f47;
    let v1593 = v689 * f48;
    let v1594 = f49 * v1543;
    let v1595 = v692 * f50;
    let v1596 = f51 * v1546;
    let v1597 = v696 * f52;
    let v1598 = f53 * v1549;
    let v1599 = v699 * f54;
    let v1600 = v700 * f55;
    let v1601 = v689 * f56;
    let v1602 = f57 * v1543;
    let v1603 = v692 * f58;
    let v1604 = f59 * v1546;
    let v1605 = v696 * f60;
    let v1606 = f61 * v1549;
    let v1607 = v699 * f62;
    let v1608 = v700 * f63;
    let v1609 = v1542 + v1544 + v1545 + v1547 + v1548 + v1550 + v1551 + v1552;
    let v1610 = v677 * v1609;
    let v1611 = v678 + v679;
    let v1612 = v1553 + v1554 + v1555 + v1556 + v1557 + v1558 + v1559 + v1560;
    let v1613 = v1611 * v1612;
    let v1614 = v1561 + v1562 + v1563 + v1564 + v1565 + v1566 + v1567 + v1568;
    let v1615 = v680 * v1614;
    let v1616 = v681 + v682;
    let v1617 = v1569 + v1570 + v1571 + v1572 + v1573 + v1574 + v1575 + v1576;
    let v1618 = v1616 * v1617;
    let v1619 = v1577 + v1578 + v1579 + v1580 + v1581 + v1582 + v1583 + v1584;
    let v1620 = v683 * v1619;
    let v1621 = v684 + v685;
    let v1622 = v1585 + v1586 + v1587 + v1588 + v1589 + v1590 + v1591 + v1592;
    let v1623 = v1621 * v1622;
    let v1624 = v1593 + v1594 + v1595 + v1596 + v1597 + v1598 + v1599 + v1600;
    let v1625 = v686 * v1624;
    let v1626 = v1601 + v1602 + v1603 + v1604 + v1605 + v1606 + v1607 + v1608;
    let v1627 = v687 * v1626;
    let v1628 = v1610 + v1613 + v1615 + v1618 + v1620 + v1623 + v1625 + v1627;
    let v1629 = v1541 * v1628;
    let v1630 = v1477 * v1629;
    let v1631 = u3 * v852;
    let v1632 = v852 - v1631;
    let v1633 = v798 * v1632;
    let v1634 = u9 * v1478;
    let v1635 = u9 * v1480;
    let v1636 = u9 * v1482;
    let v1637 = u9 * v1484;
    let v1638 = u9 * v1486;
    let v1639 = u9 * v1488;
    let v1640 = u9 * v1490;
    let v1641 = u9 * v1492;
    let v1642 = u9 * v1494;
    let v1643 = u9 * v1496;
    let v1644 = u9 * v1498;
    let v1645 = u9 * v1500;
    let v1646 = u9 * v1502;
    let v1647 = u9 * v1504;
    let v1648 = u9 * v1506;
    let v1649 = u9 * v1508;
    let v1650 = v1642 + g2 + 2 * v630 + v633 + v639 + v651 - v634 - v642 - v657 - v1634 - 1;
    let v1651 = u10 * v1650;
    let v1652 = v657 + v1643 - v651 - v1635;
    let v1653 = u10 * v1652;
    let v1654 = v642 + v1644 + v652 - v658 - v639 - v1636;
    let v1655 = u10 * v1654;
    let v1656 = v658 + v1645 - v652 - v1637;
    let v1657 = u10 * v1656;
    let v1658 = v634 + v1646 + v640 + v654 - v643 - v660 - v633 - v1638;
    let v1659 = u10 * v1658;
    let v1660 = v660 + v1647 - v654 - v1639;
    let v1661 = u10 * v1660;
    let v1662 = v643 + v1648 + v655 - v661 - v640 - v1640;
    let v1663 = u10 * v1662;
    let v1664 = v661 + v1649 - v655 - v1641;
    let v1665 = u10 * v1664;
    let v1666 = v1638
        + v1659
        + g2
        + v630
        + 2 * v633
        + v639
        + v651
        - v640
        - v654
        - v1634
        - v1651
        - 1;
    let v1667 = u11 * v1666;
    let v1668 = v654 + v1639 + v1661 - v651 - v1635 - v1653;
    let v1669 = u11 * v1668;
    let v1670 = v640 + v1640 + v1663 + v652 - v655 - v639 - v1636 - v1655;
    let v1671 = u11 * v1670;
    let v1672 = v655 + v1641 + v1665 - v652 - v1637 - v1657;
    let v1673 = u11 * v1672;
    let v1674 = v261 * f0;
    let v1675 = v55 * f1;
    let v1676 = v263 * f2;
    let v1677 = v56 * f3;
    let v1678 = v261 * f4;
    let v1679 = v55 * f5;
    let v1680 = v263 * f6;
    let v1681 = v56 * f7;
    let v1682 = v261 * f8;
    let v1683 = v55 * f9;
    let v1684 = v263 * f10;
    let v1685 = v56 * f11;
    let v1686 = v261 * f12;
    let v1687 = v55 * f13;
    let v1688 = v263 * f14;
    let v1689 = v56 * f15;
    let v1690 = v261 * f16;
    let v1691 = v55 * f17;
    let v1692 = v263 * f18;
    let v1693 = v56 * f19;
    let v1694 = v261 * f20;
    let v1695 = v55 * f21;
    let v1696 = v263 * f22;
    let v1697 = v56 * f23;
    let v1698 = v261 * f24;
    let v1699 = v55 * f25;
    let v1700 = v263 * f26;
    let v1701 = v56 * f27;
    let v1702 = v261 * f28;
    let v1703 = v55 * f29;
    let v1704 = v263 * f30;
    let v1705 = v56 * f31;
    let v1706 = v261 * f32;
    let v1707 = v55 * f33;
    let v1708 = v263 * f34;
    let v1709 = v56 * f35;
    let v1710 = v261 * f36;
    let v1711 = v55 * f37;
    let v1712 = v263 * f38;
    let v1713 = v56 * f39;
    let v1714 = v261 * f40;
    let v1715 = v55 * f41;
    let v1716 = v263 * f42;
    let v1717 = v56 * f43;
    let v1718 = v261 * f44;
    let v1719 = v55 * f45;
    let v1720 = v263 * f46;
    let v1721 = v56 * f47;
    let v1722 = v261 * f48;
    let v1723 = v55 * f49;
    let v1724 = v263 * f50;
    let v1725 = v56 * f51;
    let v1726 = v261 * f52;
    let v1727 = v55 * f53;
    let v1728 = v263 * f54;
    let v1729 = v56 * f55;
    let v1730 = v261 * f56;
    let v1731 = v55 * f57;
    let v1732 = v263 * f58;
    let v1733 = v56 * f59;
    let v1734 = v261 * f60;
    let v1735 = v55 * f61;
    let v1736 = v263 * f62;
    let v1737 = v56 * f63;
    let v1738 = v1674 + v1675 + v1676 + v1677;
    let v1739 = v148 * v1738;
    let v1740 = v1678 + v1679 + v1680 + v1681;
    let v1741 = v52 * v1740;
    let v1742 = v1682 + v1683 + v1684 + v1685;
    let v1743 = v150 * v1742;
    let v1744 = v1686 + v1687 + v1688 + v1689;
    let v1745 = v53 * v1744;
    let v1746 = v1690 + v1691 + v1692 + v1693;
    let v1747 = v148 * v1746;
    let v1748 = v1694 + v1695 + v1696 + v1697;
    let v1749 = v52 * v1748;
    let v1750 = v1698 + v1699 + v1700 + v1701;
    let v1751 = v150 * v1750;
    let v1752 = v1702 + v1703 + v1704 + v1705;
    let v1753 = v53 * v1752;
    let v1754 = v1706 + v1707 + v1708 + v1709;
    let v1755 = v148 * v1754;
    let v1756 = v1710 + v1711 + v1712 + v1713;
    let v1757 = v52 * v1756;
    let v1758 = v1714 + v1715 + v1716 + v1717;
    let v1759 = v150 * v1758;
    let v1760 = v1718 + v1719 + v1720 + v1721;
    let v1761 = v53 * v1760;
    let v1762 = v1722 + v1723 + v1724 + v1725;
    let v1763 = v148 * v1762;
    let v1764 = v1726 + v1727 + v1728 + v1729;
    let v1765 = v52 * v1764;
    let v1766 = v1730 + v1731 + v1732 + v1733;
    let v1767 = v150 * v1766;
    let v1768 = v1734 + v1735 + v1736 + v1737;
    let v1769 = v53 * v1768;
    let v1770 = v1634 + v1651 + v1667 - g2 - v630 - v633 - v639 - v651 + 1;
    let v1771 = v1739 + v1741 + v1743 + v1745;
    let v1772 = v1770 * v1771;
    let v1773 = v651 + v1635 + v1653 + v1669;
    let v1774 = v1747 + v1749 + v1751 + v1753;
    let v1775 = v1773 * v1774;
    let v1776 = v639 + v1636 + v1655 + v1671 - v652;
    let v1777 = v1755 + v1757 + v1759 + v1761;
    let v1778 = v1776 * v1777;
    let v1779 = v652 + v1637 + v1657 + v1673;
    let v1780 = v1763 + v1765 + v1767 + v1769;
    let v1781 = v1779 * v1780;
    let v1782 = v1772 + v1775 + v1778 + v1781;
    let v1783 = v1051 * v1782;
    let v1784 = v1633 * v1783;
    let v1785 = 0 - 2 * r0 + 2;
    let v1786 = v50 * v1785;
    let v1787 = v708 * v1786;
    let v1788 = r2 * v31;
    let v1789 = r1 * r2;
    let v1790 = 0 - r1 - v1788 + 1;
    let v1791 = r3 * v1790;
    let v1792 = r3 * v1788;
    let v1793 = r1 - v1789;
    let v1794 = r3 * v1793;
    let v1795 = r3 * v1789;
    let v1796 = g6 * v48;
    let v1797 = v51 * v1796;
    let v1798 = 0 - g8 + 1;
    let v1799 = v1797 * v1798;
    let v1800 = v1785 * v1799;
    let v1801 = v708 * v1800;
    let v1802 = v32 * v373;
    let v1803 = v708 * v1802;
    let v1804 = r3 * v34;
    let v1805 = r2 * r3;
    let v1806 = 0 - r2 - v1804 + 1;
    let v1807 = r4 * v1806;
    let v1808 = r4 * v1804;
    let v1809 = r2 - v1805;
    let v1810 = r4 * v1809;
    let v1811 = r4 * v1805;
    let v1812 = 0 - r2 - v1804 - v1807 + 1;
    let v1813 = r5 * v1812;
    let v1814 = r5 * v1807;
    let v1815 = v1804 - v1808;
    let v1816 = r5 * v1815;
    let v1817 = r5 * v1808;
    let v1818 = r2 - v1805 - v1810;
    let v1819 = r5 * v1818;
    let v1820 = r5 * v1810;
    let v1821 = v1805 - v1811;
    let v1822 = r5 * v1821;
    let v1823 = r5 * v1811;
    let v1824 = g8 * v1797;
    let v1825 = v32 * v1824;
    let v1826 = v708 * v1825;
    let v1827 = v35 * v535;
    let v1828 = v708 * v1827;
    let v1829 = r4 * v37;
    let v1830 = r3 * r4;
    let v1831 = 0 - r3 - v1829 + 1;
    let v1832 = r5 * v1831;
    let v1833 = r5 * v1829;
    let v1834 = r3 - v1830;
    let v1835 = r5 * v1834;
    let v1836 = r5 * v1830;
    let v1837 = 0 - r3 - v1829 - v1832 + 1;
    let v1838 = r6 * v1837;
    let v1839 = r6 * v1832;
    let v1840 = v1829 - v1833;
    let v1841 = r6 * v1840;
    let v1842 = r6 * v1833;
    let v1843 = r3 - v1830 - v1835;
    let v1844 = r6 * v1843;
    let v1845 = r6 * v1835;
    let v1846 = v1830 - v1836;
    let v1847 = r6 * v1846;
    let v1848 = r6 * v1836;
    let v1849 = 0 - r3 - v1829 - v1832 - v1838 + 1;
    let v1850 = r7 * v1849;
    let v1851 = r7 * v1838;
    let v1852 = v1832 - v1839;
    let v1853 = r7 * v1852;
    let v1854 = r7 * v1839;
    let v1855 = v1829 - v1833 - v1841;
    let v1856 = r7 * v1855;
    let v1857 = r7 * v1841;
    let v1858 = v1833 - v1842;
    let v1859 = r7 * v1858;
    let v1860 = r7 * v1842;
    let v1861 = r3 - v1830 - v1835 - v1844;
    let v1862 = r7 * v1861;
    let v1863 = r7 * v1844;
    let v1864 = v1835 - v1845;
    let v1865 = r7 * v1864;
    let v1866 = r7 * v1845;
    let v1867 = v1830 - v1836 - v1847;
    let v1868 = r7 * v1867;
    let v1869 = r7 * v1847;
    let v1870 = v1836 - v1848;
    let v1871 = r7 * v1870;
    let v1872 = r7 * v1848;
    let v1873 = g7 * v1796;
    let v1874 = v1798 * v1873;
    let v1875 = v35 * v1874;
    let v1876 = v708 * v1875;
    let v1877 = v40 * v629;
    let v1878 = v708 * v1877;
    let v1879 = r6 * v810;
    let v1880 = r5 * r6;
    let v1881 = 0 - r5 - v1879 + 1;
    let v1882 = r7 * v1881;
    let v1883 = r7 * v1879;
    let v1884 = r5 - v1880;
    let v1885 = r7 * v1884;
    let v1886 = r7 * v1880;
    let v1887 = 0 - r5 - v1879 - v1882 + 1;
    let v1888 = r8 * v1887;
    let v1889 = r8 * v1882;
    let v1890 = v1879 - v1883;
    let v1891 = r8 * v1890;
    let v1892 = r8 * v1883;
    let v1893 = r5 - v1880 - v1885;
    let v1894 = r8 * v1893;
    let v1895 = r8 * v1885;
    let v1896 = v1880 - v1886;
    let v1897 = r8 * v1896;
    let v1898 = r8 * v1886;
    let v1899 = 0 - r5 - v1879 - v1882 - v1888 + 1;
    let v1900 = r9 * v1899;
    let v1901 = r9 * v1888;
    let v1902 = v1882 - v1889;
    let v1903 = r9 * v1902;
    let v1904 = r9 * v1889;
    let v1905 = v1879 - v1883 - v1891;
    let v1906 = r9 * v1905;
    let v1907 = r9 * v1891;
    let v1908 = v1883 - v1892;
    let v1909 = r9 * v1908;
    let v1910 = r9 * v1892;
    let v1911 = r5 - v1880 - v1885 - v1894;
    let v1912 = r9 * v1911;
    let v1913 = r9 * v1894;
    let v1914 = v1885 - v1895;
    let v1915 = r9 * v1914;
    let v1916 = r9 * v1895;
    let v1917 = v1880 - v1886 - v1897;
    let v1918 = r9 * v1917;
    let v1919 = r9 * v1897;
    let v1920 = v1886 - v1898;
    let v1921 = r9 * v1920;
    let v1922 = r9 * v1898;
    let v1923 = g8 * v1873;
    let v1924 = v40 * v1923;
    let v1925 = v708 * v1924;
    let v1926 = eta * v701;
    let v1927 = v708 * v1926;
    let v1928 = 0 - o0 + 1;
    let v1929 = o1 * v1928;
    let v1930 = o0 * o1;
    let v1931 = g5 * v46;
    let v1932 = v49 * v1931;
    let v1933 = v51 * v1932;
    let v1934 = v1798 * v1933;
    let v1935 = eta * v1934;
    let v1936 = v708 * v1935;
    let v1937 = u3 * u4;
    let v1938 = u5 * v1937;
    let v1939 = v1034 * v1938;
    let v1940 = v1048 * v1939;
    let v1941 = v1050 * v1940;
    let v1942 = v1079 * v1941;
    let v1943 = v1097 * v1942;
    let v1944 = 2 * r1 + v1788 + v1791 - v1789 - v1794 - 1;
    let v1945 = u11 * v1944;
    let v1946 = v1794 - v1791;
    let v1947 = u11 * v1946;
    let v1948 = v1789 + v1792 - v1795 - v1788;
    let v1949 = u11 * v1948;
    let v1950 = v1795 - v1792;
    let v1951 = u11 * v1950;
    let v1952 = g10 * v886;
    let v1953 = g10 * v888;
    let v1954 = g10 * v890;
    let v1955 = g10 * v892;
    let v1956 = g10 * v894;
    let v1957 = g10 * v896;
    let v1958 = g10 * v898;
    let v1959 = g10 * v900;
    let v1960 = g10 * v902;
    let v1961 = g10 * v904;
    let v1962 = g10 * v906;
    let v1963 = g10 * v908;
    let v1964 = g10 * v910;
    let v1965 = g10 * v912;
    let v1966 = g10 * v914;
    let v1967 = g10 * v916;
    let v1968 = g10 * v918;
    let v1969 = g10 * v920;
    let v1970 = g10 * v922;
    let v1971 = g10 * v924;
    let v1972 = g10 * v926;
    let v1973 = g10 * v928;
    let v1974 = g10 * v930;
    let v1975 = g10 * v932;
    let v1976 = g10 * v934;
    let v1977 = g10 * v936;
    let v1978 = g10 * v938;
    let v1979 = g10 * v940;
    let v1980 = g10 * v942;
    let v1981 = g10 * v944;
    let v1982 = g10 * v946;
    let v1983 = g10 * v948;
    let v1984 = f2 + v1953 - f0 - v1952;
    let v1985 = g9 * v1984;
    let v1986 = f6 + v1955 - f4 - v1954;
    let v1987 = g9 * v1986;
    let v1988 = f10 + v1957 - f8 - v1956;
    let v1989 = g9 * v1988;
    let v1990 = f14 + v1959 - f12 - v1958;
    let v1991 = g9 * v1990;
    let v1992 = f18 + v1961 - f16 - v1960;
    let v1993 = g9 * v1992;
    let v1994 = f22 + v1963 - f20 - v1962;
    let v1995 = g9 * v1994;
    let v1996 = f26 + v1965 - f24 - v1964;
    let v1997 = g9 * v1996;
    let v1998 = f30 + v1967 - f28 - v1966;
    let v1999 = g9 * v1998;
    let v2000 = f34 + v1969 - f32 - v1968;
    let v2001 = g9 * v2000;
    let v2002 = f38 + v1971 - f36 - v1970;
    let v2003 = g9 * v2002;
    let v2004 = f42 + v1973 - f40 - v1972;
    let v2005 = g9 * v2004;
    let v2006 = f46 + v1975 - f44 - v1974;
    let v2007 = g9 * v2006;
    let v2008 = f50 + v1977 - f48 - v1976;
    let v2009 = g9 * v2008;
    let v2010 = f54 + v1979 - f52 - v1978;
    let v2011 = g9 * v2010;
    let v2012 = f58 + v1981 - f56 - v1980;
    let v2013 = g9 * v2012;
    let v2014 = f62 + v1983 - f60 - v1982;
    let v2015 = g9 * v2014;
    let v2016 = f4 + v1954 + v1987 - f0 - v1952 - v1985;
    let v2017 = g8 * v2016;
    let v2018 = f12 + v1958 + v1991 - f8 - v1956 - v1989;
    let v2019 = g8 * v2018;
    let v2020 = f20 + v1962 + v1995 - f16 - v1960 - v1993;
    let v2021 = g8 * v2020;
    let v2022 = f28 + v1966 + v1999 - f24 - v1964 - v1997;
    let v2023 = g8 * v2022;
    let v2024 = f36 + v1970 + v2003 - f32 - v1968 - v2001;
    let v2025 = g8 * v2024;
    let v2026 = f44 + v1974 + v2007 - f40 - v1972 - v2005;
    let v2027 = g8 * v2026;
    let v2028 = f52 + v1978 + v2011 - f48 - v1976 - v2009;
    let v2029 = g8 * v2028;
    let v2030 = f60 + v1982 + v2015 - f56 - v1980 - v2013;
    let v2031 = g8 * v2030;
    let v2032 = f8 + v1956 + v1989 + v2019 - f0 - v1952 - v1985 - v2017;
    let v2033 = g7 * v2032;
    let v2034 = f24 + v1964 + v1997 + v2023 - f16 - v1960 - v1993 - v2021;
    let v2035 = g7 * v2034;
    let v2036 = f40 + v1972 + v2005 + v2027 - f32 - v1968 - v2001 - v2025;
    let v2037 = g7 * v2036;
    let v2038 = f56 + v1980 + v2013 + v2031 - f48 - v1976 - v2009 - v2029;
    let v2039 = g7 * v2038;
    let v2040 = v1945 - r1 - v1788 - v1791 + 1;
    let v2041 = f0 + v1952 + v1985 + v2017 + v2033;
    let v2042 = v2040 * v2041;
    let v2043 = v1791 + v1947;
    let v2044 = f16 + v1960 + v1993 + v2021 + v2035;
    let v2045 = v2043 * v2044;
    let v2046 = v1788 + v1949 - v1792;
    let v2047 = f32 + v1968 + v2001 + v2025 + v2037;
    let v2048 = v2046 * v2047;
    let v2049 = v1792 + v1951;
    let v2050 = f48 + v1976 + v2009 + v2029 + v2039;
    let v2051 = v2049 * v2050;
    let v2052 = v2042 + v2045 + v2048 + v2051;
    let v2053 = v1943 * v2052;
    let v2054 = v1787 * v2053;
    let v2055 = u9 * v1941;
    let v2056 = u10 * v2055;
    let v2057 = u11 * v2056;
    let v2058 = 0 - r1 - v1788 - v1791 + 1;
    let v2059 = f0 + v1952 + v1985;
    let v2060 = v2058 * v2059;
    let v2061 = f4 + v1954 + v1987;
    let v2062 = v1791 * v2061;
    let v2063 = v1788 - v1792;
    let v2064 = f8 + v1956 + v1989;
    let v2065 = v2063 * v2064;
    let v2066 = f12 + v1958 + v1991;
    let v2067 = v1792 * v2066;
    let v2068 = r1 - v1789 - v1794;
    let v2069 = f16 + v1960 + v1993;
    let v2070 = v2068 * v2069;
    let v2071 = f20 + v1962 + v1995;
    let v2072 = v1794 * v2071;
    let v2073 = v1789 - v1795;
    let v2074 = f24 + v1964 + v1997;
    let v2075 = v2073 * v2074;
    let v2076 = f28 + v1966 + v1999;
    let v2077 = v1795 * v2076;
    let v2078 = f32 + v1968 + v2001;
    let v2080 = f36 + v1970 + v2003;
    let v2082 = f40 + v1972 + v2005;
    let v2084 = f44 + v1974 + v2007;
    let v2086 = f48 + v1976 + v2009;
    let v2088 = f52 + v1978 + v2011;
    let v2090 = f56 + v1980 + v2013;
    let v2092 = f60 + v1982 + v2015;
    let v2094 = v2060 + v2062 + v2065 + v2067 + v2070 + v2072 + v2075 + v2077;
    let v2095 = v2057 * v2094;
    let v2096 = v1801 * v2095;
    let v2097 = v1019 * v1937;
    let v2098 = v1034 * v2097;
    let v2099 = 2 * r2 + v1804 + v1807 + v1813 - v1805 - v1810 - v1819 - 1;
    let v2100 = u7 * v2099;
    let v2101 = v1819 - v1813;
    let v2102 = u7 * v2101;
    let v2103 = v1810 + v1814 - v1820 - v1807;
    let v2104 = u7 * v2103;
    let v2105 = v1820 - v1814;
    let v2106 = u7 * v2105;
    let v2107 = v1805 + v1808 + v1816 - v1811 - v1822 - v1804;
    let v2108 = u7 * v2107;
    let v2109 = v1822 - v1816;
    let v2110 = u7 * v2109;
    let v2111 = v1811 + v1817 - v1823 - v1808;
    let v2112 = u7 * v2111;
    let v2113 = v1823 - v1817;
    let v2114 = u7 * v2113;
    let v2115 = v2108 + r2 + 2 * v1804 + v1807 + v1813 - v1808 - v1816 - v2100 - 1;
    let v2116 = u8 * v2115;
    let v2117 = v1816 + v2110 - v1813 - v2102;
    let v2118 = u8 * v2117;
    let v2119 = v1808 + v2112 + v1814 - v1817 - v1807 - v2104;
    let v2120 = u8 * v2119;
    let v2121 = v1817 + v2114 - v1814 - v2106;
    let v2122 = u8 * v2121;
    let v2123 = v2104 + v2120 + r2 + v1804 + 2 * v1807 + v1813 - v1814 - v2100 - v2116 - 1;
    let v2124 = u9 * v2123;
    let v2125 = v1814 + v2106 + v2122 - v1813 - v2102 - v2118;
    let v2126 = u9 * v2125;
    let v2127 = v2102 + v2118 + v2126 + r2 + v1804 + v1807 + 2 * v1813 - v2100 - v2116 - v2124 - 1;
    let v2128 = u10 * v2127;
    let v2129 = v2100 + v2116 + v2124 + v2128 - r2 - v1804 - v1807 - v1813 + 1;
    let v2130 = v2098 * v2129;
    let v2131 = 2 * g4 - 1;
    let v2132 = u11 * v2131;
    let v2133 = v2132 - g4 + 1;
    let v2134 = v2130 * v2133;
    let v2135 = f16 + v1960 + v1993 + v2021 + v2035 - f0 - v1952 - v1985 - v2017 - v2033;
    let v2136 = g6 * v2135;
    let v2137 = f48 + v1976 + v2009 + v2029 + v2039 - f32 - v1968 - v2001 - v2025 - v2037;
    let v2138 = g6 * v2137;
    let v2139 = f32
        + v1968
        + v2001
        + v2025
        + v2037
        + v2138
        - f0
        - v1952
        - v1985
        - v2017
        - v2033
        - v2136;
    let v2140 = g5 * v2139;
    let v2141 = f0 + v1952 + v1985 + v2017 + v2033 + v2136 + v2140;
    let v2142 = v2134 * v2141;
    let v2143 = v1803 * v2142;
    let v2144 = v1105 * v2056;
    let v2145 = 0 - r2 - v1804 - v1807 - v1813 + 1;
    let v2146 = v2059 * v2145;
    let v2147 = v1813 * v2061;
    let v2148 = v1807 - v1814;
    let v2149 = v2064 * v2148;
    let v2150 = v1814 * v2066;
    let v2151 = v1804 - v1808 - v1816;
    let v2152 = v2069 * v2151;
    let v2153 = v1816 * v2071;
    let v2154 = v1808 - v1817;
    let v2155 = v2074 * v2154;
    let v2156 = v1817 * v2076;
    let v2157 = r2 - v1805 - v1810 - v1819;
    let v2158 = v2078 * v2157;
    let v2159 = v1819 * v2080;
    let v2160 = v1810 - v1820;
    let v2161 = v2082 * v2160;
    let v2162 = v1820 * v2084;
    let v2163 = v1805 - v1811 - v1822;
    let v2164 = v2086 * v2163;
    let v2165 = v1822 * v2088;
    let v2166 = v1811 - v1823;
    let v2167 = v2090 * v2166;
    let v2168 = v1823 * v2092;
    let v2169 = v2146
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
        + v2168;
    let v2170 = v2144 * v2169;
    let v2171 = v1826 * v2170;
    let v2172 = u3 * v859;
    let v2173 = 2 * r3 + v1829 + v1832 + v1838 + v1850 - v1830 - v1835 - v1844 - v1862 - 1;
    let v2174 = u5 * v2173;
    let v2175 = v1862 - v1850;
    let v2176 = u5 * v2175;
    let v2177 = v1844 + v1851 - v1863 - v1838;
    let v2178 = u5 * v2177;
    let v2179 = v1863 - v1851;
    let v2180 = u5 * v2179;
    let v2181 = v1835 + v1839 + v1853 - v1845 - v1865 - v1832;
    let v2182 = u5 * v2181;
    let v2183 = v1865 - v1853;
    let v2184 = u5 * v2183;
    let v2185 = v1845 + v1854 - v1866 - v1839;
    let v2186 = u5 * v2185;
    let v2187 = v1866 - v1854;
    let v2188 = u5 * v2187;
    let v2189 = v1830 + v1833 + v1841 + v1856 - v1836 - v1847 - v1868 - v1829;
    let v2190 = u5 * v2189;
    let v2191 = v1868 - v1856;
    let v2192 = u5 * v2191;
    let v2193 = v1847 + v1857 - v1869 - v1841;
    let v2194 = u5 * v2193;
    let v2195 = v1869 - v1857;
    let v2196 = u5 * v2195;
    let v2197 = v1836 + v1842 + v1859 - v1848 - v1871 - v1833;
    let v2198 = u5 * v2197;
    let v2199 = v1871 - v1859;
    let v2200 = u5 * v2199;
    let v2201 = v1848 + v1860 - v1872 - v1842;
    let v2202 = u5 * v2201;
    let v2203 = v1872 - v1860;
    let v2204 = u5 * v2203;
    let v2205 = v2190 + r3 + 2 * v1829 + v1832 + v1838 + v1850 - v1833 - v1841 - v1856 - v2174 - 1;
    let v2206 = u6 * v2205;
    let v2207 = v1856 + v2192 - v1850 - v2176;
    let v2208 = u6 * v2207;
    let v2209 = v1841 + v2194 + v1851 - v1857 - v1838 - v2178;
    let v2210 = u6 * v2209;
    let v2211 = v1857 + v2196 - v1851 - v2180;
    let v2212 = u6 * v2211;
    let v2213 = v1833 + v2198 + v1839 + v1853 - v1842 - v1859 - v1832 - v2182;
    let v2214 = u6 * v2213;
    let v2215 = v1859 + v2200 - v1853 - v2184;
    let v2216 = u6 * v2215;
    let v2217 = v1842 + v2202 + v1854 - v1860 - v1839 - v2186;
    let v2218 = u6 * v2217;
    let v2219 = v1860 + v2204 - v1854 - v2188;
    let v2220 = u6 * v2219;
    let v2221 = v2182
        + v2214
        + r3
        + v1829
        + 2 * v1832
        + v1838
        + v1850
        - v1839
        - v1853
        - v2174
        - v2206
        - 1;
    let v2222 = u7 * v2221;
    let v2223 = v1853 + v2184 + v2216 - v1850 - v2176 - v2208;
    let v2224 = u7 * v2223;
    let v2225 = v1839 + v2186 + v2218 + v1851 - v1854 - v1838 - v2178 - v2210;
    let v2226 = u7 * v2225;
    let v2227 = v1854 + v2188 + v2220 - v1851 - v2180 - v2212;
    let v2228 = u7 * v2227;
    let v2229 = v2178
        + v2210
        + v2226
        + r3
        + v1829
        + v1832
        + 2 * v1838
        + v1850
        - v1851
        - v2174
        - v2206
        - v2222
        - 1;
    let v2230 = u8 * v2229;
    let v2231 = v1851 + v2180 + v2212 + v2228 - v1850 - v2176 - v2208 - v2224;
    let v2232 = u8 * v2231;
    let v2233 = v2176
        + v2208
        + v2224
        + v2232
        + r3
        + v1829
        + v1832
        + v1838
        + 2 * v1850
        - v2174
        - v2206
        - v2222
        - v2230
        - 1;
    let v2234 = u9 * v2233;
    let v2235 = v2174 + v2206 + v2222 + v2230 + v2234 - r3 - v1829 - v1832 - v1838 - v1850 + 1;
    let v2236 = v2172 * v2235;
    let v2237 = 2 * g3 - 1;
    let v2238 = u10 * v2237;
    let v2239 = v2238 - g3 + 1;
    let v2240 = v2236 * v2239;
    let v2241 = v2133 * v2240;
    let v2242 = v2141 * v2241;
    let v2243 = v1828 * v2242;
    let v2244 = u10 * v1942;
    let v2245 = u11 * v2173;
    let v2246 = u11 * v2175;
    let v2247 = u11 * v2177;
    let v2248 = u11 * v2179;
    let v2249 = u11 * v2181;
    let v2250 = u11 * v2183;
    let v2251 = u11 * v2185;
    let v2252 = u11 * v2187;
    let v2253 = u11 * v2189;
    let v2254 = u11 * v2191;
    let v2255 = u11 * v2193;
    let v2256 = u11 * v2195;
    let v2257 = u11 * v2197;
    let v2258 = u11 * v2199;
    let v2259 = u11 * v2201;
    let v2260 = u11 * v2203;
    let v2261 = v2245 - r3 - v1829 - v1832 - v1838 - v1850 + 1;
    let v2262 = v2059 * v2261;
    let v2263 = v1850 + v2246;
    let v2264 = v2061 * v2263;
    let v2265 = v1838 + v2247 - v1851;
    let v2266 = v2064 * v2265;
    let v2267 = v1851 + v2248;
    let v2268 = v2066 * v2267;
    let v2269 = v1832 + v2249 - v1839 - v1853;
    let v2270 = v2069 * v2269;
    let v2271 = v1853 + v2250;
    let v2272 = v2071 * v2271;
    let v2273 = v1839 + v2251 - v1854;
    let v2274 = v2074 * v2273;
    let v2275 = v1854 + v2252;
    let v2276 = v2076 * v2275;
    let v2277 = v1829 + v2253 - v1833 - v1841 - v1856;
    let v2278 = v2078 * v2277;
    let v2279 = v1856 + v2254;
    let v2280 = v2080 * v2279;
    let v2281 = v1841 + v2255 - v1857;
    let v2282 = v2082 * v2281;
    let v2283 = v1857 + v2256;
    let v2284 = v2084 * v2283;
    let v2285 = v1833 + v2257 - v1842 - v1859;
    let v2286 = v2086 * v2285;
    let v2287 = v1859 + v2258;
    let v2288 = v2088 * v2287;
    let v2289 = v1842 + v2259 - v1860;
    let v2290 = v2090 * v2289;
    let v2291 = v1860 + v2260;
    let v2292 = v2092 * v2291;
    let v2293 = v2262
        + v2264
        + v2266
        + v2268
        + v2270
        + v2272
        + v2274
        + v2276
        + v2278
        + v2280
        + v2282
        + v2284
        + v2286
        + v2288
        + v2290
        + v2292;
    let v2294 = v2244 * v2293;
    let v2295 = v1876 * v2294;
    let v2296 = 2 * r5 + v1879 + v1882 + v1888 + v1900 - v1880 - v1885 - v1894 - v1912 - 1;
    let v2297 = u4 * v2296;
    let v2298 = v1912 - v1900;
    let v2299 = u4 * v2298;
    let v2300 = v1894 + v1901 - v1913 - v1888;
    let v2301 = u4 * v2300;
    let v2302 = v1913 - v1901;
    let v2303 = u4 * v2302;
    let v2304 = v1885 + v1889 + v1903 - v1895 - v1915 - v1882;
    let v2305 = u4 * v2304;
    let v2306 = v1915 - v1903;
    let v2307 = u4 * v2306;
    let v2308 = v1895 + v1904 - v1916 - v1889;
    let v2309 = u4 * v2308;
    let v2310 = v1916 - v1904;
    let v2311 = u4 * v2310;
    let v2312 = v1880 + v1883 + v1891 + v1906 - v1886 - v1897 - v1918 - v1879;
    let v2313 = u4 * v2312;
    let v2314 = v1918 - v1906;
    let v2315 = u4 * v2314;
    let v2316 = v1897 + v1907 - v1919 - v1891;
    let v2317 = u4 * v2316;
    let v2318 = v1919 - v1907;
    let v2319 = u4 * v2318;
    let v2320 = v1886 + v1892 + v1909 - v1898 - v1921 - v1883;
    let v2321 = u4 * v2320;
    let v2322 = v1921 - v1909;
    let v2323 = u4 * v2322;
    let v2324 = v1898 + v1910 - v1922 - v1892;
    let v2325 = u4 * v2324;
    let v2326 = v1922 - v1910;
    let v2327 = u4 * v2326;
    let v2328 = v2313 + r5 + 2 * v1879 + v1882 + v1888 + v1900 - v1883 - v1891 - v1906 - v2297 - 1;
    let v2329 = u5 * v2328;
    let v2330 = v1906 + v2315 - v1900 - v2299;
    let v2331 = u5 * v2330;
    let v2332 = v1891 + v2317 + v1901 - v1907 - v1888 - v2301;
    let v2333 = u5 * v2332;
    let v2334 = v1907 + v2319 - v1901 - v2303;
    let v2335 = u5 * v2334;
    let v2336 = v1883 + v2321 + v1889 + v1903 - v1892 - v1909 - v1882 - v2305;
    let v2337 = u5 * v2336;
    let v2338 = v1909 + v2323 - v1903 - v2307;
    let v2339 = u5 * v2338;
    let v2340 = v1892 + v2325 + v1904 - v1910 - v1889 - v2309;
    let v2341 = u5 * v2340;
    let v2342 = v1910 + v2327 - v1904 - v2311;
    let v2343 = u5 * v2342;
    let v2344 = v2305
        + v2337
        + r5
        + v1879
        + 2 * v1882
        + v1888
        + v1900
        - v1889
        - v1903
        - v2297
        - v2329
        - 1;
    let v2345 = u6 * v2344;
    let v2346 = v1903 + v2307 + v2339 - v1900 - v2299 - v2331;
    let v2347 = u6 * v2346;
    let v2348 = v1889 + v2309 + v2341 + v1901 - v1904 - v1888 - v2301 - v2333;
    let v2349 = u6 * v2348;
    let v2350 = v1904 + v2311 + v2343 - v1901 - v2303 - v2335;
    let v2351 = u6 * v2350;
    let v2352 = v2301
        + v2333
        + v2349
        + r5
        + v1879
        + v1882
        + 2 * v1888
        + v1900
        - v1901
        - v2297
        - v2329
        - v2345
        - 1;
    let v2353 = u7 * v2352;
    let v2354 = v1901 + v2303 + v2335 + v2351 - v1900 - v2299 - v2331 - v2347;
    let v2355 = u7 * v2354;
    let v2356 = v2299
        + v2331
        + v2347
        + v2355
        + r5
        + v1879
        + v1882
        + v1888
        + 2 * v1900
        - v2297
        - v2329
        - v2345
        - v2353
        - 1;
    let v2357 = u8 * v2356;
    let v2358 = 0 - u3 + 1;
    let v2359 = v2297 + v2329 + v2345 + v2353 + v2357 - r5 - v1879 - v1882 - v1888 - v1900 + 1;
    let v2360 = v2358 * v2359;
    let v2361 = 2 * g2 - 1;
    let v2362 = u9 * v2361;
    let v2363 = v2362 - g2 + 1;
    let v2364 = v2360 * v2363;
    let v2365 = v2239 * v2364;
    let v2366 = v2133 * v2365;
    let v2367 = v2141 * v2366;
    let v2368 = v1878 * v2367;
    let v2369 = v1097 * v2055;
    let v2370 = u11 * v2296;
    let v2371 = u11 * v2298;
    let v2372 = u11 * v2300;
    let v2373 = u11 * v2302;
    let v2374 = u11 * v2304;
    let v2375 = u11 * v2306;
    let v2376 = u11 * v2308;
    let v2377 = u11 * v2310;
    let v2378 = u11 * v2312;
    let v2379 = u11 * v2314;
    let v2380 = u11 * v2316;
    let v2381 = u11 * v2318;
    let v2382 = u11 * v2320;
    let v2383 = u11 * v2322;
    let v2384 = u11 * v2324;
    let v2385 = u11 * v2326;
    let v2386 = v2370 - r5 - v1879 - v1882 - v1888 - v1900 + 1;
    let v2387 = v2059 * v2386;
    let v2388 = v1900 + v2371;
    let v2389 = v2061 * v2388;
    let v2390 = v1888 + v2372 - v1901;
    let v2391 = v2064 * v2390;
    let v2392 = v1901 + v2373;
    let v2393 = v2066 * v2392;
    let v2394 = v1882 + v2374 - v1889 - v1903;
    let v2395 = v2069 * v2394;
    let v2396 = v1903 + v2375;
    let v2397 = v2071 * v2396;
    let v2398 = v1889 + v2376 - v1904;
    let v2399 = v2074 * v2398;
    let v2400 = v1904 + v2377;
    let v2401 = v2076 * v2400;
    let v2402 = v1879 + v2378 - v1883 - v1891 - v1906;
    let v2403 = v2078 * v2402;
    let v2404 = v1906 + v2379;
    let v2405 = v2080 * v2404;
    let v2406 = v1891 + v2380 - v1907;
    let v2407 = v2082 * v2406;
    let v2408 = v1907 + v2381;
    let v2409 = v2084 * v2408;
    let v2410 = v1883 + v2382 - v1892 - v1909;
    let v2411 = v2086 * v2410;
    let v2412 = v1909 + v2383;
    let v2413 = v2088 * v2412;
    let v2414 = v1892 + v2384 - v1910;
    let v2415 = v2090 * v2414;
    let v2416 = v1910 + v2385;
    let v2417 = v2092 * v2416;
    let v2418 = v2387
        + v2389
        + v2391
        + v2393
        + v2395
        + v2397
        + v2399
        + v2401
        + v2403
        + v2405
        + v2407
        + v2409
        + v2411
        + v2413
        + v2415
        + v2417;
    let v2419 = v2369 * v2418;
    let v2420 = v1925 * v2419;
    let v2421 = u6 * v2097;
    let v2422 = 2 * o0 + v1929 - v1930 - 1;
    let v2423 = u7 * v2422;
    let v2424 = v1930 - v1929;
    let v2425 = u7 * v2424;
    let v2426 = v2425 + o0 + 2 * v1929 - v2423 - 1;
    let v2427 = u8 * v2426;
    let v2428 = v2423 + v2427 - o0 - v1929 + 1;
    let v2429 = v2421 * v2428;
    let v2430 = v2363 * v2429;
    let v2431 = v2239 * v2430;
    let v2432 = v2133 * v2431;
    let v2433 = v2141 * v2432;
    let v2434 = v1927 * v2433;
    let v2435 = 0 - o0 - v1929 + 1;
    let v2438 = o0 - v1930;
    let v2445 = v2078 * v2435;
    let v2446 = v1929 * v2080;
    let v2447 = v2082 * v2438;
    let v2448 = v1930 * v2084;
    let v2453 = v2445 + v2446 + v2447 + v2448;
    let v2454 = v2057 * v2453;
    let v2455 = v1936 * v2454;
    let v2456 = zeta * zeta;
    let v2457 = v2456 * v2456;
    let v2458 = v2457 * v2457;
    let v2459 = v2458 * v2458;
    let v2460 = v2459 * v2459;
    let v2461 = v2460 * v2460;
    let v2462 = v2461 * v2461;
    let v2463 = v2462 * v2462;
    let v2464 = v2463 * v2463;
    let v2465 = v2464 * v2464;
    let v2466 = v2465 * v2465;
    let v2467 = v2466 * v2466;
    let v2468 = v2467 * v2467;
    let v2469 = v2468 * v2468;
    let v2470 = zeta - 1;
    let v2471 = u3 * v2470;
    let v2472 = v2456 - 1;
    let v2473 = u4 * v2472;
    let v2474 = v2471 + 1;
    let v2475 = v2473 + 1;
    let v2476 = v2474 * v2475;
    let v2477 = v2457 - 1;
    let v2478 = u5 * v2477;
    let v2479 = v2478 + 1;
    let v2480 = v2476 * v2479;
    let v2481 = v2458 - 1;
    let v2482 = u6 * v2481;
    let v2483 = v2482 + 1;
    let v2484 = v2480 * v2483;
    let v2485 = v2459 - 1;
    let v2486 = u7 * v2485;
    let v2487 = v2486 + 1;
    let v2488 = v2484 * v2487;
    let v2489 = v2460 - 1;
    let v2490 = u8 * v2489;
    let v2491 = v2490 + 1;
    let v2492 = v2488 * v2491;
    let v2493 = v2461 - 1;
    let v2494 = u9 * v2493;
    let v2495 = v2494 + 1;
    let v2496 = v2492 * v2495;
    let v2497 = v2462 - 1;
    let v2498 = u10 * v2497;
    let v2499 = v2498 + 1;
    let v2500 = v2496 * v2499;
    let v2501 = v2463 - 1;
    let v2502 = u11 * v2501;
    let v2503 = v2502 + 1;
    let v2504 = v2500 * v2503;
    let v2505 = f1 * v2469;
    let v2506 = f3 * v2469;
    let v2507 = f5 * v2469;
    let v2508 = f7 * v2469;
    let v2509 = f9 * v2469;
    let v2510 = f11 * v2469;
    let v2511 = f13 * v2469;
    let v2512 = f15 * v2469;
    let v2513 = f17 * v2469;
    let v2514 = f19 * v2469;
    let v2515 = f21 * v2469;
    let v2516 = f23 * v2469;
    let v2517 = f25 * v2469;
    let v2518 = f27 * v2469;
    let v2519 = f29 * v2469;
    let v2520 = f31 * v2469;
    let v2521 = f33 * v2469;
    let v2522 = f35 * v2469;
    let v2523 = f37 * v2469;
    let v2524 = f39 * v2469;
    let v2525 = f41 * v2469;
    let v2526 = f43 * v2469;
    let v2527 = f45 * v2469;
    let v2528 = f47 * v2469;
    let v2529 = f49 * v2469;
    let v2530 = f51 * v2469;
    let v2531 = f53 * v2469;
    let v2532 = f55 * v2469;
    let v2533 = f57 * v2469;
    let v2534 = f59 * v2469;
    let v2535 = f61 * v2469;
    let v2536 = f63 * v2469;
    let v2537 = f2 + v2506;
    let v2538 = v2468 * v2537;
    let v2539 = f6 + v2508;
    let v2540 = v2468 * v2539;
    let v2541 = f10 + v2510;
    let v2542 = v2468 * v2541;
    let v2543 = f14 + v2512;
    let v2544 = v2468 * v2543;
    let v2545 = f18 + v2514;
    let v2546 = v2468 * v2545;
    let v2547 = f22 + v2516;
    let v2548 = v2468 * v2547;
    let v2549 = f26 + v2518;
    let v2550 = v2468 * v2549;
    let v2551 = f30 + v2520;
    let v2552 = v2468 * v2551;
    let v2553 = f34 + v2522;
    let v2554 = v2468 * v2553;
    let v2555 = f38 + v2524;
    let v2556 = v2468 * v2555;
    let v2557 = f42 + v2526;
    let v2558 = v2468 * v2557;
    let v2559 = f46 + v2528;
    let v2560 = v2468 * v2559;
    let v2561 = f50 + v2530;
    let v2562 = v2468 * v2561;
    let v2563 = f54 + v2532;
    let v2564 = v2468 * v2563;
    let v2565 = f58 + v2534;
    let v2566 = v2468 * v2565;
    let v2567 = f62 + v2536;
    let v2568 = v2468 * v2567;
    let v2569 = f4 + v2507 + v2540;
    let v2570 = v2467 * v2569;
    let v2571 = f12 + v2511 + v2544;
    let v2572 = v2467 * v2571;
    let v2573 = f20 + v2515 + v2548;
    let v2574 = v2467 * v2573;
    let v2575 = f28 + v2519 + v2552;
    let v2576 = v2467 * v2575;
    let v2577 = f36 + v2523 + v2556;
    let v2578 = v2467 * v2577;
    let v2579 = f44 + v2527 + v2560;
    let v2580 = v2467 * v2579;
    let v2581 = f52 + v2531 + v2564;
    let v2582 = v2467 * v2581;
    let v2583 = f60 + v2535 + v2568;
    let v2584 = v2467 * v2583;
    let v2585 = f8 + v2509 + v2542 + v2572;
    let v2586 = v2466 * v2585;
    let v2587 = f24 + v2517 + v2550 + v2576;
    let v2588 = v2466 * v2587;
    let v2589 = f40 + v2525 + v2558 + v2580;
    let v2590 = v2466 * v2589;
    let v2591 = f56 + v2533 + v2566 + v2584;
    let v2592 = v2466 * v2591;
    let v2593 = f16 + v2513 + v2546 + v2574 + v2588;
    let v2594 = v2465 * v2593;
    let v2595 = f48 + v2529 + v2562 + v2582 + v2592;
    let v2596 = v2465 * v2595;
    let v2597 = f32 + v2521 + v2554 + v2578 + v2590 + v2596;
    let v2598 = v2464 * v2597;
    let v2599 = f0 + v2505 + v2538 + v2570 + v2586 + v2594 + v2598;
    let v2600 = v2504 * v2599;
    let v2601 = v709 * v2600;
    let v2602 = v1014
        + v1028
        + v1042
        + v1056
        + v1066
        + v1075
        + v1084
        + v1093
        + v1101
        + v1109
        + v1115
        + v1121
        + v1127
        + v1133
        + v1139
        + v1144
        + v1152
        + v1157
        + v1162
        + v1329
        + v1474
        + v1630
        + v1784
        - v2054
        - v2096
        - v2143
        - v2171
        - v2243
        - v2295
        - v2368
        - v2420
        - v2434
        - v2455
        - v2601;
    let v2603 = joined * v2602;
    v2054 + v2096 + v2143 + v2171 + v2243 + v2295 + v2368 + v2420 + v2434 + v2455 + v2601 + v2603
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
impl Split128By6 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0x3ffffffffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split122By6 of DivRemHelper<BoundedInt<0, 0x3ffffffffffffffffffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0xfffffffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split116By6 of DivRemHelper<BoundedInt<0, 0xfffffffffffffffffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0x3fffffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split110By6 of DivRemHelper<BoundedInt<0, 0x3fffffffffffffffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split104By6 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0x3ffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split98By6 of DivRemHelper<BoundedInt<0, 0x3ffffffffffffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0xfffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split92By6 of DivRemHelper<BoundedInt<0, 0xfffffffffffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0x3fffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split86By6 of DivRemHelper<BoundedInt<0, 0x3fffffffffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0xffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split80By6 of DivRemHelper<BoundedInt<0, 0xffffffffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0x3ffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split74By6 of DivRemHelper<BoundedInt<0, 0x3ffffffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0xfffffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split68By6 of DivRemHelper<BoundedInt<0, 0xfffffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0x3fffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split62By6 of DivRemHelper<BoundedInt<0, 0x3fffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0xffffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split56By6 of DivRemHelper<BoundedInt<0, 0xffffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0x3ffffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split50By6 of DivRemHelper<BoundedInt<0, 0x3ffffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0xfffffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split44By6 of DivRemHelper<BoundedInt<0, 0xfffffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0x3fffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split38By6 of DivRemHelper<BoundedInt<0, 0x3fffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0xffffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split32By6 of DivRemHelper<BoundedInt<0, 0xffffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0x3ffffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split26By6 of DivRemHelper<BoundedInt<0, 0x3ffffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0xfffff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split20By6 of DivRemHelper<BoundedInt<0, 0xfffff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0x3fff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split14By6 of DivRemHelper<BoundedInt<0, 0x3fff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0xff>;
    type RemT = BoundedInt<0, 0x3f>;
}
impl Split8By6 of DivRemHelper<BoundedInt<0, 0xff>, UnitInt<64>> {
    type DivT = BoundedInt<0, 0x3>;
    type RemT = BoundedInt<0, 0x3f>;
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
const BY_6: NonZero<UnitInt<64>> = 64;
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
fn split_order(word: u128, ref numbers: Array<u32>) -> BoundedInt<0, 0x3> {
    let rest: BoundedInt<0, 0xffffffffffffffffffffffffffffffff> = upcast(word);
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
    numbers.append(upcast(number));
    let (rest, number) = div_rem(rest, BY_6);
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
fn point_of_d4(digit: BoundedInt<0, 0x1>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        _ => 0x6a50046d4afae89aa80b742d48175a5b7a6e1b42a5ab630140437adcdf92351,
    }
}
fn point_of_top(digit: BoundedInt<0, 0x7f>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x63f5efaa33929b2e40a4a07b940adf4612806f6417e3754e8cde2cdaea51997,
        2 => 0x43a8517523f55a8f3776dfa6bcd79eaa84e9027d8d4bee30c0926df0c07573f,
        3 => 0x1a5874dfe2b6e5fae27479aa7069d69f9f75dcdb36e2d2c45d387747f64cb34,
        4 => 0x2b9f95d9c7a91e553fee72855f2b4d0f2bb5a002989ac16fad72a75ae580194,
        5 => 0x23f063356096f7f94b95bac4ce24e7a03a58086acc9c1534b167f0a18a61b3e,
        6 => 0x2e26d98425f4a3a23924766d13fa0e04dfe54b0cc541665a2a558e4e3dec844,
        7 => 0x8908ecd68d45f6506d1254f7f0108031abd684c40525af3abb18c7f46286af,
        8 => 0x19e8e437bd95ece45cf52e13abd5bfd4266bc82a085c456785975cc2e35511a,
        9 => 0x54dcdb96c079c3fb315213f0edbddec28ef0b4082c5e8bd4a323edc166e547a,
        10 => 0x23c82bec89f798c56382c3efb479f61e7e4aeb03d8ebb53d9547cebab1d1aac,
        11 => 0x69ba8673d23b08b206a156e4b2c135bfe6014cec3a7abde9bc928c993e82140,
        12 => 0x24bbf20b2affc602687b32282a4c76318d5954d6aeb8f29e88b8025d2020d66,
        13 => 0x6123c4c3a4f1ddd0122cef7b14c0e97c59de9f5b43df6ddc84c0a55adfb8aa1,
        14 => 0x1e074bfe48829f167d9bfb97b45e413358610307c1f1d76d5c30ce5135e2f9,
        15 => 0x7545b9e3fb25b6f656632ca6f0aec5f43943243c9a746af51a3adf9dbdc124e,
        16 => 0x7547fa31c5686a61dc5aecd8eae6f099f2b4b62971f450b0a87a94282e87775,
        17 => 0x228a078f5bc160dac9f6b16f83a4458f8fec001a638fb5fd22e4b1c21e055b7,
        18 => 0x5d5b3a09910fe341bbf5f67417c3666315597d42b036fc2928b7f6c7c9b40d3,
        19 => 0x37e3dfb12519e90bf9dbdc06966d8c68676645649c21c282e07a32a35b71a53,
        20 => 0x2c5065ee0afbaec6c9413fde077d029ded2ff1eaa10bf4769f30cc36f140c0e,
        21 => 0x3b2b966a63f27dadbe7c1681c7d6abfa979ec478bf0b8ad49c036a8e969426a,
        22 => 0x4005c84e509c25c177cca8af4783a4f720c39b00efe26d0c572f160b62579b1,
        23 => 0x66c84a5d57de8713c7899b86bdc6b5a867fa898e57846a0721145b3f30d4173,
        24 => 0xa78bc91a9058f510755b4e950e3e978fef308e0b170743cf162e7830934694,
        25 => 0x1b24e90d455e76e892201788c7ae93b896097bd60f52a36b2cc477bf21c242d,
        26 => 0x403705d7a91a562974ee5262c616378d6a7c5acd85dae20a278b0e970624072,
        27 => 0x4c9841167a80349045d74d0fa70537762ccd0c0262d8aa7a058ef912f77ddb,
        28 => 0x7172163e0a7d536f7eac484bbd4798611cd86bd80162f5bb9df925d2cb02d74,
        29 => 0x6e7cca9addc503761baca4329f5ef0a7a94bba5bcd840d0ad6c9aa42596fc4d,
        30 => 0xe7bc1eb63dfdf48190461777c5e12308f7f7361e902ce97a00ef9cdd92c7e3,
        31 => 0x6062021ace3d80a8c869ccaf5e6c4f91047bbdb9edc5bb9057de8663e44af7f,
        32 => 0x35fd3901cedd2ee24cca8f9895df525e5484134a90a0813e4fb0a7dc1eae1a6,
        33 => 0x3cb20e87349a84ff4d60d0697b0af83012c46dc2b7d7d0a1d561cb9c1f2ad2b,
        34 => 0x151a08edf6475aad0d20ec76ddf76eecd2e1bccd4184721273d3eee4a5bb745,
        35 => 0x656abdd07c6f6f0ba2ebbad5c0956b29d213e5f09eb1bfbbc972fb2f3c158b8,
        36 => 0x5013c118454044b4e4afc85b12bbf269ffb1ae5e4b077a11f41ba4957ba5f4f,
        37 => 0x177b67ce77b62dbf176471167091fddcd1cdf5edbafab900ea64e79e795efe6,
        38 => 0x454e9d62ac93ac7096c81ee9a7f5132d408759cf09166cb53d5a039af7307cc,
        39 => 0x1bba7450bb84e0fe1456122dd9093d4fe09099f81c6f4096aee288e989accce,
        40 => 0x2069a459d3f9d6ada0dd06333977f882fc1841f407888b7287542470ee394ef,
        41 => 0x281c9bdca8b8f6b00cea1f65e3255b9a650abd2f88e0cefa61fcd311930d16d,
        42 => 0x488e72238dd1019749c7ae0c3b1e6090e855af317a96f8523bc81a436192f3d,
        43 => 0x44920997f8ea76e31e244360c1e92172ad15875deadff3c9fb57a46d30c83e8,
        44 => 0x2e3e5c17880569e0455271c03d299f9a622badff25d78d58cf120c41d2e3ab4,
        45 => 0x7b2611c10b5dcdb43702749a6117e35b5b9136a916965cfc228f6fc40af304c,
        46 => 0x2167ed2407f6c2009d6211eff010578a2cce2262ba0dd43c652eddfa669fa1b,
        47 => 0x40528646f26e35334bc805739cfc723c2aa37b1caa7c0cecec27240d04f949a,
        48 => 0x439f778fe620f10810cd1c15e9528f7ea674531db27cfc8502ffa6e6657da8a,
        49 => 0x491ff80685d0a5fbf85d748301ff7b88f58fcc9e47c7094263e69aae64faaa7,
        50 => 0x132c7bd5a8df6f042b1cad85f607d0fa1fe642f36efcb15a2fe4a15c8c3433,
        51 => 0x751ae8b78983e1e78f4c8b4d909d8a8118feebdbd2a89363d49849b6e1bcd1b,
        52 => 0x31357d03a40f8858ae53bc25a4de5eb64e2582b8dabf5e25a76226535f2409,
        53 => 0x173e7ebe00d03734d8f57f01fd3bf8279b4eeceaa4964f93c6cf86354a1f406,
        54 => 0x53285fa6ce68a105003b434b979b28be29ebd3059135b800606b34881784e28,
        55 => 0x1813573d00be5197105e2e09a6f36cfb082dea752e07e9109d18583bbc087e3,
        56 => 0x6a9fb81708e4615945fb25e0a591e4fc1b97d671a54798f76aeba2be481b685,
        57 => 0x6b28b54ce3f3a14625ef379730a42998f102356c036df10be731ce87b117846,
        58 => 0x5276e6b078f3110dc736353ef5e5a9bb416876226a472c5b216daf949331f64,
        59 => 0x63e1c9a48aa1ec1767d6be14d2126bea8d88c66d0334be3e02c5e0c06ea0a90,
        60 => 0xad1e896178c36367be8b57dfa4640b20c714107523c48d41c02d0b8bfd69a3,
        61 => 0x7e521b95de301cc59a5e8b229509ce7e75d29fc83ab07297f8575897c93a9e0,
        62 => 0x33bfdb972e91e4dffdf7785e0fef9812fc7c51bd0d565fe075f1e4a1d8d713,
        63 => 0x4c9b0896c0624448ccd4e458fb25ca5e91e71247ba5a4d825cbce97125594a7,
        64 => 0x718f1ad809daae7d7c15128ae86e4f6b9381de7db8c30c45b7e4e4566984d05,
        65 => 0xd60af499ead0f8b8663ad316e627fc950ff50d9bf1a60a7b9c96034a7db5a9,
        66 => 0x4b7cc473e54832cf31c0cb392a7333fe777f8f2aab4674ffe93c6474611f79b,
        67 => 0x2e767781b99e3dd1c454741531939a3d639872d1a45c01de205e147168a1cb9,
        68 => 0x449fdc1522dbd751b28675d111797dca4a95a43a0226070776e09d0c0d0bb2e,
        69 => 0x5757e1785856b187140a08bff24421001766aab906ebe04603af65dba5fb619,
        70 => 0x608f9356d05ad29a58390a336a0a7ad772160cd617b42ceaede5f37c493aae6,
        71 => 0x6ac1bc1a46a2d70f5621ca9396dd9692c27009d32edb9e32e346445519b9f6,
        72 => 0x3ff29b5098a838e6fbdd014f4c43bbb7ac695ee51e7d6c34bba52ae5e5ddfb3,
        73 => 0x22d36c43b080ab89a255ad5ab382e129ec2eadb1e8d9b353bf0980135f0246b,
        74 => 0x617f5f7a78bb573f7104b25d755c2222309ca42dff02a5a5990742477adaa09,
        75 => 0x74a5aa91cf3ffe198b6eeede336d43f57a4a662acac23fb6e3ec0b8d5c9e625,
        76 => 0x6006475d3e5eef70f72f4155202edd84315af8095ea00f1fb3c552b9a6bf001,
        77 => 0x72334360865539333fdc81089e221481604f44b3705fc14e7110c6df27a1d55,
        78 => 0x552a37b3ee6d03bd540e330518836946673b95abb853f06662296ccf53e5664,
        79 => 0x2eb0ad64bc8272310a8cc3788f72a658e044f906d422f3322ebdf0c702c1dd2,
        80 => 0x1dc89b0b67c308f76ccabff521f6da01901d7a1590371bc7e82d5ee965f44d5,
        81 => 0x5916621ea5cff6206f3d41bff12c2c90899d09dc2ab3d94e86c96869b4f24e4,
        82 => 0xf44863c8571f5a14cf8ebfe9969c6cca8f7b09f421029a88d235b69e0f0fb1,
        83 => 0x28c9556770b6b9105d4ec96f906b34193e48868763edca7a4700bd1dd00f407,
        84 => 0x344b68cefdb2fa7d67e45ae64491e7df2f82b3c00a4c17c85069c1e069cd6f8,
        85 => 0x54d214136291224be442e7702f016855f7a48f8d09f25bae28ed02290d6b48a,
        86 => 0x654ea12d0d456fdba492e3245d4386a070db02c271c7fc4eb54c94b3f9f45d3,
        87 => 0x79b01ae9c6fc7619039f2a573d7e17b358b15bba8df1eeff314a86f104a23e5,
        88 => 0x204e17eae01d5f0dfc430b3f9cd8a6dfd30bf88fbdd90418a8f3af73a3f0b7b,
        89 => 0x25bc87f28c55426db571b1f1355acab79d86a844c4f6d384a9a92ecf9193f1f,
        90 => 0x4143c4e777dd40170f76323bf49f62fefae1c3dbf583fce9c801d1f0c0b9f0b,
        91 => 0x6f77cabc70a52e9372fffda02fc6692ebfa5710d1cc4a2a7fa05511fac48a2f,
        92 => 0x6dc8d21586671b9ceb0285650652fd47729acf1441731570c8d82233b708809,
        93 => 0x6ce11d771dbc6a500b6600452c4732c2da1eadfa99b5753be8db6e0ff7334a3,
        94 => 0x21347ed1d1922ac1dbbe881a80395ee1d36cc9cc0a9bfb48a68112cdcaadd28,
        95 => 0x28f655dae91845030948742aedb85ccc2b18725576e1c8c1b257a4a41269820,
        96 => 0x69805441669ba7c7cfd496397690a3e420dfe52108ef0cb6f9f47c687e31f03,
        97 => 0x531cce4959c100154a9897605eb1a73844d31d18d2b03b3df3b606b7c721f91,
        98 => 0x3a58cbed98853457258254f8613a201d06708ef601be3f237247c6e01b6c897,
        99 => 0x31ee54d54e5707e79976a0d09a9fc3de5043ff0ca27879edcfb477295521fb8,
        100 => 0x3d36a798ff601ca8e35004e96d0fafc41829bfec2b82f8a0b3c199effdb9417,
        101 => 0x388d2c649fd25838cd1e11e68614908b8abc747f23936d1b4d5dff7e658cb,
        102 => 0x6696c1c3123c1ba9c3c55029518b4ee4595971b9b5b51db0014723a61975149,
        103 => 0x6fab5368f84c2335bfd79d9856761c12a94ae3c7da2d9a729d1d59939f46733,
        104 => 0x5ecafdccb1726053b7a082fe7bbfcae30dffff77927a228256c4120dc01eaf2,
        105 => 0x2273f3f9d4849285130164d0b4b8b51a055c862554ea65420ec94cb179a2609,
        106 => 0x37b5399442ba76dcf701198958a5b8e3d8f34646385f06481388b90c6b58264,
        107 => 0x322a72dd4b61474614260640813f041d55001a9437799a572847cc0b278dc50,
        108 => 0x2f033ba131103add0d1574e68485ae1f126d9cf7b9bbf8c0483327557e81d74,
        109 => 0x5e18111ba5ceefb71969653d735a1759a3d97a0d5d08cc3155de3497862d921,
        110 => 0x346990117e2c88c0c209448cfe9bc7e2072e68982bb77bdcb367915f97d196d,
        111 => 0x4842c7aa0a765bb00b15887e5a1328b0ce8da015f47ef6baa3e73005e7be8f5,
        112 => 0x5f6c7adf0c24c6bcb1bcce9b1e9993122150bc219565857ae19d47598cf00b9,
        113 => 0x3d0bf83b282fdcf716d984cb56fd7721d4a3360fe1f83e46084137751492202,
        114 => 0x1f4fed74ecfe239814fab188467bab2ff4f8cf1a07eb642ff0c5429567799b4,
        115 => 0x3983e646539b422a3ad9667ce51072e85689bf3a8d545930e3d6c92417db820,
        116 => 0x7e5a7ee12c771032356ce2f01797244dee0a329536943444aaeb797e5979154,
        117 => 0x168019a2dc56a8fd998f721812006efa6824acb3e91577d845ad6495da4086d,
        118 => 0x7039ea83cd6da723c7288437f8ea36405c3ce1ffe5e99dd4dd5cf823472162f,
        119 => 0x562e8273c7846073c3be9078f0cbaf77c77711d22945bae372b6f5c4fb68181,
        120 => 0x69c8b8c4e70db4a10cddf15005cc4d6c77164c9dd349d06d2e43c7e14c5c743,
        121 => 0x49717620ad10066cec5469578b53af2a7300183f09485e911d7f2fe58cc6a65,
        122 => 0x5303d91272c08e5f641a0216b6661647df5990f87c5094c6e89cb00b6be384a,
        123 => 0x41c91834d9e6f7da60695a960949bcca5815b05bf973c4ed744999d648d89e,
        124 => 0x28ff5666ae41ffbdc447ec436b0852ac202dfb3ed7e65d772681503abb55cdf,
        125 => 0x5a862041537f87b7bde747b172312d0acefcada452a57da8ae7e609df1dbc73,
        126 => 0x6f23fbfeaa6db37afbc2ab6c5cfd69f95273534cdb960ab5daf813a0a77fd0d,
        _ => 0x1b29652749ad46865824cf876d2a8986197ce1d970c2f400fa604e63f8f8272,
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
        w0,
        w1,
        w2,
        w3,
        w4,
        w5,
        w6,
        w7,
        sw_0,
        sw_1,
        sw_2,
        sw_3,
        sw_4,
        sw_5,
        sw_6,
        sw_7,
        sw_8,
        sw_9,
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
        .multi_pop_front::<81>()
        .unwrap())
        .unbox();
    let Folding { joined, mut ratios, mut scales } = folding;
    let [q0, q1, q2, q3, q4, q5, q6, q7, q8, q9, q10, q11] = (*ratios
        .multi_pop_front::<12>()
        .unwrap())
        .unbox();
    let [k0, k1, k2, k3] = (*scales.multi_pop_front::<4>().unwrap()).unbox();
    let position: Position = downcast(position).unwrap();
    let (top, d0, d1, d2, d3, d4) = digits_of(position);
    let x = point_of_top(top)
        * point_of_d0(d0)
        * point_of_d1(d1)
        * point_of_d2(d2)
        * point_of_d3(d3)
        * point_of_d4(d4);
    let h0 = merkle::leaf(a0_0, a0_1, a0_2, a0_3, a0_4, a0_5, a0_6, a0_7);
    let h0 = merkle::climb_3(h0, d0, s0_0, s0_1, s0_2);
    let h0 = merkle::climb_3(h0, d1, s0_3, s0_4, s0_5);
    let h0 = merkle::climb_3(h0, d2, s0_6, s0_7, s0_8);
    let h0 = merkle::climb_3(h0, d3, s0_9, s0_10, s0_11);
    let h0 = merkle::climb_1(h0, d4, s0_12);
    let (value, x) = merkle::fold_leaf(
        x, q0, q1, q2, a0_0, a0_1, a0_2, a0_3, a0_4, a0_5, a0_6, a0_7,
    );
    let (root, c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7) = merkle::with_folded(
        d0, k0 * value, a1_0, a1_1, a1_2, a1_3, a1_4, a1_5, a1_6,
    );
    let x = x * root;
    let h1 = merkle::leaf(c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7);
    let h1 = merkle::climb_3(h1, d1, s1_0, s1_1, s1_2);
    let h1 = merkle::climb_3(h1, d2, s1_3, s1_4, s1_5);
    let h1 = merkle::climb_3(h1, d3, s1_6, s1_7, s1_8);
    let h1 = merkle::climb_1(h1, d4, s1_9);
    let hw = merkle::leaf(w0, w1, w2, w3, w4, w5, w6, w7);
    let hw = merkle::climb_3(hw, d1, sw_0, sw_1, sw_2);
    let hw = merkle::climb_3(hw, d2, sw_3, sw_4, sw_5);
    let hw = merkle::climb_3(hw, d3, sw_6, sw_7, sw_8);
    let hw = merkle::climb_1(hw, d4, sw_9);
    let j0 = w0 + joined * (c1_0 - w0);
    let j1 = w1 + joined * (c1_1 - w1);
    let j2 = w2 + joined * (c1_2 - w2);
    let j3 = w3 + joined * (c1_3 - w3);
    let j4 = w4 + joined * (c1_4 - w4);
    let j5 = w5 + joined * (c1_5 - w5);
    let j6 = w6 + joined * (c1_6 - w6);
    let j7 = w7 + joined * (c1_7 - w7);
    let (value, x) = merkle::fold_leaf(x, q3, q4, q5, j0, j1, j2, j3, j4, j5, j6, j7);
    let (root, c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7) = merkle::with_folded(
        d1, k1 * value, a2_0, a2_1, a2_2, a2_3, a2_4, a2_5, a2_6,
    );
    let x = x * root;
    let h2 = merkle::leaf(c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7);
    let h2 = merkle::climb_3(h2, d2, s2_0, s2_1, s2_2);
    let h2 = merkle::climb_3(h2, d3, s2_3, s2_4, s2_5);
    let h2 = merkle::climb_1(h2, d4, s2_6);
    let (value, x) = merkle::fold_leaf(
        x, q6, q7, q8, c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7,
    );
    let (root, c3_0, c3_1, c3_2, c3_3, c3_4, c3_5, c3_6, c3_7) = merkle::with_folded(
        d2, k2 * value, a3_0, a3_1, a3_2, a3_3, a3_4, a3_5, a3_6,
    );
    let x = x * root;
    let h3 = merkle::leaf(c3_0, c3_1, c3_2, c3_3, c3_4, c3_5, c3_6, c3_7);
    let h3 = merkle::climb_3(h3, d3, s3_0, s3_1, s3_2);
    let h3 = merkle::climb_1(h3, d4, s3_3);
    let (value, x) = merkle::fold_leaf(
        x, q9, q10, q11, c3_0, c3_1, c3_2, c3_3, c3_4, c3_5, c3_6, c3_7,
    );
    let ends = last_message::is_at(last, x, k3 * value);
    Opened { top: upcast(top), nodes: array![h0, h1, h2, h3, hw].span(), ends }
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
