"""Whatever stands in the file, the answer is a configuration or a refusal in words, never a traceback."""

import contextlib
import json

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from gateway.config import Configuration, ConfigurationError, parse
from gateway.config.problems import line_of
from gateway.config.shape import model_of


def _names(model, found):
    for name, field in model.model_fields.items():
        found.add(name)
        nested = model_of(field.annotation)
        if nested is not None:
            _names(nested, found)
    return found


UNHURRIED = settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])

NAMES = sorted(_names(Configuration, set()))
KEYS = st.sampled_from([*NAMES, "nothing", "Größe", "a.b"])
SCALARS = (
    st.booleans()
    | st.integers(-(2**40), 2**40)
    | st.floats(allow_nan=False, allow_infinity=False)
    | st.sampled_from(["", "x", "a/b/c/d", "127.0.0.1", "every", "none", "\u0000", "ü" * 200])
)
VALUES = st.recursive(SCALARS, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(KEYS, inner, max_size=4))


def _toml(value):
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, dict):
        return "{" + ", ".join(f"{json.dumps(key)} = {_toml(item)}" for key, item in value.items()) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_toml, value)) + "]"
    return json.dumps(value) if isinstance(value, str) else repr(value)


@UNHURRIED
@given(st.dictionaries(KEYS, VALUES, max_size=4))
def test_any_table_is_a_configuration_or_refused_in_words(data):
    text = "\n".join(f"{json.dumps(key)} = {_toml(value)}" for key, value in data.items())
    try:
        assert isinstance(parse(text), Configuration)
    except ConfigurationError as refused:
        lines = str(refused).splitlines()
        assert lines[0].startswith("configuration: ")
        assert all(line.strip() for line in lines)


@UNHURRIED
@given(st.text(alphabet='[]="\\\n #abk.{}', max_size=80))
def test_any_text_is_a_configuration_or_refused_in_words(text):
    with contextlib.suppress(ConfigurationError):
        assert isinstance(parse(text), Configuration)


@UNHURRIED
@given(st.text(alphabet='[]="\n abk.', max_size=80), st.lists(st.sampled_from(["a", "b", "k", 0, 1]), max_size=4))
def test_line_of_a_location_is_a_line_of_the_text(text, location):
    number = line_of(text, tuple(location))
    assert number is None or 1 <= number <= len(text.splitlines())
