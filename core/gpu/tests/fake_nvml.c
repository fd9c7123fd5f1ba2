/* A driver with two devices, the second of which has fallen off the bus. Names and numbers are those of nvml.h, CUDA 12. */

#include <string.h>

typedef int nvmlReturn_t;
enum { NVML_SUCCESS = 0, NVML_ERROR_INVALID_ARGUMENT = 2, NVML_ERROR_GPU_IS_LOST = 15 };

typedef struct {
    unsigned int version;
    unsigned long long total, reserved, free, used;
} nvmlMemory_v2_t;

static int devices[2];

nvmlReturn_t nvmlInit_v2(void) { return NVML_SUCCESS; }

nvmlReturn_t nvmlShutdown(void) { return NVML_SUCCESS; }

nvmlReturn_t nvmlDeviceGetCount_v2(unsigned int *count) {
    *count = 2;
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetHandleByIndex_v2(unsigned int index, void **device) {
    if (index > 1) return NVML_ERROR_INVALID_ARGUMENT;
    *device = &devices[index];
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetName(void *device, char *name, unsigned int length) {
    if (device == &devices[1]) return NVML_ERROR_GPU_IS_LOST;
    strncpy(name, "Paper GPU 80GB", length);
    return NVML_SUCCESS;
}

nvmlReturn_t nvmlDeviceGetMemoryInfo_v2(void *device, nvmlMemory_v2_t *memory) {
    if (device == &devices[1]) return NVML_ERROR_GPU_IS_LOST;
    if (memory->version != (sizeof(nvmlMemory_v2_t) | 2 << 24)) return NVML_ERROR_INVALID_ARGUMENT;
    memory->total = 80ULL << 30;
    memory->used = 5ULL << 30;
    memory->reserved = 1ULL << 30;
    memory->free = 74ULL << 30;
    return NVML_SUCCESS;
}
