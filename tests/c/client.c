/* Extracts a file through the C ABI, and checks that misuse is refused: client FILE EXPECTED_WORD */
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

/* Waits for the one event that ends a job. */
static LodeEvent wait_for_end(uint64_t hub) {
  for (;;) {
    LodeEvent event;
    uint32_t count = 0;
    require(lode_hub_wait(hub, &event, 1, 1000000, &count) == LODE_STATUS_OK, "waiting");
    if (count == 1 && event.kind != LODE_EVENT_KIND_PROGRESS) return event;
  }
}

/* Bytes of a finished job; the caller frees them. */
static uint8_t *take(uint64_t hub, LodeEvent event) {
  uint8_t *bytes = malloc(event.size + 1);
  require(bytes != NULL, "memory");
  require(lode_job_take(hub, event.job, bytes, event.size) == LODE_STATUS_OK, "taking a result");
  bytes[event.size] = 0;
  return bytes;
}

static int contains(const uint8_t *bytes, uint64_t size, const char *word) {
  size_t length = strlen(word);
  for (uint64_t at = 0; at + length <= size; at++) {
    if (memcmp(bytes + at, word, length) == 0) return 1;
  }
  return 0;
}

int main(int argc, char **argv) {
  require(argc == 3, "usage: client FILE EXPECTED_WORD");
  require(lode_abi_version() == LODE_ABI_VERSION, "ABI version of header and library");

  uint64_t hub = 0, job = 0;
  require(lode_hub_open(&hub) == LODE_STATUS_OK, "opening a hub");

  const uint8_t *path = (const uint8_t *)argv[1];
  require(lode_extract_file(hub, path, strlen(argv[1]), NULL, 0, &job) == LODE_STATUS_OK, "starting");
  LodeEvent done = wait_for_end(hub);
  require(done.kind == LODE_EVENT_KIND_COMPLETED && done.job == job, "completion");
  uint8_t *result = take(hub, done);
  require(contains(result, done.size, argv[2]), "the expected word in the result");
  uint64_t size = done.size;
  free(result);

  require(lode_job_take(hub, job, NULL, 0) == LODE_STATUS_NOT_FOUND, "a second take is refused");
  require(lode_extract_file(hub, NULL, 5, NULL, 0, &job) == LODE_STATUS_NULL_POINTER, "NULL is refused");
  require(lode_extract_file(hub, path, 1, NULL, 0, NULL) == LODE_STATUS_NULL_POINTER, "a NULL output is refused");
  require(lode_extract_file(12345678, path, 1, NULL, 0, &job) == LODE_STATUS_NOT_FOUND, "a stale hub is refused");

  const char *missing = "no/such/file.pdf";
  require(lode_extract_file(hub, (const uint8_t *)missing, strlen(missing), NULL, 0, &job) == LODE_STATUS_OK, "starting");
  LodeEvent failed = wait_for_end(hub);
  require(failed.kind == LODE_EVENT_KIND_FAILED, "a missing file fails");
  uint8_t *error = take(hub, failed);
  require(contains(error, failed.size, "no/such/file.pdf"), "the error names the file");
  free(error);

  const char *options = "{\"outputFormt\":\"text\"}";
  require(lode_extract_bytes(hub, (const uint8_t *)"x", 1, (const uint8_t *)options, strlen(options), &job) == LODE_STATUS_OK,
          "starting");
  LodeEvent refused = wait_for_end(hub);
  uint8_t *refusal = take(hub, refused);
  require(contains(refusal, refused.size, "outputFormt"), "the error names the option");
  free(refusal);

  require(lode_hub_close(hub) == LODE_STATUS_OK, "closing");
  require(lode_hub_close(hub) == LODE_STATUS_NOT_FOUND, "closing twice is refused");
  printf("extracted %llu bytes\n", (unsigned long long)size);
  return 0;
}
