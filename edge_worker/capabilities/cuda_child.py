"""A child: does the CUDA driver start, and how many devices does it give? Prints a JSON object.

Source of the calls: CUDA Driver API, "Initialization" and "Device Management".
"""

import ctypes
import json


def main() -> None:
    """Start the driver and count its devices."""
    try:
        driver = ctypes.CDLL("libcuda.so.1")
        start, count_devices = driver.cuInit, driver.cuDeviceGetCount
    except (OSError, AttributeError) as error:
        print(json.dumps({"trouble": f"no CUDA driver: {error}"}))  # noqa: T201 - it is how a child answers
        return
    code = start(0)
    if code:
        print(json.dumps({"trouble": f"cuInit failed with code {code}"}))  # noqa: T201
        return
    count = ctypes.c_int(0)
    code = count_devices(ctypes.byref(count))
    trouble = f"cuDeviceGetCount failed with code {code}" if code else ""
    print(json.dumps({"devices": count.value, "trouble": trouble}))  # noqa: T201


if __name__ == "__main__":
    main()
