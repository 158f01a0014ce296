"""The input tensor is exact: equal to a plain reference, and to the vectors pinned here, on every machine."""

import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_worker import image_tensor, preprocessing, resize_area, tensor_digest
from edge_worker.manifest import ImageInput, Preprocessing


def reference_resize(image, width, height):
    """The definition, pixel by pixel in Python integers: overlap of areas on the common lattice."""
    high, wide = image.shape
    result = np.zeros((height, width), np.uint8)
    for row in range(height):
        for column in range(width):
            total = 0
            for y in range(high):
                down = min((y + 1) * height, (row + 1) * high) - max(y * height, row * high)
                for x in range(wide):
                    across = min((x + 1) * width, (column + 1) * wide) - max(x * width, column * wide)
                    if down > 0 and across > 0:
                        total += down * across * int(image[y, x])
            result[row, column] = (2 * total + high * wide) // (2 * high * wide)
    return result


def pattern(width, height):
    """A picture from integer arithmetic alone, so that the vectors do not hang on a random generator."""
    y, x, c = np.mgrid[0:height, 0:width, 0:3]
    return ((x * 7 + y * 13 + c * 29 + (x * y) % 31 + (x * x + 3 * y * y) // 17) % 256).astype(np.uint8)


sides = st.integers(1, 12)


@settings(max_examples=60, deadline=None)
@given(sides, sides, sides, sides, st.integers(0, 2**32 - 1))
def test_resize_equals_the_plain_reference(wide, high, width, height, seed):
    image = np.random.default_rng(seed).integers(0, 256, (high, wide)).astype(np.uint8)
    assert np.array_equal(resize_area(image, width, height), reference_resize(image, width, height))


@settings(max_examples=30, deadline=None)
@given(sides, sides, sides, sides, st.sampled_from([1, 2, 7, 40]), st.sampled_from([1, 500, 5000]))
def test_resize_does_not_depend_on_how_rows_are_grouped(wide, high, width, height, limit, band):
    image = pattern(wide, high)
    expected = resize_area(image, width, height)
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(preprocessing, "_INTEGRAL_LIMIT", limit)
        patch.setattr(preprocessing, "_BAND_ELEMENTS", band)
        assert np.array_equal(resize_area(image, width, height), expected)


def test_channels_are_resized_alone():
    image = pattern(37, 23)
    together = resize_area(image, 10, 9)
    for channel in range(3):
        assert np.array_equal(together[:, :, channel], resize_area(image[:, :, channel], 10, 9))


def test_a_flat_picture_stays_flat_at_any_size():
    for level in (0, 1, 127, 254, 255):
        assert np.all(resize_area(np.full((31, 17), level, np.uint8), 13, 29) == level)


@pytest.mark.parametrize(("wide", "high"), [(3000, 2800), (3001, 2801)], ids=["just within 32 bits", "beyond them"])
@pytest.mark.parametrize("level", [0, 254, 255])
def test_large_pictures_are_averaged_without_overflow(wide, high, level):
    image = np.full((high, wide), level, np.uint8)
    image[: high // 3] = 255
    total = int(image.sum(dtype=np.int64))
    mean = (2 * total + image.size) // (2 * image.size)
    assert resize_area(image, 1, 1).tolist() == [[mean]]


def test_a_half_is_rounded_up():
    assert resize_area(np.array([[0, 1]], np.uint8), 1, 1)[0, 0] == 1
    assert resize_area(np.array([[0, 0, 0, 1]], np.uint8), 1, 1)[0, 0] == 0


def test_size_zero_is_refused():
    with pytest.raises(ValueError, match="cannot resize"):
        resize_area(np.zeros((0, 4), np.uint8), 2, 2)


VECTORS = {
    (640, 480, 64, 64): "0ed55f285433c009fd205b1d2442f1469ff6c96a074fa46c407ad44aa5cee9de",
    (640, 480, 416, 312): "f2e8d965b851e170e941296881837a4b14437aaf458f0e7366730a58b33a6d45",
    (1921, 1083, 224, 224): "c558341661940a679eda186f849fe4cdb223704df3704e5f1db9efba75c0cecb",
    (50, 40, 128, 96): "59345d3a9f1e6d1afd269cc8531022040e80a4f3815c467010236c955cab8bac",
}


@pytest.mark.parametrize(("sizes", "digest"), VECTORS.items())
def test_resize_vectors_of_version_1(sizes, digest):
    wide, high, width, height = sizes
    assert tensor_digest(resize_area(pattern(wide, high), width, height)) == digest


def spec(**changes):
    return ImageInput.model_validate({"kind": "image", "width": 64, "height": 64, "dtype": "u8", **changes})


def prepared(**changes):
    return Preprocessing.model_validate({"version": 1, **changes})


TENSORS = {
    "grey": ({"channels": "grey"}, {}, "5583f9dc3bba74e947b507e1a5f9a23c246259f0c3aaa45b9463f974e7e4c01c"),
    "bgr-nhwc": (
        {"channels": "bgr", "layout": "NHWC"},
        {},
        "7bb6b97f60e66202834dadd18043bb5b17e1d3e68c22c7a455bfaabcf6f63a3a",
    ),
    "rgb-letterbox": (
        {"channels": "rgb", "width": 96},
        {"fit": "letterbox"},
        "3aa68d2b39b5d01c29d4771151650de55190d3c0108cd0753c8a306f96da20bb",
    ),
    "crop": (
        {"channels": "grey"},
        {"crop": [1250, 0, 8750, 10000]},
        "0c196d7c9e832826741a7843f8c1888f3bb1b732743154921299ee4f4e1f702c",
    ),
    "imagenet": (
        {
            "channels": "rgb",
            "dtype": "f32",
            "scale": 1 / 255,
            "mean": [0.485, 0.456, 0.406],
            "std": [0.229, 0.224, 0.225],
        },
        {"crop": "centre-square"},
        "9792cc63d2c9801f843d7ae080d591edb02615df775b8fc5fe134f458800eb43",
    ),
}


@pytest.mark.parametrize("name", TENSORS)
def test_tensor_vectors_of_version_1(name):
    wanted, steps, digest = TENSORS[name]
    tensor, _ = image_tensor(pattern(640, 480), spec(**wanted), prepared(**steps))
    assert tensor.shape == spec(**wanted).shape
    assert tensor.flags["C_CONTIGUOUS"]
    assert tensor_digest(tensor) == digest


def test_grey_is_the_stated_integer_formula():
    image = pattern(64, 64)
    tensor, _ = image_tensor(image, spec(channels="grey"), prepared())
    blue, green, red = (image[:, :, index].astype(int) for index in range(3))
    assert np.array_equal(tensor[0, 0], (29 * blue + 150 * green + 77 * red + 128) >> 8)


def test_colours_come_in_the_order_asked_for():
    image = np.zeros((8, 8, 3), np.uint8)
    image[:, :, 0] = 10
    image[:, :, 2] = 30
    rgb, _ = image_tensor(image, spec(channels="rgb"), prepared())
    bgr, _ = image_tensor(image, spec(channels="bgr"), prepared())
    assert (rgb[0, 0, 0, 0], rgb[0, 2, 0, 0]) == (30, 10)
    assert (bgr[0, 0, 0, 0], bgr[0, 2, 0, 0]) == (10, 30)


def test_normalisation_subtracts_the_mean_after_the_scale():
    image = np.full((4, 4, 3), 51, np.uint8)
    tensor, _ = image_tensor(image, spec(dtype="f32", scale=1 / 255, mean=[0.1], std=[0.5]), prepared())
    assert tensor.dtype == np.float32
    assert np.allclose(tensor, (0.2 - 0.1) / 0.5, atol=1e-6)


def test_letterbox_keeps_the_aspect_ratio_and_pads_with_the_stated_value():
    image = np.full((480, 640, 3), 255, np.uint8)
    tensor, placement = image_tensor(image, spec(channels="rgb"), prepared(fit="letterbox"))
    assert (placement.drawn_width, placement.drawn_height, placement.pad_x, placement.pad_y) == (64, 48, 0, 8)
    assert np.all(tensor[0, :, :8] == 114)
    assert np.all(tensor[0, :, 8:56] == 255)
    _, corner = image_tensor(image, spec(channels="rgb"), prepared(fit="letterbox-top-left"))
    assert (corner.pad_x, corner.pad_y) == (0, 0)


@settings(max_examples=60, deadline=None)
@given(
    st.integers(1, 300),
    st.integers(1, 300),
    st.sampled_from(["stretch", "letterbox", "letterbox-top-left"]),
    st.sampled_from(["none", "centre-square", [1000, 2000, 9000, 10000]]),
)
def test_the_whole_input_maps_back_onto_the_cropped_frame(width, height, fit, crop):
    _, place = image_tensor(np.zeros((height, width, 3), np.uint8), spec(), prepared(fit=fit, crop=crop))
    drawn = np.array(
        [
            [
                place.pad_x,
                place.pad_y,
                place.pad_x + place.drawn_width,
                place.pad_y + place.drawn_height,
            ]
        ],
        np.float64,
    )
    (box,) = place.to_frame(drawn)
    assert box == pytest.approx(
        [place.crop_x, place.crop_y, place.crop_x + place.crop_width, place.crop_y + place.crop_height]
    )
    assert 0 <= place.crop_x < place.crop_x + place.crop_width <= width
    assert 0 <= place.crop_y < place.crop_y + place.crop_height <= height


def test_boxes_outside_are_cut_to_the_frame():
    _, place = image_tensor(np.zeros((480, 640, 3), np.uint8), spec(), prepared(fit="letterbox"))
    (box,) = place.to_frame(np.array([[-50.0, -50.0, 500.0, 500.0]]))
    assert box.tolist() == [0, 0, 640, 480]


def test_the_digest_tells_type_shape_and_bytes_apart():
    tensor = np.arange(12, dtype=np.uint8)
    assert tensor_digest(tensor) == "3151bd5c42dd85b2b2f7b7feb6271d66aeeb6858972000fcd10e3d7d3c8e9550"
    others = [tensor.reshape(3, 4), tensor.reshape(4, 3), tensor.astype(np.float32), tensor + 1, tensor[:11]]
    digests = {tensor_digest(other) for other in [tensor, *others]}
    assert len(digests) == 6


def test_the_digest_does_not_depend_on_memory_layout_or_byte_order():
    tensor = np.arange(12, dtype=np.float32).reshape(3, 4)
    assert tensor_digest(np.asfortranarray(tensor)) == tensor_digest(tensor)
    assert tensor_digest(tensor.astype(">f4")) == tensor_digest(tensor)


def test_a_picture_of_another_kind_is_refused():
    with pytest.raises(ValueError, match="BGR"):
        image_tensor(np.zeros((4, 4), np.uint8), spec(), prepared())
