/* registry.c — see registry.h. */
#include "run/registry.h"

const struct command *const *registry_commands(void)
{
#define COMMAND(id) &cmd_##id,
	static const struct command *const all[] = {
#include "cli/commands.def"
		NULL};
#undef COMMAND
	return all;
}
