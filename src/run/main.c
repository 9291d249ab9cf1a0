/* main.c — where the process starts. Finds the command and hands over; nothing else. */
#include "paper/read.h"
#include "run/registry.h"
#include "sys/proc.h"

#include <stdio.h>

int main(int argc, char **argv)
{
	proc_keep_std();
	paper_child(argc, argv); /* started as the jailed reader: never returns */
	return cli_main(registry_program(), argv, stdout, stderr);
}
