/* paper_bench.c — CPU of writing a 3-page notice as docx, pdf and html. The first PDF of a process
 * also opens fonts; it is printed, not judged: a server opens them once.
 *
 *   paper_bench          prints one line a format; exits 1 where one is above its goal */
#include "lib/letter_fixture.h"
#include "paper/letter_docx.h"
#include "paper/letter_html.h"
#include "paper/letter_pdf.h"

#include <stdio.h>
#include <stdlib.h>
#include <time.h>

enum { TIMES = 15 };
static const double GOAL_MS = 40;

static double cpu_ms(void)
{
	struct timespec t;
	clock_gettime(CLOCK_PROCESS_CPUTIME_ID, &t);
	return (double)t.tv_sec * 1e3 + (double)t.tv_nsec / 1e6;
}

static int by_size(const void *x, const void *y)
{
	double a = *(const double *)x, b = *(const double *)y;
	return (a > b) - (a < b);
}

/* One document of the format; its CPU. */
static double once(int format, size_t *bytes, int *pages)
{
	static const struct docx_fonts FONTS;
	struct arena *a = arena_open((size_t)512 << 20);
	struct letter l = letter_fixture(a, 1);
	struct letter_pdf pdf = {0};
	struct str out = STR_NONE, why;
	double start = cpu_ms();
	bool ok = format == 0   ? letter_docx(a, &l, &FONTS, &out, &why)
		  : format == 1 ? letter_html(a, &l, &FONTS, &out, &why)
				: letter_pdf(a, &l, &FONTS, &pdf, &why);
	double took = cpu_ms() - start;
	if (!ok) {
		fprintf(stderr, "paper_bench: %.*s\n", STR_ARG(why));
		exit(1);
	}
	*bytes = format == 2 ? pdf.bytes.n : out.n;
	*pages = pdf.pages;
	arena_close(a);
	return took;
}

int main(void)
{
	static const char *const NAMES[] = {"docx", "html", "pdf"};
	int bad = 0;
	for (int f = 0; f < 3; f++) {
		double ms[TIMES], first;
		size_t bytes;
		int pages;
		first = once(f, &bytes, &pages);
		for (int i = 0; i < TIMES; i++)
			ms[i] = once(f, &bytes, &pages);
		qsort(ms, TIMES, sizeof *ms, by_size);
		double median = ms[TIMES / 2];
		printf("  %-5s %6.2f ms CPU (goal %.0f; first %.1f) %7zu bytes", NAMES[f], median,
			GOAL_MS, first, bytes);
		printf(pages ? ", %d pages\n" : "%.0d\n", pages);
		bad += median > GOAL_MS;
	}
	return bad ? 1 : 0;
}
