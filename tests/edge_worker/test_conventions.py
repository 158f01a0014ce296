"""What a request says of its job is read or refused by name, whatever JSON it is."""

import json
from dataclasses import fields

from hypothesis import given
from hypothesis import strategies as st

from edge_worker.conventions import JobParameters, ParameterError

LEAVES = (
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | st.sampled_from(["zkml", "0x1", "numpy>=1"])
)
VALUES = st.recursive(LEAVES, lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3))


@given(st.dictionaries(st.sampled_from([field.name for field in fields(JobParameters)]), VALUES))
def test_any_json_is_a_job_or_is_refused_with_the_parameters_name(parameters):
    said = json.loads(json.dumps(parameters))
    try:
        job = JobParameters.read(said)
    except ParameterError as error:
        refusal = str(error)
    else:
        refusal = ""
        assert job.job_id == said.get("job_id", "")
    assert not refusal or any(name in refusal for name in said)
