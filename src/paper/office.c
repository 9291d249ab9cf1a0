/* office.c — see office.h. */
#include "paper/office.h"

#include "paper/limits.h"
#include "sys/convert.h"

#include <unistd.h>

/* `arg`: the type, a blank, the program. */
static void work(struct arena *a, struct str in, struct str arg, struct buf *out)
{
	(void)out;
	char here[4096];
	struct str type = str_cut(&arg, S(" "));
	/* Sheets are recognised only with the ending; texts by their content. */
	char *name = str_eq(type, S("xlsx")) ? (char[]){"in.xls"} : (char[]){"in.doc"};
	if (getcwd(here, sizeof here) == NULL)
		_exit(1);
	char *words[] = {
		(char[]){"soffice"},
		(char[]){"--headless"},
		(char[]){"--norestore"},
		(char[]){"--nolockcheck"},
		arena_fmt(a, "-env:UserInstallation=file://%s/profile", here),
		(char[]){"--convert-to"},
		str_c(a, type),
		(char[]){"--outdir"},
		(char[]){"out"},
		name,
		NULL,
	};
	convert_become(in, name, str_c(a, arg), words);
}

/* What LibreOffice has to see of the machine. */
static const struct fence_path PATHS[] = {
	{"/usr", FENCE_READ},
	{"/lib", FENCE_READ},
	{"/lib64", FENCE_READ},
	{"/bin", FENCE_READ},
	{"/etc", FENCE_READ},
	{"/opt", FENCE_READ},
	{"/proc", FENCE_READ},
	{"/sys", FENCE_READ},
	{"/var/lib", FENCE_READ},
	{"/var/spool/libreoffice", FENCE_READ},
	{"/var/cache/fontconfig", FENCE_READ},
	{"/dev", FENCE_WRITE},
	{"/tmp", FENCE_SOCKET}, /* where its door bell hangs; no option moves it */
	{NULL, FENCE_READ},
};
static const struct jail_job JOB = {
	.verb = "--jail-office",
	.work = work,
	.program = true,
	.paths = PATHS,
	.file = LIMIT_OFFICE_FILE,
	.arena = 1 << 20,
	.output = 1 << 16,
	.cpu_s = LIMIT_OFFICE_MS / 1000,
	.wall_ms = LIMIT_OFFICE_MS,
};

void office_child(int argc, char **argv)
{
	if (argc == 3 && strcmp(argv[1], JOB.verb) == 0)
		jail_main(&JOB, argv[2]);
}

enum office_end office_convert(
	struct arena *a, int in, struct str program, struct str type, int *out)
{
	if (program.n == 0)
		return OFFICE_MISSING;
	struct str arg = str_fmt(a, "%.*s %.*s", STR_ARG(type), STR_ARG(program));
	const char *result = arena_fmt(a, "out/in.%.*s", STR_ARG(type));
	switch (convert_run(a, &JOB, in, arg, result, out)) {
	case CONVERT_DONE:
		return OFFICE_DONE;
	case CONVERT_MISSING:
		return OFFICE_MISSING;
	case CONVERT_LATE:
		return OFFICE_LATE;
	case CONVERT_FAILED:
		break;
	}
	return OFFICE_FAILED;
}
