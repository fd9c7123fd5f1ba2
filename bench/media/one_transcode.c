/* One transcode through the C ABI, without a JavaScript runtime: one_transcode INPUT OUTPUT OPTIONS. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lode.h"

static void require(int condition, const char *what) {
  if (!condition) {
    fprintf(stderr, "failed: %s\n", what);
    exit(1);
  }
}

int main(int argc, char **argv) {
  require(argc == 4, "usage: one_transcode INPUT OUTPUT OPTIONS");
  const uint8_t *input = (const uint8_t *)argv[1], *output = (const uint8_t *)argv[2], *options = (const uint8_t *)argv[3];
  uint64_t hub = 0, job = 0;
  require(lode_hub_open(&hub) == LODE_STATUS_OK, "opening a hub");
  require(lode_transcode(hub, 0, input, strlen(argv[1]), 0, output, strlen(argv[2]), options, strlen(argv[3]), &job) ==
              LODE_STATUS_OK,
          "starting");
  LodeEvent event = {0};
  uint32_t count = 0;
  do {
    require(lode_hub_wait(hub, &event, 1, 1000000, &count) == LODE_STATUS_OK, "waiting");
  } while (count == 0 || event.kind == LODE_EVENT_KIND_PROGRESS);
  char *result = calloc(event.size + 1, 1);
  require(result != NULL, "memory");
  require(lode_job_take(hub, event.job, (uint8_t *)result, event.size) == LODE_STATUS_OK, "taking the result");
  require(event.kind == LODE_EVENT_KIND_COMPLETED, result);
  free(result);
  return lode_hub_close(hub) == LODE_STATUS_OK ? 0 : 1;
}
