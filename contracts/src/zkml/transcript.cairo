//! The transcript: challenges are hashes of everything that was said before. A duplex sponge over
//! Hades, as `_PoseidonTranscript` in `zkml/transcript.py`: after something was absorbed, the first
//! challenge is the state's first word, the second its second, and then it is permuted again.
use core::poseidon::hades_permutation;

const START: felt252 = 'zkml1 transcript';

#[derive(Copy, Drop)]
pub struct Transcript {
    /// The next challenge, if something has been absorbed just now.
    pub first: felt252,
    /// The one after it.
    pub second: felt252,
    pub capacity: felt252,
}

#[generate_trait]
pub impl TranscriptImpl of TranscriptTrait {
    fn start(digest: felt252) -> Transcript {
        let mut transcript = Transcript { first: 0, second: 0, capacity: START };
        transcript.absorb(digest, 0);
        transcript
    }

    /// Absorbs two elements, or one and a zero.
    #[inline(always)]
    fn absorb(ref self: Transcript, a: felt252, b: felt252) {
        let (first, second, capacity) = hades_permutation(
            self.first + a, self.second + b, self.capacity,
        );
        self = Transcript { first, second, capacity };
    }

    /// Absorbs a message of an even number of elements.
    fn absorb_all(ref self: Transcript, mut message: Span<felt252>) {
        while let Some(pair) = message.multi_pop_front::<2>() {
            let [a, b] = (*pair).unbox();
            self.absorb(a, b);
        }
    }

    /// The first `count` challenges after something was absorbed.
    fn challenges(ref self: Transcript, count: u32) -> Span<felt252> {
        let mut drawn = array![];
        let mut left = count;
        while left > 1 {
            drawn.append(self.first);
            drawn.append(self.second);
            left -= 2;
            if left != 0 {
                self.absorb(0, 0);
            }
        }
        if left == 1 {
            drawn.append(self.first);
        }
        drawn.span()
    }
}
