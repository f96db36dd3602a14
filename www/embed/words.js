// The words of an embedded picture in English and Chinese.

/** @type {Record<string, [string, string]>} */
const WORDS = {
  picture: ["Picture of the ties", "关联图"],
  help: [
    "Arrow keys walk from entity to entity, Enter opens the entity, Escape clears, plus, minus and 0 zoom, Shift with arrows pans. The same ties can be read as text below.",
    "方向键在实体之间移动，回车打开，Esc 清除，加号、减号和 0 缩放，Shift 加方向键平移。下方可用文字阅读同样的关联。",
  ],
  back: ["Back", "上一步"],
  on: ["Next", "下一步"],
  newest: ["See the newest", "查看最新版本"],
  fit: ["Fit", "适应"],
  zoomIn: ["Zoom in", "放大"],
  zoomOut: ["Zoom out", "缩小"],
  claims: ["Who says so", "谁这样说"],
  close: ["Close", "关闭"],
  corroborated: ["Corroborated", "多源证实"],
  reported: ["Reported", "有报道"],
  prospective: ["Prospective", "计划中"],
  alleged: ["Alleged", "被指称"],
  disputed: ["Disputed", "有争议"],
  unsourced: ["Unsourced", "无来源"],
  fallen: ["Fallen", "失去依据"],
  data: [
    "The data could not be loaded. The picture is as it was printed.",
    "数据无法加载，此图为发布时的样子。",
  ],
  module: [
    "The moving picture could not be loaded. This one is as it was printed.",
    "交互图无法加载，此图为发布时的样子。",
  ],
  forbidden: [
    "This site's rules keep the picture still. It is complete as it is.",
    "本站规则不允许交互，图本身是完整的。",
  ],
  script: [
    "The moving picture has stopped. This one is as it was printed.",
    "交互图已停止，此图为发布时的样子。",
  ],
};

/**
 * @param {string} key
 * @param {string} lang
 */
export function word(key, lang) {
  return WORDS[key]?.[lang === "zh" ? 1 : 0] ?? key;
}

/**
 * @param {number} ties
 * @param {string} lang
 */
export function changedTies(ties, lang) {
  if (lang === "zh") return `发布后有变动：${ties} 条关联。`;
  return `Changed since publication: ${ties} ${ties === 1 ? "tie" : "ties"}.`;
}

/**
 * @param {number} at
 * @param {number} of
 * @param {string} lang
 */
export function stepOf(at, of, lang) {
  return lang === "zh" ? `第 ${at} 步，共 ${of} 步` : `Step ${at} of ${of}`;
}
