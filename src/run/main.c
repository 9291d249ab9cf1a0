/* main.c — where the process starts. Finds the command and hands over; nothing else. */
#include <stdio.h>

int main(void)
{
	fprintf(stderr, "duban: no command\n");
	return 64;
}
