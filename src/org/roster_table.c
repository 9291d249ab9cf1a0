/* roster_table.c — the tables of an organisation sheet and their columns. */
#include "base/bug.h"
#include "org/org.h"
#include "org/roster_table.h"

static const struct roster_col unit_cols[] = {
	{"单位名称|单位|名称|单位全称", "name", HOW_TEXT, COL_MUST, NULL,
		"全称；改名后旧名自动成为别名"},
	{"简称|单位简称", "short_name", HOW_TEXT, 0, NULL, "可空"},
	{"机构代码|单位代码", "code", HOW_TEXT, 0, NULL, "12 位数字，可空；填了就按代码认单位"},
	{"上级单位|上级", "parent", HOW_UNIT, 0, NULL, "最上级单位和外部机关留空"},
	{"层级|单位层级", "level", HOW_CODE, 0, "unit_level", NULL},
	{"类别|单位类别", "kind", HOW_CODE, 0, "unit_kind", NULL},
	{"职能板块|板块", "block", HOW_CODE, 0, "function_block", NULL},
	{"特征|单位特征", NULL, HOW_TEXT, COL_SIDE, "unit_trait", "可以有几个，用顿号分开"},
	{"别名|别名旧名|曾用名", NULL, HOW_TEXT, COL_SIDE, NULL,
		"用顿号分开；旧名写日期：政治处（至2022-06-30）"},
	{"排序|顺序|序号", "sort", HOW_INT, 0, NULL, "列表里的先后"},
	{"试点单位|试点", "pilot", HOW_BOOL, 0, NULL, "是或否"},
	{"设立日期", "from_day", HOW_DAY, 0, NULL, NULL},
	{"撤销日期", "until_day", HOW_DAY, COL_END, NULL, "填了就撤销这个单位"},
};

static const struct roster_col group_cols[] = {
	{"单位组名称|单位组|组名", "name", HOW_TEXT, COL_MUST, NULL,
		"方案里的统称，如“全局各部门”"},
	{"同义写法|其他写法|别名", NULL, HOW_TEXT, COL_SIDE, NULL, "用分号分开"},
	{"说明|备注", "note", HOW_TEXT, 0, NULL, NULL},
};

static const struct roster_col member_cols[] = {
	{"单位组|单位组名称|组名", NULL, HOW_TEXT, COL_MUST | COL_SIDE, NULL,
		"同一组的各行从上到下依次加减，后面的为准"},
	{"加减|增减", NULL, HOW_TEXT, COL_MUST | COL_SIDE, NULL, "加 或 减"},
	{"依据|按", NULL, HOW_TEXT, COL_MUST | COL_SIDE, NULL, "类别、特征 或 单位"},
	{"对象|成员", NULL, HOW_TEXT, COL_MUST | COL_SIDE, NULL, "类别名、特征名或单位名"},
	{"开始日期", NULL, HOW_DAY, COL_SIDE, NULL, "可空"},
	{"结束日期", NULL, HOW_DAY, COL_SIDE, NULL, "可空"},
};

static const struct roster_col person_cols[] = {
	{"警号|工号|警号或工号", "staff_no", HOW_TEXT, COL_MUST, NULL, "认人的依据，不重复"},
	{"姓名", "name", HOW_TEXT, COL_MUST, NULL, NULL},
	{"所属单位|单位|部门", NULL, HOW_UNIT, COL_MUST | COL_UNIT, NULL, "同名的写成 上级/名称"},
	{"职务", "title", HOW_TEXT, 0, NULL, NULL},
	{"办公电话|电话", "phone", HOW_TEXT, 0, NULL, NULL},
	{"到岗日期", "from_day", HOW_DAY, 0, NULL, NULL},
	{"离岗日期", "until_day", HOW_DAY, COL_END, NULL, "填了就离岗；手上的工作先办交接"},
};

static const struct roster_col post_cols[] = {
	{"警号|工号|警号或工号", "person", HOW_PERSON, COL_MUST, NULL, NULL},
	{"姓名", NULL, HOW_TEXT, COL_SIDE, NULL, "可空；填了就与警号核对"},
	{"单位|任职单位|所属单位", NULL, HOW_UNIT, COL_MUST | COL_UNIT, NULL, NULL},
	{"岗位", "post", HOW_CODE, COL_MUST, "post", NULL},
	{"任职日期|开始日期", "from_day", HOW_DAY, COL_MUST, NULL, NULL},
	{"免职日期|结束日期", "until_day", HOW_DAY, COL_END, NULL, "填了就免职"},
};

static const struct roster_col pairing_cols[] = {
	{"警号|领导警号", "leader", HOW_PERSON, COL_MUST, NULL, "包联领导"},
	{"姓名|包联领导", NULL, HOW_TEXT, COL_SIDE, NULL, "可空；填了就与警号核对"},
	{"包联单位|单位", NULL, HOW_UNIT, COL_MUST | COL_UNIT, NULL, NULL},
	{"方式|包联方式", "kind", HOW_CODE, COL_MUST, "pairing_kind", NULL},
	{"开始日期", "from_day", HOW_DAY, COL_MUST, NULL, NULL},
	{"结束日期", "until_day", HOW_DAY, COL_END, NULL, "填了就结束"},
};

static const struct roster_col account_cols[] = {
	{"登录名|账号", "login", HOW_TEXT, COL_MUST, NULL, "小写字母、数字、点、横线和下划线"},
	{"警号|工号|警号或工号", "person", HOW_PERSON, COL_MUST, NULL,
		"每人一个账号；口令由系统管理员另发"},
	{"姓名", NULL, HOW_TEXT, COL_SIDE, NULL, "可空；填了就与警号核对"},
};

#define DEF(label, k, c, end, may)                                                                 \
	{                                                                                          \
		.title = (label), .kind = (k), .cols = (c), .n_cols = NELEM(c), .end_step = (end), \
		.edits = (may)                                                                     \
	}

static const struct roster_def defs[ROSTER_TABLES] = {
	[ROSTER_UNIT] = DEF("单位", &unit_kind, unit_cols, "close", true),
	[ROSTER_GROUP] = DEF("单位组", &unit_group_kind, group_cols, NULL, true),
	[ROSTER_MEMBER] = DEF("组成员", NULL, member_cols, NULL, false),
	[ROSTER_PERSON] = DEF("人员", &person_kind, person_cols, "leave", true),
	[ROSTER_POST] = DEF("任职", &appointment_kind, post_cols, "end", false),
	[ROSTER_PAIRING] = DEF("包联", &pairing_kind, pairing_cols, "end", false),
	[ROSTER_ACCOUNT] = DEF("账号", &account_kind, account_cols, NULL, false),
};

const struct roster_def *roster_def(enum roster_table t)
{
	return &defs[t];
}

int roster_col(enum roster_table t, const char *word)
{
	for (int i = 0; i < defs[t].n_cols; i++) {
		const struct roster_col *c = &defs[t].cols[i];
		struct str titles = str_of(c->title);
		struct str first = str_cut(&titles, S("|"));
		if ((c->field && strcmp(c->field, word) == 0) || str_eq(first, str_of(word)))
			return i;
	}
	BUG("no such column");
}

struct str roster_table_name(enum roster_table t)
{
	return str_of(defs[t].title);
}

const char *roster_change_name(enum roster_change c)
{
	static const char *const names[] = {"新增", "变更", "结束", "不变"};
	return names[c];
}

const char *roster_change_code(enum roster_change c)
{
	static const char *const codes[] = {"new", "changed", "ended", "same"};
	return codes[c];
}
