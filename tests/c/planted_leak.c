/* Leaks and reads out of bounds on purpose: proves that the sanitizers are really in. */
#include <stdlib.h>

int main(int argc, char **argv) {
  (void)argv;
  volatile char *lost = malloc(64);
  if (argc > 1) return lost[64];
  lost = NULL;
  return 0;
}
