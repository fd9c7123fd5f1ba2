/* Leaks and reads out of bounds on purpose: proves that the sanitizers are really in. */
#include <stdlib.h>

int main(int argc, char **argv) {
  (void)argv;
  volatile char *lost = calloc(64, 1);
  if (argc > 1) return lost[63 + argc];
  lost = NULL;
  return 0;
}
