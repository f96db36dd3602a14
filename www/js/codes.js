// What kind of fault each code is, in Chinese. The core tells faults in English, with their values;
// this line goes before.

/** @import { Code } from "./protocol.js" */

/** @type {Record<Code, string>} */
export const CODES_ZH = {
  io: "文件无法读取或写入",
  "unknown-format": "不支持此文件格式",
  "too-large": "文件、表格或图超出上限",
  "cell-too-long": "单元格内容过长",
  "not-utf8": "文件不是 UTF-8 编码",
  "empty-file": "文件为空",
  "bad-csv": "CSV 格式有误",
  "bad-json": "JSON 格式有误，或值的类型不符",
  "missing-table": "缺少必需的表",
  "missing-column": "缺少必需的列",
  "unknown-column": "有不认识的列，已忽略",
  "missing-value": "必填的单元格为空",
  "bad-id": "标识不合规则（须为小写字母、数字和连字符）",
  "duplicate-id": "标识重复",
  "dangling-id": "所引用的标识不存在",
  "bad-word": "用词不在词表中",
  "bad-date": "日期格式有误",
  "date-order": "结束日期早于开始日期",
  "bad-url": "不是 http 或 https 地址",
  "bad-boolean": "应为 true 或 false",
  "bad-number": "应为从 1 起的整数",
  "bad-character": "含有不允许的字符",
  "lineage-cycle": "来源之间循环转引",
  "self-tie": "关联的两端是同一实体",
  "no-tie": "有实体没有任何关联",
  "unused-source": "有来源未被任何说法使用",
  "bad-positions": "随附的位置与数据不符，已重新布局",
  "bad-view": "视图中的值无法理解",
  "unknown-key": "视图中有不认识的项，已忽略",
  "unknown-name": "没有匹配的名称",
  "ambiguous-name": "名称有多个匹配",
  "bad-command": "当前状态下无法执行此操作",
  canvas: "画布不可用",
  more: "其余问题未列出",
};
