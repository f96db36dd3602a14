// The shapes of src/protocol.rs and src/error.rs.

export type Command =
  | { type: "load"; name: string; bytes: Uint8Array; view: string }
  | { type: "view"; query: string }
  | { type: "merge"; query: string }
  | ({ type: "environment" } & Environment)
  | { type: "resize"; width: number; height: number; dpr: number }
  | {
      type: "pointer";
      phase: PointerPhase;
      pointer: number;
      x: number;
      y: number;
      touch: boolean;
    }
  | { type: "wheel"; x: number; y: number; delta: number }
  | { type: "key"; key: string; shift: boolean }
  | { type: "zoom"; factor: number | null }
  | { type: "select"; target: Target | null }
  | { type: "hover"; target: Target | null }
  | { type: "relayout" }
  | { type: "query"; id: number; ask: Ask };

export type PointerPhase = "down" | "move" | "up" | "leave" | "cancel";

export type Environment = {
  dark: boolean;
  reduced_motion: boolean;
  forced_colors: boolean;
  chinese: boolean;
};

export type Target = { entity: string } | { tie: string };

export type Ask =
  { what: "search"; text: string } | { what: "figure"; width: number } | { what: "hash" };

export type Event =
  | { type: "ready"; version: number }
  | ({ type: "loaded" } & Catalogue)
  | ({ type: "words" } & Legend)
  | ({ type: "view" } & ViewState)
  | { type: "hover"; target: Target | null; text: string; x: number; y: number }
  | { type: "selection"; detail: Detail | null }
  | { type: "result"; id: number; answer: Answer }
  | { type: "progress"; task: string; done: number }
  | { type: "frame"; nodes: number; edges: number; labels: number }
  | { type: "error"; errors: Fault[] };

export type Answer = { found: Named[] } | { figure: string } | { hash: string };

export type Fault = {
  code: string;
  message: string;
  hint: string | null;
  file: string | null;
  line: number | null;
  column: number | null;
  field: string | null;
};

export type Catalogue = {
  title: string;
  as_of: string;
  counts: Counts;
  entities: Named[];
  sources: SourceCard[];
  warnings: Fault[];
};

export type Counts = {
  entities: number;
  ties: number;
  claims: number;
  sources: number;
  origins: number;
  components: number;
};

export type Named = {
  id: string;
  name: string;
  other_name: string;
  kind: string;
  focal: boolean;
};

export type SourceCard = {
  id: string;
  number: number;
  title: string;
  publisher: string;
  date: string;
  url: string;
  archive_url: string;
  language: string;
  derives_from: string[];
};

export type Legend = {
  lang: string;
  theme: string;
  sectors: Word[];
  statuses: Word[];
  kinds: Word[];
  tie_kinds: Word[];
  stances: Word[];
  modalities: Word[];
};

export type Word = {
  id: string;
  name: string;
  meaning: string;
  glyph: string;
  swatch: string;
};

export type ViewState = {
  query: string;
  keys: [string, string[]][];
  visible: Counts;
  companies: Facet[];
  sectors: Facet[];
  statuses: Facet[];
  kinds: Facet[];
  sources: Facet[];
  answer: PathAnswer | null;
  warnings: Fault[];
};

export type Facet = { id: string; name: string; count: number; chosen: boolean };

export type PathAnswer = {
  from: Named;
  to: Named;
  sentence: string;
  paths: PathCard[];
  truncated: boolean;
};

export type PathCard = {
  entities: Named[];
  hops: TieCard[][];
  weakest: string;
  origins: number;
  sentence: string;
};

export type TieCard = {
  id: string;
  from: Named;
  label: string;
  to: Named;
  directed: boolean;
  status: string;
  sectors: string[];
  sources: number[];
};

export type Detail =
  | {
      entity: {
        named: Named;
        aliases: string[];
        summary: string;
        ties: TieCard[];
        hidden: number;
      };
    }
  | {
      tie: {
        tie: TieCard;
        kind: string;
        held: string;
        standing: string;
        rule: string;
        claims: ClaimCard[];
        lineage: string;
      };
    };

export type ClaimCard = {
  id: string;
  stance: string;
  modality: string;
  date: string;
  speaker: string;
  summary: string;
  source: SourceCard;
  via: SourceCard | null;
  locator: string;
  stands: boolean;
};
