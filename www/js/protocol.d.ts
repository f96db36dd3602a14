// Written by `cargo test` from src/protocol.rs; not by hand.

export type Command = { "type": "load", 
/**
 * The file's name; its ending tells the format.
 */
name: string, 
/**
 * The file.
 */
bytes: Uint8Array, 
/**
 * The first view, in the view grammar.
 */
view: string, } | { "type": "view", 
/**
 * In the view grammar.
 */
query: string, } | { "type": "merge", 
/**
 * In the view grammar.
 */
query: string, } | { "type": "environment" } & Environment | { "type": "resize", 
/**
 * In `css_px`.
 */
width: number, 
/**
 * In `css_px`.
 */
height: number, 
/**
 * Device pixels in one `css_px`.
 */
dpr: number, } | { "type": "tools", 
/**
 * In `css_px`.
 */
width: number, 
/**
 * In `css_px`.
 */
height: number, } | { "type": "cover", 
/**
 * So much of the canvas is covered, in `css_px`.
 */
bottom: number, } | { "type": "pointer", 
/**
 * What it did.
 */
phase: PointerPhase, 
/**
 * Which pointer, to tell fingers apart.
 */
pointer: number, 
/**
 * In `css_px`.
 */
x: number, 
/**
 * In `css_px`.
 */
y: number, 
/**
 * True for a finger, whose targets are larger.
 */
touch: boolean, } | { "type": "wheel", 
/**
 * In `css_px`.
 */
x: number, 
/**
 * In `css_px`.
 */
y: number, 
/**
 * Wheel distance in `css_px`, positive to zoom out.
 */
delta: number, } | { "type": "key", 
/**
 * Arrows walk from entity to entity, `Enter` selects, `Escape` clears, `+ - 0` zoom.
 */
key: string, 
/**
 * With Shift, arrows pan.
 */
shift: boolean, } | { "type": "zoom", 
/**
 * Above 1 zooms in.
 */
factor: number | null, } | { "type": "select", 
/**
 * By its id in the files.
 */
target: Target | null, } | { "type": "hover", 
/**
 * By its id in the files.
 */
target: Target | null, } | { "type": "relayout", } | { "type": "cancel", } | { "type": "query", 
/**
 * Chosen by the page.
 */
id: number, 
/**
 * The question.
 */
ask: Ask, };

export type PointerPhase = "down" | "move" | "up" | "leave" | "cancel" | "double";

export type Environment = { 
/**
 * The reader prefers a dark theme; a `theme` in the view wins.
 */
dark: boolean, 
/**
 * No animation.
 */
reduced_motion: boolean, 
/**
 * The reader's system forces its colours.
 */
forced_colors: boolean, 
/**
 * The reader prefers Chinese; a `lang` in the view wins.
 */
chinese: boolean, };

export type Target = { "entity": string } | { "tie": string };

export type Ask = { "search": { 
/**
 * What the reader typed.
 */
text: string, } } | { "figure": { 
/**
 * Its width in `css_px`.
 */
width: number, } } | { "cut": { 
/**
 * Ties that are only alleged count too.
 */
alleged: boolean, } } | { "standing": { 
/**
 * Its id in the files.
 */
entity: string, } } | "hash" | "timeline" | { "retraction": { 
/**
 * One more than the view withdraws already, compared with the present view; or none, to
 * compare the present view with the one that withdraws nothing.
 */
source: string | null, } } | { "table": { 
/**
 * `ties`, `entities` or `sources`.
 */
of: string, 
/**
 * The column by which they are sorted, or empty for the table's own order.
 */
sort: string, 
/**
 * The largest, latest or last first. What is not known stays last.
 */
descending: boolean, 
/**
 * Only rows whose words hold each word of this text.
 */
text: string, 
/**
 * The first row that is wanted, from 0.
 */
offset: number, 
/**
 * How many rows are wanted; at most 1000.
 */
limit: number, } } | { "table_csv": { 
/**
 * `ties`, `entities` or `sources`.
 */
of: string, 
/**
 * The column by which it is sorted, or empty.
 */
sort: string, 
/**
 * The largest, latest or last first.
 */
descending: boolean, 
/**
 * Only rows whose words hold each word of this text.
 */
text: string, } } | { "cite": { 
/**
 * What is cited.
 */
what: CiteWhat, 
/**
 * `text`, `csl` or `bibtex`.
 */
format: string, 
/**
 * The page's address without its fragment; empty if it does not lead to this dataset.
 */
address: string, } };

export type CiteWhat = { "tie": string } | "answer" | "view";

export type Event = { "type": "ready", 
/**
 * [`VERSION`].
 */
version: number, } | { "type": "loaded" } & Catalogue | { "type": "words" } & Legend | { "type": "names", 
/**
 * As in [`Catalogue::entities`].
 */
entities: Array<Named>, } | { "type": "more", 
/**
 * As in [`Catalogue::entities`].
 */
entities: Array<Named>, } | { "type": "view" } & ViewState | { "type": "hover", 
/**
 * What it is, or nothing.
 */
target: Target | null, 
/**
 * A line about it, or empty.
 */
text: string, 
/**
 * Where to put the line, in `css_px`.
 */
x: number, 
/**
 * Where to put the line, in `css_px`.
 */
y: number, } | { "type": "selection", 
/**
 * All about it, or nothing.
 */
detail: Detail | null, } | { "type": "result", 
/**
 * The query's id.
 */
id: number, 
/**
 * The answer.
 */
answer: Answer, } | { "type": "moved", 
/**
 * The view's canonical form now.
 */
query: string, } | { "type": "frame", 
/**
 * Entities drawn.
 */
nodes: number, 
/**
 * Ties drawn.
 */
edges: number, 
/**
 * Labels drawn.
 */
labels: number, } | { "type": "progress", 
/**
 * From 0 to 1.
 */
share: number, 
/**
 * What there is of it.
 */
stage: LayingStage, } | { "type": "error", 
/**
 * What, where and what to do; several for a file with several faults.
 */
errors: Array<Fault>, };

export type LayingStage = "first" | "better" | "done" | "stopped";

export type Answer = { "found": Array<Named> } | { "figure": string } | { "cut": CutCard } | { "standing": Array<Remark> } | { "hash": string } | { "timeline": Timeline } | { "retraction": RetractionCard } | { "table": TableWindow } | { "csv": string } | { "cited": string };

export type TableWindow = { 
/**
 * `ties`, `entities` or `sources`.
 */
of: string, 
/**
 * Its columns in their order.
 */
columns: Array<ColumnCard>, 
/**
 * The column by which it is sorted.
 */
sort: string, 
/**
 * How many rows the view leaves.
 */
all: number, 
/**
 * How many of them hold the text.
 */
total: number, 
/**
 * The first row of the window, from 0.
 */
offset: number, 
/**
 * Where the selected tie or entity stands, from 0, if it has a row.
 */
selected: number | null, 
/**
 * The rows of the window.
 */
rows: TableRows, 
/**
 * If a measure was estimated and how; or empty.
 */
note: string, };

export type ColumnCard = { 
/**
 * Its name in questions.
 */
id: string, 
/**
 * Its heading.
 */
name: string, 
/**
 * What it means and what it does not; or empty.
 */
meaning: string, 
/**
 * It counts or measures something: the largest is looked for first.
 */
counts: boolean, };

export type TableRows = { "ties": Array<TieRow> } | { "entities": Array<EntityRow> } | { "sources": Array<SourceRow> };

export type TieRow = { 
/**
 * The tie.
 */
tie: TieCard, 
/**
 * What it says; its kind if it has no label.
 */
said: string, 
/**
 * When it held, or empty.
 */
held: string, 
/**
 * The earliest date of a standing claim, or empty.
 */
first: string, 
/**
 * The latest, or empty.
 */
last: string, 
/**
 * How many standing claims have no date.
 */
undated: number, 
/**
 * "3 sources, 1 origin"; empty if nothing stands.
 */
support: string, 
/**
 * It is the only link between two parts of what is shown.
 */
bridge: boolean, };

export type EntityRow = { 
/**
 * Its names.
 */
named: Named, 
/**
 * Its shown ties.
 */
ties: number, 
/**
 * The share of the shortest routes between others that pass through it: "12.3%".
 */
betweenness: string, 
/**
 * The number of its community, or empty.
 */
community: string, 
/**
 * Its shown ties that rest on one origin.
 */
single_origin: number, 
/**
 * Without it what is shown falls into more parts.
 */
cut: boolean, };

export type SourceRow = { 
/**
 * The source.
 */
source: SourceCard, 
/**
 * What it is, or empty.
 */
kind: string, 
/**
 * False if it is withdrawn, or all that it repeats is.
 */
stands: boolean, 
/**
 * Shown ties that it speaks of.
 */
speaks: number, 
/**
 * Shown ties that fall without it.
 */
alone: number, 
/**
 * Shown ties that stay without it, with another status.
 */
changes: number, 
/**
 * The numbers of the sources that it repeats.
 */
derives: Array<number>, };

export type Catalogue = { 
/**
 * The dataset's title.
 */
title: string, 
/**
 * The latest date in it, or empty.
 */
as_of: string, 
/**
 * How much it holds.
 */
counts: Counts, 
/**
 * All entities, in file order.
 */
entities: Array<Named>, 
/**
 * All sources, in file order.
 */
sources: Array<SourceCard>, 
/**
 * What is odd but not wrong.
 */
warnings: Array<Fault>, };

export type Counts = { entities: number, ties: number, claims: number, sources: number, origins: number, components: number, };

export type Named = { 
/**
 * The id in the files.
 */
id: string, 
/**
 * In the present language.
 */
name: string, 
/**
 * In the other language, or empty.
 */
other_name: string, 
/**
 * The kind, as spelled in the files.
 */
kind: string, 
/**
 * One of the entities that the dataset is about.
 */
focal: boolean, };

export type SourceCard = { 
/**
 * The id in the files.
 */
id: string, 
/**
 * The number under which lists and figures cite it, from 1.
 */
number: number, 
/**
 * Its title.
 */
title: string, 
/**
 * Who published it.
 */
publisher: string, 
/**
 * When, or empty.
 */
date: string, 
/**
 * http or https, or empty.
 */
url: string, 
/**
 * http or https, or empty.
 */
archive_url: string, 
/**
 * BCP 47 tag of its language, or empty.
 */
language: string, 
/**
 * Ids of the sources that it repeats.
 */
derives_from: Array<string>, };

export type Legend = { 
/**
 * `en` or `zh`.
 */
lang: string, 
/**
 * `light` or `dark`.
 */
theme: string, 
/**
 * The tie sectors with their hues.
 */
sectors: Array<Word>, 
/**
 * The statuses, best first, with their rules.
 */
statuses: Array<Word>, 
/**
 * What stands in the place of a status on a tie that has fallen.
 */
fallen: Word, 
/**
 * The entity kinds.
 */
kinds: Array<Word>, 
/**
 * The tie kinds.
 */
tie_kinds: Array<Word>, 
/**
 * The stances.
 */
stances: Array<Word>, 
/**
 * The hedges.
 */
modalities: Array<Word>, };

export type Word = { 
/**
 * As spelled in files and views.
 */
id: string, 
/**
 * In the present language.
 */
name: string, 
/**
 * What it means, or empty. For a status its rule.
 */
meaning: string, 
/**
 * Its sign on a tie and in lists, or empty.
 */
glyph: string, 
/**
 * An SVG document that shows its mark, for the legend; or empty.
 */
swatch: string, };

export type ViewState = { 
/**
 * The canonical form, for the address.
 */
query: string, 
/**
 * The values in force, by key, as the grammar prints them.
 */
keys: Array<[string, Array<string>]>, 
/**
 * Ties of a company are shown up to this many steps away.
 */
hops: number, 
/**
 * What is left after the filter.
 */
visible: Counts, 
/**
 * Ties that are drawn grey: all that held them is withdrawn. In no other number.
 */
fallen: number, 
/**
 * Ties left, by company: what the legend shows beside each entry.
 */
companies: Array<Facet>, 
/**
 * By sector.
 */
sectors: Array<Facet>, 
/**
 * By status.
 */
statuses: Array<Facet>, 
/**
 * By entity kind (entities, not ties).
 */
kinds: Array<Facet>, 
/**
 * By source.
 */
sources: Array<Facet>, 
/**
 * The answer to `path=A~B`, if that is in the view.
 */
answer: PathAnswer | null, 
/**
 * Unknown keys and the like.
 */
warnings: Array<Fault>, };

export type Facet = { 
/**
 * The value of the key.
 */
id: string, 
/**
 * What a reader calls it.
 */
name: string, 
/**
 * How many the other filters leave it.
 */
count: number, 
/**
 * True if the view names it.
 */
chosen: boolean, };

export type PathAnswer = { 
/**
 * One end.
 */
from: Named, 
/**
 * The other.
 */
to: Named, 
/**
 * The answer in one sentence.
 */
sentence: string, 
/**
 * The routes, best first; at most 100.
 */
paths: Array<PathCard>, 
/**
 * How many routes the picture shows.
 */
found: number, 
/**
 * There are more routes than were looked for.
 */
truncated: boolean, 
/**
 * If there is no route: what to merge into the view for one, or empty.
 */
relax: string, };

export type PathCard = { 
/**
 * The entities from one end to the other.
 */
entities: Array<Named>, 
/**
 * Between each two of them, all ties that serve.
 */
hops: Array<Array<TieCard>>, 
/**
 * The status of its weakest hop.
 */
weakest: string, 
/**
 * How many origins it rests on.
 */
origins: number, 
/**
 * What it can bear, in one sentence.
 */
sentence: string, };

export type TieCard = { 
/**
 * The id in the files.
 */
id: string, 
/**
 * Where the label starts to read.
 */
from: Named, 
/**
 * The verb phrase.
 */
label: string, 
/**
 * Where it ends.
 */
to: Named, 
/**
 * It matters which end is which.
 */
directed: boolean, 
/**
 * The status, as spelled in views; `fallen` if all that held it is withdrawn.
 */
status: string, 
/**
 * The sectors, as spelled in views.
 */
sectors: Array<string>, 
/**
 * The numbers of its sources, ascending.
 */
sources: Array<number>, };

export type Detail = { "entity": EntityDetail } | { "tie": TieDetail };

export type EntityDetail = { 
/**
 * Its names.
 */
named: Named, 
/**
 * Other names.
 */
aliases: Array<string>, 
/**
 * One line about it.
 */
summary: string, 
/**
 * Its ties that the filter leaves, strongest first.
 */
ties: Array<TieCard>, 
/**
 * What these rest on: "3 sources, 1 origin"; or empty.
 */
support: string, 
/**
 * Its ties that have fallen and are drawn grey.
 */
fallen: Array<TieCard>, 
/**
 * How many the filter hides.
 */
hidden: number, };

export type TieDetail = { 
/**
 * The tie itself.
 */
tie: TieCard, 
/**
 * The kind, as spelled in the files.
 */
kind: string, 
/**
 * When it held, such as `2015-08 –`; or empty.
 */
held: string, 
/**
 * "alleged by 1 origin, denied by 1".
 */
standing: string, 
/**
 * Why the status is what it is: the line of the rule that fits.
 */
rule: string, 
/**
 * How this tie's claims meet that line: "Here 1 origin denies it."
 */
clause: string, 
/**
 * Its claims in order of date.
 */
claims: Array<ClaimCard>, 
/**
 * How many documents and origins: "3 documents, 1 origin"; or empty.
 */
lineage: string, };

export type ClaimCard = { 
/**
 * The id in the files.
 */
id: string, 
/**
 * The stance, as spelled in the files.
 */
stance: string, 
/**
 * The hedge, as spelled in the files, or empty.
 */
modality: string, 
/**
 * When it was made, in words where that is not known to the day; or empty.
 */
date: string, 
/**
 * Who speaks, or empty.
 */
speaker: string, 
/**
 * What is said.
 */
summary: string, 
/**
 * Who says it.
 */
source: SourceCard, 
/**
 * The document through which the dataset knows it, if it is another.
 */
via: SourceCard | null, 
/**
 * Footnote, page or section.
 */
locator: string, 
/**
 * False if the view withdraws its source.
 */
stands: boolean, };

export type Timeline = { 
/**
 * How long a bin is: `month`, `quarter`, `year`, `decade` or `century`.
 */
unit: string, 
/**
 * From the first to the last, without a gap; none if nothing has a date on this clock.
 */
bins: Array<TimeBin>, 
/**
 * Where `since` lies, in bins from the start of the first; `null` where there is none. What
 * lies beyond the bins is at their edge.
 */
since: number | null, 
/**
 * Where `until` ends, in the same way.
 */
until: number | null, 
/**
 * Ties without any date on this clock.
 */
undated: number, 
/**
 * Ties that have dates outside of the window, and a claim without a date.
 */
partly: number, 
/**
 * Ties that may lie in the window, or in some bin of it, by a date that does not say it.
 */
vague: number, 
/**
 * Ties that may lie in some bin of the window because no end, or no start, is stated.
 */
open: number, 
/**
 * Ties outside of the window by a date marked `~` or `?`: they may be nearer.
 */
doubtful_outside: number, 
/**
 * Ties that are denied at a date that nobody gave; 0 on the clock `held`.
 */
undated_denials: number, };

export type TimeBin = { 
/**
 * Its first month, or its first year, as a view names it.
 */
since: string, 
/**
 * Its last month or year.
 */
until: string, 
/**
 * Held, or were asserted or alleged, in it whatever their dates mean.
 */
sure: number, 
/**
 * May have held in it: no end, or no start, is stated.
 */
open: number, 
/**
 * May have held, or been asserted or alleged, in it by an imprecise date.
 */
vague: number, 
/**
 * Were denied in it.
 */
denied: number, 
/**
 * May have been denied in it.
 */
denied_vague: number, };

export type RetractionCard = { 
/**
 * "5 ties fall, 3 change status, 2 connections are lost."
 */
sentence: string, 
/**
 * The sources that are withdrawn.
 */
sources: Array<SourceCard>, 
/**
 * Those that fall with them: they derive from nothing else.
 */
with_them: Array<SourceCard>, 
/**
 * Ties that fall, the strongest first.
 */
falls: Array<TieChange>, 
/**
 * How many.
 */
fall_count: number, 
/**
 * Ties whose status changes.
 */
changes: Array<TieChange>, 
/**
 * How many.
 */
change_count: number, 
/**
 * Ties that stand but are no longer within the view's steps of a chosen company.
 */
out_of_reach: Array<TieCard>, 
/**
 * How many.
 */
out_of_reach_count: number, 
/**
 * Entities that are left without a tie in this view.
 */
alone: Array<Named>, 
/**
 * How many.
 */
alone_count: number, 
/**
 * Entities that focal ones no longer reach.
 */
lost: Array<LostCard>, 
/**
 * How many pairs that are.
 */
lost_count: number, 
/**
 * What is left between two entities whose every tie falls.
 */
detours: Array<DetourCard>, 
/**
 * How many such pairs are not listed.
 */
more_detours: number, 
/**
 * Says that claims stay which a withdrawn source only cites; or empty.
 */
note: string, 
/**
 * The answer to the view's question before and after; empty without a question.
 */
answers: Array<string>, };

export type TieChange = { 
/**
 * The tie as it stands after.
 */
tie: TieCard, 
/**
 * Its status before.
 */
from: string, 
/**
 * Its status after, or `fallen`.
 */
to: string, 
/**
 * How its claims stand after, in a sentence.
 */
why: string, };

export type LostCard = { 
/**
 * The entity.
 */
entity: Named, 
/**
 * The focal entities that were connected with it.
 */
from: Array<Named>, };

export type DetourCard = { 
/**
 * The two.
 */
ends: Array<Named>, 
/**
 * Ties of the shortest route that is left, through organisations alone if there is one; or
 * nothing.
 */
hops: number | null, 
/**
 * All that is left passes through a shared system, event, programme or policy.
 */
shared: boolean, };

export type CutCard = { 
/**
 * The answer in one sentence.
 */
sentence: string, 
/**
 * What counts, and what it does not mean.
 */
meaning: string, 
/**
 * The origins, in the order of the sources.
 */
origins: Array<SourceCard>, 
/**
 * How many are needed at least.
 */
lower_bound: number, 
/**
 * No fewer would do.
 */
proven: boolean, 
/**
 * No route was there to begin with.
 */
already_disconnected: boolean, };

export type Remark = { 
/**
 * The finding.
 */
text: string, 
/**
 * What it does and does not mean.
 */
meaning: string, };

export type Fault = { 
/**
 * The stable name of the fault.
 */
code: Code, 
/**
 * What is wrong, as one sentence without a full stop.
 */
message: string, 
/**
 * What to do, as one sentence without a full stop.
 */
hint: string | null, 
/**
 * The file's name as the user gave it.
 */
file: string | null, 
/**
 * The line in the file.
 */
line: number | null, 
/**
 * The character in the line at which the value starts.
 */
column: number | null, 
/**
 * The column of the table or the key of the view.
 */
field: string | null, };

export type Code = "io" | "unknown-format" | "too-large" | "cell-too-long" | "not-utf8" | "empty-file" | "bad-csv" | "bad-json" | "missing-table" | "missing-column" | "unknown-column" | "missing-value" | "bad-id" | "duplicate-id" | "dangling-id" | "bad-word" | "bad-date" | "date-order" | "bad-url" | "bad-boolean" | "bad-number" | "bad-character" | "lineage-cycle" | "self-tie" | "no-tie" | "unused-source" | "bad-positions" | "bad-view" | "unknown-key" | "unknown-name" | "ambiguous-name" | "bad-command" | "canvas" | "more";

