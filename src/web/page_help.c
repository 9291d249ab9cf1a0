/* page_help.c — /help: how the daily work goes, for everybody who is signed in.
 *
 * Says only what the screens do. The long guide with pictures is docs/. */
#include "base/bug.h"
#include "web/page.h"
#include "web/ui_page.h"

static const struct ui_help sections[] = {
	{TR("report"), TR("怎样报送"),
		TR("打开 *工作台*，第一张卡片就是今天要办的：逾期的、今天到期的、被退回的。\n\n"
		   "- 点“报送”，写做了什么、有什么结果。\n"
		   "- 佐证可以不附，不要求照片。\n"
		   "- 没有变化，按“与上期无变化”。\n"
		   "- 没写完，按“存草稿”；登录过期，草稿也在。\n\n"
		   "提交后由接收单位接收或退回。首次报送的时间记下以后不再改变，准时与否按首次计。")},
	{TR("mine"), TR("哪些是我本人的"),
		TR("点右上角姓名下的 *我的责任*：由您承办的应报、您负责的举措和认领、您任联络员或负责人的单位、岗位和角色，"
		   "都有日期和灯，可以打印。\n\n"
		   "- 联络员或单位负责人在应报事项的“承办人”里指定谁来办，可以一次定到以后各期；不指定的由单位负责。\n"
		   "- 承办人只是单位内部的分工，对外仍由单位负责，不进排名。\n"
		   "- 换岗、调动、离岗时，这些事项随“交接”移交。")},
	{TR("returned"), TR("被退回怎么办"),
		TR("打开这一项，看接收单位写的意见和重报期限，改好再报。\n\n"
		   "退回前后的内容都留在“经过”里，谁也不能删。")},
	{TR("light"), TR("灯是什么意思"),
		TR("- *绿* 正常：在办，离到期还远。\n"
		   "- *黄* 临期：快到期、今天到期，或者被退回。\n"
		   "- *红* 逾期：过了期限还没有报送。\n"
		   "- *灰* 暂停：等别人办，时间不算您的。\n"
		   "- *蓝* 办结：已经接收。\n\n"
		   "灯由记录和日期算出，没有人能改灯。天是日历天，工作日按国务院办公厅公布的放假和调休安排数。")},
	{TR("date"), TR("这个日期怎么来的"),
		TR("每一项里都有“为什么是这一天”：原文怎么写、怎么读、按哪份日历数，一步一步列出。\n\n"
		   "标“暂定”的日期，那一年的放假安排还没有公布；公布并导入以后，日期可能变动。")},
	{TR("plan"), TR("导入一份方案"),
		TR("在 *方案导入* 上传文件或粘贴正文，系统读出措施、单位和时限。\n\n"
		   "- 左边是原文，一字不改；右边是读出来的。\n"
		   "- 原文没有说清的，列成问题，由您回答并写明依据；系统不代您猜。\n"
		   "- 读错的可以改正。\n"
		   "- 问题都答完才能签发；签发以后这一版不能再改。")},
	{TR("seal"), TR("存证编号是什么"),
		TR("每一次改动都记一条存证，前后相连：改了一条，后面的就对不上。\n\n"
		   "编号可以用来核对，审计管理员能验证整份日志。")},
	{TR("print"), TR("打印"),
		TR("每一页都能直接打印：不带目录和按钮，上面写明单位、时间和打印人。")},
};

static void help(struct page *pg)
{
	struct ui_help said[NELEM(sections)];
	enum lang lang = pg->h->lang;
	for (size_t i = 0; i < NELEM(sections); i++) {
		said[i] = sections[i];
		said[i].title = locale_find(lang, sections[i].title);
		said[i].text = locale_find(lang, sections[i].text);
	}
	page_open(pg, &(struct page_frame){.title = tr(lang, "帮助"),
			      .lead = tr(lang, "日常怎么办。问人请找本单位的系统管理员。")});
	ui_help(pg->h, said, NELEM(said));
	page_close(pg);
}

static const struct page_def help_def = {.fn = help};

const struct route help_routes[] = {
	{.verb = VERB_GET, .pattern = "/help", .fn = page_serve, .more = &help_def},
	{0},
};
