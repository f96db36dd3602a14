//! The words of the tables: what each column is called, what it means and what it does not.

use super::{
    betweenness_meaning, community_meaning, count, cut_vertex_meaning, degree_meaning, pick,
    single_origin_meaning,
};
use crate::tables::Column;
use crate::view::{Lang, Table};

/// The name of a table.
pub fn table(of: Table, lang: Lang) -> &'static str {
    let (en, zh) = match of {
        Table::Ties => ("Ties", "关联"),
        Table::Entities => ("Entities", "实体"),
        Table::Sources => ("Sources", "来源"),
    };
    pick(lang, en, zh)
}

/// The name of a column, and what it means and does not mean; empty where the name says it.
pub fn column(column: Column, lang: Lang) -> (&'static str, &'static str) {
    let [name_en, name_zh, en, zh] = match column {
        Column::From => ["From", "起点", "", ""],
        Column::Said => ["What is said", "关系", "", ""],
        Column::To => ["To", "终点", "", ""],
        Column::TieKind => ["Kind of tie", "关联类型", "", ""],
        Column::Status => [
            "Status",
            "状态",
            "Follows from the claims by the published rule, the firmest first. It says how well a tie is sourced, not whether it is true.",
            "按公开规则由各说法得出，最可靠的在前。它说明关联的来源有多充分，并不说明关联是否属实。",
        ],
        Column::Sectors => ["Sectors", "领域", "", ""],
        Column::Held => [
            "Held",
            "存续时间",
            "When the tie is said to have held. A date that is missing is not known: no end is given does not mean that it lasts.",
            "据称关联存续的时间。缺失的日期即为未知：没有给出终止日期，并不表示仍在存续。",
        ],
        Column::Start => ["Held from", "始于", "", ""],
        Column::End => ["Held until", "止于", "", ""],
        Column::First => [
            "First claim",
            "最早说法",
            "The earliest date of a claim about the tie, denials among them. Claims without a date cannot be placed: one of them may be earlier.",
            "有关该关联的说法（包括否认）的最早日期。没有日期的说法无法排序，其中可能有更早的。",
        ],
        Column::Last => [
            "Last claim",
            "最晚说法",
            "The latest date of a claim about the tie, denials among them. Claims without a date cannot be placed: one of them may be later.",
            "有关该关联的说法（包括否认）的最晚日期。没有日期的说法无法排序，其中可能有更晚的。",
        ],
        Column::Undated => ["Undated claims", "无日期的说法", "", ""],
        Column::Sources => [
            "Sources",
            "来源",
            "Documents that speak of the tie, denials among them, and the origins that its claims come down to. What only repeats one document is one origin: more of it is not more evidence. Sorted by origins, then by sources.",
            "谈及该关联（包括否认）的文件，以及各说法归结到的源头。仅转述同一文件的来源只算一个源头，数量再多也不是更多的证据。先按源头数、再按来源数排序。",
        ],
        Column::Origins => ["Origins", "源头", "", ""],
        Column::Bridge => [
            "Bridge",
            "桥",
            "Yes if it is the only link between two parts of what is shown. That tells where this record is thin, not that the tie matters more.",
            "若它是所示内容中两部分之间唯一的连接，则为“是”。这说明此处记录单薄，并不说明该关联更重要。",
        ],
        Column::Name => ["Name", "名称", "", ""],
        Column::OtherName => ["Other name", "另名", "", ""],
        Column::Kind => ["Kind", "类别", "", ""],
        Column::Ties => ["Ties shown", "所示关联", "", ""],
        Column::Betweenness => ["Betweenness", "中介度", "", ""],
        Column::Community => ["Community", "群组", "", ""],
        Column::SingleOrigin => ["On one origin", "单一源头", "", ""],
        Column::Cut => ["Cut vertex", "割点", "", ""],
        Column::Number => ["No.", "编号", "", ""],
        Column::Title => ["Title", "标题", "", ""],
        Column::Publisher => ["Publisher", "发布者", "", ""],
        Column::Date => ["Date", "日期", "", ""],
        Column::SourceKind => ["Kind", "类别", "", ""],
        Column::Speaks => [
            "Ties it speaks of",
            "涉及的关联",
            "Shown ties that it speaks of, itself or as the document through which another's claim is known.",
            "它涉及的所示关联：由它自己陈述，或经由它得知他人的说法。",
        ],
        Column::Alone => [
            "Ties it alone holds",
            "唯一依据",
            "Shown ties that would fall without this source and what only repeats it. It tells how much hangs on the source, not how good it is.",
            "若撤除此来源及仅转述它的来源，便不再成立的所示关联。这说明有多少取决于它，并不说明它是否可靠。",
        ],
        Column::Changes => [
            "Statuses that change",
            "改变的状态",
            "Shown ties that would stay without this source, but with another status. A denial that goes makes a tie look firmer: that is no reason to drop it.",
            "若撤除此来源，仍然成立但状态改变的所示关联。去掉否认会使关联显得更可靠，但这不是去掉它的理由。",
        ],
        Column::Derives => [
            "Repeats",
            "转述",
            "The numbers of the sources that it repeats, as far as this dataset knows. None given does not mean that it is independent.",
            "就本数据集所知，它所转述的来源编号。未注明并不表示它是独立的。",
        ],
        Column::Url => ["Address", "网址", "", ""],
    };
    let meaning = match column {
        Column::Ties => degree_meaning(lang),
        Column::Betweenness => betweenness_meaning(lang),
        Column::Community => community_meaning(lang),
        Column::SingleOrigin => single_origin_meaning(lang),
        Column::Cut => cut_vertex_meaning(lang),
        _ => pick(lang, en, zh),
    };
    (pick(lang, name_en, name_zh), meaning)
}

/// Yes or no.
pub fn yes(yes: bool, lang: Lang) -> &'static str {
    if yes { pick(lang, "yes", "是") } else { pick(lang, "no", "否") }
}

/// The kind of a source: the files' own word, which is free, in Chinese where it is a usual one.
pub fn source_kind(kind: &str, lang: Lang) -> &str {
    match kind {
        _ if lang == Lang::En => kind,
        "article" => "文章",
        "report" => "报告",
        "memo" => "备忘录",
        "statement" => "声明",
        "webpage" => "网页",
        "announcement" => "公告",
        "dataset" => "数据集",
        "book" => "书籍",
        _ => kind,
    }
}

/// How betweenness was estimated.
pub fn estimated(pivots: u32, lang: Lang) -> String {
    let entities = count(pivots as usize, "entity", "entities", "个实体", lang);
    match lang {
        Lang::En => ["Betweenness is estimated from ", &entities, " chosen by chance."].concat(),
        Lang::Zh => ["中介度由随机选取的 ", &entities, "估算。"].concat(),
    }
}
