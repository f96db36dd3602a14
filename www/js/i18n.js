// The words of the interface in English and Chinese. Words of the data come from the core.

/** @typedef {"en" | "zh"} Lang */

/** @type {Record<string, [string, string]>} */
const WORDS = {
  disclaimer: [
    "Each line is a claim by a source, not a finding.",
    "每条线都是某一来源的说法，并非认定的事实。",
  ],
  purpose: ["Who is said to be tied to whom, and who says so.", "谁据称与谁有关联，又是谁说的。"],
  tieCount: ["{ties} ties", "{ties} 条关联"],
  claimCount: ["{claims} claims", "{claims} 条说法"],
  sourceSupport: ["{sources}, {origins} in this view", "此视图中：{sources}，{origins}"],
  sourceOne: ["1 source", "1 个来源"],
  sourceCount: ["{sources} sources", "{sources} 个来源"],
  originCount: [", {origins} origins", "，{origins} 个源头"],
  asOf: ["as of {date}", "截至 {date}"],
  searchLabel: ["Search", "搜索"],
  searchHint: ["Search, e.g. 北斗 or Norinco", "搜索，如 北斗 或 Norinco"],
  noMatch: ["No name matches", "没有匹配的名称"],
  matches: ["{n} matches", "{n} 个匹配"],
  more: ["More", "更多"],
  copyLink: ["Share", "分享"],
  linkCopied: ["Link copied", "链接已复制"],
  copyByHand: ["Copy this address:", "请复制此地址："],
  exportSvg: ["Export SVG", "导出 SVG"],
  openFile: ["Open a file", "打开文件"],
  openFileHint: ["A bundle (.json). It stays on this computer.", "数据包（.json），仅在本机读取。"],
  dropHere: ["Drop a bundle (.json) to open it", "将数据包（.json）拖放到此处即可打开"],
  theme: ["Theme: {theme}", "主题：{theme}"],
  themeSystem: ["system", "跟随系统"],
  themeLight: ["light", "浅色"],
  themeDark: ["dark", "深色"],
  filters: ["Filters", "筛选"],
  shown: ["{n} of {all} ties", "{all} 条关联中的 {n} 条"],
  clearFilters: ["Show all", "全部显示"],
  company: ["Company", "企业"],
  sector: ["Sector", "领域"],
  status: ["Status", "状态"],
  kind: ["Kind", "类别"],
  source: ["Source", "来源"],
  hops: ["Steps", "步数"],
  hopsLabel: ["Ties within this many steps of the chosen companies", "与所选企业相距的步数"],
  rules: ["Rules", "规则"],
  rulesLabel: ["Show how each status is derived", "显示各状态的判定规则"],
  remove: ["Remove {what}", "移除 {what}"],
  key_since: ["since", "起"],
  key_until: ["until", "止"],
  key_clock: ["clock", "时间"],
  key_undated: ["undated", "无日期"],
  key_q: ["text", "文本"],
  picture: ["Picture of the ties", "关联图"],
  pictureHelp: [
    "Arrow keys walk from entity to entity, Enter opens the entity, Escape clears, P pins or unpins the entity, plus, minus and 0 zoom, Shift with arrows pans. The same ties can be read through the search and the question below.",
    "方向键在各实体间移动，回车键打开，Esc 清除，P 固定或取消固定实体，加号、减号和 0 缩放，Shift 加方向键平移。也可通过搜索和下方的问题阅读同样的关联。",
  ],
  drawing: ["Drawing the picture …", "正在绘制 …"],
  zoomIn: ["Zoom in", "放大"],
  zoomOut: ["Zoom out", "缩小"],
  fit: ["Fit", "适合窗口"],
  layout: ["Layout", "布局"],
  layoutStress: ["Distances", "距离"],
  layoutStressHint: ["Near means few steps apart", "越近，相隔步数越少"],
  layoutClusters: ["Clusters", "聚类"],
  layoutClustersHint: ["Neighbours stand together, distances count less", "相邻者聚拢，距离次之"],
  layoutForce: ["Forces", "力"],
  layoutForceHint: ["Ties are springs, entities keep apart", "关联如弹簧，实体互相排斥"],
  layoutFdg: ["Force-directed (fdg)", "力导向（fdg）"],
  layoutFdgHint: [
    "Fruchterman and Reingold, by fdg-sim",
    "Fruchterman–Reingold 算法，由 fdg-sim 计算",
  ],
  newLayout: ["New layout", "重新布局"],
  laying: ["Laying out", "正在布局"],
  layingShare: ["Laying out: {percent} %", "正在布局：{percent}%"],
  layingStop: ["Stop", "停止"],
  layingDone: ["The layout is done.", "布局已完成。"],
  layingStopped: ["The layout was stopped.", "布局已停止。"],
  about: ["About", "说明"],
  ledger: ["Details", "详情"],
  aboutTitle: ["What this shows", "图中所示"],
  aboutText: [
    "Each line is a tie that some source reports, plans, alleges or denies. That an organisation appears here records what a source says about it, and nothing more. Click a line to read who says so.",
    "每条线都是某一来源报道、计划、指称或否认的关联。某组织出现在图中，只表示有来源如此陈述。点击线条可查看是谁说的。",
  ],
  askTitle: ["Three questions to try", "试试这三个问题"],
  try_pla: ["How is Alibaba connected to the PLA?", "阿里巴巴与解放军有何关联？"],
  try_cetc: ["How is Baidu connected to CETC?", "百度与中国电科有何关联？"],
  try_beidou: ["How is Tencent connected to BeiDou?", "腾讯与北斗有何关联？"],
  keyTitle: ["How firm a tie is", "关联的可靠程度"],
  handTitle: ["By hand", "操作"],
  handText: [
    "Click a line or a shape to open it. Drag to move, scroll to zoom. Press / to search. A shape that you drag stays pinned, with a ring, and what is near follows; click it twice or press P to unpin it.",
    "点击线条或图形即可打开。拖动可移动，滚轮可缩放。按 / 键搜索。拖动过的图形带圆环，固定在原处，邻近图形随之移动；双击或按 P 取消固定。",
  ],
  handTouch: [
    "Tap a line or a shape to open it. Drag to move, pinch to zoom. A shape that you drag stays pinned, with a ring; tap it twice to unpin it.",
    "轻触线条或图形即可打开。拖动可移动，双指可缩放。拖动过的图形带圆环，固定在原处；双击取消固定。",
  ],
  close: ["Close", "关闭"],
  taller: ["Taller", "展开"],
  lower: ["Lower", "收起"],
  claims: ["Claims", "说法"],
  noClaims: ["No source is given for this tie.", "这条关联没有给出来源。"],
  lineage: ["Where it comes from", "出处"],
  statusRule: ["Status rule", "状态规则"],
  held: ["Held", "存续时间"],
  withdrawn: ["withdrawn in this view", "在此视图中已撤除"],
  fallsWith: ["falls with what it repeats", "随其转述的来源一并撤除"],
  undated: ["undated", "无日期"],
  readWithout: ["Read without this source", "撤除此来源再看"],
  withoutIt: ["Without it: {sentence}", "撤除后：{sentence}"],
  putBack: ["Put it back", "恢复此来源"],
  putAllBack: ["Put all back", "全部恢复"],
  withoutLabel: ["What changes without the withdrawn sources", "撤除来源后的变化"],
  withoutNames: ["Without {names}:", "撤除 {names}："],
  showList: ["Show the list", "显示清单"],
  hideList: ["Hide the list", "收起清单"],
  fallTitle: ["Ties that fall · {n}", "失去依据的关联 · {n}"],
  changeTitle: ["Ties that change status · {n}", "状态改变的关联 · {n}"],
  reachTitle: [
    "Ties that the chosen companies no longer reach · {n}",
    "所选企业不再触及的关联 · {n}",
  ],
  answerTitle: ["The question", "所问的问题"],
  detourTitle: ["Between the ends of what falls", "失去依据的关联两端之间"],
  noDetour: ["no route is left", "不再有路径"],
  detour: ["the shortest route left has {n} ties", "剩下的最短路径经过 {n} 条关联"],
  detourShared: [
    "all that is left passes through a shared system, event, programme or policy ({n} ties)",
    "剩下的路径均须经由共有的系统、活动、项目或政策（{n} 条关联）",
  ],
  lostTitle: [
    "Connections lost: no chain of ties leads there any more · {n}",
    "失去的连接：不再有任何关联链通达 · {n}",
  ],
  lostFrom: ["no longer connected with {names}", "不再与{names}相连"],
  aloneTitle: ["Left without any tie in this view · {n}", "在此视图中不再有任何关联 · {n}"],
  withThemTitle: [
    "Sources that fall with them, repeating nothing else",
    "仅转述上述来源、随之撤除的来源",
  ],
  before: ["before:", "之前："],
  now: ["now:", "现在："],
  fallenTies: ["Fallen, drawn grey", "失去依据，以灰色绘出"],
  via: ["via", "转引自"],
  repeats: ["repeats", "转述"],
  cites: ["cites", "引用"],
  origin: ["origin", "源头"],
  archived: ["archived copy", "存档"],
  alsoCalled: ["Also called", "又称"],
  ties: ["Ties", "关联"],
  tiesHidden: ["{n} more are hidden by the filter.", "另有 {n} 条被筛选隐藏。"],
  noTies: ["The filter leaves none of its ties.", "筛选后没有留下它的关联。"],
  showAs: ["Show as", "显示为"],
  panePicture: ["Picture", "图"],
  paneTable: ["Table", "表格"],
  entities: ["Entities", "实体"],
  sources: ["Sources", "来源"],
  tableText: ["Only rows with", "仅含以下文字的行"],
  tableCsv: ["Save as CSV", "存为 CSV"],
  caption_ties: ["Ties that the filter leaves", "筛选后的关联"],
  caption_entities: ["Entities that the filter leaves", "筛选后的实体"],
  caption_sources: ["Sources of what the filter leaves", "筛选后内容的来源"],
  count_ties: ["{n} ties", "{n} 条关联"],
  count_ties_of: ["{n} of {all} ties", "{all} 条关联中的 {n} 条"],
  count_entities: ["{n} entities", "{n} 个实体"],
  count_entities_of: ["{n} of {all} entities", "{all} 个实体中的 {n} 个"],
  count_sources: ["{n} sources", "{n} 个来源"],
  count_sources_of: ["{n} of {all} sources", "{all} 个来源中的 {n} 个"],
  rowsHeld: [
    "rows {from} to {to} are here, scroll for more",
    "此处为第 {from} 至 {to} 行，滚动查看更多",
  ],
  tableNoMatch: ["No row has these words.", "没有含这些文字的行。"],
  tableEmpty: ["The filter leaves nothing.", "筛选后没有内容。"],
  aboutColumn: ["What “{column}” means", "“{column}”的含义"],
  undatedClaims: [" + {n} undated", " + {n} 条无日期"],
  noClaimStands: ["none", "无"],
  showInPicture: ["Show in the picture: {what}", "在图中显示：{what}"],
  showInPictureShort: ["Show in the picture", "在图中显示"],
  showTies: ["{n}: show these ties of {source}", "{n} 条：显示 {source} 涉及的关联"],
  unknown: ["unknown", "不详"],
  yes: ["yes", "是"],
  no: ["no", "否"],
  cite: ["Cite", "引用"],
  cite_tie: ["Cite this tie", "引用此关联"],
  cite_answer: ["Cite this answer", "引用此回答"],
  cite_view: ["Cite this view", "引用此视图"],
  citeFormat: ["Form", "格式"],
  citeText: ["Text with sources", "附来源的文字"],
  citeCsl: ["CSL-JSON", "CSL-JSON"],
  citeBibtex: ["BibTeX", "BibTeX"],
  citePreview: ["What is copied", "将复制的内容"],
  copy: ["Copy", "复制"],
  copied: ["Copied", "已复制"],
  copySelected: ["Selected: copy by hand", "已选中，请手动复制"],
  saveFile: ["Save as a file", "存为文件"],
  askFrom: ["How is it tied to …", "它与谁有关联 …"],
  howIs: ["How is", ""],
  tiedTo: ["tied to", "与"],
  questionEnd: ["?", "有何关联？"],
  question: ["How is A tied to B?", "甲与乙有何关联？"],
  from: ["From", "起点"],
  to: ["To", "终点"],
  pickName: ["any name", "任意名称"],
  questionHint: [
    "Every route between two names that the filter leaves, in words, with its sources.",
    "以文字列出筛选后两者之间的每条路径及其来源。",
  ],
  orgOnly: ["Through organisations only", "仅经由组织"],
  orgOnlyHint: [
    "Leaves out routes through a shared system, programme, event or policy",
    "不含经由共有系统、项目、活动或政策的路径",
  ],
  clear: ["Clear", "清除"],
  rank: ["Order of the routes", "路径的次序"],
  byLength: ["By length", "按长度"],
  byLengthHint: ["The shortest routes first", "最短的路径在前"],
  byStrength: ["By strength", "按强度"],
  byStrengthHint: [
    "The routes whose weakest step is the firmest first",
    "最弱一步最可靠的路径在前",
  ],
  moreRoutes: ["Show more routes", "显示更多路径"],
  allRoutes: ["Show all up to {n} steps", "显示 {n} 步以内的全部路径"],
  routesListed: [
    "The first {n} are listed; the picture shows all of them.",
    "此处列出前 {n} 条，图中显示全部。",
  ],
  relax: ["Show that route", "显示该路径"],
  cutTitle: ["What would break this?", "什么会使之断开？"],
  cutAlleged: ["Count alleged ties", "计入被指称的关联"],
  cutAllegedHint: [
    "Also count ties that no origin asserts and some origin alleges",
    "也计入无源头陈述、仅有源头指称的关联",
  ],
  cutAsking: ["Looking for what it hangs on …", "正在查找其所依赖的来源 …"],
  cutOne: ["Withdraw", "撤除"],
  cutOneLabel: ["Withdraw source {n}", "撤除来源 {n}"],
  cutAll: ["Withdraw all {n}", "撤除全部 {n} 个"],
  standingTitle: ["Where it stands in this view", "在此视图中的位置"],
  standingMeaning: ["What this does and does not mean", "这些说明什么，不说明什么"],
  restsOn: ["{n} origins", "{n} 个源头"],
  restsOnOne: ["1 origin", "1 个源头"],
  sourceN: ["Source {n}", "来源 {n}"],
  timeline: ["Time line", "时间线"],
  timeClock: ["Which time", "时间口径"],
  clockHeld: ["When ties held", "关联存续的时间"],
  clockReported: ["When it was reported or denied", "被报道或否认的时间"],
  timeRange: ["Time: {range}", "时间：{range}"],
  timeAll: ["all dates", "全部日期"],
  timeFrom: ["from {date}", "{date}起"],
  timeTo: ["to {date}", "至{date}"],
  timeBetween: ["{from} to {to}", "{from}至{to}"],
  timeBack: ["One step back", "后退一步"],
  timeForward: ["One step forward", "前进一步"],
  timePlay: ["Play", "播放"],
  timePause: ["Pause", "暂停"],
  timeClear: ["All dates", "全部日期"],
  timeNone: ["No tie has a date on this clock.", "按此时间口径，没有一条关联有日期。"],
  timeSummary: [
    "Ties by {unit}, from {from} to {to}; the most in one: {most}",
    "按{unit}统计的关联，自{from}至{to}；最多的一格：{most}",
  ],
  timeShown: ["ties shown: {n}", "显示关联 {n} 条"],
  timeNotes: ["What the dates do not tell", "日期未说明的部分"],
  rangeStart: ["Range starts", "范围起点"],
  rangeEnd: ["Range ends", "范围终点"],
  rangeNoStart: ["no start", "无起点"],
  rangeNoEnd: ["no end", "无终点"],
  unit_month: ["month", "月"],
  unit_quarter: ["quarter", "季度"],
  unit_year: ["year", "年"],
  unit_decade: ["decade", "十年"],
  unit_century: ["century", "世纪"],
  listComma: [", ", "，"],
  binLine: ["{name}: {what}", "{name}：{what}"],
  binNone: ["none", "无"],
  binHeld: ["{n} held", "{n} 条存续"],
  binHeldVague: ["{n} may have held by an imprecise date", "{n} 条因日期不精确而可能存续"],
  binOpen: ["{n} may have held (end or start not stated)", "{n} 条可能存续（未说明起止）"],
  binReported: ["{n} reported", "{n} 条被报道"],
  binReportedVague: ["{n} may have been reported then", "{n} 条可能于此时被报道"],
  binDenied: ["{n} denied", "{n} 条被否认"],
  binDeniedVague: ["{n} may have been denied then", "{n} 条可能于此时被否认"],
  chipUndated: ["{n} undated, kept", "{n} 条无日期，保留"],
  chipUndatedHidden: ["{n} undated, set aside", "{n} 条无日期，已搁置"],
  chipVague: ["{n} imprecise", "{n} 条不精确"],
  chipOpen: ["{n} open-ended", "{n} 条起止未全"],
  chipDenials: ["≠ {n} denied, undated", "≠ {n} 条否认无日期"],
  noteRuleHeld: [
    "A tie stays if it may have held on some day of the range. What is solid held then for certain.",
    "只要关联在范围内某一天可能存续，就会保留。实心部分表示确定存续。",
  ],
  noteRuleReported: [
    "A tie stays if it may have been reported or denied on some day of the range. What is solid was reported then for certain; denials stand below the line.",
    "只要关联在范围内某一天可能被报道或否认，就会保留。实心部分表示确定于此时报道；否认画在横线下方。",
  ],
  noteUndated: [
    "{n} ties have no date on this clock; they stay shown.",
    "{n} 条关联按此时间口径没有日期，仍然显示。",
  ],
  noteUndatedOne: [
    "1 tie has no date on this clock; it stays shown.",
    "1 条关联按此时间口径没有日期，仍然显示。",
  ],
  noteUndatedHidden: [
    "{n} ties have no date on this clock; they are set aside.",
    "{n} 条关联按此时间口径没有日期，已搁置。",
  ],
  noteUndatedHiddenOne: [
    "1 tie has no date on this clock; it is set aside.",
    "1 条关联按此时间口径没有日期，已搁置。",
  ],
  notePartly: [
    "{n} more have dates outside of the range and a claim without a date, which may lie in it; they stay shown.",
    "另有 {n} 条的日期在范围之外，但有一条说法没有日期，可能在范围之内，仍然显示。",
  ],
  notePartlyOne: [
    "1 more has dates outside of the range and a claim without a date, which may lie in it; it stays shown.",
    "另有 1 条的日期在范围之外，但有一条说法没有日期，可能在范围之内，仍然显示。",
  ],
  notePartlyHidden: [
    "{n} more have dates outside of the range and a claim without a date; they are set aside.",
    "另有 {n} 条的日期在范围之外，且有一条说法没有日期，已搁置。",
  ],
  notePartlyHiddenOne: [
    "1 more has dates outside of the range and a claim without a date; it is set aside.",
    "另有 1 条的日期在范围之外，且有一条说法没有日期，已搁置。",
  ],
  noteVague: [
    "{n} ties have dates that do not tell the {unit}, such as a year alone, 2018~ or 2018?: hatched wherever they may lie.",
    "{n} 条关联的日期精确不到{unit}（如仅有年份、2018~ 或 2018?）：在可能之处画斜线。",
  ],
  noteVagueOne: [
    "1 tie has dates that do not tell the {unit}, such as a year alone, 2018~ or 2018?: hatched wherever it may lie.",
    "1 条关联的日期精确不到{unit}（如仅有年份、2018~ 或 2018?）：在可能之处画斜线。",
  ],
  noteVagueRange: [
    "{n} ties may lie in the range by dates that do not tell the {unit}: hatched, and kept.",
    "{n} 条关联的日期精确不到{unit}，可能在范围之内：画斜线并保留。",
  ],
  noteVagueRangeOne: [
    "1 tie may lie in the range by dates that do not tell the {unit}: hatched, and kept.",
    "1 条关联的日期精确不到{unit}，可能在范围之内：画斜线并保留。",
  ],
  noteOpen: [
    "{n} ties have a start and no stated end, or an end and no stated start: outlined where they may have held, which is not to say that they did.",
    "{n} 条关联只有起点而未说明终点，或只有终点而未说明起点：在可能存续之处画空心，并不表示确实存续。",
  ],
  noteOpenOne: [
    "1 tie has a start and no stated end, or an end and no stated start: outlined where it may have held, which is not to say that it did.",
    "1 条关联只有起点而未说明终点，或只有终点而未说明起点：在可能存续之处画空心，并不表示确实存续。",
  ],
  noteOpenRange: [
    "{n} ties may have held in the range because their end, or their start, is not stated: outlined, and kept.",
    "{n} 条关联未说明终点或起点，可能在范围内存续：画空心并保留。",
  ],
  noteOpenRangeOne: [
    "1 tie may have held in the range because its end, or its start, is not stated: outlined, and kept.",
    "1 条关联未说明终点或起点，可能在范围内存续：画空心并保留。",
  ],
  noteDenials: [
    "{n} ties are denied at a date that nobody gave: those denials are not on the line.",
    "{n} 条关联遭到否认，但否认没有日期，因此不在时间线上。",
  ],
  noteDenialsOne: [
    "1 tie is denied at a date that nobody gave: that denial is not on the line.",
    "1 条关联遭到否认，但否认没有日期，因此不在时间线上。",
  ],
  noteDoubtful: [
    "{n} ties lie outside of the range by a date marked ~ or ?, and may be nearer than it says.",
    "{n} 条关联因带 ~ 或 ? 的日期而落在范围之外，实际可能更近。",
  ],
  noteDoubtfulOne: [
    "1 tie lies outside of the range by a date marked ~ or ?, and may be nearer than it says.",
    "1 条关联因带 ~ 或 ? 的日期而落在范围之外，实际可能更近。",
  ],
  undatedHide: ["Set undated ties aside", "搁置无日期的关联"],
  undatedShow: ["Keep undated ties", "保留无日期的关联"],
  errorTitle: ["This could not be opened", "无法打开"],
  viewErrorTitle: ["This could not be shown", "无法显示"],
  warningTitle: ["Worth knowing", "请注意"],
  place: ["{file}, line {line}, column {column}", "{file}，第 {line} 行，第 {column} 列"],
  placeLine: ["{file}, line {line}", "{file}，第 {line} 行"],
  viewKey: ["key {field} of the view", "视图键 {field}"],
  field: ["field {field}", "字段 {field}"],
  andMore: ["and {n} more", "另有 {n} 处"],
  defaultView: ["The rest of the address is shown.", "其余部分照常显示。"],
  lastGood: ["The picture stays as it was.", "图保持不变。"],
  dismiss: ["Dismiss", "关闭提示"],
  recovered: [
    "Something went wrong while drawing. The picture was drawn anew.",
    "绘制时出错，已重新绘制。",
  ],
  dataMissing: ["The data could not be fetched: {detail}", "无法取得数据：{detail}"],
  dataForbidden: [
    "This page may not fetch data from {detail}. Open the file instead.",
    "此页面不能从 {detail} 取得数据，请改为打开文件。",
  ],
  onlyBundles: [
    "Only a bundle (.json) can be opened here for now. The command line converts the others: tiegraph convert IN OUT.json",
    "目前只能打开数据包（.json）。其他格式可用命令行转换：tiegraph convert IN OUT.json",
  ],
  trouble: ["The picture cannot be drawn", "无法绘制"],
  trouble_missing: [
    "A part of this page was not found on the server. Reload the page; if that does not help, the site was not published completely.",
    "服务器上缺少此页面的一部分。请刷新；若仍无效，说明网站发布不完整。",
  ],
  trouble_mime: [
    "The server sends something else in place of the drawing module. Its .wasm files should go out as application/wasm.",
    "服务器返回的不是绘图模块。.wasm 文件应以 application/wasm 类型发送。",
  ],
  trouble_forbidden: [
    "The security policy of this site forbids WebAssembly. It needs 'wasm-unsafe-eval' in script-src.",
    "本站的安全策略禁止 WebAssembly，需在 script-src 中加入 'wasm-unsafe-eval'。",
  ],
  trouble_unsupported: [
    "This browser is too old for the picture: it lacks WebAssembly with SIMD.",
    "浏览器版本过旧，不支持带 SIMD 的 WebAssembly。",
  ],
  trouble_broken: ["The drawing module did not start.", "绘图模块未能启动。"],
  trouble_crashed: [
    "The drawing module failed twice in a row. Reload the page; if it happens again, the file or this page has a fault.",
    "绘图模块连续两次出错。请刷新；若再次发生，说明文件或页面有问题。",
  ],
};

/** @type {Lang} */
let lang = "en";

/** @returns {Lang} */
export function language() {
  return lang;
}

/**
 * @param {Lang} next
 * @returns {boolean} whether it differs
 */
export function setLanguage(next) {
  const differs = next !== lang;
  lang = next;
  document.documentElement.lang = next === "zh" ? "zh-Hans" : "en";
  return differs;
}

/**
 * A phrase of the interface with its gaps filled.
 * @param {string} key
 * @param {Record<string, string | number>} [gaps]
 * @returns {string}
 */
export function t(key, gaps = {}) {
  const pair = WORDS[key];
  if (!pair) throw new Error(`no phrase ${key}`);
  return pair[lang === "zh" ? 1 : 0].replace(/\{(\w+)\}/g, (_, name) => String(gaps[name] ?? ""));
}

/**
 * Puts the present language into the elements of the static page.
 * @param {ParentNode} root
 */
export function translate(root) {
  for (const element of root.querySelectorAll("[data-t]")) {
    element.textContent = t(element.getAttribute("data-t") ?? "");
  }
  for (const element of root.querySelectorAll("[data-t-label]")) {
    element.setAttribute("aria-label", t(element.getAttribute("data-t-label") ?? ""));
  }
  for (const element of root.querySelectorAll("[data-t-title]")) {
    element.setAttribute("title", t(element.getAttribute("data-t-title") ?? ""));
  }
  for (const element of root.querySelectorAll("[data-t-placeholder]")) {
    element.setAttribute("placeholder", t(element.getAttribute("data-t-placeholder") ?? ""));
  }
}
