//! Written by `zkml.cairo` from the Python verifier's own code; do not edit. One picture of the
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
            items: 1,
            outputs: 4,
            binding: 0,
            packed: 133,
            input_bits: 0,
            items_bits: 0,
            witness_bits: 15,
            terms_bits: 11,
            output_bits: 2,
            scale: 64,
            levels: 3,
            join: 0,
            input_join: 3,
            queries: 31,
            draws: 5,
            hints: 2,
            felts: 2281,
        }
    }
    fn folds(self: Written, level: u32) -> (u32, felt252) {
        match level {
            0 => (3, 0x70000000000000ee00000000000000000000000000000000000000000000001),
            1 => (3, 0x70000000000000ee00000000000000000000000000000000000000000000001),
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
        let [n0, n1, n2, n3] = walk_7(128, ref opened, ref proof)?.unbox();
        Some(array![n0, n1, n2, n3].span())
    }
}

fn lookups(
    _image: Span<felt252>, mut position: Span<felt252>, alpha: felt252, beta: felt252,
) -> Lookups {
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13] = (*position
        .multi_pop_front::<14>()
        .unwrap())
        .unbox();
    let v19 = 0 - r1 + 1;
    let v20 = r0 * v19;
    let v21 = r0 * r1;
    let v22 = 0 - r2 + 1;
    let v23 = v21 * v22;
    let v24 = r2 * v21;
    let v25 = 0 - r3 + 1;
    let v26 = v24 * v25;
    let v27 = 0 - r4 + 1;
    let v28 = v26 * v27;
    let v29 = beta * beta;
    let v30 = r3 * v24;
    let v31 = r4 * v30;
    let v32 = 0 - r5 + 1;
    let v33 = 0 - r6 + 1;
    let v35 = 0 - r7 + 1;
    let v37 = 0 - r8 + 1;
    let v39 = 0 - r9 + 1;
    let v41 = 0 - r10 + 1;
    let v43 = 0 - r11 + 1;
    let v45 = 0 - r12 + 1;
    let v47 = 0 - r13 + 1;
    let v49 = 0
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
    let v50 = beta * v49;
    let v51 = alpha - v50;
    let v52 = v31 * v51;
    let v53 = v27 * v30;
    let v54 = r5 * v53;
    let v62 = r13 * beta;
    let v63 = alpha
        + 281474976710656 * v62
        - 128 * r6
        - 64 * r7
        - 32 * r8
        - 16 * r9
        - 8 * r10
        - 4 * r11
        - 2 * r12
        - r13;
    let v64 = v54 * v63;
    let v65 = v32 * v53;
    let v66 = 131072 * r6
        + 65536 * r7
        + 32768 * r8
        + 16384 * r9
        + 8192 * r10
        + 4096 * r11
        + 2048 * r12
        + 1024 * r13
        - 562949953421280;
    let v67 = beta * v66;
    let v68 = alpha - v67 - 255;
    let v69 = v65 * v68;
    let v70 = r4 * v26;
    let v71 = r5 * v70;
    let v72 = r6 * v71;
    let v79 = 0
        - 65536 * r7
        - 32768 * r8
        - 16384 * r9
        - 8192 * r10
        - 4096 * r11
        - 2048 * r12
        - 1024 * r13
        - 562949953946656;
    let v80 = beta * v79;
    let v81 = alpha - v80;
    let v82 = v72 * v81;
    let v83 = v33 * v71;
    let v84 = r7 * v83;
    let v85 = v37 * v39;
    let v86 = v41 * v85;
    let v87 = v43 * v86;
    let v88 = v45 * v87;
    let v89 = v47 * v88;
    let v90 = 0
        - 32768 * r8
        - 16384 * r9
        - 8192 * r10
        - 4096 * r11
        - 2048 * r12
        - 1024 * r13
        - 562949954077728;
    let v91 = beta * v90;
    let v92 = alpha - v91;
    let v93 = v84 * v92;
    let v94 = v35 * v83;
    let v95 = r8 * v94;
    let v96 = r9 * v95;
    let v100 = 0 - 8192 * r10 - 4096 * r11 - 2048 * r12 - 1024 * r13 - 562949954143264;
    let v101 = beta * v100;
    let v102 = alpha - v101;
    let v103 = v96 * v102;
    let v104 = v39 * v95;
    let v105 = 8192 * r10 + 4096 * r11 + 2048 * r12 + 1024 * r13 - 562949953159136;
    let v106 = beta * v105;
    let v107 = alpha - v106 - 255;
    let v108 = v104 * v107;
    let v109 = v37 * v94;
    let v110 = r9 * v109;
    let v111 = r10 * v110;
    let v114 = 4096 * r11 + 2048 * r12 + 1024 * r13 - 562949953142752;
    let v115 = beta * v114;
    let v116 = alpha - v115 - 255;
    let v117 = v111 * v116;
    let v118 = v41 * v110;
    let v119 = r11 * v118;
    let v121 = 0 - 2048 * r12 - 1024 * r13 - 562949954159648;
    let v122 = beta * v121;
    let v123 = alpha - v122;
    let v124 = v119 * v123;
    let v125 = v43 * v118;
    let v126 = 2048 * r12 + 1024 * r13 - 562949953134560;
    let v127 = beta * v126;
    let v128 = alpha - v127 - 255;
    let v129 = v125 * v128;
    let v130 = v39 * v109;
    let v131 = r10 * v130;
    let v132 = r11 * v131;
    let v133 = r12 * v132;
    let v134 = 1024 * r13 - 562949953130464;
    let v135 = beta * v134;
    let v136 = alpha - v135 - 255;
    let v137 = v133 * v136;
    let v138 = v45 * v132;
    let v139 = r13 * v138;
    let v140 = alpha + 562949953128416 * beta - 255;
    let v141 = v139 * v140;
    let v151 = alpha
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
        - v29
        - 562949953421312;
    let v152 = v30 * v151;
    let v153 = r7 * v72;
    let v154 = alpha - 32 * r8 - 16 * r9 - 8 * r10 - 4 * r11 - 2 * r12 - r13 - v29 + 32;
    let v155 = v153 * v154;
    let v156 = v35 * v72;
    let v157 = alpha
        + 281474976710592 * v89
        - 32 * r8
        - 16 * r9
        - 8 * r10
        - 4 * r11
        - 2 * r12
        - r13
        - v29
        - 281474976710624;
    let v158 = v156 * v157;
    let v159 = v20 + v23 + v28 - r0 + 1;
    let v160 = alpha * v159;
    let v161 = alpha - v29;
    let v162 = v159 * v161;
    Lookups {
        active: v20 + v23 + v28 - r0 + 1,
        on_first: 1,
        fixed_2: v160
            + v52
            + v64
            + v69
            + v82
            + v93
            + v103
            + v108
            + v117
            + v124
            + v129
            + v137
            + v141
            + r0
            - v20
            - v23
            - v28
            - v31
            - v54
            - v65
            - v72
            - v84
            - v96
            - v104
            - v111
            - v119
            - v125
            - v133
            - v139,
        fixed_1: v162 + v152 + v155 + v158 + r0 - v20 - v23 - v28 - v30 - v153 - v156,
    }
}

fn outputs(
    _image: Span<felt252>, mut output_point: Span<felt252>, mut values: Span<felt252>,
) -> felt252 {
    let [o0, o1] = (*output_point.multi_pop_front::<2>().unwrap()).unbox();
    let [y0, y1, y2, y3] = (*values.multi_pop_front::<4>().unwrap()).unbox();
    let v21 = 0 - o0 + 1;
    let v22 = o1 * v21;
    let v23 = o0 * o1;
    let v24 = 0 - o0 - v22 + 1;
    let v25 = y0 * v24;
    let v26 = y1 * v22;
    let v27 = o0 - v23;
    let v28 = y2 * v27;
    let v29 = y3 * v23;
    v25 + v26 + v28 + v29
}

fn known(
    _image: Span<felt252>,
    mut position: Span<felt252>,
    _output_point: Span<felt252>,
    _eta: felt252,
    mut sigma: Span<felt252>,
) -> Known {
    let [_, _, _, _, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13] = (*position
        .multi_pop_front::<14>()
        .unwrap())
        .unbox();
    let [g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, g10] = (*sigma.multi_pop_front::<11>().unwrap())
        .unbox();
    let v36 = 0 - r4 + 1;
    let v38 = 0 - g1 + 1;
    let v39 = g0 * v38;
    let v40 = g2 * v39;
    let v41 = g3 * v40;
    let v42 = 0 - g4 + 1;
    let v43 = v41 * v42;
    let v44 = 0 - g5 + 1;
    let v45 = v43 * v44;
    let v46 = 0 - g6 + 1;
    let v47 = v45 * v46;
    let v48 = 0 - g7 + 1;
    let v49 = g8 * v48;
    let v50 = g7 * g8;
    let v51 = 0 - g9 + 1;
    let v52 = g10 * v51;
    let v53 = g9 * g10;
    let v54 = r5 * v36;
    let v55 = r4 * r5;
    let v56 = 0 - r4 - v54 + 1;
    let v57 = r6 * v56;
    let v58 = r6 * v54;
    let v59 = r4 - v55;
    let v60 = r6 * v59;
    let v61 = r6 * v55;
    let v62 = 0 - r4 - v54 - v57 + 1;
    let v63 = r7 * v62;
    let v64 = r7 * v57;
    let v65 = v54 - v58;
    let v66 = r7 * v65;
    let v67 = r7 * v58;
    let v68 = r4 - v55 - v60;
    let v69 = r7 * v68;
    let v70 = r7 * v60;
    let v71 = v55 - v61;
    let v72 = r7 * v71;
    let v73 = r7 * v61;
    let v74 = 0 - r4 - v54 - v57 - v63 + 1;
    let v75 = r8 * v74;
    let v76 = r8 * v63;
    let v77 = v57 - v64;
    let v78 = r8 * v77;
    let v79 = r8 * v64;
    let v80 = v54 - v58 - v66;
    let v81 = r8 * v80;
    let v82 = r8 * v66;
    let v83 = v58 - v67;
    let v84 = r8 * v83;
    let v85 = r8 * v67;
    let v86 = r4 - v55 - v60 - v69;
    let v87 = r8 * v86;
    let v88 = r8 * v69;
    let v89 = v60 - v70;
    let v90 = r8 * v89;
    let v91 = r8 * v70;
    let v92 = v55 - v61 - v72;
    let v93 = r8 * v92;
    let v94 = r8 * v72;
    let v95 = v61 - v73;
    let v96 = r8 * v95;
    let v97 = r8 * v73;
    let v98 = 0 - r9 + 1;
    let v99 = r10 * v98;
    let v100 = r9 * r10;
    let v101 = 0 - r9 - v99 + 1;
    let v102 = r11 * v101;
    let v103 = r11 * v99;
    let v104 = r9 - v100;
    let v105 = r11 * v104;
    let v106 = r11 * v100;
    let v107 = 0 - r9 - v99 - v102 + 1;
    let v108 = r12 * v107;
    let v109 = r12 * v102;
    let v110 = v99 - v103;
    let v111 = r12 * v110;
    let v112 = r12 * v103;
    let v113 = r9 - v100 - v105;
    let v114 = r12 * v113;
    let v115 = r12 * v105;
    let v116 = v100 - v106;
    let v117 = r12 * v116;
    let v118 = r12 * v106;
    let v119 = 0 - r9 - v99 - v102 - v108 + 1;
    let v120 = r13 * v119;
    let v121 = r13 * v108;
    let v122 = v102 - v109;
    let v123 = r13 * v122;
    let v124 = r13 * v109;
    let v125 = v99 - v103 - v111;
    let v126 = r13 * v125;
    let v127 = r13 * v111;
    let v128 = v103 - v112;
    let v129 = r13 * v128;
    let v130 = r13 * v112;
    let v131 = r9 - v100 - v105 - v114;
    let v132 = r13 * v131;
    let v133 = r13 * v114;
    let v134 = v105 - v115;
    let v135 = r13 * v134;
    let v136 = r13 * v115;
    let v137 = v100 - v106 - v117;
    let v138 = r13 * v137;
    let v139 = r13 * v117;
    let v140 = v106 - v118;
    let v141 = r13 * v140;
    let v142 = r13 * v118;
    let v143 = 0 - r4 - v54 - v57 - v63 - v75 + 1;
    let v144 = v49 * v143;
    let v145 = 0 - g7 - v49 + 1;
    let v146 = v75 * v145;
    let v147 = g7 - v50;
    let v148 = v143 * v147;
    let v149 = v49 * v75;
    let v150 = v63 - v76;
    let v151 = v145 * v150;
    let v152 = v75 * v147;
    let v153 = v49 * v150;
    let v154 = v76 * v145;
    let v155 = v147 * v150;
    let v156 = v49 * v76;
    let v157 = v57 - v64 - v78;
    let v158 = v145 * v157;
    let v159 = v76 * v147;
    let v160 = v49 * v157;
    let v161 = v78 * v145;
    let v162 = v147 * v157;
    let v163 = v49 * v78;
    let v164 = v64 - v79;
    let v165 = v145 * v164;
    let v166 = v78 * v147;
    let v167 = v49 * v164;
    let v168 = v79 * v145;
    let v169 = v147 * v164;
    let v170 = v49 * v79;
    let v171 = v54 - v58 - v66 - v81;
    let v172 = v145 * v171;
    let v173 = v79 * v147;
    let v174 = v49 * v171;
    let v175 = v81 * v145;
    let v176 = v147 * v171;
    let v177 = v49 * v81;
    let v178 = v66 - v82;
    let v179 = v145 * v178;
    let v180 = v81 * v147;
    let v181 = v49 * v178;
    let v182 = v82 * v145;
    let v183 = v147 * v178;
    let v184 = v49 * v82;
    let v185 = v58 - v67 - v84;
    let v186 = v145 * v185;
    let v187 = v82 * v147;
    let v188 = v49 * v185;
    let v189 = v84 * v145;
    let v190 = v147 * v185;
    let v191 = v49 * v84;
    let v192 = v67 - v85;
    let v193 = v145 * v192;
    let v194 = v84 * v147;
    let v195 = v49 * v192;
    let v196 = v85 * v145;
    let v197 = v147 * v192;
    let v198 = v49 * v85;
    let v199 = r4 - v55 - v60 - v69 - v87;
    let v200 = v145 * v199;
    let v201 = v85 * v147;
    let v202 = v49 * v199;
    let v203 = v87 * v145;
    let v204 = v147 * v199;
    let v205 = v49 * v87;
    let v206 = v69 - v88;
    let v207 = v145 * v206;
    let v208 = v87 * v147;
    let v209 = v49 * v206;
    let v210 = v88 * v145;
    let v211 = v147 * v206;
    let v212 = v49 * v88;
    let v213 = v60 - v70 - v90;
    let v214 = v145 * v213;
    let v215 = v88 * v147;
    let v216 = v49 * v213;
    let v217 = v90 * v145;
    let v218 = v147 * v213;
    let v219 = v49 * v90;
    let v220 = v70 - v91;
    let v221 = v145 * v220;
    let v222 = v90 * v147;
    let v223 = v49 * v220;
    let v224 = v91 * v145;
    let v225 = v147 * v220;
    let v226 = v49 * v91;
    let v227 = v55 - v61 - v72 - v93;
    let v228 = v145 * v227;
    let v229 = v91 * v147;
    let v230 = v49 * v227;
    let v231 = v93 * v145;
    let v232 = v147 * v227;
    let v233 = v49 * v93;
    let v234 = v72 - v94;
    let v235 = v145 * v234;
    let v236 = v93 * v147;
    let v237 = v49 * v234;
    let v238 = v94 * v145;
    let v239 = v147 * v234;
    let v240 = v49 * v94;
    let v241 = v61 - v73 - v96;
    let v242 = v145 * v241;
    let v243 = v94 * v147;
    let v244 = v49 * v241;
    let v245 = v96 * v145;
    let v246 = v147 * v241;
    let v247 = v49 * v96;
    let v248 = v73 - v97;
    let v249 = v145 * v248;
    let v250 = v96 * v147;
    let v251 = v49 * v248;
    let v252 = v97 * v145;
    let v253 = v147 * v248;
    let v254 = v49 * v97;
    let v255 = v97 * v147;
    let v256 = 0 - r9 - v99 - v102 - v108 - v120 + 1;
    let v257 = v52 * v256;
    let v258 = 0 - g9 - v52 + 1;
    let v259 = v120 * v258;
    let v260 = g9 - v53;
    let v261 = v256 * v260;
    let v262 = v52 * v120;
    let v263 = v108 - v121;
    let v264 = v258 * v263;
    let v265 = v120 * v260;
    let v266 = v52 * v263;
    let v267 = v121 * v258;
    let v268 = v260 * v263;
    let v269 = v52 * v121;
    let v270 = v102 - v109 - v123;
    let v271 = v258 * v270;
    let v272 = v121 * v260;
    let v273 = v52 * v270;
    let v274 = v123 * v258;
    let v275 = v260 * v270;
    let v276 = v52 * v123;
    let v277 = v109 - v124;
    let v278 = v258 * v277;
    let v279 = v123 * v260;
    let v280 = v52 * v277;
    let v281 = v124 * v258;
    let v282 = v260 * v277;
    let v283 = v52 * v124;
    let v284 = v99 - v103 - v111 - v126;
    let v285 = v258 * v284;
    let v286 = v124 * v260;
    let v287 = v52 * v284;
    let v288 = v126 * v258;
    let v289 = v260 * v284;
    let v290 = v52 * v126;
    let v291 = v111 - v127;
    let v292 = v258 * v291;
    let v293 = v126 * v260;
    let v294 = v52 * v291;
    let v295 = v127 * v258;
    let v296 = v260 * v291;
    let v297 = v52 * v127;
    let v298 = v103 - v112 - v129;
    let v299 = v258 * v298;
    let v300 = v127 * v260;
    let v301 = v52 * v298;
    let v302 = v129 * v258;
    let v303 = v260 * v298;
    let v304 = v52 * v129;
    let v305 = v112 - v130;
    let v306 = v258 * v305;
    let v307 = v129 * v260;
    let v308 = v52 * v305;
    let v309 = v130 * v258;
    let v310 = v260 * v305;
    let v311 = v52 * v130;
    let v312 = r9 - v100 - v105 - v114 - v132;
    let v313 = v258 * v312;
    let v314 = v130 * v260;
    let v315 = v52 * v312;
    let v316 = v132 * v258;
    let v317 = v260 * v312;
    let v318 = v52 * v132;
    let v319 = v114 - v133;
    let v320 = v258 * v319;
    let v321 = v132 * v260;
    let v322 = v52 * v319;
    let v323 = v133 * v258;
    let v324 = v260 * v319;
    let v325 = v52 * v133;
    let v326 = v105 - v115 - v135;
    let v327 = v258 * v326;
    let v328 = v133 * v260;
    let v329 = v52 * v326;
    let v330 = v135 * v258;
    let v331 = v260 * v326;
    let v332 = v52 * v135;
    let v333 = v115 - v136;
    let v334 = v258 * v333;
    let v335 = v135 * v260;
    let v336 = v52 * v333;
    let v337 = v136 * v258;
    let v338 = v260 * v333;
    let v339 = v52 * v136;
    let v340 = v100 - v106 - v117 - v138;
    let v341 = v258 * v340;
    let v342 = v136 * v260;
    let v343 = v52 * v340;
    let v344 = v138 * v258;
    let v345 = v260 * v340;
    let v346 = v52 * v138;
    let v347 = v117 - v139;
    let v348 = v258 * v347;
    let v349 = v138 * v260;
    let v350 = v52 * v347;
    let v351 = v139 * v258;
    let v352 = v260 * v347;
    let v353 = v52 * v139;
    let v354 = v106 - v118 - v141;
    let v355 = v258 * v354;
    let v356 = v139 * v260;
    let v357 = v52 * v354;
    let v358 = v141 * v258;
    let v359 = v260 * v354;
    let v360 = v52 * v141;
    let v361 = v118 - v142;
    let v362 = v258 * v361;
    let v363 = v141 * v260;
    let v364 = v52 * v361;
    let v365 = v142 * v258;
    let v366 = v260 * v361;
    let v367 = v52 * v142;
    let v368 = v142 * v260;
    let v699 = g6 * v45;
    let v700 = v48 * v699;
    let v701 = 0 - g8 + 1;
    let v702 = v700 * v701;
    let v703 = 63 * v52 + 4095 * g9 + 258048 * v53 + 1;
    let v704 = v702 * v703;
    let v705 = g8 * v700;
    let v706 = v703 * v705;
    let v707 = g7 * v699;
    let v708 = v701 * v707;
    let v709 = v703 * v708;
    let v710 = g8 * v707;
    let v711 = v703 * v710;
    let v712 = g5 * v43;
    let v713 = v46 * v712;
    let v714 = v48 * v713;
    let v715 = v701 * v714;
    let v716 = v703 * v715;
    Known {
        value: v704 + v706 + v709 + v711 + v716,
        weights: 0,
        channels: array![1].span(),
        rows: array![
            v144, v146 + v148, v149, v151 + v152, v153, v154 + v155, v156, v158 + v159, v160,
            v161 + v162, v163, v165 + v166, v167, v168 + v169, v170, v172 + v173, v174, v175 + v176,
            v177, v179 + v180, v181, v182 + v183, v184, v186 + v187, v188, v189 + v190, v191,
            v193 + v194, v195, v196 + v197, v198, v200 + v201, v202, v203 + v204, v205, v207 + v208,
            v209, v210 + v211, v212, v214 + v215, v216, v217 + v218, v219, v221 + v222, v223,
            v224 + v225, v226, v228 + v229, v230, v231 + v232, v233, v235 + v236, v237, v238 + v239,
            v240, v242 + v243, v244, v245 + v246, v247, v249 + v250, v251, v252 + v253, v254, v255,
        ]
            .span(),
        columns: array![
            v257, v259 + v261, v262, v264 + v265, v266, v267 + v268, v269, v271 + v272, v273,
            v274 + v275, v276, v278 + v279, v280, v281 + v282, v283, v285 + v286, v287, v288 + v289,
            v290, v292 + v293, v294, v295 + v296, v297, v299 + v300, v301, v302 + v303, v304,
            v306 + v307, v308, v309 + v310, v311, v313 + v314, v315, v316 + v317, v318, v320 + v321,
            v322, v323 + v324, v325, v327 + v328, v329, v330 + v331, v332, v334 + v335, v336,
            v337 + v338, v339, v341 + v342, v343, v344 + v345, v346, v348 + v349, v350, v351 + v352,
            v353, v355 + v356, v357, v358 + v359, v360, v362 + v363, v364, v365 + v366, v367, v368,
        ]
            .span(),
        items: array![v47].span(),
    }
}

fn opening(
    _image: Span<felt252>,
    mut position: Span<felt252>,
    mut output_point: Span<felt252>,
    eta: felt252,
    mut sigma: Span<felt252>,
    gamma: felt252,
    zeta: felt252,
    _packing: felt252,
    _source_point: felt252,
    mut point: Span<felt252>,
    mut joined: Span<felt252>,
    mut last: Span<felt252>,
) -> felt252 {
    let [r0, r1, r2, r3, r4, r5, r6, r7, r8, r9, r10, r11, r12, r13] = (*position
        .multi_pop_front::<14>()
        .unwrap())
        .unbox();
    let [o0, o1] = (*output_point.multi_pop_front::<2>().unwrap()).unbox();
    let [g0, g1, g2, g3, g4, g5, g6, g7, g8, g9, g10] = (*sigma.multi_pop_front::<11>().unwrap())
        .unbox();
    let [u0, u1, u2, u3, u4, u5, u6, u7, u8] = (*point.multi_pop_front::<9>().unwrap()).unbox();
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
    let v28 = 0 - r1 + 1;
    let v29 = r0 * v28;
    let v30 = r0 * r1;
    let v31 = 0 - r2 + 1;
    let v32 = v30 * v31;
    let v33 = r2 * v30;
    let v34 = 0 - r3 + 1;
    let v35 = v33 * v34;
    let v36 = 0 - r4 + 1;
    let v37 = v35 * v36;
    let v38 = 0 - g1 + 1;
    let v39 = g0 * v38;
    let v40 = g2 * v39;
    let v41 = g3 * v40;
    let v42 = 0 - g4 + 1;
    let v43 = v41 * v42;
    let v44 = 0 - g5 + 1;
    let v45 = v43 * v44;
    let v46 = 0 - g6 + 1;
    let v47 = v45 * v46;
    let v48 = 0 - g7 + 1;
    let v49 = g8 * v48;
    let v50 = g7 * g8;
    let v51 = 0 - g9 + 1;
    let v52 = g10 * v51;
    let v53 = g9 * g10;
    let v98 = 0 - r9 + 1;
    let v145 = 0 - g7 - v49 + 1;
    let v147 = g7 - v50;
    let v258 = 0 - g9 - v52 + 1;
    let v260 = g9 - v53;
    let v369 = 0 - g3 + 1;
    let v370 = v40 * v369;
    let v371 = g5 * v42;
    let v372 = g4 * g5;
    let v373 = 0 - g4 - v371 + 1;
    let v374 = g6 * v373;
    let v375 = g6 * v371;
    let v376 = g4 - v372;
    let v377 = g6 * v376;
    let v378 = g6 * v372;
    let v379 = 0 - r6 + 1;
    let v380 = r7 * v379;
    let v381 = r6 * r7;
    let v382 = 0 - r6 - v380 + 1;
    let v383 = r8 * v382;
    let v384 = r8 * v380;
    let v385 = r6 - v381;
    let v386 = r8 * v385;
    let v387 = r8 * v381;
    let v388 = 0 - r6 - v380 - v383 + 1;
    let v389 = r9 * v388;
    let v390 = r9 * v383;
    let v391 = v380 - v384;
    let v392 = r9 * v391;
    let v393 = r9 * v384;
    let v394 = r6 - v381 - v386;
    let v395 = r9 * v394;
    let v396 = r9 * v386;
    let v397 = v381 - v387;
    let v398 = r9 * v397;
    let v399 = r9 * v387;
    let v400 = 0 - r10 + 1;
    let v401 = r11 * v400;
    let v402 = r10 * r11;
    let v403 = 0 - r10 - v401 + 1;
    let v404 = r12 * v403;
    let v405 = r12 * v401;
    let v406 = r10 - v402;
    let v407 = r12 * v406;
    let v408 = r12 * v402;
    let v409 = 0 - r10 - v401 - v404 + 1;
    let v410 = r13 * v409;
    let v411 = r13 * v404;
    let v412 = v401 - v405;
    let v413 = r13 * v412;
    let v414 = r13 * v405;
    let v415 = r10 - v402 - v407;
    let v416 = r13 * v415;
    let v417 = r13 * v407;
    let v418 = v402 - v408;
    let v419 = r13 * v418;
    let v420 = r13 * v408;
    let v421 = 0 - r6 - v380 - v383 - v389 + 1;
    let v422 = v49 * v421;
    let v423 = v145 * v389;
    let v424 = v147 * v421;
    let v425 = v49 * v389;
    let v426 = v383 - v390;
    let v427 = v145 * v426;
    let v428 = v147 * v389;
    let v429 = v49 * v426;
    let v430 = v145 * v390;
    let v431 = v147 * v426;
    let v432 = v49 * v390;
    let v433 = v380 - v384 - v392;
    let v434 = v145 * v433;
    let v435 = v147 * v390;
    let v436 = v49 * v433;
    let v437 = v145 * v392;
    let v438 = v147 * v433;
    let v439 = v49 * v392;
    let v440 = v384 - v393;
    let v441 = v145 * v440;
    let v442 = v147 * v392;
    let v443 = v49 * v440;
    let v444 = v145 * v393;
    let v445 = v147 * v440;
    let v446 = v49 * v393;
    let v447 = r6 - v381 - v386 - v395;
    let v448 = v145 * v447;
    let v449 = v147 * v393;
    let v450 = v49 * v447;
    let v451 = v145 * v395;
    let v452 = v147 * v447;
    let v453 = v49 * v395;
    let v454 = v386 - v396;
    let v455 = v145 * v454;
    let v456 = v147 * v395;
    let v457 = v49 * v454;
    let v458 = v145 * v396;
    let v459 = v147 * v454;
    let v460 = v49 * v396;
    let v461 = v381 - v387 - v398;
    let v462 = v145 * v461;
    let v463 = v147 * v396;
    let v464 = v49 * v461;
    let v465 = v145 * v398;
    let v466 = v147 * v461;
    let v467 = v49 * v398;
    let v468 = v387 - v399;
    let v469 = v145 * v468;
    let v470 = v147 * v398;
    let v471 = v49 * v468;
    let v472 = v145 * v399;
    let v473 = v147 * v468;
    let v474 = v49 * v399;
    let v475 = v147 * v399;
    let v476 = 0 - r10 - v401 - v404 - v410 + 1;
    let v477 = v52 * v476;
    let v478 = v258 * v410;
    let v479 = v260 * v476;
    let v480 = v52 * v410;
    let v481 = v404 - v411;
    let v482 = v258 * v481;
    let v483 = v260 * v410;
    let v484 = v52 * v481;
    let v485 = v258 * v411;
    let v486 = v260 * v481;
    let v487 = v52 * v411;
    let v488 = v401 - v405 - v413;
    let v489 = v258 * v488;
    let v490 = v260 * v411;
    let v491 = v52 * v488;
    let v492 = v258 * v413;
    let v493 = v260 * v488;
    let v494 = v52 * v413;
    let v495 = v405 - v414;
    let v496 = v258 * v495;
    let v497 = v260 * v413;
    let v498 = v52 * v495;
    let v499 = v258 * v414;
    let v500 = v260 * v495;
    let v501 = v52 * v414;
    let v502 = r10 - v402 - v407 - v416;
    let v503 = v258 * v502;
    let v504 = v260 * v414;
    let v505 = v52 * v502;
    let v506 = v258 * v416;
    let v507 = v260 * v502;
    let v508 = v52 * v416;
    let v509 = v407 - v417;
    let v510 = v258 * v509;
    let v511 = v260 * v416;
    let v512 = v52 * v509;
    let v513 = v258 * v417;
    let v514 = v260 * v509;
    let v515 = v52 * v417;
    let v516 = v402 - v408 - v419;
    let v517 = v258 * v516;
    let v518 = v260 * v417;
    let v519 = v52 * v516;
    let v520 = v258 * v419;
    let v521 = v260 * v516;
    let v522 = v52 * v419;
    let v523 = v408 - v420;
    let v524 = v258 * v523;
    let v525 = v260 * v419;
    let v526 = v52 * v523;
    let v527 = v258 * v420;
    let v528 = v260 * v523;
    let v529 = v52 * v420;
    let v530 = v260 * v420;
    let v531 = 0 - g2 + 1;
    let v532 = v39 * v531;
    let v533 = g4 * v369;
    let v534 = g3 * g4;
    let v535 = 0 - g3 - v533 + 1;
    let v536 = g5 * v535;
    let v537 = g5 * v533;
    let v538 = g3 - v534;
    let v539 = g5 * v538;
    let v540 = g5 * v534;
    let v541 = 0 - g3 - v533 - v536 + 1;
    let v542 = g6 * v541;
    let v543 = g6 * v536;
    let v544 = v533 - v537;
    let v545 = g6 * v544;
    let v546 = g6 * v537;
    let v547 = g3 - v534 - v539;
    let v548 = g6 * v547;
    let v549 = g6 * v539;
    let v550 = v534 - v540;
    let v551 = g6 * v550;
    let v552 = g6 * v540;
    let v553 = 0 - r8 + 1;
    let v554 = r9 * v553;
    let v555 = r8 * r9;
    let v556 = 0 - r8 - v554 + 1;
    let v557 = r10 * v556;
    let v558 = r10 * v554;
    let v559 = r8 - v555;
    let v560 = r10 * v559;
    let v561 = r10 * v555;
    let v562 = 0 - r11 + 1;
    let v563 = r12 * v562;
    let v564 = r11 * r12;
    let v565 = 0 - r11 - v563 + 1;
    let v566 = r13 * v565;
    let v567 = r13 * v563;
    let v568 = r11 - v564;
    let v569 = r13 * v568;
    let v570 = r13 * v564;
    let v571 = 0 - r8 - v554 - v557 + 1;
    let v572 = v49 * v571;
    let v573 = v145 * v557;
    let v574 = v147 * v571;
    let v575 = v49 * v557;
    let v576 = v554 - v558;
    let v577 = v145 * v576;
    let v578 = v147 * v557;
    let v579 = v49 * v576;
    let v580 = v145 * v558;
    let v581 = v147 * v576;
    let v582 = v49 * v558;
    let v583 = r8 - v555 - v560;
    let v584 = v145 * v583;
    let v585 = v147 * v558;
    let v586 = v49 * v583;
    let v587 = v145 * v560;
    let v588 = v147 * v583;
    let v589 = v49 * v560;
    let v590 = v555 - v561;
    let v591 = v145 * v590;
    let v592 = v147 * v560;
    let v593 = v49 * v590;
    let v594 = v145 * v561;
    let v595 = v147 * v590;
    let v596 = v49 * v561;
    let v597 = v147 * v561;
    let v598 = 0 - r11 - v563 - v566 + 1;
    let v599 = v52 * v598;
    let v600 = v258 * v566;
    let v601 = v260 * v598;
    let v602 = v52 * v566;
    let v603 = v563 - v567;
    let v604 = v258 * v603;
    let v605 = v260 * v566;
    let v606 = v52 * v603;
    let v607 = v258 * v567;
    let v608 = v260 * v603;
    let v609 = v52 * v567;
    let v610 = r11 - v564 - v569;
    let v611 = v258 * v610;
    let v612 = v260 * v567;
    let v613 = v52 * v610;
    let v614 = v258 * v569;
    let v615 = v260 * v610;
    let v616 = v52 * v569;
    let v617 = v564 - v570;
    let v618 = v258 * v617;
    let v619 = v260 * v569;
    let v620 = v52 * v617;
    let v621 = v258 * v570;
    let v622 = v260 * v617;
    let v623 = v52 * v570;
    let v624 = v260 * v570;
    let v625 = 0 - g0 + 1;
    let v626 = v38 * v625;
    let v627 = g3 * v531;
    let v628 = g2 * g3;
    let v629 = 0 - g2 - v627 + 1;
    let v630 = g4 * v629;
    let v631 = g4 * v627;
    let v632 = g2 - v628;
    let v633 = g4 * v632;
    let v634 = g4 * v628;
    let v635 = 0 - g2 - v627 - v630 + 1;
    let v636 = g5 * v635;
    let v637 = g5 * v630;
    let v638 = v627 - v631;
    let v639 = g5 * v638;
    let v640 = g5 * v631;
    let v641 = g2 - v628 - v633;
    let v642 = g5 * v641;
    let v643 = g5 * v633;
    let v644 = v628 - v634;
    let v645 = g5 * v644;
    let v646 = g5 * v634;
    let v647 = 0 - g2 - v627 - v630 - v636 + 1;
    let v648 = g6 * v647;
    let v649 = g6 * v636;
    let v650 = v630 - v637;
    let v651 = g6 * v650;
    let v652 = g6 * v637;
    let v653 = v627 - v631 - v639;
    let v654 = g6 * v653;
    let v655 = g6 * v639;
    let v656 = v631 - v640;
    let v657 = g6 * v656;
    let v658 = g6 * v640;
    let v659 = g2 - v628 - v633 - v642;
    let v660 = g6 * v659;
    let v661 = g6 * v642;
    let v662 = v633 - v643;
    let v663 = g6 * v662;
    let v664 = g6 * v643;
    let v665 = v628 - v634 - v645;
    let v666 = g6 * v665;
    let v667 = g6 * v645;
    let v668 = v634 - v646;
    let v669 = g6 * v668;
    let v670 = g6 * v646;
    let v671 = 0 - r12 + 1;
    let v672 = r13 * v671;
    let v673 = r12 * r13;
    let v674 = v49 * v403;
    let v675 = v145 * v401;
    let v676 = v147 * v403;
    let v677 = v49 * v401;
    let v678 = v145 * v406;
    let v679 = v147 * v401;
    let v680 = v49 * v406;
    let v681 = v145 * v402;
    let v682 = v147 * v406;
    let v683 = v49 * v402;
    let v684 = v147 * v402;
    let v685 = 0 - r12 - v672 + 1;
    let v686 = v52 * v685;
    let v687 = v258 * v672;
    let v688 = v260 * v685;
    let v689 = v52 * v672;
    let v690 = r12 - v673;
    let v691 = v258 * v690;
    let v692 = v260 * v672;
    let v693 = v52 * v690;
    let v694 = v258 * v673;
    let v695 = v260 * v690;
    let v696 = v52 * v673;
    let v697 = v260 * v673;
    let v698 = g1 * v625;
    let v703 = gamma * gamma;
    let v704 = gamma * v703;
    let v705 = v703 * v703;
    let v706 = gamma * v705;
    let v707 = v704 * v704;
    let v785 = 0 - r0 + 1;
    let v786 = gamma * v785;
    let v787 = v29 * gamma;
    let v788 = v32 * gamma;
    let v789 = v37 * gamma;
    let v790 = r3 * v33;
    let v791 = r4 * v790;
    let v792 = v703 * v791;
    let v793 = v36 * v790;
    let v794 = r5 * v793;
    let v795 = v703 * v794;
    let v796 = 0 - r5 + 1;
    let v797 = v793 * v796;
    let v798 = v703 * v797;
    let v799 = r4 * v35;
    let v800 = r5 * v799;
    let v801 = r6 * v800;
    let v802 = v703 * v801;
    let v803 = v379 * v800;
    let v804 = r7 * v803;
    let v805 = v703 * v804;
    let v806 = 0 - r7 + 1;
    let v807 = v803 * v806;
    let v808 = r8 * v807;
    let v809 = r9 * v808;
    let v810 = v703 * v809;
    let v811 = v98 * v808;
    let v812 = v703 * v811;
    let v813 = v553 * v807;
    let v814 = r9 * v813;
    let v815 = r10 * v814;
    let v816 = v703 * v815;
    let v817 = v400 * v814;
    let v818 = r11 * v817;
    let v819 = v703 * v818;
    let v820 = v562 * v817;
    let v821 = v703 * v820;
    let v822 = v98 * v813;
    let v823 = r10 * v822;
    let v824 = r11 * v823;
    let v825 = r12 * v824;
    let v826 = v703 * v825;
    let v827 = v671 * v824;
    let v828 = r13 * v827;
    let v829 = v703 * v828;
    let v830 = v704 * v790;
    let v831 = r7 * v801;
    let v832 = v704 * v831;
    let v833 = v801 * v806;
    let v834 = v704 * v833;
    let v835 = v370 * v705;
    let v836 = v532 * v705;
    let v837 = v626 * v705;
    let v838 = v698 * v705;
    let v839 = v786 + r0 - 1;
    let v840 = u0 * v839;
    let v841 = 2 * r1 - 1;
    let v842 = u2 * v841;
    let v843 = 0 - u1 + 1;
    let v844 = v842 - r1 + 1;
    let v845 = v843 * v844;
    let v846 = 2 * r2 - 1;
    let v847 = u3 * v846;
    let v848 = v847 - r2 + 1;
    let v849 = v845 * v848;
    let v850 = 2 * r3 - 1;
    let v851 = u4 * v850;
    let v852 = v851 - r3 + 1;
    let v853 = v849 * v852;
    let v854 = 2 * r4 - 1;
    let v855 = u5 * v854;
    let v856 = v855 - r4 + 1;
    let v857 = v853 * v856;
    let v858 = 2 * r5 - 1;
    let v859 = u6 * v858;
    let v860 = v859 - r5 + 1;
    let v861 = v857 * v860;
    let v862 = 2 * r6 - 1;
    let v863 = u7 * v862;
    let v864 = v863 - r6 + 1;
    let v865 = v861 * v864;
    let v866 = 2 * r7 - 1;
    let v867 = u8 * v866;
    let v868 = v867 - r7 + 1;
    let v869 = v865 * v868;
    let v870 = f1 - f0;
    let v871 = r13 * v870;
    let v872 = f3 - f2;
    let v873 = r13 * v872;
    let v874 = f5 - f4;
    let v875 = r13 * v874;
    let v876 = f7 - f6;
    let v877 = r13 * v876;
    let v878 = f9 - f8;
    let v879 = r13 * v878;
    let v880 = f11 - f10;
    let v881 = r13 * v880;
    let v882 = f13 - f12;
    let v883 = r13 * v882;
    let v884 = f15 - f14;
    let v885 = r13 * v884;
    let v886 = f17 - f16;
    let v887 = r13 * v886;
    let v888 = f19 - f18;
    let v889 = r13 * v888;
    let v890 = f21 - f20;
    let v891 = r13 * v890;
    let v892 = f23 - f22;
    let v893 = r13 * v892;
    let v894 = f25 - f24;
    let v895 = r13 * v894;
    let v896 = f27 - f26;
    let v897 = r13 * v896;
    let v898 = f29 - f28;
    let v899 = r13 * v898;
    let v900 = f31 - f30;
    let v901 = r13 * v900;
    let v902 = f33 - f32;
    let v903 = r13 * v902;
    let v904 = f35 - f34;
    let v905 = r13 * v904;
    let v906 = f37 - f36;
    let v907 = r13 * v906;
    let v908 = f39 - f38;
    let v909 = r13 * v908;
    let v910 = f41 - f40;
    let v911 = r13 * v910;
    let v912 = f43 - f42;
    let v913 = r13 * v912;
    let v914 = f45 - f44;
    let v915 = r13 * v914;
    let v916 = f47 - f46;
    let v917 = r13 * v916;
    let v918 = f49 - f48;
    let v919 = r13 * v918;
    let v920 = f51 - f50;
    let v921 = r13 * v920;
    let v922 = f53 - f52;
    let v923 = r13 * v922;
    let v924 = f55 - f54;
    let v925 = r13 * v924;
    let v926 = f57 - f56;
    let v927 = r13 * v926;
    let v928 = f59 - f58;
    let v929 = r13 * v928;
    let v930 = f61 - f60;
    let v931 = r13 * v930;
    let v932 = f63 - f62;
    let v933 = r13 * v932;
    let v934 = f2 + v873 - f0 - v871;
    let v935 = r12 * v934;
    let v936 = f6 + v877 - f4 - v875;
    let v937 = r12 * v936;
    let v938 = f10 + v881 - f8 - v879;
    let v939 = r12 * v938;
    let v940 = f14 + v885 - f12 - v883;
    let v941 = r12 * v940;
    let v942 = f18 + v889 - f16 - v887;
    let v943 = r12 * v942;
    let v944 = f22 + v893 - f20 - v891;
    let v945 = r12 * v944;
    let v946 = f26 + v897 - f24 - v895;
    let v947 = r12 * v946;
    let v948 = f30 + v901 - f28 - v899;
    let v949 = r12 * v948;
    let v950 = f34 + v905 - f32 - v903;
    let v951 = r12 * v950;
    let v952 = f38 + v909 - f36 - v907;
    let v953 = r12 * v952;
    let v954 = f42 + v913 - f40 - v911;
    let v955 = r12 * v954;
    let v956 = f46 + v917 - f44 - v915;
    let v957 = r12 * v956;
    let v958 = f50 + v921 - f48 - v919;
    let v959 = r12 * v958;
    let v960 = f54 + v925 - f52 - v923;
    let v961 = r12 * v960;
    let v962 = f58 + v929 - f56 - v927;
    let v963 = r12 * v962;
    let v964 = f62 + v933 - f60 - v931;
    let v965 = r12 * v964;
    let v966 = f4 + v875 + v937 - f0 - v871 - v935;
    let v967 = r11 * v966;
    let v968 = f12 + v883 + v941 - f8 - v879 - v939;
    let v969 = r11 * v968;
    let v970 = f20 + v891 + v945 - f16 - v887 - v943;
    let v971 = r11 * v970;
    let v972 = f28 + v899 + v949 - f24 - v895 - v947;
    let v973 = r11 * v972;
    let v974 = f36 + v907 + v953 - f32 - v903 - v951;
    let v975 = r11 * v974;
    let v976 = f44 + v915 + v957 - f40 - v911 - v955;
    let v977 = r11 * v976;
    let v978 = f52 + v923 + v961 - f48 - v919 - v959;
    let v979 = r11 * v978;
    let v980 = f60 + v931 + v965 - f56 - v927 - v963;
    let v981 = r11 * v980;
    let v982 = f8 + v879 + v939 + v969 - f0 - v871 - v935 - v967;
    let v983 = r10 * v982;
    let v984 = f24 + v895 + v947 + v973 - f16 - v887 - v943 - v971;
    let v985 = r10 * v984;
    let v986 = f40 + v911 + v955 + v977 - f32 - v903 - v951 - v975;
    let v987 = r10 * v986;
    let v988 = f56 + v927 + v963 + v981 - f48 - v919 - v959 - v979;
    let v989 = r10 * v988;
    let v990 = f16 + v887 + v943 + v971 + v985 - f0 - v871 - v935 - v967 - v983;
    let v991 = r9 * v990;
    let v992 = f48 + v919 + v959 + v979 + v989 - f32 - v903 - v951 - v975 - v987;
    let v993 = r9 * v992;
    let v994 = f32 + v903 + v951 + v975 + v987 + v993 - f0 - v871 - v935 - v967 - v983 - v991;
    let v995 = r8 * v994;
    let v996 = f0 + v871 + v935 + v967 + v983 + v991 + v995;
    let v997 = v869 * v996;
    let v998 = v840 - r0 + 1;
    let v999 = v997 * v998;
    let v1000 = v787 - v29;
    let v1001 = u0 * v1000;
    let v1002 = 0 - u2 + 1;
    let v1003 = u1 * v1002;
    let v1004 = v848 * v1003;
    let v1005 = v852 * v1004;
    let v1006 = v856 * v1005;
    let v1007 = v860 * v1006;
    let v1008 = v864 * v1007;
    let v1009 = v868 * v1008;
    let v1010 = v996 * v1009;
    let v1011 = v29 + v1001;
    let v1012 = v1010 * v1011;
    let v1013 = v788 - v32;
    let v1014 = u0 * v1013;
    let v1015 = u1 * u2;
    let v1016 = 0 - u3 + 1;
    let v1017 = v1015 * v1016;
    let v1018 = v852 * v1017;
    let v1019 = v856 * v1018;
    let v1020 = v860 * v1019;
    let v1021 = v864 * v1020;
    let v1022 = v868 * v1021;
    let v1023 = v996 * v1022;
    let v1024 = v32 + v1014;
    let v1025 = v1023 * v1024;
    let v1026 = v789 - v37;
    let v1027 = u0 * v1026;
    let v1028 = u3 * v1015;
    let v1029 = 0 - u4 + 1;
    let v1030 = v1028 * v1029;
    let v1031 = 0 - u5 + 1;
    let v1032 = v1030 * v1031;
    let v1033 = v860 * v1032;
    let v1034 = v864 * v1033;
    let v1035 = v868 * v1034;
    let v1036 = v996 * v1035;
    let v1037 = v37 + v1027;
    let v1038 = v1036 * v1037;
    let v1039 = u0 * v792;
    let v1040 = u4 * v1028;
    let v1041 = u5 * v1040;
    let v1042 = v860 * v1041;
    let v1043 = v864 * v1042;
    let v1044 = v868 * v1043;
    let v1045 = v996 * v1044;
    let v1046 = v792 - v1039;
    let v1047 = v1045 * v1046;
    let v1048 = u0 * v795;
    let v1049 = v1031 * v1040;
    let v1050 = u6 * v1049;
    let v1051 = v864 * v1050;
    let v1052 = v868 * v1051;
    let v1053 = v996 * v1052;
    let v1054 = v795 - v1048;
    let v1055 = v1053 * v1054;
    let v1056 = u0 * v798;
    let v1057 = 0 - u6 + 1;
    let v1058 = v1049 * v1057;
    let v1059 = v864 * v1058;
    let v1060 = v868 * v1059;
    let v1061 = v996 * v1060;
    let v1062 = v798 - v1056;
    let v1063 = v1061 * v1062;
    let v1064 = u0 * v802;
    let v1065 = u5 * v1030;
    let v1066 = u6 * v1065;
    let v1067 = u7 * v1066;
    let v1068 = v868 * v1067;
    let v1069 = v996 * v1068;
    let v1070 = v802 - v1064;
    let v1071 = v1069 * v1070;
    let v1072 = u0 * v805;
    let v1073 = 0 - u7 + 1;
    let v1074 = v1066 * v1073;
    let v1075 = u8 * v1074;
    let v1076 = v996 * v1075;
    let v1077 = v805 - v1072;
    let v1078 = v1076 * v1077;
    let v1079 = u0 * v810;
    let v1080 = 0 - u8 + 1;
    let v1081 = v1074 * v1080;
    let v1082 = f48 + v919 + v959 + v979 + v989;
    let v1083 = v1081 * v1082;
    let v1084 = v810 - v1079;
    let v1085 = v1083 * v1084;
    let v1086 = u0 * v812;
    let v1087 = f32 + v903 + v951 + v975 + v987;
    let v1088 = v1081 * v1087;
    let v1089 = v812 - v1086;
    let v1090 = v1088 * v1089;
    let v1091 = u0 * v816;
    let v1092 = f24 + v895 + v947 + v973;
    let v1093 = v1081 * v1092;
    let v1094 = v816 - v1091;
    let v1095 = v1093 * v1094;
    let v1096 = u0 * v819;
    let v1097 = f20 + v891 + v945;
    let v1098 = v1081 * v1097;
    let v1099 = v819 - v1096;
    let v1100 = v1098 * v1099;
    let v1101 = u0 * v821;
    let v1102 = f16 + v887 + v943;
    let v1103 = v1081 * v1102;
    let v1104 = v821 - v1101;
    let v1105 = v1103 * v1104;
    let v1106 = u0 * v826;
    let v1107 = f14 + v885;
    let v1108 = v1081 * v1107;
    let v1109 = v826 - v1106;
    let v1110 = v1108 * v1109;
    let v1111 = u0 * v829;
    let v1112 = f13 * v1081;
    let v1113 = v829 - v1111;
    let v1114 = v1112 * v1113;
    let v1115 = u0 * v830;
    let v1116 = v856 * v1040;
    let v1117 = v860 * v1116;
    let v1118 = v864 * v1117;
    let v1119 = v868 * v1118;
    let v1120 = v996 * v1119;
    let v1121 = v1115 * v1120;
    let v1122 = u0 * v832;
    let v1123 = u8 * v1067;
    let v1124 = v996 * v1123;
    let v1125 = v1122 * v1124;
    let v1126 = u0 * v834;
    let v1127 = v1067 * v1080;
    let v1128 = v996 * v1127;
    let v1129 = v1126 * v1128;
    let v1130 = u0 * v835;
    let v1131 = 2 * g4 + v371 + v374 - v372 - v377 - 1;
    let v1132 = u2 * v1131;
    let v1133 = v377 - v374;
    let v1134 = u2 * v1133;
    let v1135 = v372 + v375 - v378 - v371;
    let v1136 = u2 * v1135;
    let v1137 = v378 - v375;
    let v1138 = u2 * v1137;
    let v1139 = v1136 + g4 + 2 * v371 + v374 - v375 - v1132 - 1;
    let v1140 = u3 * v1139;
    let v1141 = v375 + v1138 - v374 - v1134;
    let v1142 = u3 * v1141;
    let v1143 = v1134 + v1142 + g4 + v371 + 2 * v374 - v1132 - v1140 - 1;
    let v1144 = u4 * v1143;
    let v1145 = v1132 + v1140 + v1144 - g4 - v371 - v374 + 1;
    let v1146 = v843 * v1145;
    let v1147 = v450 - v422;
    let v1148 = u5 * v1147;
    let v1149 = v451 + v452 - v423 - v424;
    let v1150 = u5 * v1149;
    let v1151 = v453 - v425;
    let v1152 = u5 * v1151;
    let v1153 = v455 + v456 - v427 - v428;
    let v1154 = u5 * v1153;
    let v1155 = v457 - v429;
    let v1156 = u5 * v1155;
    let v1157 = v458 + v459 - v430 - v431;
    let v1158 = u5 * v1157;
    let v1159 = v460 - v432;
    let v1160 = u5 * v1159;
    let v1161 = v462 + v463 - v434 - v435;
    let v1162 = u5 * v1161;
    let v1163 = v464 - v436;
    let v1164 = u5 * v1163;
    let v1165 = v465 + v466 - v437 - v438;
    let v1166 = u5 * v1165;
    let v1167 = v467 - v439;
    let v1168 = u5 * v1167;
    let v1169 = v469 + v470 - v441 - v442;
    let v1170 = u5 * v1169;
    let v1171 = v471 - v443;
    let v1172 = u5 * v1171;
    let v1173 = v472 + v473 - v444 - v445;
    let v1174 = u5 * v1173;
    let v1175 = v474 - v446;
    let v1176 = u5 * v1175;
    let v1177 = v475 - v448 - v449;
    let v1178 = u5 * v1177;
    let v1179 = v436 + v1164 - v422 - v1148;
    let v1180 = u6 * v1179;
    let v1181 = v437 + v438 + v1166 - v423 - v424 - v1150;
    let v1182 = u6 * v1181;
    let v1183 = v439 + v1168 - v425 - v1152;
    let v1184 = u6 * v1183;
    let v1185 = v441 + v442 + v1170 - v427 - v428 - v1154;
    let v1186 = u6 * v1185;
    let v1187 = v443 + v1172 - v429 - v1156;
    let v1188 = u6 * v1187;
    let v1189 = v444 + v445 + v1174 - v430 - v431 - v1158;
    let v1190 = u6 * v1189;
    let v1191 = v446 + v1176 - v432 - v1160;
    let v1192 = u6 * v1191;
    let v1193 = v448 + v449 + v1178 - v434 - v435 - v1162;
    let v1194 = u6 * v1193;
    let v1195 = v429 + v1156 + v1188 - v422 - v1148 - v1180;
    let v1196 = u7 * v1195;
    let v1197 = v430 + v431 + v1158 + v1190 - v423 - v424 - v1150 - v1182;
    let v1198 = u7 * v1197;
    let v1199 = v432 + v1160 + v1192 - v425 - v1152 - v1184;
    let v1200 = u7 * v1199;
    let v1201 = v434 + v435 + v1162 + v1194 - v427 - v428 - v1154 - v1186;
    let v1202 = u7 * v1201;
    let v1203 = v425 + v1152 + v1184 + v1200 - v422 - v1148 - v1180 - v1196;
    let v1204 = u8 * v1203;
    let v1205 = v427 + v428 + v1154 + v1186 + v1202 - v423 - v424 - v1150 - v1182 - v1198;
    let v1206 = u8 * v1205;
    let v1207 = v477 * f0;
    let v1208 = v478 + v479;
    let v1209 = f1 * v1208;
    let v1210 = v480 * f2;
    let v1211 = v482 + v483;
    let v1212 = f3 * v1211;
    let v1213 = v484 * f4;
    let v1214 = v485 + v486;
    let v1215 = f5 * v1214;
    let v1216 = v487 * f6;
    let v1217 = v489 + v490;
    let v1218 = f7 * v1217;
    let v1219 = v491 * f8;
    let v1220 = v492 + v493;
    let v1221 = f9 * v1220;
    let v1222 = v494 * f10;
    let v1223 = v496 + v497;
    let v1224 = f11 * v1223;
    let v1225 = v498 * f12;
    let v1226 = v499 + v500;
    let v1227 = f13 * v1226;
    let v1228 = v501 * f14;
    let v1229 = v503 + v504;
    let v1230 = f15 * v1229;
    let v1231 = v505 * f16;
    let v1232 = v506 + v507;
    let v1233 = f17 * v1232;
    let v1234 = v508 * f18;
    let v1235 = v510 + v511;
    let v1236 = f19 * v1235;
    let v1237 = v512 * f20;
    let v1238 = v513 + v514;
    let v1239 = f21 * v1238;
    let v1240 = v515 * f22;
    let v1241 = v517 + v518;
    let v1242 = f23 * v1241;
    let v1243 = v519 * f24;
    let v1244 = v520 + v521;
    let v1245 = f25 * v1244;
    let v1246 = v522 * f26;
    let v1247 = v524 + v525;
    let v1248 = f27 * v1247;
    let v1249 = v526 * f28;
    let v1250 = v527 + v528;
    let v1251 = f29 * v1250;
    let v1252 = v529 * f30;
    let v1253 = v530 * f31;
    let v1254 = v477 * f32;
    let v1255 = f33 * v1208;
    let v1256 = v480 * f34;
    let v1257 = f35 * v1211;
    let v1258 = v484 * f36;
    let v1259 = f37 * v1214;
    let v1260 = v487 * f38;
    let v1261 = f39 * v1217;
    let v1262 = v491 * f40;
    let v1263 = f41 * v1220;
    let v1264 = v494 * f42;
    let v1265 = f43 * v1223;
    let v1266 = v498 * f44;
    let v1267 = f45 * v1226;
    let v1268 = v501 * f46;
    let v1269 = f47 * v1229;
    let v1270 = v505 * f48;
    let v1271 = f49 * v1232;
    let v1272 = v508 * f50;
    let v1273 = f51 * v1235;
    let v1274 = v512 * f52;
    let v1275 = f53 * v1238;
    let v1276 = v515 * f54;
    let v1277 = f55 * v1241;
    let v1278 = v519 * f56;
    let v1279 = f57 * v1244;
    let v1280 = v522 * f58;
    let v1281 = f59 * v1247;
    let v1282 = v526 * f60;
    let v1283 = f61 * v1250;
    let v1284 = v529 * f62;
    let v1285 = v530 * f63;
    let v1286 = v422 + v1148 + v1180 + v1196 + v1204;
    let v1287 = v1207
        + v1209
        + v1210
        + v1212
        + v1213
        + v1215
        + v1216
        + v1218
        + v1219
        + v1221
        + v1222
        + v1224
        + v1225
        + v1227
        + v1228
        + v1230
        + v1231
        + v1233
        + v1234
        + v1236
        + v1237
        + v1239
        + v1240
        + v1242
        + v1243
        + v1245
        + v1246
        + v1248
        + v1249
        + v1251
        + v1252
        + v1253;
    let v1288 = v1286 * v1287;
    let v1289 = v423 + v424 + v1150 + v1182 + v1198 + v1206;
    let v1290 = v1254
        + v1255
        + v1256
        + v1257
        + v1258
        + v1259
        + v1260
        + v1261
        + v1262
        + v1263
        + v1264
        + v1265
        + v1266
        + v1267
        + v1268
        + v1269
        + v1270
        + v1271
        + v1272
        + v1273
        + v1274
        + v1275
        + v1276
        + v1277
        + v1278
        + v1279
        + v1280
        + v1281
        + v1282
        + v1283
        + v1284
        + v1285;
    let v1291 = v1289 * v1290;
    let v1292 = v1288 + v1291;
    let v1293 = v1146 * v1292;
    let v1294 = v835 - v1130;
    let v1295 = v1293 * v1294;
    let v1296 = u0 * v836;
    let v1297 = 2 * g3 + v533 + v536 + v542 - v534 - v539 - v548 - 1;
    let v1298 = u3 * v1297;
    let v1299 = v548 - v542;
    let v1300 = u3 * v1299;
    let v1301 = v539 + v543 - v549 - v536;
    let v1302 = u3 * v1301;
    let v1303 = v549 - v543;
    let v1304 = u3 * v1303;
    let v1305 = v534 + v537 + v545 - v540 - v551 - v533;
    let v1306 = u3 * v1305;
    let v1307 = v551 - v545;
    let v1308 = u3 * v1307;
    let v1309 = v540 + v546 - v552 - v537;
    let v1310 = u3 * v1309;
    let v1311 = v552 - v546;
    let v1312 = u3 * v1311;
    let v1313 = v1306 + g3 + 2 * v533 + v536 + v542 - v537 - v545 - v1298 - 1;
    let v1314 = u4 * v1313;
    let v1315 = v545 + v1308 - v542 - v1300;
    let v1316 = u4 * v1315;
    let v1317 = v537 + v1310 + v543 - v546 - v536 - v1302;
    let v1318 = u4 * v1317;
    let v1319 = v546 + v1312 - v543 - v1304;
    let v1320 = u4 * v1319;
    let v1321 = v1302 + v1318 + g3 + v533 + 2 * v536 + v542 - v543 - v1298 - v1314 - 1;
    let v1322 = u5 * v1321;
    let v1323 = v543 + v1304 + v1320 - v542 - v1300 - v1316;
    let v1324 = u5 * v1323;
    let v1325 = v1300 + v1316 + v1324 + g3 + v533 + v536 + 2 * v542 - v1298 - v1314 - v1322 - 1;
    let v1326 = u6 * v1325;
    let v1327 = v1298 + v1314 + v1322 + v1326 - g3 - v533 - v536 - v542 + 1;
    let v1328 = v1003 * v1327;
    let v1329 = v586 - v572;
    let v1330 = u7 * v1329;
    let v1331 = v587 + v588 - v573 - v574;
    let v1332 = u7 * v1331;
    let v1333 = v589 - v575;
    let v1334 = u7 * v1333;
    let v1335 = v591 + v592 - v577 - v578;
    let v1336 = u7 * v1335;
    let v1337 = v593 - v579;
    let v1338 = u7 * v1337;
    let v1339 = v594 + v595 - v580 - v581;
    let v1340 = u7 * v1339;
    let v1341 = v596 - v582;
    let v1342 = u7 * v1341;
    let v1343 = v597 - v584 - v585;
    let v1344 = u7 * v1343;
    let v1345 = v579 + v1338 - v572 - v1330;
    let v1346 = u8 * v1345;
    let v1347 = v580 + v581 + v1340 - v573 - v574 - v1332;
    let v1348 = u8 * v1347;
    let v1349 = v582 + v1342 - v575 - v1334;
    let v1350 = u8 * v1349;
    let v1351 = v584 + v585 + v1344 - v577 - v578 - v1336;
    let v1352 = u8 * v1351;
    let v1353 = v599 * f0;
    let v1354 = v600 + v601;
    let v1355 = f1 * v1354;
    let v1356 = v602 * f2;
    let v1357 = v604 + v605;
    let v1358 = f3 * v1357;
    let v1359 = v606 * f4;
    let v1360 = v607 + v608;
    let v1361 = f5 * v1360;
    let v1362 = v609 * f6;
    let v1363 = v611 + v612;
    let v1364 = f7 * v1363;
    let v1365 = v613 * f8;
    let v1366 = v614 + v615;
    let v1367 = f9 * v1366;
    let v1368 = v616 * f10;
    let v1369 = v618 + v619;
    let v1370 = f11 * v1369;
    let v1371 = v620 * f12;
    let v1372 = v621 + v622;
    let v1373 = f13 * v1372;
    let v1374 = v623 * f14;
    let v1375 = v624 * f15;
    let v1376 = v599 * f16;
    let v1377 = f17 * v1354;
    let v1378 = v602 * f18;
    let v1379 = f19 * v1357;
    let v1380 = v606 * f20;
    let v1381 = f21 * v1360;
    let v1382 = v609 * f22;
    let v1383 = f23 * v1363;
    let v1384 = v613 * f24;
    let v1385 = f25 * v1366;
    let v1386 = v616 * f26;
    let v1387 = f27 * v1369;
    let v1388 = v620 * f28;
    let v1389 = f29 * v1372;
    let v1390 = v623 * f30;
    let v1391 = v624 * f31;
    let v1392 = v599 * f32;
    let v1393 = f33 * v1354;
    let v1394 = v602 * f34;
    let v1395 = f35 * v1357;
    let v1396 = v606 * f36;
    let v1397 = f37 * v1360;
    let v1398 = v609 * f38;
    let v1399 = f39 * v1363;
    let v1400 = v613 * f40;
    let v1401 = f41 * v1366;
    let v1402 = v616 * f42;
    let v1403 = f43 * v1369;
    let v1404 = v620 * f44;
    let v1405 = f45 * v1372;
    let v1406 = v623 * f46;
    let v1407 = v624 * f47;
    let v1408 = v599 * f48;
    let v1409 = f49 * v1354;
    let v1410 = v602 * f50;
    let v1411 = f51 * v1357;
    let v1412 = v606 * f52;
    let v1413 = f53 * v1360;
    let v1414 = v609 * f54;
    let v1415 = f55 * v1363;
    let v1416 = v613 * f56;
    let v1417 = f57 * v1366;
    let v1418 = v616 * f58;
    let v1419 = f59 * v1369;
    let v1420 = v620 * f60;
    let v1421 = f61 * v1372;
    let v1422 = v623 * f62;
    let v1423 = v624 * f63;
    let v1424 = v572 + v1330 + v1346;
    let v1425 = v1353
        + v1355
        + v1356
        + v1358
        + v1359
        + v1361
        + v1362
        + v1364
        + v1365
        + v1367
        + v1368
        + v1370
        + v1371
        + v1373
        + v1374
        + v1375;
    let v1426 = v1424 * v1425;
    let v1427 = v573 + v574 + v1332 + v1348;
    let v1428 = v1376
        + v1377
        + v1378
        + v1379
        + v1380
        + v1381
        + v1382
        + v1383
        + v1384
        + v1385
        + v1386
        + v1387
        + v1388
        + v1389
        + v1390
        + v1391;
    let v1429 = v1427 * v1428;
    let v1430 = v575 + v1334 + v1350;
    let v1431 = v1392
        + v1393
        + v1394
        + v1395
        + v1396
        + v1397
        + v1398
        + v1399
        + v1400
        + v1401
        + v1402
        + v1403
        + v1404
        + v1405
        + v1406
        + v1407;
    let v1432 = v1430 * v1431;
    let v1433 = v577 + v578 + v1336 + v1352;
    let v1434 = v1408
        + v1409
        + v1410
        + v1411
        + v1412
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
        + v1423;
    let v1435 = v1433 * v1434;
    let v1436 = v1426 + v1429 + v1432 + v1435;
    let v1437 = v1328 * v1436;
    let v1438 = v836 - v1296;
    let v1439 = v1437 * v1438;
    let v1440 = u0 * v837;
    let v1441 = 2 * g2 + v627 + v630 + v636 + v648 - v628 - v633 - v642 - v660 - 1;
    let v1442 = u4 * v1441;
    let v1443 = v660 - v648;
    let v1444 = u4 * v1443;
    let v1445 = v642 + v649 - v661 - v636;
    let v1446 = u4 * v1445;
    let v1447 = v661 - v649;
    let v1448 = u4 * v1447;
    let v1449 = v633 + v637 + v651 - v643 - v663 - v630;
    let v1450 = u4 * v1449;
    let v1451 = v663 - v651;
    let v1452 = u4 * v1451;
    let v1453 = v643 + v652 - v664 - v637;
    let v1454 = u4 * v1453;
    let v1455 = v664 - v652;
    let v1456 = u4 * v1455;
    let v1457 = v628 + v631 + v639 + v654 - v634 - v645 - v666 - v627;
    let v1458 = u4 * v1457;
    let v1459 = v666 - v654;
    let v1460 = u4 * v1459;
    let v1461 = v645 + v655 - v667 - v639;
    let v1462 = u4 * v1461;
    let v1463 = v667 - v655;
    let v1464 = u4 * v1463;
    let v1465 = v634 + v640 + v657 - v646 - v669 - v631;
    let v1466 = u4 * v1465;
    let v1467 = v669 - v657;
    let v1468 = u4 * v1467;
    let v1469 = v646 + v658 - v670 - v640;
    let v1470 = u4 * v1469;
    let v1471 = v670 - v658;
    let v1472 = u4 * v1471;
    let v1473 = v1458 + g2 + 2 * v627 + v630 + v636 + v648 - v631 - v639 - v654 - v1442 - 1;
    let v1474 = u5 * v1473;
    let v1475 = v654 + v1460 - v648 - v1444;
    let v1476 = u5 * v1475;
    let v1477 = v639 + v1462 + v649 - v655 - v636 - v1446;
    let v1478 = u5 * v1477;
    let v1479 = v655 + v1464 - v649 - v1448;
    let v1480 = u5 * v1479;
    let v1481 = v631 + v1466 + v637 + v651 - v640 - v657 - v630 - v1450;
    let v1482 = u5 * v1481;
    let v1483 = v657 + v1468 - v651 - v1452;
    let v1484 = u5 * v1483;
    let v1485 = v640 + v1470 + v652 - v658 - v637 - v1454;
    let v1486 = u5 * v1485;
    let v1487 = v658 + v1472 - v652 - v1456;
    let v1488 = u5 * v1487;
    let v1489 = v1450
        + v1482
        + g2
        + v627
        + 2 * v630
        + v636
        + v648
        - v637
        - v651
        - v1442
        - v1474
        - 1;
    let v1490 = u6 * v1489;
    let v1491 = v651 + v1452 + v1484 - v648 - v1444 - v1476;
    let v1492 = u6 * v1491;
    let v1493 = v637 + v1454 + v1486 + v649 - v652 - v636 - v1446 - v1478;
    let v1494 = u6 * v1493;
    let v1495 = v652 + v1456 + v1488 - v649 - v1448 - v1480;
    let v1496 = u6 * v1495;
    let v1497 = v1446
        + v1478
        + v1494
        + g2
        + v627
        + v630
        + 2 * v636
        + v648
        - v649
        - v1442
        - v1474
        - v1490
        - 1;
    let v1498 = u7 * v1497;
    let v1499 = v649 + v1448 + v1480 + v1496 - v648 - v1444 - v1476 - v1492;
    let v1500 = u7 * v1499;
    let v1501 = v1444
        + v1476
        + v1492
        + v1500
        + g2
        + v627
        + v630
        + v636
        + 2 * v648
        - v1442
        - v1474
        - v1490
        - v1498
        - 1;
    let v1502 = u8 * v1501;
    let v1503 = v1442 + v1474 + v1490 + v1498 + v1502 - g2 - v627 - v630 - v636 - v648 + 1;
    let v1504 = v1017 * v1503;
    let v1505 = v686 * f0;
    let v1506 = v687 + v688;
    let v1507 = f1 * v1506;
    let v1508 = v689 * f2;
    let v1509 = v691 + v692;
    let v1510 = f3 * v1509;
    let v1511 = v693 * f4;
    let v1512 = v694 + v695;
    let v1513 = f5 * v1512;
    let v1514 = v696 * f6;
    let v1515 = v697 * f7;
    let v1516 = v686 * f8;
    let v1517 = f9 * v1506;
    let v1518 = v689 * f10;
    let v1519 = f11 * v1509;
    let v1520 = v693 * f12;
    let v1521 = f13 * v1512;
    let v1522 = v696 * f14;
    let v1523 = v697 * f15;
    let v1524 = v686 * f16;
    let v1525 = f17 * v1506;
    let v1526 = v689 * f18;
    let v1527 = f19 * v1509;
    let v1528 = v693 * f20;
    let v1529 = f21 * v1512;
    let v1530 = v696 * f22;
    let v1531 = v697 * f23;
    let v1532 = v686 * f24;
    let v1533 = f25 * v1506;
    let v1534 = v689 * f26;
    let v1535 = f27 * v1509;
    let v1536 = v693 * f28;
    let v1537 = f29 * v1512;
    let v1538 = v696 * f30;
    let v1539 = v697 * f31;
    let v1540 = v686 * f32;
    let v1541 = f33 * v1506;
    let v1542 = v689 * f34;
    let v1543 = f35 * v1509;
    let v1544 = v693 * f36;
    let v1545 = f37 * v1512;
    let v1546 = v696 * f38;
    let v1547 = v697 * f39;
    let v1548 = v686 * f40;
    let v1549 = f41 * v1506;
    let v1550 = v689 * f42;
    let v1551 = f43 * v1509;
    let v1552 = v693 * f44;
    let v1553 = f45 * v1512;
    let v1554 = v696 * f46;
    let v1555 = v697 * f47;
    let v1556 = v686 * f48;
    let v1557 = f49 * v1506;
    let v1558 = v689 * f50;
    let v1559 = f51 * v1509;
    let v1560 = v693 * f52;
    let v1561 = f53 * v1512;
    let v1562 = v696 * f54;
    let v1563 = v697 * f55;
    let v1564 = v686 * f56;
    let v1565 = f57 * v1506;
    let v1566 = v689 * f58;
    let v1567 = f59 * v1509;
    let v1568 = v693 * f60;
    let v1569 = f61 * v1512;
    let v1570 = v696 * f62;
    let v1571 = v697 * f63;
    let v1572 = v1505 + v1507 + v1508 + v1510 + v1511 + v1513 + v1514 + v1515;
    let v1573 = v674 * v1572;
    let v1574 = v675 + v676;
    let v1575 = v1516 + v1517 + v1518 + v1519 + v1520 + v1521 + v1522 + v1523;
    let v1576 = v1574 * v1575;
    let v1577 = v1524 + v1525 + v1526 + v1527 + v1528 + v1529 + v1530 + v1531;
    let v1578 = v677 * v1577;
    let v1579 = v678 + v679;
    let v1580 = v1532 + v1533 + v1534 + v1535 + v1536 + v1537 + v1538 + v1539;
    let v1581 = v1579 * v1580;
    let v1582 = v1540 + v1541 + v1542 + v1543 + v1544 + v1545 + v1546 + v1547;
    let v1583 = v680 * v1582;
    let v1584 = v681 + v682;
    let v1585 = v1548 + v1549 + v1550 + v1551 + v1552 + v1553 + v1554 + v1555;
    let v1586 = v1584 * v1585;
    let v1587 = v1556 + v1557 + v1558 + v1559 + v1560 + v1561 + v1562 + v1563;
    let v1588 = v683 * v1587;
    let v1589 = v1564 + v1565 + v1566 + v1567 + v1568 + v1569 + v1570 + v1571;
    let v1590 = v684 * v1589;
    let v1591 = v1573 + v1576 + v1578 + v1581 + v1583 + v1586 + v1588 + v1590;
    let v1592 = v1504 * v1591;
    let v1593 = v837 - v1440;
    let v1594 = v1592 * v1593;
    let v1595 = u0 * v838;
    let v1596 = u6 * v1441;
    let v1597 = u6 * v1443;
    let v1598 = u6 * v1445;
    let v1599 = u6 * v1447;
    let v1600 = u6 * v1449;
    let v1601 = u6 * v1451;
    let v1602 = u6 * v1453;
    let v1603 = u6 * v1455;
    let v1604 = u6 * v1457;
    let v1605 = u6 * v1459;
    let v1606 = u6 * v1461;
    let v1607 = u6 * v1463;
    let v1608 = u6 * v1465;
    let v1609 = u6 * v1467;
    let v1610 = u6 * v1469;
    let v1611 = u6 * v1471;
    let v1612 = v1604 + g2 + 2 * v627 + v630 + v636 + v648 - v631 - v639 - v654 - v1596 - 1;
    let v1613 = u7 * v1612;
    let v1614 = v654 + v1605 - v648 - v1597;
    let v1615 = u7 * v1614;
    let v1616 = v639 + v1606 + v649 - v655 - v636 - v1598;
    let v1617 = u7 * v1616;
    let v1618 = v655 + v1607 - v649 - v1599;
    let v1619 = u7 * v1618;
    let v1620 = v631 + v1608 + v637 + v651 - v640 - v657 - v630 - v1600;
    let v1621 = u7 * v1620;
    let v1622 = v657 + v1609 - v651 - v1601;
    let v1623 = u7 * v1622;
    let v1624 = v640 + v1610 + v652 - v658 - v637 - v1602;
    let v1625 = u7 * v1624;
    let v1626 = v658 + v1611 - v652 - v1603;
    let v1627 = u7 * v1626;
    let v1628 = v1600
        + v1621
        + g2
        + v627
        + 2 * v630
        + v636
        + v648
        - v637
        - v651
        - v1596
        - v1613
        - 1;
    let v1629 = u8 * v1628;
    let v1630 = v651 + v1601 + v1623 - v648 - v1597 - v1615;
    let v1631 = u8 * v1630;
    let v1632 = v637 + v1602 + v1625 + v649 - v652 - v636 - v1598 - v1617;
    let v1633 = u8 * v1632;
    let v1634 = v652 + v1603 + v1627 - v649 - v1599 - v1619;
    let v1635 = u8 * v1634;
    let v1636 = v258 * f0;
    let v1637 = v52 * f1;
    let v1638 = v260 * f2;
    let v1639 = v53 * f3;
    let v1640 = v258 * f4;
    let v1641 = v52 * f5;
    let v1642 = v260 * f6;
    let v1643 = v53 * f7;
    let v1644 = v258 * f8;
    let v1645 = v52 * f9;
    let v1646 = v260 * f10;
    let v1647 = v53 * f11;
    let v1648 = v258 * f12;
    let v1649 = v52 * f13;
    let v1650 = v260 * f14;
    let v1651 = v53 * f15;
    let v1652 = v258 * f16;
    let v1653 = v52 * f17;
    let v1654 = v260 * f18;
    let v1655 = v53 * f19;
    let v1656 = v258 * f20;
    let v1657 = v52 * f21;
    let v1658 = v260 * f22;
    let v1659 = v53 * f23;
    let v1660 = v258 * f24;
    let v1661 = v52 * f25;
    let v1662 = v260 * f26;
    let v1663 = v53 * f27;
    let v1664 = v258 * f28;
    let v1665 = v52 * f29;
    let v1666 = v260 * f30;
    let v1667 = v53 * f31;
    let v1668 = v258 * f32;
    let v1669 = v52 * f33;
    let v1670 = v260 * f34;
    let v1671 = v53 * f35;
    let v1672 = v258 * f36;
    let v1673 = v52 * f37;
    let v1674 = v260 * f38;
    let v1675 = v53 * f39;
    let v1676 = v258 * f40;
    let v1677 = v52 * f41;
    let v1678 = v260 * f42;
    let v1679 = v53 * f43;
    let v1680 = v258 * f44;
    let v1681 = v52 * f45;
    let v1682 = v260 * f46;
    let v1683 = v53 * f47;
    let v1684 = v258 * f48;
    let v1685 = v52 * f49;
    let v1686 = v260 * f50;
    let v1687 = v53 * f51;
    let v1688 = v258 * f52;
    let v1689 = v52 * f53;
    let v1690 = v260 * f54;
    let v1691 = v53 * f55;
    let v1692 = v258 * f56;
    let v1693 = v52 * f57;
    let v1694 = v260 * f58;
    let v1695 = v53 * f59;
    let v1696 = v258 * f60;
    let v1697 = v52 * f61;
    let v1698 = v260 * f62;
    let v1699 = v53 * f63;
    let v1700 = v1636 + v1637 + v1638 + v1639;
    let v1701 = v145 * v1700;
    let v1702 = v1640 + v1641 + v1642 + v1643;
    let v1703 = v49 * v1702;
    let v1704 = v1644 + v1645 + v1646 + v1647;
    let v1705 = v147 * v1704;
    let v1706 = v1648 + v1649 + v1650 + v1651;
    let v1707 = v50 * v1706;
    let v1708 = v1652 + v1653 + v1654 + v1655;
    let v1709 = v145 * v1708;
    let v1710 = v1656 + v1657 + v1658 + v1659;
    let v1711 = v49 * v1710;
    let v1712 = v1660 + v1661 + v1662 + v1663;
    let v1713 = v147 * v1712;
    let v1714 = v1664 + v1665 + v1666 + v1667;
    let v1715 = v50 * v1714;
    let v1716 = v1668 + v1669 + v1670 + v1671;
    let v1717 = v145 * v1716;
    let v1718 = v1672 + v1673 + v1674 + v1675;
    let v1719 = v49 * v1718;
    let v1720 = v1676 + v1677 + v1678 + v1679;
    let v1721 = v147 * v1720;
    let v1722 = v1680 + v1681 + v1682 + v1683;
    let v1723 = v50 * v1722;
    let v1724 = v1684 + v1685 + v1686 + v1687;
    let v1725 = v145 * v1724;
    let v1726 = v1688 + v1689 + v1690 + v1691;
    let v1727 = v49 * v1726;
    let v1728 = v1692 + v1693 + v1694 + v1695;
    let v1729 = v147 * v1728;
    let v1730 = v1696 + v1697 + v1698 + v1699;
    let v1731 = v50 * v1730;
    let v1732 = v1596 + v1613 + v1629 - g2 - v627 - v630 - v636 - v648 + 1;
    let v1733 = v1701 + v1703 + v1705 + v1707;
    let v1734 = v1732 * v1733;
    let v1735 = v648 + v1597 + v1615 + v1631;
    let v1736 = v1709 + v1711 + v1713 + v1715;
    let v1737 = v1735 * v1736;
    let v1738 = v636 + v1598 + v1617 + v1633 - v649;
    let v1739 = v1717 + v1719 + v1721 + v1723;
    let v1740 = v1738 * v1739;
    let v1741 = v649 + v1599 + v1619 + v1635;
    let v1742 = v1725 + v1727 + v1729 + v1731;
    let v1743 = v1741 * v1742;
    let v1744 = v1734 + v1737 + v1740 + v1743;
    let v1745 = v1032 * v1744;
    let v1746 = v838 - v1595;
    let v1747 = v1745 * v1746;
    let v1748 = 0 - 2 * r0 + 2;
    let v1749 = v47 * v1748;
    let v1750 = v706 * v1749;
    let v1751 = r2 * v28;
    let v1752 = r1 * r2;
    let v1753 = 0 - r1 - v1751 + 1;
    let v1754 = r3 * v1753;
    let v1755 = r3 * v1751;
    let v1756 = r1 - v1752;
    let v1757 = r3 * v1756;
    let v1758 = r3 * v1752;
    let v1759 = g6 * v45;
    let v1760 = v48 * v1759;
    let v1761 = 0 - g8 + 1;
    let v1762 = v1760 * v1761;
    let v1763 = v1748 * v1762;
    let v1764 = v706 * v1763;
    let v1765 = v29 * v370;
    let v1766 = v706 * v1765;
    let v1767 = r3 * v31;
    let v1768 = r2 * r3;
    let v1769 = 0 - r2 - v1767 + 1;
    let v1770 = r4 * v1769;
    let v1771 = r4 * v1767;
    let v1772 = r2 - v1768;
    let v1773 = r4 * v1772;
    let v1774 = r4 * v1768;
    let v1775 = 0 - r2 - v1767 - v1770 + 1;
    let v1776 = r5 * v1775;
    let v1777 = r5 * v1770;
    let v1778 = v1767 - v1771;
    let v1779 = r5 * v1778;
    let v1780 = r5 * v1771;
    let v1781 = r2 - v1768 - v1773;
    let v1782 = r5 * v1781;
    let v1783 = r5 * v1773;
    let v1784 = v1768 - v1774;
    let v1785 = r5 * v1784;
    let v1786 = r5 * v1774;
    let v1787 = g8 * v1760;
    let v1788 = v29 * v1787;
    let v1789 = v706 * v1788;
    let v1790 = v32 * v532;
    let v1791 = v706 * v1790;
    let v1792 = r4 * v34;
    let v1793 = r3 * r4;
    let v1794 = 0 - r3 - v1792 + 1;
    let v1795 = r5 * v1794;
    let v1796 = r5 * v1792;
    let v1797 = r3 - v1793;
    let v1798 = r5 * v1797;
    let v1799 = r5 * v1793;
    let v1800 = 0 - r3 - v1792 - v1795 + 1;
    let v1801 = r6 * v1800;
    let v1802 = r6 * v1795;
    let v1803 = v1792 - v1796;
    let v1804 = r6 * v1803;
    let v1805 = r6 * v1796;
    let v1806 = r3 - v1793 - v1798;
    let v1807 = r6 * v1806;
    let v1808 = r6 * v1798;
    let v1809 = v1793 - v1799;
    let v1810 = r6 * v1809;
    let v1811 = r6 * v1799;
    let v1812 = 0 - r3 - v1792 - v1795 - v1801 + 1;
    let v1813 = r7 * v1812;
    let v1814 = r7 * v1801;
    let v1815 = v1795 - v1802;
    let v1816 = r7 * v1815;
    let v1817 = r7 * v1802;
    let v1818 = v1792 - v1796 - v1804;
    let v1819 = r7 * v1818;
    let v1820 = r7 * v1804;
    let v1821 = v1796 - v1805;
    let v1822 = r7 * v1821;
    let v1823 = r7 * v1805;
    let v1824 = r3 - v1793 - v1798 - v1807;
    let v1825 = r7 * v1824;
    let v1826 = r7 * v1807;
    let v1827 = v1798 - v1808;
    let v1828 = r7 * v1827;
    let v1829 = r7 * v1808;
    let v1830 = v1793 - v1799 - v1810;
    let v1831 = r7 * v1830;
    let v1832 = r7 * v1810;
    let v1833 = v1799 - v1811;
    let v1834 = r7 * v1833;
    let v1835 = r7 * v1811;
    let v1836 = g7 * v1759;
    let v1837 = v1761 * v1836;
    let v1838 = v32 * v1837;
    let v1839 = v706 * v1838;
    let v1840 = v37 * v626;
    let v1841 = v706 * v1840;
    let v1842 = r6 * v796;
    let v1843 = r5 * r6;
    let v1844 = 0 - r5 - v1842 + 1;
    let v1845 = r7 * v1844;
    let v1846 = r7 * v1842;
    let v1847 = r5 - v1843;
    let v1848 = r7 * v1847;
    let v1849 = r7 * v1843;
    let v1850 = 0 - r5 - v1842 - v1845 + 1;
    let v1851 = r8 * v1850;
    let v1852 = r8 * v1845;
    let v1853 = v1842 - v1846;
    let v1854 = r8 * v1853;
    let v1855 = r8 * v1846;
    let v1856 = r5 - v1843 - v1848;
    let v1857 = r8 * v1856;
    let v1858 = r8 * v1848;
    let v1859 = v1843 - v1849;
    let v1860 = r8 * v1859;
    let v1861 = r8 * v1849;
    let v1862 = 0 - r5 - v1842 - v1845 - v1851 + 1;
    let v1863 = r9 * v1862;
    let v1864 = r9 * v1851;
    let v1865 = v1845 - v1852;
    let v1866 = r9 * v1865;
    let v1867 = r9 * v1852;
    let v1868 = v1842 - v1846 - v1854;
    let v1869 = r9 * v1868;
    let v1870 = r9 * v1854;
    let v1871 = v1846 - v1855;
    let v1872 = r9 * v1871;
    let v1873 = r9 * v1855;
    let v1874 = r5 - v1843 - v1848 - v1857;
    let v1875 = r9 * v1874;
    let v1876 = r9 * v1857;
    let v1877 = v1848 - v1858;
    let v1878 = r9 * v1877;
    let v1879 = r9 * v1858;
    let v1880 = v1843 - v1849 - v1860;
    let v1881 = r9 * v1880;
    let v1882 = r9 * v1860;
    let v1883 = v1849 - v1861;
    let v1884 = r9 * v1883;
    let v1885 = r9 * v1861;
    let v1886 = g8 * v1836;
    let v1887 = v37 * v1886;
    let v1888 = v706 * v1887;
    let v1889 = eta * v698;
    let v1890 = v706 * v1889;
    let v1891 = 0 - o0 + 1;
    let v1892 = o1 * v1891;
    let v1893 = o0 * o1;
    let v1894 = g5 * v43;
    let v1895 = v46 * v1894;
    let v1896 = v48 * v1895;
    let v1897 = v1761 * v1896;
    let v1898 = eta * v1897;
    let v1899 = v706 * v1898;
    let v1900 = u0 * u1;
    let v1901 = u2 * v1900;
    let v1902 = v1016 * v1901;
    let v1903 = v1029 * v1902;
    let v1904 = v1031 * v1903;
    let v1905 = v1057 * v1904;
    let v1906 = v1073 * v1905;
    let v1907 = 2 * r1 + v1751 + v1754 - v1752 - v1757 - 1;
    let v1908 = u8 * v1907;
    let v1909 = v1757 - v1754;
    let v1910 = u8 * v1909;
    let v1911 = v1752 + v1755 - v1758 - v1751;
    let v1912 = u8 * v1911;
    let v1913 = v1758 - v1755;
    let v1914 = u8 * v1913;
    let v1915 = g10 * v870;
    let v1916 = g10 * v872;
    let v1917 = g10 * v874;
    let v1918 = g10 * v876;
    let v1919 = g10 * v878;
    let v1920 = g10 * v880;
    let v1921 = g10 * v882;
    let v1922 = g10 * v884;
    let v1923 = g10 * v886;
    let v1924 = g10 * v888;
    let v1925 = g10 * v890;
    let v1926 = g10 * v892;
    let v1927 = g10 * v894;
    let v1928 = g10 * v896;
    let v1929 = g10 * v898;
    let v1930 = g10 * v900;
    let v1931 = g10 * v902;
    let v1932 = g10 * v904;
    let v1933 = g10 * v906;
    let v1934 = g10 * v908;
    let v1935 = g10 * v910;
    let v1936 = g10 * v912;
    let v1937 = g10 * v914;
    let v1938 = g10 * v916;
    let v1939 = g10 * v918;
    let v1940 = g10 * v920;
    let v1941 = g10 * v922;
    let v1942 = g10 * v924;
    let v1943 = g10 * v926;
    let v1944 = g10 * v928;
    let v1945 = g10 * v930;
    let v1946 = g10 * v932;
    let v1947 = f2 + v1916 - f0 - v1915;
    let v1948 = g9 * v1947;
    let v1949 = f6 + v1918 - f4 - v1917;
    let v1950 = g9 * v1949;
    let v1951 = f10 + v1920 - f8 - v1919;
    let v1952 = g9 * v1951;
    let v1953 = f14 + v1922 - f12 - v1921;
    let v1954 = g9 * v1953;
    let v1955 = f18 + v1924 - f16 - v1923;
    let v1956 = g9 * v1955;
    let v1957 = f22 + v1926 - f20 - v1925;
    let v1958 = g9 * v1957;
    let v1959 = f26 + v1928 - f24 - v1927;
    let v1960 = g9 * v1959;
    let v1961 = f30 + v1930 - f28 - v1929;
    let v1962 = g9 * v1961;
    let v1963 = f34 + v1932 - f32 - v1931;
    let v1964 = g9 * v1963;
    let v1965 = f38 + v1934 - f36 - v1933;
    let v1966 = g9 * v1965;
    let v1967 = f42 + v1936 - f40 - v1935;
    let v1968 = g9 * v1967;
    let v1969 = f46 + v1938 - f44 - v1937;
    let v1970 = g9 * v1969;
    let v1971 = f50 + v1940 - f48 - v1939;
    let v1972 = g9 * v1971;
    let v1973 = f54 + v1942 - f52 - v1941;
    let v1974 = g9 * v1973;
    let v1975 = f58 + v1944 - f56 - v1943;
    let v1976 = g9 * v1975;
    let v1977 = f62 + v1946 - f60 - v1945;
    let v1978 = g9 * v1977;
    let v1979 = f4 + v1917 + v1950 - f0 - v1915 - v1948;
    let v1980 = g8 * v1979;
    let v1981 = f12 + v1921 + v1954 - f8 - v1919 - v1952;
    let v1982 = g8 * v1981;
    let v1983 = f20 + v1925 + v1958 - f16 - v1923 - v1956;
    let v1984 = g8 * v1983;
    let v1985 = f28 + v1929 + v1962 - f24 - v1927 - v1960;
    let v1986 = g8 * v1985;
    let v1987 = f36 + v1933 + v1966 - f32 - v1931 - v1964;
    let v1988 = g8 * v1987;
    let v1989 = f44 + v1937 + v1970 - f40 - v1935 - v1968;
    let v1990 = g8 * v1989;
    let v1991 = f52 + v1941 + v1974 - f48 - v1939 - v1972;
    let v1992 = g8 * v1991;
    let v1993 = f60 + v1945 + v1978 - f56 - v1943 - v1976;
    let v1994 = g8 * v1993;
    let v1995 = f8 + v1919 + v1952 + v1982 - f0 - v1915 - v1948 - v1980;
    let v1996 = g7 * v1995;
    let v1997 = f24 + v1927 + v1960 + v1986 - f16 - v1923 - v1956 - v1984;
    let v1998 = g7 * v1997;
    let v1999 = f40 + v1935 + v1968 + v1990 - f32 - v1931 - v1964 - v1988;
    let v2000 = g7 * v1999;
    let v2001 = f56 + v1943 + v1976 + v1994 - f48 - v1939 - v1972 - v1992;
    let v2002 = g7 * v2001;
    let v2003 = v1908 - r1 - v1751 - v1754 + 1;
    let v2004 = f0 + v1915 + v1948 + v1980 + v1996;
    let v2005 = v2003 * v2004;
    let v2006 = v1754 + v1910;
    let v2007 = f16 + v1923 + v1956 + v1984 + v1998;
    let v2008 = v2006 * v2007;
    let v2009 = v1751 + v1912 - v1755;
    let v2010 = f32 + v1931 + v1964 + v1988 + v2000;
    let v2011 = v2009 * v2010;
    let v2012 = v1755 + v1914;
    let v2013 = f48 + v1939 + v1972 + v1992 + v2002;
    let v2014 = v2012 * v2013;
    let v2015 = v2005 + v2008 + v2011 + v2014;
    let v2016 = v1906 * v2015;
    let v2017 = v1750 * v2016;
    let v2018 = u6 * v1904;
    let v2019 = u7 * v2018;
    let v2020 = u8 * v2019;
    let v2021 = 0 - r1 - v1751 - v1754 + 1;
    let v2022 = f0 + v1915 + v1948;
    let v2023 = v2021 * v2022;
    let v2024 = f4 + v1917 + v1950;
    let v2025 = v1754 * v2024;
    let v2026 = v1751 - v1755;
    let v2027 = f8 + v1919 + v1952;
    let v2028 = v2026 * v2027;
    let v2029 = f12 + v1921 + v1954;
    let v2030 = v1755 * v2029;
    let v2031 = r1 - v1752 - v1757;
    let v2032 = f16 + v1923 + v1956;
    let v2033 = v2031 * v2032;
    let v2034 = f20 + v1925 + v1958;
    let v2035 = v1757 * v2034;
    let v2036 = v1752 - v1758;
    let v2037 = f24 + v1927 + v1960;
    let v2038 = v2036 * v2037;
    let v2039 = f28 + v1929 + v1962;
    let v2040 = v1758 * v2039;
    let v2041 = f32 + v1931 + v1964;
    let v2043 = f36 + v1933 + v1966;
    let v2045 = f40 + v1935 + v1968;
    let v2047 = f44 + v1937 + v1970;
    let v2049 = f48 + v1939 + v1972;
    let v2051 = f52 + v1941 + v1974;
    let v2053 = f56 + v1943 + v1976;
    let v2055 = f60 + v1945 + v1978;
    let v2057 = v2023 + v2025 + v2028 + v2030 + v2033 + v2035 + v2038 + v2040;
    let v2058 = v2020 * v2057;
    let v2059 = v1764 * v2058;
    let v2060 = v1002 * v1900;
    let v2061 = v1016 * v2060;
    let v2062 = 2 * r2 + v1767 + v1770 + v1776 - v1768 - v1773 - v1782 - 1;
    let v2063 = u4 * v2062;
    let v2064 = v1782 - v1776;
    let v2065 = u4 * v2064;
    let v2066 = v1773 + v1777 - v1783 - v1770;
    let v2067 = u4 * v2066;
    let v2068 = v1783 - v1777;
    let v2069 = u4 * v2068;
    let v2070 = v1768 + v1771 + v1779 - v1774 - v1785 - v1767;
    let v2071 = u4 * v2070;
    let v2072 = v1785 - v1779;
    let v2073 = u4 * v2072;
    let v2074 = v1774 + v1780 - v1786 - v1771;
    let v2075 = u4 * v2074;
    let v2076 = v1786 - v1780;
    let v2077 = u4 * v2076;
    let v2078 = v2071 + r2 + 2 * v1767 + v1770 + v1776 - v1771 - v1779 - v2063 - 1;
    let v2079 = u5 * v2078;
    let v2080 = v1779 + v2073 - v1776 - v2065;
    let v2081 = u5 * v2080;
    let v2082 = v1771 + v2075 + v1777 - v1780 - v1770 - v2067;
    let v2083 = u5 * v2082;
    let v2084 = v1780 + v2077 - v1777 - v2069;
    let v2085 = u5 * v2084;
    let v2086 = v2067 + v2083 + r2 + v1767 + 2 * v1770 + v1776 - v1777 - v2063 - v2079 - 1;
    let v2087 = u6 * v2086;
    let v2088 = v1777 + v2069 + v2085 - v1776 - v2065 - v2081;
    let v2089 = u6 * v2088;
    let v2090 = v2065 + v2081 + v2089 + r2 + v1767 + v1770 + 2 * v1776 - v2063 - v2079 - v2087 - 1;
    let v2091 = u7 * v2090;
    let v2092 = v2063 + v2079 + v2087 + v2091 - r2 - v1767 - v1770 - v1776 + 1;
    let v2093 = v2061 * v2092;
    let v2094 = 2 * g4 - 1;
    let v2095 = u8 * v2094;
    let v2096 = v2095 - g4 + 1;
    let v2097 = v2093 * v2096;
    let v2098 = f16 + v1923 + v1956 + v1984 + v1998 - f0 - v1915 - v1948 - v1980 - v1996;
    let v2099 = g6 * v2098;
    let v2100 = f48 + v1939 + v1972 + v1992 + v2002 - f32 - v1931 - v1964 - v1988 - v2000;
    let v2101 = g6 * v2100;
    let v2102 = f32
        + v1931
        + v1964
        + v1988
        + v2000
        + v2101
        - f0
        - v1915
        - v1948
        - v1980
        - v1996
        - v2099;
    let v2103 = g5 * v2102;
    let v2104 = f0 + v1915 + v1948 + v1980 + v1996 + v2099 + v2103;
    let v2105 = v2097 * v2104;
    let v2106 = v1766 * v2105;
    let v2107 = v1080 * v2019;
    let v2108 = 0 - r2 - v1767 - v1770 - v1776 + 1;
    let v2109 = v2022 * v2108;
    let v2110 = v1776 * v2024;
    let v2111 = v1770 - v1777;
    let v2112 = v2027 * v2111;
    let v2113 = v1777 * v2029;
    let v2114 = v1767 - v1771 - v1779;
    let v2115 = v2032 * v2114;
    let v2116 = v1779 * v2034;
    let v2117 = v1771 - v1780;
    let v2118 = v2037 * v2117;
    let v2119 = v1780 * v2039;
    let v2120 = r2 - v1768 - v1773 - v1782;
    let v2121 = v2041 * v2120;
    let v2122 = v1782 * v2043;
    let v2123 = v1773 - v1783;
    let v2124 = v2045 * v2123;
    let v2125 = v1783 * v2047;
    let v2126 = v1768 - v1774 - v1785;
    let v2127 = v2049 * v2126;
    let v2128 = v1785 * v2051;
    let v2129 = v1774 - v1786;
    let v2130 = v2053 * v2129;
    let v2131 = v1786 * v2055;
    let v2132 = v2109
        + v2110
        + v2112
        + v2113
        + v2115
        + v2116
        + v2118
        + v2119
        + v2121
        + v2122
        + v2124
        + v2125
        + v2127
        + v2128
        + v2130
        + v2131;
    let v2133 = v2107 * v2132;
    let v2134 = v1789 * v2133;
    let v2135 = u0 * v843;
    let v2136 = 2 * r3 + v1792 + v1795 + v1801 + v1813 - v1793 - v1798 - v1807 - v1825 - 1;
    let v2137 = u2 * v2136;
    let v2138 = v1825 - v1813;
    let v2139 = u2 * v2138;
    let v2140 = v1807 + v1814 - v1826 - v1801;
    let v2141 = u2 * v2140;
    let v2142 = v1826 - v1814;
    let v2143 = u2 * v2142;
    let v2144 = v1798 + v1802 + v1816 - v1808 - v1828 - v1795;
    let v2145 = u2 * v2144;
    let v2146 = v1828 - v1816;
    let v2147 = u2 * v2146;
    let v2148 = v1808 + v1817 - v1829 - v1802;
    let v2149 = u2 * v2148;
    let v2150 = v1829 - v1817;
    let v2151 = u2 * v2150;
    let v2152 = v1793 + v1796 + v1804 + v1819 - v1799 - v1810 - v1831 - v1792;
    let v2153 = u2 * v2152;
    let v2154 = v1831 - v1819;
    let v2155 = u2 * v2154;
    let v2156 = v1810 + v1820 - v1832 - v1804;
    let v2157 = u2 * v2156;
    let v2158 = v1832 - v1820;
    let v2159 = u2 * v2158;
    let v2160 = v1799 + v1805 + v1822 - v1811 - v1834 - v1796;
    let v2161 = u2 * v2160;
    let v2162 = v1834 - v1822;
    let v2163 = u2 * v2162;
    let v2164 = v1811 + v1823 - v1835 - v1805;
    let v2165 = u2 * v2164;
    let v2166 = v1835 - v1823;
    let v2167 = u2 * v2166;
    let v2168 = v2153 + r3 + 2 * v1792 + v1795 + v1801 + v1813 - v1796 - v1804 - v1819 - v2137 - 1;
    let v2169 = u3 * v2168;
    let v2170 = v1819 + v2155 - v1813 - v2139;
    let v2171 = u3 * v2170;
    let v2172 = v1804 + v2157 + v1814 - v1820 - v1801 - v2141;
    let v2173 = u3 * v2172;
    let v2174 = v1820 + v2159 - v1814 - v2143;
    let v2175 = u3 * v2174;
    let v2176 = v1796 + v2161 + v1802 + v1816 - v1805 - v1822 - v1795 - v2145;
    let v2177 = u3 * v2176;
    let v2178 = v1822 + v2163 - v1816 - v2147;
    let v2179 = u3 * v2178;
    let v2180 = v1805 + v2165 + v1817 - v1823 - v1802 - v2149;
    let v2181 = u3 * v2180;
    let v2182 = v1823 + v2167 - v1817 - v2151;
    let v2183 = u3 * v2182;
    let v2184 = v2145
        + v2177
        + r3
        + v1792
        + 2 * v1795
        + v1801
        + v1813
        - v1802
        - v1816
        - v2137
        - v2169
        - 1;
    let v2185 = u4 * v2184;
    let v2186 = v1816 + v2147 + v2179 - v1813 - v2139 - v2171;
    let v2187 = u4 * v2186;
    let v2188 = v1802 + v2149 + v2181 + v1814 - v1817 - v1801 - v2141 - v2173;
    let v2189 = u4 * v2188;
    let v2190 = v1817 + v2151 + v2183 - v1814 - v2143 - v2175;
    let v2191 = u4 * v2190;
    let v2192 = v2141
        + v2173
        + v2189
        + r3
        + v1792
        + v1795
        + 2 * v1801
        + v1813
        - v1814
        - v2137
        - v2169
        - v2185
        - 1;
    let v2193 = u5 * v2192;
    let v2194 = v1814 + v2143 + v2175 + v2191 - v1813 - v2139 - v2171 - v2187;
    let v2195 = u5 * v2194;
    let v2196 = v2139
        + v2171
        + v2187
        + v2195
        + r3
        + v1792
        + v1795
        + v1801
        + 2 * v1813
        - v2137
        - v2169
        - v2185
        - v2193
        - 1;
    let v2197 = u6 * v2196;
    let v2198 = v2137 + v2169 + v2185 + v2193 + v2197 - r3 - v1792 - v1795 - v1801 - v1813 + 1;
    let v2199 = v2135 * v2198;
    let v2200 = 2 * g3 - 1;
    let v2201 = u7 * v2200;
    let v2202 = v2201 - g3 + 1;
    let v2203 = v2199 * v2202;
    let v2204 = v2096 * v2203;
    let v2205 = v2104 * v2204;
    let v2206 = v1791 * v2205;
    let v2207 = u7 * v1905;
    let v2208 = u8 * v2136;
    let v2209 = u8 * v2138;
    let v2210 = u8 * v2140;
    let v2211 = u8 * v2142;
    let v2212 = u8 * v2144;
    let v2213 = u8 * v2146;
    let v2214 = u8 * v2148;
    let v2215 = u8 * v2150;
    let v2216 = u8 * v2152;
    let v2217 = u8 * v2154;
    let v2218 = u8 * v2156;
    let v2219 = u8 * v2158;
    let v2220 = u8 * v2160;
    let v2221 = u8 * v2162;
    let v2222 = u8 * v2164;
    let v2223 = u8 * v2166;
    let v2224 = v2208 - r3 - v1792 - v1795 - v1801 - v1813 + 1;
    let v2225 = v2022 * v2224;
    let v2226 = v1813 + v2209;
    let v2227 = v2024 * v2226;
    let v2228 = v1801 + v2210 - v1814;
    let v2229 = v2027 * v2228;
    let v2230 = v1814 + v2211;
    let v2231 = v2029 * v2230;
    let v2232 = v1795 + v2212 - v1802 - v1816;
    let v2233 = v2032 * v2232;
    let v2234 = v1816 + v2213;
    let v2235 = v2034 * v2234;
    let v2236 = v1802 + v2214 - v1817;
    let v2237 = v2037 * v2236;
    let v2238 = v1817 + v2215;
    let v2239 = v2039 * v2238;
    let v2240 = v1792 + v2216 - v1796 - v1804 - v1819;
    let v2241 = v2041 * v2240;
    let v2242 = v1819 + v2217;
    let v2243 = v2043 * v2242;
    let v2244 = v1804 + v2218 - v1820;
    let v2245 = v2045 * v2244;
    let v2246 = v1820 + v2219;
    let v2247 = v2047 * v2246;
    let v2248 = v1796 + v2220 - v1805 - v1822;
    let v2249 = v2049 * v2248;
    let v2250 = v1822 + v2221;
    let v2251 = v2051 * v2250;
    let v2252 = v1805 + v2222 - v1823;
    let v2253 = v2053 * v2252;
    let v2254 = v1823 + v2223;
    let v2255 = v2055 * v2254;
    let v2256 = v2225
        + v2227
        + v2229
        + v2231
        + v2233
        + v2235
        + v2237
        + v2239
        + v2241
        + v2243
        + v2245
        + v2247
        + v2249
        + v2251
        + v2253
        + v2255;
    let v2257 = v2207 * v2256;
    let v2258 = v1839 * v2257;
    let v2259 = 2 * r5 + v1842 + v1845 + v1851 + v1863 - v1843 - v1848 - v1857 - v1875 - 1;
    let v2260 = u1 * v2259;
    let v2261 = v1875 - v1863;
    let v2262 = u1 * v2261;
    let v2263 = v1857 + v1864 - v1876 - v1851;
    let v2264 = u1 * v2263;
    let v2265 = v1876 - v1864;
    let v2266 = u1 * v2265;
    let v2267 = v1848 + v1852 + v1866 - v1858 - v1878 - v1845;
    let v2268 = u1 * v2267;
    let v2269 = v1878 - v1866;
    let v2270 = u1 * v2269;
    let v2271 = v1858 + v1867 - v1879 - v1852;
    let v2272 = u1 * v2271;
    let v2273 = v1879 - v1867;
    let v2274 = u1 * v2273;
    let v2275 = v1843 + v1846 + v1854 + v1869 - v1849 - v1860 - v1881 - v1842;
    let v2276 = u1 * v2275;
    let v2277 = v1881 - v1869;
    let v2278 = u1 * v2277;
    let v2279 = v1860 + v1870 - v1882 - v1854;
    let v2280 = u1 * v2279;
    let v2281 = v1882 - v1870;
    let v2282 = u1 * v2281;
    let v2283 = v1849 + v1855 + v1872 - v1861 - v1884 - v1846;
    let v2284 = u1 * v2283;
    let v2285 = v1884 - v1872;
    let v2286 = u1 * v2285;
    let v2287 = v1861 + v1873 - v1885 - v1855;
    let v2288 = u1 * v2287;
    let v2289 = v1885 - v1873;
    let v2290 = u1 * v2289;
    let v2291 = v2276 + r5 + 2 * v1842 + v1845 + v1851 + v1863 - v1846 - v1854 - v1869 - v2260 - 1;
    let v2292 = u2 * v2291;
    let v2293 = v1869 + v2278 - v1863 - v2262;
    let v2294 = u2 * v2293;
    let v2295 = v1854 + v2280 + v1864 - v1870 - v1851 - v2264;
    let v2296 = u2 * v2295;
    let v2297 = v1870 + v2282 - v1864 - v2266;
    let v2298 = u2 * v2297;
    let v2299 = v1846 + v2284 + v1852 + v1866 - v1855 - v1872 - v1845 - v2268;
    let v2300 = u2 * v2299;
    let v2301 = v1872 + v2286 - v1866 - v2270;
    let v2302 = u2 * v2301;
    let v2303 = v1855 + v2288 + v1867 - v1873 - v1852 - v2272;
    let v2304 = u2 * v2303;
    let v2305 = v1873 + v2290 - v1867 - v2274;
    let v2306 = u2 * v2305;
    let v2307 = v2268
        + v2300
        + r5
        + v1842
        + 2 * v1845
        + v1851
        + v1863
        - v1852
        - v1866
        - v2260
        - v2292
        - 1;
    let v2308 = u3 * v2307;
    let v2309 = v1866 + v2270 + v2302 - v1863 - v2262 - v2294;
    let v2310 = u3 * v2309;
    let v2311 = v1852 + v2272 + v2304 + v1864 - v1867 - v1851 - v2264 - v2296;
    let v2312 = u3 * v2311;
    let v2313 = v1867 + v2274 + v2306 - v1864 - v2266 - v2298;
    let v2314 = u3 * v2313;
    let v2315 = v2264
        + v2296
        + v2312
        + r5
        + v1842
        + v1845
        + 2 * v1851
        + v1863
        - v1864
        - v2260
        - v2292
        - v2308
        - 1;
    let v2316 = u4 * v2315;
    let v2317 = v1864 + v2266 + v2298 + v2314 - v1863 - v2262 - v2294 - v2310;
    let v2318 = u4 * v2317;
    let v2319 = v2262
        + v2294
        + v2310
        + v2318
        + r5
        + v1842
        + v1845
        + v1851
        + 2 * v1863
        - v2260
        - v2292
        - v2308
        - v2316
        - 1;
    let v2320 = u5 * v2319;
    let v2321 = 0 - u0 + 1;
    let v2322 = v2260 + v2292 + v2308 + v2316 + v2320 - r5 - v1842 - v1845 - v1851 - v1863 + 1;
    let v2323 = v2321 * v2322;
    let v2324 = 2 * g2 - 1;
    let v2325 = u6 * v2324;
    let v2326 = v2325 - g2 + 1;
    let v2327 = v2323 * v2326;
    let v2328 = v2202 * v2327;
    let v2329 = v2096 * v2328;
    let v2330 = v2104 * v2329;
    let v2331 = v1841 * v2330;
    let v2332 = v1073 * v2018;
    let v2333 = u8 * v2259;
    let v2334 = u8 * v2261;
    let v2335 = u8 * v2263;
    let v2336 = u8 * v2265;
    let v2337 = u8 * v2267;
    let v2338 = u8 * v2269;
    let v2339 = u8 * v2271;
    let v2340 = u8 * v2273;
    let v2341 = u8 * v2275;
    let v2342 = u8 * v2277;
    let v2343 = u8 * v2279;
    let v2344 = u8 * v2281;
    let v2345 = u8 * v2283;
    let v2346 = u8 * v2285;
    let v2347 = u8 * v2287;
    let v2348 = u8 * v2289;
    let v2349 = v2333 - r5 - v1842 - v1845 - v1851 - v1863 + 1;
    let v2350 = v2022 * v2349;
    let v2351 = v1863 + v2334;
    let v2352 = v2024 * v2351;
    let v2353 = v1851 + v2335 - v1864;
    let v2354 = v2027 * v2353;
    let v2355 = v1864 + v2336;
    let v2356 = v2029 * v2355;
    let v2357 = v1845 + v2337 - v1852 - v1866;
    let v2358 = v2032 * v2357;
    let v2359 = v1866 + v2338;
    let v2360 = v2034 * v2359;
    let v2361 = v1852 + v2339 - v1867;
    let v2362 = v2037 * v2361;
    let v2363 = v1867 + v2340;
    let v2364 = v2039 * v2363;
    let v2365 = v1842 + v2341 - v1846 - v1854 - v1869;
    let v2366 = v2041 * v2365;
    let v2367 = v1869 + v2342;
    let v2368 = v2043 * v2367;
    let v2369 = v1854 + v2343 - v1870;
    let v2370 = v2045 * v2369;
    let v2371 = v1870 + v2344;
    let v2372 = v2047 * v2371;
    let v2373 = v1846 + v2345 - v1855 - v1872;
    let v2374 = v2049 * v2373;
    let v2375 = v1872 + v2346;
    let v2376 = v2051 * v2375;
    let v2377 = v1855 + v2347 - v1873;
    let v2378 = v2053 * v2377;
    let v2379 = v1873 + v2348;
    let v2380 = v2055 * v2379;
    let v2381 = v2350
        + v2352
        + v2354
        + v2356
        + v2358
        + v2360
        + v2362
        + v2364
        + v2366
        + v2368
        + v2370
        + v2372
        + v2374
        + v2376
        + v2378
        + v2380;
    let v2382 = v2332 * v2381;
    let v2383 = v1888 * v2382;
    let v2384 = u3 * v2060;
    let v2385 = 2 * o0 + v1892 - v1893 - 1;
    let v2386 = u4 * v2385;
    let v2387 = v1893 - v1892;
    let v2388 = u4 * v2387;
    let v2389 = v2388 + o0 + 2 * v1892 - v2386 - 1;
    let v2390 = u5 * v2389;
    let v2391 = v2386 + v2390 - o0 - v1892 + 1;
    let v2392 = v2384 * v2391;
    let v2393 = v2326 * v2392;
    let v2394 = v2202 * v2393;
    let v2395 = v2096 * v2394;
    let v2396 = v2104 * v2395;
    let v2397 = v1890 * v2396;
    let v2398 = 0 - o0 - v1892 + 1;
    let v2401 = o0 - v1893;
    let v2408 = v2041 * v2398;
    let v2409 = v1892 * v2043;
    let v2410 = v2045 * v2401;
    let v2411 = v1893 * v2047;
    let v2416 = v2408 + v2409 + v2410 + v2411;
    let v2417 = v2020 * v2416;
    let v2418 = v1899 * v2417;
    let v2419 = zeta * zeta;
    let v2420 = v2419 * v2419;
    let v2421 = v2420 * v2420;
    let v2422 = v2421 * v2421;
    let v2423 = v2422 * v2422;
    let v2424 = v2423 * v2423;
    let v2425 = v2424 * v2424;
    let v2426 = v2425 * v2425;
    let v2427 = v2426 * v2426;
    let v2428 = v2427 * v2427;
    let v2429 = v2428 * v2428;
    let v2430 = v2429 * v2429;
    let v2431 = v2430 * v2430;
    let v2432 = v2431 * v2431;
    let v2433 = zeta - 1;
    let v2434 = u0 * v2433;
    let v2435 = v2419 - 1;
    let v2436 = u1 * v2435;
    let v2437 = v2434 + 1;
    let v2438 = v2436 + 1;
    let v2439 = v2437 * v2438;
    let v2440 = v2420 - 1;
    let v2441 = u2 * v2440;
    let v2442 = v2441 + 1;
    let v2443 = v2439 * v2442;
    let v2444 = v2421 - 1;
    let v2445 = u3 * v2444;
    let v2446 = v2445 + 1;
    let v2447 = v2443 * v2446;
    let v2448 = v2422 - 1;
    let v2449 = u4 * v2448;
    let v2450 = v2449 + 1;
    let v2451 = v2447 * v2450;
    let v2452 = v2423 - 1;
    let v2453 = u5 * v2452;
    let v2454 = v2453 + 1;
    let v2455 = v2451 * v2454;
    let v2456 = v2424 - 1;
    let v2457 = u6 * v2456;
    let v2458 = v2457 + 1;
    let v2459 = v2455 * v2458;
    let v2460 = v2425 - 1;
    let v2461 = u7 * v2460;
    let v2462 = v2461 + 1;
    let v2463 = v2459 * v2462;
    let v2464 = v2426 - 1;
    let v2465 = u8 * v2464;
    let v2466 = v2465 + 1;
    let v2467 = v2463 * v2466;
    let v2468 = f1 * v2432;
    let v2469 = f3 * v2432;
    let v2470 = f5 * v2432;
    let v2471 = f7 * v2432;
    let v2472 = f9 * v2432;
    let v2473 = f11 * v2432;
    let v2474 = f13 * v2432;
    let v2475 = f15 * v2432;
    let v2476 = f17 * v2432;
    let v2477 = f19 * v2432;
    let v2478 = f21 * v2432;
    let v2479 = f23 * v2432;
    let v2480 = f25 * v2432;
    let v2481 = f27 * v2432;
    let v2482 = f29 * v2432;
    let v2483 = f31 * v2432;
    let v2484 = f33 * v2432;
    let v2485 = f35 * v2432;
    let v2486 = f37 * v2432;
    let v2487 = f39 * v2432;
    let v2488 = f41 * v2432;
    let v2489 = f43 * v2432;
    let v2490 = f45 * v2432;
    let v2491 = f47 * v2432;
    let v2492 = f49 * v2432;
    let v2493 = f51 * v2432;
    let v2494 = f53 * v2432;
    let v2495 = f55 * v2432;
    let v2496 = f57 * v2432;
    let v2497 = f59 * v2432;
    let v2498 = f61 * v2432;
    let v2499 = f63 * v2432;
    let v2500 = f2 + v2469;
    let v2501 = v2431 * v2500;
    let v2502 = f6 + v2471;
    let v2503 = v2431 * v2502;
    let v2504 = f10 + v2473;
    let v2505 = v2431 * v2504;
    let v2506 = f14 + v2475;
    let v2507 = v2431 * v2506;
    let v2508 = f18 + v2477;
    let v2509 = v2431 * v2508;
    let v2510 = f22 + v2479;
    let v2511 = v2431 * v2510;
    let v2512 = f26 + v2481;
    let v2513 = v2431 * v2512;
    let v2514 = f30 + v2483;
    let v2515 = v2431 * v2514;
    let v2516 = f34 + v2485;
    let v2517 = v2431 * v2516;
    let v2518 = f38 + v2487;
    let v2519 = v2431 * v2518;
    let v2520 = f42 + v2489;
    let v2521 = v2431 * v2520;
    let v2522 = f46 + v2491;
    let v2523 = v2431 * v2522;
    let v2524 = f50 + v2493;
    let v2525 = v2431 * v2524;
    let v2526 = f54 + v2495;
    let v2527 = v2431 * v2526;
    let v2528 = f58 + v2497;
    let v2529 = v2431 * v2528;
    let v2530 = f62 + v2499;
    let v2531 = v2431 * v2530;
    let v2532 = f4 + v2470 + v2503;
    let v2533 = v2430 * v2532;
    let v2534 = f12 + v2474 + v2507;
    let v2535 = v2430 * v2534;
    let v2536 = f20 + v2478 + v2511;
    let v2537 = v2430 * v2536;
    let v2538 = f28 + v2482 + v2515;
    let v2539 = v2430 * v2538;
    let v2540 = f36 + v2486 + v2519;
    let v2541 = v2430 * v2540;
    let v2542 = f44 + v2490 + v2523;
    let v2543 = v2430 * v2542;
    let v2544 = f52 + v2494 + v2527;
    let v2545 = v2430 * v2544;
    let v2546 = f60 + v2498 + v2531;
    let v2547 = v2430 * v2546;
    let v2548 = f8 + v2472 + v2505 + v2535;
    let v2549 = v2429 * v2548;
    let v2550 = f24 + v2480 + v2513 + v2539;
    let v2551 = v2429 * v2550;
    let v2552 = f40 + v2488 + v2521 + v2543;
    let v2553 = v2429 * v2552;
    let v2554 = f56 + v2496 + v2529 + v2547;
    let v2555 = v2429 * v2554;
    let v2556 = f16 + v2476 + v2509 + v2537 + v2551;
    let v2557 = v2428 * v2556;
    let v2558 = f48 + v2492 + v2525 + v2545 + v2555;
    let v2559 = v2428 * v2558;
    let v2560 = f32 + v2484 + v2517 + v2541 + v2553 + v2559;
    let v2561 = v2427 * v2560;
    let v2562 = f0 + v2468 + v2501 + v2533 + v2549 + v2557 + v2561;
    let v2563 = v2467 * v2562;
    let v2564 = v707 * v2563;
    let v2565 = v999
        + v1012
        + v1025
        + v1038
        + v1047
        + v1055
        + v1063
        + v1071
        + v1078
        + v1085
        + v1090
        + v1095
        + v1100
        + v1105
        + v1110
        + v1114
        + v1121
        + v1125
        + v1129
        + v1295
        + v1439
        + v1594
        + v1747
        - v2017
        - v2059
        - v2106
        - v2134
        - v2206
        - v2258
        - v2331
        - v2383
        - v2397
        - v2418
        - v2564;
    let v2566 = j0 * v2565;
    v2017 + v2059 + v2106 + v2134 + v2206 + v2258 + v2331 + v2383 + v2397 + v2418 + v2564 + v2566
}

impl Split128By17 of DivRemHelper<
    BoundedInt<0, 0xffffffffffffffffffffffffffffffff>, UnitInt<131072>,
> {
    type DivT = BoundedInt<0, 0x7fffffffffffffffffffffffffff>;
    type RemT = BoundedInt<0, 0x1ffff>;
}
impl Split111By17 of DivRemHelper<BoundedInt<0, 0x7fffffffffffffffffffffffffff>, UnitInt<131072>> {
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
fn split_positions(word: u128, ref numbers: Array<u32>) -> BoundedInt<0, 0x1ff> {
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
fn point_of_d3(digit: BoundedInt<0, 0x1>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        _ => 0x6ba7cbe076e7f5dd73ddcd4d25979acdc2f028f06fa1b55b4a47f4c44ad0610,
    }
}
fn point_of_top(digit: BoundedInt<0, 0x7f>) -> felt252 {
    match upcast::<_, u32>(digit) {
        0 => 0x1,
        1 => 0x36cb7c6ed4327aa7206f426c3bb94ce5e64466c3e64660db0f43dd2349eea63,
        2 => 0x38e7d59155023a76d3b276395c2c067b93dd56fe36060ec6503e80bf248b36c,
        3 => 0xbad1d20b10ecf81ae65cf2392be4abf2d502d10b87602580166811ab7563a3,
        4 => 0x35fd3901cedd2ee24cca8f9895df525e5484134a90a0813e4fb0a7dc1eae1a6,
        5 => 0x4697d2160577375b4d37b2377620af8fb68fc96818f561afe6c39dba40bcbc2,
        6 => 0x37bdc904639e217bcab0b99e5ce693064c4272293a7041cb1c6e5d569732c21,
        7 => 0x63953bf0a091f611414883c28adc1d6850baad77e101d323e8d467e18b96767,
        8 => 0x718f1ad809daae7d7c15128ae86e4f6b9381de7db8c30c45b7e4e4566984d05,
        9 => 0x5d4343de3f05dd4fcf0a3af8cdb1d3246e575eef59c276f3d498e5c25c57add,
        10 => 0x75593bee526ff8219c787b0c5896476a7904f22b3d3272b27175a85e3c38f2c,
        11 => 0x7c305ba2ad49d7d3c94287c0450fb73f063a55343567cd730039c0ba2134d88,
        12 => 0x69805441669ba7c7cfd496397690a3e420dfe52108ef0cb6f9f47c687e31f03,
        13 => 0x47874edbff11e9b21fd21a75f672ae11dade3101dcd02e6f63682cfaac3b461,
        14 => 0x2e387fcd8144c3941ae81cf6be0629612f8ee2326440f0a22638accec696dde,
        15 => 0x1d3012a528d22cbb56998365af2de4d0213c8a0ad3edb992da7d2188e1492c1,
        16 => 0x43a8517523f55a8f3776dfa6bcd79eaa84e9027d8d4bee30c0926df0c07573f,
        17 => 0xcda0d91168d0674c6d08040251d08345684b20057fc1cc83538195408e004f,
        18 => 0x6e3bf2bb3780db6eee7e3f9b8057ac78038af236588afbcebb3236c12740684,
        19 => 0x24e7f1a4b85a824e6940f9783b08ac3cd16b1cf37575b7e961d9ade63da46e8,
        20 => 0x151a08edf6475aad0d20ec76ddf76eecd2e1bccd4184721273d3eee4a5bb745,
        21 => 0x2f90a71afbf8833ecbbe248f123de395790c823956d799ad874560dd0f79952,
        22 => 0x18f32583221954dd6c4b7e0f82d16e3c60557033aabc14de828f804bcda734f,
        23 => 0x458bd466844c897e63e31904a72fdbbd575aa0dc468fb8f05f28419589a9750,
        24 => 0x4b7cc473e54832cf31c0cb392a7333fe777f8f2aab4674ffe93c6474611f79b,
        25 => 0x4191145de1e032d06a93794241bbe75fffc3ac559dde946cb24fb883ae151fe,
        26 => 0x7422358ae5d541f23a9aa4e52c0ef6f579b54956a0f88c6389cd5cb99a1dcd8,
        27 => 0x2a51ac3e95f540ecdfb8d6606d834eb27ac448074541042045cf125ffa2b9ce,
        28 => 0x3a58cbed98853457258254f8613a201d06708ef601be3f237247c6e01b6c897,
        29 => 0x17e38b56004af096fb32e5dffde65588d0aebb8f4d30ddc47b6f00607eab42d,
        30 => 0x686290c47849d4e6211bdacb3b9b172d11391f5715f150a74aa82c3fe77db3c,
        31 => 0x497d2eeba510f2c9f8f1d4d8ef848d9ce3a384bac2dd769cbba9426ea562251,
        32 => 0x63f5efaa33929b2e40a4a07b940adf4612806f6417e3754e8cde2cdaea51997,
        33 => 0x781be7a97c4fc50b51d5f793740cd815bc33491d82b208dd26a9675e24625a0,
        34 => 0x20497c1d011fd91874bf1cd3f4346e7560e088d66c46aa563d054c399d13705,
        35 => 0x5e10cbce673b1b367f6e8d28e31612622f7cb83a291e4252a27eff13a9fc395,
        36 => 0x3cb20e87349a84ff4d60d0697b0af83012c46dc2b7d7d0a1d561cb9c1f2ad2b,
        37 => 0x39072d817ded52fa225b2c7ad47debecb4aea93eb9e4a4b55b05e857b453163,
        38 => 0x33d0c9dc08d0652ccbe0680f60bc0cd5ffbc1936dd191bdf2104100f46da83c,
        39 => 0x156e7efef9600fa9e77dac7b868d76b655457447949bb982e3cfc49bcc14182,
        40 => 0xd60af499ead0f8b8663ad316e627fc950ff50d9bf1a60a7b9c96034a7db5a9,
        41 => 0x47565992074f6e7ba1882010e1bcf96dd1361b8de2a4a8ee3dc7378a3a2500,
        42 => 0xe1ee87cc25b30f26be38c2db2844fb5bb79362f1b18d9f41aa3f9f64160b19,
        43 => 0x18d2b7b21c46b2e592c5c1de4ab6d21595f3d2ad601cbbd173364b9e8595df8,
        44 => 0x531cce4959c100154a9897605eb1a73844d31d18d2b03b3df3b606b7c721f91,
        45 => 0x36358dd9c4848397d8535f2dcee4557531a6f22eaf8461e559182aab9558893,
        46 => 0x4067437c5ea0f4c592e3418dd90010b9b6c80cce69a8983a3228a1019dd9047,
        47 => 0x7ab6ca67f9b2eb42d07d5eb103487ace52736929d5fe19f13c525616f721dbe,
        48 => 0x1a5874dfe2b6e5fae27479aa7069d69f9f75dcdb36e2d2c45d387747f64cb34,
        49 => 0x53dec9555bde74c7b0f485e37b40f80f9da5b83519adf299975572cffb35861,
        50 => 0x3553d3f102769cc190673f0897cc770f5906f86dc6f7a56e274d0f6e7a097f,
        51 => 0x4adbf1400b101b322443ab88db377aea2b83221e502d1a28de026b60677cad4,
        52 => 0x656abdd07c6f6f0ba2ebbad5c0956b29d213e5f09eb1bfbbc972fb2f3c158b8,
        53 => 0x11bbcafdb1c87a1347320d567cafb6fdc3add21cbfeafcb12595d9da774e03c,
        54 => 0x78e8ad5ffd5aaedb659677753fbe0892696955c6c6d488cd83e8cc93eca7fd,
        55 => 0x16312071845910db6d9181780aeb82aa169277c114051820764107743632b0a,
        56 => 0x2e767781b99e3dd1c454741531939a3d639872d1a45c01de205e147168a1cb9,
        57 => 0x6cc4a665068abe2786d0d0edcb22f65cb4bbb6757b21b9ef580150e436931c0,
        58 => 0x289ade22858c2fa8c2268ccb28f46ea7ccddf047751f457b2219c3ca48e7c41,
        59 => 0x661de3c110c53be25c03540d6f6c6477b149a624cb4b0a6cd597052049170c9,
        60 => 0x31ee54d54e5707e79976a0d09a9fc3de5043ff0ca27879edcfb477295521fb8,
        61 => 0x105c72810769c714d13b2dd86a254bebb095880e76d70b2545d2fc5cc8b1e38,
        62 => 0x286957a1e2a724bf042d3345dd4375031b23aec13e6f482c1cc43226a8fff93,
        63 => 0x3386096fae2c4b9b6f6bba848f6de1e4cb9fe97e1962f1de3bcd8a689d70b57,
        64 => 0x6a50046d4afae89aa80b742d48175a5b7a6e1b42a5ab630140437adcdf92351,
        65 => 0x9238e3dc68b596fb444dce966abd9da2ca2ca7bde41fc3f3bb6856886a2d43,
        66 => 0x1908ba177e699fec07eb47ac6efcbe3c974d82c048bdfb1b21df49fea6d127d,
        67 => 0x78a9d0e51c9352b091cadc80b21cecbd857a323b768367a9b0b748ee7ef4bc4,
        68 => 0x40f3e1d44697773ed5b92335468261ed37ef4999a49a20f23f0a1eb4c1a2570,
        69 => 0x615510eac15457d38643151b7b269d44afcd794e1d2e9075de0e3004751d957,
        70 => 0x48a2373a90fa0f46e9b0cc98b0d126ea931e6103d2cc5a08d4b097c581934d6,
        71 => 0x5d05fc263c007ff4f245d74278cd8099300a61186be561c9b1f439e4b700e1b,
        72 => 0x5e13e6270df0ea5a4b9d25f396f9f5949183b08cd4cf27b81b980f7b717f761,
        73 => 0x77bc6405435dc86e9e4bfdb55ecdab935464494460ef64792be634a0f3ce205,
        74 => 0x48d787848eb7d728e93e534fd9acc492a8c50b51d1a321a7569eeaea0a2a938,
        75 => 0x39184279051d2d48ae7a79868e2f4107c178ac30e1a8cdf209c3c6e174ad0bb,
        76 => 0x481f317e3601115ebc7511dea48259fd1a9595455c6cfe977df46dc664c898a,
        77 => 0x65087eb3afe542d930f3a0c59c76216cb7e4fe61bf76545e0dc399f4373757e,
        78 => 0x9992fb7bfaa023d28cd22735ca24c6a7990c22633fce0b6df6e7d8277c52f0,
        79 => 0xfa1d6994a769e6ba2eaf0b7674e0be08ca027017012eedb09a4e0f65f91346,
        80 => 0x1e032abd714e88fb0d862921156e4a3bedf376a4ace0663f2fb0678e7dda630,
        81 => 0x320b7869e425d724405a9ed44d7339426e647958ba1ba6408f65d6eac87c4ea,
        82 => 0x2bd23d03cf3fa1bcc33a9ddfce151e55c93b139f50e725b76ed4c7d40bbfb1b,
        83 => 0xd0e670364f014ee4a991219a3fc446ef08c2729c525f64a82c89f8e871dab8,
        84 => 0x2e90574c0e969124d003c4cc5fe79989b0518582f5f2387688618a09ab21079,
        85 => 0x3b1b54f33de9e5eee99ab851d4f37b990203902d0c2bb04549ffff95408d45e,
        86 => 0x1d20edd9038c95168e01d8dde354783e2dda9a477e396eea738b8be0a344c10,
        87 => 0x69794907d5d7d2aaa30456a35e34d0be9697d01e2a51234344fe0a6d739a0a8,
        88 => 0x681c1bf48d8bd4c1c7f1f54939fd7d4eb1ce8d8c1d05bad75dc1c177ef7cce0,
        89 => 0x317f441813072e9e7741055129767113d2151559d6c71adf8b7e22d09fb5a1,
        90 => 0x138d4219d5f5fa1299e8a31fa130b80d49f30a9119213c8f483ffc248642e37,
        91 => 0x71ca5b68fb0d9feee6fc7187d99a83c929206d81728c47d8daca4aecc325cb5,
        92 => 0x261061309c983f8dbaccd624a11595c8a06c1cb289c3b5d63326ed2aa7d7962,
        93 => 0x7444ac83c4cab6cccb87b481c593a2f9bd5ad77b1483358a3cd12f91d18b3b3,
        94 => 0x167a54c57f469d96bd0f4569bb55fc047ea40ff81d0ede19afa89dbaa9f8923,
        95 => 0x214ec627d5184a0da6385e449e4a48dd26b1b1fd513ad5f3365165ce204931e,
        96 => 0x723411640b100abd50a62a3a24b0d28cf8d2a94734c7028cccb67a27fff8849,
        97 => 0x2a698eaac3466fe1d3d9eca52e37e10581b1a738ffed143821daff08bc8fb08,
        98 => 0x3e079a86664886c9b5193c22ad4a9032880be321d953fe412b15bebc5352592,
        99 => 0x5f913b3cd53e611c3ecca6c46d6c492b2f92249354a6140353330c5996551cc,
        100 => 0x1f995511f0e44de9fd59a6c6b7d186b3d07d41b2c4722fb9c49b92b736ae5cb,
        101 => 0x26368be1c85cfc0c027d0b993723d8826a63b2729be28b8ba35a4ef14507050,
        102 => 0x85f875aadcd91ae6234553124311c1b95f015c0e340917312673ee954fc080,
        103 => 0x7da4d5cbd648356f43de68e3073edab17c4e70f7883d73c7d73cd927219d44d,
        104 => 0x4e1602cb188eb971fe09d273707cb17cc36d4c54df84eded3609e8b0e355e11,
        105 => 0x2006704ed5c18f6901994d635f684427a146f8580dc607891e4fd3bad8f66dd,
        106 => 0x56453512fe8622f6d530853e7606358c7b0c8cd89a65c603aa718906b26853c,
        107 => 0x4cfcb5153d60f8c0cfadadf9aab7ddc43eff79ca003668d7748cefe5217b36f,
        108 => 0x15f5da4f1b9e55a04cc24a2e1d04043be405a68a4cf493f94ea7a13f2fdc10c,
        109 => 0x630e8210f634118c75ee1afcda3a24d75f28b1a7d99a60ee53a7fe3813eba89,
        110 => 0x7a99fcdaa714819f87015d1ef914c0ec6262dc153c1d42c50c2bd82d433c606,
        111 => 0x5b186532b9fa2446af766bc2119b8ff183be04ac8e963bdc9749d7dadb7889b,
        112 => 0x3c7ef9e9b36918c59dffa870a0d3a210f9a9bda7f872762443e436076e306c0,
        113 => 0x4b87cf0f7a0466922f440ec33f49bf4d8946155948648389ef787c0d5a8379d,
        114 => 0x4f8578c9913d25a67184710bc5b933f8049ba632b7eaa6ada57450119bbf5bd,
        115 => 0x609e9f5739a23d636bdb2651bd34048cac3f48bdc19a19e37650a012d4e461f,
        116 => 0xadc6b0b6ffe8fd70becd41ea555b4f596bf07a1030386141be1d64c73f126d,
        117 => 0x6f4007b5f23e6bdedbf474a1cb8addc75d310568d20a68566591bd173122fa1,
        118 => 0x47b4a9eb6b75ecb976cc83ce61404d11326206230eb7dd3b52e7e6b7076f349,
        119 => 0x968885587d1dd73c186a6a030039aa42d5d4db896546b0e71d91de7c367139,
        120 => 0x63339678188c4095b3edf17b42ef45b7019b5f029be2218b40a756c89217336,
        121 => 0xd73e63acb124ecbe85c3d02b9cfd496c19906e743f00b398a6993bd0aad696,
        122 => 0x7d7a72f4c6e7ee272c3f2bbfe91d3bda55ccd88a327d5af2abbceedf3aac49e,
        123 => 0x9d8cfb40ade5038557e2bbb82d9c3550168cb40ea70a79f62c6882e7b9d6,
        124 => 0x3284f7e0931123c0107db5ced03291bf4494da1d74f536e26858aa748207cf8,
        125 => 0x28f60614e7196faeb3fb4283fb4fef763e91c17c8c3348426eacd2e80c4a57d,
        126 => 0x57dbd7d42766e0c1fe1fac3379b543ee45babc8d2b5e450c832e4c4bbd3031e,
        _ => 0x5a538d1e0526eddbd4358e4c2010c82d789328381da37465d58df9661cab071,
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
        .multi_pop_front::<61>()
        .unwrap())
        .unbox();
    let Folding { mut joined, mut ratios, mut scales } = folding;
    let [q0, q1, q2, q3, q4, q5, q6, q7, q8] = (*ratios.multi_pop_front::<9>().unwrap()).unbox();
    let [k0, k1, k2] = (*scales.multi_pop_front::<3>().unwrap()).unbox();
    let [r0] = (*joined.multi_pop_front::<1>().unwrap()).unbox();
    let position: Position = downcast(position).unwrap();
    let (top, d0, d1, d2, d3) = digits_of(position);
    let x = point_of_top(top)
        * point_of_d0(d0)
        * point_of_d1(d1)
        * point_of_d2(d2)
        * point_of_d3(d3);
    let h0 = merkle::leaf_8(a0_0, a0_1, a0_2, a0_3, a0_4, a0_5, a0_6, a0_7);
    let h0 = merkle::climb_3(h0, d0, s0_0, s0_1, s0_2);
    let h0 = merkle::climb_3(h0, d1, s0_3, s0_4, s0_5);
    let h0 = merkle::climb_3(h0, d2, s0_6, s0_7, s0_8);
    let h0 = merkle::climb_1(h0, d3, s0_9);
    let hw0 = merkle::leaf_8(w0_0, w0_1, w0_2, w0_3, w0_4, w0_5, w0_6, w0_7);
    let hw0 = merkle::climb_3(hw0, d0, sw0_0, sw0_1, sw0_2);
    let hw0 = merkle::climb_3(hw0, d1, sw0_3, sw0_4, sw0_5);
    let hw0 = merkle::climb_3(hw0, d2, sw0_6, sw0_7, sw0_8);
    let hw0 = merkle::climb_1(hw0, d3, sw0_9);
    let j0_0 = w0_0 + r0 * (a0_0 - w0_0);
    let j0_1 = w0_1 + r0 * (a0_1 - w0_1);
    let j0_2 = w0_2 + r0 * (a0_2 - w0_2);
    let j0_3 = w0_3 + r0 * (a0_3 - w0_3);
    let j0_4 = w0_4 + r0 * (a0_4 - w0_4);
    let j0_5 = w0_5 + r0 * (a0_5 - w0_5);
    let j0_6 = w0_6 + r0 * (a0_6 - w0_6);
    let j0_7 = w0_7 + r0 * (a0_7 - w0_7);
    let (value, x) = merkle::fold_8(x, q0, q1, q2, j0_0, j0_1, j0_2, j0_3, j0_4, j0_5, j0_6, j0_7);
    let (root, c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7) = merkle::with_folded_8(
        d0, k0 * value, a1_0, a1_1, a1_2, a1_3, a1_4, a1_5, a1_6,
    );
    let x = x * root;
    let h1 = merkle::leaf_8(c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7);
    let h1 = merkle::climb_3(h1, d1, s1_0, s1_1, s1_2);
    let h1 = merkle::climb_3(h1, d2, s1_3, s1_4, s1_5);
    let h1 = merkle::climb_1(h1, d3, s1_6);
    let (value, x) = merkle::fold_8(x, q3, q4, q5, c1_0, c1_1, c1_2, c1_3, c1_4, c1_5, c1_6, c1_7);
    let (root, c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7) = merkle::with_folded_8(
        d1, k1 * value, a2_0, a2_1, a2_2, a2_3, a2_4, a2_5, a2_6,
    );
    let x = x * root;
    let h2 = merkle::leaf_8(c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7);
    let h2 = merkle::climb_3(h2, d2, s2_0, s2_1, s2_2);
    let h2 = merkle::climb_1(h2, d3, s2_3);
    let (value, x) = merkle::fold_8(x, q6, q7, q8, c2_0, c2_1, c2_2, c2_3, c2_4, c2_5, c2_6, c2_7);
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
