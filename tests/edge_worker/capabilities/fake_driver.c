/* Drivers that say what the environment tells them to, for the real pynvml and the real child processes:
   libnvidia-ml.so.1 with -DNVML, libcuda.so.1 with -DCUDA.

   FAKE_GPUS: "name,major.minor,pci,mebibytes,mig,links;..."   FAKE_CUDA: "hang", "crash", an error code, or "0 devices".
   A function that is missing here is one that an old driver lacks. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <unistd.h>

#ifdef NVML
typedef struct { char name[96]; int major, minor; unsigned pci; unsigned long long mebibytes; int mig, links; } Gpu;
static Gpu gpus[8];
static int count;

int nvmlInitWithFlags(unsigned flags) {
    const char *text = getenv("FAKE_GPUS");
    (void)flags;
    for (count = 0; text && *text && count < 8; count++) {
        Gpu *g = gpus + count;
        sscanf(text, "%95[^,],%d.%d,%x,%llu,%d,%d", g->name, &g->major, &g->minor, &g->pci, &g->mebibytes, &g->mig, &g->links);
        text = strchr(text, ';');
        if (text) text++;
    }
    return count ? 0 : 9; /* NVML_ERROR_DRIVER_NOT_LOADED */
}
int nvmlShutdown(void) { return 0; }
int nvmlDeviceGetCount_v2(unsigned *n) { *n = count; return 0; }
int nvmlDeviceGetHandleByIndex_v2(unsigned i, Gpu **g) { *g = gpus + i; return 0; }
int nvmlDeviceGetName(Gpu *g, char *name, unsigned size) { strncpy(name, g->name, size); return 0; }
int nvmlDeviceGetUUID(Gpu *g, char *uuid, unsigned size) { snprintf(uuid, size, "GPU-%d", (int)(g - gpus)); return 0; }
int nvmlDeviceGetMemoryInfo(Gpu *g, unsigned long long *m) { m[0] = g->mebibytes << 20; m[1] = m[0]; m[2] = 0; return 0; }
int nvmlDeviceGetCudaComputeCapability(Gpu *g, int *major, int *minor) { *major = g->major; *minor = g->minor; return 0; }
int nvmlDeviceGetPciInfo_v3(Gpu *g, char *p) { unsigned id = g->pci << 16 | 0x10de; memcpy(p + 28, &id, 4); return 0; }
int nvmlDeviceGetMigMode(Gpu *g, unsigned *now, unsigned *later) {
    if (g->mig < 0) return 3; /* NVML_ERROR_NOT_SUPPORTED */
    *now = *later = g->mig;
    return 0;
}
int nvmlDeviceGetNvLinkState(Gpu *g, unsigned link, unsigned *up) {
    if (!g->links) return 3;
    *up = (int)link < g->links;
    return 0;
}
#endif

#ifdef CUDA
static const char *order(void) { const char *text = getenv("FAKE_CUDA"); return text ? text : ""; }
int cuInit(unsigned flags) {
    (void)flags;
    if (!strcmp(order(), "hang")) for (;;) pause();
    if (!strcmp(order(), "crash")) abort();
    return strstr(order(), "devices") ? 0 : atoi(order());
}
int cuDeviceGetCount(int *n) { *n = atoi(order()); return 0; }
#endif
