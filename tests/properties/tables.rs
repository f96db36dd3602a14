//! The tables against brute force: what is shown, in which order, in which window.

use proptest::prelude::*;
use proptest::sample::select;

use tiegraph::evidence::Evidence;
use tiegraph::graph::TieGraph;
use tiegraph::model::{EntityId, Model, SourceId, TieId};
use tiegraph::protocol::{Answer, Ask, Command, Event, TableRows, TableWindow};
use tiegraph::render::Null;
use tiegraph::session::Session;
use tiegraph::shown::Shown;
use tiegraph::tables::{Column, Measures, Request, Tables};
use tiegraph::view::{Lang, Table, View};
use tiegraph::words;

use crate::ledger::{WORDS, model};

const VIEWS: [&str; 7] = [
    "",
    "company=e-0&hops=1",
    "status=disputed,alleged",
    "since=2019",
    "without=src-0",
    "source=src-1",
    "q=cloud",
];

fn view() -> impl Strategy<Value = (View, &'static str)> {
    select(&VIEWS[..]).prop_map(|query| (View::parse(query).unwrap().0, query))
}

fn request() -> impl Strategy<Value = Request> {
    (select(&Table::ALL[..]), any::<prop::sample::Index>(), any::<bool>(), select(&WORDS[..]))
        .prop_map(|(of, column, descending, text)| {
            let columns = Column::of(of);
            let sort = columns[column.index(columns.len())];
            Request { of, sort, descending, text: text.to_owned() }
        })
}

/// Runs with what a view shows as tables; a view that the model cannot have is no case.
fn with_tables(
    model: &Model,
    view: View,
    of: Table,
    lang: Lang,
    work: impl FnOnce(Tables, &Shown),
) {
    let graph = TieGraph::new(model);
    let Ok(shown) = Shown::new(model, &graph, view, None) else { return };
    let positions = shown.positions(&graph);
    let measures = Measures::new(of, model, &graph, &shown.evidence, &shown.mask, &|| &positions);
    let tables =
        Tables { model, evidence: &shown.evidence, mask: &shown.mask, measures: &measures, lang };
    work(tables, &shown);
}

fn links(tables: &Tables, row: u32) -> usize {
    let shown = tables.mask.edges.ones().map(|tie| tables.model.tie(TieId(tie as u32)));
    shown.filter(|tie| [tie.from, tie.to].contains(&EntityId(row))).count()
}

proptest! {
    #![proptest_config(ProptestConfig::with_cases(400))]

    #[test]
    fn an_order_is_a_sorted_rearrangement_of_what_is_shown(
        model in model(8, 14), (view, _) in view(), request in request(), chinese: bool,
    ) {
        let lang = if chinese { Lang::Zh } else { Lang::En };
        with_tables(&model, view, request.of, lang, |tables, shown| {
            let all = Request { text: String::new(), ..request.clone() };
            let order = tables.order(&all);
            let mut sorted = order.clone();
            sorted.sort_unstable();
            assert_eq!(sorted, tables.rows(request.of));
            match request.of {
                Table::Ties => assert_eq!(sorted.len(), shown.mask.edges.count_ones(..)),
                Table::Entities => assert_eq!(sorted.len(), shown.mask.nodes.count_ones(..)),
                Table::Sources => {}
            }
            // The other direction turns groups of equals around, and leaves each group, and what is
            // not known, as it was.
            let turned = tables.order(&Request { descending: !all.descending, ..all.clone() });
            let text = |row: &u32| tables.text(request.sort, *row);
            let known = |row: &&u32| !text(row).is_empty();
            let unknown: Vec<u32> = order.iter().filter(|row| !known(row)).copied().collect();
            assert!(order.ends_with(&unknown) && turned.ends_with(&unknown), "{:?}", request.sort);
            assert!(unknown.is_sorted());
            for list in [&order, &turned] {
                for pair in list.windows(2).filter(|pair| text(&pair[0]) == text(&pair[1])) {
                    // These are sorted by more than their text tells.
                    let more = [Column::Sources, Column::Betweenness].contains(&request.sort);
                    assert!(more || pair[0] < pair[1], "{:?}", request.sort);
                }
            }
            // A text of the table leaves the rows that hold its words, in the same order.
            let part = tables.order(&request);
            let mut rest = order.iter();
            assert!(part.iter().all(|row| rest.any(|other| other == row)));
        });
    }

    #[test]
    fn cells_say_what_brute_force_counts(model in model(8, 14), (view, _) in view()) {
        with_tables(&model, view.clone(), Table::Entities, Lang::En, |tables, _| {
            for row in tables.rows(Table::Entities) {
                assert_eq!(tables.text(Column::Ties, row), links(&tables, row).to_string());
            }
        });
        with_tables(&model, view.clone(), Table::Ties, Lang::En, |tables, _| {
            for row in tables.rows(Table::Ties) {
                let tie = model.tie(TieId(row));
                let parts = |without: Option<u32>| {
                    let edges = tables.mask.edges.ones().filter(|edge| Some(*edge as u32) != without);
                    let ends = edges.map(|edge| {
                        let tie = model.tie(TieId(edge as u32));
                        [tie.from.0, tie.to.0]
                    });
                    tiegraph::graph::components(model.entities.len(), ends)
                };
                let after = parts(Some(row));
                let bridge = after[tie.from.index()] != after[tie.to.index()];
                assert_eq!(tables.text(Column::Bridge, row), words::yes(bridge, Lang::En));
            }
        });
        with_tables(&model, view, Table::Sources, Lang::En, |tables, shown| {
            for row in tables.rows(Table::Sources) {
                let without = [shown.filter.without(), &[SourceId(row)]].concat();
                let after = Evidence::new(&model, &without);
                let ties = || tables.mask.edges.ones().map(|tie| TieId(tie as u32));
                let falls = |tie: &TieId| {
                    shown.evidence.standing(*tie).holds() && !after.standing(*tie).holds()
                };
                let changes = |tie: &TieId| {
                    !falls(tie) && shown.evidence.status(*tie) != after.status(*tie)
                };
                let counts = [ties().filter(falls).count(), ties().filter(changes).count()];
                let told = [Column::Alone, Column::Changes].map(|column| tables.text(column, row));
                assert_eq!(told, counts.map(|n| n.to_string()));
            }
        });
    }

    #[test]
    fn windows_add_up_to_the_whole(
        model in model(8, 14), (_, query) in view(), request in request(), limit in 1u32..6,
    ) {
        let mut session = Session::new(Null::default(), [800.0, 600.0], 1.0);
        let bytes = tiegraph::formats::write("b.json", &model).unwrap().into_bytes();
        session.handle(Command::Load { name: "b.json".into(), bytes, view: query.into() });
        let mut ask = |ask: Ask| match session.handle(Command::Query { id: 1, ask }).pop() {
            Some(Event::Result { answer, .. }) => answer,
            other => panic!("{other:?}"),
        };
        let mut window = |offset: u32, limit: u32| -> TableWindow {
            let table = Ask::Table {
                of: request.of.as_str().into(),
                sort: request.sort.as_str().into(),
                descending: request.descending,
                text: request.text.clone(),
                offset,
                limit,
            };
            match ask(table) {
                Answer::Table(window) => *window,
                other => panic!("{other:?}"),
            }
        };
        let whole = window(0, 1000);
        let mut ids = Vec::new();
        let mut offset = 0;
        while offset < whole.total {
            let part = window(offset, limit);
            prop_assert_eq!((part.total, part.all, part.offset), (whole.total, whole.all, offset));
            ids.extend(self::ids(&part.rows));
            offset += limit;
        }
        prop_assert_eq!(&ids, &self::ids(&whole.rows));
        prop_assert!(self::ids(&window(whole.total + 7, limit).rows).is_empty());
        let csv = ask(Ask::TableCsv {
            of: request.of.as_str().into(),
            sort: request.sort.as_str().into(),
            descending: request.descending,
            text: request.text.clone(),
        });
        let Answer::Csv(csv) = csv else { panic!("{csv:?}") };
        let mut rows = csv::Reader::from_reader(csv.as_bytes());
        let read: Vec<String> = rows.records().map(|row| row.unwrap()[0].to_owned()).collect();
        prop_assert_eq!(&read, &ids);
        prop_assert!(ids.len() <= whole.all as usize);
    }
}

fn ids(rows: &TableRows) -> Vec<String> {
    match rows {
        TableRows::Ties(rows) => rows.iter().map(|row| row.tie.id.clone()).collect(),
        TableRows::Entities(rows) => rows.iter().map(|row| row.named.id.clone()).collect(),
        TableRows::Sources(rows) => rows.iter().map(|row| row.source.id.clone()).collect(),
    }
}
