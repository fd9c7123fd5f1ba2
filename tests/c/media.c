/* Reads and writes media through the C ABI, and leaves jobs in their middle: media FILE. Needs FFmpeg. */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>

#include "lode.h"

static uint64_t hub;

static void require(int condition, const char *what) {
  if (!condition) {
    fprintf(stderr, "failed: %s\n", what);
    exit(1);
  }
}

typedef LodeStatus (*Start)(uint64_t, uint32_t, const uint8_t *, uintptr_t, const uint8_t *, uintptr_t, uint64_t *);

/* The items that a job yields, each taken and freed, and the bytes that it ends with. Stops after `most` items. */
static uint64_t finish(uint64_t job, unsigned most, const char *what) {
  unsigned items = 0;
  for (;;) {
    LodeEvent event;
    uint32_t count = 0;
    require(lode_hub_wait(hub, &event, 1, 1000000, &count) == LODE_STATUS_OK, "waiting");
    if (count == 0 || event.kind == LODE_EVENT_KIND_PROGRESS) continue;
    uint8_t *bytes = malloc(event.size + 1);
    require(bytes != NULL, "memory");
    if (event.kind == LODE_EVENT_KIND_ITEM) {
      require(lode_item_take(hub, event.request, bytes, event.size) == LODE_STATUS_OK, "taking an item");
      free(bytes);
      if (++items == most) {
        require(lode_job_cancel(hub, job) == LODE_STATUS_OK, "leaving a stream");
        return items;
      }
      continue;
    }
    require(lode_job_take(hub, event.job, bytes, event.size) == LODE_STATUS_OK, "taking a result");
    bytes[event.size] = 0;
    if (event.kind != LODE_EVENT_KIND_COMPLETED) fprintf(stderr, "%s\n", (char *)bytes);
    free(bytes);
    require(event.kind == LODE_EVENT_KIND_COMPLETED, what);
    return items > 0 ? items : event.size;
  }
}

static uint64_t run(Start start, const char *file, const char *options, unsigned most, const char *what) {
  uint64_t job = 0;
  require(start(hub, 0, (const uint8_t *)file, strlen(file), (const uint8_t *)options, strlen(options), &job) ==
              LODE_STATUS_OK,
          "starting");
  return finish(job, most, what);
}

static uint64_t transcode(const char *file, const char *options) {
  uint64_t job = 0;
  require(lode_transcode(hub, 0, (const uint8_t *)file, strlen(file), 1, (const uint8_t *)"", 0, (const uint8_t *)options,
                         strlen(options), &job) == LODE_STATUS_OK,
          "starting");
  return job;
}

int main(int argc, char **argv) {
  require(argc == 2, "usage: media FILE");
  const char *file = argv[1];
  require(lode_hub_open(&hub) == LODE_STATUS_OK, "opening a hub");
  require(run(lode_probe, file, "", 0, "probing") > 100, "a description");
  require(run(lode_decode_audio, file, "", 0, "decoding") > 16000 * 4, "a second of sound");
  require(run(lode_audio_chunks, file, "{\"seconds\":0.25}", 0, "chunks") == 4, "four chunks");
  require(run(lode_video_frames, file, "{\"width\":32}", 0, "frames") == 25, "25 frames");
  require(run(lode_video_frames, file, "", 3, "frames") == 3, "three frames, and no more");
  require(run(lode_thumbnail, file, "{\"format\":\"webp\"}", 0, "a thumbnail") > 100, "a picture");
  const char *all = "{\"format\":\"matroska\",\"videoCodec\":\"h264\",\"audioCodec\":\"opus\",\"subtitleCodec\":\"webvtt\"}";
  require(finish(transcode(file, all), 0, "a transcode") > 1000, "a file");
  for (unsigned round = 0; round < 20; round++) {
    uint64_t job = transcode(file, all);
    LodeEvent event;
    uint32_t count = 0;
    require(lode_hub_wait(hub, &event, 1, round * 1000, &count) == LODE_STATUS_OK, "waiting");
    require(lode_job_cancel(hub, job) == LODE_STATUS_OK || count == 1, "cancelling");
  }
  uint64_t job = 0;
  const char *options = "{\"images\":true}";
  require(lode_extract_file(hub, (const uint8_t *)file, strlen(file), (const uint8_t *)options, strlen(options), &job) ==
              LODE_STATUS_OK,
          "starting");
  require(finish(job, 0, "an extraction") > 100, "subtitles");
  require(lode_hub_close(hub) == LODE_STATUS_OK, "closing");
  printf("media: all as expected\n");
  return 0;
}
