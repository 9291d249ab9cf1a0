/* registry.h — the lists that tie the program together. Only run/ and tests look at them. */
#ifndef RUN_REGISTRY_H
#define RUN_REGISTRY_H

#include "cli/cli.h"

/* Every command, NULL at the end. */
const struct command *const *registry_commands(void);

#endif
