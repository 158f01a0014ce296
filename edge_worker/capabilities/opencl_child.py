"""A child: builds and runs a small kernel on the first OpenCL device that works. Prints a JSON object.

Source of calls and constants: Khronos, "The OpenCL Specification" 1.2 and its header ``CL/cl.h``.
"""

import ctypes
import json

ALL_DEVICES = 0xFFFFFFFF
DEVICE_NAME = 0x102B
READ_WRITE, COPY_HOST = 1 << 0, 1 << 5
COUNT = 256
KERNEL = b"__kernel void triple(__global int *x) { size_t i = get_global_id(0); x[i] = 3 * x[i] + 1; }"

Pointer = ctypes.c_void_p


class Failed(Exception):  # noqa: N818 - reads as what happened
    """A call gave an error code."""


class OpenCl:
    """The library, where a call that fails raises."""

    def __init__(self) -> None:
        self._library = ctypes.CDLL("libOpenCL.so.1")

    def call(self, name: str, *arguments: object) -> None:
        """Call a function that returns its error code."""
        code = getattr(self._library, name)(*arguments)
        if code:
            raise Failed(f"{name} failed with code {code}")

    def make(self, name: str, *arguments: object) -> Pointer:
        """Call a function that returns an object, and its error code through its last argument."""
        function = getattr(self._library, name)
        function.restype = Pointer
        code = ctypes.c_int(0)
        found = function(*arguments, ctypes.byref(code))
        if code.value or not found:
            raise Failed(f"{name} failed with code {code.value}")
        return Pointer(found)

    def devices(self) -> list[Pointer]:
        """Return the devices of all platforms."""
        count = ctypes.c_uint(0)
        self.call("clGetPlatformIDs", 0, None, ctypes.byref(count))
        platforms = (Pointer * count.value)()
        self.call("clGetPlatformIDs", count, platforms, None)
        found: list[Pointer] = []
        for platform in platforms:
            kind = ctypes.c_uint64(ALL_DEVICES)
            try:
                self.call("clGetDeviceIDs", Pointer(platform), kind, 0, None, ctypes.byref(count))
                devices = (Pointer * count.value)()
                self.call("clGetDeviceIDs", Pointer(platform), kind, count, devices, None)
            except Failed:
                continue  # a platform without devices
            found += [Pointer(device) for device in devices]
        return found

    def name(self, device: Pointer) -> str:
        """Return a device's name."""
        text = ctypes.create_string_buffer(256)
        self.call("clGetDeviceInfo", device, DEVICE_NAME, ctypes.c_size_t(256), text, None)
        return text.value.decode(errors="replace")

    def run(self, device: Pointer) -> None:
        """Run the kernel and check what it wrote; raises `Failed`."""
        devices = (Pointer * 1)(device)
        numbers = (ctypes.c_int * COUNT)(*range(COUNT))
        size = ctypes.c_size_t(ctypes.sizeof(numbers))
        context = self.make("clCreateContext", None, 1, devices, None, None)
        queue = self.make("clCreateCommandQueue", context, device, ctypes.c_uint64(0))
        memory = self.make("clCreateBuffer", context, ctypes.c_uint64(READ_WRITE | COPY_HOST), size, numbers)
        program = self.make("clCreateProgramWithSource", context, 1, (ctypes.c_char_p * 1)(KERNEL), None)
        self.call("clBuildProgram", program, 1, devices, None, None, None)
        kernel = self.make("clCreateKernel", program, b"triple")
        self.call("clSetKernelArg", kernel, 0, ctypes.c_size_t(ctypes.sizeof(Pointer)), ctypes.byref(memory))
        total = (ctypes.c_size_t * 1)(COUNT)
        self.call("clEnqueueNDRangeKernel", queue, kernel, 1, None, total, None, 0, None, None)
        self.call("clEnqueueReadBuffer", queue, memory, 1, ctypes.c_size_t(0), size, numbers, 0, None, None)
        if list(numbers) != [3 * number + 1 for number in range(COUNT)]:
            raise Failed("the kernel gave wrong numbers")


def look() -> dict[str, object]:
    """Return the device that ran the kernel, or the trouble."""
    try:
        opencl = OpenCl()
        devices = opencl.devices()
    except (OSError, AttributeError, Failed) as error:
        return {"trouble": f"no OpenCL: {error}"}
    troubles = ["OpenCL has no device"]
    for device in devices:
        try:
            name = opencl.name(device)
            opencl.run(device)
        except (AttributeError, Failed) as error:
            troubles.append(str(error))
        else:
            return {"device": name, "devices": len(devices)}
    return {"trouble": troubles[-1]}


if __name__ == "__main__":
    print(json.dumps(look()))  # noqa: T201 - it is how a child answers
