"""Only whole pictures of a sane size are decoded; everything else is refused with its reason, and nothing crashes."""

import struct
import tracemalloc
import zlib
from datetime import UTC, datetime

import cv2
import numpy as np
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from edge_worker import PoisonImage, decode, probe
from edge_worker._jpeg import coded_units, read_jpeg


def jpeg(image, *options):
    return cv2.imencode(".jpg", image, list(options))[1].tobytes()


def png(image):
    return cv2.imencode(".png", image)[1].tobytes()


def smooth(seed=1, size=(160, 120)):
    noise = np.random.default_rng(seed).integers(0, 256, (size[1], size[0], 3)).astype(np.uint8)
    return cv2.GaussianBlur(noise, (0, 0), 2)


PICTURE = smooth()
KINDS = {
    "baseline": jpeg(PICTURE),
    "restarts": jpeg(PICTURE, cv2.IMWRITE_JPEG_RST_INTERVAL, 4),
    "progressive": jpeg(PICTURE, cv2.IMWRITE_JPEG_PROGRESSIVE, 1),
    "optimised": jpeg(PICTURE, cv2.IMWRITE_JPEG_OPTIMIZE, 1),
    "grey": jpeg(PICTURE[:, :, 0]),
    "png": png(PICTURE),
    "webp": cv2.imencode(".webp", PICTURE)[1].tobytes(),
    "webp-lossless": cv2.imencode(".webp", PICTURE, [cv2.IMWRITE_WEBP_QUALITY, 101])[1].tobytes(),
    "bmp": cv2.imencode(".bmp", PICTURE)[1].tobytes(),
}


@pytest.mark.parametrize("kind", KINDS)
def test_a_whole_picture_is_decoded(kind):
    header = probe(KINDS[kind])
    pixels = decode(KINDS[kind])
    assert (header.width, header.height) == (160, 120)
    assert pixels.shape == (120, 160, 3)
    assert pixels.dtype == np.uint8
    assert np.array_equal(pixels, cv2.imdecode(np.frombuffer(KINDS[kind], np.uint8), cv2.IMREAD_COLOR))


@pytest.mark.parametrize("kind", KINDS)
def test_a_picture_cut_anywhere_is_refused(kind):
    data = KINDS[kind]
    for cut in np.linspace(1, len(data) - 2, 60).astype(int):
        with pytest.raises(PoisonImage):
            decode(data[:cut])


@pytest.mark.parametrize("kind", ["baseline", "restarts", "optimised", "grey"])
def test_a_jpeg_whose_end_was_put_back_after_the_cut_is_refused(kind):
    data = KINDS[kind]
    start, end = read_jpeg(data).scan
    for cut in np.linspace(start + 1, end - 120, 60).astype(int):  # the last unit itself may be damaged unseen
        with pytest.raises(PoisonImage, match=r"truncated|damaged"):
            decode(data[:cut] + b"\xff\xd9")


def test_a_piece_missing_from_the_middle_is_refused():
    data = KINDS["restarts"]
    start, end = read_jpeg(data).scan
    middle = (start + end) // 2
    with pytest.raises(PoisonImage, match=r"restart|truncated"):
        decode(data[:middle] + data[middle + (end - start) // 4 :])


def test_a_picture_that_truly_ends_in_the_fill_colour_is_accepted():
    flat = np.full((120, 160, 3), 128, np.uint8)
    half = smooth(3)
    half[60:] = 128
    for image in (flat, half, flat[:, :, 0]):
        for options in ((), (cv2.IMWRITE_JPEG_RST_INTERVAL, 2), (cv2.IMWRITE_JPEG_PROGRESSIVE, 1)):
            decode(jpeg(image, *options))


def test_bytes_after_the_end_marker_are_allowed():
    assert np.array_equal(decode(KINDS["baseline"] + bytes(1000)), decode(KINDS["baseline"]))


@pytest.mark.parametrize("kind", ["baseline", "grey", "restarts"])
def test_every_coded_unit_of_a_whole_picture_is_counted(kind):
    parsed = read_jpeg(KINDS[kind])
    assert coded_units(parsed, KINDS[kind]) == parsed.units


def png_chunk(kind, body):
    return struct.pack(">I", len(body)) + kind + body + struct.pack(">I", zlib.crc32(kind + body))


def bomb_png(width, height):
    header = png_chunk(b"IHDR", struct.pack(">IIBBBBB", width, height, 8, 2, 0, 0, 0))
    return b"\x89PNG\r\n\x1a\n" + header + png_chunk(b"IDAT", zlib.compress(bytes(1000))) + png_chunk(b"IEND", b"")


def bomb_jpeg(width, height):
    data = bytearray(KINDS["baseline"])
    at = data.index(b"\xff\xc0")
    data[at + 5 : at + 9] = struct.pack(">HH", height, width)
    return bytes(data)


def bomb_webp(width, height):
    body = b"WEBPVP8X" + struct.pack("<I", 10) + bytes(4)
    body += (width - 1).to_bytes(3, "little") + (height - 1).to_bytes(3, "little")
    return b"RIFF" + struct.pack("<I", len(body)) + body


def bomb_bmp(width, height):
    return b"BM" + struct.pack("<IHHI", 54, 0, 0, 54) + struct.pack("<IiiHHI", 40, width, height, 1, 24, 0) + bytes(20)


@pytest.mark.parametrize("make", [bomb_png, bomb_jpeg, bomb_webp, bomb_bmp])
@pytest.mark.parametrize("size", [(10_000, 6_000), (16_000, 16_000)])
def test_a_60_megapixel_bomb_is_refused_from_its_header_without_allocating(make, size):
    data = make(*size)
    tracemalloc.start()
    try:
        with pytest.raises(PoisonImage, match=r"megapixel|truncated"):
            decode(data)
        with pytest.raises(PoisonImage, match=r"megapixel|truncated"):
            probe(data)
        assert tracemalloc.get_traced_memory()[1] < 1_000_000
    finally:
        tracemalloc.stop()


def test_the_limit_is_the_callers():
    with pytest.raises(PoisonImage, match=r"160×120 are 0\.0 megapixels"):
        decode(KINDS["baseline"], max_pixels=160 * 120 - 1)
    decode(KINDS["baseline"], max_pixels=160 * 120)


def test_a_thumbnail_in_the_exif_block_does_not_stand_in_for_the_picture():
    block = b"Exif\0\0" + bomb_jpeg(9, 9)
    data = KINDS["baseline"][:2] + b"\xff\xe1" + struct.pack(">H", len(block) + 2) + block + KINDS["baseline"][2:]
    assert (probe(data).width, probe(data).height) == (160, 120)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (b"", "no bytes"),
        (b"{}", "not a picture"),
        (b"GIF89a" + bytes(100), "not a picture"),
        (b"\xff\xd8\xff", "truncated"),
        (b"\xff\xd8\xff\xd9", "no picture data"),
        (b"\x89PNG\r\n\x1a\n", "truncated"),
        (bytes(10_000), "not a picture"),
    ],
)
def test_what_is_no_picture_is_refused_with_its_reason(data, reason):
    with pytest.raises(PoisonImage, match=reason):
        decode(data)


def test_a_png_with_a_flipped_bit_is_refused():
    data = bytearray(KINDS["png"])
    data[len(data) // 2] ^= 4
    with pytest.raises(PoisonImage, match="checksum"):
        decode(bytes(data))


def test_a_png_with_too_little_pixel_data_is_refused():
    with pytest.raises(PoisonImage, match="of pixel data"):
        decode(bomb_png(100, 100))


@pytest.mark.parametrize("depth", [cv2.CV_8U, cv2.CV_16U])
def test_transparency_and_deep_pngs_come_out_as_eight_bit_colour(depth):
    dtype = np.uint8 if depth == cv2.CV_8U else np.uint16
    image = np.full((20, 30, 4), 200 if dtype == np.uint8 else 200 << 8, dtype)
    pixels = decode(png(image))
    assert pixels.shape == (20, 30, 3)
    assert np.all(pixels == 200)


def exif(orientation=1, taken=None, offset=None, subsec=None, order="<"):
    """A minimal APP1 block: orientation, and in the Exif IFD the time."""

    def entry(tag, kind, count, value):
        return struct.pack(order + "HHI", tag, kind, count) + value

    inner, texts = [], b""
    tail_at = 8 + 2 + 2 * 12 + 4 + 2 + 3 * 12 + 4
    for tag, text in ((0x9003, taken), (0x9011, offset), (0x9291, subsec)):
        if text is None:
            continue
        raw = text.encode() + b"\0"
        if len(raw) <= 4:
            value = raw.ljust(4, b"\0")
        else:
            value = struct.pack(order + "I", tail_at + len(texts))
            texts += raw
        inner.append(entry(tag, 2, len(raw), value))
    first = struct.pack(order + "H", 2)
    first += entry(0x0112, 3, 1, struct.pack(order + "HH", orientation, 0))
    first += entry(0x8769, 4, 1, struct.pack(order + "I", 8 + 2 + 24 + 4)) + bytes(4)
    second = struct.pack(order + "H", len(inner)) + b"".join(inner)
    second = second.ljust(2 + 3 * 12 + 4, b"\0")
    block = (b"II" if order == "<" else b"MM") + struct.pack(order + "HI", 42, 8) + first + second + texts
    return b"\xff\xe1" + struct.pack(">H", len(block) + 8) + b"Exif\0\0" + block


def with_exif(data, **fields):
    return data[:2] + exif(**fields) + data[2:]


@pytest.mark.parametrize("order", ["<", ">"])
@pytest.mark.parametrize("orientation", range(1, 9))
def test_exif_orientation_is_applied_as_a_viewer_does(orientation, order):
    data = with_exif(KINDS["baseline"], orientation=orientation, order=order)
    viewer = cv2.imdecode(np.frombuffer(data, np.uint8), cv2.IMREAD_COLOR)  # applies it itself
    header = probe(data)
    assert header.orientation == orientation
    assert (header.width, header.height) == (viewer.shape[1], viewer.shape[0])
    assert np.array_equal(decode(data), viewer)


def test_exif_time_is_read_with_its_zone():
    data = with_exif(KINDS["baseline"], taken="2026:11:24 10:15:30", offset="+02:00", subsec="25")
    header = probe(data)
    assert header.captured_zone_known
    assert header.captured_us == int(datetime(2026, 11, 24, 8, 15, 30, 250_000, UTC).timestamp() * 1e6)


def test_exif_time_without_a_zone_is_taken_as_utc_and_said_so():
    header = probe(with_exif(KINDS["baseline"], taken="2026:11:24 10:15:30"))
    assert not header.captured_zone_known
    assert header.captured_us == int(datetime(2026, 11, 24, 10, 15, 30, tzinfo=UTC).timestamp() * 1e6)


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=400))
def test_a_damaged_exif_block_never_costs_the_picture(block):
    data = KINDS["baseline"]
    segment = b"\xff\xe1" + struct.pack(">H", len(block) + 8) + b"Exif\0\0" + block
    assert decode(data[:2] + segment + data[2:]).size == 120 * 160 * 3


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(sorted(KINDS)), st.data())
def test_mutated_pictures_are_decoded_or_refused_and_nothing_else(kind, draw):
    data = bytearray(KINDS[kind])
    for _ in range(draw.draw(st.integers(1, 6))):
        at = draw.draw(st.integers(0, len(data) - 1))
        action = draw.draw(st.sampled_from(["set", "delete", "insert"]))
        if action == "set":
            data[at] = draw.draw(st.integers(0, 255))
        elif action == "delete":
            del data[at : at + draw.draw(st.integers(1, 200))]
            data = data or bytearray(b"\0")
        else:
            data[at:at] = draw.draw(st.binary(min_size=1, max_size=50))
    try:
        pixels = decode(bytes(data), max_pixels=1_000_000)
    except PoisonImage as refusal:
        assert str(refusal)  # noqa: PT017 - either outcome is right
    else:
        assert pixels.dtype == np.uint8
        assert pixels.ndim == 3


@settings(max_examples=200, deadline=None)
@given(
    st.sampled_from([b"", b"\xff\xd8\xff", b"\x89PNG\r\n\x1a\n", b"BM", b"RIFF\xff\0\0\0WEBP"]),
    st.binary(max_size=300),
)
def test_random_bytes_are_refused(start, rest):
    with pytest.raises(PoisonImage):
        decode(start + rest)
